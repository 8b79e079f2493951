"""Help in Chinese: headings, defaults, kinds of values; a group that imports a command when it is called."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Sequence

import click
from click.shell_completion import CompletionItem

from xhg_excel.cli.table import columns_of, fold

EXAMPLES = "例："
_HEADINGS = {"Options": "选项", "Commands": "命令"}
_KINDS = {"DIRECTORY": "文件夹", "PATH": "路径", "FILE": "文件", "TEXT": "文字", "INTEGER": "整数", "DATE": "日期"}
_WORDS = {
    "Show this message and exit.": "显示这一页。",
    "Show the version and exit.": "显示版本。",
    "[required]": "[必填]",
}
_DEFAULT = re.compile(r"\[default: ([^\[\]]*)\]")
_KIND = re.compile(rf"\b({'|'.join(_KINDS)})\b")


class Formatter(click.HelpFormatter):
    """The library's help with its own words in Chinese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that shows how a command is called."""
        args = args.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 …")
        super().write_usage(prog, args, prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_text(self, text: str) -> None:
        """Write paragraphs folded to the width of the window; examples, and lists of a line each, are not folded."""
        paragraphs = (paragraph.split("\n") for paragraph in text.split("\n\n"))
        for n, lines in enumerate(paragraphs):
            if n:
                self.write_paragraph()
            kept = lines[0].startswith(EXAMPLES) or any("  " in line for line in lines)
            for line in lines if kept else fold(joined(lines), self.width - self.current_indent):
                self.write(" " * self.current_indent + line.rstrip() + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write options or commands with what they do."""
        shown = [option_row(*row) for row in rows]
        left = min(col_max, max(columns_of(name) for name, _ in shown)) + col_spacing
        for name, text in shown:
            lines = list(fold(text, max(20, self.width - self.current_indent - left)))
            beside = columns_of(name) + col_spacing <= left
            first = lines.pop(0) if beside else ""
            self.write(" " * self.current_indent + name + " " * (left - columns_of(name)) * beside + first + "\n")
            for line in lines:
                self.write(" " * (self.current_indent + left) + line + "\n")


def joined(lines: Sequence[str]) -> str:
    """Return lines as one: no space between two Chinese characters.

    >>> joined(["生成三张单表", "和台账：xhg", "template"])
    '生成三张单表和台账：xhg template'
    """
    text = lines[0].strip()
    for line in lines[1:]:
        ascii_side = text[-1:].isascii() and line.strip()[:1].isascii()
        text += (" " if ascii_side else "") + line.strip()
    return text


def option_row(option: str, text: str) -> tuple[str, str]:
    """Return an option and its help, the library's own words put in Chinese.

    >>> option_row("--out PATH", "Where.  [required]"), option_row("--seed INTEGER", "[default: 1]")
    (('--out 路径', 'Where.  [必填]'), ('--seed 整数', '[默认 1]'))
    """
    for english, chinese in _WORDS.items():
        text = text.replace(english, chinese)
    return _KIND.sub(lambda found: _KINDS[found[1]], option), _DEFAULT.sub(r"[默认 \1]", text)


class Context(click.Context):
    """A call whose help is in Chinese."""

    formatter_class = Formatter


def in_chinese(command: click.Command) -> click.Command:
    """Return a command whose help, and that of the commands below it, is in Chinese."""
    command.context_class = Context
    if isinstance(command, click.Group) and not isinstance(command, LazyGroup):
        for below in command.commands.values():
            in_chinese(below)
    return command


class LazyGroup(click.Group):
    """A group that imports the module of a command when it is called; `short_helps` is its line in the help."""

    context_class = Context
    short_helps: dict[str, str] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click gives it
        """Return the names in the order of the help."""
        return list(self.short_helps)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # as above
        """Import a command; None when there is none of that name."""
        if cmd_name not in self.short_helps:
            return None
        module = importlib.import_module(f"xhg_excel.cli.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return in_chinese(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # as above
        """Write every command with its line."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.short_helps.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands and options that begin so, without importing a command."""
        named = [
            CompletionItem(name, help=line) for name, line in self.short_helps.items() if name.startswith(incomplete)
        ]
        return [*named, *click.Command.shell_complete(self, ctx, incomplete)]
