"""A LibreOffice of the tests' own: a profile with our extension, headless or in a window under Xvfb."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from xhg_excel.calc.engine import Office, UnreachableError, connect
from xhg_excel.setup.calc_extension import Installation, find_office

SYSTEM = Path("/usr/lib/python3/dist-packages")
PATIENCE = 60
SIZE = "1600x1000x24"


def join_uno(folder: Path) -> None:
    """Let this Python import `uno`, and nothing else of the system's packages."""
    if "uno" in sys.modules:
        return
    for name in ("uno.py", "unohelper.py"):
        link = folder / name
        if not link.exists():
            link.symlink_to(SYSTEM / name)
    sys.path.append(str(folder))


def profile(folder: Path) -> Installation:
    """Return an installation whose profile lies in a folder."""
    found = find_office(folder / "profile")
    version = ".".join(map(str, sys.version_info[:2]))
    assert found.version == version, f"these tests need Python {found.version}, LibreOffice's own; this is {version}"
    return found


@contextlib.contextmanager
def running(office: Installation, pipe: str, *more: str, display: str = "") -> Iterator[Office]:
    """Yield a LibreOffice that listens on a pipe; it ends with the block."""
    where = f"-env:UserInstallation={office.profile.as_uri()}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    prime = [str(office.program), "--headless", "--terminate_after_init", where]
    subprocess.run(prime, check=False, timeout=120, **quiet)  # type: ignore[call-overload]  # noqa: S603  # LibreOffice
    shown = {"DISPLAY": display, "SAL_USE_VCLPLUGIN": "gen"} if display else {}
    home = {
        "HOME": str(office.profile.parent),
        "XDG_STATE_HOME": str(office.profile.parent / "state"),
        "LC_ALL": "C.UTF-8",
    }
    mode = [] if display else ["--headless"]
    command = [str(office.program), *mode, "--norestore", "--nologo", where, f"--accept=pipe,name={pipe};urp;", *more]
    program = subprocess.Popen(command, env={**os.environ, **home, **shown}, start_new_session=True, **quiet)  # type: ignore[call-overload]  # noqa: S603  # LibreOffice
    try:
        yield reached(pipe)
    finally:
        # What was started is a splash screen that starts the program: both end.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGTERM)
        try:
            program.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(program.pid, signal.SIGKILL)
        (office.profile / ".lock").unlink(missing_ok=True)


def reached(pipe: str) -> Office:
    """Return the LibreOffice on a pipe, once it answers."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return connect(pipe)
        except UnreachableError:
            if time.monotonic() > until:
                raise
            time.sleep(0.3)


@contextlib.contextmanager
def screen() -> Iterator[str]:
    """Keep a screen in memory for the block; its name."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", SIZE]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as program:  # noqa: S603  # Xvfb
        try:
            assert program.stdout is not None
            yield f":{program.stdout.readline().strip()}"
        finally:
            program.terminate()
