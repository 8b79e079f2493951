"""Many files at a glance: one row a file, its unit, state, counts and worst findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xhg_excel.core.model.finding import Finding, count_by_severity, in_order
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.sheets.layout import BookLayout, Cell, Content, SheetLayout
from xhg_excel.core.sheets.table import FIRST_ROW, table_sheet
from xhg_excel.notice.words.check_columns import SETTLED
from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.totals import totals as words

_WORST = 3
_LOOKS = {
    Severity.MUST: "must",
    Severity.EXPLAIN: "explain",
    Severity.NOTE: "remark",
    Severity.RESULT: "remark",
}


def summary_rows(submissions: Sequence[Submission]) -> list[tuple[Content, ...]]:
    """Return file, unit, state, counts by severity, settled ones and the worst three of each submission."""
    return [_row(submission) for submission in submissions]


def _row(submission: Submission) -> tuple[Content, ...]:
    findings = in_order(submission.findings)
    counts = count_by_severity(findings)
    settled = sum(finding.is_settled for finding in findings)
    unit = submission.unit.full_name if submission.unit else ""
    heavy = [f for f in findings if not f.is_settled and f.severity is not Severity.NOTE][:_WORST]
    worst = "\n".join(f"{finding.code} {finding.what}" for finding in heavy)
    return (submission.source.file, unit, _state(counts), *counts.values(), settled, worst)


def _state(counts: dict[Severity, int]) -> str:
    if counts[Severity.MUST]:
        return words.MUST_MEND
    return words.NEEDS_WORD if counts[Severity.EXPLAIN] else words.FREE_OF_FAULTS


def summary_book(submissions: Sequence[Submission]) -> BookLayout:
    """Return the summary and every finding as a workbook."""
    rows = summary_rows(submissions)
    heads = (*words.SUMMARY_FILE_HEADS[:3], *(s.value for s in Severity), SETTLED, words.SUMMARY_FILE_HEADS[3])
    findings = [finding for submission in submissions for finding in submission.findings]
    sheets = (
        table_sheet(words.SUMMARY_BY_FILE, words.SUMMARY_BY_FILE, heads, rows),
        findings_sheet(findings),
    )
    return BookLayout(sheets, words.SUMMARY_BY_FILE)


def findings_sheet(findings: Iterable[Finding]) -> SheetLayout:
    """Return every finding as a table, 强制 first, its severity coloured."""
    ordered = in_order(findings)
    sheet = table_sheet(
        words.FINDINGS_SHEET, words.FINDINGS_SHEET, words.FINDING_HEADS, [_finding_row(f) for f in ordered]
    )
    for row, finding in enumerate(ordered, start=FIRST_ROW):
        sheet.cells[row, 0] = severity_cell(finding.shown_severity, finding.severity)
    return sheet


def severity_cell(shown: str, severity: Severity) -> Cell:
    """Return the cell that says how much a finding weighs, coloured unless it is settled."""
    return Cell(shown, "cell_center" if shown == SETTLED else _LOOKS[severity])


def _finding_row(finding: Finding) -> tuple[Content, ...]:
    return (
        finding.shown_severity,
        finding.code,
        finding.file,
        finding.sheet,
        finding.shown_cells,
        finding.item,
        finding.what,
        finding.remedy,
        finding.clause,
    )
