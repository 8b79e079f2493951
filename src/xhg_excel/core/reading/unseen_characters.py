"""Take the characters that one does not see out of the texts of a workbook, before anything is compared or kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from xhg_excel.core.model.characters import unseen_in, without_unseen
from xhg_excel.core.model.finding import Finding, at_cells
from xhg_excel.core.model.grid import CellValue, Grid
from xhg_excel.notice.schema.form import FORMS_CLAUSE
from xhg_excel.notice.words.workbook import LISTED


def without_unseen_characters(grid: Grid) -> tuple[Grid, Finding | None]:
    """Return a sheet without such characters, and the note (N10) over the cells that had some; None without one."""
    odd = {value for value in _distinct(grid.rows) if isinstance(value, str) and unseen_in(value)}
    if not odd:
        return grid, None
    rows = [[_seen(value) if value in odd else value for value in row] for row in grid.rows]
    places = [
        grid.place(row, col) for row, values in enumerate(grid.rows) for col, value in enumerate(values) if value in odd
    ]
    names = LISTED.join(sorted({name for value in odd for name in unseen_in(str(value))}))
    first = rows[places[0].row][places[0].col]
    return replace(grid, rows=rows), at_cells("N10", places, FORMS_CLAUSE, value=first or "", detail=names)


def _distinct(rows: Iterable[Iterable[CellValue]]) -> set[CellValue]:
    return set[CellValue]().union(*rows)  # most cells repeat others: one pass without a loop in Python


def _seen(value: CellValue) -> CellValue:
    return without_unseen(value) or None if isinstance(value, str) else value
