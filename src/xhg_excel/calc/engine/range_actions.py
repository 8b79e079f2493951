"""What a range does beyond values and formats: sort, insert, delete, search, jump, fill, read a link."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from xhg_excel.calc.engine.appearance import calc_colour
from xhg_excel.calc.engine.blocks import COLS, ROWS, Block, rectangles
from xhg_excel.calc.engine.office import enum, properties, struct, typed

_ALL_CONTENTS = 1 | 2 | 4 | 16  # com.sun.star.sheet.CellFlags: VALUE, DATETIME, STRING, FORMULA
_STEPS = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}
_LINK = re.compile(r'=HYPERLINK\("((?:[^"]|"")*)"', re.IGNORECASE)


def sized(block: Block, shape: tuple[int, int]) -> Block:
    """Return the block of so many rows and columns with the same first cell."""
    return Block(block.top, block.left, block.top + shape[0] - 1, block.left + shape[1] - 1)


def is_tall(shape: tuple[int, int]) -> bool:
    """Return whether a range has more rows than columns: Excel then shifts cells sideways by default."""
    return shape[0] > shape[1] and shape[1] != COLS


def sort(cells: Any, keys: Sequence[tuple[int, bool]], has_headers: bool) -> None:
    """Sort rows by columns, counted from 1, each ascending (True) or descending."""
    fields = tuple(struct("table.TableSortField", Field=key - 1, IsAscending=up) for key, up in keys)
    sequence = typed("[]com.sun.star.table.TableSortField", fields)
    cells.sort(properties(SortFields=sequence, ContainsHeader=has_headers, IsSortColumns=False))


def insert(cells: Any, shift: str) -> None:
    """Insert empty cells where these are; others move down or right."""
    mode = enum("sheet.CellInsertMode", {"down": "DOWN", "right": "RIGHT"}[shift])
    cells.Spreadsheet.insertCells(cells.RangeAddress, mode)


def delete(cells: Any, shift: str) -> None:
    """Delete these cells; others move up or left."""
    mode = enum("sheet.CellDeleteMode", {"up": "UP", "left": "LEFT"}[shift])
    cells.Spreadsheet.removeRange(cells.RangeAddress, mode)


def end_of(sheet: Any, block: Block, direction: str) -> Block:
    """Return the cell that Ctrl and an arrow key jump to from the first cell of a block."""
    down, right = _STEPS[direction]
    row, col = block.top, block.left
    line = Block(0, col, ROWS - 1, col) if down else Block(row, 0, row, COLS - 1)
    cells = sheet.uno_range(line).queryContentCells(_ALL_CONTENTS)
    filled = [(part.StartRow, part.EndRow) if down else (part.StartColumn, part.EndColumn) for part in
              cells.getRangeAddresses()]  # fmt: skip
    goal = _jump(sorted(filled), row if down else col, down or right, (ROWS if down else COLS) - 1)
    return Block(goal, col, goal, col) if down else Block(row, goal, row, goal)


def _jump(filled: list[tuple[int, int]], at: int, step: int, last: int) -> int:
    """Return where a jump ends on a line whose filled stretches are known.

    >>> _jump([(0, 4), (8, 9)], 0, 1, 99), _jump([(0, 4), (8, 9)], 4, 1, 99), _jump([(0, 4), (8, 9)], 9, -1, 99)
    (4, 8, 8)
    >>> _jump([(0, 4)], 4, 1, 99), _jump([(3, 4)], 3, -1, 99)
    (99, 0)
    """
    stretches: list[list[int]] = []
    for first, end in filled:
        if stretches and first <= stretches[-1][1] + 1:
            stretches[-1][1] = max(end, stretches[-1][1])
        else:
            stretches.append([first, end])
    inside = next((part for part in stretches if part[0] <= at <= part[1] and part[0] <= at + step <= part[1]), None)
    if inside:
        return inside[1] if step > 0 else inside[0]
    if step > 0:
        return min((part[0] for part in stretches if part[0] > at), default=last)
    return max((part[1] for part in stretches if part[1] < at), default=0)


def find(target: Any, text: str, *, whole: bool, backward: bool, by_rows: bool, match_case: bool) -> Block | None:
    """Return the first cell of a range whose value contains a text, or is the `whole` text.

    `*` and `?` match any text and any character.
    """
    cells = target.sheet.uno_range(target.block)
    if text == "*":
        return _extreme(cells, backward, by_rows)
    search = target.sheet.api.createSearchDescriptor()
    search.SearchString, search.SearchWildcard = text, True
    search.SearchWords, search.SearchCaseSensitive, search.SearchType = whole, match_case, 1
    found = cells.findAll(search)
    if found is None:
        return None
    places = [
        (row, col)
        for part in found.getRangeAddresses()
        for row in range(part.StartRow, part.EndRow + 1)
        for col in range(part.StartColumn, part.EndColumn + 1)
    ]
    row, col = (max if backward else min)(places, key=lambda at: at if by_rows else at[::-1])
    return Block(row, col, row, col)


def _extreme(cells: Any, backward: bool, by_rows: bool) -> Block | None:
    """Return the first or last cell that is not empty."""
    corners = []
    for part in cells.queryContentCells(_ALL_CONTENTS).getRangeAddresses():
        corners.append((part.EndRow, part.EndColumn) if backward else (part.StartRow, part.StartColumn))
    if not corners:
        return None
    row, col = (max if backward else min)(corners, key=lambda at: at if by_rows else at[::-1])
    return Block(row, col, row, col)


def fill_each(sheet: Any, block: Block, colours: Sequence[Sequence[Any]]) -> None:
    """Fill cells one by one, equal neighbours in one call; `...` leaves a cell as it is."""
    kinds = {
        (row, col): calc_colour(colour)
        for row, line in enumerate(colours)
        for col, colour in enumerate(line)
        if colour is not ...
    }
    for part, colour in rectangles(kinds):
        sheet.uno_range(part.moved(block.top, block.left)).CellBackColor = colour


def link_of(target: Any) -> str:
    """Return the target of the link in the first cell.

    Raises:
        ValueError: it has none.

    """
    cell = target.sheet.uno_range(target(1, 1).block)
    if found := _LINK.match(cell.getFormula()):
        return found[1].replace('""', '"')
    fields = cell.getTextFields() if hasattr(cell, "getTextFields") else []
    for field in fields:
        if hasattr(field, "URL"):
            return str(field.URL)
    raise ValueError(target.address)
