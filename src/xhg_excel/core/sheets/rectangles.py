"""Group cells of one kind into rectangles, so that an add-in writes blocks instead of cells."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

from xhg_excel.core.sheets.layout import Area

Kind = TypeVar("Kind", bound=Hashable)


def rectangles(cells: Mapping[tuple[int, int], Kind]) -> list[tuple[Area, Kind]]:
    """Return blocks that cover every cell once, each of one kind, ordered by row and column.

    Runs of a row grow down while the next row has the same run: few blocks, not always the fewest.

    >>> [(block.a1, kind) for block, kind in rectangles({(0, 0): "a", (0, 1): "a", (1, 0): "a", (1, 1): "a"})]
    [('$A$1:$B$2', 'a')]
    """
    done: list[tuple[Area, Kind]] = []
    growing: dict[tuple[int, int, Kind], int] = {}  # the run and the first row of its block
    last = -1
    for row, runs in _runs_by_row(cells).items():
        ended = [run for run in growing if run not in runs or row != last + 1]
        done += [_block(run, growing.pop(run), last) for run in ended]
        growing = {run: growing.get(run, row) for run in runs}
        last = row
    done += [_block(run, top, last) for run, top in growing.items()]
    return sorted(done, key=lambda found: (found[0].top, found[0].left))


def _runs_by_row(cells: Mapping[tuple[int, int], Kind]) -> dict[int, list[tuple[int, int, Kind]]]:
    """Return by row the runs of neighbouring cells of one kind, as (first column, last column, kind)."""
    by_row: dict[int, list[tuple[int, int, Kind]]] = {}
    for row, col in sorted(cells):
        runs, kind = by_row.setdefault(row, []), cells[row, col]
        if runs and runs[-1][1:] == (col - 1, kind):
            runs[-1] = (runs[-1][0], col, kind)
        else:
            runs.append((col, col, kind))
    return by_row


def _block(run: tuple[int, int, Kind], top: int, bottom: int) -> tuple[Area, Kind]:
    left, right, kind = run
    return Area(top, left, bottom, right), kind
