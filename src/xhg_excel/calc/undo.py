"""One undo step a button, whatever the script does in between.

Room: calc.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Any

Change = Callable[[], None]


@contextmanager
def one_step(document: Any, title: str) -> Iterator[None]:
    """Join all changes inside into one step of the document's Undo, called `title`."""
    steps = document.getUndoManager()
    steps.enterUndoContext(title)
    try:
        yield
    finally:
        # A document closed meanwhile has no steps left to join.
        with suppress(Exception):
            steps.leaveUndoContext()


def do(document: Any, change: Change, back: Change) -> None:
    """Make a change that Calc does not record by itself, and record it."""
    change()
    steps = document.getUndoManager()
    with suppress(Exception):  # a document may keep no steps at all
        steps.addUndoAction(_action_class()("", change, back))


@lru_cache(maxsize=1)
def _action_class() -> Any:
    """Return the class of a recorded change; made on use, for it needs `uno`."""
    import unohelper
    from com.sun.star.document import XUndoAction

    class Recorded(unohelper.Base, XUndoAction):  # type: ignore[misc]  # UNO has no types
        """A change with its way back."""

        def __init__(self, title: str, change: Change, back: Change) -> None:
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
