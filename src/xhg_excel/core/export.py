"""Findings as JSON-ready data, with pydantic behind it.

Room: core.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel

from xhg_excel.core.finding import Finding, count_by_severity, in_order

FORMAT_VERSION = "1.0"


class FindingRecord(BaseModel):
    """One finding: which rule, how heavy, where, what, by which clause, how to mend it."""

    rule: str
    severity: str
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
    """What one run of validation found."""

    version: str
    files: int
    counts: dict[str, int]
    findings: list[FindingRecord]


def validation_report(findings: Sequence[Finding], files: int) -> ValidationReport:
    """Return all findings of a run, 强制 first."""
    records = [
        FindingRecord(
            rule=f.code,
            severity=f.severity,
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
        for f in in_order(findings)
    ]
    counts = {severity.value: count for severity, count in count_by_severity(findings).items()}
    return ValidationReport(version=FORMAT_VERSION, files=files, counts=counts, findings=records)
