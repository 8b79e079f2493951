"""Where files of our own go, what a log holds, and that nothing is overwritten."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.processes import live_in
from xhg_excel.files.places import (
    documents_folder,
    free_path,
    guide_file,
    log_fault,
    log_file,
    own_folder,
    settings_file,
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    live_in(tmp_path, monkeypatch)
    return tmp_path


def fault(text: str) -> Exception:
    try:
        raise ValueError(text)
    except ValueError as error:
        return error


def test_the_folder_is_the_users_own(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert own_folder() == home / ".local/state/xhg_excel"
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "状态"))
    assert (log_file(), settings_file()) == tuple(
        home / "状态/xhg_excel" / n for n in ("xhg_excel.log", "settings.toml")
    )
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(home / "AppData 张三"))
    assert own_folder() == home / "AppData 张三" / "xhg_excel"


def test_documents_are_used_where_there_are_any(home: Path) -> None:
    assert documents_folder() == home
    (home / "Documents").mkdir()
    assert documents_folder() == home / "Documents"


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    target = tmp_path / "市级汇总.xlsx"
    assert free_path(target) == target
    target.touch()
    (tmp_path / "市级汇总 (2).xlsx").touch()

    assert free_path(target) == tmp_path / "市级汇总 (3).xlsx"


def test_a_fault_is_logged_with_its_lines_and_without_anybodys_words() -> None:
    """五(四): names and telephone numbers stay out; a program's own numbers stay in."""
    told = log_fault(fault("演甲 13800000000 at cell B7, -2147352567"), "check_book")

    text = told.read_text("utf-8")
    assert text.endswith("ValueError: … … at cell B7, -2147352567\n\n")
    assert "check_book\n" in text
    assert "in fault" in text
    assert "演甲" not in text
    assert "13800000000" not in text


def test_the_log_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xhg_excel.files.places._MOST_BYTES", 2000)
    for _ in range(40):
        log_fault(fault("x"), "merge_folder")

    kept = sorted(path.name for path in own_folder().iterdir())
    assert kept == ["xhg_excel.log", "xhg_excel.log.1"]
    assert all(path.stat().st_size < 3000 for path in own_folder().iterdir())


def test_a_log_that_cannot_be_written_is_no_second_fault(home: Path) -> None:
    (home / ".local").write_text("a file where a folder should be")

    assert log_fault(fault("x"), "check_book") == log_file()


def test_a_checkout_has_a_guide() -> None:
    guide = guide_file()

    assert guide is not None
    assert guide.name in ("guide.html", "README.md")
