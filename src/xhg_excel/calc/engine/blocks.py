"""Rectangles of cells: as addresses that people write, and as sets that are cut and joined.

A `Block` counts rows and columns from 0, as UNO does; an address counts from 1, as xlwings does.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

ROWS, COLS = 1_048_576, 16_384
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})$")
_COLUMN = re.compile(r"\$?([A-Za-z]{1,3})$")
_ROW = re.compile(r"\$?([0-9]{1,7})$")
_PLAIN_NAME = re.compile(r"^[^\W\d][\w.]*$")
_LETTERS = 26

Kind = TypeVar("Kind", bound=Hashable)


@dataclass(frozen=True)
class Block:
    """A rectangle of cells with both corners inside; rows and columns count from 0."""

    top: int
    left: int
    bottom: int
    right: int

    def moved(self, rows: int, cols: int) -> Block:
        """Return the block so many rows down and columns to the right."""
        return Block(self.top + rows, self.left + cols, self.bottom + rows, self.right + cols)


def block_from(address: Any) -> Block:
    """Return the block of a UNO range address."""
    return Block(address.StartRow, address.StartColumn, address.EndRow, address.EndColumn)


# Addresses.


def column_letters(col: int) -> str:
    """Return the letters of a column that counts from 0.

    >>> [column_letters(n) for n in (0, 25, 26, 16383)]
    ['A', 'Z', 'AA', 'XFD']
    """
    head, last = divmod(col, _LETTERS)
    return (column_letters(head - 1) if head else "") + chr(ord("A") + last)


def _column_number(letters: str) -> int:
    """Return the number of a column, from 0.

    >>> [_column_number(letters) for letters in ("A", "Z", "aa", "XFD")]
    [0, 25, 26, 16383]
    """
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number - 1


def block_of(text: str) -> Block | None:
    """Return the block of `A1`, `$A$1:B2`, `A:C` or `3:5`; None for any other text.

    >>> block_of("$B$2:A1"), block_of("C:C").bottom, block_of("total")
    (Block(top=0, left=0, bottom=1, right=1), 1048575, None)
    """
    first, _, last = text.partition(":")
    one, other = _corner(first), _corner(last or first)
    if one is None or other is None or (not last and not _CELL.match(first)):
        return None
    rows, cols = _span(one[0], other[0], ROWS), _span(one[1], other[1], COLS)
    if rows is None or cols is None:
        return None
    inside = rows[0] >= 0 and rows[1] < ROWS and cols[1] < COLS
    return Block(rows[0], cols[0], rows[1], cols[1]) if inside else None


def _span(one: int | None, other: int | None, whole: int) -> tuple[int, int] | None:
    """Return the first and last of two numbers; all where both are absent; None where one is."""
    if one is None and other is None:
        return 0, whole - 1
    if one is None or other is None:
        return None
    return min(one, other), max(one, other)


def _corner(text: str) -> tuple[int | None, int | None] | None:
    if found := _CELL.match(text):
        return int(found[2]) - 1, _column_number(found[1])
    if found := _COLUMN.match(text):
        return None, _column_number(found[1])
    if found := _ROW.match(text):
        return int(found[1]) - 1, None
    return None


def address_of(block: Block, row_fixed: bool = True, col_fixed: bool = True) -> str:
    """Return the address of a block as Excel writes it.

    >>> address_of(Block(0, 0, 1, 1)), address_of(Block(4, 2, 4, 2), False), address_of(Block(0, 1, ROWS - 1, 1))
    ('$A$1:$B$2', '$C5', '$B:$B')
    """
    row_sign, col_sign = ("$" if fixed else "" for fixed in (row_fixed, col_fixed))
    whole_columns = (block.top, block.bottom) == (0, ROWS - 1)
    whole_rows = (block.left, block.right) == (0, COLS - 1) and not whole_columns

    def corner(row: int, col: int) -> str:
        letters = "" if whole_rows else col_sign + column_letters(col)
        return letters + ("" if whole_columns else f"{row_sign}{row + 1}")

    first, last = corner(block.top, block.left), corner(block.bottom, block.right)
    single = (block.top, block.left) == (block.bottom, block.right)
    return first if single else f"{first}:{last}"


def quoted(sheet: str) -> str:
    """Return a sheet's name as it is written before `!`.

    >>> quoted("附件1"), quoted("it's")
    ('附件1', "'it''s'")
    """
    if _PLAIN_NAME.match(sheet) and not _CELL.match(sheet):
        return sheet
    doubled = sheet.replace("'", "''")
    return f"'{doubled}'"


# Sets of cells.


def common_part(one: Block, other: Block) -> Block | None:
    """Return the cells that two blocks share; None for none.

    >>> common_part(Block(0, 0, 4, 4), Block(3, 3, 9, 9))
    Block(top=3, left=3, bottom=4, right=4)
    """
    top, left = max(one.top, other.top), max(one.left, other.left)
    bottom, right = min(one.bottom, other.bottom), min(one.right, other.right)
    return Block(top, left, bottom, right) if top <= bottom and left <= right else None


def without(block: Block, hole: Block) -> list[Block]:
    """Return the cells of a block outside another, as at most four blocks.

    >>> without(Block(0, 0, 2, 2), Block(1, 1, 1, 1))[0]
    Block(top=0, left=0, bottom=0, right=2)
    """
    part = common_part(block, hole)
    if part is None:
        return [block]
    rest = []
    if block.top < part.top:
        rest.append(Block(block.top, block.left, part.top - 1, block.right))
    if part.bottom < block.bottom:
        rest.append(Block(part.bottom + 1, block.left, block.bottom, block.right))
    if block.left < part.left:
        rest.append(Block(part.top, block.left, part.bottom, part.left - 1))
    if part.right < block.right:
        rest.append(Block(part.top, part.right + 1, part.bottom, block.right))
    return rest


def outside(blocks: Iterable[Block], holes: Iterable[Block]) -> list[Block]:
    """Return the cells of blocks that are in none of the holes."""
    rest = list(blocks)
    for hole in holes:
        rest = [part for block in rest for part in without(block, hole)]
    return rest


def inside(blocks: Iterable[Block], others: Iterable[Block]) -> list[Block]:
    """Return the cells that two sets of blocks share."""
    many = list(others)
    return [part for block in blocks for other in many if (part := common_part(block, other)) is not None]


def joined(blocks: Iterable[Block]) -> list[Block]:
    """Return the same cells with neighbouring blocks joined, from the top left on; blocks may not overlap.

    >>> joined([Block(5, 0, 8, 0), Block(0, 0, 3, 0), Block(4, 0, 4, 0)])
    [Block(top=0, left=0, bottom=8, right=0)]
    """
    rest = sorted(blocks, key=_reading_order)
    while (pair := _neighbours(rest)) is not None:
        one, other, whole = pair
        rest = sorted([*(b for b in rest if b not in (one, other)), whole], key=_reading_order)
    return rest


def _reading_order(block: Block) -> tuple[int, int]:
    return block.top, block.left


def _neighbours(blocks: list[Block]) -> tuple[Block, Block, Block] | None:
    """Return the first two blocks that form one, and that one."""
    for number, one in enumerate(blocks):
        for other in blocks[number + 1 :]:
            below = (one.left, one.right, one.bottom + 1) == (other.left, other.right, other.top)
            beside = (one.top, one.bottom, one.right + 1) == (other.top, other.bottom, other.left)
            if below or beside:
                return one, other, Block(one.top, one.left, other.bottom, other.right)
    return None


def rectangles(kinds: Mapping[tuple[int, int], Kind]) -> list[tuple[Block, Kind]]:
    """Return blocks of one kind each that cover every cell once, so that one call serves many cells.

    Args:
        kinds: the kind of each cell, by its row and column.

    >>> rectangles({(0, 0): "a", (0, 1): "a", (1, 0): "a", (1, 1): "a"})
    [(Block(top=0, left=0, bottom=1, right=1), 'a')]

    """
    done: list[tuple[Block, Kind]] = []
    # The last block of each span of columns and kind: the next row may continue it.
    last: dict[tuple[int, int, Kind], Block] = {}
    for run, kind in _runs(kinds):
        key = (run.left, run.right, kind)
        above = last.get(key)
        if above is not None and above.bottom == run.top - 1:
            last[key] = Block(above.top, run.left, run.bottom, run.right)
        else:
            done += [(above, kind)] if above is not None else []
            last[key] = run
    done += [(block, kind) for (_, _, kind), block in last.items()]
    return sorted(done, key=lambda found: _reading_order(found[0]))


def _runs(kinds: Mapping[tuple[int, int], Kind]) -> list[tuple[Block, Kind]]:
    """Return the neighbouring cells of one kind in each row."""
    runs: list[tuple[Block, Kind]] = []
    for row, col in sorted(kinds):
        kind = kinds[row, col]
        run, run_kind = runs[-1] if runs else (None, None)
        if run is not None and (run.top, run.right, run_kind) == (row, col - 1, kind):
            runs[-1] = Block(row, run.left, row, col), kind
        else:
            runs.append((Block(row, col, row, col), kind))
    return runs
