"""The rows of one ledger: what is missing, who is unknown, what stands twice, however it is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from xhg_excel.core.answers.cell_reader import Parsed
from xhg_excel.core.model.answer import show
from xhg_excel.core.model.finding import Finding, at_cells
from xhg_excel.core.model.grid import Place
from xhg_excel.core.model.identifiers import number_keys
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Answers, LedgerRows, Submission
from xhg_excel.core.rules.due import due_state, fault_of
from xhg_excel.core.rules.evaluate import Values
from xhg_excel.notice import LEDGERS
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.form import FORMS_CLAUSE
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.words.workbook import LISTED, ROW_REF


def check_ledger(ledger: Ledger, rows: Sequence[Parsed], registry: Registry, campaign: Campaign) -> Iterator[Finding]:
    """Yield the faults of a ledger's rows, in their order."""
    seen: dict[tuple[str, ...], Parsed] = {}
    for row in rows:
        facts = Values(row.answers, campaign)
        for field in ledger.columns:
            if code := fault_of(field, due_state(field, facts)):
                item = ROW_REF.format(sheet=ledger.title, label=field.label)
                value = show(row.answers.get(field.key))
                yield at_cells(code, [row.places[field.key]], FORMS_CLAUSE, item=item, value=value)
        yield from _check_region(ledger, row, registry)
        yield from _check_twice(ledger, row, seen, registry)


def _check_region(ledger: Ledger, row: Parsed, registry: Registry) -> Iterator[Finding]:
    city_name, county_name = (show(row.answers.get(key)) for key in ("city", "county"))
    city = registry.match_city(city_name) if city_name else None
    if city_name and city is None:
        yield _at(ledger, row, "city", "L01", detail="、".join(known.name for known in registry.cities))
    if not county_name or city is None:
        return
    match = registry.match_county(county_name, city)
    if match.region is None:
        elsewhere = registry.match_county(county_name, None)
        code = "L03" if elsewhere.region or elsewhere.candidates else "L02"
        yield _at(ledger, row, "county", code, detail=city.name)
    elif match.was:
        yield at_cells("F14", [row.places["county"]], FORMS_CLAUSE, value=match.was, detail=match.region.name)


def _at(ledger: Ledger, row: Parsed, key: str, code: str, **facts: object) -> Finding:
    value = show(row.answers.get(key))
    return at_cells(code, [row.places[key]], FORMS_CLAUSE, item=_named(ledger, key), value=value, **facts)


def _named(ledger: Ledger, key: str) -> str:
    field = next(field for field in ledger.columns if field.key == key)
    return ROW_REF.format(sheet=ledger.title, label=field.label)


def _check_twice(
    ledger: Ledger, row: Parsed, seen: dict[tuple[str, ...], Parsed], registry: Registry
) -> Iterator[Finding]:
    """Name rows of one identity: F20 when written alike, L04 when only meant alike (如东, 如东县; 7, 007)."""
    identity = _identity(ledger, row.answers, registry)
    if not all(identity):
        return
    first = seen.setdefault(identity, row)
    if first is row:
        return
    last = ledger.identity[-1]
    places = [row.places[last], first.places[last]]
    here, there = (show(one.answers.get(last)) for one in (row, first))
    if here == there:
        label = next(field.label for field in ledger.columns if field.key == last)
        yield at_cells("F20", places, FORMS_CLAUSE, value=here, detail=label)
    else:
        yield at_cells("L04", places, FORMS_CLAUSE, item=_named(ledger, last), value=LISTED.join((there, here)))


def _identity(ledger: Ledger, answers: Answers, registry: Registry) -> tuple[str, ...]:
    """Return what a row is known by: codes of divisions, identifiers as they are drawn by.

    An old name of a division stays apart from its new one: their figures add up.
    """
    texts = {key: show(answers.get(key)) for key in ledger.identity}
    city = registry.match_city(texts["city"])
    if city is not None:
        texts["city"] = city.code
    if "county" in texts:
        match = registry.match_county(texts["county"], city)
        texts["county"] = match.region.code if match.region and not match.was else texts["county"]
    return tuple(map(number_keys(), texts.values()))


def check_sheets(submission: Submission, registry: Registry) -> Iterator[Finding]:
    """Yield one finding for each two sheets of a workbook that hold the same rows: a copy would count them twice."""
    named = [(_sheet_of(rows), submission.source.file, rows) for rows in submission.ledgers]
    yield from _held_twice(named, registry)


def check_files(ledgers: Sequence[Submission], registry: Registry) -> Iterator[Finding]:
    """Yield one finding for each two files that hold the same rows: an old copy would count everything twice."""
    yield from _held_twice([(s.source.file, s.source.file, rows) for s in ledgers for rows in s.ledgers], registry)


def _held_twice(named: Sequence[tuple[str, str, LedgerRows]], registry: Registry) -> Iterator[Finding]:
    """Yield a finding for each two names whose rows repeat each other: by name and file the rows of a ledger."""
    first: dict[tuple[str, ...], str] = {}
    again: dict[tuple[str, str, str], list[Finding]] = {}
    for name, file, sheet in (one for one in named if one[2].ledger in LEDGERS):
        for answers, places in sheet.rows:
            identity = (sheet.ledger.key, *_identity(sheet.ledger, answers, registry))
            there = first.setdefault(identity, name) if all(identity) else name
            if there != name:
                key = sheet.ledger.identity[-1]
                place = places.get(key, Place(sheet.ledger.title, 0, 0))
                found = at_cells("L06", [place], FORMS_CLAUSE, item=_named(sheet.ledger, key), detail=there)
                again.setdefault((there, name, sheet.ledger.key), []).append(found.in_file(file))
    for twice in again.values():
        yield replace(twice[0], facts=twice[0].facts | {"value": str(len(twice))})


def _sheet_of(rows: LedgerRows) -> str:
    return next((place.sheet for _, places in rows.rows for place in places.values()), rows.ledger.title)
