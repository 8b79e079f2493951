"""抽取名单 in an open workbook of ledgers: the first click freezes the lists, the second draws with the public seed."""

from __future__ import annotations

from collections.abc import Sequence

import xlwings as xw

from xhg_excel.core.drawing.steps import checked_record, draw, freeze
from xhg_excel.core.drawing.verify import read_record, stated_hash
from xhg_excel.core.drawing.workbook import draw_sheets
from xhg_excel.core.results.live_sheet import with_owner
from xhg_excel.core.sheets.layout import SheetLayout
from xhg_excel.errors.draw import NotFrozenYetError
from xhg_excel.excel.book import delete_added, read_book, read_values, write_sheet
from xhg_excel.excel.checking import live_context, parse_open_book
from xhg_excel.excel.host import show_progress, show_sheet
from xhg_excel.files.read.file_dates import now_with_zone
from xhg_excel.notice.words.planning.draw import DRAW_SHEETS, RECORD_SHEET, SAMPLE_SHEET
from xhg_excel.notice.words.shells import addin as words


def draw_in_open_book(book: xw.Book, seed: str) -> str:
    """Freeze the lists of this workbook (seed ''), or draw from them; return the message for the user.

    Clause: 五(二). Frozen lists are never frozen again, unless the user deletes their sheets.

    Raises:
        NotFrozenYetError: there is a seed but no frozen list.
        LedgerMissingError, IdentifiersUnclearError, OpenFindingsError: the lists cannot be frozen.
        AlreadyDrawnError, SeedError, ListChangedError, DrawDiffersError: the sample cannot be drawn.
    """
    show_progress(book.app, words.READING)
    read, context = read_book(book), live_context()
    frozen = stated_hash(read.added)
    if not seed.strip():
        if frozen:
            return words.FROZEN_ALREADY.format(sha256=frozen, sheet=RECORD_SHEET)
        submission = parse_open_book(book, read.grids, context)
        names = _write_sheets(book, draw_sheets(freeze([submission], context, now_with_zone(), book.name)))
        return words.FROZEN_MESSAGE.format(sha256=stated_hash(read_values(book).added), sheet=names[RECORD_SHEET])
    if not frozen:
        raise NotFrozenYetError(book.name)
    submission = parse_open_book(book, read.grids, context)
    frozen_record = checked_record(read.added, RECORD_SHEET)
    names = _write_sheets(book, draw_sheets(draw(frozen_record, [submission], context, seed, now_with_zone())))
    record = read_record(read_values(book).added, book.name)
    drawn = record.sample().values()
    counts = {"sites": sum(len(s.picks) for s in drawn), "spares": sum(len(s.spares) for s in drawn)}
    return words.DRAWN_MESSAGE.format(sheet=names[SAMPLE_SHEET], cities=len(record.sample()), **counts)


def _write_sheets(book: xw.Book, layouts: Sequence[SheetLayout]) -> dict[str, str]:
    """Replace the earlier sheets of a draw by these, behind all others; return their names by layout."""
    show_progress(book.app, words.WRITING)
    for name in DRAW_SHEETS:
        delete_added(book, name)
    names = {layout.name: write_sheet(book, with_owner(layout), last=True).name for layout in layouts}
    show_sheet(book.sheets[names[layouts[0].name]])
    return names
