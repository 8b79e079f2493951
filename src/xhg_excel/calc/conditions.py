"""Conditional formats: a rule that a script adds comes first, those of the user stay as they were.

Calc gives a cell that gets a new format by a call one format only, and takes others off it; so a
new rule is put in front of the conditions the cell has, in a format of its own, and when the rule is
taken off, the cells go back to the format they came from. Calc's undo does not know how to give
them back, so this module records its own. Formats made by `createByRange` never show in
LibreOffice 7.4, which is why that call is not used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xhg_excel.calc.blocks import inside, joined, outside
from xhg_excel.calc.formulas import address
from xhg_excel.calc.office import enum, properties
from xhg_excel.calc.styles import OWN_STYLES, drop_style, look_of, make_style
from xhg_excel.calc.undo import Change
from xhg_excel.core.sheets.layout import Area

# com.sun.star.sheet.ConditionEntryType
CONDITION = 0
# com.sun.star.sheet.ConditionFormatOperator → the name of the same in com.sun.star.sheet.ConditionOperator.
EXPRESSION = 24
OPERATORS = {
    0: "EQUAL",
    1: "LESS",
    2: "GREATER",
    3: "LESS_EQUAL",
    4: "GREATER_EQUAL",
    5: "NOT_EQUAL",
    6: "BETWEEN",
    7: "NOT_BETWEEN",
    EXPRESSION: "FORMULA",
}
# Where formulas are looked at from when they are compared: far from every edge.
_FAR = (100_000, 500)


@dataclass(frozen=True)
class Condition:
    """One condition as it was when it was looked at: Calc's own object does not outlive its format."""

    number: int
    index: int
    first: tuple[int, int]
    kind: int
    operator: int = -1
    formula1: str = ""
    formula2: str = ""
    style: str = ""


def conditions_of(number: int, found: Any) -> list[Condition]:
    """Return the conditions of a format in order."""
    first = found.Range.getRangeAddresses()[0]
    read = []
    for index in range(found.getCount()):
        entry = found.getByIndex(index)
        place = Condition(number, index, (first.StartRow, first.StartColumn), entry.getType())
        if place.kind == CONDITION:
            said = (entry.Operator, entry.Formula1, entry.Formula2, entry.StyleName)
            place = Condition(number, index, place.first, place.kind, *said)
        read.append(place)
    return read


@dataclass(frozen=True)
class Entry:
    """A plain condition as it is put into cells; formulas in Calc's grammar, as seen from `source`."""

    operator: str
    formula1: str
    formula2: str
    source: tuple[int, int]
    style: str


def formats_of(sheet: Any) -> dict[int, Any]:
    """Return the conditional formats of a UNO sheet by their ids: ours first, the last added first."""
    found = {one.ID: one for one in sheet.ConditionalFormats.getConditionalFormats()}
    ours = [number for number, one in found.items() if one.getCount() and _first_style(one).startswith(OWN_STYLES)]
    order = [*sorted(ours, reverse=True), *sorted(set(found) - set(ours))]
    return {number: found[number] for number in order}


def _first_style(found: Any) -> str:
    first = found.getByIndex(0)
    return str(first.StyleName) if first.getType() == CONDITION else ""


def blocks_of(found: Any) -> list[Area]:
    """Return the blocks a format lies over."""
    parts = found.Range.getRangeAddresses()
    return [Area(part.StartRow, part.StartColumn, part.EndRow, part.EndColumn) for part in parts]


def add_rule(sheet: Any, blocks: Sequence[Area], entry: Entry) -> None:
    """Put a condition in front of those that some cells have, as one change that can be undone.

    Cells under several formats, or under a colour scale and the like, are passed over: Calc could
    not give them back.

    Raises:
        LockedCellsError: the sheet is protected with a password.

    """
    put, take = _ways(sheet, blocks, entry)
    sheet.book.app.changes.make(sheet.book.api, sheet.api, put, take)


def _ways(sheet: Any, blocks: Sequence[Area], entry: Entry) -> tuple[Change, Change]:
    """Return how a condition is put into some cells, and how it is taken out."""
    document = sheet.book.api
    put = Change(lambda: _put(sheet, blocks, entry), before=lambda: make_style(document, look_of(entry.style)))
    return put, Change(lambda: _take(sheet, blocks, entry), after=lambda: drop_style(document, entry.style))


def remove_rule(sheet: Any, number: int, index: int) -> None:
    """Take one condition off by the id of its format; one of ours can be undone."""
    found = formats_of(sheet.api).get(number)
    if found is None:
        return
    entries, blocks = _entries_of(sheet, found), blocks_of(found)
    if entries is None or not entries[index].style.startswith(OWN_STYLES):
        _drop(sheet, found, number, index)
        return
    remove_everywhere(sheet, blocks, entries[index])


def remove_everywhere(sheet: Any, blocks: Sequence[Area], entry: Entry) -> None:
    """Take a condition of ours off some cells, as one change that can be undone."""
    put, take = _ways(sheet, blocks, entry)
    sheet.book.app.changes.make(sheet.book.api, sheet.api, take, put)


def _entries_of(sheet: Any, found: Any) -> list[Entry] | None:
    """Return the conditions of a format; None when there is one that cannot be put into cells."""
    conditions = [found.getByIndex(index) for index in range(found.getCount())]
    if any(one.getType() != CONDITION or one.Operator not in OPERATORS for one in conditions):
        return None
    first = blocks_of(found)[0]
    held = sheet.api.getCellByPosition(first.left, first.top).ConditionalFormat
    entries = [_entry(held.getByIndex(index)) for index in range(held.getCount())]
    same = [entry.style for entry in entries] == [one.StyleName for one in conditions]
    return entries if same else None


def _entry(held: Any) -> Entry:
    at = held.getSourcePosition()
    operator = held.getOperator().value
    # Calc says 0 where there is no second value.
    second = held.getFormula2() if operator.endswith("BETWEEN") else ""
    return Entry(operator, held.getFormula1(), second, (at.Row, at.Column), held.StyleName)


def _put(sheet: Any, blocks: Sequence[Area], entry: Entry) -> None:
    """Put a condition in front of what the cells have."""
    formats = [(blocks_of(found), _entries_of(sheet, found)) for found in formats_of(sheet.api).values()]
    bare = outside(blocks, [block for under, _ in formats for block in under])
    changes = [(bare, [entry])]
    for number, (under, entries) in enumerate(formats):
        others = [block for index, (more, _) in enumerate(formats) if index != number for block in more]
        if entries is not None and (part := outside(inside(blocks, under), others)):
            changes.append((part, [entry, *entries]))
    for part, wanted in changes:
        _set(sheet, part, wanted)


def _take(sheet: Any, blocks: Sequence[Area], entry: Entry) -> None:
    """Take a condition out of the formats of some cells, and join these to the format they came from."""
    # Read first: a format is gone once its cells have another one.
    formats = [(blocks_of(found), _entries_of(sheet, found)) for found in formats_of(sheet.api).values()]
    wanted = _canonical(sheet, entry)
    for under, entries in formats:
        if not inside(under, blocks):
            continue
        ours = [one for one in entries or [] if one.style == entry.style and _canonical(sheet, one) == wanted]
        if ours and entries is not None:
            rest = [one for one in entries if one is not ours[0]]
            _set(sheet, joined([*under, *_home(sheet, rest)]), rest)


def _home(sheet: Any, entries: list[Entry]) -> list[Area]:
    """Return the cells of the format that says just the same; none when there is none."""
    if not entries:
        return []
    wanted = [_canonical(sheet, entry) for entry in entries]
    styles = [entry.style for entry in entries]
    for found in formats_of(sheet.api).values():
        if found.getCount() != len(entries) or [found.getByIndex(n).StyleName for n in range(len(entries))] != styles:
            continue
        there = _entries_of(sheet, found)
        if there is not None and [_canonical(sheet, entry) for entry in there] == wanted:
            return blocks_of(found)
    return []


def _canonical(sheet: Any, entry: Entry) -> tuple[str, str, str, str]:
    """Return what a condition says, wherever it is looked at from."""
    number = sheet.api.RangeAddress.Sheet
    ways = address(number, *entry.source), address(number, *_FAR)
    first, second = (sheet.book.grammar.seen_from(text, *ways) for text in (entry.formula1, entry.formula2))
    return entry.operator, first, second, entry.style


def _set(sheet: Any, blocks: Sequence[Area], entries: Sequence[Entry]) -> None:
    """Give cells one format of conditions, or none."""
    if not blocks:
        return
    others = {number: blocks_of(found) for number, found in formats_of(sheet.api).items()}
    cells = _cells(sheet, blocks)
    held = cells.ConditionalFormat
    held.clear()
    for entry in entries:
        held.addNew(
            properties(
                Operator=enum("sheet.ConditionOperator", entry.operator),
                Formula1=entry.formula1,
                Formula2=entry.formula2,
                SourcePosition=address(sheet.api.RangeAddress.Sheet, *entry.source),
                StyleName=entry.style,
            )
        )
    cells.ConditionalFormat = held
    if entries:  # the format just made has the highest id, which may be one that was given up for it
        others.pop(max(formats_of(sheet.api)), None)
    _leave(sheet, others, blocks)


def _cells(sheet: Any, blocks: Sequence[Area]) -> Any:
    cells = sheet.book.api.createInstance("com.sun.star.sheet.SheetCellRanges")
    for block in blocks:
        cells.addRangeAddress(sheet.uno_range(block).RangeAddress, False)
    return cells


def _leave(sheet: Any, others: dict[int, list[Area]], blocks: Sequence[Area]) -> None:
    """Let the formats that were there know which cells they lost: Calc forgets all but the first of a column."""
    for number, found in formats_of(sheet.api).items():
        if number in others and inside(others[number], blocks):
            rest = joined(outside(others[number], blocks))
            if rest:
                found.Range = _cells(sheet, rest)
            else:
                sheet.api.ConditionalFormats.removeByID(number)


def _drop(sheet: Any, found: Any, number: int, index: int) -> None:
    """Take off a condition that is not ours; the format goes with its last one."""
    if found.getCount() > 1:
        found.removeByIndex(index)
    else:
        sheet.api.ConditionalFormats.removeByID(number)
