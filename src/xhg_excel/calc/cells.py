"""Values of a block of cells, read and written in one call each, in the types that xlwings hands out.

Calc keeps dates, times and booleans as numbers with a format, errors as codes, and writes texts as
they are; Excel's types are put on and taken off here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from xhg_excel.calc.formulas import ERRORS, OTHER_ERROR, Grammar, address
from xhg_excel.calc.office import struct
from xhg_excel.core.sheets.layout import Area
from xhg_excel.core.sheets.rectangles import rectangles

# com.sun.star.util.NumberFormat
DATE, TIME, TEXT, LOGICAL = 2, 4, 256, 1024
_FORMULAS_WITH_NUMBERS = 1
_MILLISECONDS = 3
_DAY = 86_400
# How a date, a time, both and a boolean look when a script writes them.
_STANDARD = {DATE: "yyyy-mm-dd", TIME: "hh:mm:ss", DATE | TIME: "yyyy-mm-dd hh:mm:ss", LOGICAL: "BOOLEAN"}

Kinds = Mapping[tuple[int, int], int]


class CellError(str):
    """An error value in a cell, by the name Excel gives it."""

    __slots__ = ()


class Formats:
    """The number formats of one document: what kind each key is, and keys for what scripts write."""

    def __init__(self, document: Any) -> None:
        """Read the document's zero day; keys are looked at as they are met."""
        self._formats = document.NumberFormats
        zero = document.NullDate
        self.zero = datetime(zero.Year, zero.Month, zero.Day)
        self._kinds: dict[int, int] = {}

    def kind(self, key: int) -> int:
        """Return the kind of a number format: `DATE | TIME`, `LOGICAL`, `TEXT`, 0 for numbers."""
        if key not in self._kinds:
            self._kinds[key] = self._formats.getByKey(key).Type & (DATE | TIME | TEXT | LOGICAL)
        return self._kinds[key]

    def value(self, number: float, kind: int) -> float | bool | datetime:
        """Return a number as what its format makes of it."""
        if kind & LOGICAL:
            return bool(number)
        if kind & (DATE | TIME):
            try:
                return self.zero + timedelta(days=number // 1, seconds=round(number % 1 * _DAY, _MILLISECONDS))
            except OverflowError:
                return number
        return number

    def key(self, code: str) -> int:
        """Return the key of a number format by Excel's code for it.

        Raises:
            ValueError: Calc knows no such code.

        """
        english = struct("lang.Locale", Language="en", Country="US")
        try:
            key = int(self._formats.queryKey(code, english, False))
            return key if key >= 0 else int(self._formats.addNew(code, english))
        except Exception as error:
            raise ValueError(code) from error

    def standard(self, kind: int) -> int:
        """Return the key of the format that a date, a time or a boolean gets when it has none."""
        return self.key(_STANDARD[kind])

    def code(self, key: int) -> str:
        """Return Excel's code of a number format."""
        english = struct("lang.Locale", Language="en", Country="US")
        translated = self._formats.getFormatForLocale(key, english)
        return excel_code(str(self._formats.getByKey(translated).FormatString))

    def number(self, value: datetime) -> float:
        """Return the serial number of a date and time in this document."""
        return (value.replace(tzinfo=None) - self.zero) / timedelta(days=1)


def excel_code(code: str) -> str:
    """Return a number format as Excel spells it: letters of dates small, colours in title case.

    >>> excel_code('YYYY"年"M"月";[RED]-0')
    'yyyy"年"m"月";[Red]-0'
    """
    spelt = re.sub(r'("[^"]*")|\[([A-Z]+)\]|(AM/PM)|([YMDHS]+)', _spell, code)
    return "General" if spelt.lower() in ("general", "standard") else spelt


def _spell(found: re.Match[str]) -> str:
    text, colour, noon, letters = found.groups()
    return text or (f"[{colour.title()}]" if colour else "") or noon or letters.lower()


def read_block(formats: Formats, sheet: Any, block: Area) -> list[list[Any]]:
    """Return the values of a block, row by row: None, str, float, bool, datetime, CellError."""
    cells = sheet.getCellRangeByPosition(block.left, block.top, block.right, block.bottom)
    rows = [list(row) for row in cells.getDataArray()]
    has_numbers = False
    for row, values in enumerate(rows):
        for col, value in enumerate(values):
            if value is None:
                code = sheet.getCellByPosition(block.left + col, block.top + row).getError()
                values[col] = CellError(ERRORS.get(code, OTHER_ERROR))
            elif value == "":
                values[col] = None
            else:
                has_numbers = has_numbers or isinstance(value, float)
    if has_numbers:
        _type_numbers(formats, cells, block, rows)
        _type_formulas(formats, sheet, cells, (block.top, block.left), rows)
    return rows


def _within(ranges: Sequence[Any], block: Area) -> Iterator[tuple[int, int]]:
    """Yield the places of all cells of some UNO range addresses, as counted in a block."""
    for part in ranges:
        for row in range(part.StartRow - block.top, part.EndRow - block.top + 1):
            for col in range(part.StartColumn - block.left, part.EndColumn - block.left + 1):
                yield row, col


def _type_numbers(formats: Formats, cells: Any, block: Area, rows: list[list[Any]]) -> None:
    for group in cells.UniqueCellFormatRanges:
        kind = formats.kind(group.NumberFormat)
        if kind & (DATE | TIME | LOGICAL):
            for row, col in _within(group.getRangeAddresses(), block):
                if type(rows[row][col]) is float:
                    rows[row][col] = formats.value(rows[row][col], kind)


def _type_formulas(formats: Formats, sheet: Any, cells: Any, start: tuple[int, int], rows: list[list[Any]]) -> None:
    """Tell TRUE and FALSE from 1 and 0 where a formula gives them without a format."""
    top, left = start
    block = Area(top, left, top + len(rows) - 1, left + len(rows[0]) - 1)
    for row, col in _within(cells.queryFormulaCells(_FORMULAS_WITH_NUMBERS).getRangeAddresses(), block):
        value = rows[row][col]
        if type(value) is float and value in (0.0, 1.0):
            key = sheet.getCellByPosition(left + col, top + row).NumberFormat
            rows[row][col] = formats.value(value, formats.kind(key) & LOGICAL)


def write_block(formats: Formats, grammar: Grammar, sheet: Any, block: Area, rows: Sequence[Sequence[Any]]) -> None:
    """Write values in one call; then give dates and booleans a format, and put in the formulas.

    A text that begins with `=` is a formula, unless its cell is formatted as text; a leading
    apostrophe says that a text is one. No text is taken for a number.
    """
    cells = sheet.getCellRangeByPosition(block.left, block.top, block.right, block.bottom)
    formulas = {
        at: text for at, text in _texts(rows) if text.startswith("=") and not _is_text(formats, sheet, block, at)
    }
    plain = tuple(
        tuple("" if (row, col) in formulas else _plain(formats, value) for col, value in enumerate(values))
        for row, values in enumerate(rows)
    )
    cells.setDataArray(plain)
    kinds = {
        (row, col): kind
        for row, values in enumerate(rows)
        for col, value in enumerate(values)
        if (kind := _kind(value))
    }
    _give_formats(formats, sheet, block, kinds)
    write_formulas(grammar, sheet, {(block.top + row, block.left + col): f for (row, col), f in formulas.items()})


def write_formulas(grammar: Grammar, sheet: Any, formulas: Mapping[tuple[int, int], str]) -> None:
    """Put in formulas of Excel's grammar by the places of their cells."""
    number = sheet.RangeAddress.Sheet
    for (row, col), text in formulas.items():
        tokens = grammar.tokens(text, address(number, row, col))
        sheet.getCellByPosition(col, row).setTokens(tokens)


def _texts(rows: Sequence[Sequence[Any]]) -> Iterator[tuple[tuple[int, int], str]]:
    for row, values in enumerate(rows):
        for col, value in enumerate(values):
            if isinstance(value, str):
                yield (row, col), value


def _is_text(formats: Formats, sheet: Any, block: Area, at: tuple[int, int]) -> bool:
    key = sheet.getCellByPosition(block.left + at[1], block.top + at[0]).NumberFormat
    return formats.kind(key) == TEXT


def _plain(formats: Formats, value: Any) -> str | float:
    """Return a value as Calc's data array takes it."""
    match value:
        case None:
            return ""
        case bool() | int() | float() | Decimal():
            return float(value)
        case datetime():
            return formats.number(value)
        case date():
            return formats.number(datetime(value.year, value.month, value.day))
        case time():
            return formats.number(datetime.combine(formats.zero, value))
        case timedelta():
            return value / timedelta(days=1)
        case _:
            return str(value).removeprefix("'")


def _kind(value: Any) -> int:
    match value:
        case bool():
            return LOGICAL
        case datetime() if value.time() != time():
            return DATE | TIME
        case date():
            return DATE
        case time() | timedelta():
            return TIME
        case _:
            return 0


def _give_formats(formats: Formats, sheet: Any, block: Area, kinds: Kinds) -> None:
    """Give cells a format of their kind, where they have none of that kind."""
    for part, kind in rectangles(kinds):
        cells = sheet.getCellRangeByPosition(
            block.left + part.left, block.top + part.top, block.left + part.right, block.top + part.bottom
        )
        for group in cells.UniqueCellFormatRanges:
            if not formats.kind(group.NumberFormat) & kind:
                group.NumberFormat = formats.standard(kind)
