"""Help and options of `xhg quota`."""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.cli.words.shared import body, settings_option


@click.command("quota")
@click.option("--ledgers", required=True, type=click.Path(path_type=Path), help="台账所在文件夹。")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="配额写到哪个 .xlsx 文件。")
@settings_option
@body
def command() -> None:
    """由问题清单和排查底数计算每个设区市的督导配额。

    例：xhg quota --ledgers 台账 --out 抽样配额.xlsx
    """
