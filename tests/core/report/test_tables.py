"""Tables and charts of the report: the cells are the totals, each with its key."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.reading.test_across_files import Row, petition, problem
from tests.core.reports import chapter, city, county, inputs, lists, part, rows
from tests.records import OPEN
from xhg_excel.core.report.chapters import report_of
from xhg_excel.core.report.document import Figure, ReportTable
from xhg_excel.core.report.figures import first_names, rate_shown
from xhg_excel.core.report.tables import (
    annex_tables,
    claims_table,
    clearing_chart,
    figure_pieces,
    findings_chart,
    petitions_table,
    progress_chart,
    progress_table,
    quota_table,
)
from xhg_excel.notice.small_chemical.report import FINDING_SHORT, TYPICAL_NAMES
from xhg_excel.notice.words.findings import MESSAGES, Severity

FIRST, SECOND = county(0), county(1)
OWN = replace(FIRST, county=None)
UNCLEAR: Row = {"problem_id": "P3", "closed": None}


def two_counties() -> tuple[object, ...]:
    return (
        part(FIRST, (1, {}), (2, {}), (2, OPEN | {"problem_id": "P2"}), (3, {"site_type": "停产停业(关闭)"})),
        part(SECOND, (1, {"council_established": "否", "slogans_count": "未提供"}), (2, UNCLEAR)),
    )


def test_progress_by_county_adds_up_to_the_whole() -> None:
    made = inputs(*two_counties())  # type: ignore[arg-type]  # submissions

    table, chart = progress_table(made), progress_chart(made)

    assert rows(table) == [
        [FIRST.name, "2", "1", "1", "1"],
        [SECOND.name, "1", "0", "0", "0"],
        ["合计", "3", "1", "1", "1"],
    ]
    assert table.rows[0][1] == (Figure(f"u{FIRST.code}_a2_sites", "2"),)
    assert (chart.names, chart.series) == (
        (FIRST.name, SECOND.name),
        (("已完成", (2, 0)), ("未完成", (1, 0)), ("填报不全", (0, 1))),
    )


def test_the_province_is_shown_by_city() -> None:
    made = inputs(part(FIRST, (2, {})), part(county(0, "徐州市"), (2, OPEN)), province=True)

    assert rows(progress_table(made)) == [
        ["徐州市", "1", "0", "0", "0"],
        ["南通市", "1", "1", "0", "0"],
        ["合计", "2", "1", "0", "0"],
    ]
    assert progress_chart(made).names == ("徐州市", "南通市")
    assert [block for block in annex_tables(made) if isinstance(block, ReportTable)][-1].rows[0][1] == (
        f"徐州市{county(0, '徐州市').name}",
    )


def test_the_two_cuts_and_three_clearances_are_shown_item_by_item() -> None:
    made = inputs(part(FIRST, (2, {}), (2, OPEN | {"problem_id": "P2", "materials_cleared": "不涉及"})))

    chart = clearing_chart(made)

    assert chart.names == ("关闭", "断水", "断电", "设备", "场地", "原料", "产品", "危废")
    assert chart.series == (
        ("是", (2, 2, 2, 2, 1, 1, 2, 2)),
        ("否", (0, 0, 0, 0, 1, 0, 0, 0)),
        ("不涉及", (0, 0, 0, 0, 0, 1, 0, 0)),
    )


def test_a_series_of_nothing_is_left_out_of_a_chart() -> None:
    made = inputs(part(FIRST, (2, {})))

    assert [name for name, _ in clearing_chart(made).series] == ["是"]
    assert findings_chart(made).names == ()


def test_every_finding_that_may_be_charted_has_a_short_name() -> None:
    severe = {c for c, m in MESSAGES.items() if c[0] == "R" and m.severity in (Severity.RESULT, Severity.EXPLAIN)}

    assert set(FINDING_SHORT) == severe
    assert {c for c, m in MESSAGES.items() if m.severity is Severity.RESULT} == set(TYPICAL_NAMES)


def test_demands_are_shown_as_the_totals_workbook_has_them() -> None:
    """五(二); a city's own report does not repeat its name, the province's says it once."""
    parts = (part(FIRST, (1, {}), (2, {})),)
    given = lists([problem(county=FIRST.name), problem("P2", county=FIRST.name)])
    own, whole = (quota_table(inputs(*parts, given=given, province=level)) for level in (False, True))

    assert own.heads == ("要求", "应有", "已有", "结论")
    assert rows(own)[0] == ["督导的县（市、区）不少于一半", "4", "1", "未达到"]
    assert own.rows[0][1:3] == ((Figure("q0_due", "4"),), (Figure("q0_there", "1"),))
    assert whole.heads == (
        "设区市",
        "县（市、区）",
        "重点县",
        "问题清单",
        "未完成的",
        "各10家",
        "信访奖励",
        "检查时间",
        "附件1",
    )
    assert rows(whole) == [
        ["南通市", "1/4\n未达到", "未达到", "1/1", "0/0", "0/0", "达到", "达到", "未达到"],
    ]
    assert {figure.key for row in whole.rows for cell in row for figure in cell if isinstance(figure, Figure)} >= {
        "q0_there",
        "q0_due",
    }


def test_only_claims_to_be_handled_are_listed() -> None:
    given = lists([problem(), problem("P2"), problem("P3", status="未完成"), problem("P4", status="未完成")])
    unit = county(2)
    sites: list[Row] = [{"problem_id": "P001"}, OPEN | {"problem_id": "P2"}, {"problem_id": "P3"}, {"problem_id": "P9"}]
    table = claims_table(inputs(part(unit, *((2, site) for site in sites)), given=given))

    assert table is not None
    assert [row[::2] for row in rows(table)] == [
        ["虚假整改或反弹", "P2", "第5项（场地清理）"],
        ["可销号", "P3", ""],
        ["未完成、未督导", "P4", ""],
        ["清单上没有", "P9", ""],
    ]
    assert claims_table(inputs(part(unit, (2, {})), given=lists())) is None
    assert claims_table(inputs(part(unit, (2, {})))) is None
    assert petitions_table(inputs(part(unit, (2, {})))) is None


def test_in_the_province_a_county_is_named_with_its_city() -> None:
    """鼓楼区 stands in 南京 and in 徐州."""
    unit = county(2)
    petitions = [petition("XF2", problem_id="P9"), petition("XF3", county=None, problem_id="P9")]
    made = inputs(part(unit, (2, OPEN)), given=lists([problem()], petitions), province=True)
    claims, odd = claims_table(made), petitions_table(made)

    assert claims is not None
    assert odd is not None
    assert [row[1] for row in rows(claims)] == ["南通市如东县"]
    assert [row[0] for row in rows(odd)] == ["南通市如东县", "南通市"]


def test_an_annex_shows_every_total_with_its_key_and_who_said_no() -> None:
    made = inputs(*two_counties())  # type: ignore[arg-type]  # submissions
    first, second, third, last = (b for b in annex_tables(made) if isinstance(b, ReportTable))

    assert rows(first)[0] == ["1", "是否建立联席会议制度", "联席会议制度", "1/2", f"否：{SECOND.name}"]
    assert first.rows[0][3] == (
        Figure("a1_council_established_yes", "1"),
        "/",
        Figure("a1_council_established_due", "2"),
    )
    slogans = next(row for row in rows(first) if row[0] == "6")
    assert slogans[3] == "120"
    assert [row[3] for row in rows(second)[:4]] == ["3", "1", "1", "1"]
    assert [row[3] for row in rows(third)[:4]] == ["1", "1", "0", "0"]
    assert rows(last) == [["1", FIRST.name, "演练作坊", "场地清理", "厂房权属纠纷未决无法清理", "2020年9月1日"]]


def test_without_an_unfinished_site_the_list_says_so() -> None:
    *_, last = annex_tables(inputs(part(FIRST, (2, {}))))

    assert isinstance(last, ReportTable)
    assert rows(last) == [["没有", "", "", "", "", ""]]


def test_a_city_s_own_form_is_not_added_to_its_counties() -> None:
    made = inputs(part(OWN, (1, {"slogans_count": 1000})), part(FIRST, (1, {})))

    assert figure_pieces(made, "a1_slogans_count") == (Figure("a1_slogans_count", "120"),)
    assert figure_pieces(made, "a1_nothing") == ()


@pytest.mark.parametrize(
    ("part_", "whole", "shown"),
    [
        (1, 3, "33.3%"),
        (2, 3, "66.7%"),
        (0, 5, "0.0%"),
        (5, 5, "100%"),
        (9999, 10000, "99.9%以上"),
        (1, 0, None),
        (None, 3, None),
        (3, None, None),
    ],
)
def test_a_rate_is_whole_only_when_all_are_there(part_: int | None, whole: int | None, shown: str | None) -> None:
    assert rate_shown(part_, whole) == shown


def test_a_dozen_names_are_shown_and_more_are_counted() -> None:
    names = [f"演练{n}" for n in range(13)]

    assert first_names(names[:12]) == "、".join(names[:12])
    assert first_names(names) == "、".join(names[:12]) + "等13个"


def test_a_site_without_reason_and_one_not_tracked_are_counted() -> None:
    open_sites = [OPEN, OPEN | {"problem_id": "P2", "tracked": "否", "reason_unfinished": None}]

    said = chapter(report_of(inputs(part(FIRST, *((2, site) for site in open_sites)))), "unfinished")

    assert said == ["现场未完成整治的共2家，名单、未到位事项和原因见附件4；其中写明原因的1家，落实专人跟踪督办的1家。"]


def test_another_city_s_lists_do_not_count() -> None:
    """A city is often checked against the ledgers of the whole province."""
    far = [problem("P7", city="徐州市", county="丰县"), problem("P8", city="徐州市", county="丰县", status="未完成")]
    unit = county(2)

    alone, among = (inputs(part(unit, (1, {}), (2, {})), given=lists([problem(), *more])) for more in ([], far))

    assert among.figures == alone.figures
    assert [f.code for f in among.totals.findings] == [f.code for f in alone.totals.findings]
    assert city("徐州市") not in [one.quota.city for one in among.covered]
