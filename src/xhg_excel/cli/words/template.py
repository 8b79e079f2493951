"""Help and options of `xhg template`."""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.cli.words.shared import body, cities_like, settings_option


@click.command("template")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="写到哪个文件夹。")
@click.option("--city", shell_complete=cities_like, help="只生成这个设区市的县级填报表，每县一份，表头已填好。")
@click.option(
    "--ledgers", type=click.Path(path_type=Path), help="台账文件夹：各县的问题清单放进填报表，问题编号从中选。"
)
@click.option(
    "--repair", "broken", type=click.Path(path_type=Path), help="把粘贴坏了的已填工作簿恢复成模板，填报内容全部保留。"
)
@settings_option
@body
def command() -> None:
    """生成空白表：三张单表、县级填报表、抽样配额表、四种台账；或修复已填的表。

    例：xhg template --out 空表
        xhg template --city 南通市 --ledgers 台账 --out 南通市空表
        xhg template --repair "如东县 填报表.xlsx" --out 修复
    """
