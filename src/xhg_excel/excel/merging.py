"""合并文件夹, 计算配额: the totals and quotas of the command line, from a folder and from an open workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import xlwings as xw

from xhg_excel.core.model.context import Context
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.planning.quota import ledger_quotas
from xhg_excel.core.planning.quota_workbook import quota_book, quota_line
from xhg_excel.core.results.live_sheet import with_owner
from xhg_excel.core.sheets.layout import BookLayout
from xhg_excel.core.totals.merge import MergeRequest, merge, result_lines
from xhg_excel.errors.files import TargetChangedError
from xhg_excel.excel.book import delete_added, read_book, write_sheet
from xhg_excel.excel.checking import live_context, parse_open_book
from xhg_excel.excel.filling import open_written
from xhg_excel.excel.host import show_progress, show_sheet
from xhg_excel.files.places import documents_folder, free_path
from xhg_excel.files.read.file_dates import note_dates
from xhg_excel.files.read.folder import find_files, read_submissions
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice.words.shells import addin as words


def merge_files(app: xw.App, folder: Path) -> str:
    """Merge a folder, write the totals beside it and open them; return the message for the user.

    Totals of cities are merged to those of the province, workbooks of counties to those of a city; forms
    are checked against the ledgers in the folder. No file is overwritten.

    Raises:
        NothingToReadError: the folder has no workbook.
        NoSubmissionError: none could be merged.
        CityUnclearError: as many files come from one city as from another.
    """
    context = live_context()
    files = find_files([folder])
    submissions = [*read_workbooks(app, files.books, context), *files.others]
    note_dates(submissions, files.books, context.campaign.issued_on)
    ledgers = [submission for submission in submissions if submission.ledgers]
    totals = sum(bool(submission.parts) for submission in submissions)
    province = totals > sum(submission.unit is not None for submission in submissions)
    merged = merge(submissions, ledgers, MergeRequest(date.today(), str(folder), province), context)
    show_progress(app, words.WRITING)
    name = (words.PROVINCE_TOTALS_FILE if province else words.CITY_TOTALS_FILE).format(folder=folder.name).strip()
    target = _write(merged.book, folder.resolve().parent, name)
    open_written(app, target)
    lines = result_lines(merged, most_findings=words.FEW_SHOWN)
    return "\n".join([*lines, "", words.TOTALS_AT.format(path=target)])


def _write(book: BookLayout, folder: Path, name: str) -> Path:
    """Write a workbook to a folder, or to the user's documents if that is not writable; return its path."""
    try:
        target = free_path(folder / name)
        write_book(book, target)
    except TargetChangedError:
        target = free_path(documents_folder() / name)
        write_book(book, target)
    return target


def read_workbooks(app: xw.App, books: Sequence[tuple[Path, str]], context: Context) -> list[Submission]:
    """Read workbooks one by one and show the progress."""
    submissions: list[Submission] = []
    for number, book in enumerate(books, start=1):
        show_progress(app, words.READING_FILES.format(number=number, total=len(books), file=book[1]))
        submissions += read_submissions([book], context)
    return submissions


def write_quotas(book: xw.Book) -> str:
    """Compute the quotas from the ledgers in this workbook and write them to sheets of it.

    Returns the message for the user.

    Raises:
        LedgerMissingError: the workbook lacks 问题清单 or 排查底数.
        LedgerFaultError: a ledger must be corrected first.
    """
    context = live_context()
    submission = parse_open_book(book, read_book(book).grids, context)
    found = ledger_quotas([submission], book.name, context)
    show_progress(book.app, words.WRITING)
    names = []
    for layout in quota_book(found, context.campaign).sheets:
        if not layout.hidden:
            delete_added(book, layout.name)
            names.append(write_sheet(book, with_owner(layout), last=True).name)
    show_sheet(book.sheets[names[0]])
    lines = [quota_line(quota, context.campaign) for quota in found]
    more = [words.AND_MORE.format(count=len(lines))] if len(lines) > words.FEW_SHOWN else []
    head = words.QUOTAS_MESSAGE.format(count=len(found), sheet=names[0])
    return "\n".join([head, "", *lines[: words.FEW_SHOWN], *more])
