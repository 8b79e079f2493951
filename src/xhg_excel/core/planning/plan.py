"""Which counties a group visits and why, and from which part of the lists how many are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xhg_excel.core.answers.ledger_rows import is_open, ledger_rows
from xhg_excel.core.model.answer import show
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Answers, Submission
from xhg_excel.core.planning.allocate import spread
from xhg_excel.core.planning.quota import CityQuota, quotas
from xhg_excel.notice import PETITIONS, PROBLEMS, SCREENING, SMALL_CHEM, SMALL_TRADES, SUSPENDED
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.form import YES
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.planning import plan as words


@dataclass(frozen=True)
class Stratum:
    """One part of a list and how many of it are drawn; county None = all visited counties together."""

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
    """The plan of one city: the counties visited by code, why each is in or out, what is drawn.

    `petitions` is by county code, "" for those of no known county; None without the list.
    """

    quota: CityQuota
    visited: tuple[Region, ...]
    reasons: Mapping[str, words.Reason]
    binding: words.Binding
    strata: tuple[Stratum, ...]
    petitions: Mapping[str, PetitionCount] | None = None

    @property
    def available(self) -> int:
        """How many finished 小化工 lie in the visited counties."""
        return sum(held.finished for held in self.quota.by_county if held.county in self.visited)

    @property
    def lacking(self) -> int:
        """How many finished 小化工 cannot be drawn since no county of the city holds them; 0 when all can."""
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
    made = quotas(problems, screening, registry, campaign)
    return [plan_city(q, campaign, None if counted is None else counted.get(q.city.code, {})) for q in made]


def plan_city(quota: CityQuota, campaign: Campaign, petitions: Mapping[str, PetitionCount] | None = None) -> CityPlan:
    """Return the plan of one city.

    Clause: 五(二). Where no choice of counties is enough, all are visited and `lacking` says by how much.
    """
    visited = choose_counties(quota)
    return CityPlan(
        quota,
        visited,
        _reasons(quota, visited),
        _binding(quota, visited),
        strata_of(quota, visited, campaign),
        petitions,
    )


def choose_counties(quota: CityQuota) -> tuple[Region, ...]:
    """Return the counties to visit, by code.

    The priority counties, at least half of all counties, and finished problems enough for
    the draw inside them: of all such sets one with the fewest counties, and of those the
    one whose codes, in ascending order, come first. All counties when none is enough.

    Clause: 五(二); DOMAIN tells why both halves bind together.
    """
    size, chosen = quota.counties_needed, set(quota.priority)
    if size is None:
        return tuple(held.county for held in quota.by_county)
    for position, held in enumerate(quota.by_county):
        if held.county not in chosen and _can_finish(quota, chosen | {held.county}, position + 1, size):
            chosen.add(held.county)
    return tuple(held.county for held in quota.by_county if held.county in chosen)


def _can_finish(quota: CityQuota, chosen: set[Region], start: int, size: int) -> bool:
    """Whether `chosen` and the fullest of the counties from `start` on make a set of `size` that is enough."""
    more = size - len(chosen)
    rest = sorted((h.finished for h in quota.by_county[start:] if h.county not in chosen), reverse=True)
    inside = sum(held.finished for held in quota.by_county if held.county in chosen)
    return 0 <= more <= len(rest) and inside + sum(rest[:more]) >= quota.to_draw


def _reasons(quota: CityQuota, visited: Sequence[Region]) -> dict[str, words.Reason]:
    """Say why: against the set that would do if only counties were counted."""
    enough = _by_counties_alone(quota)

    def of(county: Region) -> words.Reason:
        if county in quota.priority:
            return words.Reason.PRIORITY
        if county in visited:
            return words.Reason.COUNTY_HALF if county in enough else words.Reason.PROBLEM_HALF
        return words.Reason.GAVE_WAY if county in enough else words.Reason.NOT_NEEDED

    return {held.county.code: of(held.county) for held in quota.by_county}


def _by_counties_alone(quota: CityQuota) -> set[Region]:
    others = [held.county for held in quota.by_county if held.county not in quota.priority]
    return {*quota.priority, *others[: max(0, quota.counties_due - len(quota.priority))]}


def _binding(quota: CityQuota, visited: Sequence[Region]) -> words.Binding:
    if len(visited) > max(quota.counties_due, len(quota.priority)):
        return words.Binding.PROBLEMS
    return words.Binding.COUNTIES if quota.counties_due >= len(quota.priority) else words.Binding.PRIORITY


def strata_of(quota: CityQuota, visited: Sequence[Region], campaign: Campaign) -> tuple[Stratum, ...]:
    """Return from which part of the lists how many are drawn, with these counties visited."""
    inside = sum(held.finished for held in quota.by_county if held.county in visited)
    finished = Stratum(words.FINISHED_RULE, None, SMALL_CHEM, inside, min(quota.to_draw, inside))
    asked = (
        (words.SMALL_TRADES_RULE, SMALL_TRADES, campaign.small_trades_quota),
        (words.SUSPENDED_RULE, SUSPENDED, campaign.suspended_quota),
    )
    others = [stratum for rule, kinds, due in asked for stratum in _others(quota, visited, (rule, kinds, due))]
    return (finished, *others)


def _others(quota: CityQuota, visited: Sequence[Region], asked: tuple[str, tuple[str, ...], int]) -> list[Stratum]:
    """Spread “各10家” over the visited counties; what they lack is taken from the others."""
    rule, kinds, due = asked
    strata: list[Stratum] = []
    for held in (
        [h for h in quota.by_county if h.county in visited],
        [h for h in quota.by_county if h.county not in visited],
    ):
        cells = {(kind, h.county.code): h.others.get(kind, 0) for h in held for kind in kinds}
        taken = spread(due, cells, kinds, [h.county.code for h in held])
        by_code = {h.county.code: h.county for h in held}
        strata += [Stratum(rule, by_code[c], kind, cells[kind, c], n) for (kind, c), n in taken.items()]
        due -= sum(taken.values())
    return strata


def ledger_plans(handed: Sequence[Submission], campaign: Campaign) -> list[CityPlan]:
    """Return the plans of every city in the ledgers handed in, under a campaign's settings."""
    problems, screening, petitions = (ledger_rows(handed, ledger) for ledger in (PROBLEMS, SCREENING, PETITIONS))
    given = any(sheet.ledger is PETITIONS for submission in handed for sheet in submission.ledgers)
    return plans(problems, screening, petitions if given else None, Registry(campaign), campaign)


def count_petitions(rows: Sequence[Answers], registry: Registry) -> dict[str, dict[str, PetitionCount]]:
    """Return petitions and rewards by city code, then county code ("" where no county is known)."""
    found: dict[str, dict[str, list[Answers]]] = {}
    for row in rows:
        city = registry.match_city(show(row.get("city")))
        if city is not None:
            county = registry.match_county(show(row.get("county")), city).region
            found.setdefault(city.code, {}).setdefault(county.code if county else "", []).append(row)
    return {city: {code: _petition_count(own) for code, own in held.items()} for city, held in found.items()}


def _petition_count(rows: Sequence[Answers]) -> PetitionCount:
    rewards = [row for row in rows if row.get("reward_due") == YES]
    unpaid = sum(row.get("rewarded_on") is None for row in rewards)
    return PetitionCount(len(rows), sum(map(is_open, rows)), len(rewards), unpaid)
