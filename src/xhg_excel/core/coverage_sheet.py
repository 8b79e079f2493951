"""覆盖情况: every demand of 五(二) by city, what is due, what is there, what is lacking.

Room: core.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xhg_excel.core.coverage import CityFacts
from xhg_excel.core.evaluate import Facts, holds
from xhg_excel.core.finding import at_sheet
from xhg_excel.core.layout import Cell, Content, SheetLayout
from xhg_excel.core.normalize import show
from xhg_excel.core.quota import CityQuota
from xhg_excel.core.table_sheet import FIRST_ROW, table_sheet
from xhg_excel.spec.board import ASKED, COVERAGE_HEADS, COVERAGE_NOTE, COVERAGE_SHEET, COVERAGE_TITLE, MET, NOT_MET
from xhg_excel.spec.campaign import Campaign
from xhg_excel.spec.quota import QUOTA_CLAUSE
from xhg_excel.spec.rule import Rule
from xhg_excel.spec.rules import COVERAGE_RULES

Covered = tuple[CityQuota, CityFacts]


def coverage_sheet(covered: Sequence[Covered], campaign: Campaign) -> SheetLayout:
    """Return the table of all demands on each city."""
    rows = [row for quota, facts in covered for row in _city(quota, facts, campaign)]
    sheet = table_sheet(COVERAGE_SHEET, COVERAGE_TITLE, COVERAGE_HEADS, rows, COVERAGE_NOTE.format(clause=QUOTA_CLAUSE))
    for at, row in enumerate(rows, start=FIRST_ROW):
        if row[5] == NOT_MET:
            sheet.cells[at, 5] = Cell(NOT_MET, "must")
    return sheet


def _city(quota: CityQuota, facts: CityFacts, campaign: Campaign) -> Iterator[tuple[Content, ...]]:
    known = {**facts, **_more(facts, quota)}
    for code, (asked, due, there) in ASKED.items():
        rules = [rule for rule in COVERAGE_RULES if rule.code == code and rule.annex == "city"]
        if not rules or code == "C8":  # C8 warns of a day, it is no demand that can be met by forms.
            continue
        broken = [rule for rule in rules if holds(rule.when, Facts(facts, campaign))]
        said = "；".join(dict.fromkeys(_said(rule, quota, facts) for rule in broken))
        yield (
            quota.city.name,
            code,
            asked,
            _number(known.get(due)),
            _number(known.get(there)),
            NOT_MET if broken else MET,
            said,
        )


def _more(facts: CityFacts, quota: CityQuota) -> dict[str, int]:
    """Return sums that no rule reads but a reader wants beside it."""
    missed = facts.get("unfinished_count")
    forms = [facts.get(key) for key in ("small_trades_forms", "suspended_forms")]
    return {
        "unfinished_total": quota.unfinished,
        "unfinished_visited": quota.unfinished - (missed if isinstance(missed, int) else 0),
        "others_due": quota.small_trades_due + quota.suspended_due,
        "others_forms": sum(number for number in forms if isinstance(number, int)),
    }


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _said(rule: Rule, quota: CityQuota, facts: CityFacts) -> str:
    value = show(next((facts[key] for key in rule.keys if isinstance(facts.get(key), int)), None))
    detail = "/".join(show(facts[key]) for key in rule.detail)
    return at_sheet(rule.code, "", item=quota.city.name, value=value, detail=detail).what
