"""Facts of a worksheet's XML that calamine does not report: how far its cells reach, and cells it returns wrongly.

One stray cell in XFD1048576 makes calamine allocate the whole rectangle, which ends the process.
Error values and formulas without a cached value come back as blank cells. All functions first
search bytes, which is fast; the XML is parsed only where such cells were found.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterator
from io import BytesIO
from xml.etree import ElementTree

from xhg_excel.files.ooxml.package import WORKBOOK, listed_sheets, local_name, plain_xml, rels_of

_COLUMNS = 16384
_ADDRESS = re.compile(r"([A-Z]+)[0-9]+")
_ERROR_CELL = b't="e"'
_TEXT_CELL = b't="str"'
_FORMULA_END, _EMPTY_VALUE = b"</f>", b"<v></v>"
# A cell whose last element is empty: `<v/>`, or a reference to a shared formula without a value.
_NO_VALUE = b"/></c>"

_CELLS_END, _END, _HEAD = b"</sheetData>", b"</sheetData></worksheet>", 1000
# No scan goes past the next tag, or 100 bytes: each of many beginnings would scan all that follows. No program writes
# a longer tag of a cell; one that is may hide the type behind other attributes.
_ODD_INDEX = re.compile(rb't="s"[^<>]{0,100}><(?:\w+:)?v>(?!\d+<)[^<]*<|<(?:\w+:)?c [^<>]{120}')
_ODD_PAIRS = (b"&#", b"<!", b"<?")
_ODD_VALUE = re.compile(rb"<(?:\w+:)?v(?: [^<>]*)?>[^<]*(?:&#|<[!?])")


def far_cell(xml: bytes, most_cells: int) -> str | None:
    """Return the last cell of a used range of more than `most_cells` cells; None when the range is smaller.

    Rows and columns are taken from the cells, because the stated dimension may be wrong or missing.
    """
    last = xml.rfind(b"<row ")
    row = re.search(rb' r="(\d+)"', xml[last : last + 200]) if last >= 0 else None
    if row is None or int(row[1]) * _COLUMNS <= most_cells:
        return None
    columns = {found.decode() for found in re.findall(rb'<c r="([A-Z]+)', xml)}
    letters = max(columns, key=_column, default="A")
    return f"{letters}{int(row[1])}" if int(row[1]) * (_column(letters) + 1) > most_cells else None


def _column(letters: str) -> int:
    """Return the number of a column, from 0.

    >>> [_column(letters) for letters in ("A", "AA", "XFD")]
    [0, 26, 16383]
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def misread_value(xml: bytes) -> tuple[str, str] | None:
    """Return the address and the beginning of a value that calamine returns as another value; None without one.

    It cuts a number at a comment or CDATA section, drops one written as character references
    (`&#49;`), and returns the first shared text for an index that is no number.
    """
    found = _ODD_INDEX.search(xml)
    if found is None and any(_has_pair(xml, pair) for pair in _ODD_PAIRS):
        found = _ODD_VALUE.search(xml)
    if found is None:
        return None
    before = xml[: found.end()]
    cell = re.match(
        rb"""<[^<>]{0,300}?\br=["']([A-Z]{1,3}\d{1,7})["']""", before[before.rfind(b"<", 0, _cell_start(before)) :]
    )
    return cell[1].decode() if cell else "", found[0][:40].decode("utf-8", "replace")


def _cell_start(before: bytes) -> int:
    """Return a place in the tag of the last cell that begins in a piece of XML; 0 without one."""
    return max(before.rfind(b"<c ") + 1, before.rfind(b":c ") + 1)


def _has_pair(xml: bytes, pair: bytes) -> bool:
    """Return whether two characters follow each other, by searching the second, rare one: three times faster than `in`.

    >>> _has_pair(b"<?xml?><a>!</a>", b"<!"), _has_pair(b"<?xml?><!-- -->", b"<!"), _has_pair(b"<?xml?>", b"<?")
    (False, True, False)
    """
    first, second = pair[0], pair[1:]
    at = xml.find(second, 2)  # not the declaration at the beginning of the part
    while at > 0:
        if xml[at - 1] == first:
            return True
        at = xml.find(second, at + 1)
    return False


def has_blanked_cells(xml: bytes) -> bool:
    """Return whether a worksheet contains cells that calamine returns as blank: errors, formulas without a value."""
    if (b"#" in xml and _ERROR_CELL in xml) or _NO_VALUE in xml:
        return True
    before, *after = xml.split(_FORMULA_END)
    for rest in after:
        # An empty value is a value for a text formula only.
        if not rest.startswith(b"<v>") or (rest.startswith(_EMPTY_VALUE) and not _is_text(before)):
            return True
        before = rest
    return False


def _is_text(before: bytes) -> bool:
    """Return whether the cell whose formula ends here has a text as its value."""
    return _TEXT_CELL in before[before.rfind(b"<c ") :]


def blanked_cells(content: bytes, sheets: Collection[str]) -> dict[str, list[tuple[int, int, str | None]]]:
    """Return those cells of some sheets of a workbook, by the sheet's name.

    Each is its row and column from 0, and the error value; None for a formula without a cached value.

    Raises:
        ValueError: a part has a document type declaration.

    """
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {sheet: archive.read(part) for sheet, part in parts_by_sheet(archive).items() if sheet in sheets}
    return {sheet: list(_blanked(xml)) for sheet, xml in parts.items() if has_blanked_cells(xml)}


def parts_by_sheet(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the worksheet part of every sheet by the sheet's name."""
    names = set(archive.namelist())
    listed = listed_sheets(archive.read(WORKBOOK), archive.read(rels_of(WORKBOOK)))
    return {sheet.name: sheet.part for sheet in listed if sheet.part in names}


def _blanked(xml: bytes) -> Iterator[tuple[int, int, str | None]]:
    """Yield row, column and text of every error value and of every formula without a value.

    ECMA-376 18.3.1.4: a cell without an address stands right of the one before it.
    """
    row = col = -1
    for event, tag in ElementTree.iterparse(BytesIO(plain_xml(xml)), events=("start", "end")):  # noqa: S314  # no DTD
        kind = local_name(tag.tag)
        if kind == "row" and event == "start":
            row, col = int(tag.get("r", row + 2)) - 1, -1
        elif kind == "c" and event == "start":
            stated = _ADDRESS.fullmatch(tag.get("r", ""))
            col = _column(stated[1]) if stated else col + 1
        elif kind == "c":
            inside = {local_name(part.tag): part.text or "" for part in tag}
            if tag.get("t") == "e":
                yield row, col, inside.get("v", "")
            elif "f" in inside and not inside.get("v") and not ("v" in inside and tag.get("t") == "str"):
                yield row, col, None
        elif kind == "row":
            tag.clear()


def up_to_cells(xml: bytes) -> bytes:
    """Return a worksheet's XML without what follows its cells: formats, rules, links.

    >>> up_to_cells(b"<worksheet><sheetData></sheetData><dataValidations/></worksheet>")
    b'<worksheet><sheetData></sheetData></worksheet>'
    """
    end = xml.rfind(_CELLS_END)
    return xml[:end] + _END if end > 0 and b"<worksheet" in xml[:_HEAD] else xml


def is_worksheet(part: str) -> bool:
    """Return whether a part of an .xlsx or .xlsm is a worksheet."""
    return re.fullmatch(r"xl/worksheets/[^/]+\.xml", part) is not None
