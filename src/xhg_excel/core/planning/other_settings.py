"""Recompute the plan under each alternative interpretation of 五(二) and report the difference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from xhg_excel.core.planning.plan import CityPlan
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.planning.plan import SMALL_TRADES_RULE, SUSPENDED_RULE, VARIATIONS, Variation


@dataclass(frozen=True)
class PlanFigures:
    """The figures of one city's plan that are compared; `others` are “小字头” and “停产停业” to draw."""

    counties: int
    counties_due: int
    visited: int
    problems_due: int
    to_draw: int
    others: int


@dataclass(frozen=True)
class CityDifference:
    """What changes in one city: figures, counties that are visited only then (`added`) or only now (`dropped`).

    `unknown` are counties that count only then and have no figures in 排查底数, so that the city
    has no priority counties.
    """

    city: Region
    now: PlanFigures
    then: PlanFigures
    added: tuple[Region, ...]
    dropped: tuple[Region, ...]
    unknown: tuple[Region, ...] = ()


@dataclass(frozen=True)
class OtherSetting:
    """An alternative interpretation with the cities whose plan it changes."""

    variation: Variation
    differences: tuple[CityDifference, ...]


def compare_settings(plan_by: Callable[[Campaign], Sequence[CityPlan]], campaign: Campaign) -> list[OtherSetting]:
    """Return every alternative interpretation but the one that `campaign` has already.

    Args:
        plan_by: returns the plans of the same cities, from the same ledgers, under other settings.
        campaign: the settings in force.
    """
    now = plan_by(campaign)
    compared = []
    for variation in VARIATIONS:
        settings: Any = dict(variation.settings)
        other = replace(campaign, **settings)
        if other != campaign:
            pairs = zip(now, plan_by(other), strict=True)
            differences = (_difference(before, after) for before, after in pairs if _differ(before, after))
            compared.append(OtherSetting(variation, tuple(differences)))
    return compared


def figures_of(plan: CityPlan) -> PlanFigures:
    """Return the figures of a plan that are compared."""
    quota = plan.quota
    others = plan.due(SMALL_TRADES_RULE) + plan.due(SUSPENDED_RULE)
    return PlanFigures(quota.counties, quota.counties_due, len(plan.visited), quota.problems_due, quota.to_draw, others)


def _differ(before: CityPlan, after: CityPlan) -> bool:
    return figures_of(before) != figures_of(after) or before.visited != after.visited


def _difference(before: CityPlan, after: CityPlan) -> CityDifference:
    known = {rank.county for rank in before.quota.ranks}
    return CityDifference(
        before.quota.city,
        figures_of(before),
        figures_of(after),
        tuple(county for county in after.visited if county not in before.visited),
        tuple(county for county in before.visited if county not in after.visited),
        tuple(rank.county for rank in after.quota.ranks if rank.rank_sum is None and rank.county not in known),
    )
