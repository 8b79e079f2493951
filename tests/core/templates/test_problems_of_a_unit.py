"""A unit's own part of the problem list: its county's 小化工, or its whole city's."""

from __future__ import annotations

from tests.conftest import CONTEXT
from tests.ledgers import CITY, COUNTIES, site
from xhg_excel.core.model.submission import Unit
from xhg_excel.core.templates.register import problems_of

LISTED = [
    site("P1"),
    site("P2", 1),
    site("P3", site_type="小电镀"),
    site("P4", city="徐州市", county="沛县"),
    site("P5", city="", county=COUNTIES[0].name),
    site("P6", county="演练县"),
]


def own(unit: Unit) -> list[object]:
    return [row["problem_id"] for row in problems_of(unit, LISTED, CONTEXT.registry)]


def test_a_county_gets_the_small_chemical_problems_of_its_own() -> None:
    assert [own(Unit(CITY, county)) for county in COUNTIES[:3]] == [["P1"], ["P2"], []]


def test_a_city_gets_its_whole_list_and_no_other_city_s() -> None:
    assert own(Unit(CITY, None)) == ["P1", "P2", "P6"]
