"""`xhg addin` as a command: what it says here, and its steps done or only told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.books import run
from tests.excel.windows import FakeWindows, a_windows
from tests.processes import POSIX, xhg
from xhg_excel.setup import install


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeWindows:
    """The command runs on a small Windows."""
    made = a_windows(tmp_path)
    monkeypatch.setattr(install, "this_machine", lambda: made)
    return made


@POSIX
@pytest.mark.parametrize("word", ["install", "status", "remove"])
def test_here_it_says_what_is_possible_here_and_ends_with_2(word: str) -> None:
    done = xhg("addin", word)

    assert done.returncode == 2
    assert "不是 Windows" in done.stderr
    assert "Traceback" not in done.stderr


def test_install_status_and_remove_say_each_step_and_end_with_their_status(machine: FakeWindows) -> None:
    assert run("addin", "status").return_value == 1

    done = run("addin", "install")

    assert done.return_value == 0, done.exception
    assert f"加载项已复制：{machine.addin}" in done.output.replace("\n", "")
    assert machine.addin.exists()
    assert run("addin", "status").return_value == 0
    assert run("addin", "remove").return_value == 0
    assert not machine.addin.exists()


@pytest.mark.parametrize("word", ["install", "remove"])
def test_a_dry_run_says_everything_and_changes_nothing(machine: FakeWindows, word: str) -> None:
    if word == "remove":
        run("addin", "install")
    machine.changed.clear()

    done = run("addin", word, "--dry-run")

    assert done.return_value == 0
    assert done.output.splitlines()[-1] == "（只说明会做什么，没有改动任何文件）"
    assert machine.changed == []


def test_the_addin_groups_commands_each_have_an_example() -> None:
    for word in ("install", "status", "remove", "bundle"):
        assert f"xhg addin {word}" in xhg("addin", word, "--help").stdout.split("例：")[1]
