"""Plain tables: how a cell looks and how wide its column is, by what it holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from xhg_excel.core.layout import Content, Formula, Link
from xhg_excel.core.table_sheet import style_of, table_sheet


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
