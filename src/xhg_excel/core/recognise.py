"""What a sheet is, by the words printed on it: marker, cover, form, register, ledger.

Room: core.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from xhg_excel.core.columns import Column, annex_columns, ledger_columns
from xhg_excel.core.grid import Grid, squeeze
from xhg_excel.spec.annexes import ANNEXES, SITE_ANNEXES
from xhg_excel.spec.details import DETAILS
from xhg_excel.spec.draw import DRAW_SHEETS
from xhg_excel.spec.form import Annex
from xhg_excel.spec.ledgers import LEDGERS, Ledger
from xhg_excel.spec.marks import RESULT_SHEET
from xhg_excel.spec.states import TEXTS_SHEET, UNITS_SHEET
from xhg_excel.spec.workbook import COVER_FIELDS, MARKER_KEYS, OWN_PROBLEMS_SHEET, PRINT_ROW_LABEL

_SEARCHED_ROWS = 40
_ENOUGH_HEADS = 0.6
_ENOUGH_COVER = 3
_ENOUGH_ITEMS = 0.5


@dataclass(frozen=True)
class Table:
    """A register or ledger as it should be: what it lists and its columns."""

    lists: Annex | Ledger
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Sheet:
    """What a sheet is, and where its heads begin (row, column)."""

    role: Literal["marker", "cover", "form", "print", "register", "ledger", "lists", "other", "empty"]
    annex: Annex | None = None
    ledger: Ledger | None = None
    head: tuple[int, int] = (0, 0)


@cache
def tables() -> tuple[Table, ...]:
    """Return every register and ledger that may be met."""
    registers = [Table(annex, annex_columns(annex)) for annex in SITE_ANNEXES]
    return (*registers, *(Table(ledger, ledger_columns(ledger)) for ledger in (*LEDGERS, DETAILS)))


def recognise(grid: Grid) -> Sheet:
    """Return what the sheet is; its name is not asked, people rename sheets (never our hidden lists)."""
    if grid.is_empty:
        return Sheet("empty")
    if grid.sheet in (TEXTS_SHEET, UNITS_SHEET, OWN_PROBLEMS_SHEET, RESULT_SHEET, *DRAW_SHEETS):
        return Sheet("lists")
    if all(grid.text(row, 0) == key for row, key in enumerate(MARKER_KEYS)):
        return Sheet("marker")
    if found := _as_table(grid):
        return found
    if found := _as_form(grid):
        return found
    labels = {squeeze(value) for _, _, value in grid.filled()}
    cover = sum(field.label in labels for field in COVER_FIELDS)
    return Sheet("cover") if cover >= _ENOUGH_COVER else Sheet("other")


def _as_table(grid: Grid) -> Sheet | None:
    best: tuple[float, Sheet] | None = None
    for row in range(min(_SEARCHED_ROWS, len(grid.rows))):
        texts = {grid.text(row, col): col for col in range(len(grid.rows[row]))}
        for table in tables():
            wanted = [squeeze(column.head) for column in table.columns]
            share = sum(head in texts for head in wanted) / len(wanted)
            if share >= _ENOUGH_HEADS and (best is None or share > best[0]):
                annex = table.lists if isinstance(table.lists, Annex) else None
                ledger = table.lists if isinstance(table.lists, Ledger) else None
                best = share, Sheet("register" if annex else "ledger", annex, ledger, (row, 0))
    return best[1] if best else None


def _as_form(grid: Grid) -> Sheet | None:
    for row in range(min(_SEARCHED_ROWS, len(grid.rows))):
        for annex in ANNEXES:
            col = _heads_at(grid, row, annex.heads)
            if col is not None:
                return _form_below(grid, row, col)
    return None


def _heads_at(grid: Grid, row: int, heads: Sequence[str]) -> int | None:
    """Return the column of the first head when all stand in this row, in order."""
    cols = [c for head in heads for c in range(len(grid.rows[row])) if grid.text(row, c) == head]
    return cols[0] if len(cols) == len(heads) and cols == sorted(cols) else None


def _form_below(grid: Grid, row: int, col: int) -> Sheet | None:
    texts = {squeeze(value) for r, _, value in grid.filled() if r > row}
    shares = [(sum(squeeze(i.text) in texts for i in a.items) / len(a.items), a) for a in ANNEXES]
    share, annex = max(shares, key=lambda pair: pair[0])
    if share < _ENOUGH_ITEMS:
        return None
    everything = {squeeze(value) for _, _, value in grid.filled()}
    role: Literal["print", "form"] = "print" if PRINT_ROW_LABEL in everything else "form"
    return Sheet(role, annex, None, (row, col))


def heads_found(grid: Grid, sheet: Sheet, columns: Sequence[Column]) -> dict[int, Column]:
    """Return which column of the grid holds which declared column."""
    row, _ = sheet.head
    by_head = {squeeze(column.head): column for column in columns}
    texts = [(col, grid.text(row, col)) for col in range(len(grid.rows[row]))]
    return {col: by_head[text] for col, text in texts if text in by_head}
