"""Marks of findings in an open workbook, added so that `clear_marks` restores the workbook exactly.

A colour is a conditional format, not a fill: a fill would overwrite the user's own, which no program could
restore. Its formula is always true and nobody types it (`MARK_TEST`), so it is recognised as ours in any
workbook, also in a marked copy made from a file. A note is added only where the cell has none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import islice

import xlwings as xw

from xhg_excel.core.model.grid import a1
from xhg_excel.core.model.personal_numbers import distinct_names
from xhg_excel.core.results.marks import At, CellMark, Marks
from xhg_excel.core.sheets.layout import Area
from xhg_excel.core.sheets.rectangles import rectangles
from xhg_excel.excel.book import delete_added
from xhg_excel.excel.host import fit_note, joined_ranges
from xhg_excel.files.places import log_fault
from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.marks import MARK_COLOURS, MARK_TEST, NOTE_STARTS, RESULT_SHEET

# A note takes Excel as long as a thousand values; the result sheet has every finding.
MOST_NOTES = 200
_CUSTOM = "custom"
_RULES_IN_FRONT = 30


@dataclass
class MarkOutcome:
    """How many colour rules and notes were added or removed, and the sheets where that failed.

    `limited` means that notes were left out above `MOST_NOTES`.
    """

    rules: int = 0
    notes: int = 0
    limited: bool = False
    refused: list[str] = field(default_factory=list)


def put_marks(book: xw.Book, marks: Marks) -> MarkOutcome:
    """Add colours and notes to the marked cells; a sheet that refuses them is named in the outcome."""
    outcome = MarkOutcome()
    sheets = list(book.sheets)
    for sheet, name in zip(sheets, distinct_names(sheet.name for sheet in sheets), strict=True):
        if cells := marks.cells.get(name):
            try:
                outcome.rules += _add_colours(sheet, cells)
                _add_notes(sheet, cells, outcome)
            except Exception as error:  # noqa: BLE001  # a protected sheet; each program raises its own error
                log_fault(error, "put_marks")
                outcome.refused.append(sheet.name)
    return outcome


def _add_colours(sheet: xw.Sheet, cells: Mapping[At, CellMark]) -> int:
    blocks: dict[Severity, list[Area]] = defaultdict(list)
    for block, severity in rectangles({at: mark.severity for at, mark in cells.items()}):
        blocks[severity].append(block)
    rules = 0
    for severity, same_severity in blocks.items():
        fill, font = (_rgb(colour) for colour in MARK_COLOURS[severity])
        for cells_of_rule in joined_ranges(sheet, same_severity):
            formats = cells_of_rule.conditional_formats
            formats.add_custom(f"={MARK_TEST}", fill_color=fill, font_color=font, stop_if_true=True)
            rules += 1
    return rules


def _rgb(argb: str) -> tuple[int, int, int]:
    """Return the colour of an opaque `FFRRGGBB`.

    >>> _rgb("FFFFC7CE")
    (255, 199, 206)
    """
    red, green, blue = (int(argb[at : at + 2], 16) for at in (2, 4, 6))
    return red, green, blue


def _add_notes(sheet: xw.Sheet, cells: Mapping[At, CellMark], outcome: MarkOutcome) -> None:
    with_note = {note.location.address.replace("$", "") for note in sheet.notes}
    for at, mark in sorted(cells.items()):
        if outcome.notes == MOST_NOTES:
            outcome.limited = True
            return
        if a1(*at) not in with_note:
            fit_note(sheet.range(a1(*at)).add_note(mark.note), mark.note)
            outcome.notes += 1


def clear_marks(book: xw.Book, marked: Collection[str] | None = None) -> MarkOutcome:
    """Remove every mark of ours, those of a marked copy too, and the result sheet.

    Args:
        book: the workbook.
        marked: the sheets that a result sheet names. On all others only the first rules are examined,
            where ours are added: a template has hundreds. None examines every rule of every sheet.
    """
    outcome = MarkOutcome()
    for sheet in book.sheets:
        most = None if marked is None or sheet.name in marked else _RULES_IN_FRONT
        try:
            _clear_sheet(sheet, outcome, most)
        except Exception as error:  # noqa: BLE001  # as in `put_marks`
            log_fault(error, "clear_marks")
            outcome.refused.append(sheet.name)
    delete_added(book, RESULT_SHEET)
    return outcome


def _clear_sheet(sheet: xw.Sheet, outcome: MarkOutcome, most: int | None) -> None:
    """Remove our rules and notes from a sheet; of its rules the first `most` are examined."""
    rules = islice(sheet.cells.conditional_formats, most)
    ours = [rule for rule in rules if rule.type == _CUSTOM and _is_ours(rule.formula)]
    for rule in reversed(ours):  # from the last one on: deleting changes the numbers of later rules
        rule.delete()
        outcome.rules += 1
    for note in list(sheet.notes):
        lines = note.text.splitlines()
        by_user = [line for line in lines if not line.startswith(NOTE_STARTS)]
        if len(by_user) < len(lines):
            # Lines that a user added to our note stay.
            if any(line.strip() for line in by_user):
                note.text = "\n".join(by_user)
            else:
                note.delete()
            outcome.notes += 1


def _is_ours(formula: str | None) -> bool:
    return formula is not None and formula.removeprefix("=").replace(" ", "") == MARK_TEST
