"""A person at a LibreOffice window: clicks a button by its words, reads the message, types."""

from __future__ import annotations

import contextlib
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from xhg_excel.calc.engine.office import Office, properties, url_of

Seen = TypeVar("Seen")
PATIENCE = 60
# So many looks in a row at one place.
_STILL = 4
TOOLBAR = "private:resource/toolbar/addon_xhg_excel.toolbar"
# com.sun.star.accessibility.AccessibleRole
_ALERT, _DIALOG, _BUTTON, _STATIC, _LABEL, _FIELD = 1, 12, 44, 86, 30, 60
_LISTS = (32, 58, 65, 80)  # list, table, tree: files, not words


class Person:
    """Sees the screen and has a mouse and a keyboard."""

    def __init__(self, office: Office, display: str) -> None:
        """Sit down at a display on which a LibreOffice runs."""
        self.office, self.display = office, display
        self.toolkit = office.service("com.sun.star.awt.Toolkit")

    def tool(self, *command: str) -> str:
        """Run a program on the display; its output."""
        done = subprocess.run(  # noqa: S603  # xdotool, import
            command, capture_output=True, text=True, check=False, timeout=PATIENCE,
            env={"DISPLAY": self.display, "PATH": "/usr/bin:/bin"},
        )  # fmt: skip
        return done.stdout.strip()

    def open(self, path: Path, **named: object) -> Any:
        """Open a document in a window that fills the screen."""
        document = self.office.desktop.loadComponentFromURL(url_of(str(path)), "_blank", 0, properties(**named))
        frame_of(document).getContainerWindow().setPosSize(0, 0, 1600, 1000, 15)
        time.sleep(2)
        return document

    def click(self, document: Any, label: str) -> None:
        """Click a button of the toolbar by its words, again when nothing comes of it."""
        button, window = self.button(document, label), frame_of(document).getContainerWindow()

        def pressed() -> bool:
            self.press(button)
            return seen_within(8, lambda: self._dialog() is not None or not window.isEnabled())

        wait(pressed)

    def button(self, document: Any, label: str) -> Any:
        """Return a button of the toolbar by its words, once it stays where it is."""
        frame_of(document).activate()
        toolbar = frame_of(document).LayoutManager.getElement(TOOLBAR).getRealInterface()
        button = dict(_named(toolbar.getAccessibleContext(), _BUTTON))[label]
        self._settled(button)
        return button

    def focus(self, document: Any) -> None:
        """Give the keyboard to the cells of a document."""
        frame_of(document).getComponentWindow().setFocus()
        found = self.tool("xdotool", "search", "--onlyvisible", "--name", ".").split()
        self.tool("xdotool", "windowfocus", "--sync", found[-1])
        time.sleep(0.5)

    def later(self, act: Callable[[], object]) -> None:
        """Do something that returns only when its dialog is answered."""
        threading.Thread(target=act, daemon=True).start()

    def press(self, button: Any) -> None:
        """Click on the middle of a part of a window."""
        at, size = button.getLocationOnScreen(), button.getSize()
        x, y = at.X + size.Width // 2, at.Y + size.Height // 2
        self.tool("xdotool", "mousemove", str(x), str(y), "click", "1")

    def _settled(self, part: Any) -> None:
        """Wait until a part of a window stays where it is: what is clicked before is lost."""
        places: list[tuple[int, int]] = []

        def still() -> bool:
            at = part.getLocationOnScreen()
            places.append((at.X, at.Y))
            return len(places) > _STILL and len(set(places[-_STILL:])) == 1

        wait(still)

    def _dialog(self) -> Any:
        """Return the dialog that is open; None when there is none."""
        for index in range(self.toolkit.getTopWindowCount()):
            context = self.toolkit.getTopWindow(index).getAccessibleContext()
            if context is not None and context.getAccessibleRole() in (_ALERT, _DIALOG):  # None: just closing
                return context
        return None

    def asked(self) -> bool:
        """Whether a dialog is open."""
        return self._dialog() is not None

    def message(self) -> str:
        """Wait for a dialog and return what it says."""
        return _said(wait(self._dialog))

    def answer(self, label: str = "OK") -> None:
        """Press a button of the dialog until it is gone: a click on a window that still finds its place is lost."""
        context = wait(self._dialog)
        said = _said(context)

        def gone() -> bool:
            return (now := self._dialog()) is None or _said(now) != said

        def pressed() -> bool:
            button = next((button for name, button in _named(context, _BUTTON) if name.replace("~", "") == label), None)
            if button is not None:
                self.press(button)
            return seen_within(2, gone)

        wait(pressed)
        time.sleep(0.3)

    def fill(self, text: str) -> None:
        """Type a text into the last field of the dialog, in the place of what stands there."""
        fields = [field for _, field in _named(wait(self._dialog), _FIELD)]
        self.press(fields[-1])
        self.keys("ctrl+a")
        self.type(text)

    def type(self, text: str) -> None:
        """Type a text into what has the keyboard; the window without a manager is given it by the mouse."""
        self.tool("xdotool", "type", "--delay", "40", text)
        time.sleep(0.5)

    def keys(self, *keys: str) -> None:
        """Press keys."""
        self.tool("xdotool", "key", *keys)
        time.sleep(0.5)

    def leave(self) -> None:
        """Give up every dialog and close every document."""
        while self._dialog() is not None:
            self.keys("Escape")
        for document in list(self.office.desktop.getComponents()):
            with contextlib.suppress(Exception):  # the start centre
                document.setModified(False)
                document.close(True)

    def picture(self, target: Path) -> None:
        """Take a picture of the screen."""
        time.sleep(1)
        self.tool("import", "-window", "root", str(target))


def frame_of(document: Any) -> Any:
    """Return the window of a document."""
    return document.getCurrentController().getFrame()


def seen_within(seconds: float, seen: Callable[[], object]) -> bool:
    """Return whether something is seen in that time."""
    until = time.monotonic() + seconds
    while not seen():
        if time.monotonic() > until:
            return False
        time.sleep(0.2)
    return True


def wait(seen: Callable[[], Seen]) -> Seen:
    """Wait until something is seen, and return it."""
    until = time.monotonic() + PATIENCE
    while not (found := seen()):
        assert time.monotonic() < until, "nothing happened"
        time.sleep(0.3)
    return found


def _named(context: Any, role: int) -> Iterator[tuple[str, Any]]:
    """Yield name and object of the parts of one role in a dialog or a toolbar."""
    for part in _parts(context):
        if part.getAccessibleRole() == role:
            yield part.getAccessibleName(), part
        elif part.getAccessibleRole() not in (_BUTTON, _STATIC, _LABEL, _FIELD, *_LISTS):
            yield from _named(part, role)


def _parts(context: Any) -> Iterator[Any]:
    """Yield the parts of a part; one that is being redrawn is passed over."""
    for index in range(context.getAccessibleChildCount()):
        child = context.getAccessibleChild(index)
        with contextlib.suppress(AttributeError):
            yield child.getAccessibleContext()


def _said(context: Any) -> str:
    return "\n".join(name for role in (_STATIC, _LABEL) for name, _ in _named(context, role) if name)
