"""Marks in a live workbook: they lie over the user's own looks and notes, and come off without a trace.

A colour is a conditional format with a formula that nobody types (`notice.words.marks.MARK_TEST`), so no
fill is overwritten; a note is added only where the cell has none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import islice

import xlwings as xw

from xhg_excel.core.model.grid import a1
from xhg_excel.core.results.marks import At, CellMark, Marks
from xhg_excel.core.sheets.layout import Area
from xhg_excel.core.sheets.rectangles import rectangles
from xhg_excel.excel.book import drop_added
from xhg_excel.excel.host import areas, fit_note
from xhg_excel.files.places import log_fault
from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.marks import MARK_COLOURS, MARK_TEST, NOTE_STARTS, RESULT_SHEET

# A note takes a host as long as a thousand values: the result sheet has every finding anyhow.
MOST_NOTES = 200
_CUSTOM = "custom"
_RULES_IN_FRONT = 30


@dataclass
class Done:
    """What was put on or taken off: rules, notes, and the sheets that refused some of it."""

    rules: int = 0
    notes: int = 0
    limited: bool = False
    refused: list[str] = field(default_factory=list)


def put_marks(book: xw.Book, marks: Marks) -> Done:
    """Colour and note the marked cells; a sheet that refuses is named and passed over."""
    done = Done()
    for sheet in book.sheets:
        if cells := marks.cells.get(sheet.name):
            try:
                done.rules += _colour(sheet, cells)
                _note(sheet, cells, done)
            except Exception as error:  # noqa: BLE001  # a protected sheet refuses, each host in its own way
                log_fault(error, "put_marks")
                done.refused.append(sheet.name)
    return done


def _colour(sheet: xw.Sheet, cells: Mapping[At, CellMark]) -> int:
    blocks: dict[Severity, list[Area]] = defaultdict(list)
    for block, severity in rectangles({at: mark.severity for at, mark in cells.items()}):
        blocks[severity].append(block)
    rules = 0
    for severity, of_severity in blocks.items():
        fill, ink = (_rgb(colour) for colour in MARK_COLOURS[severity])
        for area in areas(sheet, of_severity):
            area.conditional_formats.add_custom(f"={MARK_TEST}", fill_color=fill, font_color=ink, stop_if_true=True)
            rules += 1
    return rules


def _rgb(argb: str) -> tuple[int, int, int]:
    """Return the colour of an opaque `FFRRGGBB`.

    >>> _rgb("FFFFC7CE")
    (255, 199, 206)
    """
    red, green, blue = (int(argb[at : at + 2], 16) for at in (2, 4, 6))
    return red, green, blue


def _note(sheet: xw.Sheet, cells: Mapping[At, CellMark], done: Done) -> None:
    taken = {note.location.address.replace("$", "") for note in sheet.notes}
    for at, mark in sorted(cells.items()):
        if done.notes == MOST_NOTES:
            done.limited = True
            return
        if a1(*at) not in taken:
            fit_note(sheet.range(a1(*at)).add_note(mark.note), mark.note)
            done.notes += 1


def clear_marks(book: xw.Book, marked: Collection[str] | None = None) -> Done:
    """Take off every mark of ours, live ones and those of a marked copy, and the result sheet.

    `marked` are the sheets that a result sheet names; of all others only the rules in front are
    looked at, where ours are put (a template has hundreds). None: every rule of every sheet.
    """
    done = Done()
    for sheet in book.sheets:
        most = None if marked is None or sheet.name in marked else _RULES_IN_FRONT
        try:
            _clear_sheet(sheet, done, most)
        except Exception as error:  # noqa: BLE001  # as in `put_marks`
            log_fault(error, "clear_marks")
            done.refused.append(sheet.name)
    drop_added(book, RESULT_SHEET)
    return done


def _clear_sheet(sheet: xw.Sheet, done: Done, most: int | None) -> None:
    rules = islice(sheet.cells.conditional_formats, most)
    ours = [rule for rule in rules if rule.type == _CUSTOM and _is_ours(rule.formula)]
    for rule in reversed(ours):  # the last first: what stands before keeps its place
        rule.delete()
        done.rules += 1
    for note in list(sheet.notes):
        lines = note.text.splitlines()
        own = [line for line in lines if not line.startswith(NOTE_STARTS)]
        if len(own) < len(lines):
            # What a user wrote below our words stays.
            if any(line.strip() for line in own):
                note.text = "\n".join(own)
            else:
                note.delete()
            done.notes += 1


def _is_ours(formula: str | None) -> bool:
    return formula is not None and formula.removeprefix("=").replace(" ", "") == MARK_TEST
