"""A live workbook is read once as grids, and takes layouts as new sheets."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from tests.excel.conftest import opened, sheet_of
from tests.excel.engine import CellModel, HostModel, SheetModel
from xhg_excel.core.model.finding import at_sheet
from xhg_excel.core.model.grid import Grid
from xhg_excel.core.sheets.layout import Area, Content, Formula, Link, SheetLayout
from xhg_excel.errors.addin import NotASheetError, SheetRefusedError
from xhg_excel.excel.book import active_sheet, delete_added, folder_of, read_book, write_sheet
from xhg_excel.notice.words.marks import OWN_COLUMN, PLACED_TEXT


def test_every_kind_of_value_comes_as_files_give_it(host: HostModel) -> None:
    """Money is a number, a time of day has no day, an error has its name."""
    rows: list[list[object]] = [
        ["文字", 3.0, True, datetime(2020, 8, 12), None],
        [datetime(1899, 12, 30, 9, 30), Decimal("12.5"), "#N/A", "", "末"],
    ]
    book = opened(host, sheet_of("表", rows))

    read = read_book(book)

    assert read.grids == [
        Grid("表", [["文字", 3.0, True, datetime(2020, 8, 12), None], [time(9, 30), 12.5, "#N/A", None, "末"]])
    ]
    assert (read.added, read.faults) == ([], [])


def test_a_rectangle_begins_at_a1_whatever_is_used(host: HostModel) -> None:
    sheet = SheetModel("远")
    sheet.put((3, 2), "x")

    (grid,) = read_book(opened(host, sheet)).grids

    assert grid == Grid("远", [[None, None], [None, None], [None, "x"]])


def test_hidden_sheets_are_read_and_charts_are_passed_over(host: HostModel) -> None:
    hidden, chart = sheet_of("_xhg", [["product"]]), SheetModel("图1", is_chart=True)
    hidden.visible = False

    read = read_book(opened(host, sheet_of("表", [["a"]]), chart, hidden))

    assert [grid.sheet for grid in read.grids] == ["表", "_xhg"]


def test_an_empty_workbook_has_an_empty_grid(host: HostModel) -> None:
    assert [grid.is_empty for grid in read_book(opened(host, SheetModel("Sheet1"))).grids] == [True]


def test_a_sheet_beyond_all_reason_is_a_finding_and_the_others_are_read(host: HostModel) -> None:
    """One stray cell in XFD1048576 must not read seventeen thousand million cells."""
    far = SheetModel("远")
    far.put((1_048_576, 16_384), " ")

    read = read_book(opened(host, far, sheet_of("表", [["a"]])))

    assert [grid.sheet for grid in read.grids] == ["表"]
    assert read.faults == [at_sheet("F11", "远", detail="$A$1:$XFD$1048576").in_file("演练.xlsx")]


def test_a_look_far_off_that_holds_nothing_does_not_count(host: HostModel) -> None:
    """Whole rows and columns are coloured by many; a host that cannot search gives them up."""
    wide = sheet_of("宽", [["a", "b"], ["c", None]])
    wide.cells[1_048_576, 16_384] = CellModel(looks={"color": "#FF0000"})
    empty = SheetModel("空")
    empty.cells[1_048_576, 16_384] = CellModel()
    book = opened(host, wide, empty)

    assert read_book(book).grids == [Grid("宽", [["a", "b"], ["c", None]]), Grid("空", [[None]])]
    host.lacks.add("find")
    assert [fault.code for fault in read_book(book).faults] == ["F11", "F11"]


LAYOUT = SheetLayout("结果", widths=(10.0, 10.0, 20.0), freeze_rows=2, filter_block=Area(1, 0, 4, 2))
_ROWS: list[tuple[Content, ...]] = [
    ("头", "", ""),
    ("a", "b", "c"),
    ("=1+1", 3, Decimal("2.50")),
    ("5/6", date(2020, 8, 12), 0.25),
    ("001", Link("'表 ''1'!B5", 'B5"'), Formula("=SUM(B3:B3)", 3)),
    ("-1", True, "85%"),
]
for _row, _values in enumerate(_ROWS):
    LAYOUT.put_row(_row, _values, "head_small" if _row == 1 else "cell")
LAYOUT.cells[3, 1] = type(LAYOUT.cells[3, 1])(date(2020, 8, 12), "cell_date")
LAYOUT.span(Area(0, 0, 0, 2), "头", "title")
del LAYOUT.cells[0, 0], LAYOUT.cells[0, 1], LAYOUT.cells[0, 2]
LAYOUT.heights.update({0: 30.0, 1: 20.0, 2: 20.0})
LAYOUT.hidden_columns = (2,)


def test_a_text_stays_a_text_whatever_it_looks_like(host: HostModel) -> None:
    """No formula of a stranger acts, 5/6 is no day and 001 no number."""
    book = opened(host, sheet_of("表", [["a"]]))

    write_sheet(book, LAYOUT)

    model = host.books[0].sheets[0]
    texts = {at: cell.value for at, cell in model.cells.items() if at[1] == 1 and at[0] > 2}
    assert texts == {(3, 1): "=1+1", (4, 1): "5/6", (5, 1): "001", (6, 1): "-1"}
    assert model.cells[6, 3].value == "85%"
    formulas = {at: cell.formula for at, cell in model.cells.items() if cell.formula}
    assert formulas == {(5, 2): """=HYPERLINK("#'表 ''1'!B5","B5\"\"")""", (5, 3): "=SUM(B3:B3)"}
    assert model.cells[5, 2].value == 'B5"'


def test_numbers_days_and_looks_arrive(host: HostModel) -> None:
    book = opened(host, sheet_of("表", [["a"]]))

    sheet = write_sheet(book, LAYOUT)

    model = host.books[0].sheets[0]
    assert (sheet.name, [s.name for s in host.books[0].sheets], host.books[0].active) == ("结果", ["结果", "表"], 0)
    assert [model.cells[3, 2].value, model.cells[3, 3].value, model.cells[4, 3].value] == [3.0, 2.5, 0.25]
    assert (model.cells[4, 2].value, model.cells[4, 2].looks["number_format"]) == (datetime(2020, 8, 12), "yyyy-m-d")
    assert model.cells[6, 2].value is True
    assert model.cells[2, 1].looks["color"] == "#F2F2F2"
    assert model.merges == [(1, 1, 1, 3)]
    assert (model.widths, model.heights) == ({1: 10.0, 2: 10.0, 3: 20.0}, {1: 30.0, 2: 20.0, 3: 20.0})
    assert (model.frozen, model.filtered, model.gridlines) == (2, "$A$2:$C$5", False)
    assert model.hidden_columns == {3}


def test_thousands_of_rows_are_fitted_by_the_host(host: HostModel) -> None:
    long = SheetLayout("长", widths=(10.0,), heights={row: 20.0 + row % 7 for row in range(2000)})
    long.put(1999, 0, "末", "cell")

    write_sheet(opened(host, sheet_of("表", [["a"]])), long)

    assert host.calls.count("autofit r") == 1
    assert len(host.books[0].sheets[0].heights) == 300


def test_a_sheet_of_the_user_keeps_its_name_and_ours_gets_a_number(host: HostModel) -> None:
    book = opened(host, sheet_of("结果", [["用户自己的"]]))

    assert write_sheet(book, LAYOUT).name == "结果 (2)"
    assert write_sheet(book, LAYOUT, last=True).name == "结果 (3)"
    delete_added(book, "结果")

    assert [s.name for s in host.books[0].sheets] == ["结果 (2)", "结果", "结果 (3)"]


def test_only_sheets_that_we_added_are_dropped(host: HostModel) -> None:
    book = opened(host, sheet_of("结果", [["用户自己的"]]), sheet_of("结果 (2)", [["x"]]), sheet_of("别的", [["x"]]))
    for sheet in host.books[0].sheets[1:]:
        sheet.cells[1, OWN_COLUMN + 1] = CellModel(PLACED_TEXT)

    delete_added(book, "结果")

    assert [s.name for s in host.books[0].sheets] == ["结果", "别的"]
    assert [grid.sheet for grid in read_book(book).added] == ["别的"]


def test_a_protected_structure_is_named(host: HostModel) -> None:
    book = opened(host, sheet_of("表", [["a"]]), structure_locked=True)

    with pytest.raises(SheetRefusedError, match="里加上“结果”表"):
        write_sheet(book, LAYOUT)


def test_a_chart_is_no_sheet(host: HostModel) -> None:
    book = opened(host, SheetModel("图1", is_chart=True), sheet_of("表", [["a"]]))

    with pytest.raises(NotASheetError):
        active_sheet(book)
    host.books[0].active = 1
    assert active_sheet(book).name == "表"


@pytest.mark.parametrize("fullname", ["工作簿1", "https://cloud.example/文档/表.xlsx", "/no/such/folder/表.xlsx"])
def test_a_workbook_without_a_folder_has_none(host: HostModel, fullname: str) -> None:
    assert folder_of(opened(host, SheetModel("表"), fullname=fullname)) is None


def test_a_saved_workbook_has_its_folder(host: HostModel, tmp_path: Path) -> None:
    assert folder_of(opened(host, SheetModel("表"), path=tmp_path / "表.xlsx")) == tmp_path
