"""`xhg unmark`: marked copies without their marks."""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.cli.options import path_type


@click.command("unmark")
@click.argument("paths", metavar="文件或文件夹…", nargs=-1, required=True, type=path_type)
@click.option("--out", required=True, type=path_type, help="去掉标注的文件写到哪个文件夹。")
def command(paths: tuple[Path, ...], out: Path) -> None:
    """去掉退回单上的颜色、批注和“校验结果”表，其余内容不变。

    例：xhg unmark 退回 --out 去标记
    """
    from xhg_excel.files.marked.copy import write_unmarked_copy
    from xhg_excel.files.read.folder import list_workbooks

    written: set[Path] = set()
    for path, name in list_workbooks(paths):
        click.echo(write_unmarked_copy(path, name, out, written))
