"""One bad file never ends a run: every command with each kind of bad input beside good ones.

No traceback and no fault of the program's own; where a command cannot go on, one sentence with the remedy; what is
good is read and written all the same.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.books import run, table
from tests.faults.killing import write_forms
from tests.files.read import hostile
from tests.processes import XHG, xhg
from xhg_excel.cli.main import COMMANDS
from xhg_excel.cli.outputs import Outputs, write_each
from xhg_excel.errors.files import NotMarkableError, TargetChangedError
from xhg_excel.files.places import log_file

SEED = "20200810123456789012"
GBK = "演练县 附件2.xlsx".encode("gbk")
UNLIKE_JSON = b'{"sha256":"x","frozen_at":"","despite":0,"program":"","lines":[],"findings":'
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="names of any bytes, pipes and links of POSIX")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is good: forms, ledgers, a frozen and a drawn list, totals, a report."""
    made = tmp_path_factory.mktemp("good")
    write_forms(made / "报送", 2)
    run("rehearse", "--out", made / "演练", "--no-faults")
    (made / "演练/台账/南通市").rename(made / "台账")
    run("draw", "freeze", "--ledgers", made / "台账", "--out", made / "冻结.xlsx")
    frozen = ("--freeze", made / "冻结.xlsx", "--seed", SEED)
    run("draw", "run", "--ledgers", made / "台账", *frozen, "--out", made / "名单.xlsx")
    run("merge", made / "报送", "--out", made / "汇总.xlsx")
    run("report", made / "汇总.xlsx", "--draft", "--out", made / "报告.docx")
    return made


@pytest.fixture(autouse=True)
def own_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A log of faults of its own, which workers write too."""
    from xhg_excel.files.read.worker import end_idle

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    end_idle()  # those kept from before write another
    yield log_file()
    end_idle()


def _named(folder: Path, name: bytes | str, content: bytes) -> Path:
    path = Path(os.fsdecode(os.path.join(os.fsencode(folder), os.fsencode(name))))  # of bytes
    path.write_bytes(content)
    return path


def _made(make: Callable[[Path], object], name: str) -> Callable[[Path, bytes], Path]:
    def made(folder: Path, _: bytes) -> Path:
        make(folder / name)
        return folder / name

    return made


def _of(name: bytes | str, content: bytes | None = None) -> Callable[[Path, bytes], Path]:
    """Return what puts a file of this name into a folder; without a content that of a good form."""
    return lambda folder, good: _named(folder, name, good if content is None else content)


# What is put beside the good files; each returns its path.
KINDS: dict[str, Callable[[Path, bytes], Path]] = {
    "noise": _of("坏.xlsx", random.Random(1).randbytes(3000)),
    "empty": _of("坏.xlsx", b""),
    "cut off": _made(hostile.truncated, "坏.xlsx"),
    "folder named like a workbook": _made(Path.mkdir, "坏.xlsx"),
    "pipe": _made(lambda path: os.mkfifo(path), "坏.xlsx"),
    "link to itself": _made(lambda path: path.symlink_to(path), "坏.xlsx"),
    "GBK name": _of(GBK),
    "GBK name of a damaged file": _of(GBK, b"PK\x03\x04"),
    "name of no encoding": _of(b"\xff\xfe.xlsx"),
    "name of 251 bytes": _of("长" * 82 + ".xlsx"),
    "name with a line break": _of("甲\n\x1b[31m乙.xlsx"),
    "name like an option": _of("--out.xlsx"),
    "field of over a million characters": _of("大.csv", b"a,b\n1," + b"x" * 1_200_000 + b"\n"),
    "deep JSON": _of("深.json", b'{"a":' * 100_000),
    "JSON of another kind": _of("数.json", b"[1]"),
    "JSON with an endless number": _of("数.json", UNLIKE_JSON + b'1e999,"sources":[]}'),
    "JSON with a long number": _of("数.json", UNLIKE_JSON + b"9" * 10_000 + b',"sources":[]}'),
    "deep TOML": _of("深.toml", b"a=" + b"[" * 100_000),
    "long TOML key": _of("深.toml", b"a" + b".a" * 20_000 + b"=1"),
    "text": _of("坏.txt", b"\xff\xfe\x00\x00"),
    "document": _of("坏.docx", b"PK\x03\x04" + b"x" * 1000),
    "entities": _made(hostile.entity_bomb, "坏.xlsx"),
    "a cell far away": _made(hostile.far_cell, "坏.xlsx"),
    "zip": _of("坏.zip", b"PK\x05\x06" + b"\0" * 10),
}


def calls(base: Path, work: Path, bad: Path) -> Iterator[tuple[object, ...]]:
    """Yield every command: with the folders in which the bad file lies beside good ones, and with it alone."""
    forms, lists, out = work / "报送", work / "台账", work / "out"
    frozen = ("--freeze", base / "冻结.xlsx", "--seed", SEED)
    totals = base / "汇总.xlsx"
    yield (
        "validate",
        forms,
        "--ledgers",
        lists,
        "--mark",
        out / "退回",
        "--json",
        out / "a.json",
        "--xlsx",
        out / "a.xlsx",
    )
    yield "validate", bad, "--mark", out / "一", "--confirm", out / "二"
    yield "confirm", bad, "--by", "甲"
    yield "unmark", forms, "--out", out / "去"
    yield "merge", forms, "--ledgers", lists, "--out", out / "汇总.xlsx"
    yield "explain", bad, "附件1!D12"
    yield "diff", base / "报送/0.xlsx", bad, "--xlsx", out / "d.xlsx"
    yield "diff", bad, bad
    yield "quota", "--ledgers", lists, "--out", out / "q.xlsx"
    yield "plan", "--ledgers", lists, "--out", out / "p.xlsx", "--drawn", bad
    yield "draw", "freeze", "--ledgers", lists, "--out", out / "f.xlsx"
    yield "draw", "run", "--ledgers", lists, "--freeze", bad, "--seed", SEED, "--out", out / "n.xlsx"
    yield "draw", "run", "--ledgers", lists, *frozen, "--out", out / "n.xlsx"
    yield "draw", "verify", bad
    yield "draw", "verify", base / "名单.xlsx", "--ledgers", lists
    yield "draw", "replace", bad, "--id", "P001", "--reason", "厂房已拆除，现场不存在", "--out", out / "r.xlsx"
    yield "draw", "topup", bad, "--ledgers", lists, "--out", out / "r.xlsx"
    yield "draw", "notice", bad, "--out", out / "r.xlsx"
    yield "draw", "forms", bad, "--out", out / "表"
    yield "progress", forms, "--ledgers", lists, "--drawn", base / "名单.xlsx", "--out", out / "j.xlsx"
    yield "progress", forms, "--ledgers", base / "台账", "--drawn", bad, "--out", out / "j.xlsx"
    yield "report", bad, "--draft", "--out", out / "r.docx"
    yield "report", totals, "--draft", "--ledgers", lists, "--drawn", bad, "--out", out / "r.docx"
    yield "report", totals, "--draft", "--check", bad
    yield "report", totals, "--draft", "--out", bad
    yield "template", "--repair", bad, "--out", out / "修"
    yield "template", "--settings", bad, "--out", out / "空"
    yield "lint-spec", bad
    yield "rehearse", "--settings", bad, "--out", out / "演"
    yield "demo", "--settings", bad, "--out", out / "示"
    yield "addin", "bundle", "--wheels", bad, "--out", out / "b.zip"
    yield "sendto", "check", "--no-open", forms
    yield "sendto", "merge", "--no-open", forms
    yield "sendto", "return", "--no-open", bad
    yield "sendto", "report", "--no-open", bad, lists
    yield "completion", bad


def test_every_command_that_reads_is_called_here(tmp_path: Path) -> None:
    assert {call[0] for call in calls(tmp_path, tmp_path, tmp_path)} == set(COMMANDS) - {"doctor"}


# Each kind goes through 36 calls: all of them are slow tests.
@pytest.mark.parametrize(
    "kind", [pytest.param(k, marks=pytest.mark.slow if n % 4 else ()) for n, k in enumerate(KINDS)]
)
def test_no_bad_input_ends_a_run_of_any_command(kind: str, base: Path, tmp_path: Path, own_log: Path) -> None:
    work = tmp_path / "work"
    good = (base / "报送/0.xlsx").read_bytes()
    for folder in ("报送", "台账"):
        shutil.copytree(base / folder, work / folder)
        bad = KINDS[kind](work / folder, good)

    for call in calls(base, work, bad):
        done = xhg(*call)

        assert done.returncode in (0, 1, 2), call
        assert "Traceback" not in done.stdout + done.stderr, call
        if done.returncode == 2:
            last = done.stderr.strip().splitlines()[-1]
            assert last.startswith("xhg："), (call, done.stderr)
            assert "请" in last or "用法见" in last, (call, last)
    assert not own_log.exists(), own_log.read_text("utf-8")
    named = json.loads((work / "out/a.json").read_text("utf-8"))
    assert named["files"] >= 3
    sources = {row[0] for row in table(work / "out/汇总.xlsx", "来源")}
    assert {"0.xlsx", "1.xlsx", "附件1.xlsx"} <= sources
    assert {"0.xlsx", "1.xlsx", "附件1.xlsx"} <= {path.name for path in (work / "out/去").rglob("*.xlsx")}


def test_a_name_in_gbk_is_shown_and_written_as_its_owner_wrote_it(tmp_path: Path) -> None:
    """A zip that was packed on Windows and unpacked on Linux leaves the bytes of GBK for a name."""
    write_forms(tmp_path / "报送", 1)
    _named(tmp_path / "报送", GBK, (tmp_path / "报送/0.xlsx").read_bytes())

    run("validate", tmp_path / "报送", "--mark", tmp_path / "退回", "--json", tmp_path / "a.json")

    assert {"0（退回）.xlsx", "演练县 附件2（退回）.xlsx"} <= {path.name for path in (tmp_path / "退回").iterdir()}
    assert "演练县 附件2.xlsx" in (tmp_path / "a.json").read_text("utf-8")


def test_the_copy_of_a_file_with_the_longest_name_has_a_shorter_one(tmp_path: Path) -> None:
    write_forms(tmp_path / "报送", 1)
    (tmp_path / "报送/0.xlsx").rename(tmp_path / "报送" / ("长" * 82 + ".xlsx"))
    shutil.copy(tmp_path / "报送" / ("长" * 82 + ".xlsx"), tmp_path / "报送" / ("长" * 81 + "短.xlsx"))

    done = run("validate", tmp_path / "报送", "--mark", tmp_path / "退回")

    assert done.exception is None
    names = sorted(path.name for path in (tmp_path / "退回").glob("长*"))
    assert all(len(name) > 70 for name in names)
    assert [name.lstrip("长") for name in names] == ["（退回） (2).xlsx", "（退回）.xlsx"]


def test_two_files_of_one_name_get_a_copy_each(tmp_path: Path) -> None:
    for folder in ("甲", "乙"):
        write_forms(tmp_path / folder, 1)
    chosen = [tmp_path / folder / "0.xlsx" for folder in ("甲", "乙")]

    run("validate", *chosen, "--mark", tmp_path / "退回")

    assert sorted(path.name for path in (tmp_path / "退回").iterdir()) == ["0（退回） (2).xlsx", "0（退回）.xlsx"]


def _refuse(error: Exception) -> Callable[[], str]:
    def raises() -> str:
        raise error

    return raises


def test_each_output_that_fails_is_a_line_and_the_others_are_written(own_log: Path) -> None:
    tasks = [
        ("一", _refuse(NotMarkableError("一"))),
        ("二", _refuse(TargetChangedError("二", "EISDIR"))),
        ("三", _refuse(KeyError("秘密"))),
        ("四", lambda: "写出四"),
    ]

    outputs = write_each(Outputs(), tasks, "没有{file}：{why}")

    assert outputs.failed == 3
    assert [line[:3] for line in outputs.lines] == ["没有一", "没有二", "没有三", "写出四"]
    assert "秘密" not in "".join(outputs.lines)
    assert "KeyError" in own_log.read_text("utf-8")


def test_when_no_output_finds_a_place_the_run_says_so_once() -> None:
    tasks = [(name, _refuse(TargetChangedError(name, "ENOSPC"))) for name in "甲乙"]

    with pytest.raises(TargetChangedError, match="“甲”"):
        write_each(Outputs(), tasks, "没有{file}：{why}")


def test_a_fault_of_ours_is_a_sentence_and_the_traceback_is_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_log: Path
) -> None:
    write_forms(tmp_path / "报送", 1)
    monkeypatch.setattr("xhg_excel.core.totals.merge.merge", lambda *_: dict[str, str]()["nothing"])

    done = xhg("merge", tmp_path / "报送", "--out", tmp_path / "o.xlsx")

    assert done.returncode == 2
    assert done.stderr.startswith("xhg：程序内部出错，没有做完")
    assert str(own_log) in done.stderr
    assert "Traceback" not in done.stderr
    assert "KeyError" in own_log.read_text("utf-8")


def test_a_path_that_the_system_refuses_is_named_with_the_reason(tmp_path: Path) -> None:
    done = xhg("draw", "verify", tmp_path / ("长" * 90 + ".xlsx"))
    other = xhg("demo", "--out", tmp_path / ("长" * 90))

    assert done.returncode == other.returncode == 2
    assert "不存在" in done.stderr
    assert "文件名或路径太长" in other.stderr


ODD_SURROUNDINGS: list[dict[str, str]] = [
    {"LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "cp936:strict"},
    {"TZ": "Nowhere/Nothing", "COLUMNS": "0", "TERM": ""},
]


@pytest.mark.parametrize("surroundings", ODD_SURROUNDINGS, ids=str)
def test_no_setting_of_the_computer_makes_a_traceback(surroundings: dict[str, str], tmp_path: Path) -> None:
    write_forms(tmp_path / "in", 1)
    _named(tmp_path / "in", GBK, b"PK")
    command = [*XHG, "validate", "in", "--mark", "out", "--json", "a.json", "--xlsx", "a.xlsx"]
    environment = {**os.environ, **surroundings}

    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)  # noqa: S603  # our own

    assert b"Traceback" not in done.stderr
    assert done.returncode in (1, 2)
    assert (done.returncode == 1) == (tmp_path / "a.json").exists()
    said = (done.stdout + done.stderr).decode()
    assert "共校验 3 个文件" in said or "xhg：" in said


@pytest.mark.parametrize("reader", ["head -n 1", "true", "head -c 3"])
def test_a_reader_that_has_had_enough_makes_no_traceback(reader: str, tmp_path: Path) -> None:
    write_forms(tmp_path / "in", 1)
    shell = f'"{sys.executable}" -m xhg_excel validate in --notes | {reader}'

    done = subprocess.run(["bash", "-c", shell], cwd=tmp_path, capture_output=True, check=False)  # noqa: S603, S607  # as above

    assert done.stderr == b""
