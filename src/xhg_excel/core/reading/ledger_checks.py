"""Check ledgers in themselves: blank cells, unknown regions, and rows that are listed twice in a sheet or a file.

What forms and ledgers contradict is checked in `across_files`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

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
    """Yield the findings about the rows of one ledger, in their order."""
    seen: dict[tuple[str, ...], Parsed] = {}
    for row in rows:
        values = Values(row.answers, campaign)
        for field in ledger.columns:
            if code := fault_of(field, due_state(field, values)):
                yield _at(ledger, row, field.key, code)
        yield from _check_region(ledger, row, registry)
        yield from _check_repeated(ledger, row, seen, registry)


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
    return at_cells(code, [row.places[key]], FORMS_CLAUSE, item=_column_ref(ledger, key), value=value, **facts)


def _label(ledger: Ledger, key: str) -> str:
    return next(field.label for field in ledger.columns if field.key == key)


def _column_ref(ledger: Ledger, key: str) -> str:
    return ROW_REF.format(sheet=ledger.title, label=_label(ledger, key))


def _check_repeated(
    ledger: Ledger, row: Parsed, seen: dict[tuple[str, ...], Parsed], registry: Registry
) -> Iterator[Finding]:
    """Yield a finding for two rows of one identity: F20 when written alike, else L04 (如东 and 如东县, 7 and 007)."""
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
        yield at_cells("F20", places, FORMS_CLAUSE, value=here, detail=_label(ledger, last))
    else:
        yield at_cells("L04", places, FORMS_CLAUSE, item=_column_ref(ledger, last), value=LISTED.join((there, here)))


def _identity(ledger: Ledger, answers: Answers, registry: Registry) -> tuple[str, ...]:
    """Return what a row is identified by: the codes of city and county, or the key of its number.

    A county under its old name is another row than under its new one: their figures add up.
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
    """Yield a finding (L06) for each two sheets of a workbook with the same rows: a copy would count them twice."""
    file = submission.source.file
    yield from _check_copies([_NamedRows(_sheet_name(rows), file, rows) for rows in submission.ledgers], registry)


def check_files(ledgers: Sequence[Submission], registry: Registry) -> Iterator[Finding]:
    """Yield a finding (L06) for each two files with the same rows: an old copy would count everything twice."""
    rows_by_file = [_NamedRows(s.source.file, s.source.file, rows) for s in ledgers for rows in s.ledgers]
    yield from _check_copies(rows_by_file, registry)


@dataclass(frozen=True)
class _NamedRows:
    """The rows of one ledger sheet, and the name (of the sheet or file) by which a finding refers to them."""

    name: str
    file: str
    sheet: LedgerRows


def _check_copies(named: Sequence[_NamedRows], registry: Registry) -> Iterator[Finding]:
    """Yield one finding for each two names with rows of the same identity, at the first such row of the later."""
    first_name: dict[tuple[str, ...], str] = {}
    repeated: dict[tuple[str, str, str], list[Finding]] = {}
    for one in named:
        ledger = one.sheet.ledger
        for answers, places in one.sheet.rows if ledger in LEDGERS else ():
            identity = (ledger.key, *_identity(ledger, answers, registry))
            first = first_name.setdefault(identity, one.name) if all(identity) else one.name
            if first != one.name:
                key = ledger.identity[-1]
                place = places.get(key, Place(ledger.title, 0, 0))
                found = at_cells("L06", [place], FORMS_CLAUSE, item=_column_ref(ledger, key), detail=first)
                repeated.setdefault((first, one.name, ledger.key), []).append(found.in_file(one.file))
    for findings in repeated.values():
        yield replace(findings[0], facts=findings[0].facts | {"value": str(len(findings))})


def _sheet_name(rows: LedgerRows) -> str:
    return next((place.sheet for _, places in rows.rows for place in places.values()), rows.ledger.title)
