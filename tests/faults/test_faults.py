"""Full disks, read-only places, open targets, two runs at once, odd clocks, long and twofold names."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.books import cells, run, table
from tests.conftest import CONTEXT
from tests.records import CLEAN
from xhg_excel.core.templates.workbooks import form_book
from xhg_excel.errors.base import XhgError
from xhg_excel.errors.files import TargetChangedError, TargetOpenError
from xhg_excel.files.read.worker import end_idle
from xhg_excel.files.write.workbook import lock_of, write_beside, write_book
from xhg_excel.notice import NOTICE
from xhg_excel.notice.small_chemical.annexes import ANNEX2

OLD = b"what stood there before"


def form(path: Path, **changes: str) -> Path:
    """Write one site form of 如东县."""
    answers = CLEAN["annex2"] | {"unit_city": "南通市", "unit_county": "如东县"} | changes
    write_book(form_book(NOTICE, ANNEX2, answers, CONTEXT.registry), path)
    return path


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    for number in range(2):
        form(tmp_path / f"报送/{number}.xlsx", problem_id=f"P{number}", address=f"演练镇{number}号")
    return tmp_path / "报送"


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """No file of this process and its workers may grow beyond `size` bytes, as on a disk that is full.

    Workers kept from before have no such limit, and those started here must not be kept. Python would leave
    compiled modules cut off at the limit, which nothing could import afterwards.
    """
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    end_idle()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "dont_write_bytecode", True)
        patch.setenv("PYTHONDONTWRITEBYTECODE", "1")
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            end_idle()


def error_of(*arguments: object) -> XhgError:
    error = run(*arguments).exception
    assert isinstance(error, XhgError)
    return error


@pytest.mark.parametrize("size", [0, 4096, 20_000])
def test_a_full_disk_leaves_the_old_file_and_nothing_beside_it(forms: Path, size: int) -> None:
    out = forms.parent / "汇总.xlsx"
    out.write_bytes(OLD)

    with full_disk(size):
        said = str(error_of("merge", forms, "--out", out))

    assert "超过了允许的文件大小" in said
    assert out.read_bytes() == OLD
    assert sorted(path.name for path in forms.parent.iterdir()) == ["报送", "汇总.xlsx"]


def test_a_full_disk_in_the_middle_of_marked_copies_leaves_whole_ones(forms: Path) -> None:
    form(forms / "2.xlsx", reason_unfinished="一切正常", problem_id="P2")

    with full_disk(4096):
        assert isinstance(error_of("validate", forms, "--mark", forms.parent / "退回"), TargetChangedError)

    assert list((forms.parent / "退回").iterdir()) == []


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("folder.xlsx", "已经是一个文件夹"),
        ("file/汇总.xlsx", "有一段是文件"),
        ("长" * 90 + ".xlsx", "太长"),
        ("/proc/汇总.xlsx", "不能新建"),
    ],
)
def test_a_target_that_cannot_be_is_said_in_words(forms: Path, target: str, said: str) -> None:
    (forms.parent / "folder.xlsx").mkdir()
    (forms.parent / "file").write_bytes(OLD)

    assert said in str(error_of("merge", forms, "--out", forms.parent / target))
    assert sorted(path.name for path in forms.parent.iterdir()) == ["file", "folder.xlsx", "报送"]


_AS_NOBODY = """
import os, sys
from pathlib import Path
from xhg_excel.errors.files import TargetChangedError
from xhg_excel.files.write.workbook import write_beside
import encodings.idna, tempfile, random
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    write_beside(Path(sys.argv[1]), lambda out: out.write(b"new"))
except TargetChangedError as error:
    print(error)
"""


def test_a_read_only_folder_is_said_and_left_alone() -> None:
    """As nobody: permissions do not bind an administrator."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "o.xlsx").write_bytes(OLD)
        folder.chmod(0o555)

        done = subprocess.run(  # noqa: S603  # our own interpreter
            [sys.executable, "-c", _AS_NOBODY, folder / "o.xlsx"], capture_output=True, text=True, check=True
        )

        folder.chmod(0o755)
        assert "没有写的权限" in done.stdout
        assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("o.xlsx", OLD)]


@pytest.mark.parametrize(
    ("name", "lock"),
    [
        ("汇总.xlsx", "~$汇总.xlsx"),
        ("汇总.xlsx", ".~lock.汇总.xlsx#"),
        ("汇总.xlsx", ".~汇总.xlsx"),
        ("报告.docx", "~$报告.docx"),
        ("南通督导专题报告.docx", "~$督导专题报告.docx"),
        ("一二三四五六七.docx", "~$二三四五六七.docx"),
        ("南通市督导情况汇总表.xlsx", "~$南通市督导情况汇总表.xlsx"),
    ],
)
def test_a_target_that_is_open_in_a_program_is_not_replaced(tmp_path: Path, name: str, lock: str) -> None:
    """Where an open file can be replaced, the program's next save would undo ours."""
    (tmp_path / name).write_bytes(OLD)
    (tmp_path / lock).write_bytes(b"")

    with pytest.raises(TargetOpenError) as raised:
        write_beside(tmp_path / name, lambda out: out.write(b"new"))

    assert lock in str(raised.value)
    assert (tmp_path / name).read_bytes() == OLD


def test_a_lock_without_its_file_or_of_another_file_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "~$new.xlsx").write_bytes(b"")
    (tmp_path / "汇总.xlsx").write_bytes(OLD)
    (tmp_path / "~$总.xlsx").write_bytes(b"")

    assert lock_of(tmp_path / "new.xlsx") is None
    assert lock_of(tmp_path / "汇总.xlsx") is None


def test_runs_at_once_on_one_target_leave_one_of_them_whole(tmp_path: Path) -> None:
    target = tmp_path / "汇总.xlsx"
    contents = [bytes([letter]) * 300_000 for letter in b"ab"]
    seen: set[bytes] = set()

    def write(content: bytes) -> None:
        for _ in range(40):
            write_beside(target, lambda out: out.write(content))

    writers = [threading.Thread(target=write, args=(content,)) for content in contents]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        if target.exists():
            seen.add(target.read_bytes())
    for writer in writers:
        writer.join()

    assert seen <= set(contents)
    assert target.read_bytes() in contents
    assert [path.name for path in tmp_path.iterdir()] == ["汇总.xlsx"]


def test_what_killed_runs_left_long_ago_is_swept_and_what_another_run_is_writing_is_not(tmp_path: Path) -> None:
    for name in (".xhg-old", ".xhg-new", ".xhgother"):
        (tmp_path / name).write_bytes(b"x")
    os.utime(tmp_path / ".xhg-old", (1, 1))

    write_beside(tmp_path / "o.xlsx", lambda out: out.write(b"new"))

    assert sorted(path.name for path in tmp_path.iterdir()) == [".xhg-new", ".xhgother", "o.xlsx"]


@pytest.mark.parametrize("moment", [0, 315_532_800 - 86_400, 4_102_444_800, 32_503_680_000])
def test_files_from_before_and_after_their_time_are_merged_alike(forms: Path, moment: int) -> None:
    """A clock that was wrong in 1970, 1979, 2100 or 3000 changes no total."""
    run("merge", forms, "--out", forms.parent / "one.xlsx")
    for path in forms.iterdir():
        os.utime(path, (moment, moment))

    assert run("merge", forms, "--out", forms.parent / "two.xlsx").exception is None

    one, two = (cells(forms.parent / name, without=("来源", "_xhg")) for name in ("one.xlsx", "two.xlsx"))
    assert one == two


def test_a_clock_that_goes_back_does_not_end_a_run_or_keep_it_from_writing(forms: Path) -> None:
    """What lies there is from the future: it is replaced all the same."""
    out = forms.parent / "汇总.xlsx"
    out.write_bytes(OLD)
    os.utime(out, (4_102_444_800, 4_102_444_800))

    assert run("merge", forms, "--out", out).exception is None
    assert out.read_bytes() != OLD


def test_paths_of_three_hundred_characters_are_read_and_written(forms: Path) -> None:
    deep = forms.parent
    while len(str(deep)) < 280:
        deep /= "长路径文件夹" * 8
    shutil.copytree(forms, deep / "报送")
    form(deep / "报送/三.xlsx", reason_unfinished="一切正常", problem_id="P3")
    out = deep / "市级汇总.xlsx"
    assert len(str(out)) > 290

    assert run("merge", deep / "报送", "--out", out).exception is None
    assert run("validate", deep / "报送", "--mark", deep / "退回").exception is None

    assert out.is_file()
    assert [path.name for path in (deep / "退回").iterdir()] == ["三（退回）.xlsx"]


def test_names_in_two_normal_forms_are_two_files_each_named_as_it_is(tmp_path: Path) -> None:
    """As they come from a Mac and from Windows: é as one sign and as two."""
    names = [unicodedata.normalize(form, "演练 café ｶﾞ.xlsx") for form in ("NFC", "NFD")]
    for number, name in enumerate(names):
        form(
            tmp_path / "报送" / name, problem_id=f"P{number}", address=f"演练镇{number}号", reason_unfinished="一切正常"
        )
    if len(list((tmp_path / "报送").iterdir())) < 2:
        pytest.skip("this file system takes both for one name")

    run("merge", tmp_path / "报送", "--out", tmp_path / "o.xlsx")
    run("validate", tmp_path / "报送", "--mark", tmp_path / "退回")

    sources = [row[0] for row in table(tmp_path / "o.xlsx", "来源") if str(row[0]).startswith("演练 caf")]
    assert sorted(map(str, sources)) == sorted(names)
    assert sorted(path.name for path in (tmp_path / "退回").iterdir()) == sorted(
        name.replace(".xlsx", "（退回）.xlsx") for name in names
    )
