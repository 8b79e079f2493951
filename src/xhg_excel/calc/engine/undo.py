"""All changes of a script as one undo step, with those that Calc itself does not record.

Calc's undo does not restore conditional formats, so this module records an undo action of its own.
Calc also changes no conditional format of a protected sheet. The protection is removed for the change
and restored by Calc's own undo, which alone restores what the protection allows (sorting, filtering ...).
That undo is impossible inside an open step, so edits of protected sheets wait until the step is closed.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from xhg_excel.calc.engine.errors import LockedError

Act = Callable[[], None]


def _nothing() -> None:
    """Do nothing."""


@dataclass(frozen=True)
class Edit:
    """A change of a UNO sheet that Calc does not record.

    `before` and `after` change the document's styles: loading a style ends the undo manager's lock,
    so neither runs while `act` does.
    """

    document: Any
    sheet: Any
    act: Act
    before: Act = _nothing
    after: Act = _nothing

    def make(self) -> None:
        """Make the change without recording it.

        Raises:
            LockedError: the sheet is protected with a password.

        """
        self.before()
        with Unprotected(self.document, self.sheet):
            self.act()
        self.after()


class Unprotected:
    """A block in which a sheet is not protected and nothing is recorded; afterwards the protection is as before.

    A class, not a generator: Python cannot pass UNO's exceptions into a generator.

    Raises:
        LockedError: the protection has a password.

    """

    def __init__(self, document: Any, sheet: Any) -> None:
        self._steps, self._sheet, self._was = document.getUndoManager(), sheet, sheet.isProtected()

    def __enter__(self) -> None:
        if self._was:
            self._sheet.unprotect("")
            if self._sheet.isProtected():
                raise LockedError(self._sheet.Name, "")
        self._steps.lock()

    def __exit__(self, *_: object) -> None:
        self._steps.unlock()
        if self._was:
            self._steps.undo()
            self._steps.clearRedo()


class UndoRecorder:
    """Makes edits and records them: at once, or when the open step is closed."""

    def __init__(self, office: Any) -> None:
        self._office = office
        # Edits of protected sheets in the open step; None while no step is open.
        self._waiting: list[Edit] | None = None
        self._password_protected: set[str] = set()

    def make(self, edit: Edit, reverse: Edit) -> None:
        """Make an edit and record it with its reverse.

        Raises:
            LockedError: the sheet is protected with a password.

        """
        if self._waiting is not None and edit.sheet.isProtected():
            if edit.sheet.Name in self._password_protected:
                raise LockedError(edit.sheet.Name, "")
            self._waiting.append(edit)
        else:
            edit.make()
        with suppress(Exception):  # a document may have no undo steps at all
            action = _action_class()("", redo=self._as_action(edit), undo=self._as_action(reverse))
            edit.document.getUndoManager().addUndoAction(action)

    def _as_action(self, edit: Edit) -> Act:
        """Return an edit as part of an undo or redo; on a protected sheet it waits until that is over."""

        def make() -> None:
            with suppress(LockedError):
                edit.make()

        def action() -> None:
            if edit.sheet.isProtected():
                self._office.service("com.sun.star.awt.AsyncCallback").addCallback(_callback_class()(make), None)
            else:
                make()

        return action

    def one_step(self, document: Any, title: str) -> OneStep:
        """Return a block whose changes become one undo step called `title`."""
        self._password_protected, self._waiting = _password_protected(document), []
        return OneStep(document, title, self._make_waiting)

    def _make_waiting(self) -> None:
        waiting, self._waiting = self._waiting or [], None
        for edit in waiting:
            edit.make()


class OneStep:
    """A block whose changes are one undo step; `then` is called once it is closed, at its end or before."""

    def __init__(self, document: Any, title: str, then: Act) -> None:
        self._steps, self._title, self._then = document.getUndoManager(), title, then
        self._open = False

    def __enter__(self) -> OneStep:
        self._steps.enterUndoContext(self._title)
        self._open = True
        return self

    def close(self) -> None:
        """Close the step; a second call does nothing."""
        if self._open:
            self._open = False
            with suppress(Exception):  # a document closed meanwhile has no steps
                self._steps.leaveUndoContext()
            self._then()

    def __exit__(self, *_: object) -> None:
        self.close()


def _password_protected(document: Any) -> set[str]:
    """Return the names of the sheets whose protection has a password."""
    names = set()
    for sheet in document.Sheets:
        try:
            with Unprotected(document, sheet):
                pass
        except LockedError:
            names.add(str(sheet.Name))
    return names


@lru_cache(maxsize=1)
def _action_class() -> Any:
    """Return the class of an undo action; defined on use because its base needs `uno`."""
    import unohelper
    from com.sun.star.document import XUndoAction

    class Action(unohelper.Base, XUndoAction):  # type: ignore[misc]  # UNO has no types
        """An edit in Calc's list of undo steps."""

        def __init__(self, title: str, *, redo: Act, undo: Act) -> None:
            self.Title = title
            self._redo, self._undo = redo, undo

        def undo(self) -> None:
            """Reverse the edit."""
            self._undo()

        def redo(self) -> None:
            """Make the edit again."""
            self._redo()

    return Action


@lru_cache(maxsize=1)
def _callback_class() -> Any:
    """Return the class of a callback that LibreOffice runs when it is idle."""
    import unohelper
    from com.sun.star.awt import XCallback

    class Callback(unohelper.Base, XCallback):  # type: ignore[misc]  # UNO has no types
        """Calls a function."""

        def __init__(self, act: Act) -> None:
            self._act = act

        def notify(self, data: Any) -> None:  # noqa: ARG002  # UNO's signature
            """Call it."""
            self._act()

    return Callback
