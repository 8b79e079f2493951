"""Help and options of `xhg doctor`."""

from __future__ import annotations

import click

from xhg_excel.cli.words.shared import body, settings_option


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="打印成 JSON，给程序用。")
@settings_option
@body
def command() -> None:
    """检查点按钮所需要的一切：Python、程序包、加载项、模板、宏的设置……并说明怎样改。

    退出码：0 没有“不行”的，1 有。

    例：xhg doctor
        xhg doctor --json
    """
