"""Cells the fast reader shows as blank though they are not: error values, formulas never calculated.

openpyxl names them; it is slow, so it is asked only when a quick look at the XML finds one.

Room: files.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

import openpyxl
from openpyxl.cell.cell import ERROR_CODES

from xhg_excel.core.grid import CellValue, Grid
from xhg_excel.spec.reading import UNCALCULATED

_ERROR_CELL = b't="e"'
# A formula with no stored value. An empty `<v></v>` may just as well be an empty text.
_NO_VALUE = re.compile(rb"</f></c>|<f[^>]*>[^<]*</f><v ?/>")


def has_hidden_cells(xml: bytes) -> bool:
    """Tell whether a worksheet's XML holds an error value or a formula without a value."""
    return _ERROR_CELL in xml or _NO_VALUE.search(xml) is not None


def show_hidden_cells(content: bytes, grids: list[Grid]) -> list[Grid]:
    """Return the grids with such cells as text: `#REF!`, or a word for “never calculated”."""
    with_formulas = openpyxl.load_workbook(BytesIO(content), read_only=False)
    values = openpyxl.load_workbook(BytesIO(content), read_only=False, data_only=True)
    shown = []
    for grid in grids:
        rows: list[list[CellValue]] = [list(row) for row in grid.rows]
        if grid.sheet in with_formulas.sheetnames:
            for row, col, text in _hidden(with_formulas[grid.sheet], values[grid.sheet]):
                while len(rows) <= row:
                    rows.append([])
                rows[row] += [None] * (col + 1 - len(rows[row]))
                rows[row][col] = text
        shown.append(Grid(grid.sheet, rows))
    return shown


def _hidden(formulas: object, values: object) -> Iterator[tuple[int, int, str]]:
    for row in formulas.iter_rows():  # type: ignore[attr-defined]  # openpyxl has no types
        for cell in row:
            value = values[cell.coordinate].value  # type: ignore[index]  # as above
            if isinstance(value, str) and value in ERROR_CODES:
                yield cell.row - 1, cell.column - 1, value
            elif cell.data_type == "f" and value is None:
                yield cell.row - 1, cell.column - 1, UNCALCULATED


def worksheets(archive: zipfile.ZipFile) -> Iterator[bytes]:
    """Yield the XML of every worksheet of an .xlsx or .xlsm."""
    for part in archive.infolist():
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", part.filename):
            yield archive.read(part)
