"""新增一户, 修复模板, 生成模板: what fills or renews forms from a live workbook."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import xlwings as xw

from xhg_excel.core.model.grid import Grid, a1
from xhg_excel.core.reading.next_row import NextRow, next_row
from xhg_excel.core.reading.recognise import Sheet, recognise
from xhg_excel.core.reading.repair import repair
from xhg_excel.core.sheets.layout import BookLayout
from xhg_excel.core.templates.blank_workbooks import blank_books
from xhg_excel.core.templates.workbooks import form_book
from xhg_excel.errors.addin import NoRegisterError, RegisterFullError
from xhg_excel.excel.book import active_sheet, folder_of, read_book
from xhg_excel.excel.checking import parsed, settings
from xhg_excel.excel.host import look_at, show_progress
from xhg_excel.files.places import documents_folder, free_path
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import SITE_ANNEXES
from xhg_excel.notice.schema.form import Annex
from xhg_excel.notice.words.shells import addin as words
from xhg_excel.notice.words.workbook import FORM_FILES, LOOSE_SHEET, REPAIRED_FILE

Recognised = tuple[Grid, Sheet]


def add_site(book: xw.Book) -> str:
    """Select the next empty row of the register the user looks at, or of the first; or make a new single form.

    Raises:
        NoRegisterError: there is neither.
        RegisterFullError: the register has no empty row left.

    """
    sheets = [(grid, recognise(grid)) for grid in read_book(book).grids]
    looked_at = active_sheet(book).name
    here = next((sheet for grid, sheet in sheets if grid.sheet == looked_at), None)
    annex = here.annex if here is not None and here.annex in SITE_ANNEXES else None
    registers = [found for found in sheets if found[1].role == "register"]
    if registers:
        return _go_to_next(book, _best(registers, looked_at, annex))
    forms = [sheet.annex for _, sheet in sheets if sheet.role == "form" and sheet.annex in SITE_ANNEXES]
    if not forms:
        raise NoRegisterError(book.name)
    return _new_form(book, annex or forms[0], [grid for grid, _ in sheets])


def _best(registers: Sequence[Recognised], looked_at: str, annex: Annex | None) -> Recognised:
    """Return the register looked at, else the one of the annex looked at, else the first."""
    return min(registers, key=lambda found: (found[0].sheet != looked_at, found[1].annex is not annex))


def _go_to_next(book: xw.Book, register: Recognised) -> str:
    grid, sheet = register
    found: NextRow | None = next_row(grid, sheet)
    if found is None:
        raise RegisterFullError(grid.sheet, len(grid.rows) - sheet.head[0] - 1)
    look_at(book.sheets[grid.sheet], a1(found.row, found.col))
    return words.NEXT_ROW.format(sheet=grid.sheet, row=found.row + 1, order=found.order)


def _new_form(book: xw.Book, annex: Annex, grids: Sequence[Grid]) -> str:
    """Write a blank form of the same unit beside the workbook and open it."""
    context = settings()
    cover = parsed(book, grids, context).cover
    layout = form_book(context.campaign, annex, cover, context.registry)
    return words.NEW_FORM.format(path=_write_and_open(book, layout, FORM_FILES[annex.key]))


def repair_book(book: xw.Book) -> str:
    """Write the repaired workbook beside the open one and open it; return what to tell the user.

    Raises:
        NothingToRepairError: no form was found in it.

    """
    read, context = read_book(book), settings()
    layout = repair(read.grids, parsed(book, read.grids, context), context)
    show_progress(book.app, words.WRITING)
    path = _write_and_open(book, layout, REPAIRED_FILE.format(stem=Path(book.name).stem))
    loose = any(sheet.name == LOOSE_SHEET for sheet in layout.sheets)
    return words.REPAIRED.format(path=path) + (words.LOOSE_KEPT.format(sheet=LOOSE_SHEET) if loose else "")


def _write_and_open(book: xw.Book, layout: BookLayout, name: str) -> Path:
    path = free_path((folder_of(book) or documents_folder()) / name)
    write_book(layout, path)
    open_written(book.app, path)
    return path


def open_written(app: xw.App, path: Path) -> None:
    """Open a workbook that was just written; where the host opens none, the message says where it lies."""
    with suppress(Exception):
        app.books.open(path)


def make_blanks(folder: Path) -> str:
    """Write every blank workbook that is not there yet; return what to tell the user."""
    context = settings()
    written, kept = 0, []
    for name, layout in blank_books(context.campaign, context.registry):
        if (folder / name).exists():
            kept.append(name)
            continue
        write_book(layout, folder / name)
        written += 1
    said = words.TEMPLATES_MADE.format(count=written, folder=folder)
    return said + (f"\n{words.NOT_OVERWRITTEN.format(files='、'.join(kept))}" if kept else "")
