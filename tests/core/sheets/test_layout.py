"""Layouts: what fits a page, and where a page ends."""

from __future__ import annotations

import pytest

from xhg_excel.core.sheets.layout import (
    Area,
    Page,
    SheetLayout,
    breaks_before,
    height_for,
    lines_needed,
    scale_for,
    text_width,
)
from xhg_excel.core.sheets.table import Table, row_height


def test_a_han_character_takes_two_columns() -> None:
    assert [text_width(text) for text in ("abc", "督导", "“小化工”", "")] == [3, 4, 10, 0]


def test_lines_are_counted_by_paragraph() -> None:
    assert lines_needed("一\n二\n三", 40) == 3
    assert height_for("督导" * 100, 20) > height_for("督导", 20) == 21.4


@pytest.mark.parametrize(("landscape", "scale"), [(False, 63), (True, 89)])
def test_wide_tables_are_scaled_down_to_one_page(landscape: bool, scale: int) -> None:
    assert scale_for([14.5] * 10, landscape) == scale
    assert scale_for([5.0], landscape) == 100


def drawn_sheet(*heights: float) -> SheetLayout:
    return SheetLayout("s", widths=(90.0,), heights=dict(enumerate(heights)))


def test_a_page_ends_before_the_item_that_no_longer_fits() -> None:
    sheet = drawn_sheet(20, *[200.0] * 6)

    assert breaks_before([1, 2, 3, 4, 5, 6], sheet, Page(repeat=(0, 0))) == (4,)
    assert breaks_before([1, 2, 3, 4, 5, 6], sheet, Page()) == (4,)
    assert breaks_before([1, 2, 3], sheet, Page(area=Area(0, 0, 3, 0))) == ()


def test_an_item_taller_than_a_page_does_not_loop() -> None:
    assert breaks_before([1, 2], drawn_sheet(20, 900, 900), Page(repeat=(0, 0))) == (2,)


def test_a_block_of_one_cell_stays_a_cell() -> None:
    sheet = SheetLayout("s")
    sheet.span(Area(1, 1, 1, 1), "x", "plain")
    sheet.span(Area(2, 1, 2, 2), "y", "plain")

    assert list(sheet.cells) == [(1, 1)]
    assert list(sheet.merges) == [Area(2, 1, 2, 2)]


def test_a_table_row_is_as_high_as_its_longest_text_and_no_higher_than_a_page() -> None:
    assert row_height(("督导" * 40, 3), (20.0, 8.0)) > row_height(("督导", 3), (20.0, 8.0)) == 20.0
    assert row_height(("督导" * 4000,), (20.0,)) == 400.0
    assert Table[object]("空", {"a": "甲", "b": "乙"}).sheet([]).filter_block == Area(2, 0, 3, 1)
