"""Cells of a worksheet's XML whose value is not what one sees; the others, and blank ones, are nothing odd."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from xhg_excel.core.model.grid import CellValue, Grid, a1
from xhg_excel.files.looks.sheet import BookFacts
from xhg_excel.files.looks.styles import CellStyle
from xhg_excel.notice.words.check_columns import CODES_HEAD
from xhg_excel.notice.words.looks import Look

STRUCK = CellStyle(True, False, "General")
PERCENT = CellStyle(False, False, "0%")
PLAIN = BookFacts()
ROWS: list[list[CellValue]] = [["是", 300.0, True], ["否", 3.0, ""], [None, 0.0, "演练"]]


def sheet(cells: str, head: str = "") -> bytes:
    return f'<worksheet xmlns="x">{head}<sheetData>{cells}</sheetData></worksheet>'.encode()


def looks(xml: bytes, facts: BookFacts = PLAIN, rows: list[list[CellValue]] = ROWS) -> Mapping[str, Look]:
    """Return the looks by address, as `with_looks` would find them."""
    found = facts.looks(xml, Grid("s", rows)) if facts.may_differ(xml) else {}
    return {a1(*at): look for at, look in found.items()}


def test_a_plain_sheet_is_not_examined() -> None:
    xml = sheet('<row r="1" ht="15"><c r="A1" s="1" t="s"><v>0</v></c></row>', '<cols><col min="1" width="9"/></cols>')

    assert not BookFacts({17: STRUCK}).may_differ(xml)


@pytest.mark.parametrize(
    "cell",
    ['<c r="A1" s="17">', "<c r='A1' s='17'>", '<x:c t="s" s="17" r="A1">', '<c s="17">', '<c r="A1" cm="1" s="17"/>'],
)
def test_a_cell_with_an_odd_style_is_found_however_its_tag_is_written(cell: str) -> None:
    end = "" if cell.endswith("/>") else "</x:c>" if cell.startswith("<x:") else "</c>"
    xml = sheet(f'<row r="1">{cell}{end}</row>', '<x:a xmlns:x="x"/>')

    assert looks(xml, BookFacts({17: STRUCK})) == {"A1": Look.STRUCK}


def test_a_style_acts_on_values_of_its_kind_and_not_on_blank_cells() -> None:
    cells = "".join(f'<c r="{at}" s="5"/>' for at in ("A1", "B1", "C1", "A3"))

    assert looks(sheet(cells), BookFacts({5: PERCENT})) == {"B1": Look.SCALED_FORMAT}
    assert looks(sheet(cells), BookFacts({5: STRUCK})) == dict.fromkeys(("A1", "B1", "C1"), Look.STRUCK)


def test_the_style_of_cells_that_state_none_is_the_first() -> None:
    assert looks(sheet('<row r="2"><c r="A2"/><c s="1" r="B2"/></row>'), BookFacts({0: STRUCK})) == {"A2": Look.STRUCK}


@pytest.mark.parametrize("row", ['hidden="1"', 'hidden="true"', 'ht="0" customHeight="1"', 'ht="0.75"'])
def test_values_in_hidden_rows_are_not_seen(row: str) -> None:
    xml = sheet(f'<row r="1" hidden="0"/><row r="2" {row}><c r="A2"/></row><row/>')

    assert looks(xml) == {"A2": Look.HIDDEN_ROW, "B2": Look.HIDDEN_ROW}


def test_a_row_without_a_number_follows_the_one_before() -> None:
    assert looks(sheet('<row r="2"/><row hidden="1"/>')) == {"B3": Look.HIDDEN_ROW, "C3": Look.HIDDEN_ROW}


@pytest.mark.parametrize("column", ['hidden="1"', 'width="0"', "width='0.2'"])
def test_values_in_hidden_columns_are_not_seen(column: str) -> None:
    xml = sheet("", f'<cols><col min="2" max="2" {column}/><col min="7" max="16384" hidden="1"/></cols>')

    assert looks(xml) == dict.fromkeys(("B1", "B2", "B3"), Look.HIDDEN_COLUMN)


def test_rows_and_columns_of_some_height_and_width_are_seen() -> None:
    head = '<cols><col min="1" max="1" width="0.71" hidden="false"/><col min="a" max="2" width="wide"/></cols>'

    assert looks(sheet('<row r="1" ht="0x"/><row ht="0" r="9"/>', head)) == {}


def test_the_columns_that_our_own_sheets_hide_are_no_oddity() -> None:
    head = '<cols><col min="2" max="3" hidden="1"/></cols>'
    rows: list[list[CellValue]] = [["项目", CODES_HEAD, "E01"], ["是", "1", "2"]]

    assert looks(sheet("", head), rows=rows) == {}
    assert looks(sheet('<row r="2" hidden="1"/>', head), rows=rows) == {"A2": Look.HIDDEN_ROW}


def test_zeros_are_not_seen_where_the_sheet_hides_them() -> None:
    hiding = '<sheetViews><sheetView showZeros="0"/></sheetViews>'

    assert looks(sheet("", hiding)) == {"B3": Look.INVISIBLE_TEXT}
    assert looks(sheet("", hiding.replace('"0"', '"1"'))) == {}


def test_a_text_with_a_struck_run_is_named_shared_or_in_its_cell() -> None:
    inline = '<c r="A2" t="inlineStr"><is><r><rPr><strike/></rPr><t>否</t></r></is></c>'
    plain = '<c r="C3" t="inlineStr"><is><r><rPr><strike val="0"/></rPr><t>演练</t></r></is></c>'
    shared = '<row r="1"><c r="A1" t="s"><v>7</v></c><c r="B1"><v>7</v></c></row>'

    assert looks(sheet(f'{shared}<row r="2">{inline}</row>{plain}'), BookFacts(struck_texts=frozenset({7}))) == {
        "A1": Look.STRUCK,
        "A2": Look.STRUCK,
    }


def test_values_from_other_workbooks_are_named() -> None:
    """By address, shared, in an array, and by a name of the workbook."""
    cells = (
        '<row r="1"><c r="A1"><f>VLOOKUP(B1,[1]表!$A:$B,2,0)</f><v>是</v></c>'
        '<c r="B1"><f t="shared" ref="B1:B3" si="0">\'[2]一 表\'!A1</f><v>3</v></c>'
        '<c r="C1"><f>表[列]+一!A1+[0]!数</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f>外部+1</f><v>1</v></c><c r="B2"><f t="shared" si="0"/><v>3</v></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="1"/></c><c r="C3"><f t="array" ref="C3:C4">[1]表!A1:A2</f></c></row>'
    )
    facts = BookFacts(outside_names=frozenset({"外部"}))
    rows: list[list[CellValue]] = [*ROWS, ["", "", 5.0]]

    assert looks(sheet(cells), facts, rows) == dict.fromkeys(("A1", "B1", "A2", "B2", "C3", "C4"), Look.OUTSIDE_FORMULA)
    assert looks(sheet('<c r="A1"><f t="array" ref="A1:XFD1048576">[1]表!A1</f></c>')) == {"A1": Look.OUTSIDE_FORMULA}


def test_pictures_in_cells_are_named() -> None:
    """As WPS keeps them, as a formula or as its text; and as Excel does."""
    wps = '<c r="A1" t="str"><f>_xlfn.DISPIMG("ID_0",1)</f><v>=DISPIMG("ID_0",1)</v></c>'
    excel = '<c r="B1" t="e" vm="1"><v>#VALUE!</v></c>'

    assert looks(sheet(f'<row r="1">{wps}{excel}</row>')) == dict.fromkeys(("A1", "B1"), Look.CELL_PICTURE)
    assert looks(sheet(""), BookFacts(has_pictures=True), [['=DISPIMG("ID_0",1)', "DISPIMG是函数"]]) == {
        "A1": Look.CELL_PICTURE
    }


@pytest.mark.parametrize("tag", ["<c " + 's="17" ' * 30_000, "<c " * 60_000, "<row " * 60_000])
def test_tags_without_end_are_no_cells(tag: str) -> None:
    """And cost no more than their length: none is read beyond the next."""
    xml = f'<worksheet><cols hidden="1"/><sheetData hidden="1">{tag}'.encode()

    assert looks(xml, BookFacts({17: STRUCK})) == {}
