"""Help and options of `xhg report`."""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.cli.words.progress import on_option
from xhg_excel.cli.words.shared import body, settings_option


def _docx(_: click.Context, param: click.Parameter, path: Path | None) -> Path | None:
    """Return the file to write; Word opens none by another ending."""
    if path is not None and (path.suffix.lower() != ".docx" or path.is_dir()):
        raise click.BadParameter("应是 .docx 文件，如“督导专题报告.docx”", param=param)
    return path


@click.command("report")
@click.argument("totals", metavar="汇总表", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--out", callback=_docx, type=click.Path(path_type=Path), help="报告写到哪个 .docx 文件。")
@click.option(
    "--check", "written", type=click.Path(path_type=Path, dir_okay=False), help="不写报告，核对这份报告里的数。"
)
@click.option("--ledgers", type=click.Path(path_type=Path), help="台账文件夹：督导任务、清单与现场、信访三章要用。")
@click.option("--drawn", type=click.Path(path_type=Path), help="抽取名单：抽查结论一章要用。")
@click.option("--level", type=click.Choice(["city", "province"]), help="市级或省级报告；不给则按汇总表判断。")
@click.option("--draft", is_flag=True, help="没有齐全时先出草稿，第一章列出还缺什么。")
@click.option("--final", "is_final", is_flag=True, help="定稿：没有填写的“本组补充”不再出现。")
@on_option
@settings_option
@body
def command() -> None:
    """由汇总表生成督导专题报告（公文格式的 Word 文件），或核对报告里的数。

    报告里每个数都记着它在汇总表里的来历。各章末尾留有“本组补充”，在里面写的话再次生成时保留。
    退出码：0 已生成或全部一致，1 有不一致的数，2 不能运行。

    例：xhg report 市级汇总.xlsx --ledgers 台账 --out 督导专题报告.docx
        xhg report 市级汇总.xlsx --ledgers 台账 --check 督导专题报告.docx
    """
