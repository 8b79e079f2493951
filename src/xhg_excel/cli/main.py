"""`xhg`: the commands, loaded when they are called, and the one place that ends a run."""

from __future__ import annotations

import errno
import gc
import importlib
import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn, TextIO

import click

from xhg_excel import __version__
from xhg_excel.cli.help import LazyGroup
from xhg_excel.errors.base import XhgError, likely
from xhg_excel.errors.files import OutputLostError

# A run builds large tables and ends: looking through them for rings again and again finds none.
_SELDOM = 200_000
CANNOT_RUN, INTERRUPTED = 2, 130
_NO_ROOM = {"ENOSPC", "EDQUOT", "EFBIG"}
_ENDINGS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)")
_QUOTED = re.compile("'(.*?)'")
_FILE_WANTED, _FOLDER_WANTED = "给的是文件夹，应为文件", "给的是文件，应为文件夹"
_TOO_MUCH, _NUMBERS = r"“\1”是多出来的；文件名、文件夹名里有空格的请加引号", "数字"

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
    "sendto": "右键菜单“发送到”用的校验、合并、退回单、报告",
    "completion": "按 Tab 键补全命令：bash、zsh、fish、PowerShell",
    "demo": "在新文件夹里从头到尾演示一遍",
}


LazyGroup.told = COMMANDS


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="xhg")
def xhg() -> None:
    """违法违规“小化工”专题督导：生成表格、校验、汇总、计算抽样配额。

    每个命令的用法和例子：xhg 命令 --help

    例：xhg demo                                             在新文件夹里演示一遍
        xhg template --city 南通市 --out 空表                生成要发的填报表
        xhg validate 报送 --ledgers 台账 --mark 退回         校验，写退回单
        xhg merge 报送 --ledgers 台账 --out 市级汇总.xlsx    汇总
        xhg doctor                                           点按钮不灵时看缺什么
    """


def _in_chinese(error: click.ClickException) -> str:
    """Return what is wrong with the words of a call, what was probably meant, and where its usage stands."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    usage = f"用法见 {context.command_path if context else 'xhg'} --help。"
    match error:
        case click.MissingParameter():
            name = error.param.human_readable_name if error.param else ""
            option = error.param.opts[0] if error.param and error.param.param_type_name == "option" else name
            return f"缺少{option}；{usage}"
        case click.NoSuchOption():
            known = [word for param in context.command.params for word in param.opts] if context else []
            return f"没有“{error.option_name}”这个选项；{_meant(error.option_name, known)}{usage}"
        case click.BadParameter():
            return f"“{_name(error)}”的值不对（{_reason(error)}）；{usage}"
        case click.UsageError() if context is not None and isinstance(context.command, click.Group):
            return _no_command(context, error.format_message())
        case _:
            return f"{_EXTRA.sub(_TOO_MUCH, error.format_message())}；{usage}"


def _name(error: click.BadParameter) -> str:
    """Return an option as it is typed, an argument as the usage shows it."""
    if error.param is None:
        return ""
    return error.param.opts[0] if error.param.param_type_name == "option" else error.param.human_readable_name


def _reason(error: click.BadParameter) -> str:
    """Return why a value does not do; for a choice, what may be chosen."""
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Path):
        return _FILE_WANTED if not kind.dir_okay else _FOLDER_WANTED
    if isinstance(kind, click.Choice):
        return f"应为 {'、'.join(map(str, kind.choices))} 之一"
    return (
        f"应为{_NUMBERS}" if isinstance(kind, (click.types.IntParamType, click.types.FloatParamType)) else error.message
    )


def _no_command(context: click.Context, said: str) -> str:
    """Return that there is no such command, which one was probably meant, and all there are."""
    group = context.command
    assert isinstance(group, click.Group)  # noqa: S101  # the caller has looked
    known, quoted = group.list_commands(context), _QUOTED.search(said)
    word = quoted[1] if quoted else ""
    lines = COMMANDS if group is xhg else {}
    spoken = [name for name, told in lines.items() if len(word) > 1 and word in told]
    meant = _meant(word, known) or likely(spoken[0] if spoken else "")
    return f"没有{f'“{word}”' if word else ''}这个命令；{meant}可用的命令：{'、'.join(known)}。"


def _meant(word: str, known: list[str]) -> str:
    from xhg_excel.core.model.nearest import nearest  # whoever types well does not wait for it

    return likely(nearest(word, known))


def main() -> None:
    """Run `xhg`; an `XhgError` becomes one Chinese sentence and exit status 2."""
    gc.set_threshold(_SELDOM)
    _open_streams()
    if os.environ.get(f"_{xhg.name}_COMPLETE".upper(), "").startswith("powershell"):
        importlib.import_module("xhg_excel.cli.completion")  # the library knows the other shells itself
    try:
        sys.exit(xhg.main(prog_name=xhg.name, standalone_mode=False, obj=_ended_in_order) or 0)
    except XhgError as error:
        _end(str(error), CANNOT_RUN)
    except click.exceptions.NoArgsIsHelpError as error:
        _say(error.format_message())
        sys.exit(CANNOT_RUN)
    except click.ClickException as error:
        _end(_in_chinese(error), CANNOT_RUN)
    except (KeyboardInterrupt, click.Abort):
        _end("已中断，没有写出不完整的文件。", INTERRUPTED)
    except OSError as error:
        reason = errno.errorcode.get(error.errno or 0, "")
        if reason not in _NO_ROOM:
            raise
        _hush(sys.stdout)
        _end(str(OutputLostError(reason)), CANNOT_RUN)


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """While a command works, let what ends it from outside raise: what is half written goes, the workers end."""
    numbers = [getattr(signal, name) for name in _ENDINGS if hasattr(signal, name)]
    changed = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]  # under nohup one is not
    try:
        for number in changed:
            signal.signal(number, signal.default_int_handler)
        yield
    finally:
        for number in changed:
            signal.signal(number, signal.SIG_DFL)


def _open_streams() -> None:
    """Let what is said be UTF-8; where a stream was closed (`>&-`), let it go nowhere.

    A file that is opened later would get the stream's number, and what is said into that number.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nowhere = open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115  # for the whole run
            os.set_inheritable(nowhere.fileno(), True)  # what we start would give the number to a file of its own
            setattr(sys, name, nowhere)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _end(said: str, status: int) -> NoReturn:
    """Say why a run ends, and end it."""
    _say(f"xhg：{said}")
    sys.exit(status)


def _say(text: str) -> None:
    """Say something beside the results, where that can be said."""
    try:
        click.echo(text, err=True)
    except OSError:
        _hush(sys.stderr)


def _hush(stream: TextIO) -> None:
    """Let what is still to be written go nowhere, since it could not be written: Python would try again at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
