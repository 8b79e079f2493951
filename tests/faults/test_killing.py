"""A run that is killed leaves no half file, loses no source, and gives no wrong total."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_killed_runs_leave_whole_files_or_none() -> None:
    """Merge, mark, draw and report: at some of their file operations and at random moments; hundreds by hand."""
    root = Path(__file__).parent.parent.parent
    command = [sys.executable, "-m", "tests.faults.killing", "--times", "25", "--most", "3"]

    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)  # noqa: S603  # ours

    first, second = done.stdout.splitlines()
    killed = int(first.split()[1])
    assert killed >= 20
    assert second.endswith(" 0 wrong")
