"""Write many workbooks that differ in few cells: the workbook is written once and copied with other rows.

For each copy only the rows that differ are written and compressed; the compressed bytes of everything
else are reused. A worksheet part is one deflate stream, joined from stretches that each end with
zlib's full flush, after which nothing refers back.
"""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

from xhg_excel.core.model.grid import column_letters
from xhg_excel.core.sheets.layout import BookLayout
from xhg_excel.core.templates.prefilled import CellValues, Value
from xhg_excel.files.ooxml.package import escaped
from xhg_excel.files.ooxml.zip_parts import Member, archive_of, members_of, unpacked
from xhg_excel.files.write.workbook import write_to

_LEVEL = 6
_STRINGS = "xl/sharedStrings.xml"
_ROW = re.compile(rb"<row r=\"(\d+)\"[^>]*?(?:/>|>.*?</row>)", re.DOTALL)
_CELL = re.compile(rb"<c r=\"([A-Z]+)\d+\"[^>]*?(?:/>|>.*?</c>)", re.DOTALL)
_PARTS = re.compile(
    rb"(<c r=\"[A-Z]+\d+\"(?: s=\"\d+\")?)[^>]*?(?:/>|>(<f.*?(?:/>|</f>))?(?:<v>.*</v>)?</c>)", re.DOTALL
)
_HEIGHT = re.compile(rb' ht="[^"]*"')
_COUNTS = re.compile(rb'count="(\d+)" uniqueCount="(\d+)">')
_ESCAPE, _CONTROL = re.compile("(_x[0-9a-fA-F]{4}_)"), re.compile("([\x00-\x08\x0b-\x1f])")
_IS_TEXT = b' t="s"><v>'


@dataclass(frozen=True)
class _Stretch:
    """Bytes of a part and their compressed form, which any other stretch may follow."""

    raw: bytes
    packed: bytes


def _stretch(raw: bytes) -> _Stretch:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    return _Stretch(raw, packer.compress(raw) + packer.flush(zlib.Z_FULL_FLUSH))


_END = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15).flush()


def _member(stretches: Iterable[_Stretch]) -> Member:
    crc = length = 0
    packed = []
    for stretch in stretches:
        crc = zlib.crc32(stretch.raw, crc)
        length += len(stretch.raw)
        packed.append(stretch.packed)
    return Member(b"".join((*packed, _END)), crc, length)


class Stamp:
    """A workbook that is written once and copied with other cells."""

    def __init__(self, book: BookLayout) -> None:
        """Write the workbook and split it into its parts."""
        content = BytesIO()
        write_to(book, content)
        self._members = members_of(content.getvalue(), sys.maxsize)
        parts = {sheet.name: f"xl/worksheets/sheet{n}.xml" for n, sheet in enumerate(book.sheets, start=1)}
        self._sheets = {name: (part, _Sheet(unpacked(self._members[part]))) for name, part in parts.items()}
        self._strings = _Strings(unpacked(self._members[_STRINGS]))

    def stamped(self, changes: Mapping[str, CellValues]) -> bytes:
        """Return the workbook with cells and row heights changed; `changes` is by sheet name."""
        strings = self._strings.copy()
        members = dict(self._members)
        for name, changed in changes.items():
            part, sheet = self._sheets[name]
            members[part] = _member(sheet.stretches(changed, strings))
        members[_STRINGS] = _member(strings.stretches())
        return archive_of(members.items())


class _Row:
    """One row of a worksheet: its tag and its cells by column letters."""

    def __init__(self, xml: bytes) -> None:
        self.tag = xml[: xml.index(b">") + 1]
        self._cells = {found[1]: found[0] for found in _CELL.finditer(xml)}

    @cached_property
    def _split(self) -> dict[bytes, tuple[bytes, bytes]]:
        """The start of the tag and the formula (b"" without one) of every cell by column letters."""
        found = {letters: _PARTS.fullmatch(cell) for letters, cell in self._cells.items()}
        return {letters: (match[1], match[2] or b"") for letters, match in found.items() if match}

    def changed(self, values: Mapping[int, Value], height: float | None, strings: _Strings) -> bytes:
        """Return the row with new values by column number and a new height in points (None keeps the old)."""
        cells = dict(self._cells)
        for col, value in values.items():
            letters = column_letters(col).encode()
            strings.used -= _IS_TEXT in cells[letters]
            cells[letters] = _cell(*self._split[letters], value, strings)
        tag = self.tag
        if height is not None:
            # XlsxWriter rounds heights to whole pixels of 0.75 points
            tag = _HEIGHT.sub(f' ht="{int(height * 4.0 / 3.0 + 0.5) * 0.75:.16g}"'.encode(), tag)
        return tag + b"".join(cells.values()) + b"</row>"


def _cell(start: bytes, formula: bytes, value: Value, strings: _Strings) -> bytes:
    """Return a cell with the same format and formula and another value."""
    if formula:
        shown = escaped(str(value if value is not None else "")).encode()
        return start + (b' t="str">' if isinstance(value, str) else b">") + formula + b"<v>" + shown + b"</v></c>"
    if value is None or value == "":
        return start + b"/>"
    if isinstance(value, str):
        return start + b' t="s"><v>%d</v></c>' % strings.number(value)
    return start + b"><v>%s</v></c>" % f"{value:.16G}".encode()


class _Sheet:
    """One worksheet: the XML before its rows, its rows, and the XML after them."""

    def __init__(self, xml: bytes) -> None:
        found = list(_ROW.finditer(xml))
        self._before = xml[: found[0].start()] if found else xml
        self._after = xml[found[-1].end() :] if found else b""
        self._xml = {int(row[1]) - 1: row[0] for row in found}
        self._order = list(self._xml)
        self._rows: dict[int, _Row] = {}
        self._packed: dict[tuple[int, int], _Stretch] = {}

    def stretches(self, changed: CellValues, strings: _Strings) -> Iterable[_Stretch]:
        """Yield the part with changed rows; each unchanged stretch between them is compressed once for all copies."""
        by_row: dict[int, dict[int, Value]] = {row: {} for row in changed.heights}
        for (row, col), value in changed.cells.items():
            by_row.setdefault(row, {})[col] = value
        done = 0
        fresh: list[bytes] = []
        for row in sorted(by_row):
            position = self._order.index(row)
            if position > done or (done == 0 and not fresh):
                yield from self._flushed(fresh)
                fresh = []
                yield self._unchanged(done, position)
            fresh.append(self._row(row).changed(by_row[row], changed.heights.get(row), strings))
            done = position + 1
        yield from self._flushed(fresh)
        yield self._unchanged(done, len(self._order) + 1)

    def _flushed(self, fresh: list[bytes]) -> Iterable[_Stretch]:
        if fresh:
            yield _stretch(b"".join(fresh))

    def _row(self, row: int) -> _Row:
        if row not in self._rows:
            self._rows[row] = _Row(self._xml[row])
        return self._rows[row]

    def _unchanged(self, start: int, end: int) -> _Stretch:
        """Return the rows from one position up to another, at the ends with the XML around all rows."""
        if (start, end) not in self._packed:
            raw = b"".join(self._xml[row] for row in self._order[start:end])
            raw = (self._before if start == 0 else b"") + raw + (self._after if end > len(self._order) else b"")
            self._packed[start, end] = _stretch(raw)
        return self._packed[start, end]


class _Strings:
    """The shared strings of a workbook; new ones are appended."""

    def __init__(self, xml: bytes) -> None:
        counts = _COUNTS.search(xml)
        assert counts is not None, "XlsxWriter writes both counts"  # noqa: S101  # our own file
        self._count, self._first_new = int(counts[1]), int(counts[2])
        self._start = xml[: counts.start()]
        body = xml[counts.end() : xml.rindex(b"</sst>")]
        self._body = _stretch(body)
        self._known = {text: number for number, text in enumerate(re.findall(rb"<si>.*?</si>", body, re.DOTALL))}
        self._new: dict[bytes, int] = {}
        self.used = 0

    def copy(self) -> _Strings:
        """Return the strings of the workbook as it was written, without new ones."""
        copied = object.__new__(_Strings)
        copied.__dict__ = {**self.__dict__, "_new": {}, "used": 0}
        return copied

    def number(self, text: str) -> int:
        """Return the index of a text, appended if it is new."""
        xml = _si(text)
        self.used += 1
        if xml in self._known:
            return self._known[xml]
        return self._new.setdefault(xml, self._first_new + len(self._new))

    def stretches(self) -> Iterable[_Stretch]:
        """Yield the part of shared strings."""
        total, unique = self._count + self.used, self._first_new + len(self._new)
        yield _stretch(self._start + b'count="%d" uniqueCount="%d">' % (total, unique))
        yield self._body
        yield _stretch(b"".join(self._new) + b"</sst>")


def _si(text: str) -> bytes:
    """Return a text as a shared string; control characters are written as _xHHHH_ (ECMA-376 part 1, 22.9.2.19)."""
    text = _CONTROL.sub(lambda found: f"_x{ord(found[1]):04X}_", _ESCAPE.sub(r"_x005F\1", text))
    space = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<si><t{space}>{escaped(text)}</t></si>".encode()
