"""`xhg unmark`: marked copies without their marks.

Room: cli.
"""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.files.folder import list_workbooks
from xhg_excel.files.marked_copy import write_unmarked_copy


def command(paths: tuple[Path, ...], out: Path) -> None:
    """Write copies without marks, and say each."""
    written: set[Path] = set()
    for path, name in list_workbooks(paths):
        click.echo(write_unmarked_copy(path, name, out, written))
