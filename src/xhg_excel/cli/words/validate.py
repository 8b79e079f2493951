"""Help and options of `xhg validate`."""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.cli.words.shared import body, settings_option


@click.command("validate")
@click.argument("paths", metavar="文件或文件夹…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="另把结果写成 JSON 文件。")
@click.option("--notes", is_flag=True, help="表中也列出“提示”（默认只计数）。")
@click.option("--ledgers", type=click.Path(path_type=Path), help="台账文件夹：另与问题清单、信访举报清单核对。")
@click.option(
    "--mark", "marked", type=click.Path(path_type=Path), help="把有问题的文件原样标注后写到这个文件夹（退回单）。"
)
@click.option("--xlsx", "table", type=click.Path(path_type=Path), help="另把各文件的情况写成 Excel 表。")
@settings_option
@body
def command() -> None:
    """校验填报表和台账：逐格列出问题、依据和改法。

    退出码：0 没有强制问题，1 有强制问题，2 不能运行。

    例：xhg validate 报送 --ledgers 台账 --mark 退回
        xhg validate 如东.xlsx --json 校验结果.json
    """
