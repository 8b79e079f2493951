"""生成报告: the same report that the command line writes, from the totals workbook in front of the user.

Room: excel.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import xlwings as xw

from xhg_excel.core.records import Source
from xhg_excel.core.report import Report
from xhg_excel.core.report_chapters import gate, place_of, report_of
from xhg_excel.core.report_check import expected_figures
from xhg_excel.core.report_source import report_facts
from xhg_excel.core.submission import parse_book
from xhg_excel.errors import NotTotalsError, TargetChangedError
from xhg_excel.excel.book import folder_of, read_book
from xhg_excel.excel.checking import settings
from xhg_excel.excel.host import show_progress
from xhg_excel.excel.merging import read_all
from xhg_excel.files.drawn import drawn_lists
from xhg_excel.files.folder import list_workbooks
from xhg_excel.files.places import documents_folder
from xhg_excel.files.word import write_next
from xhg_excel.spec.live import (
    DRAFT_TOLD,
    FORMER_UNREAD,
    OWN_WORDS_KEPT,
    READING,
    REPORT_TOLD,
    SEVERAL_DRAWN,
    WRITING,
)
from xhg_excel.spec.report import REPORT_NAMED


def report_in(book: xw.Book, folder: Path) -> str:
    """Write 督导专题报告 beside the totals workbook, with the ledgers and the drawn list in a folder.

    Clause: 五(三). A draft while something is missing. No file is overwritten; what a group wrote
    into the last report goes into the new one. Returns what to tell the user.

    Raises:
        NotTotalsError: the open workbook is no totals workbook.

    """
    app, against = book.app, settings()
    show_progress(app, READING)
    totals = parse_book(read_book(book).grids, Source(book.name), against)
    if not totals.parts:
        raise NotTotalsError(book.name)
    books = list_workbooks([folder])
    read = read_all(app, books, against)
    lists = drawn_lists(books, read, against)
    drawn = lists[0][1] if len(lists) == 1 else None
    facts = report_facts(totals, read, (against, date.today()), drawn)
    missing = gate(facts)
    show_progress(app, WRITING)
    report = report_of(facts, is_draft=bool(missing))
    said = _write(book, report, REPORT_NAMED.format(place=place_of(facts)))
    if missing:
        said.append(DRAFT_TOLD.format(count=len(missing), first=missing[0]))
    if len(lists) > 1:
        said.append(SEVERAL_DRAWN.format(files="、".join(name for name, _ in lists)))
    return "\n".join(said)


def _write(book: xw.Book, report: Report, name: str) -> list[str]:
    """Write beside the workbook, or into the user's documents where nothing may be written."""
    try:
        path, former, is_read = write_next(report, (folder_of(book) or documents_folder()) / name)
    except TargetChangedError:
        path, former, is_read = write_next(report, documents_folder() / name)
    said = [REPORT_TOLD.format(path=path, count=len(expected_figures(report)))]
    if former is not None:
        said.append((OWN_WORDS_KEPT if is_read else FORMER_UNREAD).format(file=former.name))
    return said
