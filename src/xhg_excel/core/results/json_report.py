"""Findings as JSON-ready data, with pydantic behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel

from xhg_excel.core.model.finding import Finding, count_by_severity, count_gaps, in_order

FORMAT_VERSION = "1.2"


class FindingRecord(BaseModel):
    """One finding: which rule, how heavy, where, what, by which clause, how to mend it.

    `event` numbers the findings of one report from 1; `state` is open or, with an
    explanation, settled. `kind` is a fault of filling in, or a gap of the city's task (C1 to C10).
    """

    event: int
    state: Literal["open", "settled"]
    rule: str
    severity: str
    kind: Literal["filling", "gap"]
    file: str
    sheet: str
    cells: list[str]
    item: str
    value: str
    message: str
    clause: str
    remedy: str
    explanation: str


class ValidationReport(BaseModel):
    """What one run of validation found, after the shape of an ESS validation report.

    `counts` are the faults of filling by severity; `gaps` is how much of its task a city lacks.
    """

    version: str
    files: int
    counts: dict[str, int]
    gaps: int
    findings: list[FindingRecord]


def validation_report(findings: Sequence[Finding], files: int) -> ValidationReport:
    """Return all findings of a run, 强制 first."""
    records = [
        FindingRecord(
            event=event,
            state="settled" if f.is_settled else "open",
            rule=f.code,
            severity=f.severity,
            kind="gap" if f.is_gap else "filling",
            file=f.file,
            sheet=f.sheet,
            cells=list(f.cells),
            item=f.item,
            value=f.facts.get("value", ""),
            message=f.what,
            clause=f.clause,
            remedy=f.remedy,
            explanation=f.explanation,
        )
        for event, f in enumerate(in_order(findings), start=1)
    ]
    counts = {severity.value: count for severity, count in count_by_severity(findings).items()}
    return ValidationReport(
        version=FORMAT_VERSION, files=files, counts=counts, gaps=count_gaps(findings), findings=records
    )
