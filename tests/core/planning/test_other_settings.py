"""What each other reading would change: recomputed for every city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from tests.conftest import CONTEXT
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.planning.other_settings import compare_settings, figures_of
from xhg_excel.core.planning.plan import CityPlan, plans
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.notice import NOTICE
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.words.planning.plan import VARIATIONS


def by_reading(rehearsed: CityRehearsal, campaign: Campaign) -> Sequence[CityPlan]:
    ledgers = rehearsed.ledgers
    return plans(ledgers["problems"], ledgers["screening"], ledgers["petitions"], Registry(campaign), campaign)


def test_each_reading_is_the_plan_made_anew_under_it(nantong: CityRehearsal) -> None:
    found = compare_settings(lambda campaign: by_reading(nantong, campaign), NOTICE)

    (now,) = by_reading(nantong, NOTICE)
    assert [other.variation for other in found] == list(VARIATIONS)
    for other in found:
        (then,) = by_reading(nantong, replace(NOTICE, **dict(other.variation.settings)))  # type: ignore[arg-type]
        if other.differences:
            (difference,) = other.differences
            assert (difference.now, difference.then) == (figures_of(now), figures_of(then))
            assert {*now.visited, *difference.added} - {*difference.dropped} == {*then.visited}
        else:
            assert (figures_of(now), now.visited) == (figures_of(then), then.visited)


def test_zones_enlarge_n_and_both_kinds_of_ten_shrink_to_five(nantong: CityRehearsal) -> None:
    found = compare_settings(lambda c: by_reading(nantong, c), NOTICE)

    changed = {other.variation.name: other.differences for other in found}
    (zones,) = changed["功能区全部计入县（市、区）数"]
    (ten,) = changed["“各10家”为两类合计10家"]
    (apart,) = changed["未完成的不计入问题数的50%"]
    assert (zones.now.counties, zones.then.counties) == (7, 8)
    assert (ten.now.others, ten.then.others) == (20, 10)
    assert apart.then.to_draw == apart.now.problems_due


def test_a_reading_that_is_set_already_is_left_out(nantong: CityRehearsal) -> None:
    campaign = replace(NOTICE, priority_share=Fraction(1, 3))

    found = compare_settings(lambda c: by_reading(nantong, c), campaign)

    assert "重点督查县占三分之一" not in [other.variation.name for other in found]
    assert CONTEXT.campaign == NOTICE
