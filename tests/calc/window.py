"""A person at a LibreOffice window: finds a button by its words, clicks it, reads the message, types."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xhg_excel.calc.office import Office, properties, url_of

PATIENCE = 60
_DEPTH = 12


class Person:
    """Sees the screen and has a mouse and a keyboard."""

    def __init__(self, office: Office, display: str) -> None:
        """Sit down at a display on which a LibreOffice runs."""
        self.office, self.display = office, display
        self.toolkit = office.service("com.sun.star.awt.Toolkit")

    def tool(self, *command: str) -> str:
        """Run a program on the display; its output."""
        done = subprocess.run(  # noqa: S603  # xdotool, import
            command, capture_output=True, text=True, check=False, env={"DISPLAY": self.display, "PATH": "/usr/bin:/bin"}
        )
        return done.stdout.strip()

    def open(self, path: Path, **named: object) -> Any:
        """Open a document in a window that fills the screen."""
        document = self.office.desktop.loadComponentFromURL(url_of(str(path)), "_blank", 0, properties(**named))
        window = document.getCurrentController().getFrame().getContainerWindow()
        window.setPosSize(0, 0, 1600, 1000, 15)
        time.sleep(2)
        return document

    def windows(self) -> list[Any]:
        """Return the open top windows; the last one opened last."""
        return [self.toolkit.getTopWindow(index) for index in range(self.toolkit.getTopWindowCount())]

    def message(self) -> str:
        """Wait for a message box and return what it says."""
        return self._wait(lambda: next((text for text in map(self._said, self.windows()) if text), ""))

    def _said(self, window: Any) -> str:
        """Return the words in a message box; '' for any other window."""
        context = window.getAccessibleContext()
        words = [part.getAccessibleName() for part, role in parts(context) if role in (_LABEL, _TEXT, _STATIC)]
        return "\n".join(word for word in words if word) if context.getAccessibleRole() in (_ALERT, _DIALOG) else ""

    def answer(self, key: str = "Return") -> None:
        """Press a key in the dialog in front, and wait until it is gone."""
        before = len(self.windows())
        self.focus_dialog()
        self.tool("xdotool", "key", key)
        self._wait(lambda: len(self.windows()) < before)
        time.sleep(0.5)

    def focus_dialog(self) -> None:
        """Give the keyboard to the smallest window on the screen: the dialog."""
        found = self.tool("xdotool", "search", "--onlyvisible", "--name", ".").split()
        self.tool("xdotool", "windowfocus", "--sync", min(found, key=self._area))
        time.sleep(0.3)

    def _area(self, window: str) -> int:
        shape = dict(line.split("=") for line in self.tool("xdotool", "getwindowgeometry", "--shell", window).split())
        return int(shape["WIDTH"]) * int(shape["HEIGHT"])

    def click(self, document: Any, label: str) -> None:
        """Click a button of the toolbar by its words."""
        window = document.getCurrentController().getFrame().getContainerWindow()
        window.toFront()
        button = self._wait(lambda: next(self._buttons(window, label), None))
        at, size = button.getLocationOnScreen(), button.getSize()
        self.tool("xdotool", "mousemove", str(at.X + size.Width // 2), str(at.Y + size.Height // 2), "click", "1")

    @staticmethod
    def _buttons(window: Any, label: str) -> Iterator[Any]:
        for part, role in parts(window.getAccessibleContext()):
            if part.getAccessibleName() == label and role == _BUTTON:
                yield part

    def keys(self, *keys: str) -> None:
        """Press keys."""
        self.tool("xdotool", "key", *keys)
        time.sleep(0.5)

    def type(self, text: str) -> None:
        """Type a text."""
        self.tool("xdotool", "type", "--delay", "30", text)
        time.sleep(0.5)

    def picture(self, target: Path) -> None:
        """Take a picture of the screen."""
        time.sleep(1)
        self.tool("import", "-window", "root", str(target))

    @staticmethod
    def _wait(seen: Any) -> Any:
        until = time.monotonic() + PATIENCE
        while not (found := seen()):
            assert time.monotonic() < until, "nothing happened"
            time.sleep(0.3)
        return found


# com.sun.star.accessibility.AccessibleRole
_ALERT, _BUTTON, _DIALOG, _LABEL, _STATIC, _TEXT = 2, 44, 14, 31, 57, 61
_TOOLBARS = {63}


def parts(context: Any, depth: int = 0) -> Iterator[tuple[Any, int]]:
    """Yield what a window shows, without the cells of its document, each with its role."""
    role = context.getAccessibleRole()
    yield context, role
    if depth > _DEPTH or role == _DOCUMENT:
        return
    for index in range(min(context.getAccessibleChildCount(), 80)):
        yield from parts(context.getAccessibleChild(index).getAccessibleContext(), depth + 1)
