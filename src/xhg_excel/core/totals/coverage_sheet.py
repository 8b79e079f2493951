"""覆盖情况: each demand of 五(二) on each city, with what is due, what is there and what is lacking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xhg_excel.core.model.answer import show
from xhg_excel.core.model.finding import at_sheet
from xhg_excel.core.planning.coverage import CityCoverage, CoverageFacts
from xhg_excel.core.planning.quota import CityQuota
from xhg_excel.core.rules.evaluate import Values, holds
from xhg_excel.core.sheets.table import Column, Table
from xhg_excel.notice import COVERAGE_RULES
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.rule import Rule
from xhg_excel.notice.words.planning.quota import QUOTA_CLAUSE
from xhg_excel.notice.words.totals import reported as words


@dataclass(frozen=True)
class Demand:
    """One demand of 五(二) on one city; `due` and `there` are None where it is no matter of counting."""

    city: str
    code: str
    demand: str
    due: int | None
    there: int | None
    verdict: str
    lacking: str

    @property
    def is_met(self) -> bool:
        """Whether the forms that were handed in meet it."""
        return self.verdict == words.MET


COVERAGE_TABLE = Table(
    words.COVERAGE_SHEET,
    words.COVERAGE_HEADS,
    [Column[Demand]("verdict", look=lambda demand: "" if demand.is_met else "must")],
    words.COVERAGE_TITLE,
    words.COVERAGE_NOTE.format(clause=QUOTA_CLAUSE),
)


def demands(covered: Sequence[CityCoverage], campaign: Campaign) -> Iterator[Demand]:
    """Yield all demands on each city, in the order of `ASKED`."""
    for city in covered:
        quota, facts = city.quota, city.facts
        counts = {**facts, **_sums(facts, quota)}
        for code, (demand, due, there) in words.ASKED.items():
            rules = [rule for rule in COVERAGE_RULES if rule.code == code and rule.annex == "city"]
            if not rules or code == "C8":  # C8 warns of a day, it is no demand that can be met by forms.
                continue
            broken = [rule for rule in rules if holds(rule.when, Values(facts, campaign))]
            yield Demand(
                quota.city.name,
                code,
                demand,
                _number(counts.get(due)),
                _number(counts.get(there)),
                words.NOT_MET if broken else words.MET,
                "；".join(dict.fromkeys(_message(rule, quota, facts) for rule in broken)),
            )


def _sums(facts: CoverageFacts, quota: CityQuota) -> dict[str, int]:
    """Return the sums that no rule uses but the sheet shows beside it."""
    missed = facts.get("unfinished_count")
    # More of one kind than are due do not make up for the other.
    kinds = (("small_trades_forms", quota.small_trades_due), ("suspended_forms", quota.suspended_due))
    forms = [min(number, due) for key, due in kinds if isinstance(number := facts.get(key), int)]
    return {
        "unfinished_total": quota.unfinished,
        "unfinished_visited": quota.unfinished - (missed if isinstance(missed, int) else 0),
        "others_due": quota.small_trades_due + quota.suspended_due,
        "others_forms": sum(forms),
    }


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _message(rule: Rule, quota: CityQuota, facts: CoverageFacts) -> str:
    value = show(next((facts[key] for key in rule.keys if isinstance(facts.get(key), int)), None))
    detail = "/".join(show(facts[key]) for key in rule.detail)
    return at_sheet(rule.code, "", item=quota.city.name, value=value, detail=detail).what
