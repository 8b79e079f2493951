"""What the fast reader must be told of a worksheet's XML: cells too far out, cells it shows as blank.

One stray cell in XFD1048576 kills the reader's process, so the extent is looked at first.
Error values and formulas never calculated would be blank; a patient reading of the XML names
them, asked only of a sheet in which a quick look finds one.

Room: files.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

from xhg_excel.core.grid import CellValue, Grid
from xhg_excel.files.package import rels_of, resolved
from xhg_excel.spec.reading import UNCALCULATED

_COLUMNS = 16384
_WORKBOOK = "xl/workbook.xml"
_ERROR_CELL = b't="e"'
# A formula with no stored value. An empty `<v></v>` may just as well be an empty text.
_NO_VALUE = (b"</f></c>", b"</f><v/>", b"</f><v />", b'"/></c>', b'"/><v/>', b'" /></c>', b'" /><v />')
_EMPTY_VALUE = b"<v></v>"
_EMPTY_TEXT = re.compile(rb't="str"><f[^>]*>(?:[^<]*</f>)?<v></v>')


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
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = _parts_of_sheets(archive)
        return [_shown(grid, archive, parts.get(grid.sheet, "")) for grid in grids]


def _shown(grid: Grid, archive: zipfile.ZipFile, part: str) -> Grid:
    """Return one sheet's grid with its hidden cells shown; a sheet without a part of its own as it is."""
    if not is_worksheet(part) or not has_hidden_cells(xml := archive.read(part)):
        return grid
    rows: list[list[CellValue]] = [list(row) for row in grid.rows]
    for row, col, text in _hidden(xml):
        rows += [[] for _ in range(row + 1 - len(rows))]
        rows[row] += [None] * (col + 1 - len(rows[row]))
        rows[row][col] = text
    return Grid(grid.sheet, rows)


def _parts_of_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of every sheet by the sheet's name, whatever prefix the tags have."""
    relations = ElementTree.fromstring(archive.read(rels_of(_WORKBOOK)))  # noqa: S314  # as _hidden
    targets = {e.get("Id"): resolved(_WORKBOOK, e.get("Target", "")) for e in relations}
    found = {}
    for sheet in ElementTree.fromstring(archive.read(_WORKBOOK)).iter():  # noqa: S314  # as _hidden
        if _local(sheet.tag) == "sheet":
            key = next((value for name, value in sheet.items() if _local(name) == "id"), "")
            found[sheet.get("name", "")] = targets.get(key, "")
    return found


def _hidden(xml: bytes) -> Iterator[tuple[int, int, str]]:
    """Yield row, column and text of every error value and every formula that was never calculated.

    Expat bounds what entities may grow to, and a sheet that declares any was refused before.
    """
    row = col = -1
    for event, element in ElementTree.iterparse(BytesIO(xml), ("start", "end")):  # noqa: S314  # as above
        name = _local(element.tag)
        if event == "start" and name == "row":
            row, col = int(element.get("r", row + 2)) - 1, -1
        elif event == "start" and name == "c":
            letters = element.get("r", "").rstrip("0123456789").encode()
            col = _column(letters) - 1 if letters else col + 1
        elif event == "end" and name == "c":
            if (text := _said(element)) is not None:
                yield row, col, text
        elif event == "end" and name == "row":
            element.clear()


def _said(cell: ElementTree.Element) -> str | None:
    """Return what a hidden cell shows; None for any other cell."""
    held = {_local(child.tag): child.text or "" for child in cell}
    kind, value = cell.get("t"), held.get("v", "")
    if kind == "e" and value:
        return value
    # An empty value of a text formula is an empty text; of any other formula it is none.
    is_empty_text = kind == "str" and "v" in held
    return UNCALCULATED if "f" in held and not value and not is_empty_text else None


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def is_worksheet(part: str) -> bool:
    """Tell whether a part of an .xlsx or .xlsm is a worksheet."""
    return re.fullmatch(r"xl/worksheets/[^/]+\.xml", part) is not None
