"""What commands print: tables of findings, one row a file, progress that takes over a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import TypeVar

import click

from xhg_excel.cli.table import print_table
from xhg_excel.core.model.finding import Finding, in_order
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.results.summary import passed_over_line
from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.totals.totals import SUMMARY_FILE_HEADS

T = TypeVar("T")
_PATIENCE_SECONDS = 1.0
_COLOURS = {Severity.MUST: "red", Severity.EXPLAIN: "yellow", Severity.NOTE: "cyan", Severity.RESULT: "magenta"}


def watched(items: Iterable[T], total: int, label: str) -> Iterator[T]:
    """Yield the items; after a second, show a progress bar on a terminal."""
    started, bar, shown = time.monotonic(), None, 0
    with ExitStack() as while_shown:
        for done, item in enumerate(items, start=1):
            yield item
            if bar is None and sys.stderr.isatty() and time.monotonic() - started > _PATIENCE_SECONDS:
                bar = while_shown.enter_context(click.progressbar(length=total, label=label, file=sys.stderr))
            if bar is not None:
                bar.update(done - shown)
                shown = done


def print_findings(findings: Sequence[Finding]) -> None:
    """Print findings as a table, 强制 first."""
    rows = [
        ((f.shown_severity, _COLOURS[f.severity]), f.code, f.where, f.what, f.remedy, f.clause)
        for f in in_order(findings)
    ]
    print_table(("级别", "代码", "位置", "问题", "怎样改", "依据"), rows, (None, None, 2, 3, 2, None))


def print_passed_over(submissions: Iterable[Submission]) -> None:
    """Print in one line which files were not read and need no mending; nothing where there are none."""
    if line := passed_over_line(finding for submission in submissions for finding in submission.findings):
        click.echo(line)


def print_summary(rows: Sequence[Mapping[str, object]]) -> None:
    """Print one row a file: unit, state, counts, the worst findings."""
    cells = [[row[key] for key in SUMMARY_FILE_HEADS] for row in rows]
    widths = [2 if key in ("file", "worst") else None for key in SUMMARY_FILE_HEADS]
    print_table(list(SUMMARY_FILE_HEADS.values()), cells, widths)
