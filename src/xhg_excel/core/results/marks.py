"""Findings of one file as marks: which cells take which colour and note, and the result table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from xhg_excel.core.model.finding import Finding, count_by_severity, in_order
from xhg_excel.notice.words import marks as words
from xhg_excel.notice.words.findings import Severity

At = tuple[int, int]


@dataclass(frozen=True)
class CellMark:
    """One marked cell: its heaviest severity and the text of its note."""

    severity: Severity
    note: str


@dataclass(frozen=True)
class Row:
    """One row of the result table; `goal` is the cell it jumps to, None for a whole sheet or file."""

    cells: tuple[str, ...]
    severity: Severity
    sheet: str
    goal: At | None


@dataclass(frozen=True)
class Marks:
    """What is marked in one file: cells by sheet, the result table, and its counts in words."""

    cells: dict[str, dict[At, CellMark]]
    rows: tuple[Row, ...]
    counts: str


def marks_of(findings: Sequence[Finding]) -> Marks:
    """Return the marks of a file; every cell a finding names takes its colour, the first one its note."""
    ordered = in_order(findings)
    found: dict[str, dict[At, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in ordered:
        if finding.severity in words.MARK_COLOURS and not finding.is_settled:
            for place in finding.places:
                found[place.sheet][place.row, place.col].append(finding)
    cells = {sheet: {at: _mark(at, listed) for at, listed in by_cell.items()} for sheet, by_cell in found.items()}
    return Marks(cells, tuple(map(_row, ordered)), _counts(ordered))


def _mark(at: At, findings: Sequence[Finding]) -> CellMark:
    """Return the mark of one cell: notes of what is to be mended here, else of what it is involved in."""
    here = [f for f in findings if (f.places[0].row, f.places[0].col) == at] or findings
    lines = [words.NOTE_LINE.format(severity=f.severity.value, what=f.what, remedy=f.remedy) for f in here]
    return CellMark(findings[0].severity, "\n".join(dict.fromkeys(lines)))


def note_lines(text: str) -> int:
    """Return how many lines a note of this text is high.

    >>> note_lines("改" * 60)
    5
    """
    return max(words.NOTE_FEWEST_LINES, len(text) // words.NOTE_LINE_CHARACTERS + 2)


def _row(finding: Finding) -> Row:
    first = finding.places[0] if finding.places else None
    cells = (
        finding.shown_severity,
        finding.sheet,
        finding.shown_cells,
        finding.item,
        finding.what,
        finding.remedy,
        finding.clause,
        finding.code,
    )
    return Row(cells, finding.severity, finding.sheet, (first.row, first.col) if first else None)


def _counts(findings: Sequence[Finding]) -> str:
    counts = count_by_severity(findings)
    settled = sum(finding.is_settled for finding in findings)
    return words.RESULT_COUNTS.format(
        must=counts[Severity.MUST],
        explain=counts[Severity.EXPLAIN],
        settled=settled,
        note=counts[Severity.NOTE],
        result=counts[Severity.RESULT],
    )
