"""`xhg completion`: the settings by which a shell completes commands, options and names with the Tab key."""

from __future__ import annotations

import os

import click
from click.shell_completion import CompletionItem, ShellComplete, add_completion_class, get_completion_class

PROGRAM, VARIABLE = "xhg", "_XHG_COMPLETE"
_WORDS, _TYPED = "_XHG_WORDS", "_XHG_TYPED"

# The words before the one being typed, and that one, are passed in two variables; without an answer PowerShell offers
# file names itself.
_POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($typed, $line, $position)
    $words = @($line.CommandElements | Where-Object { $_.Extent.EndOffset -lt $position } | ForEach-Object { $_.Extent.Text.Trim([char]34, [char]39) })
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [Text.Encoding]::UTF8
        $env:%(complete_var)s = 'powershell_complete'
        $env:_XHG_WORDS = $words -join [char]31
        $env:_XHG_TYPED = $typed.Trim([char]34, [char]39)
        %(prog_name)s | ForEach-Object {
            $kind, $value, $told = $_ -split [char]31, 3
            if ($kind -eq 'plain') {
                [Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $told)
            }
        }
    } finally {
        [Console]::OutputEncoding = $encoding
        Remove-Item -Path 'Env:%(complete_var)s', 'Env:_XHG_WORDS', 'Env:_XHG_TYPED' -ErrorAction SilentlyContinue
    }
}
"""


@add_completion_class
class PowerShellComplete(ShellComplete):
    """Completion in PowerShell, which the command-line library does not know."""

    name = "powershell"
    source_template = _POWERSHELL

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the one being typed, without the program's name, and that one."""
        words = os.environ.get(_WORDS, "").split("\x1f")
        return words[1:], os.environ.get(_TYPED, "")

    def format_completion(self, item: CompletionItem) -> str:
        """Return one line: kind, value, what it does (never empty: PowerShell wants a tip)."""
        return "\x1f".join((item.type, item.value, (item.help or item.value).replace("\n", " ")))


@click.command("completion")
@click.argument("shell", metavar="程序", type=click.Choice(["bash", "zsh", "fish", "powershell"]))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """打印命令行补全的设置：装上以后，按 Tab 键补全命令、选项、设区市名称和文件名。

    bash        xhg completion bash >> ~/.bashrc
    zsh         xhg completion zsh >> ~/.zshrc
    fish        xhg completion fish > ~/.config/fish/completions/xhg.fish
    PowerShell  xhg completion powershell >> $PROFILE

    然后重新打开窗口。

    例：xhg completion bash
    """
    made = get_completion_class(shell)
    assert made is not None  # noqa: S101  # the choice holds only known ones
    click.echo(made(context.find_root().command, {}, PROGRAM, VARIABLE).source(), nl=False)
