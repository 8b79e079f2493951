"""A script for LibreOffice's own Python that adds or removes an extension of the user.

`calc_registering.py add PIPE FILE ID` or `calc_registering.py remove PIPE FILE ID`, while a LibreOffice
listens on the pipe. Prints `DONE`, or the reason of a failure. (`unopkg`, LibreOffice's own program for
this, refuses to run as root.)
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

DONE = "done"
_PATIENCE, _PAUSE = 60.0, 0.3


def main(action: str, pipe: str, file: str, identifier: str) -> None:
    """Add or remove the extension, then end LibreOffice."""
    import uno

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    context = _context(resolver, f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
    try:
        _change(context, action, Path(file), identifier)
        sys.stdout.write(f"{DONE}\n")
        sys.stdout.flush()
    finally:
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        desktop.terminate()


def _context(resolver: Any, url: str) -> Any:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return resolver.resolve(url)
        except Exception:
            if time.monotonic() > until:
                raise
            time.sleep(_PAUSE)


def _change(context: Any, action: str, file: Path, identifier: str) -> None:
    import uno

    store = context.getValueByName("/singletons/com.sun.star.deployment.ExtensionManager")
    environment = _environment()
    try:
        store.getDeployedExtension("user", identifier, file.name, environment)
        installed = True
    except Exception:  # noqa: BLE001  # LibreOffice raises for a missing one
        installed = False
    if installed:
        store.removeExtension(identifier, file.name, "user", store.createAbortChannel(), environment)
    if action == "add":
        quiet = uno.createUnoStruct("com.sun.star.beans.NamedValue")
        quiet.Name, quiet.Value = "SUPPRESS_LICENSE", "1"
        store.addExtension(file.as_uri(), (quiet,), "user", store.createAbortChannel(), environment)


def _environment() -> Any:
    """Return a UNO command environment that approves every question, such as replacing an older version."""
    import unohelper
    from com.sun.star.task import XInteractionApprove, XInteractionHandler
    from com.sun.star.ucb import XCommandEnvironment, XProgressHandler

    class Quiet(unohelper.Base, XCommandEnvironment, XInteractionHandler, XProgressHandler):  # type: ignore[misc]  # UNO has no types
        """Approves everything."""

        def getInteractionHandler(self) -> Any:  # noqa: N802  # UNO's name
            """Return itself."""
            return self

        def getProgressHandler(self) -> Any:  # noqa: N802  # UNO's name
            """Return itself."""
            return self

        def handle(self, request: Any) -> None:
            """Approve."""
            for answer in request.getContinuations():
                if approve := answer.queryInterface(uno_type(XInteractionApprove)):
                    approve.select()

        def push(self, status: Any) -> None:
            """Do nothing."""

        def update(self, status: Any) -> None:
            """Do nothing."""

        def pop(self) -> None:
            """Do nothing."""

    return Quiet()


def uno_type(kind: Any) -> Any:
    """Return the UNO type of an interface class."""
    import uno

    return uno.getTypeByName(kind.__pyunointerface__)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:5])
        sys.stdout.flush()
        os._exit(0)  # at a regular exit UNO's threads may crash because LibreOffice has ended
    except Exception as error:  # noqa: BLE001  # the caller shows it
        sys.stdout.write(str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__)
        sys.exit(1)
