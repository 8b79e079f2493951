"""A name of a county counts only where nothing undeclared touches it; every declared writing is understood."""

from __future__ import annotations

import pytest

from xhg_excel.core.model.registry import Registry, stem
from xhg_excel.core.model.unit_names import unit_names
from xhg_excel.notice import CITIES, COUNTIES
from xhg_excel.notice.schema.region import Region

REGISTRY = Registry()
NAMES = unit_names(REGISTRY)


def meant(text: str) -> list[str]:
    """Return for each name in a text its county, else how many counties it may mean; "?" for a unit that is none."""
    found = []
    for one in NAMES.find(text):
        counties = [REGISTRY.region(code).name for code in one.codes & NAMES.counties]
        found.append(counties[0] if len(counties) == 1 else f"{len(counties)}" if one.codes else "?")
    return found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("如东县 报送", ["如东县"]),
        ("南通如东 附件2", ["7", "如东县"]),
        ("江苏省南通市如东县", ["7", "如东县"]),
        ("附件1如东县", ["如东县"]),
        ("如东1", ["如东县"]),
        ("2020年8月如东县小化工督导表", ["如东县"]),
        ("（最终）如东县", ["如东县"]),
        ("如\u200b东县", ["如东县"]),
        ("海安市场监管局上报", ["海安市"]),
        ("如东县和海安市", ["如东县", "海安市"]),
        ("港闸", ["崇川区"]),
        ("鼓楼区", ["2"]),
        ("淮安", ["7"]),
        ("淮安区", ["淮安区"]),
        ("320623 附件1", ["如东县"]),
        ("如皋县", ["?"]),
        ("南通经济技术开发区", ["?"]),
        ("南通市本级", ["0"]),
        ("海安市本级", ["海安市"]),
        ("海安路小作坊", []),
        ("海安小化工厂", []),
        ("海安和平化工厂", []),
        ("东海路3号", []),
        ("新沛县城", []),
        ("320623001 演练厂", []),
        ("如東縣", []),
        ("加东县", []),
    ],
)
def test_a_name_counts_only_as_a_whole_word(text: str, names: list[str]) -> None:
    assert meant(text) == names


def writings(county: Region, city: Region) -> list[str]:
    """Return how people write a county behind a label of the unit; its stem alone where no city has it too."""
    plain = [
        f"{city.name}{county.name}",
        f"{stem(city.name)}{county.name}",
        f"江苏省{city.name}{county.name}",
        county.code,
    ]
    offices = [f"{city.name}{county.name}{office}" for office in ("应急管理局", "人民政府", "安委办（盖章）")]
    return [*plain, *offices, f"{city.name}{stem(county.name)}"]


def test_each_county_is_found_in_every_declared_writing() -> None:
    for county in COUNTIES:
        city = REGISTRY.city_of(county)
        for text in writings(county, city):
            if stem(county.name) == stem(city.name) and text.endswith(stem(city.name)):
                continue  # 淮安市淮安: the city twice
            found = NAMES.read(text)
            assert found is not None, text
            assert frozenset.intersection(*(one.codes for one in found)) == {county.code}, text


@pytest.mark.parametrize("text", ["加东县", "如東縣", "万元", "如东县掘港街道", "南通市演练县", "县：如东", "", "____"])
def test_a_value_that_is_not_understood_whole_is_none(text: str) -> None:
    assert NAMES.read(text) is None


def test_names_of_cities_are_found_by_name_stem_and_code() -> None:
    for city in CITIES:
        for text in (city.name, stem(city.name), city.code):
            (found,) = NAMES.find(text)
            assert found.codes == {city.code, *(county.code for county in REGISTRY.counties_of(city))}


def test_a_county_within_other_words_is_found_loosely() -> None:
    assert [one.codes for one in NAMES.find_loosely("海安市和平化工厂检查表")] == [{"320685"}]
    assert NAMES.find_loosely("海安和平化工厂检查表") == ()


def test_a_text_of_names_without_end_is_searched_in_linear_time() -> None:
    assert len(NAMES.find("如东" * 5000)) == 100  # a text longer than any name is cut
