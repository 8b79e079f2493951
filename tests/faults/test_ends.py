"""Runs that are ended from outside while workers read for them: nobody lives on, nothing half is left."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults.killing import left_running

_STARTS_WORKERS = """
import sys
from tests.files.jobs import long
from tests.files.test_workers import failed, seconds
from xhg_excel.files.workers import Job, Limits, run_apart
if __name__ == "__main__":
    list(run_apart([sys.argv[1]] * 2, Job(long, lambda _: 600.0, failed), Limits(workers=2)))
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_end_with_their_parent_in_the_middle_of_a_task(tmp_path: Path, number: signal.Signals) -> None:
    """Their task would take ten minutes; nobody is left to end them when that time is over."""
    command = [sys.executable, "-c", _STARTS_WORKERS, str(tmp_path)]
    parent = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
    until = time.monotonic() + 60
    while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    assert len(list(tmp_path.iterdir())) == 2

    parent.send_signal(number)
    parent.wait(timeout=20)

    assert not left_running(parent.pid)
