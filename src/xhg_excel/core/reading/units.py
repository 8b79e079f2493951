"""Find the unit of a workbook: from its cover, its marker, or the names of its file and folders."""

from __future__ import annotations

from collections.abc import Mapping

from xhg_excel.core.answers.cell_reader import Parsed
from xhg_excel.core.model.finding import Finding, at_cells
from xhg_excel.core.model.grid import Place
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Source, Unit
from xhg_excel.notice.schema.form import FORMS_CLAUSE
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.as_written import UNIT_WORDS_OWN
from xhg_excel.notice.words.workbook import CITY_LEVEL


def resolve_unit(
    cover: Parsed, marker: Mapping[str, str], registry: Registry, source: Source | None = None
) -> tuple[Unit | None, list[Finding]]:
    """Return the unit of a workbook, None when it is unclear, with the findings about it.

    The cover goes first, then the marker (where the cover is blank), then the names of file and folders.

    Args:
        cover: the parsed cover, possibly without answers.
        marker: the entries of the marker sheet; empty for a workbook that is not ours.
        registry: the regions.
        source: the file; None for a workbook without one, whose path is then not used.
    """
    unit, findings = _unit_on_cover(cover, marker, registry)
    if source is None:
        return unit, findings
    in_path = unit_in_path(source.file, registry)
    if unit is None and findings[0].code in ("F12", "F07"):
        in_path = in_path or unit_in_path(f"{source.folder}/{source.file}", registry)
        if in_path is not None and _fits(in_path, findings[0], cover, registry):
            return in_path, [_at(cover, "unit_county", "N07", value=in_path.full_name)]
    elif unit is not None and in_path is not None and in_path != unit:
        findings = [*findings, _at(cover, "unit_county", "F26", value=unit.full_name, detail=in_path.full_name)]
    return unit, findings


def _fits(unit: Unit, finding: Finding, cover: Parsed, registry: Registry) -> bool:
    """Return whether the unit of a path agrees with the incomplete cover."""
    city = registry.match_city(str(cover.answers.get("unit_city") or ""))
    if finding.code == "F07":
        found = registry.match_county(str(cover.answers["unit_county"]), unit.city).region
        return found is not None and unit.county in (None, found)
    return city in (None, unit.city)


def unit_in_path(path: str, registry: Registry) -> Unit | None:
    """Return the unit in the names of a file and its folders, nearest first; None when there is none or several.

    >>> unit_in_path("南通市/如东县 附件2.xlsx", Registry()).full_name
    '南通市如东县'
    >>> unit_in_path("徐州/鼓楼区.xlsx", Registry()).code, unit_in_path("鼓楼区.xlsx", Registry())
    ('320302', None)
    """
    parts = [part for part in path.rsplit(".", 1)[0].split("/")[::-1] if part]
    city = next((city for part in parts if (city := registry.city_in(part)) is not None), None)
    for part in parts:
        counties = [c for c in registry.counties_in(part) if city is None or c.city_code == city.code]
        if len(counties) == 1:
            return Unit(registry.city_of(counties[0]), counties[0])
        if counties or registry.counties_in(part):
            return None
    own = any(word in part for part in parts for word in UNIT_WORDS_OWN)
    return Unit(city) if own and city is not None else None


def _unit_on_cover(cover: Parsed, marker: Mapping[str, str], registry: Registry) -> tuple[Unit | None, list[Finding]]:
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
