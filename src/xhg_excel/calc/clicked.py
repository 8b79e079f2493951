"""From a click in Calc's toolbar to its script: what the button asks for, one undo step, nothing in between.

While a script runs the window takes no key and no click, and its document cannot be closed.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from typing import Any

import xlwings

from xhg_excel.calc.dialogs import ask_folder, ask_text, message_box
from xhg_excel.calc.engine import activate, book_of, holds_sheets
from xhg_excel.calc.office import Office, here
from xhg_excel.errors.addin import NoWorkbookError, UnknownScriptError
from xhg_excel.errors.base import XhgError
from xhg_excel.errors.office import NotASpreadsheetError, ReadOnlyBookError
from xhg_excel.notice.words.shells.buttons import BUTTONS, TAB, Asks, Button
from xhg_excel.notice.words.shells.calc import EXPLAIN, EXPLAINED

# Scripts that leave the workbook in front as it is.
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
        frame: the window.
        key: the button's, of `spec.buttons`.
        answer: what the button asks for; None asks the user.

    """
    office: Office = app.impl.office
    if key == EXPLAIN:
        lines = [EXPLAINED.format(label=button.label, help=button.help) for button in BUTTONS]
        message_box(office, frame.getContainerWindow(), (TAB, "\n\n".join(lines)))
        return
    try:
        button = _button(key)
        document = _document(frame, key)
        asked = _asked(office, frame, button) if answer is None else answer
    except XhgError as error:
        message_box(office, frame.getContainerWindow(), (TAB, str(error)), failed=True)
        return
    if asked is None:
        return
    given = () if button.asks is Asks.NOTHING else (asked,)
    _run(app, frame, document, (button, given))


def _run(app: xlwings.App, frame: Any, document: Any, what: tuple[Button, tuple[str, ...]]) -> None:
    from xhg_excel.excel import scripts
    from xhg_excel.excel.click import NoBook

    button, given = what
    script = getattr(scripts, button.key)
    if document is None:
        script(NoBook(app), *given)
    elif button.key in ONLY_READ:
        with Held(app, frame, document):
            script(book_of(app, document), *given)
    else:
        changes = app.impl.changes
        with Held(app, frame, document) as window, changes.one_step(document, button.label) as step:
            # A message ends the script's work: the step is closed and the window given back before it shows.
            app.impl.before_alert = _in_turn(step.close, window.release)
            script(book_of(app, document), *given)


def _in_turn(*acts: Callable[[], None]) -> Callable[[], None]:
    def act() -> None:
        for one in acts:
            one()

    return act


def _button(key: str) -> Button:
    for button in BUTTONS:
        if button.key == key:
            return button
    raise UnknownScriptError(key)


def _document(frame: Any, key: str) -> Any:
    """Return the spreadsheet in a window; None where a script needs none.

    Raises:
        NoWorkbookError, NotASpreadsheetError: there is none, and it needs one.
        ReadOnlyBookError: it would be changed, and may not be.

    """
    from xhg_excel.excel.scripts import WITHOUT_BOOK

    controller = frame.getController()
    document = controller.getModel() if controller is not None else None
    if document is None or not holds_sheets(document):
        if key in WITHOUT_BOOK:
            return None
        if document is None:
            raise NoWorkbookError
        raise NotASpreadsheetError(str(document.Title))
    if key not in ONLY_READ and document.isReadonly():
        raise ReadOnlyBookError(str(document.Title))
    return document


def _asked(office: Office, frame: Any, button: Button) -> str | None:
    """Return what the user chose or typed; None when the user gave up."""
    match button.asks:
        case Asks.FOLDER:
            return ask_folder(office, button.prompt) or None
        case Asks.DIGITS:
            return ask_text(office, frame.getContainerWindow(), button.label, button.prompt)
        case _:
            return ""


class Held:
    """A block in which a window takes no key and no click, and its document cannot be closed.

    A class, not a generator: Python cannot hand UNO's exceptions to one.
    """

    def __init__(self, app: xlwings.App, frame: Any, document: Any) -> None:
        """Take LibreOffice, the window and the document."""
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
        """Let keys and clicks in again: a message box is shown."""
        self._window.setEnable(True)

    def __exit__(self, *_: object) -> None:
        self._app.before_alert = None
        with suppress(Exception):  # a document that is gone all the same
            self.release()
            self._document.removeCloseListener(self._listener)


def end_typing(document: Any) -> None:
    """Let a cell that is being typed into take what was typed, so that it is checked and not lost.

    Calc does so when the cursor goes to another cell; it comes back.
    """
    controller, selected = document.getCurrentController(), document.getCurrentSelection()
    with suppress(Exception):  # a picture or a chart is selected: no cell is being typed into
        at = selected.getRangeAddress()
        other = controller.getActiveSheet().getCellByPosition(
            at.StartColumn, at.StartRow + 1 if at.StartRow == 0 else 0
        )
        controller.select(other)
        controller.select(selected)


@lru_cache(maxsize=1)
def _refusal_class() -> Any:
    """Return a listener that refuses closing; made on use, for it needs `uno`."""
    import unohelper
    from com.sun.star.util import CloseVetoException, XCloseListener

    class Refusal(unohelper.Base, XCloseListener):  # type: ignore[misc]  # UNO has no types
        """Refuses closing."""

        def queryClosing(self, source: Any, owns: bool) -> None:  # noqa: N802, ARG002  # UNO's name and signature
            """Refuse."""
            raise CloseVetoException(TAB, None)

        def notifyClosing(self, source: Any) -> None:  # noqa: N802  # UNO's name
            """Say nothing."""

        def disposing(self, source: Any) -> None:
            """Say nothing."""

    return Refusal
