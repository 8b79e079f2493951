"""How a run ends: exit status, one Chinese sentence, no traceback, no half file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.test_demo import run
from xhg_excel.cli.main import COMMANDS


def xhg(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run `xhg` as its own process, as a user does."""
    command = [sys.executable, "-c", "from xhg_excel.cli.main import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603


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


def test_ctrl_c_leaves_no_half_file_and_no_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from xhg_excel.cli.main import main; main()", "rehearse", "--all", "--out"]
    process = subprocess.Popen([*command, str(tmp_path)], stderr=subprocess.PIPE, text=True, encoding="utf-8")  # noqa: S603
    while not list(tmp_path.rglob("*.xlsx")):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)

    assert process.returncode == 130
    assert said.strip() == "xhg：已中断，没有写出不完整的文件。"
    assert list(tmp_path.rglob(".xhg-*")) == []


def test_whoever_stops_reading_the_table_has_the_files_all_the_same(tmp_path: Path) -> None:
    """`xhg validate … | head`: what was asked for is written before the long table is printed."""
    run("rehearse", "--out", tmp_path)
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-c", "from xhg_excel.cli.main import main; main()", "validate", str(tmp_path / "报送")]
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
