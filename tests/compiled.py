"""Compiled modules for the processes of a test run, where the environment forbids to write any (containers often do)."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile

import pytest

_FORBIDDEN, _BESIDE = "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"


def keep_compiled(config: pytest.Config) -> None:
    """Keep compiled modules in a folder of this run, or each of the hundreds of processes compiles all again."""
    if not sys.dont_write_bytecode:
        return
    folder = tempfile.mkdtemp(prefix="xhg_excel compiled ")
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    os.environ.pop(_FORBIDDEN, None)
    os.environ[_BESIDE] = sys.pycache_prefix = folder
    sys.dont_write_bytecode = False
