"""From a click in Excel's ribbon to its script: find the window and the workbook, and import nothing slow.

RunPython starts a Python for every click, so what this module imports is what a click costs. It runs
`click("check_book", "1312", "5de54f5c…", "")`: the script, the window handle, and in hexadecimal UTF-16-BE the
name of the workbook and the user's answer. Hexadecimal keeps a user's text from ever being part of code.
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

# xlwings imports these if they are installed, for conversions that no script uses: 400 ms a click.
_UNUSED = ("pandas", "numpy", "matplotlib", "PIL", "polars", "cryptography")
_SELF_TEST = "self_test"


@contextmanager
def _hidden_packages() -> Iterator[None]:
    """Hide the packages above from imports in a block; afterwards they can be imported as usual."""
    hidden = [name for name in _UNUSED if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None makes an import fail
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


with _hidden_packages():
    import xlwings

from xhg_excel.excel.other_excels import excel_without_workbook, spare_other_excels  # noqa: E402  # it imports xlwings

spare_other_excels()


@dataclass(frozen=True)
class NoBook:
    """The argument of a script when no workbook is open: only the program."""

    app: xw.App


def click(script: str, hwnd: str, book_hex: str, answer_hex: str) -> None:
    """Run the script of a button in the Excel window it was clicked in.

    Args:
        script: the key of a button, or `self_test`.
        hwnd: the handle of the Excel window, in decimal.
        book_hex: the name of the active workbook, UTF-16-BE in hexadecimal; '' when none is open.
        answer_hex: the folder or digits that the button needs, likewise; '' for a button without.

    Raises:
        SystemExit: Excel was closed; xlwings shows the message.
    """
    app = _app_of(hwnd, text_of(book_hex))
    if app is None:
        raise SystemExit(str(HostGoneError(hwnd)))
    # Imported late: for a closed Excel they are not needed.
    from xhg_excel.excel import scripts
    from xhg_excel.excel.host import show_message

    try:
        needed = _needed(script)
        book = _book_of(app, text_of(book_hex), optional=script in scripts.WITHOUT_BOOK)
        answer = () if needed is Asks.NOTHING else (text_of(answer_hex),)
    except XhgError as error:
        show_message(app, str(error), failed=True)
        return
    getattr(scripts, script)(book, *answer)


def text_of(code_units: str) -> str:
    """Return the text of UTF-16-BE code units in hexadecimal; half a surrogate pair becomes �.

    >>> text_of("5357901a5e02003d0031d83dde00")
    '南通市=1😀'
    """
    return bytes.fromhex(code_units).decode("utf-16-be", "replace")


def _needed(script: str) -> Asks:
    """Return what a script needs from the user.

    Raises:
        UnknownScriptError: no button has this script.
    """
    for button in BUTTONS:
        if button.key == script:
            return button.asks
    if script == _SELF_TEST:
        return Asks.NOTHING
    raise UnknownScriptError(script)


def _app_of(hwnd: str, name: str) -> xw.App | None:
    """Return the Excel of that window, else the only one that has the workbook open; None without one.

    Each workbook has its own window, and xlwings identifies an Excel by the window in front.

    Args:
        hwnd: the handle of the window, in decimal.
        name: of the workbook; '' when none is open.
    """
    apps: list[xw.App] = list(xlwings.apps) if xlwings.engines.active is not None else []
    for app in apps:
        if str(app.hwnd) == hwnd.strip():
            return app
    with_book = [app for app in apps if any(book.name == name for book in app.books)]
    if name:
        return with_book[0] if len(with_book) == 1 else None
    return excel_without_workbook(hwnd.strip())


def _book_of(app: xw.App, name: str, *, optional: bool) -> Any:
    """Return the workbook of that name; NoBook for '' where a workbook is optional.

    Raises:
        NoWorkbookError: none is open.
        WorkbookGoneError: none has that name.
    """
    if not name:
        if not optional:
            raise NoWorkbookError
        return NoBook(app)
    for book in app.books:
        if book.name == name:
            return book
    raise WorkbookGoneError(name)
