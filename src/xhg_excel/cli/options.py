"""Options that several commands have."""

from __future__ import annotations

import os
from pathlib import Path

import click

# Where the help of several commands says the same, it is said once.
path_type = click.Path(path_type=Path)
settings_option = click.option(
    "--settings", type=click.Path(path_type=Path, dir_okay=False), help="设置文件（TOML）；不给则用通知原文的数值。"
)
DEFAULT_CITY = "南通市"


def resolved(path: Path) -> Path:
    """Return where a path leads; a link that leads to itself stays as it is (`Path.resolve` raises)."""
    return Path(os.path.realpath(path))


def cities_like(_context: click.Context, _option: click.Parameter, typed: str) -> list[str]:
    """Return the cities whose names begin with what was typed; the shell asks when the Tab key is pressed."""
    from xhg_excel.notice import CITIES  # the help of a command does not load it

    return [city.name for city in CITIES if city.name.startswith(typed)]
