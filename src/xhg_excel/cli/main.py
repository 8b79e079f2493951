"""`xhg`: the commands, loaded when they are called, and the one place that ends a run.

Room: cli.
"""

from __future__ import annotations

import importlib
import sys

import click

from xhg_excel import __version__
from xhg_excel.errors import XhgError

CANNOT_RUN, INTERRUPTED = 2, 130

# Command → module, and its line in `xhg --help`; the module is imported on use.
COMMANDS = {
    "template": "生成空白表：三张单表、县级填报表、台账",
    "validate": "校验填报表，列出每一处问题和改法",
    "unmark": "去掉退回单上的标注",
    "lint-spec": "检查表格和规则的声明",
    "merge": "把县级填报表汇总成市级，或把市级汇总成省级",
    "explain": "说明汇总表里一个数的来历",
    "diff": "比较同一张表的两份",
    "quota": "由台账计算督导抽样配额",
    "plan": "由台账排出督导计划：督导哪些县（市、区），为什么",
    "draw": "冻结清单、按公开的种子抽取、核对、替换、增补",
    "progress": "按每日安排看进度、推算缺口，列出报告前还缺什么",
    "report": "由汇总表生成督导专题报告（Word），核对报告里的数",
    "rehearse": "生成演练数据（台账和已填报表）",
    "addin": "安装、查看、删除 Excel 加载项；离线安装包",
    "doctor": "检查点按钮所需要的一切，说明怎样改",
    "sendto": "右键菜单“发送到”用的校验、合并、退回单",
    "demo": "在新文件夹里从头到尾演示一遍",
}


class _Lazy(click.Group):
    """A group whose commands are imported only when they run."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click gives it
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # as above
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"xhg_excel.cli.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # as above
        with formatter.section("命令"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="xhg")
def xhg() -> None:
    """违法违规“小化工”专题督导：生成表格、校验、汇总、计算抽样配额。

    每个命令的用法：xhg 命令 --help
    """


def _in_chinese(error: click.ClickException) -> str:
    """Return what is wrong with the words of a call, and where its usage stands."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    usage = f"用法见 {context.command_path if context else 'xhg'} --help。"
    match error:
        case click.MissingParameter():
            name = error.param.human_readable_name if error.param else ""
            option = error.param.opts[0] if error.param and error.param.param_type_name == "option" else name
            return f"缺少{option}；{usage}"
        case click.NoSuchOption():
            return f"没有“{error.option_name}”这个选项；{usage}"
        case click.BadParameter():
            return f"“{error.param.opts[0] if error.param else ''}”的值不对（{error.message}）；{usage}"
        case click.UsageError() if context is not None and isinstance(context.command, click.Group):
            return f"没有这个命令；可用的命令：{'、'.join(context.command.list_commands(context))}。"
        case _:
            return f"{error.format_message()}；{usage}"


def main() -> None:
    """Run `xhg`; an `XhgError` becomes one Chinese sentence and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.exit(xhg.main(standalone_mode=False) or 0)
    except XhgError as error:
        click.echo(f"xhg：{error}", err=True)
        sys.exit(CANNOT_RUN)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(CANNOT_RUN)
    except click.ClickException as error:
        click.echo(f"xhg：{_in_chinese(error)}", err=True)
        sys.exit(CANNOT_RUN)
    except (KeyboardInterrupt, click.Abort):
        click.echo("xhg：已中断，没有写出不完整的文件。", err=True)
        sys.exit(INTERRUPTED)
