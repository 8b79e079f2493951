"""Plain tables: how a cell looks and how wide its column is, by what it holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.conftest import CONTEXT
from xhg_excel.core.sheets.layout import Content, Formula, Link, SheetLayout, text_width
from xhg_excel.core.sheets.table import (
    ARROW_POINTS,
    HEADS_ROW,
    narrow,
    set_widths,
    style_of,
    table_sheet,
    without_filter,
)
from xhg_excel.core.templates.register import ledger_sheet
from xhg_excel.notice import SCREENING
from xhg_excel.notice.schema.style import STYLES


def test_a_cell_looks_as_what_it_holds() -> None:
    contents: list[Content] = [0.5, True, 3, Decimal("1.5"), date(2020, 8, 20), "演练", None, Link("a!A1", 3)]

    assert [(style_of(content), style_of(content, total=True)) for content in contents] == [
        ("cell_rate", "total_rate"),
        ("cell", "total"),
        ("cell_count", "total_count"),
        ("cell_yuan", "total_yuan"),
        ("cell_date", "cell_date"),
        ("cell", "total"),
        ("cell", "total"),
        ("cell_count", "total_count"),
    ]


def test_a_column_is_as_wide_as_what_it_shows_not_as_what_it_stores() -> None:
    """A third is shown as 33.3%, a number with its commas, a date without the time."""
    shown = ["100.0%", "1,234,567,890", "2020-12-31", "演练作坊演练作坊", "演练作坊演练作坊", "", "12345678901"]
    row: list[Content] = [
        1 / 3,
        1234567890,
        date(2020, 8, 20),
        "演练作坊演练作坊\n演练",
        Link("a!A1", "演练作坊演练作坊"),
        None,
        Formula("=A1", 12345678901),
    ]

    assert table_sheet("表", "表", [""] * 7, [row]).widths == table_sheet("表", "表", [""] * 7, [shown]).widths


HEADS = ("设区市", "余下每天须完成的家数")


def table(*, widths: tuple[float, ...] = (), narrowed: float = 0) -> SheetLayout:
    rows: list[list[Content]] = [["南通市", 3]]
    sheet = table_sheet("表", "表", HEADS, rows)
    if widths:
        set_widths(sheet, widths, rows)
    if narrowed:
        narrow(sheet, (1,), narrowed)
    return sheet


def _lines(head: str, width: float) -> int:
    """Return how many lines a head takes, a character of 10.5 points being as wide as two of the column's."""
    return -(-text_width(head) // (int(width - 0.7) // 2 * 2))


@pytest.mark.parametrize(
    "sheet",
    [table(), table(widths=(20.0, 8.0)), table(narrowed=7.0), ledger_sheet(SCREENING, [], CONTEXT.campaign)],
    ids=["as made", "set", "narrowed", "ledger"],
)
def test_heads_stand_over_the_arrows_that_filter(sheet: SheetLayout) -> None:
    """Arrows stand at the foot of their cells: texts at the top, and room for both in whatever width."""
    heads = [sheet.cells[HEADS_ROW, col] for col in range(len(sheet.widths))]
    texts = [_lines(str(head.content), width) for head, width in zip(heads, sheet.widths, strict=True)]

    assert sheet.filter_block is not None
    assert {STYLES[head.style].valign for head in heads} == {"top"}
    assert sheet.heights[HEADS_ROW] >= max(texts) * 15 + ARROW_POINTS


def test_heads_without_arrows_stand_in_the_middle() -> None:
    sheet = table()
    high = sheet.heights[HEADS_ROW]

    without_filter(sheet)

    assert sheet.filter_block is None
    assert [sheet.cells[HEADS_ROW, col].style for col in (0, 1)] == ["head_small"] * 2
    assert sheet.heights[HEADS_ROW] == high - ARROW_POINTS
