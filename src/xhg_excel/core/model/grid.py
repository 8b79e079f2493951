"""The values of one sheet as a grid from A1, and the places of its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from typing import TypeAlias

from xhg_excel.notice.words.looks import Look

_MOST_CACHED_ROWS = 1000

CellValue: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Place:
    """One cell of one sheet; row and column count from 0."""

    sheet: str
    row: int
    col: int

    @property
    def a1(self) -> str:
        """The address as a user reads it, `C5`."""
        return a1(self.row, self.col)


class RowPlaces(Mapping[str, Place]):
    """The cell of each field of one row; a `Place` is made only on access, which a million rows need.

    >>> RowPlaces("附件2登记表", 3, {"site_name": 1})["site_name"].a1
    'B4'
    """

    __slots__ = ("_cols", "_row", "_sheet")

    def __init__(self, sheet: str, row: int, cols: Mapping[str, int]) -> None:
        self._sheet, self._row, self._cols = sheet, row, cols

    def __reduce__(self) -> tuple[type[RowPlaces], tuple[str, int, Mapping[str, int]]]:
        return RowPlaces, (self._sheet, self._row, self._cols)

    def __getitem__(self, key: str) -> Place:
        return Place(self._sheet, self._row, self._cols[key])

    def cells(self) -> list[tuple[str, tuple[str, tuple[int, int]]]]:
        """Return sheet, row and column of each field without making a `Place`."""
        return [(key, (self._sheet, (self._row, col))) for key, col in self._cols.items()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._cols)

    def __len__(self) -> int:
        return len(self._cols)


def cells_of(places: Mapping[str, Place]) -> Iterable[tuple[str, tuple[str, tuple[int, int]]]]:
    """Return sheet, row and column of each field, for any mapping of places.

    >>> list(cells_of(RowPlaces("附件2登记表", 3, {"site_name": 1})))
    [('site_name', ('附件2登记表', (3, 1)))]
    """
    if isinstance(places, RowPlaces):
        return places.cells()
    return [(key, (place.sheet, (place.row, place.col))) for key, place in places.items()]


@dataclass(frozen=True)
class Grid:
    """One sheet, r rows by up to c columns, from A1; short rows end in blanks.

    Attributes:
        looks: by row and column, why the value of a cell is not what one sees there; cells not in it are as seen.
        is_hidden: whether the whole sheet is hidden.
        notes: by row and column, the texts of notes and text boxes on a cell.
    """

    sheet: str
    rows: Sequence[Sequence[CellValue]]
    looks: Mapping[tuple[int, int], Look] = field(default_factory=dict)
    is_hidden: bool = False
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def at(self, row: int, col: int) -> CellValue:
        """Return the value of a cell; None when blank or outside.

        >>> Grid("s", [["a", ""]]).at(0, 1) is None
        True
        """
        if row >= len(self.rows) or is_blank_at(self.rows[row], col):
            return None
        return self.rows[row][col]

    def look(self, row: int, col: int) -> Look | None:
        """Return why the value of a cell is not what one sees there; None when it is, or the cell is blank.

        Such a value must be reported at its cell (E12) and not used; `CellReader` does both.
        """
        return self.looks.get((row, col))

    def text(self, row: int, col: int) -> str:
        """Return a cell as text, without any white space; blank is ''."""
        return squeeze(self.at(row, col))

    def place(self, row: int, col: int) -> Place:
        """Return the place of a cell on this sheet."""
        return Place(self.sheet, row, col)

    def filled(self) -> Iterable[tuple[int, int, CellValue]]:
        """Return row, column and value of every non-blank cell, row by row; cached for small sheets."""
        return self._filled_cells if len(self.rows) <= _MOST_CACHED_ROWS else self._walk()

    def worded(self) -> Iterable[tuple[int, int, str]]:
        """Return row, column and text without white space of every cell of text; cached likewise."""
        return self._text_cells if len(self.rows) <= _MOST_CACHED_ROWS else self._walk_words()

    @cached_property
    def _text_cells(self) -> list[tuple[int, int, str]]:
        return list(self._walk_words())

    def _walk_words(self) -> Iterator[tuple[int, int, str]]:
        return ((row, col, squeeze(value)) for row, col, value in self.filled() if isinstance(value, str))

    @cached_property
    def _filled_cells(self) -> list[tuple[int, int, CellValue]]:
        return list(self._walk())

    def _walk(self) -> Iterator[tuple[int, int, CellValue]]:
        for row, values in enumerate(self.rows):
            for col in filled_in(values):
                yield row, col, values[col]

    @property
    def is_empty(self) -> bool:
        """Whether every cell is blank."""
        return next(self._walk(), None) is None


def is_blank_at(row: Sequence[CellValue], col: int) -> bool:
    """Return whether a cell of a row is blank, or beyond its end.

    >>> is_blank_at(["a", " "], 1), is_blank_at(["a"], 7), is_blank_at([0.0], 0)
    (True, True, False)
    """
    if col >= len(row):
        return True
    value = row[col]
    return value is None or value == "" or (isinstance(value, str) and value.isspace())


def filled_in(row: Sequence[CellValue]) -> list[int]:
    """Return the columns of a row that are not blank.

    >>> filled_in(["a", " ", None, 0.0])
    [0, 3]
    """
    return [
        col
        for col, value in enumerate(row)
        if value is not None and value != "" and not (isinstance(value, str) and value.isspace())
    ]


def squeeze(value: CellValue) -> str:
    """Return a value as text without any white space; 3.0 is "3".

    >>> squeeze(" 序 号 "), squeeze(3.0)
    ('序号', '3')
    """
    if isinstance(value, str):
        return _squeezed(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else "".join(str(value).split())


@lru_cache(maxsize=4096)
def _squeezed(text: str) -> str:
    return "".join(text.split())


@lru_cache(maxsize=4096)
def column_letters(col: int) -> str:
    """Return the letters of a column that counts from 0.

    >>> [column_letters(n) for n in (0, 25, 26, 16383)]
    ['A', 'Z', 'AA', 'XFD']
    """
    letters = ""
    number = col + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number of a column, from 0.

    >>> [column_number(letters) for letters in ("A", "Z", "aa", "XFD")]
    [0, 25, 26, 16383]
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def a1(row: int, col: int) -> str:
    """Return the A1 address of a cell that counts from 0.

    >>> a1(4, 2)
    'C5'
    """
    return f"{column_letters(col)}{row + 1}"


def place_of(sheet: str, address: str) -> Place:
    """Return the place of an A1 address; the place of A1 when it is not one.

    >>> place_of("附件1", "C5")
    Place(sheet='附件1', row=4, col=2)
    """
    found = re.fullmatch(r"([A-Z]{1,3})([1-9]\d{0,6})", address)
    if not found:
        return Place(sheet, 0, 0)
    return Place(sheet, int(found[2]) - 1, column_number(found[1]))
