"""A disk with no room left: the old output whole, nothing beside it, one Chinese sentence; with little room, at every size."""

from __future__ import annotations

import gc
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import xhg_excel.files.write.workbook
from tests.books import run
from tests.faults.killing import commands, prepare, seen
from tests.faults.test_faults import OLD, error_of, form, full_disk
from xhg_excel.errors.base import XhgError
from xhg_excel.errors.files import ScratchRefusedError

_SIZE = 4 << 20
_PAGE = 4096


def test_a_full_folder_for_temporary_files_is_said_and_left_empty(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where a large workbook is put together; its target's disk may have room."""
    temporary = tmp_path / "temp"
    temporary.mkdir()
    out = tmp_path / "汇总.xlsx"
    out.write_bytes(OLD)
    form(tmp_path / "报送/0.xlsx")
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setattr(xhg_excel.files.write.workbook, "_LARGE", 1)

    with full_disk(4096):
        error = error_of("merge", tmp_path / "报送", "--out", out)

    assert isinstance(error, ScratchRefusedError)
    assert str(temporary) in str(error)
    assert "（超过了允许的文件大小）" in str(error)
    assert list(temporary.iterdir()) == []
    assert out.read_bytes() == OLD
    # What the run left unfinished ends without a word, also when it ends in a ring: pytest makes an error of one.
    error.args = (error,)
    del error
    gc.collect()


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the commands read, on a disk with room."""
    folder = tmp_path_factory.mktemp("base")
    prepare(folder)
    return folder


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(folder)]
    mounted = subprocess.run(mounting, capture_output=True, text=True, check=False)  # noqa: S603
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)  # noqa: S603, S607


def fill(disk: Path, free: int) -> Path:
    """Leave so many bytes free on a disk; return what takes up the rest."""
    ballast = disk / "ballast"
    there = os.statvfs(disk)
    with ballast.open("wb") as out:
        os.posix_fallocate(out.fileno(), 0, there.f_bavail * there.f_frsize - free)
    return ballast


def sizes(needed: int) -> list[int]:
    """Return bytes of free room from none to just what is needed, dense at both ends."""
    pages = -(-needed // _PAGE)
    few = {0, 1, 2, 3, pages // 4, pages // 2, 3 * pages // 4, pages - 2, pages - 1}
    return [page * _PAGE for page in sorted(few) if 0 <= page < pages]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["merge", "mark", "draw", "report", "template"])
def test_a_disk_that_fills_up_leaves_old_files_or_whole_new_ones(base: Path, disk: Path, name: str) -> None:
    """Over old results and without them, at many sizes of what is free."""
    sources, out = seen(base), disk / "结果"
    asked = commands(base, out) | {"template": ("template", "--out", out)}
    assert run(*asked[name]).exception is None
    whole, used = seen(out), os.statvfs(disk)
    needed = (used.f_blocks - used.f_bavail) * used.f_frsize

    for free in sizes(needed):
        for has_old in (False, True):
            empty(out)
            if has_old and name != "report":  # which takes over what was written there
                put_old(out, whole)
            before = seen(out)
            ballast = fill(disk, free)

            done = run(*asked[name])

            ballast.unlink()
            error, after = done.exception, seen(out)
            if error is None and (has_old or name == "mark"):  # what is replaced makes room for what follows
                lacking = {path for path in whole if after.get(path) != whole[path]}
                # One copy that finds no room does not keep the next from being tried.
                assert not lacking or (name == "mark" and "（磁盘已满）" in done.output)
                assert {path for path in lacking if after.get(path) != before.get(path)} == set()
                continue
            assert isinstance(error, XhgError), (free, has_old, error)
            assert "（磁盘已满）；请腾出空间" in str(error)
            assert {path: said for path, said in after.items() if said not in (before.get(path), whole.get(path))} == {}
            assert before.keys() <= after.keys()
            assert [path for path in after if ".xhg-" in path] == []

    assert run(*asked[name]).exception is None
    assert seen(out) == whole
    assert seen(base) == sources


def empty(folder: Path) -> None:
    """Remove every file below a folder."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.unlink()


def put_old(folder: Path, whole: dict[str, str]) -> None:
    """Put something else where every result will be."""
    for name in whole:
        (folder / name).write_bytes(OLD)
