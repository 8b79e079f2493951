"""Help and options of `xhg demo`."""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.cli.words.rehearse import DEFAULT_CITY
from xhg_excel.cli.words.shared import body, cities_like, settings_option


@click.command("demo")
@click.option("--out", type=click.Path(path_type=Path), help="用哪个新文件夹（默认 xhg_demo）。")
@click.option("--seed", default=1, show_default=True, help="同一个种子得到同样的结果。")
@click.option("--city", shell_complete=cities_like, default=DEFAULT_CITY, show_default=True, help="演示哪个设区市。")
@settings_option
@body
def command() -> None:
    """在一个新文件夹里从头到尾走一遍：生成演练数据、校验、汇总、计算配额。

    例：xhg demo
    """
