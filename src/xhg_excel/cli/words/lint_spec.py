"""Help and options of `xhg lint-spec`."""

from __future__ import annotations

import click

from xhg_excel.cli.words.shared import body


@click.command("lint-spec")
@body
def command() -> None:
    """检查表格和规则的声明：没有填报栏的项、用到没有的字段的规则、读不出的选项、永远不触发的规则、重复的字段。

    例：xhg lint-spec
    """
