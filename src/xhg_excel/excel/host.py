"""What only some spreadsheet programs can do; where one cannot, nothing happens and no error is raised.

Everything else goes through xlwings' portable members. An engine of another program supports this module
by optional members of its implementation objects, which are used only here:

- book's app `impl.alert`, `impl.status_bar`, `impl.screen_updating`, `impl.enable_events`: xlwings' own members;
- sheet `impl.freeze_rows(count)`: freeze the first rows; xlwings has no such member on the desktop;
- sheet `impl.filter_table(address)`: filter arrows on a table, `$A$3:$H$20` with its heads;
- book `impl.save_copy(path)`: write the workbook as it stands to another file, and change nothing about it;
- note `impl.resize(width, height)`: the size of its box in points;
- engine `impl.joins_areas = True`: `sheet.range("A1,C3:D4")` is one range of several areas.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import xlwings as xw

from xhg_excel.core.model.personal_numbers import hide_personal
from xhg_excel.core.results.marks import note_lines
from xhg_excel.core.sheets.layout import Area
from xhg_excel.notice.words.marks import NOTE_LINE_HEIGHT, NOTE_WIDTH
from xhg_excel.notice.words.shells.addin import TITLE

_EXCEL = "excel"
# A range's address may have 255 characters in Excel.
_LONGEST_ADDRESS = 250


def show_message(app: xw.App, text: str, *, failed: bool = False) -> None:
    """Show a message box; without one the status bar, else the standard error."""
    text = hide_personal(text)
    try:
        app.alert(text, title=TITLE, mode="critical" if failed else "info")
    except Exception:  # noqa: BLE001  # each program raises its own errors
        try:
            app.status_bar = text
        except Exception:  # noqa: BLE001  # as above
            print(text, file=sys.stderr)  # noqa: T201  # xlwings shows what a script prints


def show_progress(app: xw.App, text: str) -> None:
    """Show a line in the status bar."""
    with suppress(Exception):
        app.status_bar = text


def end_progress(app: xw.App) -> None:
    """Remove our line from the status bar."""
    with suppress(Exception):
        app.status_bar = False


@contextmanager
def quiet(app: xw.App) -> Iterator[None]:
    """Switch screen updates and event macros off for a block."""
    before: dict[str, Any] = {}
    for name in ("screen_updating", "enable_events"):
        with suppress(Exception):
            value = getattr(app, name)
            setattr(app, name, False)
            before[name] = value
    try:
        yield
    finally:
        for name, value in before.items():
            with suppress(Exception):
                setattr(app, name, value)


def show_sheet(sheet: xw.Sheet, address: str = "") -> None:
    """Activate a sheet and select a cell of it."""
    with suppress(Exception):
        sheet.activate()
    if address:
        with suppress(Exception):
            sheet.range(address).select()


def save_copy(book: xw.Book, path: Path) -> bool:
    """Write an open workbook as it stands to another file; return whether the program could."""
    with suppress(Exception):
        if save := getattr(book.impl, "save_copy", None):
            save(str(path))
        elif str(book.app.engine.name) == _EXCEL:
            book.api.SaveCopyAs(str(path))
    return path.is_file()


def freeze_rows(sheet: xw.Sheet, count: int) -> None:
    """Freeze the first rows; the sheet becomes the active one."""
    with suppress(Exception):
        if freeze := getattr(sheet.impl, "freeze_rows", None):
            freeze(count)
        elif _is_excel(sheet):
            show_sheet(sheet)
            window = sheet.book.api.Windows(1)
            window.FreezePanes = False
            window.ScrollRow, window.SplitColumn, window.SplitRow = 1, 0, count
            window.FreezePanes = True


def filter_table(sheet: xw.Sheet, block: Area) -> None:
    """Show filter arrows on the heads of a table."""
    with suppress(Exception):
        if add_filter := getattr(sheet.impl, "filter_table", None):
            add_filter(block.a1)
        elif _is_excel(sheet):
            sheet.range(block.a1).api.AutoFilter(1)


def fit_note(note: xw.Note, text: str) -> None:
    """Make the box of a note large enough for its text: the usual box cuts off longer ones."""
    width, height = NOTE_WIDTH, note_lines(text) * NOTE_LINE_HEIGHT
    with suppress(Exception):
        if resize := getattr(note.impl, "resize", None):
            resize(width, height)
        else:
            shape = note.api.Shape
            shape.Width, shape.Height = width, height


def joined_ranges(sheet: xw.Sheet, blocks: Sequence[Area]) -> Iterator[xw.Range]:
    """Yield ranges that together are `blocks`: as few as the program allows."""
    impl = sheet.book.app.engine.impl
    if not (_is_excel(sheet) or getattr(impl, "joins_areas", False)):
        yield from (sheet.range(block.a1) for block in blocks)
        return
    addresses = [block.a1.replace("$", "") for block in blocks]
    most = max((len(address) + 1 for address in addresses), default=1)
    step = max(1, _LONGEST_ADDRESS // most)
    yield from (sheet.range(",".join(addresses[start : start + step])) for start in range(0, len(addresses), step))


def _is_excel(sheet: xw.Sheet) -> bool:
    return str(sheet.book.app.engine.name) == _EXCEL
