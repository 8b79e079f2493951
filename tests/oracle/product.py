"""The package's answers to a case of the oracle."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tests.conftest import CONTEXT
from xhg_excel.core.answers.normalize import normalize
from xhg_excel.core.consolidation.consolidate import Totals, consolidate
from xhg_excel.core.drawing.frame import frame_of
from xhg_excel.core.drawing.sample import sample_of
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.grid import Place
from xhg_excel.core.model.submission import Form, LedgerRows, Source, Submission, Unit
from xhg_excel.core.planning.coverage import check_coverage
from xhg_excel.core.planning.plan import ledger_plans
from xhg_excel.core.reading.across_files import redact_and_crosscheck
from xhg_excel.core.rules.form_checks import check_form
from xhg_excel.notice import ANNEXES, PETITIONS, PROBLEMS, SCREENING
from xhg_excel.notice.schema.region import Region

Case = Mapping[str, Any]
BY_KEY = {annex.key: annex for annex in ANNEXES}
TODAY = date(2020, 8, 15)


def _form(number: int, values: Mapping[str, Any]) -> tuple[Form, set[str]]:
    """Return one form as it is read, and the codes of what could not be read."""
    annex = BY_KEY[values["annex"]]
    answers: dict[str, Answer | None] = {}
    faults = set()
    for field in annex.fields:
        read = normalize(values.get(field.key), field, 2020)
        if read.fault:
            faults.add(field.wrong or read.fault)
        else:
            answers[field.key] = read.answer
    places = {field.key: Place(annex.key, 3 + number, col) for col, field in enumerate(annex.fields)}
    return Form(annex, answers, places, number + 1), faults


def _county(city: Region, code: str | None) -> Region | None:
    return next((county for county in CONTEXT.registry.counties_of(city) if county.code == code), None)


def ledgers(case: Case, city: Region) -> list[Submission]:
    """Return the ledgers of a case as parsed."""
    made = Submission(Source("台账.xlsx"))
    for ledger in (PROBLEMS, PETITIONS, SCREENING):
        if (rows := case[ledger.key]) is not None:
            cells = []
            for number, row in enumerate(rows):
                county = _county(city, row["county"])
                texts = {"city": city.name, "county": county.name if county else None}
                answers = {key: Decimal(v) if key == "reward_yuan" and v else v for key, v in row.items()} | texts
                cells.append(
                    (answers, {f.key: Place(ledger.title, 3 + number, n) for n, f in enumerate(ledger.columns)})
                )
            made.ledgers.append(LedgerRows(ledger, tuple(cells)))
    return [made]


def submissions(case: Case, city: Region) -> tuple[list[Submission], set[tuple[int, str]]]:
    """Return one submission a unit, and the findings of reading and of each form by itself."""
    found: set[tuple[int, str]] = set()
    by_unit: dict[str | None, Submission] = {}
    for number, values in enumerate(case["forms"]):
        code = values["county"]
        unit = Unit(city, _county(city, code))
        filed = by_unit.setdefault(code, Submission(Source(f"{code or 'city'}.xlsx"), "county", unit))
        form, faults = _form(number, values)
        filed.forms.append(form)
        found |= {(number, code) for code in faults}
        found |= {(number, finding.code) for finding in check_form(form, CONTEXT.campaign)}
    return list(by_unit.values()), found


def findings(case: Case, city: Region) -> set[tuple[int, str]]:
    """Return every finding of a rule as (index of the form, code)."""
    handed, found = submissions(case, city)
    redact_and_crosscheck(handed, ledgers(case, city), CONTEXT)
    for submission in handed:
        found |= {(finding.places[0].row - 3, finding.code) for finding in submission.findings}
    return {(number, code) for number, code in found if code.startswith("R") and code != "R216"}


def coverage(case: Case, city: Region) -> set[str]:
    """Return the codes of what the city lacks."""
    handed, _ = submissions(case, city)
    return {finding.code for finding in check_coverage(handed, ledgers(case, city), CONTEXT, TODAY, city)}


def totals(case: Case, city: Region) -> Totals:
    """Return the totals of the city."""
    return consolidate(submissions(case, city)[0], city, CONTEXT.registry)


def visited(case: Case, city: Region) -> list[str]:
    """Return the codes of the counties of the plan."""
    (plan,) = ledger_plans(ledgers(case, city), CONTEXT.campaign)
    return [county.code for county in plan.visited]


def drawn(case: Case, city: Region, seed: str) -> dict[str, list[str]]:
    """Return the numbers drawn by each rule, those of one rule in the order of the list of the draw."""
    sample = sample_of(frame_of(ledgers(case, city), CONTEXT), seed)[city.code]
    return {rule: [p.row.identifier for p in sample.picks if p.rule == rule] for rule in ("B1", "B2", "B3", "B4")}
