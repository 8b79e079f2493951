"""The next site of a register goes below the last one, never into a gap that may be one's own."""

from __future__ import annotations

from tests.conftest import grid_of
from xhg_excel.core.model.grid import Grid
from xhg_excel.core.reading.next_row import NextRow, next_row
from xhg_excel.core.reading.recognise import recognise
from xhg_excel.core.templates.hint_texts import hint_ranges
from xhg_excel.core.templates.register import FIRST_ROW, register_sheet
from xhg_excel.notice import NOTICE
from xhg_excel.notice.small_chemical.annexes import ANNEX2

TEXTS = hint_ranges(1, ANNEX2, NOTICE)


def register(rows: list[dict[str, str]]) -> Grid:
    return grid_of(register_sheet(ANNEX2, rows, NOTICE, TEXTS).sheet)


def test_it_is_the_first_empty_row_of_a_template() -> None:
    grid, blank = register([{"site_name": "演练甲厂"}, {}, {"site_name": "演练乙厂"}]), register([])

    assert next_row(grid, recognise(grid)) == NextRow(FIRST_ROW + 3, 1, "4")
    assert next_row(blank, recognise(blank)) == NextRow(FIRST_ROW, 1, "1")


def test_a_full_template_has_none() -> None:
    grid = register([{"site_name": "演练厂"}] * 200)

    assert next_row(grid, recognise(grid)) is None


def test_a_register_typed_anew_goes_on_below() -> None:
    """Without 序号 nobody says where it ends."""
    made = register([{"site_name": "演练厂"}])
    grid = Grid("登记", [row[1:30] for row in made.rows[2:4]])

    assert next_row(grid, recognise(grid)) == NextRow(2, 0, "2")
