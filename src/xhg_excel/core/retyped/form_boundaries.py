"""Where one form ends and the next below it begins: by the labels that the rows between them begin with."""

from __future__ import annotations

from xhg_excel.core.model.grid import Grid
from xhg_excel.core.retyped.labels import labels_of
from xhg_excel.notice.schema.form import Annex, Field


def up_from(grid: Grid, row: int, floor: int, cols: tuple[int, int]) -> int:
    """Return the highest row from which on no row is blank down to a row."""
    while row - 1 >= floor and any(grid.at(row - 1, col) is not None for col in range(*cols)):
        row -= 1
    return row


def asked_in(
    grid: Grid, row: int, cols: tuple[int, int], fields: tuple[Field, ...], lines: tuple[str, ...] = ()
) -> str:
    """Return the key of the field whose label a row begins with; '' when it begins with none of them."""
    first = next((value for col in range(*cols) if (value := grid.at(row, col)) is not None), None)
    asked = labels_of(fields, lines).field_of(first) if fields else None
    return asked.key if asked else ""


def signed_until(grid: Grid, annex: Annex, over: range, rows: range, cols: tuple[int, int]) -> int:
    """Return the row after the last in which a form is signed, of `rows` below it.

    No label counts twice, and none that stands in the rows `over` its items.
    """
    seen = {asked_in(grid, row, cols, annex.footer, annex.footer_lines) for row in over}
    end = rows.start
    for row in rows:
        key = asked_in(grid, row, cols, annex.footer, annex.footer_lines)
        if key and key in seen:
            break
        if key:
            seen.add(key)
            end = row + 1
    return end
