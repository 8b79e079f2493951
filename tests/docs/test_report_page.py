"""docs/report.md: its commands run as they stand, its options are those of the command."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import click
import pytest

from tests.books import rehearsed, run
from xhg_excel.cli.report import command
from xhg_excel.files.word.read import read_report

PAGE = (Path(__file__).parents[2] / "docs" / "report.md").read_text("utf-8")
LINES = [line.strip() for line in PAGE.splitlines() if line.startswith("    xhg ")]


def test_the_commands_of_the_page_run_as_printed(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a folder with the totals and the ledgers, one after the other; the last compares what the first wrote."""
    shutil.copytree(rehearsed(tmp_path_factory, "--city", "宿迁市", "--no-faults"), tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    run("merge", "报送", "--ledgers", "台账", "--out", "市级汇总.xlsx")

    done = [run(*line.split()[1:]) for line in LINES]

    assert [one.return_value for one in done] == [0, 0, 0]
    assert done[-1].output.startswith("报告中")
    assert "数字全部与汇总表一致" in done[-1].output
    named = re.findall(r"`x_(\w+)`", PAGE)
    assert len(named) == 2
    assert set(named) <= set(read_report(tmp_path / "督导专题报告.docx").figures)


def test_the_page_names_every_option() -> None:
    options = {name for one in command.params if isinstance(one, click.Option) for name in one.opts}

    assert {name for name in options if f"`{name}" not in PAGE and f" {name} " not in PAGE} == {"--settings"}
