"""The values of a block of cells, read and written in one UNO call each, in the types of xlwings.

Calc stores dates, times and booleans as numbers with a number format, and errors as codes; this module
translates them from and to Python's types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from xhg_excel.calc.engine.blocks import Block, rectangles
from xhg_excel.calc.engine.formulas import ERRORS, OTHER_ERROR, Grammar, cell_address
from xhg_excel.calc.engine.office import struct

# com.sun.star.util.NumberFormat
DATE, TIME, TEXT, LOGICAL = 2, 4, 256, 1024
_FORMULAS_WITH_NUMBERS = 1
_MILLISECONDS = 3
_DAY = 86_400
# The number formats of the dates, times and booleans that a script writes.
_STANDARD = {DATE: "yyyy-mm-dd", TIME: "hh:mm:ss", DATE | TIME: "yyyy-mm-dd hh:mm:ss", LOGICAL: "BOOLEAN"}


class CellError(str):
    """An error value in a cell, by Excel's name of it."""

    __slots__ = ()


class Formats:
    """The number formats of one document: the kind of each key, and keys for values that scripts write."""

    def __init__(self, document: Any) -> None:
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
        """Return a number as the value its format shows: a boolean, a date and time, else the number."""
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
        """Return the key of the format that a date, a time or a boolean is written with."""
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


def read_block(formats: Formats, sheet: Any, block: Block) -> list[list[Any]]:
    """Return the values of a block, row by row: None, str, float, bool, datetime, CellError."""
    cells = _cells(sheet, block)
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
        _type_formulas(formats, sheet, block, rows)
    return rows


def _cells(sheet: Any, block: Block) -> Any:
    """Return the UNO range of a block."""
    return sheet.getCellRangeByPosition(block.left, block.top, block.right, block.bottom)


def _within(ranges: Sequence[Any], block: Block) -> Iterator[tuple[int, int]]:
    """Yield row and column of all cells of some UNO range addresses, counted from the corner of a block."""
    for part in ranges:
        for row in range(part.StartRow - block.top, part.EndRow - block.top + 1):
            for col in range(part.StartColumn - block.left, part.EndColumn - block.left + 1):
                yield row, col


def _type_numbers(formats: Formats, cells: Any, block: Block, rows: list[list[Any]]) -> None:
    """Replace numbers in `rows` by dates, times and booleans where the cell has such a format."""
    for group in cells.UniqueCellFormatRanges:
        kind = formats.kind(group.NumberFormat)
        if kind & (DATE | TIME | LOGICAL):
            for row, col in _within(group.getRangeAddresses(), block):
                if type(rows[row][col]) is float:
                    rows[row][col] = formats.value(rows[row][col], kind)


def _type_formulas(formats: Formats, sheet: Any, block: Block, rows: list[list[Any]]) -> None:
    """Replace 1 and 0 in `rows` by True and False where a formula gives them: their format is only in the cell."""
    cells = _cells(sheet, block)
    for row, col in _within(cells.queryFormulaCells(_FORMULAS_WITH_NUMBERS).getRangeAddresses(), block):
        value = rows[row][col]
        if type(value) is float and value in (0.0, 1.0):
            key = sheet.getCellByPosition(block.left + col, block.top + row).NumberFormat
            rows[row][col] = formats.value(value, formats.kind(key) & LOGICAL)


def write_block(formats: Formats, grammar: Grammar, sheet: Any, block: Block, rows: Sequence[Sequence[Any]]) -> None:
    """Write values in one call; then format dates and booleans, and write the formulas.

    A text that begins with `=` is a formula, unless its cell is formatted as text or an apostrophe
    comes first. No text becomes a number, other than in Excel.
    """
    formulas = {
        (row, col): text
        for row, values in enumerate(rows)
        for col, text in enumerate(values)
        if isinstance(text, str)
        and text.startswith("=")
        and not _is_text(formats, sheet, block.top + row, block.left + col)
    }
    plain = tuple(
        tuple("" if (row, col) in formulas else _plain(formats, value) for col, value in enumerate(values))
        for row, values in enumerate(rows)
    )
    _cells(sheet, block).setDataArray(plain)
    kinds = {
        (row, col): kind
        for row, values in enumerate(rows)
        for col, value in enumerate(values)
        if (kind := _kind(value))
    }
    _set_formats(formats, sheet, block, kinds)
    write_formulas(grammar, sheet, {(block.top + row, block.left + col): f for (row, col), f in formulas.items()})


def write_formulas(grammar: Grammar, sheet: Any, formulas: Mapping[tuple[int, int], str]) -> None:
    """Write formulas of Excel's grammar, given by row and column."""
    number = sheet.RangeAddress.Sheet
    for (row, col), text in formulas.items():
        tokens = grammar.tokens(text, cell_address(number, row, col))
        sheet.getCellByPosition(col, row).setTokens(tokens)


def _is_text(formats: Formats, sheet: Any, row: int, col: int) -> bool:
    return formats.kind(sheet.getCellByPosition(col, row).NumberFormat) == TEXT


def _plain(formats: Formats, value: Any) -> str | float:
    """Return a value in the types of UNO's `setDataArray`."""
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
    """Return the kind of number format that a value needs; 0 for none."""
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


def _set_formats(formats: Formats, sheet: Any, block: Block, kinds: Mapping[tuple[int, int], int]) -> None:
    """Set the number format of cells whose format is not of the kind of their value."""
    for part, kind in rectangles(kinds):
        for group in _cells(sheet, part.moved(block.top, block.left)).UniqueCellFormatRanges:
            if not formats.kind(group.NumberFormat) & kind:
                group.NumberFormat = formats.standard(kind)
