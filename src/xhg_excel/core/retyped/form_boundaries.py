"""Decide where one form ends and the next below it begins, by the labels at the beginning of the rows between."""

from __future__ import annotations

from xhg_excel.core.model.grid import Grid
from xhg_excel.core.retyped.labels import labels_of
from xhg_excel.notice.schema.form import Annex, Field


def up_from(grid: Grid, row: int, floor: int, cols: tuple[int, int]) -> int:
    """Return the first row of the block without blank rows that ends above `row`, but not above `floor`."""
    while row - 1 >= floor and any(grid.at(row - 1, col) is not None for col in range(*cols)):
        row -= 1
    return row


def field_asked(
    grid: Grid, row: int, cols: tuple[int, int], fields: tuple[Field, ...], lines: tuple[str, ...] = ()
) -> str:
    """Return the key of the field whose label begins a row; "" when none does."""
    first = next((value for col in range(*cols) if (value := grid.at(row, col)) is not None), None)
    asked = labels_of(fields, lines).field_of(first) if fields else None
    return asked.key if asked else ""


def end_of_signatures(grid: Grid, annex: Annex, above: range, rows: range, cols: tuple[int, int]) -> int:
    """Return the row after the last signature of a form, among the `rows` below it.

    A signature label already seen in the rows `above` its items, or seen twice, starts the next form.
    """
    seen = {field_asked(grid, row, cols, annex.footer, annex.footer_lines) for row in above}
    end = rows.start
    for row in rows:
        key = field_asked(grid, row, cols, annex.footer, annex.footer_lines)
        if key and key in seen:
            break
        if key:
            seen.add(key)
            end = row + 1
    return end
