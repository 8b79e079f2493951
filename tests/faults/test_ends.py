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
from tests.faults.killing import left_running, write_forms
from tests.faults.test_faults import OLD
from tests.processes import started

# When each file was read.
WITHOUT = ("来源", "_xhg")
_MOMENTS = 6
# Counts what a run does from the moment it looks into its folder: files opened, results unpacked. Where it is told it
# says so and waits for what ends it; at the end it tells how far it came.
_STOPS = """
import atexit, signal, sys, time
from xhg_excel.__main__ import main
folder, moment = sys.argv.pop(1), int(sys.argv.pop(1))
count = 0
def hook(event, about):
    global count
    if count == 0 and event in ("os.scandir", "os.listdir") and str(about[0]) == folder:
        count = 1
    elif count and event in ("open", "pickle.find_class"):
        count += 1
        # A process that is being started has signals blocked: they would only wait.
        if count > moment >= 0 and signal.SIGTERM not in signal.pthread_sigmask(signal.SIG_BLOCK, []):
            count = -(10 ** 9)
            print("here", flush=True)
            time.sleep(600)
sys.addaudithook(hook)
if moment < 0:
    atexit.register(lambda: print(count, flush=True))
main()
"""
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
        parent.wait()

    assert not left_running(parent.pid)


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More files than are read without workers."""
    folder = tmp_path_factory.mktemp("ends") / "报送"
    write_forms(folder, 16)
    return folder


def merge(forms: Path, out: Path, moment: int = -1) -> AbstractContextManager[subprocess.Popen[str]]:
    """Start a merge with two workers, in a group of its own, whose temporary files go beside its totals."""
    call = ["merge", str(forms), "--out", str(out / "汇总.xlsx"), "--workers", "2"]
    (out / "temp").mkdir(parents=True)
    environment = {"TMPDIR": str(out / "temp")}
    piped = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    command = [sys.executable, "-c", _STOPS, str(forms), str(moment), *call]
    return started(command, **piped, start_new_session=True, env=environment)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_merge_that_is_ended_while_workers_read_leaves_nothing_half(
    forms: Path, tmp_path: Path, number: signal.Signals
) -> None:
    """At some moments from its start to its end; Ctrl-C reaches the workers as well. The next run is right."""
    sources = {path: path.read_bytes() for path in forms.iterdir()}
    with merge(forms, tmp_path / "whole") as run:
        told, complaints = run.communicate()
    assert complaints == ""
    does = int(told.splitlines()[-1])
    whole = cells(tmp_path / "whole/汇总.xlsx", WITHOUT)

    for moment in range(_MOMENTS):
        out = tmp_path / str(moment)
        out.mkdir()
        (out / "汇总.xlsx").write_bytes(OLD)
        with merge(forms, out, moment * does // _MOMENTS) as run:
            assert run.stdout is not None
            assert run.stdout.readline() == "here\n"
            (os.killpg if number is signal.SIGINT else os.kill)(run.pid, number)
            said = run.communicate()[1]

        assert run.returncode == (-number if number is signal.SIGKILL else 130)
        assert run.returncode != 130 or said.strip() == "xhg：已中断，没有写出不完整的文件。"
        assert not left_running(run.pid)
        assert (out / "汇总.xlsx").read_bytes() == OLD or cells(out / "汇总.xlsx", WITHOUT) == whole
        assert list((out / "temp").iterdir()) == []
        assert number is signal.SIGKILL or sorted(path.name for path in out.iterdir()) == ["temp", "汇总.xlsx"]

    assert {path: path.read_bytes() for path in forms.iterdir()} == sources
    shutil.rmtree(out / "temp")
    with merge(forms, out) as again:
        assert again.communicate()[1] == ""
    assert cells(out / "汇总.xlsx", WITHOUT) == whole
