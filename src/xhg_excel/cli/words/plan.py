"""Help and options of `xhg plan`."""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.cli.words.shared import body, settings_option


@click.command("plan")
@click.option("--ledgers", required=True, type=click.Path(path_type=Path), help="台账所在文件夹。")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="计划写到哪个 .xlsx 文件。")
@click.option("--drawn", type=click.Path(path_type=Path), help="抽取名单；给了就排出每日安排。")
@settings_option
@body
def command() -> None:
    """由台账排出每个设区市的督导计划：督导哪些县（市、区）、为什么，各县督导多少家。

    退出码：0 计划可用，1 有须先解决的问题（如排查底数不全），2 不能运行。

    例：xhg plan --ledgers 台账 --out 督导计划.xlsx
        xhg plan --ledgers 台账 --drawn 抽取名单.xlsx --out 督导计划.xlsx
    """
