"""The rows of one ledger: what is missing, who is unknown, what stands twice.

Room: core.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xhg_excel.core.checks import due_fault
from xhg_excel.core.evaluate import Facts
from xhg_excel.core.finding import Finding, at_cells
from xhg_excel.core.grid import Place
from xhg_excel.core.normalize import show
from xhg_excel.core.reader import Parsed
from xhg_excel.core.regions import Registry
from xhg_excel.spec.campaign import Campaign
from xhg_excel.spec.form import FORMS_CLAUSE
from xhg_excel.spec.ledgers import Ledger
from xhg_excel.spec.workbook import ROW_REF


def check_ledger(ledger: Ledger, rows: Sequence[Parsed], registry: Registry, campaign: Campaign) -> Iterator[Finding]:
    """Yield the faults of a ledger's rows, in their order."""
    seen: dict[tuple[str, ...], Place] = {}
    for row in rows:
        facts = Facts(row.answers, campaign)
        for field in ledger.columns:
            if code := due_fault(field, facts):
                item = ROW_REF.format(sheet=ledger.title, label=field.label)
                value = show(row.answers.get(field.key))
                yield at_cells(code, [row.places[field.key]], FORMS_CLAUSE, item=item, value=value)
        yield from _check_region(row, registry)
        yield from _check_twice(ledger, row, seen)


def _check_region(row: Parsed, registry: Registry) -> Iterator[Finding]:
    city_name, county_name = (str(row.answers.get(key) or "") for key in ("city", "county"))
    city = registry.match_city(city_name) if city_name else None
    if city_name and city is None:
        known = "、".join(known.name for known in registry.cities)
        yield at_cells("F18", [row.places["city"]], FORMS_CLAUSE, value=city_name, detail=known)
    if not county_name or city is None:
        return
    match = registry.match_county(county_name, city)
    if match.region is None:
        elsewhere = registry.match_county(county_name, None)
        code = "F08" if elsewhere.region or elsewhere.candidates else "F06"
        yield at_cells(code, [row.places["county"]], FORMS_CLAUSE, value=county_name, detail=city.name)
    elif match.was:
        yield at_cells("F14", [row.places["county"]], FORMS_CLAUSE, value=match.was, detail=match.region.name)


def _check_twice(ledger: Ledger, row: Parsed, seen: dict[tuple[str, ...], Place]) -> Iterator[Finding]:
    identity = tuple(show(row.answers.get(key)) for key in ledger.identity)
    if not all(identity):
        return
    place = row.places[ledger.identity[-1]]
    if identity in seen:
        field = next(f for f in ledger.columns if f.key == ledger.identity[-1])
        yield at_cells("F20", [place, seen[identity]], FORMS_CLAUSE, value=identity[-1], detail=field.label)
    else:
        seen[identity] = place
