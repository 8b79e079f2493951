"""Help and options of `xhg completion`."""

from __future__ import annotations

import click

from xhg_excel.cli.words.shared import body


@click.command("completion")
@click.argument("shell", metavar="程序", type=click.Choice(["bash", "zsh", "fish", "powershell"]))
@body
def command() -> None:
    """打印命令行补全的设置：装上以后，按 Tab 键补全命令、选项、设区市名称和文件名。

    bash        xhg completion bash >> ~/.bashrc
    zsh         xhg completion zsh >> ~/.zshrc
    fish        xhg completion fish > ~/.config/fish/completions/xhg.fish
    PowerShell  xhg completion powershell >> $PROFILE

    然后重新打开窗口。

    例：xhg completion bash
    """
