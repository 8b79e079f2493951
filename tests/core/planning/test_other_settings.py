"""What each other reading would change: recomputed for every city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from tests.conftest import CONTEXT
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.planning.other_settings import compare_settings, figures
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
    assert [variation for variation, _ in found] == list(VARIATIONS)
    for variation, changed in found:
        (then,) = by_reading(nantong, replace(NOTICE, **dict(variation.settings)))  # type: ignore[arg-type]
        if changed:
            (effect,) = changed
            assert (effect.now, effect.then) == (figures(now), figures(then))
            assert {*now.visited, *effect.enter} - {*effect.leave} == {*then.visited}
        else:
            assert (figures(now), now.visited) == (figures(then), then.visited)


def test_zones_enlarge_n_and_both_kinds_of_ten_shrink_to_five(nantong: CityRehearsal) -> None:
    changed = {v.name: done for v, done in compare_settings(lambda c: by_reading(nantong, c), NOTICE)}

    (zones,) = changed["功能区全部计入县（市、区）数"]
    (ten,) = changed["“各10家”为两类合计10家"]
    (apart,) = changed["未完成的不计入问题数的50%"]
    assert (zones.now[0], zones.then[0]) == (7, 8)
    assert (ten.now[5], ten.then[5]) == (20, 10)
    assert apart.then[4] == apart.now[3]


def test_a_reading_that_is_set_already_is_left_out(nantong: CityRehearsal) -> None:
    campaign = replace(NOTICE, priority_share=Fraction(1, 3))

    found = compare_settings(lambda c: by_reading(nantong, c), campaign)

    assert "重点督查县占三分之一" not in [variation.name for variation, _ in found]
    assert CONTEXT.campaign == NOTICE
