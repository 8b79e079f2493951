"""A workbook that calamine gives up on is read by openpyxl."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineError, CalamineWorkbook

from xhg_excel.core.model.context import Context
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.core.templates.workbooks import CountyContent, county_book
from xhg_excel.files.read.folder import read_submissions
from xhg_excel.files.read.read_file import grids_by_openpyxl, read_file
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import NOTICE


def with_an_odd_cell(path: Path, kind: bytes = b"weird") -> Path:
    """Give one cell of the first sheet a type that nobody has heard of."""
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    with zipfile.ZipFile(path, "w") as out:
        for name, xml in parts.items():
            if name == "xl/worksheets/sheet1.xml":
                odd = b'<row r="60"><c r="A60" t="' + kind + b'"><v>odd</v></c></row></sheetData>'
                xml = xml.replace(b"</sheetData>", odd)
            out.writestr(name, xml)
    return path


def test_a_county_workbook_with_one_odd_cell_says_the_same_as_without(
    nantong: CityRehearsal, tmp_path: Path, context: Context
) -> None:
    unit = nantong.units[0]
    book = county_book(NOTICE, unit, CountyContent(nantong.annex1[unit], nantong.sites[unit]), context.registry)
    for name in ("plain.xlsx", "odd.xlsx"):
        write_book(book, tmp_path / name)
    with_an_odd_cell(tmp_path / "odd.xlsx")
    with pytest.raises(CalamineError):
        CalamineWorkbook.from_path(tmp_path / "odd.xlsx").get_sheet_by_index(0)

    plain, odd = read_submissions([(tmp_path / n, n) for n in ("plain.xlsx", "odd.xlsx")], context)

    assert odd.unit == plain.unit == unit
    assert [form.answers for form in odd.forms] == [form.answers for form in plain.forms]
    assert {f.code for f in odd.findings} - {f.code for f in plain.findings} == {"N03"}  # the odd cell itself


def test_errors_and_formulas_never_calculated_are_shown(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append([3, "=A1*2", "#REF!", True])
    book.save(tmp_path / "a.xlsx")

    (grid,) = read_file(with_an_odd_cell(tmp_path / "a.xlsx"), "a.xlsx").grids

    assert list(grid.rows[0]) == [3, "#未计算", "#REF!", True]
    assert grid.at(59, 0) == "odd"


def test_a_file_that_openpyxl_cannot_read_either_keeps_the_message_of_calamine(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "a.xlsx")
    path = with_an_odd_cell(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    with zipfile.ZipFile(path, "w") as out:
        for name, xml in parts.items():
            out.writestr(name, re.sub(rb"</worksheet>", b"", xml) if name.endswith("sheet1.xml") else xml)

    read = read_file(path, "a.xlsx")

    assert grids_by_openpyxl(path.read_bytes()) == []
    assert read.fault is not None
    assert read.fault.code == "F01"
