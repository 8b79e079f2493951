"""生成报告 in LibreOffice: from the open totals workbook the report that the command line writes."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwings as xw

from tests.books import run
from tests.excel.conftest import ledgers_folder
from tests.excel.test_reporting import parts
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.excel.reporting import report_on_open_book


@pytest.mark.slow
def test_the_report_of_an_open_document_is_that_of_the_command_line(
    calc: xw.App, nantong: CityRehearsal, nantong_folder: Path, tmp_path: Path
) -> None:
    """Part for part: what LibreOffice reads of its cells is what the reader of files does."""
    totals = tmp_path / "市级汇总.xlsx"
    ledgers_folder(nantong, tmp_path / "台账")
    run("merge", nantong_folder, "--ledgers", tmp_path / "台账", "--out", totals)
    run("report", totals, "--ledgers", tmp_path / "台账", "--out", tmp_path / "cli.docx")
    content = totals.read_bytes()
    book = calc.books.open(totals)

    said = report_on_open_book(book, tmp_path / "台账")

    made = tmp_path / "南通市督导专题报告.docx"
    assert said.startswith(f"督导专题报告已生成：{made}\n")
    assert parts(made) == parts(tmp_path / "cli.docx")
    assert totals.read_bytes() == content
    book.close()
