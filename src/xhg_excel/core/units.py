"""Who hands in: cover (or marker) → unit, with a finding for everything unclear.

Room: core.
"""

from __future__ import annotations

from collections.abc import Mapping

from xhg_excel.core.finding import Finding, at_cells
from xhg_excel.core.grid import Place
from xhg_excel.core.reader import Parsed
from xhg_excel.core.records import Unit
from xhg_excel.core.regions import Registry
from xhg_excel.spec.form import FORMS_CLAUSE
from xhg_excel.spec.regions import Region
from xhg_excel.spec.workbook import CITY_LEVEL


def resolve_unit(cover: Parsed, marker: Mapping[str, str], registry: Registry) -> tuple[Unit | None, list[Finding]]:
    """Return the unit a cover names, or the marker's where the cover is blank."""
    city_name, county_name = (str(cover.answers.get(key) or "") for key in ("unit_city", "unit_county"))
    if not city_name and not county_name:
        return _from_marker(cover, marker, registry)
    city = registry.match_city(city_name) if city_name else None
    if city_name and city is None:
        known = "、".join(known.name for known in registry.cities)
        return None, [_at(cover, "unit_city", "F18", value=city_name, detail=known)]
    if not county_name:
        return _city_alone(cover, city)
    return _county(cover, county_name, city, registry)


def _from_marker(cover: Parsed, marker: Mapping[str, str], registry: Registry) -> tuple[Unit | None, list[Finding]]:
    city = registry.match_city(marker.get("city", "")) if marker.get("city") else None
    if city is None:
        return None, [_at(cover, "unit_city", "F12")]
    county = registry.match_county(marker["county"], city).region if marker.get("county") else None
    return Unit(city, county), []


def _city_alone(cover: Parsed, city: Region | None) -> tuple[Unit | None, list[Finding]]:
    if city is not None and cover.answers.get("unit_level") == CITY_LEVEL:
        return Unit(city), []
    return None, [_at(cover, "unit_county", "F12")]


def _county(cover: Parsed, name: str, city: Region | None, registry: Registry) -> tuple[Unit | None, list[Finding]]:
    match = registry.match_county(name, city)
    if match.region is None and match.candidates:
        cities = "、".join(registry.city_of(region).name for region in match.candidates)
        return None, [_at(cover, "unit_county", "F07", value=name, detail=cities)]
    if match.region is None:
        elsewhere = registry.match_county(name, None)
        if city is not None and (elsewhere.region or elsewhere.candidates):
            return None, [_at(cover, "unit_county", "F08", value=name, detail=city.name)]
        return None, [_at(cover, "unit_county", "F06", value=name)]
    notes = [_at(cover, "unit_county", "F14", value=match.was, detail=match.region.name)] if match.was else []
    return Unit(registry.city_of(match.region), match.region), notes


def _at(cover: Parsed, key: str, code: str, **facts: object) -> Finding:
    place: Place | None = cover.places.get(key)
    return at_cells(code, [place] if place else [], FORMS_CLAUSE, **facts)
