"""Conditional formats of a sheet: a rule that a script adds comes first, those of the user stay as they were.

A cell of Calc has one format, a list of conditions, and setting another one replaces it. So a new
rule becomes the first condition of a new format, followed by the conditions the cells had; removing
the rule joins the cells to the format they had before. Calc's undo cannot restore that, so each change
is recorded with its reverse (undo.py). `createByRange` is not used: formats that it creates are never
drawn in LibreOffice 7.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from xhg_excel.calc.engine.blocks import Block, block_from, inside, joined, outside
from xhg_excel.calc.engine.conditional.styles import OWN_STYLES, drop_style, look_of, make_style
from xhg_excel.calc.engine.formulas import cell_address
from xhg_excel.calc.engine.office import enum, properties
from xhg_excel.calc.engine.undo import Edit

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
# Formulas are compared as they read in this cell, which is far from every edge.
_FAR = (100_000, 500)


@dataclass(frozen=True)
class Condition:
    """A copy of one condition of the format with id `number`: Calc's own object dies with its format.

    `first` is row and column of the format's first cell, in which its formulas are read.
    """

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
    conditions = []
    for index in range(found.getCount()):
        entry = found.getByIndex(index)
        condition = Condition(number, index, (first.StartRow, first.StartColumn), entry.getType())
        if condition.kind == CONDITION:
            condition = replace(
                condition,
                operator=entry.Operator,
                formula1=entry.Formula1,
                formula2=entry.Formula2,
                style=entry.StyleName,
            )
        conditions.append(condition)
    return conditions


@dataclass(frozen=True)
class Entry:
    """A condition as it is written to cells: formulas in Calc's grammar, as they read in the cell `source`."""

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


def blocks_of(found: Any) -> list[Block]:
    """Return the blocks of cells that have a format."""
    return [block_from(address) for address in found.Range.getRangeAddresses()]


def add_rule(sheet: Any, blocks: Sequence[Block], entry: Entry) -> None:
    """Add a condition before those that some cells have, as one edit that can be undone.

    Cells with several formats, or with a colour scale and the like, are left out: no call of Calc's
    could restore those.

    Raises:
        LockedError: the sheet is protected with a password.

    """
    sheet.book.app.undo.make(_adding(sheet, blocks, entry), _removing(sheet, blocks, entry))


def _adding(sheet: Any, blocks: Sequence[Block], entry: Entry) -> Edit:
    document = sheet.book.api
    return Edit(
        document,
        sheet.api,
        lambda: _add(sheet, blocks, entry),
        before=lambda: make_style(document, look_of(entry.style)),
    )


def _removing(sheet: Any, blocks: Sequence[Block], entry: Entry) -> Edit:
    document = sheet.book.api
    style = entry.style
    return Edit(document, sheet.api, lambda: _remove(sheet, blocks, entry), after=lambda: drop_style(document, style))


def remove_rule(sheet: Any, number: int, index: int) -> None:
    """Remove one condition by the id of its format; removing one that a script added can be undone."""
    found = formats_of(sheet.api).get(number)
    if found is None:
        return
    entries, blocks = _entries_of(sheet, found), blocks_of(found)
    if entries is None or not entries[index].style.startswith(OWN_STYLES):
        _remove_foreign(sheet, found, number, index)
        return
    remove_everywhere(sheet, blocks, entries[index])


def remove_everywhere(sheet: Any, blocks: Sequence[Block], entry: Entry) -> None:
    """Remove a condition that a script added from some cells, as one edit that can be undone."""
    sheet.book.app.undo.make(_removing(sheet, blocks, entry), _adding(sheet, blocks, entry))


def _entries_of(sheet: Any, found: Any) -> list[Entry] | None:
    """Return the conditions of a format; None when one of them cannot be written to cells."""
    conditions = [found.getByIndex(index) for index in range(found.getCount())]
    if any(one.getType() != CONDITION or one.Operator not in OPERATORS for one in conditions):
        return None
    first = blocks_of(found)[0]
    of_cell = sheet.api.getCellByPosition(first.left, first.top).ConditionalFormat
    entries = [_entry(of_cell.getByIndex(index)) for index in range(of_cell.getCount())]
    same = [entry.style for entry in entries] == [one.StyleName for one in conditions]
    return entries if same else None


def _entry(condition: Any) -> Entry:
    source = condition.getSourcePosition()
    operator = condition.getOperator().value
    # Calc returns 0 where there is no second value.
    second = condition.getFormula2() if operator.endswith("BETWEEN") else ""
    return Entry(operator, condition.getFormula1(), second, (source.Row, source.Column), condition.StyleName)


def _add(sheet: Any, blocks: Sequence[Block], entry: Entry) -> None:
    """Add a condition before those the cells have."""
    formats = [(blocks_of(found), _entries_of(sheet, found)) for found in formats_of(sheet.api).values()]
    bare = outside(blocks, [block for under, _ in formats for block in under])
    parts = [(bare, [entry])]
    for number, (under, entries) in enumerate(formats):
        others = [block for index, (more, _) in enumerate(formats) if index != number for block in more]
        if entries is not None and (part := outside(inside(blocks, under), others)):
            parts.append((part, [entry, *entries]))
    for part, wanted in parts:
        _set(sheet, part, wanted)


def _remove(sheet: Any, blocks: Sequence[Block], entry: Entry) -> None:
    """Remove a condition from the formats of some cells, and join these cells to the format they had before."""
    # Read all first: a format is gone once its cells have another one.
    formats = [(blocks_of(found), _entries_of(sheet, found)) for found in formats_of(sheet.api).values()]
    wanted = _canonical(sheet, entry)
    for under, entries in formats:
        if not inside(under, blocks):
            continue
        ours = [one for one in entries or [] if one.style == entry.style and _canonical(sheet, one) == wanted]
        if ours and entries is not None:
            rest = [one for one in entries if one is not ours[0]]
            _set(sheet, joined([*under, *_blocks_with(sheet, rest)]), rest)


def _blocks_with(sheet: Any, entries: list[Entry]) -> list[Block]:
    """Return the cells of the format with exactly these conditions; [] without one."""
    if not entries:
        return []
    wanted = [_canonical(sheet, entry) for entry in entries]
    styles = [entry.style for entry in entries]
    for found in formats_of(sheet.api).values():
        if found.getCount() != len(entries) or [found.getByIndex(n).StyleName for n in range(len(entries))] != styles:
            continue
        existing = _entries_of(sheet, found)
        if existing is not None and [_canonical(sheet, entry) for entry in existing] == wanted:
            return blocks_of(found)
    return []


def _canonical(sheet: Any, entry: Entry) -> tuple[str, str, str, str]:
    """Return a condition with its formulas as they read in one fixed cell, so that two can be compared."""
    number = sheet.api.RangeAddress.Sheet
    source, far = cell_address(number, *entry.source), cell_address(number, *_FAR)
    first, second = (sheet.book.grammar.moved(text, source, far) for text in (entry.formula1, entry.formula2))
    return entry.operator, first, second, entry.style


def _set(sheet: Any, blocks: Sequence[Block], entries: Sequence[Entry]) -> None:
    """Set the conditions of some cells; none removes their format."""
    if not blocks:
        return
    others = {number: blocks_of(found) for number, found in formats_of(sheet.api).items()}
    cells = _cells(sheet, blocks)
    conditions = cells.ConditionalFormat
    conditions.clear()
    for entry in entries:
        conditions.addNew(
            properties(
                Operator=enum("sheet.ConditionOperator", entry.operator),
                Formula1=entry.formula1,
                Formula2=entry.formula2,
                SourcePosition=cell_address(sheet.api.RangeAddress.Sheet, *entry.source),
                StyleName=entry.style,
            )
        )
    cells.ConditionalFormat = conditions
    if entries:  # the new format has the highest id, which may be the id of one that it replaced
        others.pop(max(formats_of(sheet.api)), None)
    _shrink(sheet, others, blocks)


def _cells(sheet: Any, blocks: Sequence[Block]) -> Any:
    cells = sheet.book.api.createInstance("com.sun.star.sheet.SheetCellRanges")
    for block in blocks:
        cells.addRangeAddress(sheet.uno_range(block).RangeAddress, False)
    return cells


def _shrink(sheet: Any, others: dict[int, list[Block]], blocks: Sequence[Block]) -> None:
    """Set the ranges of the other formats to what is left of them: Calc keeps only the first cells of a column.

    Args:
        sheet: the sheet.
        others: the blocks that each other format had, by its id.
        blocks: the cells that were removed from them.

    """
    for number, found in formats_of(sheet.api).items():
        if number in others and inside(others[number], blocks):
            rest = joined(outside(others[number], blocks))
            if rest:
                found.Range = _cells(sheet, rest)
            else:
                sheet.api.ConditionalFormats.removeByID(number)


def _remove_foreign(sheet: Any, found: Any, number: int, index: int) -> None:
    """Remove a condition that no script added; the format is removed with its last condition."""
    if found.getCount() > 1:
        found.removeByIndex(index)
    else:
        sheet.api.ConditionalFormats.removeByID(number)
