"""What the public functions may be given: a file, a folder, an open workbook, or what was read from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from xhg_excel.api.results import Draw, Submissions
from xhg_excel.core.consolidation.parse_submission import parse_submission
from xhg_excel.core.drawing.record import Record
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.submission import Source, Submission
from xhg_excel.core.reading.confirmation import apply_confirmations
from xhg_excel.core.reading.count_places import with_double_counts
from xhg_excel.core.reading.ledger_checks import check_files
from xhg_excel.core.reading.personal_data import redact
from xhg_excel.errors.files import LedgerFaultError
from xhg_excel.files.places import readable
from xhg_excel.files.read.file_dates import note_dates
from xhg_excel.files.read.folder import find_files, read_context, read_submissions
from xhg_excel.notice.words.findings import Severity

if TYPE_CHECKING:
    import xlwings as xw

FilePath: TypeAlias = str | PathLike[str]
Given: TypeAlias = "FilePath | xw.Book | Submissions | Sequence[FilePath]"


def context_of(settings: Context | FilePath | None) -> Context:
    """Return the context of a settings file (TOML); without one, the notice's.

    Raises:
        NothingToReadError: there is no such file.
        SettingsError: an entry does not fit.
    """
    if isinstance(settings, Context):
        return settings
    return read_context(None if settings is None else Path(settings))


def submissions_of(source: Given, context: Context) -> Submissions:
    """Return every workbook of a source, parsed and checked by itself; last the files that are not read, and why.

    Files are read in worker processes; nothing of them is run, and none is changed. An open
    workbook is read as it stands, what is not saved included.

    Raises:
        NothingToReadError: a path is missing, or a folder holds no workbook.
    """
    if isinstance(source, Submissions):  # findings are added to what is returned, never to what was read once
        return Submissions([_copied(each) for each in source], source.where)
    if isinstance(source, (str, PathLike)):
        return _read_files([Path(source)], context)
    if isinstance(source, Sequence):
        return _read_files([Path(path) for path in source], context)
    return Submissions([_read_open(source, context)], source.name)


def _copied(read: Submission) -> Submission:
    return replace(read, findings=list(read.findings), parts=[_copied(part) for part in read.parts])


def _read_files(paths: Sequence[Path], context: Context) -> Submissions:
    files = find_files(paths)
    found = list(read_submissions(files.books, context))
    note_dates(found, files.books, context.campaign.issued_on)
    apply_confirmations(found)
    return Submissions([*found, *files.others], "、".join(readable(str(path)) for path in paths))


def _read_open(book: xw.Book, context: Context) -> Submission:
    from xhg_excel.excel.book import read_book  # loads xlwings, which whoever gives a path does not need

    read = read_book(book)
    submission = parse_submission(read.grids, Source(book.name), context)
    submission.findings += read.faults
    return submission


def ledgers_of(source: Given | None, context: Context) -> Submissions:
    """Return the ledgers of a source with what contradicts between them among their findings; none for None."""
    if source is None:
        return Submissions([], "")
    ledgers = submissions_of(source, context)
    return Submissions(with_double_counts(ledgers), ledgers.where)


def sound_ledgers_of(source: Given, context: Context) -> Submissions:
    """Return the ledgers of a source, petitioners hidden, ready to be counted from.

    Raises:
        LedgerFaultError: something in one of them, or between them, must be mended first.
    """
    ledgers = ledgers_of(source, context)
    redact(list(ledgers))
    findings = [finding for submission in ledgers for finding in submission.findings]
    must = [f for f in (*findings, *check_files(ledgers, context.registry)) if f.severity is Severity.MUST]
    if must:
        raise LedgerFaultError(len(must), f"{must[0].where} {must[0].what}。")
    return ledgers


def frozen_record(frozen: Draw | FilePath) -> Record:
    """Return the record of lists that were frozen: of the value, or of the file it was written to.

    Raises:
        NothingToReadError: there is no such file.
        NotADrawError: the file holds no frozen lists.
        DrawDiffersError: the file's lists do not have the hash that it states.
    """
    if isinstance(frozen, Draw):
        return frozen.record
    from xhg_excel.files.read.drawn import frozen_record as recorded

    return recorded(Path(frozen))
