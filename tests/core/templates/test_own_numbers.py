"""问题编号 in a register: used twice, or not on 本县问题清单 of the same workbook (R212), as the program says it."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import formualizer
import pytest

from tests.conftest import grid_of
from tests.files.write.test_written_books import formula_values, shown_values
from tests.records import CLEAN
from xhg_excel.core.consolidation.parse_submission import parse_submission
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Source, Unit
from xhg_excel.core.reading.across_files import redact_and_crosscheck
from xhg_excel.core.sheets.layout import BookLayout
from xhg_excel.core.templates.own_numbers import own_numbers
from xhg_excel.core.templates.workbooks import CountyContent, county_book
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import NOTICE

REGISTER = "附件2登记表"
CONTEXT = Context(NOTICE, Registry())
NANTONG = CONTEXT.registry.match_city("南通市")
LISTED = ("P114", "P115", "P1", "P001", "17", "甲-007", "P116")
NUMBERS: tuple[Answer | None, ...] = (
    "P114", "P0114", "p114", "P-114", "114", "P115", "P\uff11\uff11\uff15", "P 115", "无", "7、8", "X1", "P1", "P001", "P01",
    "12号", "a9", "A9", 17, "甲-007", "甲-7", None, "P116", "P117", "p117", "P*7", "20200812-3", "2020-8-12", "P1及P2", "000",
)  # fmt: skip


def county(listed: tuple[str, ...]) -> BookLayout:
    clean = {key: float(value) if isinstance(value, Decimal) else value for key, value in CLEAN["annex2"].items()}
    rows = [
        {**clean, "site_name": f"演练{n}", "address": f"演练村{n}号", "problem_id": number}
        for n, number in enumerate(NUMBERS)
    ]
    problems = [{"problem_id": number, "city": "南通市", "county": "如东县"} for number in listed]
    assert NANTONG is not None
    unit = Unit(NANTONG, CONTEXT.registry.match_county("如东县", NANTONG).region)
    content = CountyContent(sites={"annex2": rows}, problems=problems)  # type: ignore[dict-item]
    return county_book(NOTICE, unit, content, CONTEXT.registry)


def on_sheet(book: BookLayout) -> dict[str, set[str]]:
    """Return the codes of the check code at 问题编号, by cell."""
    sheet = next(sheet for sheet in book.sheets if sheet.name == REGISTER)
    col = next(col for (row, col), cell in sheet.cells.items() if cell.content == "检查码")
    codes = next(fill.values for fill in sheet.fills if fill.col == col)
    return {f"C{row}": set(re.findall(r"[!+]2:([A-Z]\d+)", str(code))) for row, code in enumerate(codes, start=4)}


def by_program(book: BookLayout) -> dict[str, set[str]]:
    submission = parse_submission([grid_of(sheet) for sheet in book.sheets], Source("如东县.xlsx"), CONTEXT)
    redact_and_crosscheck([submission], [submission], CONTEXT)
    found: dict[str, set[str]] = {}
    for finding in submission.findings:
        if finding.sheet == REGISTER and finding.places and finding.severity.value == "强制":
            found.setdefault(finding.places[0].a1, set()).add(finding.code)
    return found


@pytest.mark.parametrize("listed", [LISTED, ()], ids=["with a list", "without"])
def test_the_sheet_says_of_numbers_what_the_program_says(listed: tuple[str, ...]) -> None:
    book = county(listed)
    program = by_program(book)

    assert {cell: codes for cell, codes in on_sheet(book).items() if codes} == {
        cell: codes for cell, codes in program.items() if cell.startswith("C")
    }
    assert {"R212", "E13", "E01"} <= set().union(*program.values())


@pytest.mark.parametrize("listed", [LISTED, ()], ids=["with a list", "without"])
def test_another_engine_computes_the_same(listed: tuple[str, ...], tmp_path: Path) -> None:
    write_book(county(listed), tmp_path / "a.xlsx")
    formualizer.recalculate_file(str(tmp_path / "a.xlsx"), output=str(tmp_path / "b.xlsx"))

    ours, theirs = formula_values(tmp_path / "a.xlsx"), shown_values(tmp_path / "b.xlsx")

    assert {cell: (value, theirs.get(cell, "")) for cell, value in ours.items() if theirs.get(cell, "") != value} == {}


def test_the_nearest_number_is_suggested_on_the_sheet_and_by_the_program() -> None:
    book = county(LISTED)
    sheet = next(sheet for sheet in book.sheets if sheet.name == REGISTER)
    hints = next(fill.values for fill in sheet.fills if any("P114" in str(value) for value in fill.values))
    submission = parse_submission([grid_of(sheet) for sheet in book.sheets], Source("如东县.xlsx"), CONTEXT)
    redact_and_crosscheck([submission], [submission], CONTEXT)

    said = [f.what for f in submission.findings if f.code == "R212" and f.cells[0] == "C6"]

    assert said == ["问题编号“p114”不在问题清单上，可能是“P114”"]
    assert "可能是“P114”" in str(hints[2])


def test_a_list_too_long_for_a_cell_is_not_searched() -> None:
    assert own_numbers(f"P{n:030}" for n in range(2000)).listed == ""
