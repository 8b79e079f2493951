"""A group's days: every stop once, even load, county by county, unfinished first."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import CONTEXT
from xhg_excel.core.progress.itinerary import Stop, VisitSite, plan_days
from xhg_excel.notice import NOTICE
from xhg_excel.notice.schema.region import Region

CITY = CONTEXT.registry.cities[5]
COUNTIES = CONTEXT.registry.counties_of(CITY)


def site(number: int, county: int | None = 0, unfinished: bool = False, address: str = "演练村") -> VisitSite:
    place = None if county is None else COUNTIES[county]
    return VisitSite(CITY, place, f"P{number:03d}", f"演练作坊{number}", address, "小化工", unfinished)


SITES = st.lists(st.tuples(st.one_of(st.none(), st.integers(0, 6)), st.booleans(), st.sampled_from("甲乙丙"))).map(
    lambda made: [site(n, county, unfinished, address) for n, (county, unfinished, address) in enumerate(made)]
)
VISITED = st.sets(st.integers(0, 6)).map(lambda chosen: [COUNTIES[n] for n in sorted(chosen)])


@given(SITES, VISITED)
def test_every_site_and_every_visited_county_is_one_stop_within_the_twelve_days(
    sites: list[VisitSite], visited: list[Region]
) -> None:
    """二: 8月10日至8月21日, both ends in."""
    days = plan_days(sites, visited, NOTICE)

    stops = [stop for day in days for stop in day.stops]
    assert sorted((s.site for s in stops if s.site), key=lambda s: s.identifier) == sites
    assert sorted(s.county.code for s in stops if s.site is None and s.county) == [c.code for c in visited]
    assert [day.on for day in days] == [date(2020, 8, 10) + timedelta(days=n) for n in range(12)]
    assert [day.number for day in days] == list(range(1, 13))


@given(SITES, VISITED)
def test_no_day_has_more_than_one_stop_more_than_another(sites: list[VisitSite], visited: list[Region]) -> None:
    loads = [len(day.stops) for day in plan_days(sites, visited, NOTICE)]

    assert max(loads) - min(loads) <= 1
    assert loads == sorted(loads, reverse=True)


@given(SITES, VISITED)
def test_a_county_is_one_journey_its_office_first_then_its_unfinished_sites(
    sites: list[VisitSite], visited: list[Region]
) -> None:
    stops = [stop for day in plan_days(sites, visited, NOTICE) for stop in day.stops]

    counties = [county for county, _ in groupby(stop.county for stop in stops)]
    assert len(counties) == len(set(counties))
    unfinished = []
    for county, of in groupby(stops, key=lambda stop: stop.county):
        own = list(of)
        assert all(stop.site for stop in own[1:])
        open_first = [stop.site.unfinished for stop in own if stop.site]
        assert open_first == sorted(open_first, reverse=True)
        unfinished += [(county is None, -sum(open_first))]
    assert unfinished == sorted(unfinished)


@given(SITES, VISITED, st.randoms())
def test_the_order_of_the_list_does_not_matter(sites: list[VisitSite], visited: list[Region], chance: Random) -> None:
    shuffled = list(sites)
    chance.shuffle(shuffled)

    assert plan_days(shuffled, visited, NOTICE) == plan_days(sites, visited, NOTICE)


def test_a_small_plan_reads_as_people_would_make_it() -> None:
    """The county with an unfinished site comes first, although its code is higher."""
    sites = [
        site(1, 0),
        site(2, 1, address="乙村"),
        site(3, 1, True, "丙村"),
        site(4, 1, address="甲村"),
        site(5, None),
    ]

    stops = [stop for day in plan_days(sites, COUNTIES[:2], NOTICE) for stop in day.stops]

    assert [(s.county and s.county.name, s.site and s.site.identifier) for s in stops] == [
        ("崇川区", None),
        ("崇川区", "P003"),
        ("崇川区", "P002"),
        ("崇川区", "P004"),
        ("通州区", None),
        ("通州区", "P001"),
        (None, "P005"),
    ]
    assert plan_days([], [], NOTICE)[0].stops == ()
    assert Stop(None).site is None
