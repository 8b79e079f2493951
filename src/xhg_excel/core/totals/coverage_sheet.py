"""覆盖情况: every demand of 五(二) by city, what is due, what is there, what is lacking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xhg_excel.core.model.answer import show
from xhg_excel.core.model.finding import at_sheet
from xhg_excel.core.planning.coverage import CityCoverage, CoverageFacts
from xhg_excel.core.planning.quota import CityQuota
from xhg_excel.core.rules.evaluate import Values, holds
from xhg_excel.core.sheets.layout import Cell, Content, SheetLayout
from xhg_excel.core.sheets.table import FIRST_ROW, table_sheet
from xhg_excel.notice import COVERAGE_RULES
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.rule import Rule
from xhg_excel.notice.words.planning.quota import QUOTA_CLAUSE
from xhg_excel.notice.words.totals import reported as words


def coverage_sheet(covered: Sequence[CityCoverage], campaign: Campaign) -> SheetLayout:
    """Return the table of all demands on each city."""
    rows = [row for city in covered for row in _city(city.quota, city.facts, campaign)]
    sheet = table_sheet(
        words.COVERAGE_SHEET,
        words.COVERAGE_TITLE,
        words.COVERAGE_HEADS,
        rows,
        words.COVERAGE_NOTE.format(clause=QUOTA_CLAUSE),
    )
    for at, row in enumerate(rows, start=FIRST_ROW):
        if row[5] == words.NOT_MET:
            sheet.cells[at, 5] = Cell(words.NOT_MET, "must")
    return sheet


def _city(quota: CityQuota, facts: CoverageFacts, campaign: Campaign) -> Iterator[tuple[Content, ...]]:
    known = {**facts, **_more(facts, quota)}
    for code, (asked, due, there) in words.ASKED.items():
        rules = [rule for rule in COVERAGE_RULES if rule.code == code and rule.annex == "city"]
        if not rules or code == "C8":  # C8 warns of a day, it is no demand that can be met by forms.
            continue
        broken = [rule for rule in rules if holds(rule.when, Values(facts, campaign))]
        said = "；".join(dict.fromkeys(_said(rule, quota, facts) for rule in broken))
        yield (
            quota.city.name,
            code,
            asked,
            _number(known.get(due)),
            _number(known.get(there)),
            words.NOT_MET if broken else words.MET,
            said,
        )


def _more(facts: CoverageFacts, quota: CityQuota) -> dict[str, int]:
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


def _said(rule: Rule, quota: CityQuota, facts: CoverageFacts) -> str:
    value = show(next((facts[key] for key in rule.keys if isinstance(facts.get(key), int)), None))
    detail = "/".join(show(facts[key]) for key in rule.detail)
    return at_sheet(rule.code, "", item=quota.city.name, value=value, detail=detail).what
