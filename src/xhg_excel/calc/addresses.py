"""Addresses as xlwings takes and gives them → blocks that count from 0, and back."""

from __future__ import annotations

import re

from xhg_excel.core.model.grid import column_letters, column_number
from xhg_excel.core.sheets.layout import Area

ROWS, COLS = 1_048_576, 16_384
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})$")
_COLUMN = re.compile(r"\$?([A-Za-z]{1,3})$")
_ROW = re.compile(r"\$?([0-9]{1,7})$")
_PLAIN_NAME = re.compile(r"^[^\W\d][\w.]*$")


def block_of(text: str) -> Area | None:
    """Return the block of `A1`, `$A$1:B2`, `A:C` or `3:5`; None for what is no address.

    >>> block_of("$B$2:A1"), block_of("C:C").bottom, block_of("total")
    (Area(top=0, left=0, bottom=1, right=1), 1048575, None)
    """
    first, _, last = text.partition(":")
    one, other = _corner(first), _corner(last or first)
    if one is None or other is None or (not last and not _CELL.match(first)):
        return None
    rows, cols = _span(one[0], other[0], ROWS), _span(one[1], other[1], COLS)
    if rows is None or cols is None:
        return None
    inside = rows[0] >= 0 and rows[1] < ROWS and cols[1] < COLS
    return Area(rows[0], cols[0], rows[1], cols[1]) if inside else None


def _span(one: int | None, other: int | None, whole: int) -> tuple[int, int] | None:
    """Return the first and last of two numbers in order; all when there is neither; None for only one."""
    if one is None and other is None:
        return 0, whole - 1
    if one is None or other is None:
        return None
    return min(one, other), max(one, other)


def _corner(text: str) -> tuple[int | None, int | None] | None:
    if found := _CELL.match(text):
        return int(found[2]) - 1, column_number(found[1])
    if found := _COLUMN.match(text):
        return None, column_number(found[1])
    if found := _ROW.match(text):
        return int(found[1]) - 1, None
    return None


def shown(block: Area, row_fixed: bool = True, col_fixed: bool = True) -> str:
    """Return the address of a block as Excel writes it.

    >>> shown(Area(0, 0, 1, 1)), shown(Area(4, 2, 4, 2), False), shown(Area(0, 1, ROWS - 1, 1))
    ('$A$1:$B$2', '$C5', '$B:$B')
    """
    row, col = ("$" if fixed else "" for fixed in (row_fixed, col_fixed))

    def corner(at_row: int, at_col: int) -> str:
        letters = (
            "" if (block.left, block.right) == (0, COLS - 1) and not _whole_columns(block) else column_letters(at_col)
        )
        number = "" if _whole_columns(block) else str(at_row + 1)
        return (f"{col}{letters}" if letters else "") + (f"{row}{number}" if number else "")

    first, last = corner(block.top, block.left), corner(block.bottom, block.right)
    single = (block.top, block.left) == (block.bottom, block.right)
    return first if single else f"{first}:{last}"


def _whole_columns(block: Area) -> bool:
    return (block.top, block.bottom) == (0, ROWS - 1)


def quoted(sheet: str) -> str:
    """Return a sheet's name as it stands before `!`.

    >>> quoted("附件1"), quoted("it's")
    ('附件1', "'it''s'")
    """
    if _PLAIN_NAME.match(sheet) and not _CELL.match(sheet):
        return sheet
    doubled = sheet.replace("'", "''")
    return f"'{doubled}'"
