"""抽取名单 in an open ledger workbook: the first click freezes the lists, the second draws by the public seed."""

from __future__ import annotations

from collections.abc import Sequence

import xlwings as xw

from xhg_excel.core.drawing.steps import checked_record, draw, freeze
from xhg_excel.core.drawing.verify import read_record, stated_hash
from xhg_excel.core.drawing.workbook import draw_sheets
from xhg_excel.core.results.live_sheet import with_owner
from xhg_excel.core.sheets.layout import SheetLayout
from xhg_excel.errors.draw import NotFrozenYetError
from xhg_excel.excel.book import drop_added, place, read_book
from xhg_excel.excel.checking import parsed, settings
from xhg_excel.excel.host import look_at, show_progress
from xhg_excel.files.read.saved_when import now_with_zone
from xhg_excel.notice.words.planning.draw import DRAW_SHEETS, RECORD_SHEET, SAMPLE_SHEET
from xhg_excel.notice.words.shells import addin as words


def draw_in(book: xw.Book, seed: str) -> str:
    """Freeze the lists of this workbook (no seed), or draw from them; return what to tell the user.

    Clause: 五(二). What was frozen stays as it is until its sheets are deleted by hand.

    Raises:
        NotFrozenYetError: a seed, and nothing is frozen yet.
        LedgerMissingError, IdentifiersUnclearError, OpenFindingsError: the lists cannot be frozen.
        AlreadyDrawnError, SeedError, ListChangedError, DrawDiffersError: the sample cannot be drawn.

    """
    show_progress(book.app, words.READING)
    read, context = read_book(book), settings()
    frozen = stated_hash(read.added)
    if not seed.strip():
        if frozen:
            return words.FROZEN_ALREADY.format(sha256=frozen, sheet=RECORD_SHEET)
        handed = parsed(book, read.grids, context)
        made = _placed(book, draw_sheets(freeze([handed], context, now_with_zone(), book.name)))
        return words.FROZEN_TOLD.format(sha256=stated_hash(read_book(book).added), sheet=made[RECORD_SHEET])
    if not frozen:
        raise NotFrozenYetError(book.name)
    handed = parsed(book, read.grids, context)
    frozen_record = checked_record(read.added, RECORD_SHEET)
    made = _placed(book, draw_sheets(draw(frozen_record, [handed], context, seed, now_with_zone())))
    record = read_record(read_book(book).added, book.name)
    drawn = record.sample().values()
    counts = {"sites": sum(len(s.picks) for s in drawn), "spares": sum(len(s.spares) for s in drawn)}
    return words.DRAWN_TOLD.format(sheet=made[SAMPLE_SHEET], cities=len(record.sample()), **counts)


def _placed(book: xw.Book, layouts: Sequence[SheetLayout]) -> dict[str, str]:
    """Put the sheets behind all others in the place of earlier ones; return the name each got."""
    show_progress(book.app, words.WRITING)
    for name in DRAW_SHEETS:
        drop_added(book, name)
    names = {layout.name: place(book, with_owner(layout), last=True).name for layout in layouts}
    look_at(book.sheets[names[layouts[0].name]])
    return names
