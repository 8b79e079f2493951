"""`xhg addin`: install, examine and remove the Excel add-in or LibreOffice's toolbar; the offline bundle."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xhg_excel.cli.options import path_type
from xhg_excel.notice.words.shells.bundle import PYTHONS

if TYPE_CHECKING:
    from xhg_excel.setup.install import Step

_calc_option = click.option("--calc", is_flag=True, help="装到 LibreOffice Calc 的工具栏（Linux），不是 Excel。")
_wps_option = click.option("--wps", is_flag=True, help="装到 WPS 表格（Windows、统信、麒麟），不是 Excel。")
_dry_option = click.option("--dry-run", "is_dry", is_flag=True, help="只说明会做什么，不改动任何文件。")


@click.group("addin")
def command() -> None:
    """安装、查看、删除 Excel 加载项和右键菜单“发送到”；制作离线安装包。

    例：xhg addin install
        xhg addin install --dry-run
        xhg addin bundle --out 离线安装包.zip
    """


@command.command("install")
@_calc_option
@_wps_option
@_dry_option
def addin_install(calc: bool, wps: bool, is_dry: bool) -> int:
    """把加载项复制到本人的 Excel 启动文件夹，把校验、合并、退回单放进右键菜单“发送到”。

    不需要管理员权限。退出码：0 都装好了，1 有一部分没有装，2 不能安装。

    加 --calc：把同样的按钮装进本人的 LibreOffice；加 --wps：装进本人的 WPS 表格。已装的更新。

    例：xhg addin install
        xhg addin install --calc
        xhg addin install --wps
    """
    from xhg_excel.setup.calc_extension import install_calc
    from xhg_excel.setup.install import install, this_machine

    if wps:
        from xhg_excel.setup.wps_addin import install_wps

        return _run(install_wps(), is_dry)
    return _run(install_calc() if calc else install(this_machine()), is_dry)


@command.command("status")
@_calc_option
@_wps_option
def addin_status(calc: bool, wps: bool) -> int:
    """说明装在哪里、指向哪个 Python、是不是当前版本；不改动任何文件。

    退出码：0 都正常，1 有没装好的，2 不能查看。

    例：xhg addin status
    """
    from xhg_excel.setup.calc_extension import calc_steps
    from xhg_excel.setup.install import status, this_machine

    if wps:
        from xhg_excel.setup.wps_addin import wps_status

        return _run(wps_status(), is_dry=False)
    return _run(calc_steps() if calc else status(this_machine()), is_dry=False)


@command.command("remove")
@_calc_option
@_wps_option
@_dry_option
def addin_remove(calc: bool, wps: bool, is_dry: bool) -> int:
    """删除加载项和“发送到”里的快捷方式；不是本程序的文件不动。

    例：xhg addin remove
    """
    from xhg_excel.setup.calc_extension import remove_calc
    from xhg_excel.setup.install import remove, this_machine

    if wps:
        from xhg_excel.setup.wps_addin import remove_wps

        return _run(remove_wps(), is_dry)
    return _run(remove_calc() if calc else remove(this_machine()), is_dry)


def _run(steps: Iterable[Step], is_dry: bool) -> int:
    """Do each step unless it is a dry run, and print its line; return 1 when one of them needs the user."""
    from xhg_excel.notice.words.shells.install import DRY_RUN

    all_fine = True
    for step in steps:
        if not is_dry:
            step.do()
        click.echo(step.text)
        all_fine = all_fine and step.fine
    if is_dry:
        click.echo(DRY_RUN)
    return int(not all_fine)


@command.command("facts", hidden=True)
def addin_facts() -> None:
    """打印自检脚本 smoke_test.ps1 要用的名称（纯 ASCII 的 JSON）。

    例：xhg addin facts
    """
    from xhg_excel.core.sheets.table import FIRST_ROW
    from xhg_excel.notice.words import marks
    from xhg_excel.notice.words.rehearsal import SUBMISSION_FOLDER
    from xhg_excel.notice.words.shells import addin, install
    from xhg_excel.notice.words.totals.totals import SOURCES_SHEET
    from xhg_excel.notice.words.workbook import COUNTY_FILE_NAMED
    from xhg_excel.setup.install import addin_place, this_machine

    facts = {
        "addin": addin_place(this_machine()),
        "addin_file": install.ADDIN_FILE,
        "city": install.SMOKE_CITY,
        "sample": COUNTY_FILE_NAMED.format(unit=install.SMOKE_UNIT),
        "submissions": SUBMISSION_FOLDER,
        "title": addin.TITLE,
        "self_test_sheet": addin.SELF_TEST_SHEET,
        "passed": addin.PASSED,
        "failed": addin.FAILED,
        "result_sheet": marks.RESULT_SHEET,
        "code_column": len(marks.RESULT_HEADS),
        "first_row": FIRST_ROW + 1,
        "sources_sheet": SOURCES_SHEET,
    }
    click.echo(json.dumps(facts))


@command.command("bundle")
@click.option("--out", required=True, type=path_type, help="写到哪个 .zip 文件。")
@click.option(
    "--python", "versions", multiple=True, default=PYTHONS, show_default=True, help="给哪些 Python 版本；可以写几个。"
)
@click.option(
    "--wheels",
    "prepared",
    type=click.Path(path_type=Path, file_okay=False),
    help="用这个文件夹里已下载好的 wheel，不上网。",
)
def addin_bundle(out: Path, versions: tuple[str, ...], prepared: Path | None) -> int:
    """做一个不用上网的 Windows 安装包：程序、依赖、加载项、模板、说明和 install.cmd。

    在能上网的电脑上做一次（任何系统），拷到不能上网的 Windows 电脑，解压后双击 install.cmd。

    例：xhg addin bundle --out 离线安装包.zip
        xhg addin bundle --python 3.12 --out 离线安装包.zip
    """
    from xhg_excel.setup.bundle import write_bundle

    for line in write_bundle(out, versions, prepared):
        click.echo(line)
    return 0
