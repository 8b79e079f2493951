"""Find cities and counties by names and codes as people write them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from xhg_excel.core.model.grid import squeeze
from xhg_excel.notice import CITIES, COUNTIES, NOTICE, SUPERSEDED, ZONES
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.units import PROVINCES


@dataclass(frozen=True)
class Match:
    """The result of a search by name: one region, or none with its candidates.

    `was` is the old name when the name is one that was replaced in July 2020; "" otherwise.
    """

    region: Region | None = None
    candidates: tuple[Region, ...] = ()
    was: str = ""


class Registry:
    """The cities and counties of one campaign, with the functional zones that its settings turn on."""

    def __init__(self, campaign: Campaign = NOTICE) -> None:
        """Add the zones of the settings (checked by `parse_settings`) to the official counties."""
        self.cities = CITIES
        cities = {city.name: city.code for city in CITIES}
        on = tuple(zone for zone in ZONES if zone.name in campaign.zones_on or zone.code in campaign.zones_on)
        added = tuple(
            Region(zone.code or f"{cities[zone.city]}+{zone.name}", zone.name, cities[zone.city])
            for zone in campaign.zones_added
        )
        self._counties = tuple(sorted(COUNTIES + on + added, key=lambda county: county.code))
        self._by_code = {region.code: region for region in CITIES + self._counties}

    def counties_of(self, city: Region) -> tuple[Region, ...]:
        """Return the counties that count in N for a city, by code.

        >>> len(Registry().counties_of(CITIES[0]))
        11
        """
        return tuple(county for county in self._counties if county.city_code == city.code)

    def region(self, code: str) -> Region:
        """Return the region of a code; KeyError when there is none."""
        return self._by_code[code]

    def match_code(self, code: str) -> Region | None:
        """Return the region of a code; None when there is none."""
        return self._by_code.get(code)

    def city_of(self, region: Region) -> Region:
        """Return the city a region lies in; a city lies in itself."""
        return self._by_code[region.city_code]

    def match_city(self, name: str) -> Region | None:
        """Return the city of a name or code, with or without 市; None when unknown.

        >>> Registry().match_city("南通").code
        '320600'
        """
        word = _plain(name)
        same = [c for c in self.cities if word in (c.code, c.name, c.name[:-1])]
        return same[0] if same else None

    def match_county(self, name: str, city: Region | None) -> Match:
        """Return the county of a name or code; a name without city that is in two cities has candidates.

        Names and codes replaced in July 2020 give their successors, with `was`.

        >>> registry = Registry()
        >>> len(registry.match_county("鼓楼区", None).candidates)
        2
        >>> registry.match_county("港闸区", None).region.name
        '崇川区'
        """
        word = _plain(name).removeprefix(PROVINCES[0])
        match = self._county(word, city)
        if match.region is None and not match.candidates:
            for prefix in self.cities:
                for spelled in (prefix.name, stem(prefix.name)):
                    if word.startswith(spelled) and city in (None, prefix):
                        return self._county(word.removeprefix(spelled), prefix)
        return match

    def _county(self, word: str, city: Region | None) -> Match:
        within = [c for c in self._counties if city is None or c.city_code == city.code]
        found = [c for c in within if word in (c.code, c.name)] or [c for c in within if stem(c.name) == word]
        if len(found) == 1:
            return Match(found[0])
        return Match(candidates=tuple(found)) if found else self._superseded(word, city)

    def _superseded(self, word: str, city: Region | None) -> Match:
        for old, successor in SUPERSEDED:
            if word in (old.code, old.name, stem(old.name)) and city in (None, self._by_code[old.city_code]):
                return Match(self._by_code[successor], was=old.name)
        return Match()


def stem(name: str) -> str:
    """Return a name without its last character (县, 市, 区); one of two characters stays.

    >>> stem("如东县"), stem("丰县")
    ('如东', '丰县')
    """
    return name[:-1] if len(name) > 2 else name


def _plain(name: str) -> str:
    return squeeze(unicodedata.normalize("NFKC", name))
