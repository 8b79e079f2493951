"""Help and options of `xhg unmark`."""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.cli.words.shared import body


@click.command("unmark")
@click.argument("paths", metavar="文件或文件夹…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="去掉标注的文件写到哪个文件夹。")
@body
def command() -> None:
    """去掉退回单上的颜色、批注和“校验结果”表，其余内容不变。

    例：xhg unmark 退回 --out 去标记
    """
