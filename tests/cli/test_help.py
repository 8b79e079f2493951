"""Help in place: Chinese headings, examples kept line by line, completion, and what was probably meant."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.shell_completion import get_completion_class
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tests.books import rehearsed, run
from tests.processes import xhg as xhg_process
from xhg_excel.cli.main import COMMANDS, xhg
from xhg_excel.cli.table import columns_of, fold, table_lines
from xhg_excel.core.model.nearest import nearest
from xhg_excel.errors.files import NoFigureError, NothingToReadError, SettingsError, UnknownCityError

ENGLISH = ("Usage", "Options", "Commands", "Show this message", "required]", "default:", "COMMAND")


def commands() -> list[tuple[str, ...]]:
    """Every command, those below a group too."""
    context = click.Context(xhg)
    found: list[tuple[str, ...]] = [()]
    for name in COMMANDS:
        command = xhg.get_command(context, name)
        found.append((name,))
        if isinstance(command, click.Group):
            found += [(name, below) for below in command.commands]
    return found


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_help_is_in_chinese_has_an_example_and_fits_the_window(words: tuple[str, ...]) -> None:
    """80 columns, a Chinese character being two; a command line to copy may be longer."""
    told = run(*words, "--help").output

    assert [word for word in ENGLISH if word in told] == []
    assert told.startswith("用法：xhg" if not words else "用法：")
    assert "例：xhg" in told
    assert [line for line in told.splitlines() if columns_of(line) > 80 and "xhg " not in line] == []


@given(st.text(alphabet="中文，。“”abc 12", max_size=60), st.integers(4, 30))
def test_a_folded_text_fits_and_loses_nothing_but_spaces(text: str, width: int) -> None:
    lines = list(fold(text, width))

    assert all(columns_of(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_table_stands_in_columns_and_no_cell_steers_the_terminal() -> None:
    """A long cell is folded beside its neighbours; what somebody typed is shown, never obeyed."""
    rows = [("强制", "第1至5项有“否”，但第6项未写明未完成现场整治原因"), ("提示", "红\x1b[31m字\n二行")]

    lines = list(table_lines(("级别", "问题"), rows, (None, 1), 27))

    assert lines == [
        "级别 │ 问题",
        "─────┼─────────────────────",
        "强制 │ 第1至5项有“否”，但第",
        "     │ 6项未写明未完成现场",
        "     │ 整治原因",
        "提示 │ 红 [31m字",
        "     │ 二行",
    ]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["mrege"], "您是不是要“merge”？"),
        (["汇总成市"], "没有“汇总成市”这个命令"),
        (["校验"], "您是不是要“validate”？"),
        (["draw", "frezee"], "您是不是要“freeze”？"),
        (["merge", "甲", "--oot", "乙"], "您是不是要“--out”？"),
        (["merge", "甲", "乙", "--out", "丙"], "“乙”是多出来的"),
        (["merge", "甲", "--out", "乙", "--level", "市"], "应为 city、province 之一"),
        (["rehearse", "--out", "甲", "--seed", "七"], "应为数字"),
        (["explain"], "缺少汇总表"),
    ],
)
def test_a_mistyped_call_is_answered_with_what_was_probably_meant(words: list[str], meant: str) -> None:
    assert meant in xhg_process(*words).stderr


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("南童市", "南通市"), ("如东县", "南通市"), ("港闸区", "南通市"), ("鼓楼区", ""), ("上海市", "")],
)
def test_a_county_or_a_near_spelling_names_its_city(tmp_path: Path, typed: str, meant: str) -> None:
    """鼓楼区 lies in two cities, so nothing is guessed."""
    said = run("template", "--city", typed, "--out", tmp_path).exception

    assert isinstance(said, UnknownCityError)
    assert (f"您是不是要“{meant}”？" in str(said)) == bool(meant)
    assert ("您是不是要" in str(said)) == bool(meant)


def test_a_path_a_setting_and_a_sheet_are_suggested_too(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    (tmp_path / "报送表").mkdir()
    (tmp_path / "设置.toml").write_text('zones_onn = ["苏州工业园区"]\n', "utf-8")
    shutil.copytree(rehearsed(tmp_path_factory, "--city", "宿迁市") / "报送", tmp_path / "报送")
    run("merge", tmp_path / "报送", "--out", tmp_path / "汇总.xlsx")

    path = run("validate", tmp_path / "报送裹").exception
    setting = run("template", "--out", tmp_path, "--settings", tmp_path / "设置.toml").exception
    sheet = run("explain", tmp_path / "汇总.xlsx", "附件1总汇!D12").exception

    assert isinstance(path, NothingToReadError)
    assert "您是不是要“" in str(path)
    assert isinstance(setting, SettingsError)
    assert "您是不是要“zones_on”？" in str(setting)
    assert isinstance(sheet, NoFigureError)
    assert "您是不是要“附件1汇总!D12”？" in str(sheet)


@given(st.text(max_size=8))
def test_only_a_known_word_is_ever_suggested(word: str) -> None:
    assert nearest(word, COMMANDS) in {"", *COMMANDS}


def completed(shell: str, words: list[str], typed: str) -> list[str]:
    """Return the words a shell is offered: what `xhg` prints when the shell asks it."""
    environment = {**os.environ, "_XHG_COMPLETE": f"{shell}_complete", "PYTHONUTF8": "1"}
    if shell == "powershell":
        environment |= {"_XHG_WORDS": "\x1f".join(["xhg", *words]), "_XHG_TYPED": typed}
    else:
        environment |= {"COMP_WORDS": " ".join(["xhg", *words, typed]), "COMP_CWORD": str(len(words) + 1)}
    done = subprocess.run(  # our own interpreter
        [sys.executable, "-m", "xhg_excel"],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return [line.replace("\x1f", ",").split(",")[1] for line in done.stdout.splitlines()]


@pytest.mark.parametrize("shell", ["bash", "powershell"])
def test_the_tab_key_completes_commands_options_choices_and_cities(shell: str) -> None:
    assert completed(shell, [], "pr") == ["progress"]
    assert completed(shell, ["merge"], "--l") == ["--level", "--ledgers"]
    assert completed(shell, ["merge", "--level"], "p") == ["province"]
    assert completed(shell, ["draw"], "f") == ["freeze", "forms"]
    assert completed(shell, ["template", "--city"], "南") == ["南京市", "南通市"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_gets_its_script(shell: str, tmp_path: Path) -> None:
    """Bash reads its own; PowerShell's is parsed by its grammar."""
    made = CliRunner().invoke(xhg, ["completion", shell]).output

    assert get_completion_class(shell) is not None
    assert f"{shell}_complete" in made
    if shell == "bash" and shutil.which("bash"):
        (tmp_path / "xhg").write_text(made, "utf-8")
        assert subprocess.run(["bash", "-n", tmp_path / "xhg"], check=False).returncode == 0  # noqa: S603, S607
    if shell == "powershell":
        import tree_sitter
        import tree_sitter_powershell

        parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_powershell.language()))
        assert not parser.parse(made.encode()).root_node.has_error
