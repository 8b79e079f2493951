"""The plan of a city: fewest counties that meet both halves, ties by code, and what is drawn where."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import CONTEXT
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.shares import ceil_share
from xhg_excel.core.planning.plan import CityPlan, PetitionCount, Stratum, choose_counties, plan_city, plans
from xhg_excel.core.planning.quota import CityQuota, CountyProblems, CountyRank
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.notice import NOTICE
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.small_chemical.site_types import SITE_TYPES
from xhg_excel.notice.words.planning.plan import Binding, Reason

CITY = CONTEXT.registry.cities[0]
# (finished, unfinished, priority) of one county.
County = tuple[int, int, bool]
COUNTIES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3), st.booleans()), min_size=1, max_size=12)
FEWER = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3), st.booleans()), min_size=1, max_size=7)


def region(number: int) -> Region:
    return Region(f"3201{number:02d}", f"演练{number}县", CITY.code)


def quota_of(counties: Sequence[County], others: Sequence[dict[str, int]] = ()) -> CityQuota:
    """Return the quota of a city with exactly these counties; codes ascend."""
    regions = [region(n) for n in range(len(counties))]
    ranks = tuple(CountyRank(r, 0, 0, 1, 1, p) for r, (_, _, p) in zip(regions, counties, strict=True))
    held = tuple(
        CountyProblems(r, f, u, others[n] if others else {})
        for n, (r, (f, u, _)) in enumerate(zip(regions, counties, strict=True))
    )
    listed, unfinished = sum(h.finished + h.unfinished for h in held), sum(h.unfinished for h in held)
    due = [ceil_share(n, NOTICE.county_share) for n in (len(counties), listed)]
    return CityQuota(
        CITY, len(counties), due[0], ranks, listed, due[1], unfinished, max(0, due[1] - unfinished), 0, 0, 0, 0, held
    )


def numbers(plan: CityPlan) -> list[int]:
    return [int(county.code[4:]) for county in plan.visited]


@given(COUNTIES)
def test_the_counties_equal_brute_force_over_all_subsets_ties_by_code(counties: list[County]) -> None:
    """五(二), DOMAIN 5.3: the smallest set, and of equal sizes the first by its codes in order."""
    quota = quota_of(counties)
    must = {n for n, (_, _, priority) in enumerate(counties) if priority}
    enough = [
        chosen
        for size in range(quota.counties_due, len(counties) + 1)
        for chosen in combinations(range(len(counties)), size)
        if must <= set(chosen) and sum(counties[n][0] for n in chosen) + quota.unfinished >= quota.problems_due
    ]
    first = min(enough, key=lambda chosen: (len(chosen), chosen))

    plan = plan_city(quota, NOTICE)

    assert numbers(plan) == list(first)
    assert quota.counties_needed == len(first)
    assert plan.short == 0


@given(COUNTIES)
def test_every_county_has_a_reason_and_the_reasons_agree_with_the_set(counties: list[County]) -> None:
    plan = plan_city(quota_of(counties), NOTICE)

    reasons = {int(code[4:]): reason for code, reason in plan.reasons.items()}
    inside = {n for n, reason in reasons.items() if reason not in (Reason.GAVE_WAY, Reason.NOT_NEEDED)}
    assert sorted(reasons) == list(range(len(counties)))
    assert inside == set(numbers(plan))
    assert {n for n, reason in reasons.items() if reason is Reason.PRIORITY} == {
        n for n, (_, _, priority) in enumerate(counties) if priority
    }
    for_problems = Reason.PROBLEM_HALF in reasons.values()
    assert for_problems or plan.binding is not Binding.PROBLEMS
    assert for_problems or Reason.GAVE_WAY not in reasons.values()


def test_half_of_the_counties_with_few_problems_gives_way_to_fuller_ones() -> None:
    """Four of seven by code would hold 6 of the 40 problems to draw; one fuller county is enough."""
    counties = [(1, 0, True), (1, 0, True), (2, 0, False), (2, 0, False), (2, 0, False), (9, 0, False), (63, 0, False)]

    plan = plan_city(quota_of(counties), NOTICE)

    assert numbers(plan) == [0, 1, 2, 6]
    assert [reason.name for reason in plan.reasons.values()] == [
        "PRIORITY",
        "PRIORITY",
        "COUNTY_HALF",
        "GAVE_WAY",
        "NOT_NEEDED",
        "NOT_NEEDED",
        "PROBLEM_HALF",
    ]
    assert plan.binding is Binding.COUNTIES


def test_more_counties_than_half_when_the_problems_ask_for_them() -> None:
    counties = [(0, 0, True), (5, 0, False), (5, 0, False), (5, 0, False)]

    plan = plan_city(quota_of(counties), NOTICE)

    assert numbers(plan) == [0, 1, 2]
    assert plan.binding is Binding.PROBLEMS


def test_unfinished_ones_count_wherever_they_lie() -> None:
    """DOMAIN 5.2: the unfinished county is visited for its site, but is not one of the counties."""
    plan = plan_city(quota_of([(2, 0, True), (0, 0, False), (1, 0, False), (0, 2, False)]), NOTICE)

    assert numbers(plan) == [0, 1]
    assert plan.due("B2") == 1


def test_problems_of_no_county_cannot_be_drawn_and_the_plan_says_how_many() -> None:
    quota = quota_of([(1, 0, False), (0, 0, False)])
    short = CityQuota(**{**quota.__dict__, "problems": 9, "problems_due": 5, "to_draw": 5})

    plan = plan_city(short, NOTICE)

    assert choose_counties(short) == tuple(held.county for held in short.by_county)
    assert (plan.short, plan.available, plan.due("B2")) == (4, 1, 1)


@given(FEWER, st.data())
def test_ten_and_ten_come_from_visited_counties_first_and_never_exceed_what_is_there(
    counties: list[County], data: st.DataObject
) -> None:
    """五(二) 各10家: fewer only where the city has fewer."""
    kinds = st.dictionaries(st.sampled_from(SITE_TYPES), st.integers(0, 6), max_size=4)
    others = [data.draw(kinds) for _ in counties]

    plan = plan_city(quota_of(counties, others), NOTICE)

    for rule, those in (("B3", SITE_TYPES[:6]), ("B4", SITE_TYPES[6:])):
        strata = [s for s in plan.strata if s.rule == rule]
        held = {(h.county, kind): h.others.get(kind, 0) for h in plan.quota.by_county for kind in those}
        inside = sum(count for (county, _), count in held.items() if county in plan.visited)
        assert plan.due(rule) == min(10, sum(held.values()))
        assert sum(s.due for s in strata if s.county in plan.visited) == min(10, inside)
        for s in strata:
            assert s.county is not None
            assert s.site_type in those
            assert 0 < s.due <= s.available == held[s.county, s.site_type]


def test_the_finished_ones_are_one_stratum_over_all_visited_counties() -> None:
    plan = plan_city(quota_of([(6, 1, False), (6, 0, False), (2, 0, False)]), NOTICE)

    assert plan.strata == (Stratum("B2", None, "小化工", 12, 7),)


def test_petitions_and_rewards_are_counted_by_county() -> None:
    base: dict[str, Answer | None] = {"city": "南通市", "county": "如东县", "verified": "是", "disposed": "是"}
    rows = [
        base | {"reward_due": "是"},
        base | {"disposed": "否", "reward_due": "否"},
        base | {"county": "演练县", "reward_due": "否"},
        base | {"city": "演练市"},
    ]
    screening: list[dict[str, Answer | None]] = [{"city": "南通市", "county": "如东县", "screened_total": 1}]

    (plan,) = plans([], screening, rows, CONTEXT.registry, NOTICE)
    (without,) = plans([], screening, None, CONTEXT.registry, NOTICE)

    assert plan.petitions == {"320623": PetitionCount(2, 1, 1, 1), "": PetitionCount(1, 0, 0, 0)}
    assert without.petitions is None


def test_a_rehearsal_city_is_planned_within_its_quotas(nantong: CityRehearsal) -> None:
    ledgers = nantong.ledgers
    (plan,) = plans(ledgers["problems"], ledgers["screening"], ledgers["petitions"], CONTEXT.registry, NOTICE)

    assert len(plan.visited) >= plan.quota.counties_due
    assert set(plan.quota.priority) <= set(plan.visited)
    assert plan.due("B2") + plan.quota.unfinished == plan.quota.problems_due
    assert (plan.due("B3"), plan.due("B4")) == (10, 10)
