"""An output is whole or not there: rights, links, devices, power cuts, what killed runs leave."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from xhg_excel.errors.files import TargetChangedError
from xhg_excel.files.write.temporary import TEMPORARY, sweep
from xhg_excel.files.write.workbook import write_beside

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights and no such files")


def write(target: Path, content: bytes = b"new") -> None:
    write_beside(target, lambda out: out.write(content))


@pytest.mark.parametrize("umask", [0o022, 0o027, 0o077, 0o002])
def test_a_new_output_has_the_rights_that_the_umask_leaves(umask: int, tmp_path: Path) -> None:
    before = os.umask(umask)
    try:
        write(tmp_path / "out" / "o.xlsx")
    finally:
        os.umask(before)

    assert (tmp_path / "out" / "o.xlsx").stat().st_mode & 0o777 == 0o666 & ~umask


def test_an_output_keeps_the_rights_of_the_file_that_it_replaces(tmp_path: Path) -> None:
    target = tmp_path / "o.xlsx"
    target.write_bytes(b"old")
    target.chmod(0o640)

    write(target)

    assert (target.stat().st_mode & 0o777, target.read_bytes()) == (0o640, b"new")


@pytest.mark.parametrize(("replaces", "steps"), [(True, ["file", "rename", "folder"]), (False, ["rename"])])
def test_what_replaces_a_file_is_on_the_disk_before_it_gets_its_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, replaces: bool, steps: list[str]
) -> None:
    """After a power cut there is the old file or the new one; without an old one nothing can be lost."""
    done: list[str] = []
    fsync, rename = os.fsync, os.replace

    def on_disk(number: int) -> None:
        done.append("folder" if os.path.isdir(f"/proc/self/fd/{number}") else "file")
        fsync(number)

    def renamed(old: Path, new: Path) -> None:
        done.append("rename")
        rename(old, new)

    monkeypatch.setattr(os, "fsync", on_disk)
    monkeypatch.setattr(os, "replace", renamed)
    if replaces:
        (tmp_path / "o.xlsx").write_bytes(b"old")

    write(tmp_path / "o.xlsx")

    assert done == steps


@pytest.mark.parametrize("leads_to", ["old.xlsx", "nowhere.xlsx"])
def test_a_link_is_named_and_not_written_over_nor_through(leads_to: str, tmp_path: Path) -> None:
    (tmp_path / "old.xlsx").write_bytes(b"old")
    (tmp_path / "o.xlsx").symlink_to(tmp_path / leads_to)

    with pytest.raises(TargetChangedError, match=r"o\.xlsx"):
        write(tmp_path / "o.xlsx")

    assert (tmp_path / "o.xlsx").is_symlink()
    assert (tmp_path / "old.xlsx").read_bytes() == b"old"
    assert not (tmp_path / "nowhere.xlsx").exists()


def test_a_pipe_or_device_is_named_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "o.xlsx")

    with pytest.raises(TargetChangedError, match=r"o\.xlsx"):
        write(tmp_path / "o.xlsx")

    assert [path.name for path in tmp_path.iterdir()] == ["o.xlsx"]


def test_a_failed_output_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "o.xlsx").write_bytes(b"old")

    def fails(_: object) -> None:
        raise OSError(28, "full")

    with pytest.raises(TargetChangedError):
        write_beside(tmp_path / "o.xlsx", fails)

    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("o.xlsx", b"old")]


def test_the_next_run_removes_what_a_killed_one_left_beside_its_target(tmp_path: Path) -> None:
    left = tmp_path / f"{TEMPORARY}killed"
    left.write_bytes(b"half")
    two_minutes_ago = time.time() - 120
    os.utime(left, (two_minutes_ago, two_minutes_ago))
    sweep.cache_clear()  # a run of its own

    write(tmp_path / "o.xlsx")

    assert [path.name for path in tmp_path.iterdir()] == ["o.xlsx"]
