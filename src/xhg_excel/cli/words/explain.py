"""Help and options of `xhg explain`."""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.cli.words.shared import body, settings_option


@click.command("explain")
@click.argument("totals", metavar="汇总表", type=click.Path(path_type=Path))
@click.argument("address", metavar="单元格")
@settings_option
@body
def command() -> None:
    """说明汇总表里一个数是怎样来的：算式，以及每个来源的文件、工作表、单元格。

    地址写“附件1!D12”或“附件1汇总!D12”。退出码：0 相符，1 汇总表被手工改过，2 不能运行。

    例：xhg explain 市级汇总.xlsx 附件1!D12
    """
