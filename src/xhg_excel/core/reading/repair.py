"""Lay out a damaged or retyped workbook as our template again, with every entry kept.

Entries of our own template go back into their cells as they were typed, readable or not. Of any other form only what
was read is filled in, to be checked by its sender; what was not read stands in a note at its cell. What has no cell
in the template is listed on a sheet of its own. The file itself is not changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.finding import Finding, in_order
from xhg_excel.core.model.grid import CellValue, Grid, Place, a1
from xhg_excel.core.model.submission import Form, Submission, note_key
from xhg_excel.core.reading.personal_data import redacted_grids
from xhg_excel.core.sheets.layout import Area, BookLayout, Content, Highlight, SheetLayout, height_for
from xhg_excel.core.sheets.table import NOTE_ROW, Column, Table
from xhg_excel.core.templates.check_codes import numbers_of
from xhg_excel.core.templates.form_map import template_of
from xhg_excel.core.templates.register import FIRST_ROW
from xhg_excel.core.templates.workbooks import CountyContent, county_book, cover_answers, form_book
from xhg_excel.errors.files import NothingToRepairError
from xhg_excel.notice import SITE_ANNEXES, UNIT_ANNEXES
from xhg_excel.notice.words import confirmation as words
from xhg_excel.notice.words.check_columns import ROW_NOTE
from xhg_excel.notice.words.workbook import (
    CONFIRMS_KEY,
    FORM_SHEETS,
    LOOSE_HEADS,
    LOOSE_NOTE,
    LOOSE_SHEET,
    MARKER_KEYS,
    MARKER_SHEET,
    REGISTER_SHEETS,
)

# The codes of cells that were not read, or not whole.
_UNREAD = {"E02", "E03", "E04", "E05", "E07", "E09", "E11", "E12", "E13", "F24", "F25"}
_WIDTHS = (22.0, 56.0, 46.0)

Typed = dict[str, Answer | None]
Sheets = Mapping[str, Grid]


def repair(grids: Sequence[Grid], submission: Submission, context: Context) -> BookLayout:
    """Return the template filled with the entries of a workbook; with a sheet 请核对 where forms are not confirmed.

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
    sheets = redacted_grids(grids, submission)
    alone = _is_alone(submission)
    if alone:
        form = submission.forms[0]
        # The unit may stand in the file's name alone (N07).
        typed = (
            cover_answers(submission.unit)
            | dict(submission.cover)
            | _typed(form, sheets[_sheet_of(form)], by_row=False)
        )
        book = form_book(context.campaign, form.annex, typed, context.registry)
    else:
        book = county_book(context.campaign, submission.unit, _content(submission, sheets), context.registry)
    if rest := _without_cell(submission.findings, sheets):
        loose = Table[Mapping[str, Content]](LOOSE_SHEET, LOOSE_HEADS, note=LOOSE_NOTE)
        book = replace(book, sheets=(*book.sheets, loose.sheet(rest)))
    return _to_be_checked(book, submission, sheets, alone=alone) if submission.unconfirmed else book


def _is_alone(submission: Submission) -> bool:
    """Return whether the workbook is one form, not that of a whole unit."""
    form = submission.forms[0]
    is_one = len(submission.forms) == 1 and not form.row_number
    return is_one and (submission.kind == form.annex.key or not form.is_confirmed)


def _content(submission: Submission, sheets: Sheets) -> CountyContent:
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
    """Return the entries of a form: its answers, and in our own template unreadable cells as they were typed."""
    typed: Typed = {
        key: form.answers[key] if key in form.answers else _as_typed(grid.at(place.row, place.col))
        for key, place in form.places.items()
        if key in form.answers or form.is_confirmed
    }
    if by_row:
        return typed | {ROW_NOTE.key: next(iter(form.notes.values()), None)}
    noted = {key: form.notes[place.row] for key, place in form.places.items() if place.row in form.notes}
    return typed | {note_key(key): note for key, note in noted.items()}


def _as_typed(value: CellValue) -> Answer | None:
    return value if isinstance(value, (str, int, float)) or value is None else str(value)  # type: ignore[return-value]


def _without_cell(findings: Sequence[Finding], sheets: Sheets) -> list[Mapping[str, Content]]:
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


def _to_be_checked(book: BookLayout, submission: Submission, sheets: Sheets, *, alone: bool) -> BookLayout:
    """Return the book with a sheet of how the forms were read in front, and a note at each cell that was not read."""
    by_name = {sheet.name: sheet for sheet in book.sheets}
    for annex in (*UNIT_ANNEXES, *SITE_ANNEXES):
        for number, form in enumerate(submission.forms_of(annex)):
            if form.is_confirmed:
                continue
            if alone or annex in UNIT_ANNEXES:
                sheet, entries = by_name[FORM_SHEETS[annex.key]], template_of(annex, alone=alone).entries
            else:
                sheet = by_name[REGISTER_SHEETS[annex.key]]
                entries = {key: (FIRST_ROW + number, col) for key, col in numbers_of(annex).items()}
            _note_unread(sheet, entries, form, submission.findings, sheets)
    by_name[MARKER_SHEET].put_row(len(MARKER_KEYS), (CONFIRMS_KEY, submission.source.sha256), "plain")
    return replace(book, sheets=(_how_read(submission), *book.sheets))


def _how_read(submission: Submission) -> SheetLayout:
    """Return the sheet 请核对: what to do, and every finding of the file."""
    columns = [Column[Finding](key, width=width) for key, width in zip(words.CONFIRM_HEADS, _WIDTHS, strict=True)]
    table = Table(words.CONFIRM_SHEET, words.CONFIRM_HEADS, columns, title=words.CONFIRM_TITLE)
    sheet = table.sheet([finding.in_file("") for finding in in_order(submission.findings)], "")
    note = words.CONFIRM_NOTE.format(file=submission.source.file)
    sheet.span(Area(NOTE_ROW, 0, NOTE_ROW, len(_WIDTHS) - 1), note, "howto")
    sheet.heights[NOTE_ROW] = height_for(note, sum(_WIDTHS))
    del sheet.cells[NOTE_ROW, 0]
    return sheet


def _note_unread(
    sheet: SheetLayout, entries: Mapping[str, tuple[int, int]], form: Form, findings: Sequence[Finding], grids: Sheets
) -> None:
    """Add to a sheet a note and a colour at the entry cell of each answer of a form that was not read."""
    for key, place in form.places.items():
        what = _what(place, findings)
        if key in form.answers and not what:
            continue
        row, col = entries[key]
        facts = {"sheet": place.sheet, "cell": place.a1, "value": _shown(place, grids), "what": what}
        sheet.notes[row, col] = (words.PARTLY_READ if key in form.answers else words.UNREAD_NOTE).format(**facts)
        if key not in form.answers:
            # First of all, so that no other colour covers it; it goes when the cell is filled.
            sheet.highlights.insert(0, Highlight(Area(row, col, row, col), f"=ISBLANK({a1(row, col)})", "doubt"))


def _shown(place: Place, grids: Sheets) -> str:
    return str(grids[place.sheet].at(place.row, place.col) or "")


def _what(place: Place, findings: Sequence[Finding]) -> str:
    """Return why a cell was not read, or not whole; "" when it was."""
    return next((finding.what for finding in findings if finding.code in _UNREAD and place in finding.places), "")
