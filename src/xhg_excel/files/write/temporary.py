"""Temporary files and folders; those of killed runs are deleted by the next run, those in use never.

`tempfile` alone would leave a killed run's files forever beside the user's workbooks (and in %TEMP% on
Windows). The lock tells files of a killed run from those of one that a suspended laptop stopped for a day.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

TEMPORARY = ".xhg-"
# A file is locked as soon as it is made, and renamed as soon as it is written: without a lock, an older one is left
# over. Windows has no such lock; there a day must pass, for a folder in use may hold no open file.
_RECENT = 60.0 if sys.platform != "win32" else 24 * 3600.0


@contextmanager
def scratch() -> Iterator[str]:
    """Yield a temporary folder, deleted afterwards."""
    sweep(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=TEMPORARY, ignore_cleanup_errors=True) as folder, locked(Path(folder)):
        yield folder


@contextmanager
def locked(path: Path) -> Iterator[bool]:
    """Lock a file or folder against `sweep` of other runs; yield whether the lock was free."""
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock
    except ImportError:  # Windows deletes no open file
        yield True
        return
    number = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        is_free = True
        try:
            flock(number, LOCK_EX | LOCK_NB)
        except OSError:  # locked; or a network share without locks: then nothing there is deleted
            is_free = False
        yield is_free
    finally:
        os.close(number)


@cache
def sweep(folder: Path) -> None:
    """Delete, once a run, what killed runs left in a folder, where its time is not of the last minute.

    The present time is that of a new file in the same folder: on a network share the server's clock sets both.
    """
    with tempfile.NamedTemporaryFile(dir=folder, prefix=TEMPORARY) as new:
        now = os.fstat(new.fileno()).st_mtime
        for path in folder.glob(f"{TEMPORARY}*"):
            with suppress(OSError):
                if abs(now - path.stat().st_mtime) > _RECENT:
                    _remove(path)


def _remove(path: Path) -> None:
    with locked(path) as is_free:
        if not is_free:
            return
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
