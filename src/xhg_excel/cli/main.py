"""`xhg`: its commands, each imported when it is called, and the one place that ends a run."""

from __future__ import annotations

import errno
import gc
import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn, TextIO

import click

from xhg_excel.cli.help import LazyGroup
from xhg_excel.errors.base import ProgramFaultError, XhgError, likely
from xhg_excel.errors.files import NotOpenedError, OutputLostError
from xhg_excel.version import __version__

# A run builds large tables and ends: searching them for reference cycles again and again finds none.
_OBJECTS_BETWEEN_COLLECTIONS = 200_000
CANNOT_RUN, INTERRUPTED = 2, 130
_DISK_FULL = {"ENOSPC", "EDQUOT", "EFBIG"}
_ENDINGS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_EXTRA = re.compile(r"\AGot unexpected extra arguments? \((.*)\)")
_QUOTED = re.compile("'(.*?)'")
_FILE_WANTED, _FOLDER_WANTED = "给的是文件夹，应为文件", "给的是文件，应为文件夹"
_EXTRA_ARGUMENT, _NUMBERS = r"“\1”是多出来的；文件名、文件夹名里有空格的请加引号", "数字"

# Command → its line in `xhg --help`. The module of the same name (`-` written `_`) is imported when it is called.
COMMANDS = {
    "template": "生成空白表：三张单表、县级填报表、台账",
    "validate": "校验填报表，列出每一处问题和改法",
    "confirm": "确认按印刷文字读取的表读得对",
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

LazyGroup.short_helps = COMMANDS


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
    """Return what is wrong with a call, what was probably meant, and where its usage is shown."""
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
            return f"{_EXTRA.sub(_EXTRA_ARGUMENT, error.format_message())}；{usage}"


def _name(error: click.BadParameter) -> str:
    """Return the name of an option as it is typed, that of an argument as the usage shows it."""
    if error.param is None:
        return ""
    return error.param.opts[0] if error.param.param_type_name == "option" else error.param.human_readable_name


def _reason(error: click.BadParameter) -> str:
    """Return why a value is refused; for a choice, the values there are."""
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Path) and error.message.endswith("."):  # click's own words; ours have no full stop
        return _FILE_WANTED if not kind.dir_okay else _FOLDER_WANTED
    if isinstance(kind, click.Choice):
        return f"应为 {'、'.join(map(str, kind.choices))} 之一"
    return (
        f"应为{_NUMBERS}" if isinstance(kind, (click.types.IntParamType, click.types.FloatParamType)) else error.message
    )


def _no_command(context: click.Context, message: str) -> str:
    """Return that there is no such command, which one was probably meant, and all there are."""
    group = context.command
    assert isinstance(group, click.Group)  # noqa: S101  # the caller has checked it
    known, quoted = group.list_commands(context), _QUOTED.search(message)
    word = quoted[1] if quoted else ""
    lines = COMMANDS if group is xhg else {}
    in_chinese = [name for name, line in lines.items() if len(word) > 1 and word in line]
    meant = _meant(word, known) or likely(in_chinese[0] if in_chinese else "")
    return f"没有{f'“{word}”' if word else ''}这个命令；{meant}可用的命令：{'、'.join(known)}。"


def _meant(word: str, known: list[str]) -> str:
    from xhg_excel.core.model.nearest import nearest  # a call without a mistake does not load it

    return likely(nearest(word, known))


def main() -> None:
    """Run `xhg`; an `XhgError` becomes one Chinese sentence and exit status 2."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    _open_streams()
    if os.environ.get(f"_{xhg.name}_COMPLETE".upper(), "").startswith("powershell"):
        import xhg_excel.cli.completion  # noqa: F401  # adds PowerShell; the library knows the other shells itself
    try:
        with _ending_signals_raise():
            # Arguments stay what they are: on Windows click would expand [1], %NAME%, ~ and $NAME in names of files.
            sys.exit(xhg.main(prog_name=xhg.name, standalone_mode=False, windows_expand_args=False) or 0)
    except XhgError as error:
        from xhg_excel.core.model.personal_numbers import hide_personal  # a run that goes well does not load it

        _end(hide_personal(str(error)), CANNOT_RUN)
    except click.exceptions.NoArgsIsHelpError as error:
        _print_error(error.format_message())
        sys.exit(CANNOT_RUN)
    except click.ClickException as error:
        _end(_in_chinese(error), CANNOT_RUN)
    except (KeyboardInterrupt, click.Abort):
        _end("已中断，没有写出不完整的文件。", INTERRUPTED)
    except BrokenPipeError:  # whoever read the output has read enough (`| head`)
        _discard(sys.stdout)
        sys.exit(CANNOT_RUN)
    except OSError as error:
        _end(_of_system(error), CANNOT_RUN)
    except Exception as error:  # noqa: BLE001  # a fault of ours: the log has the traceback, the user a sentence
        _end(_of_fault(error), CANNOT_RUN)


def _of_system(error: OSError) -> str:
    """Return which path the system refuses and why; without a path, that the output found no room."""
    reason = errno.errorcode.get(error.errno or 0, "")
    if reason in _DISK_FULL:
        _discard(sys.stdout)
        return str(OutputLostError(reason))
    return str(NotOpenedError(error.filename, reason, error.strerror or "")) if error.filename else _of_fault(error)


def _of_fault(error: Exception) -> str:
    from xhg_excel.files.places import log_fault  # a run without a fault does not load it

    return str(ProgramFaultError(log_fault(error, "xhg")))


@contextmanager
def _ending_signals_raise() -> Iterator[None]:
    """Turn what ends the program from outside into an exception, so that half-written files and workers go."""
    numbers = [getattr(signal, name) for name in _ENDINGS if hasattr(signal, name)]
    changed = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]  # under nohup one is ignored
    try:
        for number in changed:
            signal.signal(number, signal.default_int_handler)
        yield
    finally:
        for number in changed:
            signal.signal(number, signal.SIG_DFL)


def _open_streams() -> None:
    """Write UTF-8 to the standard streams; open the null device in place of a closed one (`>&-`).

    Otherwise a file opened later would get the number of the closed stream, and what is printed.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            null = open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115  # for the whole run
            os.set_inheritable(null.fileno(), True)  # a child would give the number to a file of its own
            setattr(sys, name, null)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _end(sentence: str, status: int) -> NoReturn:
    """Print why the run ends, in one line: a path may hold breaks and what steers a terminal. End it."""
    _print_error("xhg：" + "".join(char if char.isprintable() else " " for char in sentence))
    sys.exit(status)


def _print_error(text: str) -> None:
    """Print to the error stream; where that is impossible (a full disk), nothing."""
    try:
        click.echo(text, err=True)
    except OSError:
        _discard(sys.stderr)


def _discard(stream: TextIO) -> None:
    """Send the rest of a stream that cannot be written to the null device: Python would try again at its end."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, stream.fileno())
    os.close(null)
