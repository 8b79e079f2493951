"""Rows at the end of a worksheet that are alike but for their numbers: the blank rows of a register, read once.

Two hundred rows wait in a register for ten sites. Whatever the reader makes of one of them
it makes of all, so it is given one, and the others are put back from it: the same grid, to
the last cell, in half the time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from xhg_excel.core.model.grid import CellValue, column_number

_FEWEST, _LONGEST = 8, 100_000
_MOST_REMEMBERED = 1_000_000
_ROW = re.compile(rb'<row r="(\d+)".*</row>', re.DOTALL)
_ADDRESS = re.compile(rb'<c r="[A-Z]+(\d+)"')
_NUMBERED = re.compile(rb'<c r="([A-Z]+)\d+"(?: s="\d+")?><v>(\d+)</v></c>')


class UnlikeError(Exception):
    """The reader made something of a row that cannot be told of the others."""


@dataclass(frozen=True)
class Alike:
    """A run of rows: the first (from 0), how many more follow it, and the column that numbers them (None without)."""

    row: int
    more: int
    col: int | None

    def unfold(self, rows: Sequence[Sequence[CellValue]]) -> list[Sequence[CellValue]]:
        """Return the rows with the run put back, of whose rows only the first was read.

        Raises:
            UnlikeError: the number was read as something else, or more than the first row.

        """
        whole = list(rows)
        if len(whole) <= self.row:  # The reader leaves out empty rows at the end: all of these.
            return whole
        if len(whole) > self.row + 1:
            raise UnlikeError
        first = whole[self.row]
        if self.col is None:
            return whole + [first] * self.more
        number = first[self.col]
        if type(number) is not float:
            raise UnlikeError
        left, right = list(first[: self.col]), list(first[self.col + 1 :])
        return whole + [[*left, number + below, *right] for below in range(1, self.more + 1)]


def fold(xml: bytes) -> tuple[bytes, Alike | None]:
    """Return a worksheet's XML with the run of rows at its end cut to its first, and what was cut; else as it is."""
    end = xml.rfind(b"</sheetData>")
    start = xml.rfind(b'<row r="', 0, max(end, 0))
    last = xml[start:end] if start >= 0 and end - start < _LONGEST else b""
    found = _ROW.fullmatch(last)
    if found is None or last.count(b' r="') != len(_parted(last, int(found[1]))) - 1:
        return xml, None  # no rows, or cells that say they stand in another
    row = int(found[1])
    pattern = _pattern(last, row)
    at = start
    while row > 1 and xml.endswith(before := pattern.at(row - 1), 0, at):
        at -= len(before)
        row -= 1
    more = int(found[1]) - row
    if more < _FEWEST or not _stand_above(xml[:at], row):
        return xml, None
    return xml[: at + len(pattern.at(row))] + xml[end:], Alike(row - 1, more, pattern.col)


def _stand_above(xml: bytes, row: int) -> bool:
    """Tell whether all cells of a beginning say that they stand above a row: none may reach into the run."""
    cells = xml[xml.rfind(b"<sheetData") :]
    rows = _ADDRESS.findall(cells)
    return len(rows) == cells.count(b"<c") and all(int(said) < row for said in set(rows))


@lru_cache(maxsize=16)
def _pattern(xml: bytes, row: int) -> _Pattern:
    return _Pattern(xml, row)


class _Pattern:
    """One row's XML, to be said of other rows: its own number in the address of every cell, and a running number.

    What it says is remembered: workbooks of one template end in the same row.
    """

    def __init__(self, xml: bytes, row: int) -> None:
        numbered = _NUMBERED.findall(xml)
        self.col: int | None = None
        self._offset, tail = 0, b""
        if len(numbered) == 1:
            ((letters, number),) = numbered
            xml, _, tail = xml.partition(b"<v>" + number + b"</v>")
            xml, tail = xml + b"<v>", b"</v>" + tail
            self.col, self._offset = column_number(letters.decode()), row - int(number)
        self._parts = _parted(xml, row), _parted(tail, row)
        self._said: dict[int, bytes] = {}

    def at(self, row: int) -> bytes:
        """Return the XML as it would stand in another row."""
        if row not in self._said:
            said = self._made(row)
            if len(self._said) * len(said) > _MOST_REMEMBERED:
                return said
            self._said[row] = said
        return self._said[row]

    def _made(self, row: int) -> bytes:
        address = b"%d" % row
        first, second = self._parts
        if self.col is None:
            return address.join(first)
        return b"%s%d%s" % (address.join(first), row - self._offset, address.join(second))


def _parted(xml: bytes, row: int) -> list[bytes]:
    """Return what stands between the addresses of a row, its number left out."""
    pieces = re.split(rb'( r="[A-Z]*)%d(?=")' % row, xml)
    return [text + prefix for text, prefix in zip(pieces[::2], [*pieces[1::2], b""], strict=True)]
