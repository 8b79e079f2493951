"""Cells of one kind → the fewest rectangles that a row-by-row look finds, so that a host writes blocks."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

from xhg_excel.core.sheets.layout import Area

Kind = TypeVar("Kind", bound=Hashable)


def rectangles(cells: Mapping[tuple[int, int], Kind]) -> list[tuple[Area, Kind]]:
    """Return blocks that cover every cell once, each of one kind, from the top left on.

    >>> [(block.a1, kind) for block, kind in rectangles({(0, 0): "a", (0, 1): "a", (1, 0): "a", (1, 1): "a"})]
    [('$A$1:$B$2', 'a')]
    """
    done: list[tuple[Area, Kind]] = []
    open_runs: dict[tuple[int, int, Kind], int] = {}
    last = -1
    by_row: dict[int, list[tuple[int, int, Kind]]] = {}
    for row, run in _runs(cells):
        by_row.setdefault(row, []).append(run)
    for row in sorted(by_row):
        runs = set(by_row[row])
        ended = [run for run in open_runs if run not in runs or row != last + 1]
        done += [_block(run, open_runs.pop(run), last) for run in ended]
        open_runs = {run: open_runs.get(run, row) for run in by_row[row]}
        last = row
    done += [_block(run, top, last) for run, top in open_runs.items()]
    return sorted(done, key=lambda found: (found[0].top, found[0].left))


def _runs(cells: Mapping[tuple[int, int], Kind]) -> list[tuple[int, tuple[int, int, Kind]]]:
    """Return the runs of neighbouring cells of one kind, as row and (first column, last column, kind)."""
    runs: list[tuple[int, tuple[int, int, Kind]]] = []
    for row, col in sorted(cells):
        kind = cells[row, col]
        if runs and runs[-1][0] == row and runs[-1][1][1] == col - 1 and runs[-1][1][2] == kind:
            runs[-1] = row, (runs[-1][1][0], col, kind)
        else:
            runs.append((row, (col, col, kind)))
    return runs


def _block(run: tuple[int, int, Kind], top: int, bottom: int) -> tuple[Area, Kind]:
    left, right, kind = run
    return Area(top, left, bottom, right), kind
