"""What the words of several commands share, and the one seam to what a command does."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from pathlib import Path

import click

settings_option = click.option(
    "--settings",
    type=click.Path(path_type=Path, dir_okay=False),
    help="设置文件（TOML）；不给则用通知原文的数值。",
)


def cities_like(_context: click.Context, _option: click.Parameter, typed: str) -> list[str]:
    """Return the cities whose names begin so, for the Tab key."""
    from xhg_excel.notice import CITIES  # help does not wait for it

    return [city.name for city in CITIES if city.name.startswith(typed)]


def body(words: Callable[[], None]) -> Callable[..., object]:
    """Return a command that does what the function of the same name, in the module of the same name, does.

    `cli/words/merge.py` is about `cli/merge.py`, which is loaded when the command is called. It works within
    what the context's `obj` makes, where `main` has set one.
    """
    module = words.__module__.replace(".words.", ".")

    @wraps(words)
    def call(**given: object) -> object:
        does = getattr(importlib.import_module(module), words.__name__)
        with (click.get_current_context().obj or nullcontext)():
            return does(**given)

    return call
