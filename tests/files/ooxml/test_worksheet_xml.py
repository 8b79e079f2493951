"""Which cells calamine returns as blank, by the XML that the programs write."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from tests.books import COMMITTED
from xhg_excel.core.model.grid import Grid
from xhg_excel.files.ooxml.worksheet_xml import has_blanked_cells, is_worksheet
from xhg_excel.files.read.read_file import read_file, with_blanked_cells
from xhg_excel.notice.words.check_columns import OWN_LISTS

WORD = "#未计算"
# A cell, and what must be shown in its place (None: what was read is right).
CELLS = {
    b'<c r="B2" t="e"><v>#REF!</v></c>': "#REF!",
    b'<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>': "#DIV/0!",
    b'<c r="B2"><f>A1</f></c>': WORD,
    b'<c r="B2"><f>A1</f><v/></c>': WORD,
    b'<c r="B2"><f>A1</f><v /></c>': WORD,
    b'<c r="B2" s="3"><f>A1</f><v></v></c>': WORD,
    b'<c r="B2"><f t="shared" si="0"/></c>': WORD,
    b'<c r="B2" t="str"><f>A1</f></c>': WORD,
    b'<c r="B2" t="str"><f>A1</f><v></v></c>': None,
    b'<c r="B2" t="str" s="3"><f t="shared" si="0"/><v></v></c>': None,
    b'<c r="B2"><f>A1</f><v>3</v></c>': None,
    b'<c r="B2" t="inlineStr"><is><t>#REF!</t></is></c>': None,
    b'<c r="B2" s="7"/>': None,
}
_NAMES = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_LINKS = b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def sheet_of(cell: bytes) -> bytes:
    return b'<worksheet %s><sheetData><row r="2"><c r="A2"><v>1</v></c>%s</row></sheetData></worksheet>' % (
        _NAMES,
        cell,
    )


def book_of(sheet: bytes) -> bytes:
    """Return as much of a workbook as is asked for the cells of its one sheet."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        listed = b'<workbook %s %s><sheets><sheet name="a&amp;b" sheetId="1" r:id="rId7"/></sheets></workbook>'
        archive.writestr("xl/workbook.xml", listed % (_NAMES, _LINKS))
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships><Relationship Id="rId7" Target="worksheets/odd.xml"/></Relationships>',
        )
        archive.writestr("xl/worksheets/odd.xml", sheet)
    return out.getvalue()


@pytest.mark.parametrize(("cell", "shown"), CELLS.items())
def test_a_cell_shown_as_blank_is_found_and_named(cell: bytes, shown: str | None) -> None:
    assert has_blanked_cells(sheet_of(cell)) is (shown is not None)

    (grid,) = with_blanked_cells(book_of(sheet_of(cell)), [Grid("a&b", [[""], [1.0, "read"]])])

    assert grid.rows[1][1] == (shown or "read")


def test_cells_that_do_not_state_their_address_stand_right_of_the_one_before() -> None:
    xml = b'<worksheet %s><sheetData><row><c><v>1</v></c></row><row><c/><c t="e"><v>#N/A</v></c></row></sheetData></worksheet>'

    (grid,) = with_blanked_cells(book_of(xml % _NAMES), [Grid("a&b", [[1.0]])])

    assert grid.rows == [[1.0], [None, "#N/A"]]


def test_a_sheet_without_a_part_is_left_as_it_was_read() -> None:
    grid = Grid("elsewhere", [["x"]])

    assert with_blanked_cells(book_of(sheet_of(b"")), [grid]) == [grid]


def test_a_part_with_declarations_of_its_own_is_not_parsed() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + sheet_of(b'<c r="B2" t="e"><v>#REF!</v></c>')

    with pytest.raises(ValueError, match="DOCTYPE"):
        with_blanked_cells(book_of(bomb), [Grid("a&b", [[""]])])


@pytest.mark.parametrize("name", sorted(path.name for path in COMMITTED.iterdir()))
def test_no_formula_that_we_write_is_taken_for_one_never_calculated(name: str) -> None:
    """Else the XML of every county workbook would be parsed, a hundred times as slow."""
    with zipfile.ZipFile(COMMITTED / name) as archive:
        assert [
            part for part in archive.namelist() if is_worksheet(part) and has_blanked_cells(archive.read(part))
        ] == []


@pytest.mark.parametrize("hide", ["very_hidden", "hide", ""])
def test_the_lists_of_our_formulas_are_not_read_while_nobody_can_see_them(hide: str, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet("附件").write("A1", "x")
        lists = book.add_worksheet(OWN_LISTS[0])
        lists.write("A1", "typed by somebody")
        if hide:
            getattr(lists, hide)()

    read = read_file(tmp_path / "a.xlsx", "a.xlsx")

    assert [grid.sheet for grid in read.grids] == ["附件", OWN_LISTS[0]][: 1 if hide == "very_hidden" else 2]
