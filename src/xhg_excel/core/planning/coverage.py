"""What a city's forms cover of what 五(二) asks: counties, problems, others, petitions, dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from xhg_excel.core.answers.ledger_rows import is_open, ledger_cell, ledger_rows
from xhg_excel.core.model.answer import Answer, show
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.finding import Finding, at_cells
from xhg_excel.core.model.naming import window_shown
from xhg_excel.core.model.submission import Answers, Form, Submission, Unit
from xhg_excel.core.planning.quota import CityQuota, quotas
from xhg_excel.core.rules.evaluate import Values, holds
from xhg_excel.notice import (
    COVERAGE_RULES,
    OTHER_ANNEXES,
    PETITIONS,
    PROBLEM_ANNEXES,
    PROBLEMS,
    SCREENING,
    SMALL_CHEM,
    SMALL_TRADES,
    STATUS_OPEN,
    UNIT_ANNEXES,
)
from xhg_excel.notice.schema.form import YES
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.planning.quota import QUOTA_CLAUSE, SMALL_TRADES_NAME, SUSPENDED_NAME
from xhg_excel.notice.words.totals.crosschecks import OTHERS_SAID, PETITIONS_SAID
from xhg_excel.notice.words.workbook import DATE_TEXT

Filed = tuple[Unit, Form]
CityFacts = dict[str, Answer | None]


def check_coverage(
    submissions: Sequence[Submission],
    ledgers: Sequence[Submission],
    context: Context,
    today: date,
    city: Region | None = None,
) -> Iterator[Finding]:
    """Yield what each city of the ledgers still lacks, or `city` alone; nothing without 问题清单 and 排查底数."""
    covered = list(coverage_facts(submissions, ledgers, context, today, city))
    for quota, facts in covered:
        yield from _lacking("city", quota.city.name, facts, (ledgers, context))
    if len(covered) > 1:
        reported = {part.unit.city for part in _parts(submissions) if part.unit}
        facts = {"cities_reported": len(reported), "groups": context.campaign.groups}
        yield from _lacking("province", "", facts, (ledgers, context))


def coverage_facts(
    submissions: Sequence[Submission],
    ledgers: Sequence[Submission],
    context: Context,
    today: date,
    city: Region | None = None,
) -> Iterator[tuple[CityQuota, CityFacts]]:
    """Yield for each city of the ledgers, or for `city` alone, what is asked of it and what its forms cover.

    A city is often checked against the ledgers of the whole province; the others are none of its business.
    """
    problems, screening = (ledger_rows(ledgers, ledger) for ledger in (PROBLEMS, SCREENING))
    if not problems and not screening:
        return
    forms = [(part.unit, form) for part in _parts(submissions) for form in part.forms if part.unit]
    asked = quotas(problems, screening, context.registry, context.campaign)
    for quota in (one for one in asked if city in (None, one.city)):
        own = [(unit, form) for unit, form in forms if unit.city == quota.city]
        facts = _visits(own, quota) | _sites(own, quota, problems, context) | _dates(own, context, today)
        yield quota, facts | _petitions(ledger_rows(ledgers, PETITIONS), quota, context)


def _parts(submissions: Sequence[Submission]) -> list[Submission]:
    return [part for submission in submissions for part in (submission.parts or [submission]) if part.unit]


def _lacking(level: str, city: str, facts: CityFacts, by: tuple[Sequence[Submission], Context]) -> Iterator[Finding]:
    ledgers, context = by
    place, file = ledger_cell(ledgers, city, context)
    for rule in COVERAGE_RULES:
        if rule.annex == level and holds(rule.when, Values(facts, context.campaign)):
            value = show(next((facts[key] for key in rule.keys if isinstance(facts.get(key), int)), None))
            detail = "/".join(show(facts[key]) for key in rule.detail)
            finding = at_cells(rule.code, [place], QUOTA_CLAUSE, item=city, value=value, detail=detail)
            yield finding.in_file(file)


def _visits(forms: Sequence[Filed], quota: CityQuota) -> CityFacts:
    filled = [(unit.county, form.annex) for unit, form in forms if any(v is not None for v in form.answers.values())]
    visited = {county for county, _ in filled if county is not None}
    with_annex1 = {county for county, annex in filled if annex in UNIT_ANNEXES}
    unvisited = [county.name for county in quota.priority if county not in visited]
    without = sorted(county.name for county in visited - with_annex1 if county is not None)
    return {
        # A county is visited when it has its Annex 1 (五(三)); a lone site elsewhere does not count.
        "counties_visited": len(with_annex1 - {None}),
        "counties_due": quota.counties_due,
        "priority_unvisited": "、".join(unvisited) or None,
        "without_annex1": "、".join(without) or None,
    }


def _sites(forms: Sequence[Filed], quota: CityQuota, problems: Sequence[Answers], context: Context) -> CityFacts:
    inspected = {show(form.get("problem_id")) for _, form in forms if form.annex in PROBLEM_ANNEXES}
    open_ids = [
        show(row.get("problem_id"))
        for row in problems
        if row.get("status") == STATUS_OPEN
        and row.get("site_type") == SMALL_CHEM
        and context.registry.match_city(show(row.get("city"))) == quota.city
    ]
    missed = sorted(number for number in open_ids if number not in inspected)
    kinds = [show(form.get("site_type")) for _, form in forms if form.annex in OTHER_ANNEXES and form.get("site_type")]
    trades = sum(kind in SMALL_TRADES for kind in kinds)
    return {
        "problem_forms": len(inspected - {""}),
        "problems_due": quota.problems_due,
        "unfinished_count": len(missed),
        "unfinished_unvisited": "、".join(missed) or None,
        **_others("small_trades", SMALL_TRADES_NAME, trades, quota.small_trades_due),
        **_others("suspended", SUSPENDED_NAME, len(kinds) - trades, quota.suspended_due),
    }


def _others(key: str, name: str, forms: int, due: int) -> CityFacts:
    said = OTHERS_SAID.format(name=name, forms=forms, due=due)
    return {f"{key}_forms": forms, f"{key}_due": due, f"{key}_said": said}


def _petitions(petitions: Sequence[Answers], quota: CityQuota, context: Context) -> CityFacts:
    own = [row for row in petitions if context.registry.match_city(show(row.get("city"))) == quota.city]
    unpaid = [row for row in own if row.get("reward_due") == YES and row.get("rewarded_on") is None]
    still_open = sum(is_open(row) for row in own)
    said = PETITIONS_SAID.format(petitions=still_open, rewards=len(unpaid))
    return {"petitions_open": still_open, "rewards_open": len(unpaid), "petitions_said": said}


def _dates(forms: Sequence[Filed], context: Context, today: date) -> CityFacts:
    campaign = context.campaign
    days = [form.get("visited_on") for _, form in forms]
    outside = [d for d in days if isinstance(d, date) and not campaign.window_start <= d <= campaign.window_end]
    return {
        "forms_outside_window": len(outside),
        "window": window_shown(campaign),
        "days_left": (campaign.report_due - today).days,
        "report_due": DATE_TEXT.format(date=campaign.report_due),
    }
