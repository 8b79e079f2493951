"""From a click in Excel to its script: the window and the workbook found again, and nothing heavy loaded.

The ribbon starts `click("check_book", "1312", "5de54f5c…", "")`: script, window handle, and in hexadecimal
UTF-16-BE the workbook's name and what the user was asked for. Nothing a user typed is ever part of code.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xhg_excel.errors.addin import HostGoneError, NoWorkbookError, UnknownScriptError, WorkbookGoneError
from xhg_excel.errors.base import XhgError
from xhg_excel.notice.words.shells.buttons import BUTTONS, Asks

if TYPE_CHECKING:
    import xlwings as xw

# xlwings imports them if it finds them, for conversions that no script asks for: 400 ms a click.
_UNNEEDED = ("pandas", "numpy", "matplotlib", "PIL", "polars", "cryptography")
_SELF_TEST = "self_test"


@contextmanager
def _without_unneeded() -> Iterator[None]:
    """Let xlwings find none of its optional companions; afterwards they can be imported as ever."""
    hidden = [name for name in _UNNEEDED if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None makes an import fail
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


with _without_unneeded():
    import xlwings


@dataclass(frozen=True)
class NoBook:
    """Stands in for a workbook where none is open; scripts that need none work on its app."""

    app: xw.App


def click(script: str, hwnd: str, book_hex: str, asked_hex: str) -> None:
    """Run the script of a button in the Excel window it was clicked in.

    Args:
        script: a key of `notice.words.shells.buttons`, or `self_test`.
        hwnd: the window handle of the Excel instance, in decimal.
        book_hex: name of the active workbook as UTF-16-BE in hexadecimal; empty when there is none.
        asked_hex: what the user chose or typed, likewise; empty when the button asks for nothing.

    Raises:
        SystemExit: the Excel instance is gone; xlwings shows the message.

    """
    app = _app_of(hwnd, text_of(book_hex))
    if app is None:
        raise SystemExit(str(HostGoneError(hwnd)))
    # Late: a script may be unknown, and its imports are what a click costs.
    from xhg_excel.excel import scripts
    from xhg_excel.excel.host import tell

    try:
        asks = _asks(script)
        book = _book_of(app, text_of(book_hex), may_lack=script in scripts.WITHOUT_BOOK)
        asked = () if asks is Asks.NOTHING else (text_of(asked_hex),)
    except XhgError as error:
        tell(app, str(error), failed=True)
        return
    getattr(scripts, script)(book, *asked)


def text_of(code_units: str) -> str:
    """Return the text whose UTF-16-BE code units are given in hexadecimal; half a pair is shown as �.

    >>> text_of("5357901a5e02003d0031d83dde00")
    '南通市=1😀'
    """
    return bytes.fromhex(code_units).decode("utf-16-be", "replace")


def _asks(script: str) -> Asks:
    """Return what a script is asked with.

    Raises:
        UnknownScriptError: no button has it.

    """
    for button in BUTTONS:
        if button.key == script:
            return button.asks
    if script == _SELF_TEST:
        return Asks.NOTHING
    raise UnknownScriptError(script)


def _app_of(hwnd: str, name: str) -> xw.App | None:
    """Return the program of that window; else the only one that has the workbook open.

    Each workbook has a window of its own, and xlwings knows a program by the one in front.
    """
    apps: list[xw.App] = list(xlwings.apps) if xlwings.engines.active is not None else []
    for app in apps:
        if str(app.hwnd) == hwnd.strip():
            return app
    having = [app for app in apps if any(book.name == name for book in app.books)]
    return having[0] if len(having) == 1 else None


def _book_of(app: xw.App, name: str, *, may_lack: bool) -> Any:
    """Return the workbook of that name, whatever is in the name.

    Raises:
        NoWorkbookError: none is open.
        WorkbookGoneError: none has that name.

    """
    if not name:
        if not may_lack:
            raise NoWorkbookError
        return NoBook(app)
    for book in app.books:
        if book.name == name:
            return book
    raise WorkbookGoneError(name)
