"""What every command shares: settings, tables on the terminal, progress over a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

import click

from xhg_excel.cli.table import print_table
from xhg_excel.core.answers.ledger_rows import ledger_rows
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.finding import Finding, count_by_severity, in_order
from xhg_excel.core.model.nearest import likely_city
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.reading.count_places import check_counted_and_stated
from xhg_excel.core.reading.ledger_checks import check_files
from xhg_excel.core.reading.personal_data import hide
from xhg_excel.errors.files import LedgerFaultError, LedgerMissingError, SameFileError, UnknownCityError
from xhg_excel.files.read.folder import list_workbooks, read_settings, read_submissions
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.check_columns import SETTLED
from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.totals.totals import SUMMARY_FILE_HEADS

T = TypeVar("T")
_PATIENCE = 1.0
_COLOURS = {Severity.MUST: "red", Severity.EXPLAIN: "yellow", Severity.NOTE: "cyan", Severity.RESULT: "magenta"}


def reading(settings: Path | None) -> Context:
    """Return campaign and regions of a settings file; without one, the notice's."""
    campaign = read_settings(settings)
    return Context(campaign, Registry(campaign))


def ledgers_in(folder: Path | None, context: Context) -> list[Submission]:
    """Return the workbooks of a folder of ledgers; none without a folder."""
    return compared(read_submissions(list_workbooks([folder]), context)) if folder is not None else []


def compared(ledgers: Iterable[Submission]) -> list[Submission]:
    """Return ledgers with what is wrong between them among their findings."""
    read = list(ledgers)
    for submission, finding in check_counted_and_stated(read):
        submission.findings.append(finding)
    return read


def sound_ledgers(folder: Path, out: Path, needed: Sequence[Ledger], context: Context) -> list[Submission]:
    """Return the ledgers of a folder, ready to be counted from; what this program made from them is passed over.

    Raises:
        SameFileError: `out` is itself one of the ledgers.
        LedgerMissingError: one of `needed` is not there.
        LedgerFaultError: something must be mended first; every such finding is printed.

    """
    books = list_workbooks([folder])
    read = compared(watched(read_submissions(books, context), len(books), "读取"))
    inputs = [made for (path, _), made in zip(books, read, strict=True) if not is_earlier(path, made, out)]
    ledgers = [made for made in inputs if made.ledgers or made.forms or not made.kind]
    if ledgers and all(made.forms and not made.ledgers for made in ledgers):
        raise LedgerMissingError(folder, "、".join(ledger.title for ledger in needed))  # the folder of submissions
    hide(ledgers)
    must = [f for s in ledgers for f in s.findings if f.severity is Severity.MUST]
    must += check_files(ledgers, context.registry)
    if must:
        print_findings(must)
        raise LedgerFaultError(len(must), f"{must[0].where} {must[0].what}。")
    if absent := [ledger.title for ledger in needed if not ledger_rows(ledgers, ledger)]:
        raise LedgerMissingError(folder, "、".join(absent))
    return ledgers


def is_earlier(path: Path, made: Submission, out: Path) -> bool:
    """Tell whether a workbook is what an earlier run wrote to `out`; an input is never written over."""
    if path.resolve() != out.resolve():
        return False
    if made.ledgers or made.forms:
        raise SameFileError(out)
    return True


def city_named(name: str, registry: Registry) -> Region:
    """Return the city of that name.

    Raises:
        UnknownCityError: it is none of the 13.

    """
    city = registry.match_city(name)
    if city is None:
        raise UnknownCityError(name, "、".join(known.name for known in registry.cities), likely_city(name, registry))
    return city


def watched(items: Iterable[T], total: int, label: str) -> Iterator[T]:
    """Yield items; once it takes over a second and someone looks, show a progress bar."""
    started, bar, shown = time.monotonic(), None, 0
    with ExitStack() as while_shown:
        for done, item in enumerate(items, start=1):
            yield item
            if bar is None and sys.stderr.isatty() and time.monotonic() - started > _PATIENCE:
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


def print_summary(rows: Sequence[Sequence[object]]) -> None:
    """Print one row a file: unit, state, counts, the worst findings."""
    heads = (*SUMMARY_FILE_HEADS[:3], *(severity.value for severity in Severity), SETTLED, SUMMARY_FILE_HEADS[3])
    print_table(heads, rows, [2 if head in (SUMMARY_FILE_HEADS[0], SUMMARY_FILE_HEADS[3]) else None for head in heads])


def counted_line(findings: Sequence[Finding]) -> str:
    """Return the counts by severity in one line.

    >>> counted_line([])
    '强制 0 处，核实 0 处，提示 0 处，发现 0 处'
    """
    counts = count_by_severity(findings)
    return "，".join(f"{severity.value} {count} 处" for severity, count in counts.items())
