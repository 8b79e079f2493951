"""The findings of many files: one row for each file with its counts, and one for each finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xhg_excel.core.model.finding import Finding, count_by_severity, in_order
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.sheets.layout import BookLayout, Content, SheetLayout
from xhg_excel.core.sheets.table import Column, Table
from xhg_excel.notice.words.check_columns import SETTLED
from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.totals import totals as words

_WORST = 3
_LOOKS = {
    Severity.MUST: "must", Severity.EXPLAIN: "explain", Severity.NOTE: "remark", Severity.RESULT: "remark",
}  # fmt: skip

SummaryRow = Mapping[str, Content]

SUMMARY_TABLE = Table[SummaryRow](words.SUMMARY_BY_FILE, words.SUMMARY_FILE_HEADS)


def summary_rows(submissions: Sequence[Submission]) -> list[SummaryRow]:
    """Return for each submission file, unit, state, counts by severity and the worst three findings, by column key."""
    return [_summary(submission) for submission in submissions]


def _summary(submission: Submission) -> SummaryRow:
    findings = in_order(submission.findings)
    counts = count_by_severity(findings)
    worst = [f for f in findings if not f.is_settled and f.severity is not Severity.NOTE][:_WORST]
    return {
        "file": submission.source.file,
        "unit": submission.unit.full_name if submission.unit else "",
        "state": _state(counts),
        **{severity.name: count for severity, count in counts.items()},
        "settled": sum(finding.is_settled for finding in findings),
        "worst": "\n".join(f"{finding.code} {finding.what}" for finding in worst),
    }


def _state(counts: dict[Severity, int]) -> str:
    if counts[Severity.MUST]:
        return words.MUST_MEND
    return words.NEEDS_WORD if counts[Severity.EXPLAIN] else words.FREE_OF_FAULTS


def counted_line(findings: Sequence[Finding]) -> str:
    """Return the counts by severity in one line.

    >>> counted_line([])
    '强制 0 处，核实 0 处，提示 0 处，发现 0 处'
    """
    counts = count_by_severity(findings)
    return "，".join(words.SEVERITY_COUNT.format(severity=severity.value, count=n) for severity, n in counts.items())


def summary_book(submissions: Sequence[Submission]) -> BookLayout:
    """Return the summary and every finding as a workbook."""
    findings = [finding for submission in submissions for finding in submission.findings]
    sheets = (SUMMARY_TABLE.sheet(summary_rows(submissions)), findings_sheet(findings))
    return BookLayout(sheets, words.SUMMARY_BY_FILE)


def severity_look(shown: str, severity: Severity) -> str:
    """Return the style of the cell that shows a severity (`shown` is 已说明 for a settled finding)."""
    return "cell_center" if shown == SETTLED else _LOOKS[severity]


FINDINGS_TABLE = Table(
    words.FINDINGS_SHEET,
    words.FINDING_HEADS,
    [
        Column[Finding](
            "severity",
            lambda finding: finding.shown_severity,
            lambda finding: severity_look(finding.shown_severity, finding.severity),
        ),
        Column("cells", lambda finding: finding.shown_cells),
    ],
)


def findings_sheet(findings: Iterable[Finding]) -> SheetLayout:
    """Return all findings as a table, 强制 first."""
    return FINDINGS_TABLE.sheet(in_order(findings))
