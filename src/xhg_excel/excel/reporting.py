"""生成报告: the report of the command line, from the open totals workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import xlwings as xw

from xhg_excel.core.consolidation.parse_submission import parse_submission
from xhg_excel.core.model.submission import Source
from xhg_excel.errors.files import NotTotalsError
from xhg_excel.excel.book import folder_of, read_book
from xhg_excel.excel.checking import live_context
from xhg_excel.excel.host import show_progress
from xhg_excel.excel.merging import read_workbooks
from xhg_excel.files.places import documents_folder
from xhg_excel.files.read.folder import find_files
from xhg_excel.files.word.next_report import WorkbooksBeside, next_report
from xhg_excel.notice.words.shells.addin import READING, WRITING


def report_on_open_book(book: xw.Book, folder: Path) -> str:
    """Write 督导专题报告 beside the totals workbook, from it and from the ledgers and the drawn list in a folder.

    Returns the message for the user. If the folder is not writable, the report is written to the user's documents.

    Raises:
        NotTotalsError: the open workbook is not a totals workbook.
    """
    app, context = book.app, live_context()
    show_progress(app, READING)
    totals = parse_submission(read_book(book).grids, Source(book.name), context)
    if not totals.parts:  # checked before a whole folder is read
        raise NotTotalsError(book.name)
    books = find_files([folder]).books
    beside = WorkbooksBeside(books, read_workbooks(app, books, context))
    show_progress(app, WRITING)
    own = folder_of(book)
    folders = [*([own] if own is not None else []), documents_folder()]
    return next_report(totals, beside, folders, context=context, today=date.today()).message
