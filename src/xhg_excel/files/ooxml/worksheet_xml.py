"""What the fast reader must be told of a worksheet's XML: cells too far out, cells it shows as blank.

One stray cell in XFD1048576 kills the reader's process, so the extent is looked at first.
Error values and formulas never calculated would be blank; they are looked for only when a
quick look finds that there are some.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

from xhg_excel.core.model.grid import CellValue, Grid, column_number
from xhg_excel.files.ooxml.package import WORKBOOK, listed_sheets, local_name, plain_xml, rels_of
from xhg_excel.notice.words.as_written import UNCALCULATED

_COLUMNS = 16384
_ADDRESS = re.compile(r"([A-Z]+)[0-9]+")
_ERROR_CELL = b't="e"'
_TEXT_CELL = b't="str"'
_FORMULA_END, _EMPTY_VALUE = b"</f>", b"<v></v>"
# An empty element at the end of a cell: `<v/>`, or the reference to a shared formula, and nothing after it.
_NO_VALUE = b"/></c>"

_LAST_CELL, _END, _HEAD = b"</sheetData>", b"</sheetData></worksheet>", 1000
_ODD_INDEX = re.compile(rb't="s"[^>]*><(?:\w+:)?v>(?!\d+<)[^<]*<')
_ODD_PAIRS = (b"&#", b"<!", b"<?")
_ODD_VALUE = re.compile(rb"<(?:\w+:)?v(?: [^>]*)?>[^<]*(?:&#|<[!?])")


def far_cell(xml: bytes, most_cells: int) -> str | None:
    """Return the far corner of a sheet whose rectangle is beyond `most_cells`; None when it is not.

    Rows and columns are taken from the cells: the stated dimension may lie or be absent.
    """
    last = xml.rfind(b"<row ")
    row = re.search(rb' r="(\d+)"', xml[last : last + 200]) if last >= 0 else None
    if row is None or int(row[1]) * _COLUMNS <= most_cells:
        return None
    columns = {found.decode() for found in re.findall(rb'<c r="([A-Z]+)', xml)}
    letters = max(columns, key=column_number, default="A")
    return f"{letters}{int(row[1])}" if int(row[1]) * (column_number(letters) + 1) > most_cells else None


def misread(xml: bytes) -> str | None:
    """Return a value in a worksheet's XML that the fast reader takes for another; None without one.

    It breaks a number off at a comment or CDATA, drops one written in references (`&#49;`),
    and takes the first text of all for one whose number it cannot read.
    """
    found = _ODD_INDEX.search(xml)
    if found is None and any(_has_pair(xml, pair) for pair in _ODD_PAIRS):
        found = _ODD_VALUE.search(xml)
    return found[0][:40].decode("utf-8", "replace") if found else None


def _has_pair(xml: bytes, pair: bytes) -> bool:
    """Tell whether two characters follow each other somewhere, the second being rare: a third of the time of `in`.

    >>> _has_pair(b"<?xml?><a>!</a>", b"<!"), _has_pair(b"<?xml?><!-- -->", b"<!"), _has_pair(b"<?xml?>", b"<?")
    (False, True, False)
    """
    first, second = pair[0], pair[1:]
    at = xml.find(second, 2)  # not the declaration that a part begins with
    while at > 0:
        if xml[at - 1] == first:
            return True
        at = xml.find(second, at + 1)
    return False


def has_hidden_cells(xml: bytes) -> bool:
    """Tell whether a worksheet's XML holds an error value or a formula without a value."""
    if (b"#" in xml and _ERROR_CELL in xml) or _NO_VALUE in xml:
        return True
    before, *after = xml.split(_FORMULA_END)
    for rest in after:
        # An empty value of a text formula is an empty text; of any other formula it is none.
        if not rest.startswith(b"<v>") or (rest.startswith(_EMPTY_VALUE) and not _is_text(before)):
            return True
        before = rest
    return False


def _is_text(before: bytes) -> bool:
    """Tell whether the cell whose formula ends here says that its value is a text."""
    return _TEXT_CELL in before[before.rfind(b"<c ") :]


def show_hidden_cells(content: bytes, grids: list[Grid]) -> list[Grid]:
    """Return the grids with such cells as text: `#REF!`, or a word for “never calculated”."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = parts_by_sheet(archive)
        return [_shown(grid, archive.read(parts[grid.sheet])) if grid.sheet in parts else grid for grid in grids]


def parts_by_sheet(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the worksheet part of every sheet by the sheet's name."""
    names = set(archive.namelist())
    listed = listed_sheets(archive.read(WORKBOOK), archive.read(rels_of(WORKBOOK)))
    return {sheet.name: sheet.part for sheet in listed if sheet.part in names}


def _shown(grid: Grid, xml: bytes) -> Grid:
    if not has_hidden_cells(xml):
        return grid
    rows: list[list[CellValue]] = [list(row) for row in grid.rows]
    for row, col, text in _hidden(xml):
        while len(rows) <= row:
            rows.append([])
        rows[row] += [None] * (col + 1 - len(rows[row]))
        rows[row][col] = text
    return Grid(grid.sheet, rows)


def _hidden(xml: bytes) -> Iterator[tuple[int, int, str]]:
    """Yield row, column and text of every error value and of every formula without a value.

    A cell that does not state its address stands right of the one before it, as in Excel.
    """
    row = col = -1
    for event, tag in ElementTree.iterparse(BytesIO(plain_xml(xml)), events=("start", "end")):  # noqa: S314  # no DTD
        kind = local_name(tag.tag)
        if kind == "row" and event == "start":
            row, col = int(tag.get("r", row + 2)) - 1, -1
        elif kind == "c" and event == "start":
            stated = _ADDRESS.fullmatch(tag.get("r", ""))
            col = column_number(stated[1]) if stated else col + 1
        elif kind == "c":
            inside = {local_name(part.tag): part.text or "" for part in tag}
            if tag.get("t") == "e":
                yield row, col, inside.get("v", "")
            elif "f" in inside and not inside.get("v") and not ("v" in inside and tag.get("t") == "str"):
                yield row, col, UNCALCULATED
        elif kind == "row":
            tag.clear()


def values_only(xml: bytes) -> bytes:
    """Return a worksheet's XML without what follows its cells: formats and rules, which no reader asks for.

    >>> values_only(b"<worksheet><sheetData></sheetData><dataValidations/></worksheet>")
    b'<worksheet><sheetData></sheetData></worksheet>'
    """
    end = xml.rfind(_LAST_CELL)
    return xml[:end] + _END if end > 0 and b"<worksheet" in xml[:_HEAD] else xml


def is_worksheet(part: str) -> bool:
    """Tell whether a part of an .xlsx or .xlsm is a worksheet."""
    return re.fullmatch(r"xl/worksheets/[^/]+\.xml", part) is not None
