"""Clocks that are wrong or jump: nothing hangs, nothing is lost, the same is written."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import pytest

from tests.core.reports import inputs
from tests.faults.killing import commands, prepare, seen
from tests.processes import XHG
from xhg_excel.core.report.chapters import report_of
from xhg_excel.files.word.write import docx_of
from xhg_excel.files.write.temporary import locked, scratch, sweep
from xhg_excel.files.write.workbook import write_beside

_LONG_AGO, _FAR_OFF = 0, 4_354_819_200  # 1970 and 2108: what no zip can date


@pytest.mark.parametrize("moment", [_LONG_AGO, _FAR_OFF])
def test_a_report_is_the_same_bytes_whatever_the_clock_says(monkeypatch: pytest.MonkeyPatch, moment: int) -> None:
    report = report_of(inputs())
    usual = docx_of(report)
    fixed = time.localtime(moment)
    monkeypatch.setattr(time, "localtime", lambda *_: fixed)

    assert docx_of(report) == usual


def left(folder: Path) -> list[str]:
    """Write something into a folder; return what temporary files are there then."""
    write_beside(folder / "o.xlsx", lambda out: out.write(b"new"))
    return sorted(path.name for path in folder.iterdir() if path.name != "o.xlsx")


def begun(path: Path, moment: float | None = None) -> Path:
    """Return a temporary file as a run leaves it, last written to at a moment."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"x")
    if moment is not None:
        os.utime(path, (moment, moment))
    return path


@pytest.mark.parametrize("says", [_LONG_AGO, _FAR_OFF])
def test_what_another_run_has_just_written_is_no_leftover_whatever_this_clock_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, says: int
) -> None:
    """On a share the files bear the time of the server."""
    begun(tmp_path / ".xhg-another")
    monkeypatch.setattr(time, "time", lambda: says)

    assert left(tmp_path) == [".xhg-another"]


def test_what_another_run_still_holds_is_no_leftover_however_old_it_looks(tmp_path: Path) -> None:
    """A computer that slept over the weekend wakes in the middle of a write, or the clock jumps."""
    held = begun(tmp_path / ".xhg-held", _LONG_AGO)
    begun(tmp_path / ".xhg-killed", _LONG_AGO)

    with locked(held) as is_mine:
        assert is_mine
        assert left(tmp_path) == [".xhg-held"]


def test_leftovers_of_a_clock_that_was_ahead_are_swept_too(tmp_path: Path) -> None:
    begun(tmp_path / ".xhg-killed", time.time() + 30 * 365 * 86_400)

    assert left(tmp_path) == []


def test_folders_for_temporary_files_are_swept_as_files_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What a large workbook is put together in: a killed run's goes, one that is used stays, and goes in the end."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    begun(tmp_path / ".xhg-killed" / "part")
    os.utime(tmp_path / ".xhg-killed", (_LONG_AGO, _LONG_AGO))

    with scratch() as used:
        os.utime(used, (_LONG_AGO, _LONG_AGO))
        sweep.__wrapped__(tmp_path)
        assert [str(path) for path in tmp_path.iterdir()] == [used]

    assert list(tmp_path.iterdir()) == []


def test_a_clock_that_jumps_while_a_file_is_written_loses_nothing(tmp_path: Path) -> None:
    """Hours back or forward, or decades: another run sweeps in that very moment."""

    def fill(out: BinaryIO) -> None:
        out.write(b"new")
        out.flush()
        [mine] = tmp_path.glob(".xhg-*")
        os.utime(mine, (_LONG_AGO, _LONG_AGO))
        sweep.__wrapped__(tmp_path)  # as another run would

    write_beside(tmp_path / "o.xlsx", fill)

    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("o.xlsx", b"new")]


def faked(says: str) -> dict[str, str]:
    """Return an environment in which the clock says so; what counts seconds, and the files' times, stay true."""
    [library] = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))[:1] or pytest.skip("no libfaketime here")
    switches = {"FAKETIME_DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1", "FAKETIME_NO_CACHE": "1"}
    return {**os.environ, **switches, "LD_PRELOAD": str(library), "FAKETIME": says}


def said_year(environment: dict[str, str]) -> int:
    """Return which year a program reads off the clock."""
    asking = [sys.executable, "-c", "import datetime; print(datetime.date.today().year)"]
    return int(subprocess.run(asking, env=environment, capture_output=True, check=True).stdout)  # noqa: S603


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the commands read."""
    folder = tmp_path_factory.mktemp("base")
    prepare(folder)
    return folder


def results(base: Path, out: Path, environment: dict[str, str] | None = None) -> dict[str, str]:
    """Return what all commands write, times aside."""
    for name in commands(base, out):
        asked = [*XHG, *map(str, commands(base, out / name)[name])]
        done = subprocess.run(asked, env=environment, capture_output=True, text=True, timeout=120, check=False)  # noqa: S603
        assert (done.returncode, done.stderr) == (0, ""), name
    return seen(out)


@pytest.fixture(scope="module")
def usual(base: Path) -> dict[str, str]:
    """What comes of the commands by a clock that is right."""
    return results(base, base.parent / "usual")


@pytest.mark.slow
@pytest.mark.parametrize("says", ["1970-01-02", "1979-12-31", "2019-08-15", "2049-08-15", "2108-01-01"])
def test_a_clock_that_is_years_wrong_changes_no_result(
    base: Path, usual: dict[str, str], tmp_path: Path, says: str
) -> None:
    """Before the notice, before any zip, after the last year of one: merge, mark, draw and report."""
    environment = faked(f"@{says} 12:00:00")
    assert said_year(environment) == int(says[:4])

    assert results(base, tmp_path, environment) == usual


@pytest.mark.slow
def test_a_clock_that_jumps_all_the_time_changes_no_result(base: Path, usual: dict[str, str], tmp_path: Path) -> None:
    """Hours and years, back and forward, many times a second, for the workers too: nothing hangs, nobody is given up."""
    says, chance = tmp_path / "says", random.Random(1)
    environment = {key: text for key, text in faked("").items() if key != "FAKETIME"}
    environment["FAKETIME_TIMESTAMP_FILE"] = str(says)
    is_over, jumps = threading.Event(), 0

    def jump() -> None:
        nonlocal jumps
        while not is_over.wait(0.02):
            (tmp_path / "next").write_text(f"{chance.choice([-1, 1]) * chance.choice([5, 30, 8_760, 200_000]):+}h")
            (tmp_path / "next").rename(says)
            jumps += 1

    says.write_text("+40000h")
    assert said_year(environment) > datetime.now().year
    jumper = threading.Thread(target=jump)
    jumper.start()
    try:
        made = results(base, tmp_path / "out", environment)
    finally:
        is_over.set()
        jumper.join()

    assert made == usual
    assert jumps > 50
