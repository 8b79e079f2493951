"""How a run ends: exit status, one Chinese sentence, no traceback, no half file."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.books import rehearsed, run
from tests.processes import ENDINGS, POSIX, XHG, started, until_written, xhg
from xhg_excel.cli.main import COMMANDS

# Stops where it is told, says so, and waits there for what ends it.
STOPS = """
import atexit, sys, time
from xhg_excel.__main__ import main
moment = sys.argv.pop(1)
def stop():
    print("here", flush=True)
    time.sleep(600)
stops_at = {("import", moment), ("os.scandir", moment), ("os.listdir", moment)}
sys.addaudithook(lambda event, about: stop() if about and (event, str(about[0])) in stops_at else None)
if moment == "the end":
    atexit.register(stop)
main()
"""
INTERRUPTED = "xhg：已中断，没有写出不完整的文件。"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["汇总"], "没有“汇总”这个命令；您是不是要“merge”？可用的命令：" + "、".join(COMMANDS)),
        (["merge", "a"], "缺少--out"),
        (["merge", "a", "--oot", "b"], "没有“--oot”这个选项"),
        (["merge", "a", "--out", "b", "--level", "x"], "“--level”的值不对"),
        (["merge", "没有这个文件夹", "--out", "b.xlsx"], "“没有这个文件夹”不存在"),
        (["merge", "举报13900001234", "--out", "b.xlsx"], "“举报（已隐去）”不存在"),
        (["template", "--out", "x", "--city", "上海市"], "没有“上海市”这个设区市"),
        (
            ["progress", "a", "--ledgers", "b", "--drawn", "c", "--out", "d", "--on", "八月"],
            "“--on”的值不对（应为“2020-08-15”的样式）",
        ),
        (["template", "--out", "x", "--settings", "没有.toml"], "“没有.toml”不存在"),
    ],
)
def test_a_wrong_call_says_so_in_chinese_and_ends_with_2(arguments: list[str], said: str) -> None:
    done = xhg(*arguments)

    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_help_lists_every_command_and_each_has_an_example() -> None:
    assert all(name in xhg("--help").stdout for name in COMMANDS)
    for name in COMMANDS:
        assert f"xhg {name}" in xhg(name, "--help").stdout.split("例：")[1]


@pytest.mark.parametrize(("faults", "status"), [(("--no-faults",), 0), ((), 1)])
def test_validate_ends_with_1_only_when_something_must_be_mended(
    tmp_path_factory: pytest.TempPathFactory, faults: tuple[str, ...], status: int
) -> None:
    done = xhg("validate", rehearsed(tmp_path_factory, "--city", "宿迁市", *faults) / "报送")

    assert done.returncode == status
    assert ("强制 0 处，核实 0 处，提示 0 处，发现 0 处" in done.stdout) == (status == 0)


@POSIX
@pytest.mark.parametrize("number", ENDINGS)
def test_what_ends_a_run_leaves_no_half_file_and_no_traceback(tmp_path: Path, number: signal.Signals) -> None:
    """Ctrl-C, a supervisor's request, a terminal that is closed."""
    command = [*XHG, "rehearse", "--all", "--out", str(tmp_path)]
    with started(command, stderr=subprocess.PIPE) as process:
        until_written(tmp_path, process)
        process.send_signal(number)
        said = process.communicate()[1]

    assert process.returncode == 130
    assert said.strip() == INTERRUPTED
    assert list(tmp_path.rglob(".xhg-*")) == []


@POSIX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(
    ("moment", "is_working"),
    [("xhg_excel.cli.main", False), ("click", False), ("the folder it reads", True), ("the end", False)],
)
def test_a_run_ended_before_or_after_its_command_works_shows_no_traceback(
    tmp_path: Path, number: signal.Signals, moment: str, *, is_working: bool
) -> None:
    """Before the command begins the signal ends it (a shell says 130, 143); from then on it says so itself.

    After its last word, while Python clears away, the signal ends it again.
    """
    stop = str(tmp_path) if moment == "the folder it reads" else moment
    command = [sys.executable, "-c", STOPS, stop, "validate", str(tmp_path)]
    with started(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        process.send_signal(number)
        said = process.communicate()[1].strip()

    last_word = xhg("validate", tmp_path).stderr.strip() if moment == "the end" else ""
    assert (process.returncode, said) == ((130, INTERRUPTED) if is_working else (-number, last_word))


@POSIX
def test_a_run_that_was_told_to_outlive_its_terminal_does(tmp_path: Path) -> None:
    """`nohup` has the signal ignored before we begin."""
    command = ["nohup", *XHG, "rehearse", "--city", "宿迁市", "--out", str(tmp_path)]
    with started(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        until_written(tmp_path, process)
        process.send_signal(signal.SIGHUP)
        process.communicate()

    assert process.returncode == 0


@POSIX
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--help"], "屏幕输出没有写完（磁盘已满），已经写好的文件是完整的；请腾出空间再运行。"),
        (["merge", "a"], "缺少--out"),
    ],
)
def test_output_that_finds_no_room_is_said_and_ends_with_2(arguments: list[str], said: str) -> None:
    """As with `xhg … > log.txt` on a full disk; nothing else is said, by Python at its end neither."""
    with Path("/dev/full").open("w") as full:
        one = subprocess.run([*XHG, *arguments], stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)  # noqa: S603
        both = subprocess.run([*XHG, *arguments], stdout=full, stderr=full, check=False)  # noqa: S603

    assert said in one.stderr
    assert len(one.stderr.splitlines()) == 1
    assert (one.returncode, both.returncode) == (2, 2)


@POSIX
@pytest.mark.parametrize(
    "streams", [">&-", "2>&-", "<&- >&- 2>&-", "2>/dev/full", ">/dev/full", ">/dev/full 2>/dev/full"]
)
@pytest.mark.parametrize(("call", "status"), [("", 2), ("--help", 0), ("merge 甲", 2), ("validate 空表", 1)])
def test_streams_that_take_nothing_change_no_status_but_that_of_a_full_disk(
    blank: Path, streams: str, call: str, status: int
) -> None:
    """A closed stream is what somebody asked for; results that found no room are an end with 2."""
    line = f'exec "$0" -m xhg_excel {call} {streams}'
    done = subprocess.run(["sh", "-c", line, sys.executable], cwd=blank, capture_output=True, text=True, check=False)  # noqa: S603, S607

    assert done.returncode == (2 if ">/dev/full" in streams.replace("2>", "") else status)
    assert "Traceback" not in done.stderr


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("blank")
    run("template", "--out", folder / "空表")
    return folder


def test_whoever_stops_reading_the_table_has_the_files_all_the_same(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    """`xhg validate … | head`: what was asked for is written before the long table is printed."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [*XHG, "validate", str(rehearsed(tmp_path_factory) / "报送")]
    outputs = [
        "--json",
        str(tmp_path / "结果.json"),
        "--xlsx",
        str(tmp_path / "情况.xlsx"),
        "--mark",
        str(tmp_path / "退回"),
    ]

    subprocess.run([*command, *outputs], stdout=writing, stderr=subprocess.PIPE, check=False)  # noqa: S603

    os.close(writing)
    assert (tmp_path / "结果.json").exists()
    assert (tmp_path / "情况.xlsx").exists()
    assert len(list((tmp_path / "退回").rglob("*.xlsx"))) == 5


REFUSED = [
    (("merge", "报送", "--out", "汇总"), "“汇总”不是 .xlsx 文件名，写出来打不开；请写成“汇总.xlsx”再运行。"),
    (
        ("merge", "报送", "--out", "8.15汇总"),
        "“8.15汇总”不是 .xlsx 文件名，写出来打不开；请写成“8.15汇总.xlsx”再运行。",
    ),
    (
        ("validate", "报送", "--xlsx", "情况.xls"),
        "“情况.xls”不是 .xlsx 文件名，写出来打不开；请写成“情况.xlsx”再运行。",
    ),
    (
        ("validate", "报送", "--mark", "报送/退回"),
        "不能写入“报送/退回”（报送文件就在这个文件夹里，写进去的会被当成报送表）；请换一个文件夹，或换一个位置再运行。",
    ),
    (("demo", "--out", "报送"), "不能写入“报送”（文件夹不是空的）；请给一个新文件夹的名字，或换一个位置再运行。"),
    (
        ("merge", "台账", "--out", "汇总.xlsx"),
        "没有一份填报表写明是哪个设区市；请确认文件夹里是填报表、封面选了单位，或用 --city 指明要汇总哪一个。",
    ),
    (
        ("report", "报送", "--out", "报告.docx"),
        "“汇总表”的值不对（给的是文件夹，应为文件）；",
    ),
    (
        ("addin", "bundle", "--out", "包.zip", "--wheels", "演练错误清单.xlsx"),
        "“--wheels”的值不对（给的是文件，应为文件夹）；",
    ),
    (
        ("validate", "报送", "--settings", "设置1.toml"),
        "“设置1.toml”不存在；您是不是要“设置.toml”？请检查路径，或把报送文件放进去再运行。",
    ),
    (("validate", "没有.xlsx"), "“没有.xlsx”不存在；请检查路径，或把报送文件放进去再运行。"),
    (
        ("quota", "--ledgers", "报送", "--out", "配额.xlsx"),
        "“报送”里缺少台账：问题清单、排查底数；请用“生成模板”（xhg template）生成空表，填好后放进去。",
    ),
    (
        ("diff", "台账/南通市/问题清单.xlsx", "台账/南通市/排查底数.xlsx"),
        "“排查底数.xlsx”里没有能比较的填报内容（与“问题清单.xlsx”不是同一张表）；请给出两份填报表或台账。",
    ),
]


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("handed")
    shutil.copytree(rehearsed(tmp_path_factory), folder, dirs_exist_ok=True)
    (folder / "设置.toml").write_text("groups = 13", "utf-8")
    return folder


@pytest.mark.parametrize(("call", "said"), REFUSED, ids=[" ".join(call) for call, _ in REFUSED])
def test_what_cannot_be_meant_is_refused_in_chinese_with_what_helps(
    handed: Path, monkeypatch: pytest.MonkeyPatch, call: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(handed)
    before = sorted(handed.rglob("*"))

    done = xhg(*call)

    assert done.returncode == 2
    assert done.stderr.replace("\\", "/").splitlines()[-1].startswith(f"xhg：{said}")
    assert sorted(handed.rglob("*")) == before


def test_marks_come_off_within_their_folders_and_nothing_is_written_over(handed: Path, tmp_path: Path) -> None:
    """Two cities' folders stay two; a marked copy beside its first file gets a name of its own."""
    run("validate", handed / "报送", "--mark", tmp_path / "退回")
    city = tmp_path / "退回" / "南通市"
    (city / "南通市如东县 填报表.xlsx").write_bytes(
        (handed / "报送" / "南通市" / "南通市如东县 填报表.xlsx").read_bytes()
    )

    run("unmark", tmp_path / "退回", "--out", tmp_path / "去标记")

    made = [path.relative_to(tmp_path / "去标记").as_posix() for path in (tmp_path / "去标记").rglob("*.xlsx")]
    assert len(made) == len(list(city.iterdir())) == 6
    assert {"南通市/南通市如东县 填报表.xlsx", "南通市/南通市如东县 填报表 (2).xlsx"} <= set(made)
