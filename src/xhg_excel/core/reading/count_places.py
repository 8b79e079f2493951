"""A ledger with one row a place, counted per county into the rows of 排查底数; a row is seen once and not kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xhg_excel.core.answers.normalize import normalize
from xhg_excel.core.model.answer import show
from xhg_excel.core.model.field_names import Column
from xhg_excel.core.model.finding import Finding, at_cells
from xhg_excel.core.model.grid import CellValue, Place, squeeze
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Answers, LedgerRows, Submission
from xhg_excel.notice import PLACES, SCREENING
from xhg_excel.notice.schema.form import FORMS_CLAUSE, YES
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.as_written import FIRST_DAY, TOTAL_ROW_WORDS

_KEYS = ("city", "county", "problem_found", "place_name", "place_address")
_SHOWN = 20

# City, county and 是否存在问题 as typed, and whether the row names a place.
Kind = tuple[str, str, str, str]


@dataclass
class PlaceCounts:
    """How many rows have the same city, county and 是否存在问题, and the first row of each."""

    columns: Mapping[str, int]
    counts: dict[Kind, list[int]] = field(default_factory=dict)
    repeated: list[tuple[int, str]] = field(default_factory=list)
    repeats: int = 0


@dataclass
class _County:
    """The count of one county, and its first row."""

    row: int
    places: int = 0
    problems: int = 0


def tally(rows: Iterable[Sequence[CellValue]], found: Mapping[int, Column], first_row: int) -> PlaceCounts:
    """Count rows (from `first_row` of the sheet on), `found` saying which column holds what.

    Keeps one small number a row, so that two million rows need no more than some 200 MB.
    """
    columns = {column.field.key: col for col, column in found.items()}
    counted = PlaceCounts(columns)
    counts, seen = counted.counts, set[int]()
    at = [columns.get(key, -1) for key in _KEYS]
    width = max(at) + 1
    for number, row in enumerate(rows, start=first_row):
        if len(row) < width:
            row = [*row, *[None] * (width - len(row))]
        city, county, problem, name, address = [row[col] if col >= 0 else "" for col in at]
        rank = name if not name or name in TOTAL_ROW_WORDS else "+"
        kind = (city, county, problem, rank)
        entry = counts.get(kind)  # type: ignore[arg-type]
        if entry is None:
            counts[kind] = [1, number]  # type: ignore[index]
        else:
            entry[0] += 1
        if address and name:
            before = len(seen)
            seen.add(hash((city, county, name, address)))
            if len(seen) == before:
                counted.repeats += 1
                if len(counted.repeated) < _SHOWN:
                    counted.repeated.append((number, str(name)))
    return counted


def parse_tally(counted: PlaceCounts, sheet: str, registry: Registry) -> tuple[LedgerRows, list[Finding]]:
    """Return 排查底数 as counted, a row a county by code, and the rows that could not be counted."""
    counties: dict[Region, _County] = {}
    findings: list[Finding] = []
    for kind, (rows, first) in counted.counts.items():
        city, county, problem, rank = (squeeze(value) for value in kind)
        if _is_no_place((city, county, problem, rank)):
            continue
        region = _region(city, county, registry)
        if region is None:
            findings.append(_at(counted, sheet, "county", first, "F34", value=rows, detail=city + county))
            continue
        one = counties.setdefault(region, _County(first))
        one.places += rows
        answer = normalize(problem, PLACES.columns[-1], FIRST_DAY.year)
        one.problems += rows if answer.answer == YES else 0
        if answer.answer is None:
            findings.append(_at(counted, sheet, "problem_found", first, "F36", value=rows, detail=problem))
    findings += _repeats(counted, sheet)
    total = sum(one.places for one in counties.values())
    findings.append(_at(counted, sheet, "place_name", 0, "N08", value=total, detail=len(counties)))
    in_order = sorted(counties.items(), key=lambda pair: pair[0].code)
    return LedgerRows(SCREENING, tuple(_row(counted, sheet, pair, registry) for pair in in_order)), findings


def _is_no_place(kind: Kind) -> bool:
    """Whether a row is blank, or one of totals."""
    return not any(kind) or any(word in TOTAL_ROW_WORDS for word in kind)


def _region(city: str, county: str, registry: Registry) -> Region | None:
    known = registry.match_city(city) if city else None
    if city and known is None:
        return None
    return registry.match_county(county, known).region if county else None


def _row(
    counted: PlaceCounts, sheet: str, pair: tuple[Region, _County], registry: Registry
) -> tuple[Answers, Mapping[str, Place]]:
    region, one = pair
    answers: Answers = {
        "city": registry.city_of(region).name,
        "county": region.name,
        "screened_total": one.places,
        "problem_total": one.problems,
    }
    columns = dict(zip(answers, ("city", "county", "place_name", "problem_found"), strict=True))
    return answers, {key: _place(counted, sheet, column, one.row) for key, column in columns.items()}


def _place(counted: PlaceCounts, sheet: str, key: str, row: int) -> Place:
    return Place(sheet, row, counted.columns.get(key, 0))


def _at(counted: PlaceCounts, sheet: str, key: str, row: int, code: str, **facts: object) -> Finding:
    return at_cells(code, [_place(counted, sheet, key, row)], FORMS_CLAUSE, **facts)


def check_counted_and_stated(submissions: Iterable[Submission]) -> Iterator[tuple[Submission, Finding]]:
    """Yield, with its submission, what is counted from a ledger of places though 排查底数 states it too.

    Both would be added up. Several ledgers of places of one county are its parts, and add up rightly.
    """
    stated: dict[tuple[str, str], Place] = {}
    counted: list[tuple[Submission, tuple[str, str], Place]] = []
    for submission in submissions:
        is_counted = any(finding.code == "N08" for finding in submission.findings)
        for answers, places in (row for s in submission.ledgers if s.ledger is SCREENING for row in s.rows):
            key = (show(answers["city"]), show(answers["county"]))
            if is_counted:
                counted.append((submission, key, places["county"]))
            else:
                stated[key] = places["county"]
    for submission, key, place in counted:
        if key in stated:
            found = at_cells("F37", [place], FORMS_CLAUSE, value="".join(key), detail=stated[key].sheet)
            yield submission, found.in_file(submission.source.file)


def _repeats(counted: PlaceCounts, sheet: str) -> Iterator[Finding]:
    if counted.repeats:
        places = [_place(counted, sheet, "place_name", row) for row, _ in counted.repeated]
        yield at_cells("F35", places, FORMS_CLAUSE, value=counted.repeats, detail=counted.repeated[0][1])
