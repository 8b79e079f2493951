"""From a click in Calc's toolbar to its script, as one undo step on a window that accepts no input meanwhile.

The extension (addin/calc/xhg_calc.py) calls `click` inside LibreOffice's own process. While the script runs,
the window accepts no key and no click and its document cannot be closed; both end when a message is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache, wraps
from typing import Any

import xlwings

from xhg_excel.calc.dialogs import ask_folder, ask_text
from xhg_excel.calc.engine import CalcError, ClosedError, LockedError, ReadOnlyError, activate, book_of, here
from xhg_excel.calc.engine.books import is_spreadsheet
from xhg_excel.calc.engine.office import Office, message_box
from xhg_excel.errors.addin import NoWorkbookError, UnknownScriptError
from xhg_excel.errors.base import XhgError
from xhg_excel.errors.office import BookClosedError, LockedCellsError, NotASpreadsheetError, ReadOnlyBookError
from xhg_excel.notice.words.shells.buttons import BUTTONS, TAB, Asks, Button
from xhg_excel.notice.words.shells.calc import EXPLAIN, EXPLAINED

# Scripts that do not change the workbook in front.
ONLY_READ = frozenset({"repair_template", "make_templates", "merge_folder", "write_report", "open_help"})


def click(frame: Any, key: str) -> None:
    """Run the script of a button on the document in a window of this LibreOffice."""
    run(_app(), frame, key)


@lru_cache(maxsize=1)
def _app() -> xlwings.App:
    return activate(here())


def run(app: xlwings.App, frame: Any, key: str, answer: str | None = None) -> None:
    """Run a script on the document in a window.

    Args:
        app: LibreOffice.
        frame: the UNO frame of the window.
        key: key of the button, in `notice.words.shells.buttons`.
        answer: the folder or digits that the button needs; None opens a dialog for them.

    """
    office: Office = app.impl.office
    if key == EXPLAIN:
        lines = [EXPLAINED.format(label=button.label, help=button.help) for button in BUTTONS]
        message_box(office, frame.getContainerWindow(), title=TAB, text="\n\n".join(lines))
        return
    try:
        button = _button(key)
        document = _document(frame, key)
        answer = _answer(office, frame, button) if answer is None else answer
    except XhgError as error:
        message_box(office, frame.getContainerWindow(), title=TAB, text=str(error), failed=True)
        return
    if answer is not None:
        _run(app, frame, document, button, () if button.asks is Asks.NOTHING else (answer,))


def _run(app: xlwings.App, frame: Any, document: Any, button: Button, arguments: tuple[str, ...]) -> None:
    from xhg_excel.excel import scripts
    from xhg_excel.excel.click import NoBook

    script = scripts.ends_in_a_message(in_chinese(getattr(scripts, button.key).__wrapped__))
    if document is None:
        script(NoBook(app), *arguments)
    elif button.key in ONLY_READ:
        with Held(app, frame, document):
            script(book_of(app, document), *arguments)
    else:
        with Held(app, frame, document) as window, app.impl.undo.one_step(document, button.label) as step:

            def before_message() -> None:
                step.close()
                window.release()

            app.impl.before_alert = before_message
            script(book_of(app, document), *arguments)


def in_chinese(script: Callable[..., str]) -> Callable[..., str]:
    """Return a script whose errors of the engine, which are English, become those that the user reads."""

    @wraps(script)
    def translated(*arguments: Any) -> str:
        try:
            return script(*arguments)
        except CalcError as error:
            raise _message(error) from None

    return translated


def _message(error: CalcError) -> Exception:
    match error:
        case ReadOnlyError():
            return ReadOnlyBookError(error.document)
        case LockedError():
            return LockedCellsError(error.sheet, error.cells)
        case ClosedError():
            return BookClosedError(error.document)
        case _:
            return error


def _button(key: str) -> Button:
    for button in BUTTONS:
        if button.key == key:
            return button
    raise UnknownScriptError(key)


def _document(frame: Any, key: str) -> Any:
    """Return the spreadsheet in a window; None where there is none and the script needs none.

    Raises:
        NoWorkbookError, NotASpreadsheetError: the script needs a spreadsheet.
        ReadOnlyBookError: the script would change a document that is read-only.

    """
    from xhg_excel.excel.scripts import WITHOUT_BOOK

    controller = frame.getController()
    document = controller.getModel() if controller is not None else None
    if document is None or not is_spreadsheet(document):
        if key in WITHOUT_BOOK:
            return None
        if document is None:
            raise NoWorkbookError
        raise NotASpreadsheetError(str(document.Title))
    if key not in ONLY_READ and document.isReadonly():
        raise ReadOnlyBookError(str(document.Title))
    return document


def _answer(office: Office, frame: Any, button: Button) -> str | None:
    """Return what the user chose or typed for a button, '' where it needs nothing; None after Cancel."""
    match button.asks:
        case Asks.FOLDER:
            return ask_folder(office, button.prompt) or None
        case Asks.DIGITS:
            return ask_text(office, frame.getContainerWindow(), button.label, button.prompt)
        case _:
            return ""


class Held:
    """A block in which a window accepts no key and no click, and its document cannot be closed.

    A class, not a generator: Python cannot pass UNO's exceptions into a generator.
    """

    def __init__(self, app: xlwings.App, frame: Any, document: Any) -> None:
        self._app, self._document = app.impl, document
        self._window = frame.getContainerWindow()
        self._listener = _refusal_class()()

    def __enter__(self) -> Held:
        end_typing(self._document)
        self._document.addCloseListener(self._listener)
        self._window.setEnable(False)
        self._app.before_alert = self.release
        return self

    def release(self) -> None:
        """Accept keys and clicks again, for a message box."""
        self._window.setEnable(True)

    def __exit__(self, *_: object) -> None:
        self._app.before_alert = None
        with suppress(Exception):  # the document may be gone nevertheless
            self.release()
            self._document.removeCloseListener(self._listener)


def end_typing(document: Any) -> None:
    """Commit the cell that is being typed into, so that its text is checked and not lost.

    Calc commits when the cursor moves to another cell; the cursor is moved there and back.
    """
    controller, selected = document.getCurrentController(), document.getCurrentSelection()
    with suppress(Exception):  # with a picture or chart selected no cell is being typed into
        address = selected.getRangeAddress()
        other_row = address.StartRow + 1 if address.StartRow == 0 else 0
        controller.select(controller.getActiveSheet().getCellByPosition(address.StartColumn, other_row))
        controller.select(selected)


@lru_cache(maxsize=1)
def _refusal_class() -> Any:
    """Return the class of a listener that refuses closing; defined on use because its base needs `uno`."""
    import unohelper
    from com.sun.star.util import CloseVetoException, XCloseListener

    class Refusal(unohelper.Base, XCloseListener):  # type: ignore[misc]  # UNO has no types
        """Refuses closing."""

        def queryClosing(self, source: Any, owns: bool) -> None:  # noqa: N802, ARG002  # UNO's name and signature
            """Refuse."""
            raise CloseVetoException(TAB, None)

        def notifyClosing(self, source: Any) -> None:  # noqa: N802  # UNO's name
            """Do nothing."""

        def disposing(self, source: Any) -> None:
            """Do nothing."""

    return Refusal
