"""Cells of .xlsb (MS-XLSB) and .xls (MS-XLS) whose value the reader drops or one does not see.

The reader gives error values as blank cells and nothing of fonts, formats and hidden rows. Both formats are runs of
records, each with its kind and length; they are walked once.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree import ElementTree

from xhg_excel.files.looks.number_format import BUILT_IN
from xhg_excel.files.looks.styles import CellStyle
from xhg_excel.files.ooxml.package import plain_xml, resolved
from xhg_excel.notice.words.looks import GENERAL

At = tuple[int, int]
# MS-XLS 2.5.10, MS-XLSB 2.5.97.2.
ERRORS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
    43: "#GETTING_DATA",
}
_OTHER_ERROR = "#UNKNOWN!"
_LAST_SECTOR = 0xFFFFFFFA
_ANCHOR = b"\x10\xf0\x12\0\0\0"  # OfficeArtClientAnchorSheet (MS-XLS 2.5.193)
_STRIKEOUT, _HIDDEN_ROW, _HIDDEN_COLUMN = 0x08, 0x20, 0x01


@dataclass
class SheetRecords:
    """What the records of one sheet tell beside its values: errors and odd styles by cell, hidden rows and columns.

    Attributes:
        part: the part of an .xlsb.
        texts: the texts of notes and text boxes by the number of their object.
        corners: the first and last cell of an object.
    """

    errors: dict[At, str] = field(default_factory=dict)
    styles: dict[At, CellStyle] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)
    part: str = ""
    texts: dict[int, str] = field(default_factory=dict)
    corners: dict[int, tuple[At, At]] = field(default_factory=dict)


@dataclass
class _Styles:
    """Fonts, formats and styles of a workbook, in the order of their records."""

    fonts: list[bool] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=lambda: dict(BUILT_IN))
    cells: list[tuple[int, int]] = field(default_factory=list)  # font and format

    def odd(self) -> dict[int, CellStyle]:
        """Return the styles under which one does not see every value, by number."""
        styles = (
            CellStyle(font < len(self.fonts) and self.fonts[font], False, self.codes.get(code) or GENERAL[1])
            for font, code in self.cells
        )
        return {number: style for number, style in enumerate(styles) if style.is_odd}


def records_of_xlsb(content: bytes) -> Mapping[str, SheetRecords]:
    """Return what the sheets of an .xlsb tell beside their values, by name.

    Raises:
        struct.error, IndexError, KeyError, ValueError, ElementTree.ParseError: it is damaged.
    """
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = set(archive.namelist())
        rels = ElementTree.fromstring(plain_xml(archive.read("xl/_rels/workbook.bin.rels")))  # noqa: S314  # no DTD
        targets = {rel.get("Id", ""): resolved("xl/workbook.bin", rel.get("Target", "")) for rel in rels}
        odd = _styles_of_xlsb(archive.read("xl/styles.bin")).odd() if "xl/styles.bin" in names else {}
        found = {}
        for kind, body in xlsb_records(archive.read("xl/workbook.bin")):
            if kind == 156:  # BrtBundleSh
                key, end = wide_text(body, 8)
                if targets.get(key) in names:
                    found[wide_text(body, end)[0]] = _xlsb_sheet(archive.read(targets[key]), odd)
                    found[wide_text(body, end)[0]].part = targets[key]
    return found


def _styles_of_xlsb(part: bytes) -> _Styles:
    styles, is_cells = _Styles(), False
    for kind, body in xlsb_records(part):
        if kind == 43:  # BrtFont
            styles.fonts.append(bool(struct.unpack_from("<H", body, 2)[0] & _STRIKEOUT))
        elif kind == 44:  # BrtFmt
            styles.codes[struct.unpack_from("<H", body)[0]] = wide_text(body, 2)[0]
        elif kind in (617, 618):  # BrtBeginCellXFs, BrtEndCellXFs
            is_cells = kind == 617
        elif kind == 47 and is_cells:  # BrtXF
            code, font = struct.unpack_from("<HH", body, 2)
            styles.cells.append((font, code))
    return styles


def _xlsb_sheet(part: bytes, odd: Mapping[int, CellStyle]) -> SheetRecords:
    sheet, row = SheetRecords(), 0
    for kind, body in xlsb_records(part):
        if kind == 0:  # BrtRowHdr
            row = struct.unpack_from("<I", body)[0]
            if body[11] & 0x10:  # fDyZero
                sheet.hidden_rows.add(row)
        elif kind <= 11:  # a cell
            col, style = struct.unpack_from("<II", body)
            if (number := style & 0xFFFFFF) in odd:
                sheet.styles[row, col] = odd[number]
            if kind in (3, 11):  # BrtCellError, BrtFmlaError
                sheet.errors[row, col] = ERRORS.get(body[8], _OTHER_ERROR)
        elif kind == 60:  # BrtColInfo
            first, last, _, _, flags = struct.unpack_from("<IIIIH", body)
            if flags & _HIDDEN_COLUMN:
                sheet.hidden_columns.append(range(first, last + 1))
    return sheet


def xlsb_records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield kind and content of every record; both head numbers are written in groups of seven bits."""
    at = 0
    while at < len(part):
        kind = part[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | part[at] << 7
            at += 1
        size = shift = 0
        while shift < 28:
            byte = part[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, part[at : at + size]
        at += size


def wide_text(body: bytes, at: int) -> tuple[str, int]:
    """Return the text at a place of a record, and where it ends."""
    length = struct.unpack_from("<I", body, at)[0]
    end = at + 4 + 2 * length
    return body[at + 4 : end].decode("utf-16-le", "replace"), end


def records_of_xls(content: bytes) -> Mapping[str, SheetRecords]:
    """Return what the sheets of an .xls (or an .et of the same make) tell beside their values, by name.

    Raises:
        struct.error, IndexError, KeyError, ValueError: it is damaged.
    """
    stream = workbook_stream(content)
    starts: list[tuple[str, int]] = []
    styles = _Styles()
    for kind, body in _xls_records(stream, 0):
        if kind == 0x85:  # BoundSheet8
            starts.append((_short(body, body[6], 7), struct.unpack_from("<I", body)[0]))
        elif kind == 0x31:  # Font; number 4 does not exist
            if len(styles.fonts) == 4:
                styles.fonts.append(False)
            styles.fonts.append(bool(struct.unpack_from("<H", body, 2)[0] & _STRIKEOUT))
        elif kind == 0x41E:  # Format
            number, length = struct.unpack_from("<HH", body)
            styles.codes[number] = _short(body, length, 4)
        elif kind == 0xE0:  # XF
            styles.cells.append(struct.unpack_from("<HH", body))
    odd = styles.odd()
    return {name: _xls_sheet(stream, start, odd) for name, start in starts}


def _short(body: bytes, length: int, at: int) -> str:
    """Return a text of `length` characters whose flags stand at a place of a record."""
    is_wide = body[at] & 1
    return body[at + 1 : at + 1 + length * (1 + is_wide)].decode("utf-16-le" if is_wide else "latin-1", "replace")


def _xls_sheet(stream: bytes, start: int, odd: Mapping[int, CellStyle]) -> SheetRecords:
    sheet = SheetRecords()
    notes = _XlsNotes(sheet)
    for kind, body in _xls_records(stream, start):
        notes.take(kind, body)
        if kind == 0x208:  # Row
            if struct.unpack_from("<H", body, 12)[0] & _HIDDEN_ROW:
                sheet.hidden_rows.add(struct.unpack_from("<H", body)[0])
        elif kind == 0x7D:  # ColInfo
            first, last, _, _, flags = struct.unpack_from("<HHHHH", body)
            if flags & _HIDDEN_COLUMN:
                sheet.hidden_columns.append(range(first, last + 1))
        elif kind in (0x06, 0x203, 0x204, 0x205, 0x27E, 0xFD):  # Formula, Number, Label, BoolErr, RK, LabelSst
            row, col, style = struct.unpack_from("<HHH", body)
            if style in odd:
                sheet.styles[row, col] = odd[style]
            if kind == 0x205 and body[7]:
                sheet.errors[row, col] = ERRORS.get(body[6], _OTHER_ERROR)
            if kind == 0x06 and body[6] == 2 and body[12:14] == b"\xff\xff":
                sheet.errors[row, col] = ERRORS.get(body[8], _OTHER_ERROR)
        elif kind == 0xBD:  # MulRk
            row, first = struct.unpack_from("<HH", body)
            for number in range((len(body) - 6) // 6):
                style = struct.unpack_from("<H", body, 4 + 6 * number)[0]
                if style in odd:
                    sheet.styles[row, first + number] = odd[style]
    return sheet


class _XlsNotes:
    """Adds notes and text boxes to the records of a sheet: their texts stand in records behind that of their object."""

    def __init__(self, sheet: SheetRecords) -> None:
        self._sheet, self._number, self._length = sheet, 0, 0
        self._corners: tuple[At, At] = ((0, 0), (0, 0))

    def take(self, kind: int, body: bytes) -> None:
        """Add what a record tells."""
        if kind == 0xEC and (at := body.rfind(_ANCHOR)) >= 0:  # MsoDrawing
            left, _, top, _, right, _, bottom = struct.unpack_from("<7H", body, at + len(_ANCHOR) + 2)
            self._corners = (top, left), (bottom, right)
        elif kind == 0x5D:  # Obj
            self._number = struct.unpack_from("<H", body, 6)[0]
            self._sheet.corners[self._number] = self._corners
        elif kind == 0x1B6:  # TxO
            self._length = struct.unpack_from("<H", body, 10)[0]
        elif kind == 0x3C and self._length:  # Continue
            self._sheet.texts[self._number] = _short(body, self._length, 0)
            self._length = 0
        elif kind == 0x1C:  # NoteSh
            row, col, _, number = struct.unpack_from("<HHHH", body)
            self._sheet.corners[number] = (row, col), (row, col)


def _xls_records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield kind and content of every record from a place to the end of its part (EOF)."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == 0x0A:
            return
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def workbook_stream(content: bytes) -> bytes:
    """Return the stream of the workbook in a compound file (MS-CFB).

    Raises:
        struct.error, KeyError: it is damaged, or there is none.
    """
    size = 1 << min(16, struct.unpack_from("<H", content, 30)[0])
    first_directory, cutoff, first_small = struct.unpack_from("<I4xII", content, 48)
    fat = _fat(content, size)
    directory = _chain(content, fat, first_directory, size)
    for at in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(0, length - 2)].decode("utf-16-le", "replace")
        start, total = struct.unpack_from("<II", directory, at + 116)
        if name in ("Workbook", "Book"):
            if total >= cutoff:
                return _chain(content, fat, start, size)[:total]
            # A small one lies in the stream of the root, in sectors of 64 bytes with a table of their own.
            small = _chain(content, fat, struct.unpack_from("<I", directory, 116)[0], size)
            table = _numbers(_chain(content, fat, first_small, size))
            return _chain(b"\0" * 64 + small, table, start, 64)[:total]
    raise KeyError("Workbook")


def _fat(content: bytes, size: int) -> list[int]:
    """Return the table of the next sector of every sector."""
    sectors = list(struct.unpack_from("<109I", content, 76))
    more, count = struct.unpack_from("<II", content, 68)
    for _ in range(min(count, len(content) // size)):
        *listed, more = _numbers(_sector(content, more, size))
        sectors += listed
    return [number for one in sectors if one < _LAST_SECTOR for number in _numbers(_sector(content, one, size))]


def _numbers(sector: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sector) // 4}I", sector)


def _sector(content: bytes, number: int, size: int) -> bytes:
    return content[(number + 1) * size : (number + 2) * size].ljust(size, b"\xff")


def _chain(content: bytes, fat: Sequence[int], start: int, size: int) -> bytes:
    parts, seen = [], set[int]()
    while start < len(fat) and start not in seen:
        seen.add(start)
        parts.append(_sector(content, start, size))
        start = fat[start]
    return b"".join(parts)
