"""新增一户, 修复模板, 生成模板: go to the next empty row, rebuild a damaged workbook, write blank ones."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import xlwings as xw

from xhg_excel.core.model.grid import Grid, a1
from xhg_excel.core.model.personal_numbers import hide_personal
from xhg_excel.core.reading.next_row import next_row
from xhg_excel.core.reading.recognise import Sheet, recognise
from xhg_excel.core.reading.repair import repair
from xhg_excel.core.sheets.layout import BookLayout
from xhg_excel.core.templates.workbooks import blank_books, form_book
from xhg_excel.errors.addin import NoRegisterError, RegisterFullError
from xhg_excel.excel.book import active_sheet, folder_of, read_book, read_values
from xhg_excel.excel.checking import live_context, parse_open_book
from xhg_excel.excel.host import show_progress, show_sheet
from xhg_excel.files.places import documents_folder, fitting_name, free_path
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import SITE_ANNEXES
from xhg_excel.notice.schema.form import Annex
from xhg_excel.notice.words.confirmation import CONFIRM_FILE
from xhg_excel.notice.words.shells import addin as words
from xhg_excel.notice.words.workbook import FORM_FILES, LOOSE_SHEET, REPAIRED_FILE


@dataclass(frozen=True)
class SheetInBook:
    """A sheet of the open workbook: its cells, and the form or register found in them."""

    grid: Grid
    found: Sheet


def add_site(book: xw.Book) -> str:
    """Select the next empty row of the active register, else of the first; without one, write a blank single form.

    Returns the message for the user.

    Raises:
        NoRegisterError: the workbook has neither.
        RegisterFullError: the register has no empty row left.
    """
    sheets = [SheetInBook(grid, recognise(grid)) for grid in read_values(book).grids]
    active = active_sheet(book).name
    annex = next((sheet.found.annex for sheet in sheets if sheet.grid.sheet == active), None)
    if annex not in SITE_ANNEXES:
        annex = None
    registers = [sheet for sheet in sheets if sheet.found.role == "register"]
    if registers:
        # The active sheet, else one of the active sheet's annex, else the first.
        register = min(registers, key=lambda sheet: (sheet.grid.sheet != active, sheet.found.annex is not annex))
        return _go_to_next(book, register)
    forms = [sheet.found.annex for sheet in sheets if sheet.found.role == "form"]
    due = [form for form in forms if form in SITE_ANNEXES]
    if not due:
        raise NoRegisterError(book.name)
    return _new_form(book, annex or due[0], [sheet.grid for sheet in sheets])


def _go_to_next(book: xw.Book, register: SheetInBook) -> str:
    grid, found = register.grid, register.found
    free = next_row(grid, found)
    if free is None:
        raise RegisterFullError(grid.sheet, len(grid.rows) - found.head[0] - 1)
    show_sheet(book.sheets[grid.sheet], a1(free.row, free.col))
    return words.NEXT_ROW.format(sheet=grid.sheet, row=free.row + 1, order=free.order)


def _new_form(book: xw.Book, annex: Annex, grids: Sequence[Grid]) -> str:
    """Write a blank form for the unit of the workbook beside it, and open it."""
    context = live_context()
    cover = parse_open_book(book, grids, context).cover
    layout = form_book(context.campaign, annex, cover, context.registry)
    return words.NEW_FORM.format(path=_write_and_open(book, layout, FORM_FILES[annex.key]))


def repair_book(book: xw.Book) -> str:
    """Write the repaired workbook beside the open one and open it; return the message for the user.

    Raises:
        NothingToRepairError: the workbook has no form.
    """
    read, context = read_book(book), live_context()
    submission = parse_open_book(book, read.grids, context)
    submission.source.sha256 = _hash_on_disk(book)
    layout = repair(read.grids, submission, context)
    show_progress(book.app, words.WRITING)
    name = CONFIRM_FILE if submission.unconfirmed else REPAIRED_FILE
    path = _write_and_open(book, layout, fitting_name(name, hide_personal(Path(book.name).stem)))
    loose = any(sheet.name == LOOSE_SHEET for sheet in layout.sheets)
    return words.REPAIRED.format(path=path) + (words.LOOSE_KEPT.format(sheet=LOOSE_SHEET) if loose else "")


def _hash_on_disk(book: xw.Book) -> str:
    """Return the SHA-256 of the file of a workbook, which its filled template confirms; "" for one without a file."""
    folder = folder_of(book)
    try:
        return sha256((folder / book.name).read_bytes()).hexdigest() if folder is not None else ""
    except OSError:
        return ""


def _write_and_open(book: xw.Book, layout: BookLayout, name: str) -> Path:
    path = free_path((folder_of(book) or documents_folder()) / name)
    write_book(layout, path)
    open_written(book.app, path)
    return path


def open_written(app: xw.App, path: Path) -> None:
    """Open a workbook that was just written; if that fails, the message has its path."""
    with suppress(Exception):
        app.books.open(path)


def write_blanks(folder: Path) -> str:
    """Write every blank workbook that the folder lacks; return the message for the user."""
    context = live_context()
    written, existing = 0, []
    for name, layout in blank_books(context.campaign, context.registry):
        if (folder / name).exists():
            existing.append(name)
            continue
        write_book(layout, folder / name)
        written += 1
    message = words.TEMPLATES_MADE.format(count=written, folder=folder)
    return message + (f"\n{words.NOT_OVERWRITTEN.format(files='、'.join(existing))}" if existing else "")
