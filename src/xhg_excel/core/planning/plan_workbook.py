"""Lay out 督导计划.xlsx: the plan for those who decide and those who inspect, each choice with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xhg_excel.core.model.finding import Finding, count_by_severity, in_order
from xhg_excel.core.model.shares import share_of
from xhg_excel.core.planning.allocate import apportion
from xhg_excel.core.planning.other_settings import OtherSetting
from xhg_excel.core.planning.plan import CityPlan, PetitionCount, Stratum
from xhg_excel.core.sheets.layout import BookLayout, Content, SheetLayout
from xhg_excel.core.sheets.table import FIRST_ROW, Column, Table, style_of, widths
from xhg_excel.core.templates.cover import basis, marker_sheet
from xhg_excel.core.templates.interpretations import interpretations_sheet
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.planning import plan as words
from xhg_excel.notice.words.planning.plan import FINISHED_RULE, SMALL_TRADES_RULE, SUSPENDED_RULE
from xhg_excel.notice.words.totals.totals import NONE
from xhg_excel.notice.words.workbook import LISTED, PLAN_KIND

# What a table shows of one row, by the keys of its heads.
Row = Mapping[str, Content]


_OVERVIEW = Table[Row](
    words.OVERVIEW_SHEET,
    words.OVERVIEW_HEADS,
    widths(words.OVERVIEW_HEADS, 10.0, 8.5, 8.5, 8.5, 30.0, 13.0, *[8.5] * 10, 10.5),
    title=words.PLAN_TITLE,
)
_NOTICES = Table[Row](words.NOTICES_SHEET, words.NOTICES_HEADS, widths(words.NOTICES_HEADS, 8.0, 8.0, 50.0, 60.0, 30.0))
_COUNTIES = Table[Row](
    words.COUNTIES_SHEET,
    words.COUNTIES_HEADS,
    [
        *widths(words.COUNTIES_HEADS, 11.0, 18.0, 10.0, 8.0, 48.0, 13.0, 7.0, 12.0, 7.0, 8.0, 13.0, 13.0),
        Column("visited", look=lambda row: "remark" if row["visited"] == words.VISITED else "", width=8.0),
    ],
    title=words.COUNTIES_TITLE,
    note=words.COUNTIES_NOTE,
)
_TASKS = Table[Row](
    words.TASKS_SHEET,
    words.TASKS_HEADS,
    widths(words.TASKS_HEADS, 11.0, 18.0, 9.0, 9.0, 11.0, 12.0, 10.0, 11.0, 11.0, 14.0, 10.0, 10.0, 10.0),
    note=words.TASKS_NOTE,
)
_STRATA = Table[Row](
    words.STRATA_SHEET,
    words.STRATA_HEADS,
    widths(words.STRATA_HEADS, 12.0, 8.0, 36.0, 20.0, 20.0, 9.0, 9.0),
    note=words.STRATA_NOTE,
)
_OTHER_SETTINGS = Table[Row](
    words.EFFECTS_SHEET,
    words.EFFECTS_HEADS,
    widths(words.EFFECTS_HEADS, 34.0, 14.0, 11.0, 11.0, 11.0, 12.0, 11.0, 13.0, 32.0, 32.0),
    title=words.EFFECTS_TITLE,
    note=words.EFFECTS_NOTE,
)


@dataclass(frozen=True)
class PlanBook:
    """What the plan workbook shows: plans by city, findings on them, other settings; `more` sheets follow the tasks."""

    plans: Sequence[CityPlan]
    findings: Sequence[Finding] = ()
    other_settings: Sequence[OtherSetting] = ()
    more: Sequence[SheetLayout] = ()


def plan_book(content: PlanBook, campaign: Campaign) -> BookLayout:
    """Return the plan workbook."""
    plans = content.plans
    notices: list[Row] = [
        {"severity": f.severity.value, "code": f.code, "what": f.what, "remedy": f.remedy, "where": f.where}
        for f in in_order(content.findings)
    ]
    nothing = dict.fromkeys(words.NOTICES_HEADS, "") | {"what": NONE}
    strata = [stratum_row(plan, stratum) for plan in plans for stratum in plan.strata]
    sheets = (
        _overview(content, campaign),
        _NOTICES.sheet(notices or [nothing], basis(campaign)),
        _COUNTIES.sheet([row for plan in plans for row in _county_rows(plan)]),
        _TASKS.sheet([row for plan in plans for row in _task_rows(plan)]),
        *content.more,
        _STRATA.sheet(strata),
        _OTHER_SETTINGS.sheet(list(_other_setting_rows(content, campaign))),
        interpretations_sheet(campaign),
        marker_sheet(campaign, PLAN_KIND),
    )
    return BookLayout(sheets, words.PLAN_TITLE)


def names(regions: Sequence[Region]) -> str:
    """Return the names of regions in one string."""
    return LISTED.join(region.name for region in regions)


def _overview(content: PlanBook, campaign: Campaign) -> SheetLayout:
    """Return a row a city, and below them the sums when there are several."""
    rows = [_city_row(plan, content.findings) for plan in content.plans]
    sheet = _OVERVIEW.sheet(rows, basis(campaign))
    if len(rows) > 1:
        end = FIRST_ROW + len(rows)
        for key in words.OVERVIEW_HEADS:
            counts = [count for row in rows if isinstance(count := row[key], int)]
            total = words.WHOLE_PROVINCE if key == "city" else sum(counts) if counts else ""
            sheet.put(end, _OVERVIEW.col(key), total, style_of(total, total=True))
        sheet.heights[end] = 24.0
    return sheet


def _city_row(plan: CityPlan, findings: Sequence[Finding]) -> Row:
    quota = plan.quota
    drawn = {rule: plan.due(rule) for rule in (FINISHED_RULE, SMALL_TRADES_RULE, SUSPENDED_RULE)}
    petitions = (plan.petitions or {}).values()
    counts = count_by_severity(f for f in findings if f.item == quota.city.name)
    return {
        "city": quota.city.name,
        "counties": quota.counties,
        "counties_due": quota.counties_due,
        "visited_count": len(plan.visited),
        "visited": names(plan.visited),
        "binding": plan.binding.value,
        "problems": quota.problems,
        "problems_due": quota.problems_due,
        "unfinished": quota.unfinished,
        "finished_drawn": drawn[FINISHED_RULE],
        "finished_available": plan.available,
        "small_trades": drawn[SMALL_TRADES_RULE],
        "suspended": drawn[SUSPENDED_RULE],
        "sites": quota.unfinished + sum(drawn.values()),
        "petitions": words.NO_LIST if plan.petitions is None else sum(p.received for p in petitions),
        "rewards_due": words.NO_LIST if plan.petitions is None else sum(p.rewards_due for p in petitions),
        "notices": LISTED.join(f"{severity.value}{n}" for severity, n in counts.items() if n) or NONE,
    }


def _county_rows(plan: CityPlan) -> Iterator[Row]:
    for problems, rank in zip(plan.quota.by_county, plan.quota.ranks, strict=True):
        county = problems.county
        yield vars(rank) | {
            "city": plan.quota.city.name,
            "county": county.name,
            "code": county.code,
            "visited": words.VISITED if county in plan.visited else words.NOT_VISITED,
            "reason": plan.reasons[county.code].value,
            "rank_sum": rank.rank_sum,
            "finished": problems.finished,
            "unfinished": problems.unfinished,
        }


def _task_rows(plan: CityPlan) -> Iterator[Row]:
    """Yield the counties with any task, not visited ones too; last the petitions of no known county."""
    expected = expected_draw(plan)
    petitions = plan.petitions or {}
    for problems in plan.quota.by_county:
        county = problems.county
        visited = county in plan.visited
        sites = {
            "unfinished": problems.unfinished,
            "finished_drawn": expected.get(county.code, 0),
            "small_trades": plan.due(SMALL_TRADES_RULE, county),
            "suspended": plan.due(SUSPENDED_RULE, county),
        }
        total, count = sum(sites.values()), petitions.get(county.code, PetitionCount())
        if visited or total or count.received:
            yield _task_row(plan, county.name, visited, sites | {"sites": total}, count)
    if "" in petitions:
        yield _task_row(plan, words.NOWHERE, False, {}, petitions[""])


def _task_row(plan: CityPlan, county: str, visited: bool, sites: Mapping[str, int], petitions: PetitionCount) -> Row:
    counted = {
        "petitions": petitions.received,
        "petitions_open": petitions.still_open,
        "rewards_due": petitions.rewards_due,
        "rewards_open": petitions.rewards_open,
    }
    place = {"city": plan.quota.city.name, "county": county}
    return {
        **dict.fromkeys(words.TASKS_HEADS, 0),
        **place,
        "visited": words.VISITED if visited else words.NOT_VISITED,
        "annex1": int(visited),
        **sites,
        **(counted if plan.petitions is not None else dict.fromkeys(counted, words.NO_LIST)),
    }


def expected_draw(plan: CityPlan) -> dict[str, int]:
    """Return by county code how many finished sites the draw would take from each visited county in proportion.

    For planning the load only: the draw itself is over all visited counties together.
    """
    visited = [problems for problems in plan.quota.by_county if problems.county in plan.visited]
    shares = apportion(plan.due(FINISHED_RULE), [problems.finished for problems in visited])
    return {problems.county.code: share for problems, share in zip(visited, shares, strict=True)}


def stratum_row(plan: CityPlan, stratum: Stratum, every_county: str = "") -> dict[str, Content]:
    """Return a stratum as a row; `every_county` is shown for one over all visited counties."""
    return vars(stratum) | {
        "city": plan.quota.city.name,
        "rule_name": words.RULE_NAMES[stratum.rule],
        "county": stratum.county.name if stratum.county else every_county,
    }


def _other_setting_rows(content: PlanBook, campaign: Campaign) -> Iterator[Row]:
    blank: dict[str, Content] = dict.fromkeys(words.EFFECTS_HEADS, "")
    for setting in content.other_settings:
        name: dict[str, Content] = {"setting": setting.variation.name}
        if not setting.differences:
            yield blank | name | {"city": words.NO_EFFECT}
        for difference in setting.differences:
            now, then = vars(difference.now), vars(difference.then)
            unknown = words.NO_PRIORITY_THEN.format(names=names(difference.unknown)) if difference.unknown else ""
            yield {
                **name,
                "city": difference.city.name,
                **{key: _now_then(now[key], then[key]) for key in now},
                "added": names(difference.added),
                "dropped": names(difference.dropped) + unknown,
            }
    if len(content.plans) > 1:
        yield blank | _province_wide(content.plans, campaign)


def _now_then(now: int, then: int) -> int | str:
    return now if now == then else words.NOW_THEN.format(now=now, then=then)


def _province_wide(plans: Sequence[CityPlan], campaign: Campaign) -> dict[str, Content]:
    """Compare the halves of each city, added up, with the halves of the whole province."""
    quotas = [plan.quota for plan in plans]
    counties, problems = sum(quota.counties for quota in quotas), sum(quota.problems for quota in quotas)
    counties_due = share_of(counties, campaign.county_share, campaign)
    problems_due = share_of(problems, campaign.problem_share, campaign)
    return {
        "setting": words.PROVINCE_WIDE,
        "city": words.WHOLE_PROVINCE,
        "counties": counties,
        "counties_due": _now_then(sum(quota.counties_due for quota in quotas), counties_due),
        "problems_due": _now_then(sum(quota.problems_due for quota in quotas), problems_due),
    }
