"""The sheet 校验结果 of a live workbook, and the hidden cell by which a sheet that we added is recognised."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from xhg_excel.core.model.grid import Grid, a1
from xhg_excel.core.results.marks import Marks, ResultRow
from xhg_excel.core.results.summary import severity_look
from xhg_excel.core.sheets.layout import Content, Link, SheetLayout
from xhg_excel.core.sheets.table import Column, Table
from xhg_excel.notice.words import marks as words
from xhg_excel.notice.words.shells.addin import LIVE_HOWTO, LIVE_RESULT_TITLE, MORE_CELLS

_SHOWN_CELLS = 4
_WIDTHS = dict(zip(words.RESULT_HEADS, words.RESULT_WIDTHS, strict=True))


def _link(row: ResultRow) -> Content:
    """Return the cells of a finding as a link to the first; of more than four two are named, and their number."""
    shown = row.cells["cells"]
    cells = shown.split("、")
    if len(cells) > _SHOWN_CELLS:
        shown = MORE_CELLS.format(first="、".join(cells[:2]), count=len(cells))
    return shown if row.goal is None else Link(f"{_quoted(row.sheet)}!{a1(*row.goal)}", shown)


def _column(key: str) -> Column[ResultRow]:
    return Column(key, lambda row: row.cells[key], width=float(_WIDTHS[key]))


RESULT_TABLE = Table(
    words.RESULT_SHEET,
    words.RESULT_HEADS,
    [
        *(_column(key) for key in words.RESULT_HEADS),
        replace(_column("severity"), look=lambda row: severity_look(row.cells["severity"], row.severity)),
        replace(_column("cells"), value=_link, look=lambda row: "cell_link" if row.goal else ""),
    ],
    LIVE_RESULT_TITLE,
)


def result_sheet(marks: Marks) -> SheetLayout:
    """Return 校验结果: a row for each finding with a link to its cell, and the hidden owner cell."""
    return with_owner(RESULT_TABLE.sheet(marks.rows, f"{marks.counts}{LIVE_HOWTO}"), words.OWN_TEXT.format(state="{}"))


def named_sheets(added: Iterable[Grid]) -> set[str]:
    """Return every text in the column 工作表 of some result sheets: the marked sheets are among them."""
    col = RESULT_TABLE.col("sheet")
    return {str(grid.at(row, col) or "") for grid in added for row in range(len(grid.rows))} - {""}


def _quoted(sheet: str) -> str:
    doubled = sheet.replace("'", "''")
    return f"'{doubled}'"


def with_owner(sheet: SheetLayout, text: str = words.PLACED_TEXT) -> SheetLayout:
    """Add the hidden cell that marks a sheet as added by this program; return the same sheet."""
    sheet.put(0, words.OWN_COLUMN, text, "hidden")
    sheet.widths = (*sheet.widths, *[8.43] * (words.OWN_COLUMN + 1 - len(sheet.widths)))
    sheet.hidden_columns = (*sheet.hidden_columns, words.OWN_COLUMN)
    return sheet
