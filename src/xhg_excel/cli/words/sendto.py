"""Help and options of `xhg sendto`."""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.cli.words.shared import body

_chosen = click.argument("paths", metavar="文件或文件夹…", nargs=-1, required=True, type=click.Path(path_type=Path))
_open = click.option("--open/--no-open", "opening", default=True, help="做完后打开结果（默认打开）。")


@click.group("sendto")
def command() -> None:
    """右键菜单“发送到”用的命令：处理选中的文件或文件夹，结果写到旁边的新文件并打开。

    例：xhg sendto check 报送
        xhg sendto merge 报送
        xhg sendto return "如东县 填报表.xlsx"
    """


@command.command("check")
@_chosen
@_open
@body
def check_step() -> None:
    """校验选中的文件或文件夹，结果写成旁边的“… 校验结果.xlsx”，不覆盖已有文件。

    例：xhg sendto check 报送
    """


@command.command("merge")
@_chosen
@_open
@body
def merge_step() -> None:
    """把选中的文件夹或几个填报表汇总成旁边的“… 汇总.xlsx”，不覆盖已有文件。

    例：xhg sendto merge 报送
    """


@command.command("return")
@_chosen
@_open
@body
def return_step() -> None:
    """把有问题的文件原样标注后写到旁边的新文件夹“… 退回单”，原文件不动。

    例：xhg sendto return 报送
    """


@command.command("report")
@_chosen
@_open
@body
def report_step() -> None:
    """由选中的一个汇总表和台账（文件夹）生成旁边的督导专题报告，没有齐的出草稿，不覆盖已有文件。

    例：xhg sendto report 市级汇总.xlsx 台账
    """
