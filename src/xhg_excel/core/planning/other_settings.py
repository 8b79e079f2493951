"""What each unclear point, read another way, would change in the plan: recomputed, not estimated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from xhg_excel.core.planning.plan import CityPlan
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.planning.plan import SMALL_TRADES_RULE, SUSPENDED_RULE, VARIATIONS, Variation

Figures = tuple[int, int, int, int, int, int]
PlanBy = Callable[[Campaign], Sequence[CityPlan]]


@dataclass(frozen=True)
class CityDifference:
    """One city under another reading: figures now and then, the counties that come in and go out.

    `unknown` are counties that count then and have no figures, so that no county has priority.
    """

    variation: Variation
    city: Region
    now: Figures
    then: Figures
    enter: tuple[Region, ...]
    leave: tuple[Region, ...]
    unknown: tuple[Region, ...] = ()


def compare_settings(plan_by: PlanBy, campaign: Campaign) -> list[tuple[Variation, tuple[CityDifference, ...]]]:
    """Return every other reading with the cities it changes; none where it changes nothing.

    `plan_by` makes the plans of the same ledgers under a campaign. A reading that the
    campaign already has is left out.
    """
    now = plan_by(campaign)
    found = []
    for variation in VARIATIONS:
        changed: Any = dict(variation.settings)
        other = replace(campaign, **changed)
        if other != campaign:
            pairs = zip(now, plan_by(other), strict=True)
            made = (_effect(variation, before, after) for before, after in pairs)
            found.append((variation, tuple(e for e in made if e.now != e.then or e.enter or e.leave)))
    return found


def figures(plan: CityPlan) -> Figures:
    """Return N, counties due, counties visited, problems due, finished to draw, others to draw.

    One row of the comparison, all whole numbers.
    """
    quota = plan.quota
    others = plan.due(SMALL_TRADES_RULE) + plan.due(SUSPENDED_RULE)
    return quota.counties, quota.counties_due, len(plan.visited), quota.problems_due, quota.to_draw, others


def _effect(variation: Variation, before: CityPlan, after: CityPlan) -> CityDifference:
    enter = tuple(county for county in after.visited if county not in before.visited)
    leave = tuple(county for county in before.visited if county not in after.visited)
    known = {rank.county for rank in before.quota.ranks}
    unknown = tuple(r.county for r in after.quota.ranks if r.rank_sum is None and r.county not in known)
    return CityDifference(variation, before.quota.city, figures(before), figures(after), enter, leave, unknown)
