"""The result sheet of a live workbook: every finding a row that jumps; ours by a hidden cell."""

from __future__ import annotations

from tests.conftest import grid_of
from xhg_excel.core.model.finding import at_cells, at_sheet
from xhg_excel.core.model.grid import Grid, Place
from xhg_excel.core.reading.recognise import is_added
from xhg_excel.core.results.live_sheet import named_sheets, result_sheet, with_owner
from xhg_excel.core.results.marks import marks_of
from xhg_excel.core.sheets.layout import Link
from xhg_excel.core.sheets.table import Table

SHEET = "填报 & 表'1"


def test_each_row_jumps_to_its_cell_and_a_whole_file_to_none() -> None:
    """A sheet's name with an apostrophe is quoted as formulas quote it."""
    many = [Place(SHEET, row, 1) for row in range(6)]
    findings = [at_cells("E01", [Place(SHEET, 4, 1)], item="第1项"), at_cells("R204", many), at_sheet("F05", "")]

    sheet = result_sheet(marks_of(findings))

    column = [sheet.cells[row, 2].content for row in (3, 4, 5)]
    assert column == ["", Link("'填报 & 表''1'!B5", "B5"), Link("'填报 & 表''1'!B1", "B1、B2 等6格")]
    assert [sheet.cells[row, 0].style for row in (3, 4, 5)] == ["must", "must", "explain"]
    assert sheet.filter_block is not None
    assert sheet.filter_block.a1 == "$A$3:$H$6"


def test_an_added_sheet_says_whose_it_is() -> None:
    table = Table[dict[str, str]]("抽样配额", {"a": "甲"}).sheet([{"a": "x"}])
    before = grid_of(table)

    after = grid_of(with_owner(table))

    assert (is_added(before), is_added(after), is_added(Grid("校验结果", [["校验结果"]]))) == (False, True, False)
    assert is_added(grid_of(result_sheet(marks_of([]))))


def test_a_result_sheet_names_the_sheets_that_were_marked() -> None:
    findings = [at_cells("E01", [Place(name, 4, 1)], item="第1项") for name in (SHEET, "附件1")]

    assert {SHEET, "附件1"} <= named_sheets([grid_of(result_sheet(marks_of([*findings, at_sheet("F05", "")])))])
    assert named_sheets([]) == set()
