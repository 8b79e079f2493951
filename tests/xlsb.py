"""A small writer of .xlsb (MS-XLSB), since no program at hand saves that format."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from xhg_excel.core.model.grid import CellValue, Grid

_BEGIN_SHEET, _END_SHEET, _BEGIN_DATA, _END_DATA, _DIMENSION = 129, 130, 145, 146, 148
_BEGIN_BOOK, _END_BOOK, _BEGIN_SHEETS, _END_SHEETS, _SHEET = 131, 132, 143, 144, 156
_ROW, _REAL, _TEXT = 0, 5, 6
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def write_xlsb(grids: Sequence[Grid], path: Path) -> None:
    """Write grids as a workbook: texts and numbers, dates as the day numbers Excel keeps."""
    names = [f"sheet{n}.bin" for n in range(1, len(grids) + 1)]
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/worksheet" Target="worksheets/{name}"/>'
        for n, name in enumerate(names, start=1)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            _relations(f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.bin"/>'),
        )
        archive.writestr("xl/_rels/workbook.bin.rels", _relations(links))
        archive.writestr("xl/workbook.bin", _book(grids))
        for name, grid in zip(names, grids, strict=True):
            archive.writestr(f"xl/worksheets/{name}", _sheet(grid))


def _relations(links: str) -> str:
    return f'{_XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'


def _record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(body)
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return head + size + body


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def _book(grids: Sequence[Grid]) -> bytes:
    sheets = b"".join(
        _record(_SHEET, struct.pack("<II", 0, n) + _wide(f"rId{n}") + _wide(grid.sheet))
        for n, grid in enumerate(grids, start=1)
    )
    return _record(_BEGIN_BOOK) + _record(_BEGIN_SHEETS) + sheets + _record(_END_SHEETS) + _record(_END_BOOK)


def _sheet(grid: Grid) -> bytes:
    width = max((len(row) for row in grid.rows), default=0)
    dimension = struct.pack("<IIII", 0, max(len(grid.rows) - 1, 0), 0, max(width - 1, 0))
    rows = b"".join(row_of(number, row) for number, row in enumerate(grid.rows))
    return (
        _record(_BEGIN_SHEET) + _record(_DIMENSION, dimension) + _record(_BEGIN_DATA)
        + rows + _record(_END_DATA) + _record(_END_SHEET)
    )  # fmt: skip


def row_of(number: int, row: Sequence[CellValue]) -> bytes:
    """Return the records of one row."""
    head = struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0)
    return _record(_ROW, head) + b"".join(_cell(col, value) for col, value in enumerate(row) if value not in ("", None))


def _cell(col: int, value: CellValue) -> bytes:
    at = struct.pack("<II", col, 0)
    if isinstance(value, datetime | date):
        value = float((date(value.year, value.month, value.day) - date(1899, 12, 30)).days)
    if isinstance(value, int | float):
        return _record(_REAL, at + struct.pack("<d", value))
    return _record(_TEXT, at + _wide(str(value)))
