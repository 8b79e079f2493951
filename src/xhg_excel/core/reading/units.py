"""Find the unit of a workbook: the one county that all names on sheets, in file names and folders agree with.

Every name takes part. Where two contradict each other the unit is not used, and both are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from xhg_excel.core.answers.cell_reader import Parsed
from xhg_excel.core.model.finding import Finding, at_cells, at_sheet
from xhg_excel.core.model.grid import Place
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Source, Unit
from xhg_excel.core.model.unit_names import Named, unit_names
from xhg_excel.notice.schema.form import FORMS_CLAUSE
from xhg_excel.notice.words.workbook import CITY_LEVEL, MARKER_SHEET


@dataclass(frozen=True)
class Evidence:
    """A text that says whose a workbook is.

    Attributes:
        text: as written.
        codes: the codes of the units that it may mean; empty for one that is none of this campaign.
        places: its cells; empty for the name of a sheet, a file or a folder.
        sheet: "" for the name of a file or a folder.
        is_firm: False for a text that can only contradict (a county within the name of a company in a title).
        is_told: whether a note says that the cells were read.
        was: the old name of the unit, where it was replaced.
    """

    text: str
    codes: frozenset[str]
    places: tuple[Place, ...] = ()
    sheet: str = ""
    is_firm: bool = True
    is_told: bool = False
    was: str = ""


def evidence_of(named: Iterable[Named], text: str, *, at: Evidence) -> list[Evidence]:
    """Return the evidence of names found in a text, at the cells and the sheet of `at`."""
    return [Evidence(text, one.codes, at.places, at.sheet, at.is_firm, at.is_told, one.was) for one in named]


def resolve_unit(
    cover: Parsed,
    marker: Mapping[str, str],
    registry: Registry,
    source: Source | None = None,
    on_sheets: Sequence[Evidence] = (),
) -> tuple[Unit | None, list[Finding]]:
    """Return the unit of a workbook, None when it is unclear, with the findings about it.

    Args:
        cover: the parsed cover, possibly without answers.
        marker: the entries of the marker sheet, used where the cover is blank; empty for a workbook that is not ours.
        registry: the regions.
        source: the file; None for a workbook without one, whose path is then not used.
        on_sheets: what other cells and names of sheets say.
    """
    stated = on_cover(cover, registry) or _in_marker(marker, cover, registry)
    named, path = [*stated, *on_sheets], _in_path(source, registry)
    findings = [_unknown(cover, one, registry) for one in named if not one.codes]
    findings += _contradictions(cover, [one for one in [*named, *path] if one.codes])
    findings += [_unknown(cover, one, registry) for one in path if not one.codes]
    if findings:
        return None, findings
    unit = _only_unit([*named, *path], registry)
    if unit is None:
        return None, [_unclear(cover, [*named, *path], registry)]
    findings = [_at(one, "F14", value=one.was, detail=unit.name) for one in named if one.was]
    if told := [one for one in named if one.is_told]:
        places = tuple(dict.fromkeys(place for one in told for place in one.places))
        findings.append(at_cells("N20", places, FORMS_CLAUSE, value=told[0].text, detail=unit.full_name))
    if _only_unit(named, registry) is None:
        findings.append(_at_cover(cover, "unit_county", "N07", value=unit.full_name))
    return unit, findings


def on_cover(cover: Parsed, registry: Registry) -> list[Evidence]:
    """Return what a cover says: its city, its county, and its level where that is 市本级."""
    found: list[Evidence] = []
    names = unit_names(registry)
    for key in ("unit_city", "unit_county"):
        text = str(cover.answers.get(key) or "")
        if text:
            at = Evidence(text, frozenset(), _places(cover, key), is_told=False)
            found += evidence_of(names.read(text) or (), text, at=at) or [at]
    if cover.answers.get("unit_level") == CITY_LEVEL:
        own = frozenset(city.code for city in registry.cities)
        found.append(Evidence(CITY_LEVEL, own, _places(cover, "unit_level")))
    return found


def _in_marker(marker: Mapping[str, str], cover: Parsed, registry: Registry) -> list[Evidence]:
    city = registry.match_city(marker.get("city", "")) if marker.get("city") else None
    if city is None:
        return []
    county = registry.match_county(marker["county"], city).region if marker.get("county") else None
    unit = Unit(city, county)
    return [Evidence(unit.full_name, frozenset({unit.code}), _places(cover, "unit_county"), MARKER_SHEET)]


def _in_path(source: Source | None, registry: Registry) -> list[Evidence]:
    """Return what the names of a file and its folders say, the file first; each name counts once."""
    if source is None:
        return []
    names = unit_names(registry)
    parts = [*source.folder.split("/"), *source.file.rsplit(".", 1)[0].split("/")]
    found = dict.fromkeys(part for part in reversed(parts) if part)
    return [one for part in found for one in evidence_of(names.find(part), part, at=Evidence("", frozenset()))]


def _only_unit(evidence: Sequence[Evidence], registry: Registry) -> Unit | None:
    """Return the only unit that all evidence agrees with; None when there is none or several."""
    if not any(one.is_firm for one in evidence):
        return None
    codes = frozenset.intersection(*(one.codes for one in evidence))
    region = registry.match_code(next(iter(codes))) if len(codes) == 1 else None
    if region is None:
        return None
    city = registry.city_of(region)
    return Unit(city, None if region == city else region)


def _contradictions(cover: Parsed, evidence: Sequence[Evidence]) -> list[Finding]:
    """Return a finding for each text that contradicts an earlier one."""
    found: list[tuple[Evidence, Evidence]] = []
    agreed: list[Evidence] = []
    for one in evidence:
        other = next((earlier for earlier in agreed if not earlier.codes & one.codes), None)
        if other is None:
            agreed.append(one)
        else:
            found.append((one, other))
    ordered = sorted(found, key=lambda pair: (pair[0].text, pair[1].text))
    grouped = (list(group) for _, group in groupby(ordered, key=lambda pair: (pair[0].text, pair[1].text)))
    return [_contradiction(cover, [one for one, _ in pairs], pairs[0][1]) for pairs in grouped]


def _contradiction(cover: Parsed, against: Sequence[Evidence], first: Evidence) -> Finding:
    one = against[0]
    if (first.places, one.places) == (_places(cover, "unit_city"), _places(cover, "unit_county")) and first.places:
        return _at(one, "F08", value=one.text, detail=first.text)
    places = [*dict.fromkeys(place for each in against for place in each.places), *first.places]
    if _is_in_path(one):
        code = "F60" if _is_in_path(first) else "F26"
        value, detail = first.text, one.text
    else:
        code, value, detail = "M06", one.text, first.text
    if places:
        return at_cells(code, places, FORMS_CLAUSE, value=value, detail=detail)
    return at_sheet(code, one.sheet or first.sheet, value=value, detail=detail)


def _is_in_path(one: Evidence) -> bool:
    return not one.places and not one.sheet


def _unknown(cover: Parsed, one: Evidence, registry: Registry) -> Finding:
    """Return the finding for a unit that is none of this campaign: on the cover a wrong city is F18."""
    if one.places and one.places[0] == cover.places.get("unit_city"):
        return _at(one, "F18", value=one.text, detail="、".join(known.name for known in registry.cities))
    return _at(one, "F06", value=one.text)


def _unclear(cover: Parsed, evidence: Sequence[Evidence], registry: Registry) -> Finding:
    """Return the finding for a workbook whose unit is not stated (F12), or whose county is in several cities (F07)."""
    codes = frozenset.intersection(*(one.codes for one in evidence)) if evidence else frozenset()
    counties = [region for code in sorted(codes) if (region := registry.match_code(code)) and code != region.city_code]
    named = next((one for one in evidence if one.is_firm and one.codes == codes), None)
    if named is not None and len(counties) == len(codes) > 1:
        cities = "、".join(registry.city_of(county).name for county in counties)
        return _at(named, "F07", value=named.text, detail=cities)
    key = "unit_county" if cover.answers.get("unit_city") else "unit_city"
    return _at_cover(cover, key, "F12")


def _places(cover: Parsed, key: str) -> tuple[Place, ...]:
    return (cover.places[key],) if key in cover.places else ()


def _at_cover(cover: Parsed, key: str, code: str, **facts: object) -> Finding:
    return at_cells(code, _places(cover, key), FORMS_CLAUSE, **facts)


def _at(one: Evidence, code: str, **facts: object) -> Finding:
    if one.sheet and not one.places:
        return at_sheet(code, one.sheet, **facts)
    return at_cells(code, one.places, FORMS_CLAUSE, **facts)
