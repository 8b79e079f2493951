"""Choose the counties a group visits, with reasons, and the strata that are drawn from.

Nothing is drawn here: a plan is computed from counts alone. `core.drawing` draws the sites of each stratum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xhg_excel.core.answers.ledger_rows import is_given, is_open, ledger_rows
from xhg_excel.core.model.answer import show
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Answers, Submission
from xhg_excel.core.planning.allocate import allocate
from xhg_excel.core.planning.quota import CityQuota, quotas
from xhg_excel.notice import PETITIONS, PROBLEMS, SCREENING, SMALL_CHEM, SMALL_TRADES, SUSPENDED
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.form import YES
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.planning import plan as words


@dataclass(frozen=True)
class Stratum:
    """One part of the problem list and how many of it are drawn; county None = all visited counties together.

    `rule` is B2 (finished 小化工), B3 (“小字头”) or B4 (“停产停业”); B1, all unfinished, is no stratum.
    """

    rule: str
    county: Region | None
    site_type: str
    available: int
    due: int


@dataclass(frozen=True)
class PetitionCount:
    """Petitions of one county: all are checked (五(二)), and all rewards that are due."""

    received: int = 0
    still_open: int = 0
    rewards_due: int = 0
    rewards_open: int = 0


@dataclass(frozen=True)
class CityPlan:
    """The plan of one city.

    `visited` are the counties to visit, by code; `reasons` is by county code and says why each county
    is visited or not. `petitions` is by county code, "" for those of no known county; None without the list.
    """

    quota: CityQuota
    visited: tuple[Region, ...]
    reasons: Mapping[str, words.Reason]
    binding: words.Binding
    strata: tuple[Stratum, ...]
    petitions: Mapping[str, PetitionCount] | None = None

    @property
    def available(self) -> int:
        """How many finished 小化工 the list has in the visited counties."""
        return self.quota.finished_in(self.visited)

    @property
    def short(self) -> int:
        """How many finished 小化工 are due but in no county of the city, so that they cannot be drawn."""
        return max(0, self.quota.to_draw - self.available)

    def due(self, rule: str, county: Region | None = None) -> int:
        """Return how many are drawn by a rule, of one county where that is fixed before the draw."""
        return sum(s.due for s in self.strata if s.rule == rule and county in (None, s.county))


def plans(
    problems: Sequence[Answers],
    screening: Sequence[Answers],
    petitions: Sequence[Answers] | None,
    registry: Registry,
    campaign: Campaign,
) -> list[CityPlan]:
    """Return the plan of every city that 问题清单 or 排查底数 names, by code; petitions None = no list."""
    counted = None if petitions is None else count_petitions(petitions, registry)
    return [
        plan_city(quota, campaign, None if counted is None else counted.get(quota.city.code, {}))
        for quota in quotas(problems, screening, registry, campaign)
    ]


def ledger_plans(ledgers: Sequence[Submission], campaign: Campaign) -> list[CityPlan]:
    """Return the plan of every city in parsed ledgers, by code, under a campaign's settings."""
    problems, screening, petitions = (ledger_rows(ledgers, ledger) for ledger in (PROBLEMS, SCREENING, PETITIONS))
    given = petitions if is_given(ledgers, PETITIONS) else None
    return plans(problems, screening, given, Registry(campaign), campaign)


def plan_city(quota: CityQuota, campaign: Campaign, petitions: Mapping[str, PetitionCount] | None = None) -> CityPlan:
    """Return the plan of one city.

    Source: notice 五(二). Where no choice of counties is enough, all are visited and `short` counts what is missing.
    """
    visited = choose_counties(quota)
    strata = strata_of(quota, visited, campaign)
    return CityPlan(quota, visited, _reasons(quota, visited), _binding(quota, visited), strata, petitions)


def choose_counties(quota: CityQuota) -> tuple[Region, ...]:
    """Return the counties to visit, by code; all counties when no choice is enough.

    A choice is enough when it has the priority counties, at least half of all counties, and as many
    finished problems as must be drawn: those may only be drawn in visited counties, so that both halves
    of 五(二) restrict the choice together. Of all such sets the result has the fewest counties and, among
    those, the codes that come first in ascending order. A test compares it with all subsets.

    Source: notice 五(二).
    """
    size, chosen = quota.counties_needed, set(quota.priority)
    if size is None:
        return tuple(problems.county for problems in quota.by_county)
    for position, problems in enumerate(quota.by_county, start=1):
        # Take the first county with which the rest can still be completed.
        if problems.county not in chosen and _can_complete(quota, chosen | {problems.county}, position, size):
            chosen.add(problems.county)
    return tuple(problems.county for problems in quota.by_county if problems.county in chosen)


def _can_complete(quota: CityQuota, chosen: set[Region], start: int, size: int) -> bool:
    """Return whether `chosen` and the fullest counties from `start` on, `size` counties in all, are enough."""
    missing = size - len(chosen)
    rest = sorted((p.finished for p in quota.by_county[start:] if p.county not in chosen), reverse=True)
    return 0 <= missing <= len(rest) and quota.finished_in(chosen) + sum(rest[:missing]) >= quota.to_draw


def _reasons(quota: CityQuota, visited: Sequence[Region]) -> dict[str, words.Reason]:
    """Return the reason of each county by code, compared with the choice that counting counties alone would give."""
    others = [problems.county for problems in quota.by_county if problems.county not in quota.priority]
    by_count = {*quota.priority, *others[: max(0, quota.counties_due - len(quota.priority))]}

    def reason(county: Region) -> words.Reason:
        if county in quota.priority:
            return words.Reason.PRIORITY
        if county in visited:
            return words.Reason.COUNTY_HALF if county in by_count else words.Reason.PROBLEM_HALF
        return words.Reason.GAVE_WAY if county in by_count else words.Reason.NOT_NEEDED

    return {problems.county.code: reason(problems.county) for problems in quota.by_county}


def _binding(quota: CityQuota, visited: Sequence[Region]) -> words.Binding:
    if len(visited) > max(quota.counties_due, len(quota.priority)):
        return words.Binding.PROBLEMS
    return words.Binding.COUNTIES if quota.counties_due >= len(quota.priority) else words.Binding.PRIORITY


def strata_of(quota: CityQuota, visited: Sequence[Region], campaign: Campaign) -> tuple[Stratum, ...]:
    """Return the strata of a city and how many are drawn from each, when these counties are visited."""
    available = quota.finished_in(visited)
    finished = Stratum(words.FINISHED_RULE, None, SMALL_CHEM, available, min(quota.to_draw, available))
    trades = _strata_of_others(quota, visited, words.SMALL_TRADES_RULE, SMALL_TRADES, campaign.small_trades_quota)
    suspended = _strata_of_others(quota, visited, words.SUSPENDED_RULE, SUSPENDED, campaign.suspended_quota)
    return (finished, *trades, *suspended)


def _strata_of_others(
    quota: CityQuota, visited: Sequence[Region], rule: str, site_types: Sequence[str], due: int
) -> list[Stratum]:
    """Divide “各10家” among the visited counties; what they have too few of is drawn in the other counties."""
    strata: list[Stratum] = []
    for is_visited in (True, False):
        counties = {p.county.code: p for p in quota.by_county if (p.county in visited) == is_visited}
        available = {(name, code): p.others.get(name, 0) for code, p in counties.items() for name in site_types}
        drawn = allocate(due, available, site_types, list(counties))
        strata += [
            Stratum(rule, counties[code].county, name, available[name, code], n) for (name, code), n in drawn.items()
        ]
        due -= sum(drawn.values())
    return strata


def count_petitions(rows: Sequence[Answers], registry: Registry) -> dict[str, dict[str, PetitionCount]]:
    """Return petitions and rewards by city code, then county code ("" where no county is known)."""
    found: dict[str, dict[str, list[Answers]]] = {}
    for row in rows:
        city = registry.match_city(show(row.get("city")))
        if city is not None:
            county = registry.match_county(show(row.get("county")), city).region
            found.setdefault(city.code, {}).setdefault(county.code if county else "", []).append(row)
    return {
        city: {code: _petition_count(of_county) for code, of_county in by_county.items()}
        for city, by_county in found.items()
    }


def _petition_count(rows: Sequence[Answers]) -> PetitionCount:
    rewards = [row for row in rows if row.get("reward_due") == YES]
    unpaid = sum(row.get("rewarded_on") is None for row in rewards)
    return PetitionCount(len(rows), sum(map(is_open, rows)), len(rewards), unpaid)
