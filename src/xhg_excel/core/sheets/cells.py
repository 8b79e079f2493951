"""The cells of a sheet by row and column, stored as one list per row: a table of 200,000 takes one pointer per cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from typing import Generic, TypeVar

C = TypeVar("C")
At = tuple[int, int]


class SheetCells(MutableMapping[At, C], Generic[C]):
    """A mapping from (row, column), both from 0, to the content of the cell; iterated row by row, left to right.

    >>> cells = SheetCells({(3, 1): "b", (0, 0): "a"})
    >>> list(cells.items()), cells.last_row
    ([((0, 0), 'a'), ((3, 1), 'b')], 3)
    """

    __slots__ = ("_rows",)

    def __init__(self, cells: Mapping[At, C] | None = None) -> None:
        self._rows: dict[int, list[C | None]] = {}
        self.update(cells or {})

    def __getitem__(self, at: At) -> C:
        row, col = at
        line = self._rows.get(row, ())
        cell = line[col] if 0 <= col < len(line) else None
        if cell is None:
            raise KeyError(at)
        return cell

    def __setitem__(self, at: At, cell: C) -> None:
        row, col = at
        if row < 0 or col < 0:
            raise KeyError(at)
        line = self._rows.setdefault(row, [])
        line.extend([None] * (col + 1 - len(line)))
        line[col] = cell

    def __delitem__(self, at: At) -> None:
        row, col = at
        _ = self[at]
        line = self._rows[row]
        line[col] = None
        if not any(cell is not None for cell in line):
            del self._rows[row]

    def __iter__(self) -> Iterator[At]:
        return ((row, col) for row, line in self.lines() for col, cell in enumerate(line) if cell is not None)

    def __len__(self) -> int:
        return sum(len(line) - line.count(None) for line in self._rows.values())

    def __bool__(self) -> bool:
        return bool(self._rows)

    def __repr__(self) -> str:
        return f"SheetCells({dict(self.items())!r})"

    def put_line(self, row: int, line: Sequence[C | None]) -> None:
        """Replace a whole row by these cells from its first column on; None is no cell."""
        self._rows.pop(row, None)
        if any(cell is not None for cell in line):
            self._rows[row] = list(line)

    def lines(self) -> Iterator[tuple[int, Sequence[C | None]]]:
        """Yield number and cells (from the first column on) of every row that holds a cell, top down."""
        return ((row, self._rows[row]) for row in sorted(self._rows))

    @property
    def last_row(self) -> int:
        """The number of the last row that holds a cell; -1 if there is none."""
        return max(self._rows, default=-1)
