"""`xhg completion`: what a shell must be told to complete commands, options and names with the Tab key."""

from __future__ import annotations

import os

import click
from click.shell_completion import CompletionItem, ShellComplete, add_completion_class, get_completion_class

PROGRAM, VARIABLE = "xhg", "_XHG_COMPLETE"
_WORDS, _TYPED = "_XHG_WORDS", "_XHG_TYPED"

# Words before the one being typed, and that one, travel in two variables; without an answer PowerShell offers files.
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


def command(shell: str) -> None:
    """Print what a shell must be told."""
    from xhg_excel.cli.main import xhg

    made = get_completion_class(shell)
    assert made is not None  # noqa: S101  # the choice holds only known ones
    click.echo(made(xhg, {}, PROGRAM, VARIABLE).source(), nl=False)
