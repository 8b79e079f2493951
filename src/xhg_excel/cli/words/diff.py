"""Help and options of `xhg diff`."""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.cli.words.shared import body, settings_option


@click.command("diff")
@click.argument("old", metavar="旧表", type=click.Path(path_type=Path))
@click.argument("new", metavar="新表", type=click.Path(path_type=Path))
@click.option("--xlsx", "table", type=click.Path(path_type=Path), help="另把差别写成 Excel 表。")
@settings_option
@body
def command() -> None:
    """比较同一张表的两份：改了哪些格，哪些问题改好了，哪些是新的。

    一家企业按问题编号（附件3按名称和地址）对应，行的次序变了不算更改。退出码：0 相同，1 有差别，2 不能运行。

    例：xhg diff 如东0818.xlsx 如东0820.xlsx
    """
