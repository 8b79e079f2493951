"""Names as people write them, and the divisions they mean."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xhg_excel.core.model.registry import Registry
from xhg_excel.notice import NOTICE
from xhg_excel.notice.schema.campaign import Zone

REGISTRY = Registry()


@pytest.mark.parametrize("name", ["南通市", "南通", "320600", " 南 通 市 "])
def test_a_city_is_known_by_name_short_name_and_code(name: str) -> None:
    city = REGISTRY.match_city(name)

    assert city is not None
    assert city.code == "320600"


@pytest.mark.parametrize(
    ("name", "city", "code", "was"),
    [
        ("如东县", "南通市", "320623", ""),
        ("如东", "南通市", "320623", ""),
        ("南通市如东县", None, "320623", ""),
        ("320623", None, "320623", ""),
        ("徐州市鼓楼区", None, "320302", ""),
        ("港闸区", "南通市", "320613", "港闸区"),
        ("320611", None, "320613", "港闸区"),
        ("海门市", None, "320614", "海门市"),
        ("海门区", "南通市", "320614", ""),
    ],
)
def test_a_county_is_known_by_new_and_old_name_and_code(name: str, city: str | None, code: str, was: str) -> None:
    match = REGISTRY.match_county(name, REGISTRY.match_city(city) if city else None)

    assert match.region is not None
    assert (match.region.code, match.was) == (code, was)


def test_gulou_alone_has_two_candidates_and_within_a_city_one() -> None:
    """A county name alone is never a key."""
    alone = REGISTRY.match_county("鼓楼区", None)

    assert alone.region is None
    assert [region.city_code for region in alone.candidates] == ["320100", "320300"]
    assert REGISTRY.match_county("鼓楼区", REGISTRY.match_city("南京")).region == alone.candidates[0]


def test_an_old_name_of_another_city_is_not_taken() -> None:
    assert REGISTRY.match_county("海门市", REGISTRY.match_city("无锡")).region is None


def test_zones_count_only_when_the_settings_turn_them_on() -> None:
    campaign = replace(NOTICE, zones_on=("苏州工业园区",), zones_added=(Zone("演练新区", "苏州市"),))
    with_zones = Registry(campaign)
    suzhou = REGISTRY.match_city("苏州")
    assert suzhou is not None

    assert REGISTRY.match_county("苏州工业园区", suzhou).region is None
    assert len(REGISTRY.counties_of(suzhou)) == 9
    assert len(with_zones.counties_of(suzhou)) == 11
    added = with_zones.match_county("演练新区", suzhou).region
    assert added is not None
    assert with_zones.city_of(added) == suzhou
