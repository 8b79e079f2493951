"""Workbooks that the fast reader gives up on, read by openpyxl: slower, and less strict about what a cell may be."""

from __future__ import annotations

from io import BytesIO

from xhg_excel.core.model.grid import Grid
from xhg_excel.files.ooxml.worksheet_xml import show_hidden_cells
from xhg_excel.files.read.look_over import MOST_CELLS


def patient_grids(content: bytes) -> list[Grid]:
    """Return every sheet of an .xlsx or .xlsm; none when openpyxl cannot read it whole either.

    Links to other workbooks are not kept, macros not loaded; errors and formulas never
    calculated are shown as the fast reader's are.
    """
    import openpyxl  # heavy, and seldom needed

    try:
        book = openpyxl.load_workbook(BytesIO(content), data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.max_row * sheet.max_column <= MOST_CELLS]
        if len(sheets) < len(book.worksheets):
            return []
        grids = [Grid(sheet.title, [list(row) for row in sheet.iter_rows(values_only=True)]) for sheet in sheets]
        return show_hidden_cells(content, grids)
    except Exception:  # noqa: BLE001  # whatever it stumbles over: what the fast reader said is told
        return []
