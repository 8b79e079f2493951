"""A totals workbook, ledgers and a drawn list → what the report states."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conftest import CONTEXT
from tests.core.reading.test_across_files import Row, petition, problem
from tests.core.reports import DAY, city, county, lists, part
from xhg_excel.core.model.finding import at_sheet
from xhg_excel.core.model.submission import Source, Submission
from xhg_excel.core.progress.drawn_list import DrawnList
from xhg_excel.core.progress.itinerary import VisitSite
from xhg_excel.core.report.chapters import report_of
from xhg_excel.core.report.inputs import report_inputs, totals_from
from xhg_excel.errors.files import NotTotalsError, ReportOfOneCityError

FIRST = county(0)
AT = (CONTEXT, DAY)


def totals_book(*parts: Submission) -> Submission:
    """Return a totals workbook as it is read back: a part for each unit."""
    book = Submission(Source("市级汇总.xlsx"), "totals")
    book.parts = [replace(one, kind="totals", source=book.source) for one in parts]
    return book


def test_the_level_is_that_of_the_workbook_unless_it_is_asked() -> None:
    one, two = part(FIRST, (1, {})), part(county(0, "徐州市"), (1, {}))

    assert totals_from(totals_book(one), [], CONTEXT).region == city()
    assert totals_from(totals_book(one, two), [], CONTEXT).region is None
    assert totals_from(totals_book(one), [], CONTEXT, province=True).region is None
    with pytest.raises(ReportOfOneCityError, match="里有几个设区市（南通市、徐州市），不能生成市级报告"):
        totals_from(totals_book(one, two), [], CONTEXT, province=False)


def test_what_holds_no_details_is_no_totals_workbook() -> None:
    with pytest.raises(NotTotalsError):
        report_inputs(part(FIRST, (1, {})), [], *AT)


def test_only_figures_changed_by_hand_are_taken_from_the_workbook_s_own_findings() -> None:
    book = totals_book(part(FIRST, (1, {})))
    book.findings += [
        at_sheet("M09", "附件1汇总", item="D12", value="1", detail="2"),
        at_sheet("F17", "随手记", value="x"),
    ]

    assert [f.code for f in totals_from(book, [], CONTEXT).findings if f.code[0] in "MF"] == ["M09"]


def test_a_workbook_without_a_ledger_is_no_ledger() -> None:
    others = [Submission(Source("别的.xlsx")), part(county(1), (1, {}))]

    made = report_inputs(totals_book(part(FIRST, (1, {}))), others, *AT)

    assert (made.has_ledgers, made.covered, made.figures.get("c_listed")) == (False, [], None)


def drawn(rule: str = "B2") -> DrawnList:
    return DrawnList(
        (VisitSite(city(), FIRST.county, "P001", "演练作坊", "演练镇演练村1号", "小化工", rule == "B1", rule),), {}
    )


def test_conclusions_need_ledgers_and_a_drawn_list() -> None:
    book = totals_book(part(FIRST, (1, {}), (2, {})))
    given = lists([problem(county=FIRST.name), problem("P2", county=FIRST.name)])

    concluded = report_inputs(book, given, *AT, drawn=drawn()).conclusions

    assert concluded is not None
    assert [(code, said.startswith("南通市：")) for code, said in concluded] == [("320600", True)]
    assert report_inputs(book, [], *AT, drawn=drawn()).conclusions is None
    assert report_inputs(book, given, *AT).conclusions is None


def test_no_informant_stands_in_the_report() -> None:
    """五(四): who reported, and the telephone, stay in their ledger, wherever else somebody typed them."""
    from xhg_excel.core.report.document import Paragraph, ReportTable, text_of

    site: Row = {
        "grey_chain": "举报人演练告甲（13800000000）说来自演练市场",
        "closed": "否",
        "reason_unfinished": "演练告甲家属阻挠施工",
        "tracked": "否",
    }
    given = lists([problem(county=FIRST.name)], [petition(problem_id="P9")])
    given[0].secrets = frozenset({"演练告甲", "13800000000"})

    report = report_of(report_inputs(totals_book(part(FIRST, (1, {}), (2, site), unit_group="演练告甲组")), given, *AT))

    texts = [text_of(b.pieces) for b in report.elements if isinstance(b, Paragraph)]
    texts += [text_of(cell) for b in report.elements if isinstance(b, ReportTable) for row in b.rows for cell in row]
    assert not [text for text in texts if "演练告甲" in text or "13800000000" in text]
    assert any("说来自演练市场" in text for text in texts)
    assert any("家属阻挠施工" in text for text in texts)
