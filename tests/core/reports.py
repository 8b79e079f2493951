"""Facts and reports made in memory, for the tests of the report's modules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tests.conftest import CONTEXT
from tests.core.reading.test_across_files import Row, ledgers, petition, problem
from tests.records import filled
from xhg_excel.core.consolidation.consolidate import consolidate
from xhg_excel.core.model.grid import Place
from xhg_excel.core.model.submission import Form, Source, Submission, Unit
from xhg_excel.core.reading.across_files import lists_of
from xhg_excel.core.report.document import Paragraph, Report, ReportTable, text_of
from xhg_excel.core.report.figures import ReportInputs, inputs_of
from xhg_excel.core.totals.merge import add_joined
from xhg_excel.notice import ANNEXES
from xhg_excel.notice.schema.region import Region

REGISTRY = CONTEXT.registry
DAY = date(2020, 8, 25)
BY_NUMBER = {annex.number: annex for annex in ANNEXES}
Filled = tuple[int, Row]  # number of the annex, changes to a clean form


def city(name: str = "南通市") -> Region:
    found = REGISTRY.match_city(name)
    assert found is not None
    return found


def county(number: int, of: str = "南通市") -> Unit:
    return Unit(city(of), REGISTRY.counties_of(city(of))[number])


def part(unit: Unit, *forms: Filled, **cover: str) -> Submission:
    """Return what a unit hands in: clean forms with changes, each on a row of its own."""
    made = Submission(Source(f"{unit.full_name}.xlsx", sha256=unit.code), "county", unit, dict(cover))
    for row, (number, changes) in enumerate(forms):
        form = filled(BY_NUMBER[number], changes)
        places = {key: Place(f"附件{number}", 3 + row, place.col) for key, place in form.places.items()}
        made.forms.append(Form(form.annex, form.answers, places, row + 1))
    return made


def lists(problems: Sequence[Row] = (), petitions: Sequence[Row] = (), screening: bool = True) -> list[Submission]:
    """Return ledgers of 南通市; the problem list holds at least P001, 排查底数 every county."""
    screened: list[Row] = [
        {"city": "南通市", "county": c.name, "screened_total": 10 + n, "problem_total": 1 + n}
        for n, c in enumerate(REGISTRY.counties_of(city()))
    ]
    rows = {"problems": list(problems) or [problem()], "petitions": list(petitions) or [petition()]}
    return ledgers(**rows, screening=screened if screening else [])


def inputs(
    *parts: Submission,
    given: Sequence[Submission] = (),
    province: bool = False,
    conclusions: Sequence[tuple[str, str]] | None = None,
) -> ReportInputs:
    totals = consolidate(list(parts), None if province else city(), REGISTRY)
    add_joined(totals, lists_of(given, REGISTRY), CONTEXT)
    return inputs_of(totals, list(given), CONTEXT, DAY, conclusions)


def chapter(report: Report, key: str) -> list[str]:
    """Return the paragraphs below the heading of that mark, up to the next heading."""
    said: list[str] = []
    inside = False
    for block in report.elements:
        if isinstance(block, Paragraph) and block.mark:
            inside = block.mark == key
        elif isinstance(block, Paragraph) and inside:
            said.append(text_of(block.pieces))
    return said


def rows(table: ReportTable) -> list[list[str]]:
    return [[text_of(cell) for cell in row] for row in table.rows]
