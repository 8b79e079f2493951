"""Runs that are ended from outside while workers read for them: nobody lives on, nothing half is left."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.books import cells
from tests.faults.killing import count_running, left_running, write_forms
from tests.faults.test_faults import OLD
from tests.processes import XHG, started

# When each file was read.
WITHOUT = ("来源", "_xhg")
_MOMENTS = 6
_STARTS_WORKERS = """
import sys
from tests.files.read.jobs import long
from tests.files.read.test_workers import failed, seconds
from xhg_excel.files.read.workers import Job, Limits, run_apart
if __name__ == "__main__":
    list(run_apart([sys.argv[1]] * 2, Job(long, lambda _: 600.0, failed), Limits(workers=2)))
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_end_with_their_parent_in_the_middle_of_a_task(tmp_path: Path, number: signal.Signals) -> None:
    """Their task would take ten minutes; nobody is left to end them when that time is over."""
    command = [sys.executable, "-c", _STARTS_WORKERS, str(tmp_path)]
    where = {"cwd": tmp_path, "env": {"PYTHONPATH": str(Path(__file__).parents[2])}}
    with started(command, stderr=subprocess.DEVNULL, start_new_session=True, **where) as parent:
        while len(list(tmp_path.iterdir())) < 2:
            assert parent.poll() is None, "it ended before both workers had begun"
            time.sleep(0.05)

        parent.send_signal(number)
        parent.wait(timeout=60)

    assert not left_running(parent.pid)


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More files than are read without workers."""
    folder = tmp_path_factory.mktemp("ends") / "报送"
    write_forms(folder, 16)
    return folder


def merge(forms: Path, out: Path) -> AbstractContextManager[subprocess.Popen[str]]:
    """Start a merge with two workers, in a group of its own, whose temporary files go beside its totals."""
    command = [*XHG, "merge", str(forms), "--out", str(out / "汇总.xlsx"), "--workers", "2"]
    (out / "temp").mkdir(parents=True)
    environment = {"TMPDIR": str(out / "temp")}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    return started(command, **quiet, start_new_session=True, env=environment)


def wait_for_workers(group: int) -> None:
    """Return as soon as the first worker of a run is there, still loading: our own code runs and hears signals."""
    until = time.monotonic() + 60
    while count_running(group) < 2 and time.monotonic() < until:
        time.sleep(0.01)
    assert count_running(group) >= 2


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_merge_that_is_ended_while_workers_read_leaves_nothing_half(
    forms: Path, tmp_path: Path, number: signal.Signals
) -> None:
    """At some moments from its start to its end; Ctrl-C reaches the workers as well. The next run is right."""
    sources = {path: path.read_bytes() for path in forms.iterdir()}
    with merge(forms, tmp_path / "whole") as run:
        wait_for_workers(run.pid)
        began = time.monotonic()
        assert run.communicate(timeout=60)[1] == ""
    lasted = time.monotonic() - began
    whole = cells(tmp_path / "whole/汇总.xlsx", WITHOUT)
    in_order = -number if number is signal.SIGKILL else 130
    ended = 0

    for moment in range(_MOMENTS):
        out = tmp_path / str(moment)
        out.mkdir()
        (out / "汇总.xlsx").write_bytes(OLD)
        with merge(forms, out) as run:
            wait_for_workers(run.pid)
            time.sleep(moment * lasted / _MOMENTS)
            (os.killpg if number is signal.SIGINT else os.kill)(run.pid, number)
            said = run.communicate(timeout=30)[1]

        # After our own code, while Python takes itself down, a signal ends it in Python's own way.
        assert run.returncode in (0, in_order, -number)
        assert run.returncode != 130 or said.strip() == "xhg：已中断，没有写出不完整的文件。"
        assert not left_running(run.pid)
        assert (out / "汇总.xlsx").read_bytes() == OLD or cells(out / "汇总.xlsx", WITHOUT) == whole
        assert list((out / "temp").iterdir()) == []
        assert number is signal.SIGKILL or sorted(path.name for path in out.iterdir()) == ["temp", "汇总.xlsx"]
        ended += run.returncode == in_order

    assert ended >= 2
    assert {path: path.read_bytes() for path in forms.iterdir()} == sources
    shutil.rmtree(out / "temp")
    with merge(forms, out) as again:
        assert again.communicate(timeout=60)[1] == ""
    assert cells(out / "汇总.xlsx", WITHOUT) == whole
