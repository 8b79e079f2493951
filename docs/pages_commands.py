"""docs/cli.md: every command with its options and examples, from the commands themselves."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from xhg_excel.cli.help import EXAMPLES, joined, option_row
from xhg_excel.cli.main import COMMANDS, xhg

_INTRO = """\
# 命令一览

每个命令后面加 `--help` 也能看到这些说明。命令写错了，程序会问“您是不是要……”。退出码没有另外说明的：0 正常，2 不能运行（说明原因，不写出不完整的文件）。

按 Tab 键补全命令、选项、设区市名称和文件名：见 [xhg completion](#xhg-completion)。

| 命令 | 做什么 |
| --- | --- |
"""


def commands_page() -> str:
    """Return the page as Markdown."""
    context = click.Context(xhg, info_name="xhg")
    parts = [_INTRO + "".join(f"| [`xhg {name}`](#xhg-{name}) | {line} |\n" for name, line in COMMANDS.items())]
    for name in COMMANDS:
        command = xhg.get_command(context, name)
        assert command is not None  # noqa: S101  # it is listed
        parts += _sections(command, click.Context(command, info_name=name, parent=context), 2)
    return "\n".join(parts)


def _sections(command: click.Command, context: click.Context, level: int) -> Iterator[str]:
    yield f"{'#' * level} {context.command_path}\n\n{_described(command, context)}"
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from _sections(below, click.Context(below, info_name=name, parent=context), level + 1)


def _described(command: click.Command, context: click.Context) -> str:
    paragraphs = inspect.cleandoc(command.help or "").split("\n\n")
    prose = [joined(p.split("\n")) for p in paragraphs if not p.startswith(EXAMPLES) and "  " not in p]
    # Lists with a line for each, and examples, stay as they are.
    kept = [p for p in paragraphs if not p.startswith(EXAMPLES) and "  " in p]
    shown = ["```text\n" + p + "\n```" for p in kept]
    examples = [line.strip() for p in paragraphs if p.startswith(EXAMPLES) for line in p[len(EXAMPLES) :].split("\n")]
    options = [param for param in command.params if isinstance(param, click.Option)]
    rows = [record for option in options if (record := option.get_help_record(context))]
    arguments = " ".join(param.make_metavar(context) for param in command.params if isinstance(param, click.Argument))
    usage = f"`{context.command_path} {arguments}`\n" if arguments else ""
    table = (
        "| 选项 | 含义 |\n| --- | --- |\n" + "".join(f"| {_cell(option_row(*row))} |\n" for row in rows) if rows else ""
    )
    block = "".join(f"    {line}\n" for line in examples if line)
    return "\n".join(part for part in ("\n\n".join(prose) + "\n", usage, *shown, block, table) if part)


def _cell(row: tuple[str, str]) -> str:
    option, meaning = row
    return f"`{option}` | {meaning}".replace("[city|province]", "[city\\|province]")
