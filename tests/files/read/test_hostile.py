"""Damaged and hostile files: one finding each, everything else read, no dead run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.files.read.hostile import HOSTILE, workbook
from xhg_excel.core.model.context import Context
from xhg_excel.files.read.folder import list_workbooks, read_submissions, read_with_sheets, submission_of
from xhg_excel.files.read.read_file import read_file, read_file_again
from xhg_excel.files.read.workers import Limits


def codes(path: Path, context: Context) -> list[str]:
    (submission,) = read_submissions([(path, path.name)], context)
    return [finding.code for finding in submission.findings]


@pytest.mark.parametrize(("make", "name", "code"), HOSTILE, ids=[name for _, name, _ in HOSTILE])
def test_a_hostile_file_is_one_finding(
    make: Callable[[Path], None], name: str, code: str, tmp_path: Path, context: Context
) -> None:
    make(tmp_path / name)

    assert codes(tmp_path / name, context) == [code]


def test_hostile_files_among_good_ones_cost_only_themselves(
    nantong_folder: Path, tmp_path: Path, context: Context
) -> None:
    """Results come in the order of the names, as if each file had been read alone."""
    for make, name, _ in HOSTILE:
        make(tmp_path / name)
    good = sorted(nantong_folder.glob("*.xlsx"))
    for number, path in enumerate(good * 8):
        shutil.copy(path, tmp_path / f"{number:03} {path.name}")
    books = list_workbooks([tmp_path])

    submissions = list(read_submissions(books, context))

    assert [s.source.file for s in submissions] == [name for _, name in books]
    wanted = {name: [code] for _, name, code in HOSTILE}
    assert {s.source.file: [f.code for f in s.findings] for s in submissions if not s.forms} == wanted
    assert sum(bool(s.forms) for s in submissions) == len(good) * 8


def test_what_comes_from_a_worker_is_what_is_read_here(nantong_folder: Path, context: Context) -> None:
    paths = [(path, path.name) for path in sorted(nantong_folder.glob("*.xlsx"))]

    here = [submission_of(read_file(*book), context) for book in paths]
    apart = list(read_submissions(paths * 2, context))

    for one, two in zip(here * 2, apart, strict=True):
        two.source.read_at = one.source.read_at
        assert one == two
        assert all(a.annex is b.annex for a, b in zip(one.forms, two.forms, strict=True))


class Occupied(type(Path())):  # type: ignore[misc]
    """A file that another program has opened for itself alone, as Windows says it."""

    def read_bytes(self) -> bytes:
        raise PermissionError(13, "sharing violation")


class Growing(type(Path())):  # type: ignore[misc]
    """A file that is still being copied: it changes each time it is read."""

    def read_bytes(self) -> bytes:
        content = super().read_bytes()
        with self.open("ab") as opened:
            opened.write(b"more")
        return bytes(content)


@pytest.mark.parametrize(("kind", "code"), [(Occupied, "F28"), (Growing, "F29")])
def test_a_file_in_use_says_which_remedy_helps(kind: type[Path], code: str, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook())

    fault = read_file(kind(tmp_path / "a.xlsx"), "a.xlsx").fault

    assert fault is not None
    assert fault.code == code


def test_a_file_that_was_finished_meanwhile_is_read_the_second_time(tmp_path: Path) -> None:
    reads: list[int] = []

    class Once(type(Path())):  # type: ignore[misc]
        def read_bytes(self) -> bytes:
            content = super().read_bytes()
            if not reads:
                os.utime(self, (1, 1))
            reads.append(1)
            return bytes(content)

    (tmp_path / "a.xlsx").write_bytes(workbook())

    read = read_file(Once(tmp_path / "a.xlsx"), "a.xlsx")

    assert (read.fault, len(read.grids), len(reads)) == (None, 1, 2)


def lying(size: int) -> bytes:
    """Return a workbook whose directory states another size for its worksheet (APPNOTE.TXT 4.3.12)."""
    content = bytearray(workbook())
    name = content.rindex(b"xl/worksheets/sheet1.xml")
    entry = content.rindex(b"PK\x01\x02", 0, name)
    content[entry + 24 : entry + 28] = size.to_bytes(4, "little")
    return bytes(content)


@pytest.mark.parametrize(("size", "code"), [(5, "F01"), (2**31, "F32")])
def test_a_part_whose_size_lies_is_refused_whole_at_every_look(
    tmp_path: Path, context: Context, size: int, code: str
) -> None:
    """Stated smaller than it is, it would be read in part; stated larger, room for it would be made."""
    (tmp_path / "lies.xlsx").write_bytes(lying(size))

    reads = [
        read("lies.xlsx") for read in (partial(one, tmp_path / "lies.xlsx") for one in (read_file, read_file_again))
    ]

    assert [read.fault.code for read in reads if read.fault] == [code, code]
    assert [read.grids for read in reads] == [[], []]
    assert codes(tmp_path / "lies.xlsx", context) == [code]


def test_a_folder_of_workbooks_that_is_named_like_one_is_just_a_folder(tmp_path: Path) -> None:
    (tmp_path / "in" / "a.xlsx").mkdir(parents=True)
    (tmp_path / "in" / "a.xlsx" / "b.xlsx").write_bytes(workbook())

    assert [name for _, name in list_workbooks([tmp_path / "in"])] == ["a.xlsx/b.xlsx"]


def test_one_file_is_read_apart_for_repair_and_marking(tmp_path: Path, context: Context) -> None:
    HOSTILE[1][0](tmp_path / "far.xlsx")
    (tmp_path / "good.xlsx").write_bytes(workbook())

    far, good = (read_with_sheets(tmp_path / name, name, context)[0] for name in ("far.xlsx", "good.xlsx"))

    assert far.fault is not None
    assert (far.fault.code, good.fault, len(good.grids)) == ("F11", None, 1)


def test_files_that_take_too_long_are_named_with_the_seconds(
    nantong_folder: Path, tmp_path: Path, context: Context
) -> None:
    for number in range(5):
        shutil.copy(next(nantong_folder.glob("*.xlsx")), tmp_path / f"{number}.xlsx")

    submissions = list(read_submissions(list_workbooks([tmp_path]), context, Limits(seconds=-1, workers=1)))

    assert [[f.code for f in s.findings] for s in submissions] == [["F30"]] * 5
