"""A real LibreOffice window under Xvfb: open a workbook, type into it, look at it, read it back.

Run by Debian's own Python, which has the `uno` module, as `session.py SCRIPT.json`; prints JSON.
The script names the workbook, where pictures go, and the steps.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

DISPLAY, PIPE, SIZE = ":97", "xhg-window", "1600x1000x24"
PATIENCE = 60


def run(*command: str) -> str:
    """Run a program on the display; its output."""
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603


@contextlib.contextmanager
def office() -> Iterator[object]:
    """Yield the desktop of a LibreOffice that runs in a window of its own."""
    os.environ |= {"DISPLAY": DISPLAY, "SAL_USE_VCLPLUGIN": "gen", "LC_ALL": "C.UTF-8"}
    with tempfile.TemporaryDirectory() as home:
        profile = f"-env:UserInstallation={Path(home).as_uri()}"
        screen = subprocess.Popen(["Xvfb", DISPLAY, "-screen", "0", SIZE], stderr=subprocess.DEVNULL)  # noqa: S603, S607
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        # A fresh profile quits on its first start: prime it.
        subprocess.run(["soffice", "--headless", "--terminate_after_init", profile], check=False, timeout=120, **quiet)  # noqa: S603, S607
        accept = f"--accept=pipe,name={PIPE};urp;"
        program = subprocess.Popen(["soffice", "--norestore", "--nologo", profile, accept], **quiet)  # noqa: S603, S607
        try:
            yield connect()
        finally:
            program.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                program.wait(20)
            run("pkill", "-f", home)
            screen.terminate()


def connect() -> object:
    """Return the desktop, once the program answers."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(PATIENCE * 2):
        with contextlib.suppress(Exception):
            context = resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        time.sleep(0.5)
    raise SystemExit("LibreOffice did not answer")


def windows() -> list[str]:
    """Return the ids of the windows that are shown."""
    return run("xdotool", "search", "--onlyvisible", "--name", ".").split()


class Window:
    """One document in its window."""

    def __init__(self, desktop: object, path: Path) -> None:
        hidden = PropertyValue()
        hidden.Name, hidden.Value = "Hidden", False
        self.document = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (hidden,))
        self.controller = self.document.getCurrentController()
        time.sleep(3)
        self.main = max(windows(), key=_area)
        run("xdotool", "windowmove", self.main, "0", "0")
        run("xdotool", "windowsize", self.main, "1600", "1000")
        time.sleep(1)

    def cell(self, sheet: str, address: str) -> object:
        return self.document.Sheets.getByName(sheet).getCellRangeByName(address)

    def select(self, sheet: str, address: str) -> None:
        self.controller.setActiveSheet(self.document.Sheets.getByName(sheet))
        self.controller.select(self.cell(sheet, address))
        run("xdotool", "windowfocus", "--sync", self.main)
        time.sleep(0.4)

    def type(self, sheet: str, address: str, text: str) -> dict[str, object]:
        """Type into a cell as a person does, answer what pops up with Return, and say what stands there."""
        self.select(sheet, address)
        run("xdotool", "type", "--delay", "40", text)
        run("xdotool", "key", "Return")
        asked = False
        for _ in range(6):
            time.sleep(0.4)
            dialog = [w for w in windows() if w != self.main and _area(w) > 20_000 and _area(w) < 800_000]
            if dialog:
                asked = True
                run("xdotool", "windowfocus", "--sync", dialog[-1])
                run("xdotool", "key", "Return")
        run("xdotool", "windowfocus", "--sync", self.main)
        run("xdotool", "key", "Escape")
        time.sleep(0.4)
        return {"asked": asked, "now": self.cell(sheet, address).getString()}

    def paste(self, sheet: str, address: str, text: str) -> None:
        """Put a text into a cell past its limits, as pasting does."""
        self.cell(sheet, address).setString(text)
        self.document.calculateAll()

    def picture(self, sheet: str, address: str, target: str) -> None:
        """Show a sheet from its top and take a picture of the window."""
        self.select(sheet, address)
        run("xdotool", "key", "Escape")
        time.sleep(1.5)
        run("import", "-window", "root", target)


def _area(window: str) -> int:
    shape = dict(
        line.split("=") for line in run("xdotool", "getwindowgeometry", "--shell", window).split("\n") if "=" in line
    )
    return int(shape.get("WIDTH", 0)) * int(shape.get("HEIGHT", 0))


def play(script: dict[str, object]) -> list[object]:
    """Play the steps of a script on its workbook; what each says."""
    said: list[object] = []
    with office() as desktop:
        window = Window(desktop, Path(str(script["workbook"])))
        for name, *arguments in script["steps"]:
            if name == "read":
                said.append(window.cell(*arguments).getString())
            else:
                said.append(getattr(window, name)(*arguments))
        window.document.setModified(False)
        window.document.close(True)
    return said


if __name__ == "__main__":
    print(json.dumps(play(json.loads(Path(sys.argv[1]).read_text("utf-8"))), ensure_ascii=False))  # noqa: T201
