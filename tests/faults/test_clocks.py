"""Clocks that are wrong or jump: nothing hangs, nothing is lost, the same is written."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import BinaryIO

import pytest

from tests.core.reports import facts
from xhg_excel.core.report_chapters import report_of
from xhg_excel.files.leftovers import hold, sweep
from xhg_excel.files.word import docx_of
from xhg_excel.files.write import write_beside

_LONG_AGO, _FAR_OFF = 0, 4_354_819_200  # 1970 and 2108: what no zip can date


@pytest.mark.parametrize("moment", [_LONG_AGO, _FAR_OFF])
def test_a_report_is_the_same_bytes_whatever_the_clock_says(monkeypatch: pytest.MonkeyPatch, moment: int) -> None:
    report = report_of(facts())
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

    with hold(held) as is_mine:
        assert is_mine
        assert left(tmp_path) == [".xhg-held"]


def test_leftovers_of_a_clock_that_was_ahead_are_swept_too(tmp_path: Path) -> None:
    begun(tmp_path / ".xhg-killed", time.time() + 30 * 365 * 86_400)

    assert left(tmp_path) == []


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
