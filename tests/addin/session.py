"""A headless LibreOffice opens an add-in, lists its modules, and runs macros of it.

Run by Debian's own Python, which has the `uno` module, as `session.py SCRIPT.json`; prints JSON.
The script names the add-in, workbooks to open beside it, and the macros to run: module, procedure, arguments.
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

FILTER = "Calc MS Excel 2007 VBA XML"  # without it a .xlam is not opened at all
ALWAYS, NO_UPDATE = 4, 0
PATIENCE = 60


def named(name: str, value: object) -> PropertyValue:
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


@contextlib.contextmanager
def office() -> Iterator[object]:
    """Yield the desktop of a headless LibreOffice with a profile of its own."""
    pipe = f"xhg-addin-{os.getpid()}"
    with tempfile.TemporaryDirectory() as home:
        profile = f"-env:UserInstallation={Path(home).as_uri()}"
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        # A fresh profile quits on its first start: prime it.
        subprocess.run(["soffice", "--headless", "--terminate_after_init", profile], check=False, timeout=120, **quiet)  # noqa: S603, S607
        accept = f"--accept=pipe,name={pipe};urp;"
        program = subprocess.Popen(["soffice", "--headless", "--norestore", "--nologo", profile, accept], **quiet)  # noqa: S603, S607
        desktop = None
        try:
            desktop = connect(pipe)
            yield desktop
        finally:
            with contextlib.suppress(Exception):
                desktop.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                program.wait(30)
            program.kill()


def connect(pipe: str) -> object:
    """Return the desktop, once the program answers."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(PATIENCE * 2):
        with contextlib.suppress(Exception):
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        time.sleep(0.5)
    raise SystemExit("LibreOffice did not answer")


def play(script: dict[str, object]) -> dict[str, object]:
    """Open the add-in, then the workbooks; what its libraries hold and what each macro gives back."""
    with office() as desktop:
        how = (named("Hidden", True), named("MacroExecutionMode", ALWAYS), named("UpdateDocMode", NO_UPDATE))
        addin = desktop.loadComponentFromURL(
            Path(str(script["addin"])).as_uri(), "_blank", 0, (*how, named("FilterName", FILTER))
        )
        if addin is None:
            return {"opened": False}
        others = [desktop.loadComponentFromURL(Path(book).as_uri(), "_blank", 0, how) for book in script["books"]]
        held = libraries(addin)
        said = [run(addin, *call) for call in script["calls"]]
        for document in (*others, addin):
            document.close(True)
        return {"opened": True, "libraries": held, "said": said}


def libraries(document: object) -> dict[str, list[str]]:
    """Return the names of the modules by library."""
    found = document.BasicLibraries
    return {name: sorted(found.getByName(name).getElementNames()) for name in found.getElementNames()}


def run(document: object, module: str, procedure: str, *arguments: object) -> object:
    """Run a procedure of the add-in's project; what it gives back."""
    library = next(name for name in document.BasicLibraries.getElementNames() if name != "Standard")
    address = f"vnd.sun.star.script:{library}.{module}.{procedure}?language=Basic&location=document"
    result, _, _ = document.getScriptProvider().getScript(address).invoke(tuple(arguments), (), ())
    return result


if __name__ == "__main__":
    print(json.dumps(play(json.loads(Path(sys.argv[1]).read_text("utf-8"))), ensure_ascii=False))  # noqa: T201
