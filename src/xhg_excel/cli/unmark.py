"""`xhg unmark`: marked copies without their marks."""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.cli.options import path_type


@click.command("unmark")
@click.argument("paths", metavar="文件或文件夹…", nargs=-1, required=True, type=path_type)
@click.option("--out", required=True, type=path_type, help="去掉标注的文件写到哪个文件夹。")
def command(paths: tuple[Path, ...], out: Path) -> int:
    """去掉退回单上的颜色、批注和“校验结果”表，其余内容不变。

    退出码：0 全部写出，1 有没写出的（逐个说明），2 不能运行。

    例：xhg unmark 退回 --out 去标记
    """
    from functools import partial

    from xhg_excel.cli.outputs import Outputs, write_each
    from xhg_excel.files.marked.copy import write_unmarked_copy
    from xhg_excel.files.read.folder import list_workbooks
    from xhg_excel.notice.words.marks import NOT_UNMARKED

    copies = Outputs()
    books = list_workbooks(paths)
    tasks = [(name, partial(write_unmarked_copy, path, name, out, copies.free)) for path, name in books]
    for line in write_each(copies, tasks, NOT_UNMARKED).lines:
        click.echo(line)
    return 1 if copies.failed else 0
