"""Count a ledger with one row a place into 排查底数, one row a county; its rows are read once and not kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xhg_excel.core.answers.normalize import normalize
from xhg_excel.core.model.answer import show
from xhg_excel.core.model.characters import without_unseen
from xhg_excel.core.model.field_names import Column
from xhg_excel.core.model.finding import Finding, at_cells
from xhg_excel.core.model.grid import CellValue, Grid, Place, squeeze
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Answers, LedgerRows, Submission
from xhg_excel.notice import PLACES, SCREENING
from xhg_excel.notice.schema.form import FORMS_CLAUSE, YES
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.as_written import FIRST_DAY, TOTAL_ROW_WORDS

_KEYS = ("city", "county", "problem_found", "place_name", "place_address")
# As many repeated rows are shown in the finding.
_MOST_SHOWN = 20
_SOME_NAME = "+"

# City, county and 是否存在问题 as typed, and the name: "" without one, a word of totals, else `_SOME_NAME`.
RowKind = tuple[str, str, str, str]


@dataclass(slots=True)
class KindCount:
    """How many rows are of one kind, and the first of them."""

    rows: int
    first_row: int


@dataclass
class PlaceCounts:
    """The rows of a ledger of places, counted by kind.

    Attributes:
        columns: the column of each field.
        repeats: how many rows repeat the name and address of an earlier one.
        repeated: row and name of the first of them.
    """

    columns: Mapping[str, int]
    kinds: dict[RowKind, KindCount] = field(default_factory=dict)
    repeated: list[tuple[int, str]] = field(default_factory=list)
    repeats: int = 0

    def place(self, sheet: str, key: str, row: int) -> Place:
        """Return the cell of a field in a row."""
        return Place(sheet, row, self.columns.get(key, 0))


@dataclass
class _County:
    """The places of one county, and its first row."""

    row: int
    places: int = 0
    problems: int = 0


def count_places(rows: Iterable[Sequence[CellValue]], found: Mapping[int, Column], first_row: int) -> PlaceCounts:
    """Return the counts of rows, each read once.

    A city has more rows than an .xlsx sheet takes (about two million). One small number is kept for each, some
    200 MB in all.

    Args:
        rows: the rows below the heads.
        found: the declared column of each column of the sheet.
        first_row: the number of the first row on its sheet, from 0.
    """
    columns = {column.field.key: col for col, column in found.items()}
    counted = PlaceCounts(columns)
    kinds, seen = counted.kinds, set[int]()
    cols = [columns.get(key, -1) for key in _KEYS]
    width = max(cols) + 1
    for number, row in enumerate(rows, start=first_row):
        if len(row) < width:
            row = [*row, *[None] * (width - len(row))]
        city, county, problem, name, address = [row[col] if col >= 0 else "" for col in cols]
        kind = (city, county, problem, name if not name or name in TOTAL_ROW_WORDS else _SOME_NAME)
        count = kinds.get(kind)  # type: ignore[arg-type]
        if count is None:
            kinds[kind] = KindCount(1, number)  # type: ignore[index]
        else:
            count.rows += 1
        if address and name:
            before = len(seen)
            seen.add(hash((city, county, name, address)))
            if len(seen) == before:
                counted.repeats += 1
                if len(counted.repeated) < _MOST_SHOWN:
                    counted.repeated.append((number, str(name)))
    return counted


def seen_rows(
    grid: Grid, first: int, found: Mapping[int, Column]
) -> tuple[Sequence[Sequence[CellValue]], list[Finding]]:
    """Return the rows to count, and the finding (L07) for rows with a cell whose value is not what one sees.

    Such a row is blank in the result, so that the others keep their numbers.
    """
    if not grid.looks:
        return grid.rows[first:], []
    unseen = {row: (row, col) for row, col in sorted(grid.looks, reverse=True) if row >= first and col in found}
    rows = [() if row in unseen else grid.rows[row] for row in range(first, len(grid.rows))]
    places = [grid.place(*at) for _, at in sorted(unseen.items())]
    return rows, [at_cells("L07", places, FORMS_CLAUSE, value=len(places))] if places else []


def screening_rows(counted: PlaceCounts, sheet: str, registry: Registry) -> tuple[LedgerRows, list[Finding]]:
    """Return 排查底数 as counted, one row a county by code, and findings for rows that could not be counted."""
    counties: dict[Region, _County] = {}
    findings: list[Finding] = []
    for kind, count in counted.kinds.items():
        texts = [without_unseen(squeeze(value)) for value in kind]
        if not any(texts) or any(text in TOTAL_ROW_WORDS for text in texts):
            continue
        city, county, problem, _ = texts
        region = _region(city, county, registry)
        if region is None:
            place = counted.place(sheet, "county", count.first_row)
            findings.append(at_cells("F34", [place], FORMS_CLAUSE, value=count.rows, detail=city + county))
            continue
        one = counties.setdefault(region, _County(count.first_row))
        one.places += count.rows
        answer = normalize(problem, PLACES.columns[-1], FIRST_DAY.year)
        one.problems += count.rows if answer.answer == YES else 0
        if answer.answer is None:
            place = counted.place(sheet, "problem_found", count.first_row)
            findings.append(at_cells("F36", [place], FORMS_CLAUSE, value=count.rows, detail=problem))
    findings += _repeats(counted, sheet)
    total = sum(one.places for one in counties.values())
    place = counted.place(sheet, "place_name", 0)
    findings.append(at_cells("N08", [place], FORMS_CLAUSE, value=total, detail=len(counties)))
    rows: list[tuple[Answers, Mapping[str, Place]]] = []
    for region, one in sorted(counties.items(), key=lambda pair: pair[0].code):
        city_name = registry.city_of(region).name
        rows.append((_answers(city_name, region, one), _places(counted, sheet, one.row)))
    return LedgerRows(SCREENING, tuple(rows)), findings


def _region(city: str, county: str, registry: Registry) -> Region | None:
    known = registry.match_city(city) if city else None
    if city and known is None:
        return None
    return registry.match_county(county, known).region if county else None


def _answers(city: str, county: Region, count: _County) -> Answers:
    return {"city": city, "county": county.name, "screened_total": count.places, "problem_total": count.problems}


def _places(counted: PlaceCounts, sheet: str, row: int) -> dict[str, Place]:
    columns = {"city": "city", "county": "county", "screened_total": "place_name", "problem_total": "problem_found"}
    return {key: counted.place(sheet, column, row) for key, column in columns.items()}


def with_double_counts(ledgers: Iterable[Submission]) -> list[Submission]:
    """Return the ledgers, to each added what is wrong at places that it counts and another one states."""
    read = list(ledgers)
    for submission, finding in check_counted_and_stated(read):
        submission.findings.append(finding)
    return read


def check_counted_and_stated(submissions: Iterable[Submission]) -> Iterator[tuple[Submission, Finding]]:
    """Yield a finding (F37), with its submission, for each county that is counted and stated in 排查底数 too.

    Both figures would be added. Several ledgers of places of one county are parts of it: those do add up.
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
        places = [counted.place(sheet, "place_name", row) for row, _ in counted.repeated]
        yield at_cells("F35", places, FORMS_CLAUSE, value=counted.repeats, detail=counted.repeated[0][1])
