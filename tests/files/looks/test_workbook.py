"""Workbooks as people make them: what of them one does not see travels with the grids."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from xhg_excel.core.model.grid import Grid, a1
from xhg_excel.files.looks.workbook import covered_cells
from xhg_excel.files.ooxml.worksheet_xml import parts_by_sheet
from xhg_excel.files.read.precheck import precheck
from xhg_excel.files.read.read_file import grids_by_openpyxl, read_file
from xhg_excel.notice.words.looks import Look


def looks(grid: Grid) -> dict[str, Look]:
    return {a1(*at): look for at, look in grid.looks.items()}


@pytest.fixture
def odd_book(tmp_path: Path) -> Path:
    """A workbook with an oddity in each row of its first sheet, a hidden sheet, and an ordinary one."""
    path = tmp_path / "odd.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet, hidden, plain = (book.add_worksheet(name) for name in ("一", "二", "三"))
    struck, scaled = book.add_format({"font_strikeout": True}), book.add_format({"num_format": '0"万"'})
    sheet.write("A1", "是", struck)
    sheet.write("A2", 3, scaled)
    sheet.write_rich_string("A3", "是", struck, "否")
    sheet.write("A4", "否", book.add_format({"font_color": "#FFFFFF"}))
    sheet.write("A5", 3, book.add_format({"num_format": ";;;"}))
    sheet.write("A6", "是")
    sheet.set_row(5, None, None, {"hidden": True})
    sheet.write("D7", 3)
    sheet.set_column("D:D", None, None, {"hidden": True})
    sheet.write_formula("A8", "='[1]上报'!A1+外部", None, 3)
    sheet.write_formula("A9", "=外部", None, 3)
    book.define_name("外部", "=[1]上报!$A$1")
    sheet.write_string("A10", '=DISPIMG("ID_0",1)')
    sheet.write("A11", "是")
    hidden.write("A1", "是")
    hidden.hide()
    plain.write("A1", "是")
    book.close()
    return path


ODD = {
    "A1": Look.STRUCK, "A2": Look.SCALED_FORMAT, "A3": Look.STRUCK, "A4": Look.INVISIBLE_TEXT,
    "A5": Look.INVISIBLE_TEXT, "A6": Look.HIDDEN_ROW, "D7": Look.HIDDEN_COLUMN, "A8": Look.OUTSIDE_FORMULA,
    "A9": Look.OUTSIDE_FORMULA, "A10": Look.CELL_PICTURE,
}  # fmt: skip


def test_what_one_does_not_see_travels_with_the_grids(odd_book: Path) -> None:
    first, second, third = read_file(odd_book, "odd.xlsx").grids

    assert (looks(first), first.is_hidden) == (ODD, False)
    assert (looks(second), second.is_hidden, second.at(0, 0)) == ({}, True, "是")
    assert (looks(third), third.is_hidden) == ({}, False)


def test_a_workbook_that_calamine_gives_up_on_tells_the_same(odd_book: Path) -> None:
    first, second, _ = grids_by_openpyxl(odd_book.read_bytes())

    assert (looks(first), first.is_hidden, second.is_hidden) == (ODD, False, True)


def test_values_under_a_merged_area_are_not_seen_unless_they_repeat_the_one_that_is(tmp_path: Path) -> None:
    path = tmp_path / "merged.xlsx"
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (["如东县", "甲", 3], ["如东县", "乙", 4], ["海安市", "", 5]):
        sheet.append(row)
    sheet.merged_cells.add("A1:A3")
    sheet.merged_cells.add("B1:B3")
    sheet.merged_cells.add("C9:XFD9")
    book.save(path)

    (grid,) = read_file(path, "merged.xlsx").grids

    assert looks(grid) == {"A3": Look.UNDER_MERGED, "B2": Look.UNDER_MERGED}


def test_areas_that_overlap_again_and_again_are_not_examined_for_ever() -> None:
    grid = Grid("s", [["是", "否"], ["", "是"]])

    assert covered_cells(grid, [((0, 0), (1048575, 16383))] * 10**4) == {(0, 1): Look.UNDER_MERGED}
    assert covered_cells(Grid("s", []), [((0, 0), (1, 1))]) == {}


def test_only_parts_with_something_odd_are_kept(odd_book: Path) -> None:

    checked = precheck(odd_book.read_bytes())

    with zipfile.ZipFile(odd_book) as archive:
        assert set(checked.odd) == set(parts_by_sheet(archive).values())  # a picture may stand on any of them


@pytest.mark.parametrize(("part", "xml"), [("xl/styles.xml", b"<styleSheet"), ("xl/styles.xml", b"<!DOCTYPE a><a/>")])
def test_a_workbook_whose_styles_are_no_xml_is_refused(odd_book: Path, part: str, xml: bytes) -> None:
    """Nobody could say what one sees of it."""
    with zipfile.ZipFile(odd_book) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(odd_book, "w") as archive:
        for name, content in (parts | {part: xml}).items():
            archive.writestr(name, content)

    fault = read_file(odd_book, "odd.xlsx").fault

    assert fault is not None
    assert fault.code == "F01"
