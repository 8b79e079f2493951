"""Every command takes what its options give."""

from __future__ import annotations

import inspect

import click
import pytest

from tests.cli.test_help import commands
from xhg_excel.cli.main import xhg


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
def test_the_function_of_a_command_takes_what_its_options_give(words: tuple[str, ...]) -> None:
    """By name, all of it: a call never fails for an option without an argument."""
    function = ALL[words].callback
    assert function is not None
    # What `click.pass_context` adds is no option.
    context = {"call": None, "context": None}.keys() & inspect.signature(function).parameters.keys()

    inspect.signature(function).bind(
        **{param.name or "": None for param in ALL[words].params}, **dict.fromkeys(context)
    )
