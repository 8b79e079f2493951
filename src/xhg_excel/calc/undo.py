"""One undo step a button, whatever the script does in between; and changes that Calc does not record.

Calc changes no conditional format of a protected sheet. Its protection is taken off for that, and
put back by undoing just this: only Calc's own undo keeps what the protection allows. That cannot
happen inside a step, so such changes wait until the step is closed.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from xhg_excel.errors.office import LockedCellsError

Act = Callable[[], None]


def _nothing() -> None:
    """Do nothing."""


@dataclass(frozen=True)
class Change:
    """What is done to a sheet, and what to its document's styles before and after: loading a style ends a lock."""

    act: Act
    before: Act = _nothing
    after: Act = _nothing

    def make(self, document: Any, sheet: Any) -> None:
        """Make the change, unrecorded.

        Raises:
            LockedCellsError: the sheet is protected with a password.

        """
        self.before()
        with Unprotected(document, sheet):
            self.act()
        self.after()


class Unprotected:
    """A block in which a sheet has no protection and nothing is recorded; after it the very same protection.

    A class, not a generator: Python cannot hand UNO's exceptions to one.

    Raises:
        LockedCellsError: the protection has a password.

    """

    def __init__(self, document: Any, sheet: Any) -> None:
        """Take the document and its sheet."""
        self._steps, self._sheet, self._was = document.getUndoManager(), sheet, sheet.isProtected()

    def __enter__(self) -> None:
        if self._was:
            self._sheet.unprotect("")
            if self._sheet.isProtected():
                raise LockedCellsError(self._sheet.Name, "")
        self._steps.lock()

    def __exit__(self, *_: object) -> None:
        self._steps.unlock()
        if self._was:
            self._steps.undo()
            self._steps.clearRedo()


class Changes:
    """The changes of one LibreOffice that Calc does not record: done at once, or when the step is closed."""

    def __init__(self, office: Any) -> None:
        """Take the program."""
        self._office = office
        self._waiting: list[tuple[Any, Any, Change]] | None = None
        self._sealed: set[str] = set()

    def make(self, document: Any, sheet: Any, change: Change, back: Change) -> None:
        """Make a change of a UNO sheet and record it.

        Raises:
            LockedCellsError: the sheet is protected with a password.

        """
        if self._waiting is not None and sheet.isProtected():
            if sheet.Name in self._sealed:
                raise LockedCellsError(sheet.Name, "")
            self._waiting.append((document, sheet, change))
        else:
            change.make(document, sheet)
        again, away = self._way(document, sheet, change), self._way(document, sheet, back)
        with suppress(Exception):  # a document may keep no steps at all
            document.getUndoManager().addUndoAction(_action_class()("", again, away))

    def _way(self, document: Any, sheet: Any, change: Change) -> Act:
        """Return a change as a step of the undo: of a protected sheet it must wait until the undo is over."""

        def later() -> None:
            with suppress(LockedCellsError):
                change.make(document, sheet)

        def way() -> None:
            if sheet.isProtected():
                self._office.service("com.sun.star.awt.AsyncCallback").addCallback(_callback_class()(later), None)
            else:
                later()

        return way

    def one_step(self, document: Any, title: str) -> OneStep:
        """Join all changes in a block into one step called `title`."""
        self._sealed, self._waiting = _sealed(document), []
        return OneStep(document, title, self._made)

    def _made(self) -> None:
        """Make the changes that waited."""
        waiting, self._waiting = self._waiting or [], None
        for document, sheet, change in waiting:
            change.make(document, sheet)


class OneStep:
    """A block whose changes are one step; it may be closed early."""

    def __init__(self, document: Any, title: str, then: Act) -> None:
        """Take the document, the step's title, and what is to be done once it is closed."""
        self._steps, self._title, self._then = document.getUndoManager(), title, then
        self._open = False

    def __enter__(self) -> OneStep:
        self._steps.enterUndoContext(self._title)
        self._open = True
        return self

    def close(self) -> None:
        """End the step; once."""
        if self._open:
            self._open = False
            with suppress(Exception):  # a document closed meanwhile has no steps left to join
                self._steps.leaveUndoContext()
            self._then()

    def __exit__(self, *_: object) -> None:
        self.close()


def _sealed(document: Any) -> set[str]:
    """Return the names of the sheets whose protection has a password."""
    names = set()
    for sheet in document.Sheets:
        try:
            with Unprotected(document, sheet):
                pass
        except LockedCellsError:
            names.add(str(sheet.Name))
    return names


@lru_cache(maxsize=1)
def _action_class() -> Any:
    """Return the class of a recorded change; made on use, for it needs `uno`."""
    import unohelper
    from com.sun.star.document import XUndoAction

    class Recorded(unohelper.Base, XUndoAction):  # type: ignore[misc]  # UNO has no types
        """A change with its way back."""

        def __init__(self, title: str, change: Act, back: Act) -> None:
            """Keep both ways."""
            self.Title = title
            self._change, self._back = change, back

        def undo(self) -> None:
            """Go back."""
            self._back()

        def redo(self) -> None:
            """Change again."""
            self._change()

    return Recorded


@lru_cache(maxsize=1)
def _callback_class() -> Any:
    """Return the class of something done when the program has time for it."""
    import unohelper
    from com.sun.star.awt import XCallback

    class Callback(unohelper.Base, XCallback):  # type: ignore[misc]  # UNO has no types
        """Something to do."""

        def __init__(self, act: Act) -> None:
            """Keep what to do."""
            self._act = act

        def notify(self, data: Any) -> None:  # noqa: ARG002  # UNO's signature
            """Do it."""
            self._act()

    return Callback
