"""Help and options of `xhg merge`."""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.cli.words.shared import body, cities_like, settings_option


@click.command("merge")
@click.argument("folder", metavar="报送文件夹", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="汇总写到哪个 .xlsx 文件。")
@click.option("--level", type=click.Choice(["city", "province"]), default="city", help="汇总到市（默认）或到省。")
@click.option("--city", shell_complete=cities_like, help="汇总哪个设区市；不给则按报送表判断。")
@click.option("--ledgers", type=click.Path(path_type=Path), help="台账文件夹：另核对清单和覆盖面（五(二)）。")
@click.option("--workers", type=click.IntRange(1, 64), help="用几个进程读取；不给则按处理器核数。")
@click.option(
    "--cluster", metavar="tcp://主机:端口", help="用 Dask 集群读取（要装 xhg-excel[cluster]）；文件须在共享存储上。"
)
@click.option("--dry-run", is_flag=True, help="只说明会怎样汇总，不写任何文件。")
@settings_option
@body
def command() -> None:
    """把文件夹里的填报表汇总成一个工作簿。

    同一单位报了几份的，采用最新一份（先看封面填报日期，再看文件属性里的保存时间，再看文件修改时间，早于通知印发日的时间不算；分不出先后的都不并入）。
    不能并入的文件逐个说明原因，其余照常汇总。退出码：0 汇总完整且没有强制问题，1 不完整或有强制问题，2 不能运行。

    例：xhg merge 报送/南通市 --out 市级汇总.xlsx
        xhg merge 市级汇总 --level province --out 省级汇总.xlsx
        xhg merge 报送 --ledgers 台账 --out 汇总.xlsx --dry-run
        xhg merge 报送 --out 汇总.xlsx --cluster tcp://10.0.0.5:8786
    """
