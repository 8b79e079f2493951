"""The quick worksheet writes byte for byte what XlsxWriter's own writes."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from xlsxwriter.worksheet import Worksheet

from tests.books import blank
from tests.conftest import CONTEXT
from tests.ledgers import AT, SEED, frame
from xhg_excel.core.drawing.record import Record, RecordFacts, SourceFile
from xhg_excel.core.drawing.workbook import draw_book
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.core.sheets.layout import Area, BookLayout, Cell, Fill, Formula, Link, SheetLayout
from xhg_excel.core.templates.workbooks import CountyContent, county_book
from xhg_excel.core.totals.merge import MergeRequest, merge
from xhg_excel.files.read.folder import list_workbooks, read_submissions
from xhg_excel.files.write import worksheet as quick_sheet
from xhg_excel.files.write.workbook import write_to
from xhg_excel.notice import NOTICE


class Plain(Worksheet):  # type: ignore[misc]
    put_text, put_number = Worksheet.write_string, Worksheet.write_number


def odd() -> BookLayout:
    """Return a workbook with every kind of cell, gaps between rows and columns, rows of nothing but a height."""
    sheet = SheetLayout("演练", widths=(8.0, 20.0, 8.0))
    contents = ("文字", " 两边有空格 ", "=1+1", "_x0041_\x07", "", None, 1, 2.5, 1e300, True, date(2020, 8, 10))
    for row, content in enumerate((*contents, Formula("SUM(A1:A3)", 3), Formula('""', ""), Link("'演练'!A1", "跳"))):
        sheet.put(row * 3, row % 4, content, "cell")
        sheet.put(row * 3, 27 + row % 2, content, "head")
    sheet.merges[Area(50, 1, 51, 3)] = Cell("合并", "annex")
    sheet.heights.update({1: 40.0, 100: 12.0, 200: 33.0})
    sheet.fills.append(Fill(60, 2, "A61", (1, "", "否"), "cell"))
    return BookLayout((sheet, SheetLayout("空白")), "演练")


@pytest.fixture(scope="module")
def totals(nantong_folder: Path) -> BookLayout:
    submissions = list(read_submissions(list_workbooks([nantong_folder]), CONTEXT))
    return merge(submissions, [], MergeRequest(date(2020, 8, 28), "演练"), CONTEXT).book


def written(book: BookLayout) -> bytes:
    out = BytesIO()
    write_to(book, out)
    return out.getvalue()


def both(book: BookLayout, monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, bytes]:
    quick = written(book)
    monkeypatch.setattr(quick_sheet, "QuickSheet", Plain)
    return quick, written(book)


def test_every_kind_of_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    quick, plain = both(odd(), monkeypatch)

    assert quick == plain


@pytest.mark.parametrize("name", blank())
def test_templates(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not as they are committed: another version of XlsxWriter may write other bytes."""
    quick, plain = both(blank()[name], monkeypatch)

    assert quick == plain


def test_a_filled_county_workbook(nantong: CityRehearsal, monkeypatch: pytest.MonkeyPatch) -> None:
    unit = nantong.units[0]
    content = CountyContent(nantong.annex1[unit], nantong.sites[unit])

    quick, plain = both(county_book(NOTICE, unit, content, CONTEXT.registry), monkeypatch)

    assert quick == plain


def test_a_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = (SourceFile("南通市/问题清单.xlsx", "0" * 64),)
    facts = RecordFacts(AT, "2020-08-10 10:00:00+08:00", 0, False, sources, "0.1.0")

    quick, plain = both(draw_book(Record(frame(), facts, SEED)), monkeypatch)

    assert quick == plain


def test_totals(totals: BookLayout, monkeypatch: pytest.MonkeyPatch) -> None:
    quick, plain = both(totals, monkeypatch)

    assert quick == plain


def test_a_sheet_with_comments_is_left_to_the_library() -> None:
    import xlsxwriter

    def commented(kind: type[Worksheet]) -> bytes:
        out = BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            sheet = book.add_worksheet("演练", kind)
            sheet.write_string(0, 0, "演练", book.add_format({"bold": True}))
            sheet.write_comment(5, 2, "演练说明")
        return out.getvalue()

    assert commented(quick_sheet.QuickSheet) == commented(Plain)
