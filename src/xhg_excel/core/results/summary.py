"""The findings of many files: one row for each file with its counts, and one for each finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xhg_excel.core.model.finding import Finding, count_by_severity, count_gaps, in_order
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.sheets.layout import BookLayout, Content, SheetLayout
from xhg_excel.core.sheets.table import Column, Table
from xhg_excel.notice.words import passed_over as passed_words
from xhg_excel.notice.words.check_columns import SETTLED
from xhg_excel.notice.words.findings import FILLING_COUNTS, GAP_COUNT, Severity
from xhg_excel.notice.words.totals import totals as words
from xhg_excel.notice.words.workbook import LISTED

# The code of files that are not read and that nobody need mend.
PASSED_OVER = "F40"
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
    worst = findings if submission.is_passed_over else worst
    return {
        "file": submission.source.file,
        "unit": submission.unit.full_name if submission.unit else "",
        "state": words.PASSED_OVER if submission.is_passed_over else _state(counts),
        **{severity.name: count for severity, count in counts.items()},
        "settled": sum(finding.is_settled for finding in findings),
        "worst": "\n".join(f"{finding.code} {finding.what}" for finding in worst),
    }


def passed_over_line(findings: Iterable[Finding]) -> str:
    """Return in one line how many files of each kind were passed over (F40) and the first names; "" for none."""
    groups: dict[str, list[str]] = {}
    for finding in findings:
        if finding.code == PASSED_OVER:
            groups.setdefault(finding.facts["value"], []).append(finding.file)
    shown = [passed_words.GROUP.format(kind=kind, count=len(n), names=_first(n)) for kind, n in groups.items()]
    count = sum(map(len, groups.values()))
    return passed_words.LINE.format(count=count, groups="；".join(shown)) if groups else ""


def _first(names: Sequence[str]) -> str:
    shown = LISTED.join(names[: passed_words.NAMES_SHOWN])
    return passed_words.MORE_NAMES.format(names=shown) if len(names) > passed_words.NAMES_SHOWN else shown


def _state(counts: dict[Severity, int]) -> str:
    if counts[Severity.MUST]:
        return words.MUST_MEND
    return words.NEEDS_WORD if counts[Severity.EXPLAIN] else words.FREE_OF_FAULTS


def counted_line(findings: Sequence[Finding]) -> str:
    """Return in one line the faults of filling by severity; what a task lacks is counted apart.

    >>> counted_line([])
    '填报问题：强制 0 处，核实 0 处，提示 0 处，发现 0 处'
    """
    counts = count_by_severity(findings).items()
    said = "，".join(words.SEVERITY_COUNT.format(severity=severity.value, count=n) for severity, n in counts)
    gaps = count_gaps(findings)
    return FILLING_COUNTS.format(counts=said) + (GAP_COUNT.format(count=gaps) if gaps else "")


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
