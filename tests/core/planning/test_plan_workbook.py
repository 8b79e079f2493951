"""The plan workbook: every figure of the plan, every reason, every other reading."""

from __future__ import annotations

from dataclasses import replace

from tests.conftest import CONTEXT, grid_of
from xhg_excel.core.model.finding import at_cells
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.planning.other_settings import compare_settings
from xhg_excel.core.planning.plan import CityPlan, plans
from xhg_excel.core.planning.plan_workbook import PlanBook, expected_draw, plan_book
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.core.sheets.layout import SheetLayout
from xhg_excel.core.templates.interpretations import interpretations_sheet
from xhg_excel.notice import NOTICE
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.words.planning.plan import VARIATIONS
from xhg_excel.notice.words.planning.quota import INTERPRETATIONS


def made(rehearsed: CityRehearsal, campaign: Campaign = NOTICE) -> list[CityPlan]:
    ledgers = rehearsed.ledgers
    return plans(ledgers["problems"], ledgers["screening"], ledgers["petitions"], Registry(campaign), campaign)


def sheets_of(content: PlanBook) -> dict[str, SheetLayout]:
    return {sheet.name: sheet for sheet in plan_book(content, NOTICE).sheets}


def table(sheet: SheetLayout) -> list[dict[str, object]]:
    _, _, heads, *rows = grid_of(sheet).rows
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


def test_the_overview_says_what_the_plan_says_and_adds_up_over_cities(nantong: CityRehearsal) -> None:
    (plan,) = made(nantong)
    note = at_cells("P06", [], item="南通市")

    sheet = sheets_of(PlanBook([plan], [note]))["计划总览"]
    twice = sheets_of(PlanBook([plan, plan]))["计划总览"]

    (row,) = table(sheet)
    assert row["督导县（市、区）"] == "、".join(county.name for county in plan.visited)
    assert (row["应督导问题数"], row["督导县数"]) == (plan.quota.problems_due, len(plan.visited))
    assert row["现场合计"] == plan.quota.problems_due + 20
    assert (row["县数由什么决定"], row["须知"]) == (plan.binding.value, "核实1")
    total = table(twice)[-1]
    assert (total["设区市"], total["问题清单M"], total["督导县（市、区）"]) == (
        "全省合计",
        2 * plan.quota.problems,
        "",
    )


def test_every_county_stands_with_its_reason(nantong: CityRehearsal) -> None:
    (plan,) = made(nantong)

    rows = table(sheets_of(PlanBook([plan]))["选定县（市、区）"])

    assert {row["代码"]: row["理由"] for row in rows} == {code: why.value for code, why in plan.reasons.items()}
    assert [row["县（市、区）"] for row in rows if row["督导"] == "督导"] == [county.name for county in plan.visited]


def test_tasks_of_the_counties_add_up_to_the_city(nantong: CityRehearsal) -> None:
    (plan,) = made(nantong)

    rows = table(sheets_of(PlanBook([plan]))["各县（市、区）任务"])

    def total(head: str) -> int:
        return sum(int(str(row[head])) for row in rows)

    assert total("附件1（份）") == len(plan.visited)
    assert total("未完成（全部）") == plan.quota.unfinished
    assert total("已完成预计抽取") == plan.due("B2") == sum(expected_draw(plan).values())
    for held in plan.quota.by_county:
        share = expected_draw(plan).get(held.county.code, 0)
        inside = held.finished if held.county in plan.visited else 0
        assert abs(share * plan.available - plan.due("B2") * inside) < plan.available
    assert (total("“小字头”"), total("“停产停业”")) == (10, 10)
    assert total("信访举报件（全部核查）") == len(nantong.ledgers["petitions"])


def test_petitions_of_no_county_and_a_missing_list_are_said(nantong: CityRehearsal) -> None:
    (plan,) = made(nantong)
    petitions = plan.petitions or {}
    nowhere = replace(plan, petitions={"": next(iter(petitions.values()))})
    without = replace(plan, petitions=None)

    assert table(sheets_of(PlanBook([nowhere]))["各县（市、区）任务"])[-1]["县（市、区）"] == "（未写明县）"
    assert table(sheets_of(PlanBook([without]))["计划总览"])[0]["信访举报件"] == "未提供"
    assert table(sheets_of(PlanBook([without]))["各县（市、区）任务"])[0]["其中未办结"] == "未提供"


def test_what_is_drawn_is_listed_stratum_by_stratum(nantong: CityRehearsal) -> None:
    (plan,) = made(nantong)

    rows = table(sheets_of(PlanBook([plan]))["抽取分配"])

    assert [(row["规则"], row["可抽"], row["抽取"]) for row in rows] == [
        (s.rule, s.available, s.due) for s in plan.strata
    ]


def test_every_other_reading_has_its_rows_and_the_province_its_own(nantong: CityRehearsal) -> None:
    found = compare_settings(lambda campaign: made(nantong, campaign), NOTICE)

    rows = table(sheets_of(PlanBook(made(nantong), other_settings=found))["口径变化"])
    both = table(sheets_of(PlanBook([*made(nantong)] * 2, other_settings=found))["口径变化"])

    assert {str(row["如果改为"]) for row in rows} == {variation.name for variation in VARIATIONS}
    zones = next(row for row in rows if row["如果改为"] == "功能区全部计入县（市、区）数")
    assert zones["县（市、区）数"] == "7→8"
    assert str(zones["改为不督导"]).endswith("（南通经济技术开发区没有排查底数，重点县未计）")
    assert (both[-1]["设区市"], both[-1]["应督导县数"]) == ("全省合计", "8→7")


def test_every_reading_is_printed_as_it_is_set() -> None:
    sheet = interpretations_sheet(replace(NOTICE, rounding="half_up", unfinished_counts=False))

    text = {str(name): str(told) for name, told in list(grid_of(sheet).rows)[3:]}
    assert list(text) == [name for name, _ in INTERPRETATIONS]
    assert "小数四舍五入" in text["县（市、区）比例"]
    assert "不计入该比例" in text["未完成整治的"]
    assert text["报告截止"] == "2020年8月28日当日算按时"
    assert not any("{" in told for told in text.values())
    assert CONTEXT.campaign.rounding == "up"


def test_without_functional_zones_the_interpretations_say_so() -> None:
    def told(*zones_on: str) -> dict[str, str]:
        sheet = interpretations_sheet(replace(NOTICE, zones_on=zones_on, zones_added=()))
        return {str(name): str(text) for name, text in list(grid_of(sheet).rows)[3:]}

    one, none = told("苏州工业园区"), told()

    (name,) = (name for name in one if one[name] != none[name])
    assert none[name] == one[name].replace("苏州工业园区", "无")
