"""Every command's words and what it does belong together."""

from __future__ import annotations

import ast
import inspect
from importlib import import_module
from pathlib import Path

import click
import pytest

from tests.cli.test_help import commands
from xhg_excel.cli import words as words_package
from xhg_excel.cli.main import xhg

HERE = Path(words_package.__file__).parent


def named(words: tuple[str, ...]) -> click.Command:
    """Return a command by its words."""
    command: click.Command = xhg
    for word in words:
        assert isinstance(command, click.Group)
        below = command.get_command(click.Context(command), word)
        assert below is not None
        command = below
    return command


ALL = {words: named(words) for words in commands() if not isinstance(named(words), click.Group)}


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_what_a_command_does_takes_what_its_options_give(words: tuple[str, ...]) -> None:
    """By name, all of it: a call never fails for an option without an argument."""
    callback = ALL[words].callback
    assert callback is not None

    does = getattr(import_module(callback.__module__.replace(".words.", ".")), callback.__name__)

    inspect.signature(does).bind(**{param.name or "": None for param in ALL[words].params})


def test_no_step_is_without_words() -> None:
    """A function called `command` or `…_step` is called by no other way."""
    called = {(c.callback.__module__.replace(".words.", "."), c.callback.__name__) for c in ALL.values() if c.callback}
    written = {
        (f"xhg_excel.cli.{path.stem}", node.name)
        for path in HERE.parent.glob("*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and (node.name == "command" or node.name.endswith("_step"))
    }

    assert written == called
