"""Charts of the totals workbook are native and take their numbers from cells."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from xhg_excel.core.sheets.layout import Area, BookLayout, Chart, Link, Series, SheetLayout
from xhg_excel.files.write.workbook import write_book


def written(folder: Path, **how: bool) -> openpyxl.Workbook:
    sheet = SheetLayout("数")
    sheet.put_row(0, ("甲", 3), "cell")
    sheet.put_row(1, ("乙", 5), "cell")
    series = Series("家数", "数", Area(0, 0, 1, 0), Area(0, 1, 1, 1), "#4472C4")
    sheet.charts.append(Chart("图", (3, 0), (400, 200), (series,), **how))
    write_book(BookLayout((sheet,), "t"), folder / "a.xlsx")
    return openpyxl.load_workbook(folder / "a.xlsx")


@pytest.mark.parametrize(
    ("how", "direction", "grouping"),
    [({}, "col", "clustered"), ({"horizontal": True}, "bar", "clustered"), ({"stacked": True}, "col", "stacked")],
)
def test_a_chart_names_its_cells(tmp_path: Path, how: dict[str, bool], direction: str, grouping: str) -> None:
    (chart,) = written(tmp_path, **how)["数"]._charts

    (series,) = chart.series
    assert (chart.barDir, chart.grouping) == (direction, grouping)
    assert (series.cat.strRef or series.cat.numRef).f == "数!$A$1:$A$2"
    assert series.val.numRef.f == "数!$B$1:$B$2"


def test_a_linked_number_stays_a_number_and_jumps(tmp_path: Path) -> None:
    sheet = SheetLayout("数")
    sheet.put(0, 0, Link("'数'!A5:B6", 12), "total_count")
    sheet.put(1, 0, Link("'数'!A5", "看这里"), "cell")
    write_book(BookLayout((sheet,), "t"), tmp_path / "a.xlsx")

    cells = openpyxl.load_workbook(tmp_path / "a.xlsx")["数"]

    assert [(cells[a].value, cells[a].hyperlink.location) for a in ("A1", "A2")] == [
        (12, "'数'!A5:B6"),
        ("看这里", "'数'!A5"),
    ]
    assert all(cells[a].hyperlink.target is None for a in ("A1", "A2"))
