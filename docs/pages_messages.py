"""docs/messages.md: what the program says when it cannot go on, and how to mend it; from the errors' own sentences."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import typing
from collections.abc import Iterator

import xhg_excel.errors
from xhg_excel.errors.base import XhgError
from xhg_excel.notice.words.check_columns import ENOUGH_HAN
from xhg_excel.notice.words.findings import MESSAGES, PAGE_GROUPS
from xhg_excel.notice.words.planning.draw import FEWEST_DIGITS

_HEAD = """\
# 看到一句话，怎么办

程序不能继续时只说一句话：前半句是原因，后半句是办法。命令行里以“xhg：”开头，按钮弹在窗口里。下面是全部这样的话（“甲”“3”代表当时的名称和数）。表格里的问题（代码 {codes}）见 [校验结果代码](findings.md)。

没有弹出任何话的：

| 现象 | 怎么办 |
| --- | --- |
| 没有“小化工督导”选项卡 | 关闭全部 Excel 窗口再打开；还没有的，运行 `xhg doctor`，照“怎样改”一栏做 |
| 点按钮没有反应 | 运行 `xhg doctor`；宏被单位禁用的，用右键菜单“发送到”（[怎样安装](install.md)） |
| 提示找不到 xhg 这个命令 | 用完整路径：Windows 是 `%LOCALAPPDATA%\\xhg_excel\\venv\\Scripts\\xhg`，Linux 是 `.venv/bin/xhg` |
| 汉字显示成乱码 | Windows 请用“Windows 终端”或 PowerShell；程序一律输出 UTF-8 |
| 屏幕上的表太挤 | 加 `--xlsx 情况.xlsx` 写成 Excel 表，或把窗口拉宽 |
| 汇总表里的数与自己算的不同 | `xhg explain 市级汇总.xlsx 附件1!D12` 列出这个数的每个来源 |
| 县里说“表格填不进去” | 单元格有限制（日期、整数、列表）；粘贴坏了的用 `xhg template --repair` 或“修复模板”按钮 |
| 程序运行中断 | 重新运行即可：没有写完的文件不会出现，原来的文件不会损坏 |

"""
_TITLES = {
    "files": "读写、汇总、报告",
    "draw": "计划和抽取",
    "cluster": "集群",
    "addin": "按钮、加载项、安装",
    "office": "LibreOffice 里",
}
_TABLE = "| 程序说 | 怎么办 |\n| --- | --- |\n"
# Facts whose true value says more than an example.
_FACTS: dict[str, dict[str, object]] = {
    "SeedError": {"fewest": FEWEST_DIGITS, "digits": 8},
    "ReasonTooShortError": {"fewest": ENOUGH_HAN},
}
_OTHERWISE = "按这句话说的原因改正，再做一次。"
_EXAMPLES: dict[object, list[object]] = {int: [3], bool: [True, False], list[str]: [["甲"]]}


def messages_page() -> str:
    """Return the page as Markdown."""
    parts = [_HEAD.format(codes="、".join(f"{prefix}…" for prefix in PAGE_GROUPS if prefix) or len(MESSAGES))]
    for module in pkgutil.iter_modules(xhg_excel.errors.__path__):
        rows = "".join(_rows(f"xhg_excel.errors.{module.name}"))
        if rows:
            parts.append(f"## {_TITLES.get(module.name, module.name)}\n\n{_TABLE}{rows}")
    return "\n".join(parts)


def _rows(module: str) -> Iterator[str]:
    for kind in vars(importlib.import_module(module)).values():
        if inspect.isclass(kind) and issubclass(kind, XhgError) and kind.__module__ == module and kind is not XhgError:
            for sentence in sentences(kind):
                said, remedy = _parted(sentence)
                yield f"| {said} | {remedy} |\n"


def sentences(kind: type[XhgError]) -> list[str]:
    """Return what an error says, once for each answer to a yes-or-no fact; whatever is only handed on is left out."""
    hints = typing.get_type_hints(kind.__init__)
    facts = [name for name in inspect.signature(kind.__init__).parameters if name != "self"]
    asked = [name for name in facts if hints.get(name) is bool] or [""]
    said = []
    for answer in (True, False) if asked != [""] else (True,):
        given = {name: answer if hints.get(name) is bool else _example(hints.get(name), name) for name in facts}
        said.append(str(kind(**(given | _FACTS.get(kind.__name__, {})))))
    return [sentence for sentence in dict.fromkeys(said) if len(sentence) > len("甲。")]


def _example(hint: object, name: str) -> object:
    if name == "meant":
        return ""
    return _EXAMPLES.get(hint, ["甲"])[0]


def _parted(sentence: str) -> tuple[str, str]:
    """Return what a sentence says and how to mend it: the remedy follows the last full break that asks for something."""
    for mark in ("；请", "。请", " 请先", "；确", "；", "。补齐", "）；"):
        said, found, remedy = sentence.partition(mark)
        if found:
            return f"{said}。", (mark[1:] + remedy).strip()
    return sentence, _OTHERWISE
