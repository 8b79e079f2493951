"""The sheet 校验结果 of a live workbook, and how a sheet that we add says that it is ours."""

from __future__ import annotations

from collections.abc import Iterable

from xhg_excel.core.model.grid import Grid, a1
from xhg_excel.core.results.marks import Marks, Row
from xhg_excel.core.results.summary import severity_cell
from xhg_excel.core.sheets.layout import Content, Link, SheetLayout
from xhg_excel.core.sheets.table import FIRST_ROW, row_height, table_sheet
from xhg_excel.notice.words import marks as words
from xhg_excel.notice.words.shells.addin import LIVE_HOWTO, LIVE_RESULT_TITLE, MORE_CELLS

_SHEET_COLUMN, _CELL_COLUMN = 1, 2
_SHOWN_CELLS = 4


def result_sheet(marks: Marks) -> SheetLayout:
    """Return every finding as a row, its cell a jump; `unmark` takes the sheet for what it is."""
    rows = [_cells(row) for row in marks.rows]
    sheet = table_sheet(words.RESULT_SHEET, LIVE_RESULT_TITLE, words.RESULT_HEADS, rows, f"{marks.counts}{LIVE_HOWTO}")
    sheet.widths = tuple(float(width) for width in words.RESULT_WIDTHS)
    for number, (found, row) in enumerate(zip(marks.rows, rows, strict=True), start=FIRST_ROW):
        sheet.cells[number, 0] = severity_cell(found.cells[0], found.severity)
        if isinstance(row[_CELL_COLUMN], Link):
            sheet.put(number, _CELL_COLUMN, row[_CELL_COLUMN], "cell_link")
        sheet.heights[number] = row_height(row, sheet.widths)
    return with_owner(sheet, words.OWN_TEXT.format(state="{}"))


def _cells(row: Row) -> tuple[Content, ...]:
    goal = f"{_quoted(row.sheet)}!{a1(*row.goal)}" if row.goal is not None else ""
    places = row.cells[_CELL_COLUMN].split("、")
    shown = row.cells[_CELL_COLUMN]
    if len(places) > _SHOWN_CELLS:
        shown = MORE_CELLS.format(first="、".join(places[:2]), count=len(places))
    link: Content = Link(goal, shown) if goal else shown
    return (*row.cells[:_CELL_COLUMN], link, *row.cells[_CELL_COLUMN + 1 :])


def named_sheets(added: Iterable[Grid]) -> set[str]:
    """Return the sheets that result sheets in a workbook name: those that were marked are among them."""
    return {str(grid.at(row, _SHEET_COLUMN) or "") for grid in added for row in range(len(grid.rows))} - {""}


def _quoted(sheet: str) -> str:
    doubled = sheet.replace("'", "''")
    return f"'{doubled}'"


def with_owner(sheet: SheetLayout, text: str = words.PLACED_TEXT) -> SheetLayout:
    """Return the same sheet with the hidden cell that says this program added it."""
    sheet.put(0, words.OWN_COLUMN, text, "hidden")
    sheet.widths = (*sheet.widths, *[8.43] * (words.OWN_COLUMN + 1 - len(sheet.widths)))
    sheet.hidden_columns = (*sheet.hidden_columns, words.OWN_COLUMN)
    return sheet
