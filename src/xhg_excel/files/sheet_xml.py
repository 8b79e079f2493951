"""What the fast reader must be told of a worksheet's XML: cells too far out, cells it shows as blank.

One stray cell in XFD1048576 kills the reader's process, so the extent is looked at first.
Error values and formulas never calculated would be blank; openpyxl names them. It is slow,
so it is asked only when a quick look finds one.

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

_COLUMNS = 16384
_ERROR_CELL = b't="e"'
# A formula with no stored value. An empty `<v></v>` may just as well be an empty text.
_NO_VALUE = (b"</f></c>", b"</f><v/>", b"</f><v />")
_EMPTY_VALUE = b"</f><v></v>"
_EMPTY_TEXT = re.compile(rb't="str"><f[^>]*>[^<]*</f><v></v>')

_MERGES = re.compile(rb"<((?:\w+:)?)mergeCells\b.*?</\1mergeCells>", re.DOTALL)


def far_cell(xml: bytes, most_cells: int) -> str | None:
    """Return the far corner of a sheet whose rectangle is beyond `most_cells`; None when it is not.

    Rows and columns are taken from the cells: the stated dimension may lie or be absent.
    """
    last = xml.rfind(b"<row ")
    row = re.search(rb' r="(\d+)"', xml[last : last + 200]) if last >= 0 else None
    if row is None or int(row[1]) * _COLUMNS <= most_cells:
        return None
    letters = max(set(re.findall(rb'<c r="([A-Z]+)', xml)), key=_column, default=b"A")
    return (letters + row[1]).decode() if int(row[1]) * _column(letters) > most_cells else None


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def has_hidden_cells(xml: bytes) -> bool:
    """Tell whether a worksheet's XML holds an error value or a formula without a value."""
    if _ERROR_CELL in xml or any(ending in xml for ending in _NO_VALUE):
        return True
    # An empty value of a text formula is an empty text; of any other formula it is none.
    empty = xml.count(_EMPTY_VALUE)
    return empty != 0 and empty != len(_EMPTY_TEXT.findall(xml))


def show_hidden_cells(content: bytes, grids: list[Grid]) -> list[Grid]:
    """Return the grids with such cells as text: `#REF!`, or a word for “never calculated”."""
    content = _without_merges(content)
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


def _without_merges(content: bytes) -> bytes:
    """Return a workbook without its merges: openpyxl makes a cell for each that a merge covers, be it all columns."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as archive, zipfile.ZipFile(out, "w") as made:
        for info in archive.infolist():
            part = archive.read(info)
            made.writestr(info.filename, _MERGES.sub(b"", part) if is_worksheet(info.filename) else part)
    return out.getvalue()


def _hidden(formulas: object, values: object) -> Iterator[tuple[int, int, str]]:
    # Only cells that are there: one far out would make openpyxl invent all those before it.
    there = values._cells  # type: ignore[attr-defined]  # openpyxl has no types
    for (row, col), cell in sorted(formulas._cells.items()):  # type: ignore[attr-defined]  # as above
        value = there[row, col].value if (row, col) in there else None
        if isinstance(value, str) and value in ERROR_CODES:
            yield row - 1, col - 1, value
        elif cell.data_type == "f" and value is None:
            yield row - 1, col - 1, UNCALCULATED


def is_worksheet(part: str) -> bool:
    """Tell whether a part of an .xlsx or .xlsm is a worksheet."""
    return re.fullmatch(r"xl/worksheets/[^/]+\.xml", part) is not None
