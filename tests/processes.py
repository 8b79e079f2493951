"""Our program run by a test: called in this process, or started as one of its own that is never left behind."""

from __future__ import annotations

import gc
import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from xhg_excel.cli.main import main

XHG = (sys.executable, "-m", "xhg_excel")
# What a run is ended by. Whoever starts the tests in the background has some of them ignored.
ENDINGS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
# Tests of signals, shell scripts and devices that Windows has not, or has its own way of (tests/windows).
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals, scripts and devices of Linux")


def live_in(home: Path, monkeypatch: pytest.MonkeyPatch, *, state: Path | None = None) -> None:
    """Let the user's folder be `home` for a test, and the program's own folder be in `state` (as usual when None)."""
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA"):
        if state is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, str(state))


@dataclass(frozen=True)
class Ended:
    """How a run of `xhg` ended: its exit status and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def xhg(*arguments: object) -> Ended:
    """Run all of `xhg` in this process, its last words and its exit status too."""
    out, err = io.StringIO(), io.StringIO()
    seldom = gc.get_threshold()
    command = ["xhg", *map(str, arguments)]
    with (
        mock.patch.object(sys, "argv", command),
        redirect_stdout(out),
        redirect_stderr(err),
        pytest.raises(SystemExit) as end,
    ):
        main()
    gc.set_threshold(*seldom)
    return Ended(int(end.value.code or 0), out.getvalue(), err.getvalue())


def _as_in_a_window() -> None:
    """Let every signal have its usual effect, whatever is ignored where the tests run (nohup, `&` in a script)."""
    for number in ENDINGS:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDINGS)


@contextmanager
def started(command: Sequence[str | Path], **how: Any) -> Iterator[subprocess.Popen[str]]:
    """Start a program that hears every signal, as in a window of its own; end it when the test is done with it."""
    environment = {**os.environ, **how.pop("env", {})}
    hears = None if sys.platform == "win32" else _as_in_a_window
    with subprocess.Popen(command, encoding="utf-8", env=environment, preexec_fn=hears, **how) as process:  # noqa: S603
        try:
            yield process
        finally:
            process.kill()


def until_written(folder: Path, process: subprocess.Popen[str]) -> None:
    """Wait until a program has written its first workbook below a folder."""
    while not any(folder.rglob("*.xlsx")):
        assert process.poll() is None, "it ended before it wrote anything"
        time.sleep(0.01)
