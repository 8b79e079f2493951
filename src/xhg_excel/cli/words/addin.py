"""Help and options of `xhg addin`."""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.cli.words.shared import body
from xhg_excel.notice.words.shells.bundle import PYTHONS

_calc = click.option("--calc", is_flag=True, help="装到 LibreOffice Calc 的工具栏（Linux），不是 Excel。")
_dry = click.option("--dry-run", "dry", is_flag=True, help="只说明会做什么，不改动任何文件。")


@click.group("addin")
def command() -> None:
    """安装、查看、删除 Excel 加载项和右键菜单“发送到”；制作离线安装包。

    例：xhg addin install
        xhg addin install --dry-run
        xhg addin bundle --out 离线安装包.zip
    """


@command.command("install")
@_calc
@_dry
@body
def install_step() -> None:
    """把加载项复制到本人的 Excel 启动文件夹，把校验、合并、退回单放进右键菜单“发送到”。

    不需要管理员权限。退出码：0 都装好了，1 有一部分没有装，2 不能安装。

    加 --calc：把同样的按钮装进本人的 LibreOffice；已装的更新。

    例：xhg addin install
        xhg addin install --calc
    """


@command.command("status")
@_calc
@body
def status_step() -> None:
    """说明装在哪里、指向哪个 Python、是不是当前版本；不改动任何文件。

    退出码：0 都正常，1 有没装好的，2 不能查看。

    例：xhg addin status
    """


@command.command("remove")
@_calc
@_dry
@body
def remove_step() -> None:
    """删除加载项和“发送到”里的快捷方式；不是本程序的文件不动。

    例：xhg addin remove
    """


@command.command("facts", hidden=True)
@body
def facts_step() -> None:
    """打印自检脚本 smoke_test.ps1 要用的名称（纯 ASCII 的 JSON）。

    例：xhg addin facts
    """


@command.command("bundle")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="写到哪个 .zip 文件。")
@click.option(
    "--python", "versions", multiple=True, default=PYTHONS, show_default=True, help="给哪些 Python 版本；可以写几个。"
)
@click.option(
    "--wheels",
    "prepared",
    type=click.Path(path_type=Path, file_okay=False),
    help="用这个文件夹里已下载好的 wheel，不上网。",
)
@body
def bundle_step() -> None:
    """做一个不用上网的 Windows 安装包：程序、依赖、加载项、模板、说明和 install.cmd。

    在能上网的电脑上做一次（任何系统），拷到不能上网的 Windows 电脑，解压后双击 install.cmd。

    例：xhg addin bundle --out 离线安装包.zip
        xhg addin bundle --python 3.12 --out 离线安装包.zip
    """
