"""Help and options of `xhg draw`."""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.cli.words.shared import body, cities_like, settings_option
from xhg_excel.notice.words.planning.draw import FROZEN_FILE, NOTICE_FILE, SAMPLE_FILE

_path = click.Path(path_type=Path)
ledgers_option = click.option("--ledgers", required=True, type=_path, help="台账所在文件夹（问题清单、排查底数）。")
despite_option = click.option(
    "--despite-findings", "despite", is_flag=True, help="台账有强制问题没有更正也照做；记入抽样底账。"
)


class _Steps(click.Group):
    """The steps in the order they are taken."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click gives it
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # as above
        with formatter.section("步骤"):
            formatter.write_dl([(name, command.get_short_help_str(80)) for name, command in self.commands.items()])


@click.group("draw", cls=_Steps)
def command() -> None:
    """先冻结清单、公布校验码，再用公开的种子抽取；谁都可以重算核对。

    怎样手工重算：docs/draw.md

    例：xhg draw freeze --ledgers 台账 --out 冻结.xlsx
    """


@command.command("freeze")
@ledgers_option
@click.option(
    "--out",
    type=_path,
    default=Path(FROZEN_FILE),
    show_default=True,
    help="冻结记录：.xlsx、.json 或 .txt（就是被校验的文本）。",
)
@despite_option
@settings_option
@body
def freeze_step() -> None:
    """冻结清单，给出一个要公布的校验码。

    例：xhg draw freeze --ledgers 台账 --out 冻结.xlsx
    """


@command.command("run")
@ledgers_option
@click.option("--freeze", "frozen", required=True, type=_path, help="冻结记录。")
@click.option("--seed", required=True, help="公开的种子，不少于20位数字。")
@click.option("--out", type=_path, default=Path(SAMPLE_FILE), show_default=True, help="抽取名单写到哪个 .xlsx 文件。")
@click.option("--forms", type=_path, help="另在这个文件夹里生成各县的填报表，企业已填好。")
@despite_option
@settings_option
@body
def run_step() -> None:
    """按公开的种子抽取：名单、备选、路线清单、公示名单、抽样底账。

    种子不足20位、不是数字，或清单与冻结时不同的，不抽取。

    例：xhg draw run --ledgers 台账 --freeze 冻结.xlsx --seed 20200810123456789012 --out 抽取名单.xlsx
    """


@command.command("verify")
@click.argument("file", metavar="文件", type=_path)
@click.option("--ledgers", type=_path, help="台账文件夹：另核对冻结的清单是否就是这些台账。")
@settings_option
@body
def verify_step() -> None:
    """由底账重算全部内容，指出第一处不同。

    退出码：0 完全一致，1 有不同，2 不能运行。

    例：xhg draw verify 抽取名单.xlsx --ledgers 台账
    """


@command.command("replace")
@click.argument("file", metavar="文件", type=_path)
@click.option("--id", "identifier", required=True, help="换下哪一家（编号）。")
@click.option("--reason", required=True, help="原因，至少4个汉字。")
@click.option("--city", shell_complete=cities_like, help="哪个设区市；编号在几个市都有时要写。")
@click.option("--out", type=_path, help="写到哪个文件；不给则写在原文件旁边。")
@settings_option
@body
def replace_step() -> None:
    """用下一个备选替换一家，记下原因。

    例：xhg draw replace 抽取名单.xlsx --id P007 --reason "厂房已拆除，现场不存在"
    """


@command.command("topup")
@click.argument("file", metavar="文件", type=_path)
@ledgers_option
@click.option("--out", type=_path, help="写到哪个文件；不给则写在原文件旁边。")
@despite_option
@settings_option
@body
def topup_step() -> None:
    """清单有新增时，用同一个种子增补；原名单一家不变。

    例：xhg draw topup 抽取名单.xlsx --ledgers 新台账
    """


@command.command("notice")
@click.argument("file", metavar="文件", type=_path)
@click.option("--out", type=_path, default=Path(NOTICE_FILE), show_default=True, help="公示名单写到哪个 .xlsx 文件。")
@body
def notice_step() -> None:
    """另存可以公示的名单：“督导方式”选了“明察暗访”的不在内。

    例：xhg draw notice 抽取名单.xlsx --out 公示名单.xlsx
    """


@command.command("forms")
@click.argument("file", metavar="文件", type=_path)
@click.option("--out", required=True, type=_path, help="写到哪个文件夹。")
@body
def forms_step() -> None:
    """生成要去的各县和市本级的填报表，名单上的企业已填进登记表。

    例：xhg draw forms 抽取名单.xlsx --out 填报表
    """
