"""Ctrl-C on Windows, pressed in a terminal at moments all over a merge: it ends, and leaves nothing half written."""

from __future__ import annotations

import os
import pty
import select
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.books import rehearsed
from tests.windows.wine import PATIENCE, Wine, there

CTRL_C = b"\x03"
MOMENTS = [n / 8 for n in range(8)]
# Before a command begins, Ctrl-C ends a program as the system has it: Windows with 0xC000013A, Wine with 0.
BY_THE_SYSTEM, INTERRUPTED = 0, 130


@dataclass(frozen=True)
class Ended:
    """How a run in a terminal ended: its exit status, the seconds it took, and what the terminal showed."""

    status: int
    seconds: float
    shown: str


def in_a_terminal(wine: Wine, folder: Path, words: list[str], press_after: float | None) -> Ended:
    """Run `xhg.exe` in a terminal, press Ctrl-C after so many seconds, and wait for its end."""
    began = time.monotonic()
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.execvpe("wine", ["wine", there(wine.program("xhg.exe")), *words], wine.environment)  # noqa: S606, S607
    shown, is_pressed = b"", press_after is None
    while time.monotonic() - began < PATIENCE:
        waits = 0.5 if is_pressed else max(began + (press_after or 0) - time.monotonic(), 0)
        if select.select([terminal], [], [], waits)[0]:
            try:
                shown += os.read(terminal, 65536)
            except OSError:  # the terminal is closed by the last program in it
                break
        elif not is_pressed:
            os.write(terminal, CTRL_C)
            is_pressed = True
    else:
        os.kill(process, 9)
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    os.close(terminal)
    return Ended(status, time.monotonic() - began, shown.decode("utf-8", "replace"))


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory, wine: Wine) -> Path:
    folder = wine.drive / f"stopping {tmp_path_factory.getbasetemp().name}"
    shutil.copytree(rehearsed(tmp_path_factory), folder, dirs_exist_ok=True)
    return folder


def test_ctrl_c_at_any_moment_ends_a_merge_and_leaves_nothing_half_written(wine: Wine, city: Path) -> None:
    words = ["merge", "报送", "--ledgers", "台账", "--workers", "2", "--out", "汇总.xlsx"]
    whole = in_a_terminal(wine, city, words, None)
    assert whole.status == 1, whole
    before = sorted(path.name for path in city.iterdir())

    ended = []
    for moment in MOMENTS:
        (city / "汇总.xlsx").unlink(missing_ok=True)
        ended.append(in_a_terminal(wine, city, words, moment * whole.seconds))
        written = sorted(path.name for path in city.iterdir())
        if "汇总.xlsx" in written:
            with CalamineWorkbook.from_path(city / "汇总.xlsx") as book:
                assert len(book.sheet_names) > 5
        assert set(written) <= set(before)

    shutil.rmtree(city)
    assert {run.status for run in ended} <= {BY_THE_SYSTEM, 1, INTERRUPTED}, ended
    assert any(run.status == INTERRUPTED for run in ended), ended
    assert [run for run in ended if "Traceback" in run.shown] == []
    assert all("已中断，没有写出不完整的文件。" in run.shown for run in ended if run.status == INTERRUPTED)
