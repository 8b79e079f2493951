"""Help and options of `xhg rehearse`."""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.cli.words.shared import body, cities_like, settings_option

DEFAULT_CITY = "南通市"


@click.command("rehearse")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="写到哪个文件夹。")
@click.option("--seed", default=1, show_default=True, help="同一个种子生成同样的数据。")
@click.option("--city", shell_complete=cities_like, default=DEFAULT_CITY, show_default=True, help="哪个设区市。")
@click.option("--all", "whole", is_flag=True, help="生成全省13个设区市。")
@click.option("--faults/--no-faults", default=True, help="是否埋入错误（默认埋入，并列出清单）。")
@settings_option
@body
def command() -> None:
    """生成演练数据：台账、已填的县级填报表，以及埋入的错误清单。所有名称都注明“演练”。

    例：xhg rehearse --out 演练 --city 南通市
    """
