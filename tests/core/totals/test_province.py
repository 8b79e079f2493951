"""The province from 13 cities' totals, from all counties, in any order: the same totals."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import CONTEXT
from tests.records import filled
from xhg_excel.core.consolidation.consolidate import Totals, consolidate
from xhg_excel.core.consolidation.contributions import all_details
from xhg_excel.core.consolidation.totals_sheets import annex_sheets
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.submission import Source, Submission, Unit
from xhg_excel.core.reading.detail_rows import parse_details
from xhg_excel.notice.small_chemical.annexes import ANNEX1, ANNEX2, ANNEX3

REGISTRY = CONTEXT.registry
CITIES = REGISTRY.cities
UNITS = [Unit(city, county) for city in CITIES for county in (None, *REGISTRY.counties_of(city))]
YES_NO = st.sampled_from(["是", "否", None])
COUNTS = st.one_of(st.none(), st.just("未提供"), st.integers(0, 10**9))
ANSWERS = st.fixed_dictionaries(
    {"council_established": YES_NO, "slogans_count": COUNTS, "market_listed": COUNTS, "market_screened": COUNTS}
)
SITES = st.lists(
    st.fixed_dictionaries(
        {
            "problem_id": st.sampled_from(["P1", "P2", "P3"]),
            "closed": YES_NO,
            "fine_yuan": st.one_of(st.none(), st.decimals(0, 10**6, places=2)),
            "site_name": st.sampled_from(["甲厂", "乙厂"]),
        }
    ),
    max_size=3,
)
ONE = st.tuples(st.sampled_from(UNITS), ANSWERS, SITES, SITES)


def handed_in(unit: Unit, first: dict[str, Answer | None], two: list[object], three: list[object]) -> Submission:
    forms = [filled(ANNEX1, first)]
    forms += [filled(ANNEX2, changes) for changes in two]  # type: ignore[arg-type]
    forms += [filled(ANNEX3, changes) for changes in three]  # type: ignore[arg-type]
    return Submission(Source(f"{unit.code}.xlsx", sha256=unit.code), "county", unit, forms=forms)


def through_cities(parts: Sequence[Submission]) -> list[Submission]:
    """Return each city's totals as the province reads them back: from the rows of its detail sheet."""
    made = []
    for city in CITIES:
        own = [part for part in parts if part.unit and part.unit.city == city]
        if own:
            rows = [row for _, row in all_details(consolidate(own, city, REGISTRY))]
            whole = Submission(Source(f"{city.name}.xlsx", sha256=city.code), "totals")
            for code, of_unit in parse_details(rows, 2020).items():
                region = REGISTRY.region(code)
                unit = Unit(city, None if region is city else region)
                whole.parts.append(Submission(whole.source, "totals", unit, of_unit.cover, forms=of_unit.forms))
            made.append(whole)
    return made


def shown(totals: Totals) -> list[object]:
    """Return every cell of the totals sheets."""
    sheets = list(annex_sheets(totals).values())
    return [{at: cell.content for at, cell in made.sheet.cells.items()} for made in sheets]


@settings(max_examples=25, deadline=None)
@given(st.lists(ONE, min_size=1, max_size=8, unique_by=lambda one: one[0].code), st.randoms())
def test_cities_first_or_all_at_once_and_in_any_order_give_the_same_totals(
    drawn: list[tuple[Unit, dict[str, Answer | None], list[object], list[object]]], chance: object
) -> None:
    parts = [handed_in(*one) for one in drawn]
    turned, cities = list(parts), through_cities(parts)
    chance.shuffle(turned)  # type: ignore[attr-defined]
    chance.shuffle(cities)  # type: ignore[attr-defined]

    at_once = shown(consolidate(parts, None, REGISTRY))

    assert shown(consolidate(turned, None, REGISTRY)) == at_once
    assert shown(consolidate(cities, None, REGISTRY)) == at_once
    # Some cities by their totals, the other counties directly: associative.
    some = cities[:1]
    rest = [p for p in parts if p.unit and p.unit.code not in {q.unit.code for c in some for q in c.parts if q.unit}]
    assert shown(consolidate([*rest, *some], None, REGISTRY)) == at_once


def test_a_county_that_comes_by_both_roads_counts_once() -> None:
    part = handed_in(UNITS[1], {"slogans_count": 7, "fines_yuan": Decimal(3)}, [], [])
    (city,) = through_cities([part])

    totals = consolidate([part, city], None, REGISTRY)

    assert [form.get("slogans_count") for _, form, _ in totals.forms(ANNEX1)] == [7]
    assert [finding.code for finding in totals.findings if finding.code == "F09"] == []


def test_an_unreadable_cell_stays_unreadable_on_the_way_up() -> None:
    """M08: what the city could not read is not blank for the province."""
    part = handed_in(UNITS[1], {}, [], [])
    form = part.forms[0]
    part.forms[0] = type(form)(form.annex, {k: v for k, v in form.answers.items() if k != "slogans_count"}, form.places)

    (city,) = through_cities([part])

    assert "slogans_count" not in city.parts[0].forms[0].answers
    assert city.parts[0].forms[0].places["slogans_count"] == form.places["slogans_count"]
