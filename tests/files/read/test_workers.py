"""Workers: results in order, a dead or hanging task costs only itself, nothing is left running."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.files.read.jobs import Poison, die_when_told, nap, only_once, refuse, square, wait_for_ever
from tests.processes import POSIX
from xhg_excel.errors.files import NothingToReadError, NoWorkerError, ReaderEndedError
from xhg_excel.files.read import worker
from xhg_excel.files.read.apart import call_apart
from xhg_excel.files.read.workers import Job, Limits, Why, run_apart


def failed(task: object, why: Why) -> str:
    return f"{task} {why}"


def seconds(_: object) -> float:
    return 1.0


def ahead() -> int:
    """Return how many workers wait for work."""
    return len(worker._idle)


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_order_and_bad_tasks_cost_only_themselves(workers: int) -> None:
    tasks = [*range(16), 17, *range(19, 60)]

    results = list(run_apart(tasks, Job(square, seconds, failed), Limits(chunk=8, workers=workers)))

    bad = {13: "13 died", 17: "17 time", 19: "19 died", 23: "23 fault"}
    assert results == [bad.get(task, task * task) for task in tasks]
    assert 0 < ahead() <= 2


def test_a_task_that_kills_its_worker_when_the_other_has_nothing_left_is_tried_there(tmp_path: Path) -> None:
    tasks = [(0, str(tmp_path)), (1, str(tmp_path))]
    results = run_apart(tasks, Job(die_when_told, seconds, failed), Limits(chunk=1, workers=2))

    assert next(results) == 0
    (tmp_path / "go").touch()

    assert list(results) == [1]


def test_a_task_that_waits_for_ever_is_ended_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It uses no processor time; one that is only slow on a busy machine has ten times as long."""
    monkeypatch.setattr("xhg_excel.files.read.workers._CLOCK_SECONDS", 1)

    assert list(run_apart([0, 1, 2], Job(wait_for_ever, seconds, failed), Limits(workers=1))) == [0, "1 time", 2]


def test_a_second_try_may_look_closer() -> None:
    job = Job(square, seconds, failed, str)

    assert list(run_apart([12, 13], job, Limits(workers=1))) == [144, "13"]


def test_a_worker_is_used_again_by_the_next_run() -> None:
    list(run_apart([1], Job(square, seconds, failed), Limits(workers=1)))
    waiting = list(worker._idle)

    assert list(run_apart([2], Job(str, seconds, failed), Limits(workers=1))) == ["2"]
    assert worker._idle == waiting


def test_a_worker_that_died_while_it_waited_is_not_used() -> None:
    list(run_apart([1], Job(square, seconds, failed), Limits(workers=1)))
    for waiting in worker._idle:
        waiting._process.kill()
        waiting._process.wait()

    assert list(run_apart([2], Job(square, seconds, failed), Limits(workers=1))) == [4]


def test_one_call_returns_or_raises_as_if_it_were_made_here(tmp_path: Path) -> None:
    """An error carries its sentence, whatever facts it was made of."""
    assert call_apart(refuse, tmp_path, "") == tmp_path

    with pytest.raises(NothingToReadError, match="“演练”里没有可读的工作簿"):
        call_apart(refuse, tmp_path, "演练")


def test_one_call_that_cannot_end_is_an_error_too(tmp_path: Path) -> None:
    with pytest.raises(ReaderEndedError, match="程序内部出错"):
        call_apart(only_once, tmp_path)


def test_a_task_that_died_by_chance_is_tried_once_more_alone(tmp_path: Path) -> None:
    tasks = [(number, str(tmp_path)) for number in range(8)]

    assert list(run_apart(tasks, Job(only_once, seconds, failed), Limits(workers=1))) == list(range(8))


def test_leaving_early_ends_every_worker() -> None:
    worker.end_idle()
    results = run_apart([0, *range(30, 130)], Job(nap, seconds, failed), Limits(workers=1))

    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]

    assert ahead() == 0


def test_no_tasks_start_no_worker() -> None:
    assert list(run_apart([], Job(square, seconds, failed), Limits())) == []


def test_a_worker_that_cannot_start_is_said() -> None:
    """Work that cannot be unpacked on the other side ends the process before it is ready."""
    with pytest.raises(NoWorkerError):
        list(run_apart([1], Job(Poison(), seconds, failed), Limits(workers=1)))


WITHOUT_STDERR = """
import os
nowhere = open(os.devnull, "w")  # has the number 2 here, and in no worker
from tests.files.read.jobs import nap
from tests.files.read.test_workers import failed, seconds
from xhg_excel.files.read.workers import Job, Limits, run_apart
if __name__ == "__main__":
    print(list(run_apart(range(4), Job(nap, seconds, failed), Limits(workers=2))))
"""


@POSIX
def test_workers_live_where_there_is_nowhere_to_complain(tmp_path: Path) -> None:
    """`2>&-`: a file that a worker needs gets the number 2, which is to be silenced."""
    script = tmp_path / "run.py"
    script.write_text(WITHOUT_STDERR)
    done = subprocess.run(
        ["sh", "-c", 'exec "$0" run.py 2>&-', sys.executable],  # noqa: S607
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.strip() == "[0, 1, 2, 3]"


def test_a_script_that_reads_files_is_not_run_again_by_its_workers(tmp_path: Path) -> None:
    """A user's script has no `if __name__ == "__main__"` around it."""
    script = tmp_path / "script.py"
    script.write_text(
        "from tests.files.read.jobs import square\n"
        "from xhg_excel.files.read.workers import Job, Limits, run_apart\n"
        "print('run')\n"
        "print(list(run_apart([1, 2], Job(square, lambda task: 60.0, lambda task, why: why), Limits(workers=2))))\n",
        "utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}

    done = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, script], cwd=tmp_path, capture_output=True, text=True, check=False, env=environment
    )

    assert done.stdout == "run\n[1, 4]\n", done.stderr
