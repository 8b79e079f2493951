"""The one road from submissions to totals, whatever shell calls it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.conftest import CONTEXT, grid_of
from tests.core.reading.test_across_files import Row, problem
from tests.core.reports import lists
from tests.records import filled
from xhg_excel.core.model.finding import at_sheet
from xhg_excel.core.model.submission import Source, Submission, Unit
from xhg_excel.core.reading.parse_workbook import parse_book
from xhg_excel.core.templates.cover import marker_sheet
from xhg_excel.core.templates.quota_template import quota_template
from xhg_excel.core.totals.merge import MergeRequest, city_of, merge, result_lines
from xhg_excel.errors.files import CityUnclearError, NoSubmissionError
from xhg_excel.notice import NOTICE
from xhg_excel.notice.small_chemical.annexes import ANNEX1, ANNEX2
from xhg_excel.notice.words.workbook import RESULT_KINDS

TODAY = date(2020, 8, 20)


def handed_in(city: str, county: str) -> Submission:
    region = CONTEXT.registry.match_city(city)
    assert region is not None
    place = CONTEXT.registry.match_county(county, region).region
    source = Source(f"{county}.xlsx", sha256=county)
    return Submission(source, "county", Unit(region, place), forms=[filled(ANNEX1)])


def test_without_a_city_named_it_is_the_one_most_forms_come_from() -> None:
    found = merge(
        [handed_in("南通市", "如东县"), handed_in("南通市", "海安市"), handed_in("无锡市", "江阴市")],
        [],
        MergeRequest(TODAY, "报送"),
        CONTEXT,
    )

    assert found.totals.region is not None
    assert found.totals.region.name == "南通市"
    assert [unit.name for unit in found.totals.counties] == ["如东县", "海安市"]
    assert [finding.file for finding in found.totals.findings if finding.code == "F08"] == ["江阴市.xlsx"]


def test_a_merge_lists_each_file_that_was_not_merged_with_its_reason_and_then_the_counts() -> None:
    """A message box lists the first few, and where all of them are."""
    strangers = [handed_in("无锡市", county) for county in ("江阴市", "宜兴市")]
    city = merge(
        [handed_in("南通市", name) for name in ("如东县", "海安市", "启东市")] + strangers,
        [],
        MergeRequest(TODAY, "报送"),
        CONTEXT,
    )

    lines, shortened = result_lines(city), result_lines(city, most_findings=1)

    assert lines[0] == "南通市：已汇总 3 个县（市、区）、市本级 0 份。"
    assert [line.split("：")[0] for line in lines if "F08" not in line][1:4] == [
        "江阴市.xlsx",
        "宜兴市.xlsx",
        "未并入 2 个文件",
    ]
    assert [line for line in shortened if line not in lines] == ["…等 2 处，见“校验结果”"]
    assert lines[-2].startswith("填报问题：强制 ")
    assert lines[-1] == city.audit.verdict


def test_two_cities_in_equal_number_are_both_said() -> None:
    with pytest.raises(CityUnclearError, match=r"南通市、无锡市|无锡市、南通市"):
        city_of([handed_in("南通市", "如东县"), handed_in("无锡市", "江阴市")])


def test_nothing_to_merge_names_where_it_was_looked_for() -> None:
    with pytest.raises(NoSubmissionError, match="报送"):
        merge([], [], MergeRequest(TODAY, "报送", province=True), CONTEXT)


def test_a_city_merged_with_the_province_s_ledgers_lacks_only_what_it_lacks_itself() -> None:
    """五(二): what other cities have not covered yet is none of this city's faults."""
    far = [problem("P7", city="徐州市", county="丰县"), problem("P8", city="徐州市", county="丰县", status="未完成")]

    def demands(*problems: Row) -> list[tuple[str, str]]:
        found = merge([handed_in("南通市", "如东县")], lists(problems), MergeRequest(TODAY, "报送"), CONTEXT)
        return [(f.code, f.what) for f in found.totals.findings if f.code.startswith("C")]

    assert demands(problem()) == demands(problem(), *far)
    assert {said.partition("市")[0] for _, said in demands(problem(), *far)} == {"南通"}


def test_what_forms_contradict_is_said_of_the_file_it_stands_in_and_of_the_whole() -> None:
    """Both in a file of its own and in what a city's totals hold of a form that came in another one."""
    one, other = handed_in("南通市", "如东县"), handed_in("南通市", "海安市")
    one.forms.append(filled(ANNEX2))
    other.forms.append(replace(filled(ANNEX2), file="海安原表.xlsx"))

    totals = merge([one, other], [], MergeRequest(TODAY, "报送"), CONTEXT).totals

    said = [("R212", "如东县.xlsx"), ("R212", "海安原表.xlsx")]
    assert [(f.code, f.file) for f in one.findings if f.code != "R115"] == said[:1]
    assert [(f.code, f.file) for f in other.findings if f.code != "R115"] == said[1:]
    assert sorted((f.code, f.file) for f in totals.findings if f.code == "R212") == sorted(said)


@pytest.mark.parametrize("kind", RESULT_KINDS)
def test_a_result_of_ours_among_the_files_is_named_counted_and_leaves_the_merge_complete(kind: str) -> None:
    """Xhg quota, plan, progress and draw write workbooks that may lie beside what is handed in, or beside ledgers."""
    sheets = [grid_of(sheet) for sheet in (*quota_template(NOTICE, CONTEXT.registry, {}).sheets[:-1],)]
    marker = grid_of(marker_sheet(NOTICE, kind))

    def made(name: str) -> Submission:
        return parse_book([*sheets, marker], Source(name, sha256=name), CONTEXT)

    found = merge(
        [handed_in("南通市", "如东县"), made("a.xlsx")], [made("b.xlsx")], MergeRequest(TODAY, "报送"), CONTEXT
    )

    outcomes = [source.outcome for source, _ in found.totals.sources]
    assert outcomes == ["已并入", "本程序生成的结果，不并入", "本程序生成的结果，不并入"]
    assert [f.file for f in found.totals.findings if f.code == "F38"] == ["a.xlsx", "b.xlsx"]
    accounts = [source.account for source, _ in found.totals.sources[1:]]
    assert all(account and account.is_balanced and account.filled > 200 for account in accounts)
    assert found.audit.is_complete


def test_a_blank_quota_table_is_no_ledger() -> None:
    """Its sheet of county figures looks like 排查底数."""
    grids = [grid_of(sheet) for sheet in quota_template(NOTICE, CONTEXT.registry, {}).sheets]

    found = parse_book(grids, Source("抽样配额.xlsx"), CONTEXT)

    assert ([f.code for f in found.findings], found.ledgers, found.is_read) == (["F38"], [], True)


def test_files_that_are_not_read_are_listed_and_leave_the_merge_complete() -> None:
    """A document beside what is handed in, and one beside the ledgers, are sources like the others, and no faults."""

    def document(name: str) -> Submission:
        finding = at_sheet("F40", "", value="Word 文档").in_file(name)
        return Submission(Source(name), findings=[finding], is_read=False)

    found = merge(
        [handed_in("南通市", "如东县"), document("a.docx")], [document("b.docx")], MergeRequest(TODAY, "报送"), CONTEXT
    )

    assert [source.outcome for source, _ in found.totals.sources] == ["已并入", "没有读取", "没有读取"]
    assert found.audit.unmerged == 0
    assert found.audit.files == 1
    assert [line for line in result_lines(found) if line.startswith("没有读取 2 个：Word 文档 2 个（a.docx、b.docx）")]
