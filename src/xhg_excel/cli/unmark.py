"""`xhg unmark`: marked copies without their marks."""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.files.marked.copy import write_unmarked_copy
from xhg_excel.files.read.folder import list_workbooks


def command(paths: tuple[Path, ...], out: Path) -> None:
    """Write copies without marks, and say each."""
    written: set[Path] = set()
    for path, name in list_workbooks(paths):
        click.echo(write_unmarked_copy(path, name, out, written))
