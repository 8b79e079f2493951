"""What commands read: settings, submissions, ledgers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xhg_excel.cli.console import print_findings, print_passed_over, watched
from xhg_excel.cli.options import resolved
from xhg_excel.core.answers.ledger_rows import ledger_rows
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.reading.count_places import with_double_counts
from xhg_excel.core.reading.ledger_checks import check_files
from xhg_excel.core.reading.personal_data import redact
from xhg_excel.errors.files import LedgerFaultError, LedgerMissingError, SameFileError
from xhg_excel.files.read.folder import find_files, read_submissions
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.words.findings import Severity


def read_inputs(books: Sequence[tuple[Path, str]], context: Context, label: str = "读取") -> list[Submission]:
    """Return what the workbooks hold, in their order; a progress bar with that label appears after a second."""
    return list(watched(read_submissions(books, context), len(books), label))


def read_ledgers(folder: Path | None, context: Context) -> list[Submission]:
    """Return the workbooks of a folder of ledgers and the files that are not read; none without a folder."""
    if folder is None:
        return []
    found = find_files([folder])
    return [*with_double_counts(read_submissions(found.books, context)), *found.others]


def read_but_earlier_result(folder: Path, out: Path, context: Context) -> list[Submission]:
    """Return the workbooks of a folder and the files that are not read, without what an earlier run wrote to `out`.

    Prints which files were passed over.

    Raises:
        SameFileError: `out` is an input.
    """
    found = find_files([folder])
    print_passed_over(found.others)
    read = zip(found.books, read_inputs(found.books, context), strict=True)
    return [*(made for (path, _), made in read if not is_earlier_result(path, made, out)), *found.others]


def is_earlier_result(path: Path, read: Submission, out: Path) -> bool:
    """Return whether a workbook is what an earlier run wrote to `out`.

    Raises:
        SameFileError: it lies where the result would go, and holds answers.
    """
    if resolved(path) != resolved(out):
        return False
    if read.ledgers or read.forms:
        raise SameFileError(out)
    return True


def sound_ledgers(folder: Path, out: Path, needed: Sequence[Ledger], context: Context) -> list[Submission]:
    """Return the ledgers of a folder, ready to be counted from.

    Raises:
        SameFileError: `out` is itself one of the ledgers.
        LedgerMissingError: one of `needed` is not there.
        LedgerFaultError: something must be mended first; every such finding is printed.
    """
    inputs = read_but_earlier_result(folder, out, context)
    ledgers = [
        read
        for read in with_double_counts(inputs)
        if read.ledgers or read.forms or not (read.kind or read.is_passed_over)
    ]
    if ledgers and all(read.forms and not read.ledgers for read in ledgers):
        raise LedgerMissingError(folder, "、".join(ledger.title for ledger in needed))  # the folder of submissions
    redact(ledgers)
    must = [finding for read in ledgers for finding in read.findings if finding.severity is Severity.MUST]
    must += check_files(ledgers, context.registry)
    if must:
        print_findings(must)
        raise LedgerFaultError(len(must), f"{must[0].where} {must[0].what}。")
    if absent := [ledger.title for ledger in needed if not ledger_rows(ledgers, ledger)]:
        raise LedgerMissingError(folder, "、".join(absent))
    return ledgers
