"""合并文件夹 and 计算配额: the same totals and quotas that the command line makes, in front of the user.

Room: excel.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import xlwings as xw

from xhg_excel.core.consolidate import Totals
from xhg_excel.core.layout import BookLayout
from xhg_excel.core.ledger_quota import ledger_quotas
from xhg_excel.core.merge import Asked, merge
from xhg_excel.core.quota_book import quota_book, quota_line
from xhg_excel.core.records import Submission
from xhg_excel.core.result_sheet import with_owner
from xhg_excel.core.submission import Reading
from xhg_excel.errors import TargetChangedError
from xhg_excel.excel.book import drop_added, place, read_book
from xhg_excel.excel.checking import counted, parsed, settings
from xhg_excel.excel.filling import open_written
from xhg_excel.excel.host import look_at, show_progress
from xhg_excel.files.dates import note_dates
from xhg_excel.files.folder import list_workbooks, read_submissions
from xhg_excel.files.places import documents_folder, free_path
from xhg_excel.files.write import write_book
from xhg_excel.spec.live import (
    AND_MORE,
    CITY_TOTALS_FILE,
    FEW_SHOWN,
    LEFT_OUT,
    MERGED_TOLD,
    NOT_HANDED_IN,
    PROVINCE_NAME,
    PROVINCE_TOTALS_FILE,
    QUOTAS_TOLD,
    READING_FILES,
    WRITING,
)
from xhg_excel.spec.totals import NOT_MERGED


def merge_files(app: xw.App, folder: Path) -> str:
    """Merge a folder, write the totals beside it and open them; return what to tell the user.

    Cities' totals make the province's, counties' workbooks a city's; ledgers that lie in the
    folder are checked against. No file is overwritten.

    Raises:
        NothingToReadError: the folder holds no workbook.
        NoSubmissionError: not one could be merged.
        CityUnclearError: the files come from several cities alike.

    """
    against = settings()
    books = list_workbooks([folder])
    submissions = read_all(app, books, against)
    note_dates(submissions, books, against.campaign.issued_on)
    ledgers = [submission for submission in submissions if submission.ledgers]
    totals = sum(bool(submission.parts) for submission in submissions)
    province = totals > sum(submission.unit is not None for submission in submissions)
    merged = merge(submissions, ledgers, Asked(date.today(), str(folder), province), against)
    show_progress(app, WRITING)
    name = (PROVINCE_TOTALS_FILE if province else CITY_TOTALS_FILE).format(folder=folder.name).strip()
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


def read_all(app: xw.App, books: Sequence[tuple[Path, str]], against: Reading) -> list[Submission]:
    """Read workbooks one by one, with the progress shown."""
    submissions: list[Submission] = []
    for number, book in enumerate(books, start=1):
        show_progress(app, READING_FILES.format(number=number, total=len(books), file=book[1]))
        submissions += read_submissions([book], against)
    return submissions


def _told(totals: Totals, path: Path) -> str:
    region = totals.region.name if totals.region else PROVINCE_NAME
    counts = {"counties": len(totals.counties), "own": len(totals.own), "counts": counted(totals.findings)}
    lines = [MERGED_TOLD.format(region=region, path=path, **counts)]
    if left := [source.file for source, _ in totals.sources if source.outcome == NOT_MERGED]:
        lines.append(LEFT_OUT.format(count=len(left), files=_few(left)))
    if totals.missing:
        lines.append(NOT_HANDED_IN.format(count=len(totals.missing), names=_few(totals.missing_names)))
    return "\n".join(lines)


def _few(names: Sequence[str]) -> str:
    """Return the first few names; a message box is no list."""
    more = AND_MORE.format(count=len(names)) if len(names) > FEW_SHOWN else ""
    return "、".join(names[:FEW_SHOWN]) + more


def place_quotas(book: xw.Book) -> str:
    """Compute the quotas from the ledgers in this workbook onto sheets of it; return what to tell the user.

    Raises:
        LedgerMissingError: 问题清单 or 排查底数 is not in the workbook.
        LedgerFaultError: a ledger must be mended first.

    """
    against = settings()
    submission = parsed(book, read_book(book).grids, against)
    found = ledger_quotas([submission], book.name, against)
    show_progress(book.app, WRITING)
    names = []
    for layout in quota_book(found, against.campaign).sheets:
        if not layout.hidden:
            drop_added(book, layout.name)
            names.append(place(book, with_owner(layout), last=True).name)
    look_at(book.sheets[names[0]])
    lines = [quota_line(quota, against.campaign) for quota in found]
    told = QUOTAS_TOLD.format(count=len(found), sheet=names[0])
    return "\n".join(
        [told, "", *lines[:FEW_SHOWN], *([AND_MORE.format(count=len(lines))] if lines[FEW_SHOWN:] else [])]
    )
