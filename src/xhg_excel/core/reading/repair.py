"""Lay out a damaged or retyped workbook as our template again, with every entry kept.

Entries go back into their cells as they were typed, readable or not; what has no cell in the template is listed
on a sheet of its own. The file itself is not changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.finding import Finding
from xhg_excel.core.model.grid import CellValue, Grid
from xhg_excel.core.model.submission import Form, Submission, note_key
from xhg_excel.core.sheets.layout import BookLayout, Content
from xhg_excel.core.sheets.table import Table
from xhg_excel.core.templates.workbooks import CountyContent, county_book, form_book
from xhg_excel.errors.files import NothingToRepairError
from xhg_excel.notice import SITE_ANNEXES, UNIT_ANNEXES
from xhg_excel.notice.words.check_columns import ROW_NOTE
from xhg_excel.notice.words.workbook import LOOSE_HEADS, LOOSE_NOTE, LOOSE_SHEET

Typed = dict[str, Answer | None]


def repair(grids: Sequence[Grid], submission: Submission, context: Context) -> BookLayout:
    """Return the template filled with the entries of a workbook.

    Args:
        grids: the sheets of the workbook, for what could not be read.
        submission: what was read from them.
        context: the campaign and the regions.

    Raises:
        NothingToRepairError: no form was found in it.
    """
    if not submission.forms:
        why = next((finding.what for finding in submission.findings), "")
        raise NothingToRepairError(submission.source.file, why)
    sheets = {grid.sheet: grid for grid in grids}
    form = submission.forms[0]
    if submission.kind == form.annex.key and len(submission.forms) == 1:
        typed = dict(submission.cover) | _typed(form, sheets[_sheet_of(form)], by_row=False)
        book = form_book(context.campaign, form.annex, typed, context.registry)
    else:
        book = county_book(context.campaign, submission.unit, _content(submission, sheets), context.registry)
    rest = _without_cell(submission.findings, sheets)
    if not rest:
        return book
    loose = Table[Mapping[str, Content]](LOOSE_SHEET, LOOSE_HEADS, note=LOOSE_NOTE)
    return replace(book, sheets=(*book.sheets, loose.sheet(rest)))


def _content(submission: Submission, sheets: dict[str, Grid]) -> CountyContent:
    annex1 = next((form for form in submission.forms if form.annex in UNIT_ANNEXES), None)
    rows = {
        annex.key: [_typed(form, sheets[_sheet_of(form)], by_row=True) for form in submission.forms_of(annex)]
        for annex in SITE_ANNEXES
    }
    typed = _typed(annex1, sheets[_sheet_of(annex1)], by_row=False) if annex1 else {}
    return CountyContent(typed, rows, submission.cover)


def _sheet_of(form: Form) -> str:
    return next(iter(form.places.values())).sheet


def _typed(form: Form, grid: Grid, *, by_row: bool) -> Typed:
    """Return the entries of a form: its answers, and unreadable cells as they were typed."""
    typed: Typed = {
        key: form.answers[key] if key in form.answers else _as_typed(grid.at(place.row, place.col))
        for key, place in form.places.items()
    }
    if by_row:
        return typed | {ROW_NOTE.key: next(iter(form.notes.values()), None)}
    noted = {key: form.notes[place.row] for key, place in form.places.items() if place.row in form.notes}
    return typed | {note_key(key): note for key, note in noted.items()}


def _as_typed(value: CellValue) -> Answer | None:
    return value if isinstance(value, (str, int, float)) or value is None else str(value)  # type: ignore[return-value]


def _without_cell(findings: Sequence[Finding], sheets: dict[str, Grid]) -> list[Mapping[str, Content]]:
    """Return sheet, cell and content of each entry that has no cell in the template."""
    rows: list[Mapping[str, Content]] = []
    for finding in findings:
        if finding.code == "N03":
            rows.append({"sheet": finding.sheet, "cell": finding.cells[0], "content": finding.facts["value"]})
        if finding.code == "F17":
            grid = sheets[finding.sheet]
            rows += [
                {"sheet": grid.sheet, "cell": grid.place(row, col).a1, "content": str(value)}
                for row, col, value in grid.filled()
            ]
    return rows
