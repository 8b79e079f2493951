"""Compare the forms of each city with what 五(二) requires: counties, problem sites, other sites, petitions, dates.

The facts of a city are named values; the rules C1 to C10 of the notice (`COVERAGE_RULES`) read them
by these names, and so does the sheet 覆盖情况.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from xhg_excel import notice
from xhg_excel.core.answers.ledger_rows import is_late, is_open, ledger_cell, ledger_rows
from xhg_excel.core.model.answer import Answer, show
from xhg_excel.core.model.context import Context, days_said, window_shown
from xhg_excel.core.model.finding import Finding, at_cells
from xhg_excel.core.model.identifiers import number_keys
from xhg_excel.core.model.submission import Answers, Form, Submission, Unit
from xhg_excel.core.planning.plan import choose_counties
from xhg_excel.core.planning.quota import CityQuota, quotas
from xhg_excel.core.rules.evaluate import Values, holds
from xhg_excel.notice.schema.form import YES
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.planning.quota import QUOTA_CLAUSE, SMALL_TRADES_NAME, SUSPENDED_NAME
from xhg_excel.notice.words.totals.crosschecks import FEW_SITES, OPEN_PETITIONS
from xhg_excel.notice.words.workbook import CITY_OWN, LISTED

CoverageFacts = dict[str, Answer | None]
UnitForms = Sequence[tuple[Unit, Form]]


@dataclass(frozen=True)
class CityCoverage:
    """What is due in one city and, by the names the rules C1 to C10 use, what its forms cover."""

    quota: CityQuota
    facts: CoverageFacts


def check_coverage(
    submissions: Sequence[Submission],
    ledgers: Sequence[Submission],
    context: Context,
    today: date,
    city: Region | None = None,
) -> Iterator[Finding]:
    """Yield a finding (C1 to C10) for each requirement of 五(二) that a city does not meet yet.

    Args:
        submissions: the parsed workbooks; totals workbooks count by their parts.
        ledgers: the parsed ledgers; without 问题清单 and 排查底数 nothing is yielded.
        context: settings and regions.
        today: the day from which the days left until the report are counted.
        city: check this city alone; None checks every city of the ledgers and, when there are
            several, how many cities of the province have reported.
    """
    cities = list(coverage_by_city(submissions, ledgers, context, today, city))
    for covered in cities:
        yield from _broken_rules("city", covered.quota.city.name, covered.facts, ledgers, context)
    if len(cities) > 1:
        reported = {part.unit.city for part in _unit_parts(submissions) if part.unit}
        facts: CoverageFacts = {"cities_reported": len(reported), "groups": context.campaign.groups}
        yield from _broken_rules("province", "", facts, ledgers, context)


def coverage_by_city(
    submissions: Sequence[Submission],
    ledgers: Sequence[Submission],
    context: Context,
    today: date,
    city: Region | None = None,
) -> Iterator[CityCoverage]:
    """Yield what is due and what is covered for each city of the ledgers, by code; arguments as `check_coverage`.

    With `city`, only for that city: a city is often checked with the ledgers of the whole province.
    """
    problems, screening = (ledger_rows(ledgers, ledger) for ledger in (notice.PROBLEMS, notice.SCREENING))
    if not problems and not screening:
        return
    forms = [(part.unit, form) for part in _unit_parts(submissions) for form in part.forms if part.unit]
    for quota in quotas(problems, screening, context.registry, context.campaign):
        if city in (None, quota.city):
            filed = [(unit, form) for unit, form in forms if unit.city == quota.city]
            facts = _counties(filed, quota) | _sites(filed, quota, problems, context) | _dates(filed, context, today)
            yield CityCoverage(quota, facts | _petitions(ledger_rows(ledgers, notice.PETITIONS), quota, context))


def _unit_parts(submissions: Sequence[Submission]) -> list[Submission]:
    """Return one submission a unit: a totals workbook is replaced by its parts."""
    return [part for submission in submissions for part in (submission.parts or [submission]) if part.unit]


def _broken_rules(
    level: str, city: str, facts: CoverageFacts, ledgers: Sequence[Submission], context: Context
) -> Iterator[Finding]:
    place, file = ledger_cell(ledgers, city, context)
    for rule in notice.COVERAGE_RULES:
        if rule.annex == level and holds(rule.when, Values(facts, context.campaign)):
            value = show(next((facts[key] for key in rule.keys if isinstance(facts.get(key), int)), None))
            detail = "/".join(show(facts[key]) for key in rule.detail)
            finding = at_cells(rule.code, [place], QUOTA_CLAUSE, item=city, value=value, detail=detail)
            yield finding.in_file(file)


def _counties(filed: UnitForms, quota: CityQuota) -> CoverageFacts:
    filled = [(unit.county, form.annex) for unit, form in filed if any(v is not None for v in form.answers.values())]
    visited = {county for county, _ in filled if county is not None}
    with_annex1 = {county for county, annex in filled if annex in notice.UNIT_ANNEXES}
    # 五(二): what is done in a county of the plan is done by its 附件1; a site elsewhere asks for none.
    lacking = [county.name for county in choose_counties(quota) if county in visited - with_annex1]
    unseen = [county.name for county in quota.priority if county not in with_annex1]
    own = [] if None in with_annex1 else [CITY_OWN]
    return {
        "counties_visited": len(with_annex1 - {None}),
        "counties_due": quota.counties_due,
        "priority_unvisited": LISTED.join(unseen) or None,
        "without_annex1": LISTED.join([*lacking, *own]) or None,
    }


def _sites(filed: UnitForms, quota: CityQuota, problems: Sequence[Answers], context: Context) -> CoverageFacts:
    own = [row for row in problems if context.registry.match_city(show(row.get("city"))) == quota.city]
    key_of = number_keys(show(row.get("problem_id")) for row in own)
    inspected = {key_of(show(form.get("problem_id"))) for _, form in filed if form.annex in notice.PROBLEM_ANNEXES}
    chem = [row for row in own if row.get("site_type") == notice.SMALL_CHEM and row.get("problem_id") is not None]
    listed = {key_of(show(row["problem_id"])) for row in chem}
    missed = sorted(
        number
        for row in chem
        if row.get("status") == notice.STATUS_OPEN and key_of(number := show(row["problem_id"])) not in inspected
    )
    others = [form for _, form in filed if form.annex in notice.OTHER_ANNEXES and form.get("site_type")]
    types = [show(form.get("site_type")) for form in others]
    trades, suspended = (sum(map(belongs, types)) for belongs in (notice.is_small_trade, notice.is_suspended))
    return {
        # C3 counts listed sites: a form whose number is not on the list covers nothing of it.
        "problem_forms": len(inspected & listed),
        "problems_due": quota.problems_due,
        "unfinished_count": len(missed),
        "unfinished_unvisited": "、".join(missed) or None,
        **_others("small_trades", SMALL_TRADES_NAME, trades, quota.small_trades_due),
        **_others("suspended", SUSPENDED_NAME, suspended, quota.suspended_due),
    }


def _others(key: str, name: str, forms: int, due: int) -> CoverageFacts:
    sentence = FEW_SITES.format(name=name, forms=forms, due=due)
    return {f"{key}_forms": forms, f"{key}_due": due, f"{key}_said": sentence}


def _petitions(petitions: Sequence[Answers], quota: CityQuota, context: Context) -> CoverageFacts:
    of_city = [row for row in petitions if context.registry.match_city(show(row.get("city"))) == quota.city]
    unpaid = sum(row.get("reward_due") == YES and row.get("rewarded_on") is None for row in of_city)
    still_open = sum(is_open(row) for row in of_city)
    days = context.campaign.reward_days
    late = sum(is_late(row, days) for row in of_city)
    sentence = OPEN_PETITIONS.format(petitions=still_open, rewards=unpaid, late=late, days=days)
    counts: CoverageFacts = {"petitions_open": still_open, "rewards_open": unpaid, "rewards_late": late}
    return counts | {"petitions_said": sentence}


def _dates(filed: UnitForms, context: Context, today: date) -> CoverageFacts:
    campaign = context.campaign
    days = [form.get("visited_on") for _, form in filed]
    outside = [d for d in days if isinstance(d, date) and not campaign.window_start <= d <= campaign.window_end]
    return {
        "forms_outside_window": len(outside),
        "window": window_shown(campaign),
        "days_left": (campaign.report_due - today).days,
        "days_said": days_said(campaign.report_due, today),
    }
