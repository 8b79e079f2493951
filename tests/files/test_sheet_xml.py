"""Cells that the fast reader shows as blank: error values, formulas nobody calculated; empty texts are none."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import AGAINST
from xhg_excel.core.blank_books import blank_books
from xhg_excel.core.grid import Grid
from xhg_excel.files.read import read_file
from xhg_excel.files.sheet_xml import has_hidden_cells
from xhg_excel.files.write import write_book
from xhg_excel.spec.campaign import NOTICE


def grid_of(path: Path, rows: str, target: str = "worksheets/sheet1.xml") -> Grid:
    """Return the only sheet of a workbook made of one sheet's rows, its part named as `target` in the relations."""
    blank = BytesIO()
    openpyxl.Workbook().save(blank)
    with zipfile.ZipFile(blank) as source, zipfile.ZipFile(path, "w") as archive:
        for part in source.namelist():
            xml = source.read(part).decode()
            if part == "xl/worksheets/sheet1.xml":
                xml = re.sub("<sheetData ?/>|<sheetData></sheetData>", lambda _: f"<sheetData>{rows}</sheetData>", xml)
            archive.writestr(part, xml.replace("/xl/worksheets/sheet1.xml", target) if "rels" in part else xml)
    read = read_file(path, path.name)
    assert read.fault is None
    (grid,) = read.grids
    return grid


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<c r="B1" t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c r="B1" t="e"><f>A9</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c r="B1"><f>A1*2</f></c>', "#未计算"),
        ('<c r="B1"><f>A1*2</f><v/></c>', "#未计算"),
        ('<c r="B1"><f>A1*2</f><v></v></c>', "#未计算"),
        ('<c r="B1"><f t="shared" si="0"/></c>', "#未计算"),
        ('<c r="B1"><f t="shared" si="0" /><v /></c>', "#未计算"),
        ('<c r="B1" t="str"><f t="shared" si="0"/><v></v></c>', None),
        ('<c r="B1" t="str"><f>IF(A1=3,"",1)</f><v></v></c>', None),
        ('<c r="B1"><f>A1*2</f><v>6</v></c>', 6.0),
    ],
)
@pytest.mark.parametrize("target", ["worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"])
def test_a_hidden_cell_says_what_it_is(tmp_path: Path, cell: str, shown: object, target: str) -> None:
    grid = grid_of(tmp_path / "甲.xlsx", f'<row r="1"><c r="A1"><v>3</v></c>{cell}</row>', target)

    assert grid.at(0, 0) == 3
    assert (grid.at(0, 1) or None) == shown


def test_one_error_does_not_make_empty_texts_uncalculated(tmp_path: Path) -> None:
    """A formula that gives an empty text stays blank beside a cell that has to be shown."""
    rows = '<row r="1"><c r="A1" t="str"><f>""</f><v></v></c><c r="B1" t="e"><v>#N/A</v></c></row>'

    assert list(grid_of(tmp_path / "甲.xlsx", rows).rows) == [["", "#N/A"]]


def test_cells_without_addresses_and_beyond_the_readers_rectangle_stand_where_they_are(tmp_path: Path) -> None:
    """Addresses may be left out; calamine ends its rectangle where values end."""
    rows = (
        '<row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row>'
        '<row r="4"><c r="C4"><f>A1</f></c><c><f>A1</f></c></row>'
    )  # fmt: skip
    grid = grid_of(tmp_path / "甲.xlsx", rows)

    assert [grid.at(0, 1), grid.at(3, 2), grid.at(3, 3)] == ["#N/A", "#未计算", "#未计算"]


def test_our_own_workbooks_need_no_second_look(tmp_path: Path) -> None:
    """An empty text that a formula gives is written as a text: nobody reads our blank forms the slow way."""
    for name, book in blank_books(NOTICE, AGAINST.registry):
        write_book(book, tmp_path / name)
        with zipfile.ZipFile(tmp_path / name) as archive:
            parts = [part for part in archive.namelist() if part.startswith("xl/worksheets/sheet")]
            assert [part for part in parts if has_hidden_cells(archive.read(part))] == [], name
