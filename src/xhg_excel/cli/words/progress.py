"""Help and options of `xhg progress`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from xhg_excel.cli.words.shared import body, settings_option


def _day(_: click.Context, param: click.Parameter, text: str | None) -> date:
    """Return the day that was typed; without one, today."""
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError as error:
        raise click.BadParameter("应为“2020-08-15”的样式", param=param) from error


on_option = click.option("--on", callback=_day, help="截至哪一天；不给则为今天。")


@click.command("progress")
@click.argument("folder", metavar="报送文件夹", type=click.Path(path_type=Path))
@click.option("--ledgers", required=True, type=click.Path(path_type=Path), help="台账所在文件夹。")
@click.option("--drawn", required=True, type=click.Path(path_type=Path), help="抽取名单（xhg draw run 生成）。")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="进度写到哪个 .xlsx 文件。")
@on_option
@settings_option
@body
def command() -> None:
    """按每日安排核对已报的表：到过哪些现场、落后多少、推算缺多少，报告前还缺什么。

    退出码：0 可以报告，1 还有缺项，2 不能运行。

    例：xhg progress 报送 --ledgers 台账 --drawn 抽取名单.xlsx --on 2020-08-15 --out 督导进度.xlsx
    """
