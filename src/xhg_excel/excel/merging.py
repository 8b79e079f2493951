"""合并文件夹 and 计算配额: the same totals and quotas that the command line makes, in front of the user."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import xlwings as xw

from xhg_excel.core.consolidation.consolidate import Totals
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.planning.quota import ledger_quotas
from xhg_excel.core.planning.quota_workbook import quota_book, quota_line
from xhg_excel.core.results.live_sheet import with_owner
from xhg_excel.core.sheets.layout import BookLayout
from xhg_excel.core.totals.merge import MergeRequest, merge
from xhg_excel.errors.files import TargetChangedError
from xhg_excel.excel.book import drop_added, place, read_book
from xhg_excel.excel.checking import counted, parsed, settings
from xhg_excel.excel.filling import open_written
from xhg_excel.excel.host import look_at, show_progress
from xhg_excel.files.places import documents_folder, free_path
from xhg_excel.files.read.folder import list_workbooks, read_submissions
from xhg_excel.files.read.saved_when import note_dates
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice.words.shells import addin as words
from xhg_excel.notice.words.totals.totals import NOT_MERGED


def merge_files(app: xw.App, folder: Path) -> str:
    """Merge a folder, write the totals beside it and open them; return what to tell the user.

    Cities' totals make the province's, counties' workbooks a city's; ledgers that lie in the
    folder are checked against. No file is overwritten.

    Raises:
        NothingToReadError: the folder holds no workbook.
        NoSubmissionError: not one could be merged.
        CityUnclearError: the files come from several cities alike.

    """
    context = settings()
    books = list_workbooks([folder])
    submissions = read_all(app, books, context)
    note_dates(submissions, books, context.campaign.issued_on)
    ledgers = [submission for submission in submissions if submission.ledgers]
    totals = sum(bool(submission.parts) for submission in submissions)
    province = totals > sum(submission.unit is not None for submission in submissions)
    merged = merge(submissions, ledgers, MergeRequest(date.today(), str(folder), province), context)
    show_progress(app, words.WRITING)
    name = (words.PROVINCE_TOTALS_FILE if province else words.CITY_TOTALS_FILE).format(folder=folder.name).strip()
    target = _write(merged.book, folder.resolve().parent, name)
    open_written(app, target)
    return _told(merged.totals, target)


def _write(book: BookLayout, folder: Path, name: str) -> Path:
    """Write a workbook into a folder, or into the user's documents where nothing may be written."""
    try:
        target = free_path(folder / name)
        write_book(book, target)
    except TargetChangedError:
        target = free_path(documents_folder() / name)
        write_book(book, target)
    return target


def read_all(app: xw.App, books: Sequence[tuple[Path, str]], context: Context) -> list[Submission]:
    """Read workbooks one by one, with the progress shown."""
    submissions: list[Submission] = []
    for number, book in enumerate(books, start=1):
        show_progress(app, words.READING_FILES.format(number=number, total=len(books), file=book[1]))
        submissions += read_submissions([book], context)
    return submissions


def _told(totals: Totals, path: Path) -> str:
    region = totals.region.name if totals.region else words.PROVINCE_NAME
    counts = {"counties": len(totals.counties), "own": len(totals.own), "counts": counted(totals.findings)}
    lines = [words.MERGED_TOLD.format(region=region, path=path, **counts)]
    if left := [source.file for source, _ in totals.sources if source.outcome == NOT_MERGED]:
        lines.append(words.LEFT_OUT.format(count=len(left), files=_few(left)))
    if totals.missing:
        lines.append(words.NOT_HANDED_IN.format(count=len(totals.missing), names=_few(totals.missing_names)))
    return "\n".join(lines)


def _few(names: Sequence[str]) -> str:
    """Return the first few names; a message box is no list."""
    more = words.AND_MORE.format(count=len(names)) if len(names) > words.FEW_SHOWN else ""
    return "、".join(names[: words.FEW_SHOWN]) + more


def place_quotas(book: xw.Book) -> str:
    """Compute the quotas from the ledgers in this workbook onto sheets of it; return what to tell the user.

    Raises:
        LedgerMissingError: 问题清单 or 排查底数 is not in the workbook.
        LedgerFaultError: a ledger must be mended first.

    """
    context = settings()
    submission = parsed(book, read_book(book).grids, context)
    found = ledger_quotas([submission], book.name, context)
    show_progress(book.app, words.WRITING)
    names = []
    for layout in quota_book(found, context.campaign).sheets:
        if not layout.hidden:
            drop_added(book, layout.name)
            names.append(place(book, with_owner(layout), last=True).name)
    look_at(book.sheets[names[0]])
    lines = [quota_line(quota, context.campaign) for quota in found]
    told = words.QUOTAS_TOLD.format(count=len(found), sheet=names[0])
    return "\n".join(
        [
            told,
            "",
            *lines[: words.FEW_SHOWN],
            *([words.AND_MORE.format(count=len(lines))] if lines[words.FEW_SHOWN :] else []),
        ]
    )
