"""docs/buttons.md: every button and every worksheet function, from their declarations."""

from __future__ import annotations

from xhg_excel.notice.words.shells.buttons import GROUPS, TAB, Asks
from xhg_excel.notice.words.shells.functions import FUNCTIONS

_INTRO = f"""\
# 按钮和函数

装好以后（[怎样安装](install.md)），功能区多一页“{TAB}”。每个按钮最后弹出一句话，说有几处问题、在哪里；出错也只弹一句话，详情在日志里（不含姓名和电话）。

填报内容、自己涂的颜色和写的批注都不会被改动；受保护的工作表上标不上颜色的，结果表里照样列出，并说明是哪几张。要改口径的，把设置文件（[设置说明](settings.md)）放到“打开帮助”里写的位置；工作簿旁边的设置文件一律不读。

| 组 | 按钮 | 做什么 | 会问什么 |
| --- | --- | --- | --- |
"""
_ASKED = {Asks.NOTHING: "—"}
_FUNCTIONS = """
## 单元格里可用的函数

参数填错时显示一句中文，不给数字。模板不依赖这些函数：没有装加载项的电脑打开模板，一切照常。

| 函数 | 给出什么 | 参数 |
| --- | --- | --- |
"""


def buttons_page() -> str:
    """Return the page as Markdown."""
    rows = [
        f"| {group.label} | {button.label} | {button.help} | {_ASKED.get(button.asks, button.prompt)} |"
        for group in GROUPS
        for button in group.buttons
    ]
    functions = [
        f"| `{function.name}` | {function.help} | {'；'.join(f'`{k}` {v}' for k, v in function.arguments.items())} |"
        for function in FUNCTIONS.values()
    ]
    return _INTRO + "\n".join(rows) + "\n" + _FUNCTIONS + "\n".join(functions) + "\n"
