"""Compiled modules for the processes of a test run, where the environment forbids to write any (containers often do)."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile

_FORBIDDEN, _BESIDE = "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"


def keep_compiled() -> None:
    """Keep compiled modules in a folder of this run, or each of the hundreds of processes compiles all again.

    Called before anything large is imported: pytest rewrites the modules of its plugins too (hypothesis: seconds).
    """
    if not sys.dont_write_bytecode:
        return
    folder = tempfile.mkdtemp(prefix="xhg_excel compiled ")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ.pop(_FORBIDDEN, None)
    os.environ[_BESIDE] = sys.pycache_prefix = folder
    sys.dont_write_bytecode = False
