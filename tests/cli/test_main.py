"""How a run ends: exit status, one Chinese sentence, no traceback, no half file."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.test_demo import run
from xhg_excel.cli.main import COMMANDS

XHG = [sys.executable, "-c", "from xhg_excel.cli.main import main; main()"]


def xhg(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run `xhg` as its own process, as a user does."""
    return subprocess.run([*XHG, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["汇总"], "没有“汇总”这个命令；您是不是要“merge”？可用的命令：" + "、".join(COMMANDS)),
        (["merge", "a"], "缺少--out"),
        (["merge", "a", "--oot", "b"], "没有“--oot”这个选项"),
        (["merge", "a", "--out", "b", "--level", "x"], "“--level”的值不对"),
        (["merge", "没有这个文件夹", "--out", "b.xlsx"], "“没有这个文件夹”不存在"),
        (["template", "--out", "x", "--city", "上海市"], "没有“上海市”这个设区市"),
        (
            ["progress", "a", "--ledgers", "b", "--drawn", "c", "--out", "d", "--on", "八月"],
            "“--on”的值不对（应为“2020-08-15”的样式）",
        ),
        (["template", "--out", "x", "--settings", "没有.toml"], "设置文件中“没有.toml”不对"),
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


@pytest.mark.parametrize(("faults", "status"), [("--no-faults", 0), ("--faults", 1)])
def test_validate_ends_with_1_only_when_something_must_be_mended(tmp_path: Path, faults: str, status: int) -> None:
    run("rehearse", "--out", tmp_path, "--city", "宿迁市", faults)

    done = xhg("validate", tmp_path / "报送")

    assert done.returncode == status
    assert ("强制 0 处，核实 0 处，提示 0 处，发现 0 处" in done.stdout) == (status == 0)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_what_ends_a_run_leaves_no_half_file_and_no_traceback(tmp_path: Path, number: signal.Signals) -> None:
    """Ctrl-C, a supervisor's request, a terminal that is closed."""
    command = [*XHG, "rehearse", "--all", "--out", str(tmp_path)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8")  # noqa: S603
    while not list(tmp_path.rglob("*.xlsx")):
        time.sleep(0.01)
    process.send_signal(number)
    _, said = process.communicate(timeout=30)

    assert process.returncode == 130
    assert said.strip() == "xhg：已中断，没有写出不完整的文件。"
    assert list(tmp_path.rglob(".xhg-*")) == []


def test_a_run_that_was_told_to_outlive_its_terminal_does(tmp_path: Path) -> None:
    """`nohup` has the signal ignored before we begin."""
    command = ["nohup", *XHG, "rehearse", "--city", "宿迁市", "--out", str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603
    while not list(tmp_path.rglob("*.xlsx")):
        time.sleep(0.01)
    process.send_signal(signal.SIGHUP)
    process.communicate(timeout=60)

    assert process.returncode == 0


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
