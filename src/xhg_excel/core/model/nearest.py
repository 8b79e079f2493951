"""The known name that is nearest to a mistyped one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from xhg_excel.core.model.registry import Registry
from xhg_excel.errors.files import UnknownCityError
from xhg_excel.notice.schema.region import Region

_NEAR_ENOUGH_RATIO = 0.6


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that a mistyped one is nearest to; "" when none is near.

    >>> nearest("mrege", ("merge", "quota")), nearest("南童市", ("南通市", "南京市")), nearest("x", ("merge",))
    ('merge', '南通市', '')
    """
    return next(iter(get_close_matches(word, list(known), 1, _NEAR_ENOUGH_RATIO)), "")


def likely_city(name: str, registry: Registry) -> str:
    """Return the city of a county with this name, else the city nearest in spelling; "" when none is near.

    >>> likely_city("如东县", Registry()), likely_city("盐成市", Registry()), likely_city("鼓楼区", Registry())
    ('南通市', '盐城市', '')
    """
    match = registry.match_county(name, None)
    found = (match.region,) if match.region else match.candidates
    cities = {registry.city_of(county).name for county in found}
    if cities:
        return cities.pop() if len(cities) == 1 else ""
    return nearest(name, [city.name for city in registry.cities])


def city_named(name: str, registry: Registry) -> Region:
    """Return the city of that name.

    Raises:
        UnknownCityError: it is none of the 13.
    """
    city = registry.match_city(name)
    if city is None:
        raise UnknownCityError(name, "、".join(known.name for known in registry.cities), likely_city(name, registry))
    return city
