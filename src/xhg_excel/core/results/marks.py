"""What is marked in a workbook: cells with colour and note, and the rows of the result sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from xhg_excel.core.model.finding import Finding, count_by_severity, in_order
from xhg_excel.notice.words import marks as words
from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.privacy import HIDDEN

At = tuple[int, int]


@dataclass(frozen=True)
class CellMark:
    """One marked cell: the severity that decides its colour, and the text of its note."""

    severity: Severity
    note: str


@dataclass(frozen=True)
class ResultRow:
    """One row of the result table.

    Args:
        cells: its texts by the keys of `RESULT_HEADS`, in their order.
        severity: of the finding, settled or not.
        sheet: the sheet the finding is about.
        goal: the cell it jumps to, row and column from 0; None for a whole sheet or file.
    """

    cells: dict[str, str]
    severity: Severity
    sheet: str
    goal: At | None


@dataclass(frozen=True)
class Marks:
    """What is marked in one file: cells by sheet name, the rows of the result sheet, and the counts in words."""

    cells: dict[str, dict[At, CellMark]]
    rows: tuple[ResultRow, ...]
    counts: str


def marks_of(findings: Sequence[Finding]) -> Marks:
    """Return the marks of a file: each cell of an open finding is coloured; its first cell has the note.

    Notes (提示) and settled findings colour nothing and stand in the result sheet only.
    """
    ordered = in_order(findings)
    found: dict[str, dict[At, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in ordered:
        if finding.severity in words.MARK_COLOURS and not finding.is_settled:
            for place in finding.places:
                found[place.sheet][place.row, place.col].append(finding)
    cells = {sheet: {at: _mark(at, listed) for at, listed in by_cell.items()} for sheet, by_cell in found.items()}
    return Marks(cells, tuple(map(_result_row, ordered)), _counts(ordered))


def _mark(at: At, findings: Sequence[Finding]) -> CellMark:
    """Return the mark of one cell: its note lists the findings that start here, else those it is a part of."""
    here = [f for f in findings if (f.places[0].row, f.places[0].col) == at] or findings
    lines = [words.NOTE_LINE.format(severity=f.severity.value, what=f.what, remedy=f.remedy) for f in here]
    return CellMark(findings[0].severity, "\n".join(dict.fromkeys(lines)))


def note_lines(text: str) -> int:
    """Return how many lines a note of this text is high.

    >>> note_lines("改" * 60)
    5
    """
    return max(words.NOTE_FEWEST_LINES, len(text) // words.NOTE_LINE_CHARACTERS + 2)


def _result_row(finding: Finding) -> ResultRow:
    first = finding.places[0] if finding.places else None
    cells = {
        "severity": finding.shown_severity,
        "sheet": finding.sheet,
        "cells": finding.shown_cells,
        "item": finding.item,
        "what": finding.what,
        "remedy": finding.remedy,
        "clause": finding.clause,
        "code": finding.code,
    }
    # A sheet with a petitioner in its name is not named, and so not jumped to.
    goal = (first.row, first.col) if first and HIDDEN not in finding.sheet else None
    return ResultRow(cells, finding.severity, finding.sheet, goal)


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
