"""Temporary files and folders: what killed runs left is removed a day later, never what another run is writing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

TEMPORARY = ".xhg-"
_LONG_AGO = 24 * 3600.0


@contextmanager
def scratch() -> Iterator[str]:
    """Give a folder for what is too large for memory; it is gone afterwards."""
    sweep(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=TEMPORARY, ignore_cleanup_errors=True) as folder, hold(Path(folder)):
        yield folder


@contextmanager
def hold(path: Path) -> Iterator[bool]:
    """Keep other runs from sweeping a file or folder away; gives False when one of them holds it."""
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock
    except ImportError:  # Windows removes no file that is open
        yield True
        return
    number = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        is_mine = True
        try:
            flock(number, LOCK_EX | LOCK_NB)
        except OSError:  # held; or a share that knows no locks, where nobody can tell
            is_mine = False
        yield is_mine
    finally:
        os.close(number)


@cache
def sweep(folder: Path) -> None:
    """Remove, once a run, what was left in a folder a day or longer ago, or by a clock as much ahead.

    How long ago is a matter of that folder's own clock, which on a share is the server's.
    """
    with tempfile.NamedTemporaryFile(dir=folder, prefix=TEMPORARY) as mine:
        now = os.fstat(mine.fileno()).st_mtime
        for path in folder.glob(f"{TEMPORARY}*"):
            with suppress(OSError):
                if abs(now - path.stat().st_mtime) > _LONG_AGO:
                    _remove(path)


def _remove(path: Path) -> None:
    """Remove a file or folder that no run holds, however long ago its clock says that was."""
    with hold(path) as is_free:
        if not is_free:
            return
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
