"""督导计划.xlsx: the plan for those who decide and those who go, every choice with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from xhg_excel.core.model.finding import Finding, count_by_severity, in_order
from xhg_excel.core.model.shares import share_of
from xhg_excel.core.planning.allocate import apportion
from xhg_excel.core.planning.other_settings import CityDifference
from xhg_excel.core.planning.plan import CityPlan, PetitionCount
from xhg_excel.core.sheets.layout import BookLayout, Content, SheetLayout
from xhg_excel.core.sheets.table import FIRST_ROW, set_widths, style_of, table_sheet
from xhg_excel.core.templates.cover import basis, marker_sheet
from xhg_excel.core.templates.interpretations import interpretations_sheet
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.planning import plan as words
from xhg_excel.notice.words.planning.plan import FINISHED_RULE, SMALL_TRADES_RULE, SUSPENDED_RULE, Variation
from xhg_excel.notice.words.totals.totals import NONE
from xhg_excel.notice.words.workbook import LISTED, PLAN_KIND

Row = Sequence[Content]
_VISITED_COL = words.COUNTIES_HEADS.index(words.VISITED)
Effects = Sequence[tuple[Variation, Sequence[CityDifference]]]


@dataclass(frozen=True)
class PlanBook:
    """What the plan workbook shows: plans by city, what their readers must know, other readings."""

    plans: Sequence[CityPlan]
    findings: Sequence[Finding] = ()
    effects: Effects = ()
    more: Sequence[SheetLayout] = field(default=())


def plan_book(content: PlanBook, campaign: Campaign) -> BookLayout:
    """Return the plan workbook."""
    sheets = (
        _overview(content, campaign),
        _notices(content.findings, campaign),
        _counties(content.plans),
        _tasks(content.plans),
        *content.more,
        _strata(content.plans),
        _effects(content, campaign),
        interpretations_sheet(campaign),
        marker_sheet(campaign, PLAN_KIND),
    )
    return BookLayout(sheets, words.PLAN_TITLE)


def names(regions: Sequence[Region]) -> str:
    """Return the names of regions in one string."""
    return LISTED.join(region.name for region in regions)


def _overview(content: PlanBook, campaign: Campaign) -> SheetLayout:
    rows = [_city_row(plan, content.findings) for plan in content.plans]
    summed = list(zip(*rows, strict=True))
    total = [
        sum(n for n in col if isinstance(n, int)) if any(isinstance(n, int) for n in col) else "" for col in summed
    ]
    sheet = table_sheet(words.OVERVIEW_SHEET, words.PLAN_TITLE, words.OVERVIEW_HEADS, rows, basis(campaign))
    set_widths(sheet, (10.0, 8.5, 8.5, 8.5, 30.0, 13.0, 8.5, 8.5, 8.5, 8.5, 8.5, 8.5, 8.5, 8.5, 8.5, 8.5, 10.5), rows)
    if len(rows) > 1:
        end = FIRST_ROW + len(rows)
        for col, value in enumerate([words.WHOLE_PROVINCE, *total[1:]]):
            sheet.put(end, col, value, style_of(value, total=True))
        sheet.heights[end] = 24.0
    return sheet


def _city_row(plan: CityPlan, findings: Sequence[Finding]) -> Row:
    quota = plan.quota
    drawn = [plan.due(rule) for rule in (FINISHED_RULE, SMALL_TRADES_RULE, SUSPENDED_RULE)]
    petitions = list((plan.petitions or {}).values())
    counted = [sum(p.received for p in petitions), sum(p.rewards_due for p in petitions)]
    own = count_by_severity(f for f in findings if f.item == quota.city.name)
    return (
        quota.city.name,
        quota.counties,
        quota.counties_due,
        len(plan.visited),
        names(plan.visited),
        plan.binding.value,
        quota.problems,
        quota.problems_due,
        quota.unfinished,
        drawn[0],
        plan.available,
        drawn[1],
        drawn[2],
        quota.unfinished + sum(drawn),
        *(counted if plan.petitions is not None else (words.NO_LIST, words.NO_LIST)),
        LISTED.join(f"{severity.value}{n}" for severity, n in own.items() if n) or NONE,
    )


def _notices(findings: Sequence[Finding], campaign: Campaign) -> SheetLayout:
    rows: list[Row] = [(f.severity.value, f.code, f.what, f.remedy, f.where) for f in in_order(findings)]
    rows = rows or [("", "", NONE, "", "")]
    sheet = table_sheet(words.NOTICES_SHEET, words.NOTICES_SHEET, words.NOTICES_HEADS, rows, basis(campaign))
    set_widths(sheet, (8.0, 8.0, 50.0, 60.0, 30.0), rows)
    return sheet


def _counties(plans: Sequence[CityPlan]) -> SheetLayout:
    rows: list[Row] = [
        (
            plan.quota.city.name,
            held.county.name,
            held.county.code,
            words.VISITED if held.county in plan.visited else words.NOT_VISITED,
            plan.reasons[held.county.code].value,
            rank.screened,
            rank.screened_rank,
            rank.problems,
            rank.problems_rank,
            rank.rank_sum,
            held.finished,
            held.unfinished,
        )
        for plan in plans
        for held, rank in zip(plan.quota.by_county, plan.quota.ranks, strict=True)
    ]
    sheet = table_sheet(words.COUNTIES_SHEET, words.COUNTIES_TITLE, words.COUNTIES_HEADS, rows, words.COUNTIES_NOTE)
    set_widths(sheet, (11.0, 18.0, 10.0, 8.0, 48.0, 13.0, 7.0, 12.0, 7.0, 8.0, 13.0, 13.0), rows)
    for number, row in enumerate(rows, start=FIRST_ROW):
        if row[_VISITED_COL] == words.VISITED:
            sheet.put(number, _VISITED_COL, words.VISITED, "remark")
    return sheet


def _tasks(plans: Sequence[CityPlan]) -> SheetLayout:
    rows = [row for plan in plans for row in _task_rows(plan)]
    sheet = table_sheet(words.TASKS_SHEET, words.TASKS_SHEET, words.TASKS_HEADS, rows, words.TASKS_NOTE)
    set_widths(sheet, (11.0, 18.0, 9.0, 9.0, 11.0, 12.0, 10.0, 11.0, 11.0, 14.0, 10.0, 10.0, 10.0), rows)
    return sheet


def _task_rows(plan: CityPlan) -> Iterator[Row]:
    """Yield the counties where there is anything to do, those not visited as such too."""
    expected = expected_draw(plan)
    petitions = plan.petitions or {}
    for held in plan.quota.by_county:
        visited = held.county in plan.visited
        others = [plan.due(rule, held.county) for rule in (SMALL_TRADES_RULE, SUSPENDED_RULE)]
        drawn = expected.get(held.county.code, 0)
        asked = petitions.get(held.county.code, PetitionCount())
        sites = held.unfinished + drawn + sum(others)
        if visited or sites or asked.received:
            mark = words.VISITED if visited else words.NOT_VISITED
            place = (plan.quota.city.name, held.county.name, mark, int(visited))
            yield (*place, held.unfinished, drawn, *others, sites, *_asked(plan, asked))
    if "" in petitions:
        place = (plan.quota.city.name, words.NOWHERE, words.NOT_VISITED, 0)
        yield (*place, 0, 0, 0, 0, 0, *_asked(plan, petitions[""]))


def _asked(plan: CityPlan, count: PetitionCount) -> Row:
    if plan.petitions is None:
        return (words.NO_LIST,) * 4
    return count.received, count.still_open, count.rewards_due, count.rewards_open


def expected_draw(plan: CityPlan) -> dict[str, int]:
    """Return by county code how many finished ones the draw will take, were it in proportion.

    The draw itself is over all visited counties together; this is for planning the load.
    """
    inside = [held for held in plan.quota.by_county if held.county in plan.visited]
    shares = apportion(plan.due(FINISHED_RULE), [held.finished for held in inside])
    return {held.county.code: share for held, share in zip(inside, shares, strict=True)}


def _strata(plans: Sequence[CityPlan]) -> SheetLayout:
    rows: list[Row] = [
        (
            plan.quota.city.name,
            stratum.rule,
            words.RULE_NAMES[stratum.rule],
            stratum.county.name if stratum.county else "",
            stratum.site_type,
            stratum.available,
            stratum.due,
        )
        for plan in plans
        for stratum in plan.strata
    ]
    sheet = table_sheet(words.STRATA_SHEET, words.STRATA_SHEET, words.STRATA_HEADS, rows, words.STRATA_NOTE)
    set_widths(sheet, (12.0, 8.0, 36.0, 20.0, 20.0, 9.0, 9.0), rows)
    return sheet


def _effects(content: PlanBook, campaign: Campaign) -> SheetLayout:
    rows: list[Row] = [row for variation, changed in content.effects for row in _effect_rows(variation, changed)]
    if len(content.plans) > 1:
        rows.append(_province_wide(content.plans, campaign))
    sheet = table_sheet(words.EFFECTS_SHEET, words.EFFECTS_TITLE, words.EFFECTS_HEADS, rows, words.EFFECTS_NOTE)
    set_widths(sheet, (34.0, 14.0, 11.0, 11.0, 11.0, 12.0, 11.0, 13.0, 32.0, 32.0), rows)
    return sheet


def _effect_rows(variation: Variation, changed: Sequence[CityDifference]) -> Iterator[Row]:
    if not changed:
        yield (variation.name, words.NO_EFFECT, *[""] * 8)
    for effect in changed:
        left = names(effect.leave)
        if effect.unknown:
            left += words.NO_PRIORITY_THEN.format(names=names(effect.unknown))
        figures = (_now_then(now, then) for now, then in zip(effect.now, effect.then, strict=True))
        yield (variation.name, effect.city.name, *figures, names(effect.enter), left)


def _now_then(now: int, then: int) -> Content:
    return now if now == then else words.NOW_THEN.format(now=now, then=then)


def _province_wide(plans: Sequence[CityPlan], campaign: Campaign) -> Row:
    """Compare both halves taken city by city, as they are, with halves of the whole province."""
    due: Counter[str] = Counter()
    for plan in plans:
        due.update(n=plan.quota.counties, m=plan.quota.problems)
        due.update(counties=plan.quota.counties_due, problems=plan.quota.problems_due)
    counties = share_of(due["n"], campaign.county_share, campaign)
    problems = share_of(due["m"], campaign.problem_share, campaign)
    compared = (_now_then(due["counties"], counties), "", _now_then(due["problems"], problems), "", "", "", "")
    return (words.PROVINCE_WIDE, words.WHOLE_PROVINCE, due["n"], *compared)
