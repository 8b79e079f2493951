"""docs/hosts.md from the table of behaviours: `python -m tests.calc.hosts_page`."""

from __future__ import annotations

from pathlib import Path

from tests.calc.conformance import BEHAVIOURS, CALC, MEMORY, OTHERWISE, RECORD

PAGE = Path(__file__).parents[2] / "docs" / "hosts.md"
_HEAD = """# 按钮在各种程序里的不同

按钮在各种程序里是同一套（`src/xhg_excel/excel/scripts.py`）；哪个程序做不到什么，写在 `excel/host.py` 和这里。本页由 `python -m tests.calc.hosts_page` 按 `tests/calc/conformance.py` 生成，表里每一句都在能运行的程序里试过。**没有 Excel 可试**：Excel 怎样做，以 xlwings 的文档为准。

## 在 LibreOffice Calc 里会注意到的

- 工具栏按钮没有悬停说明（LibreOffice 的扩展工具栏不显示）：菜单“小化工督导”里每个按钮后面写着用途，“各按钮的用途…”是全文。
- 受保护的工作表上，锁定的格子加不了批注，只有颜色；没有批注的也都列在“校验结果”表。
- 颜色是条件格式。表里若有色阶、数据条、图标集，原有的颜色规则排在前面，标记的颜色可能被它盖住；批注和结果表不受影响。
- 一次点击是一步撤销；但隐藏网格线、冻结行是窗口的状态，撤销不改。
- 运行中窗口不接受按键和点击，也关不掉；正在输入的格子，点按钮时先按原样存下。
- 只读打开的文件：要改动它的按钮不运行，只说明原因；合并、修复、生成模板照常。

## 在 WPS 表格里会注意到的（没有在真的 WPS 里看过）

- 程序在 WPS 外面运行：点一次先读出整个工作簿，做完再写回。这段时间可以看，不要改；改了、关了的，不写，请再点一次。
- 一次点击不是一步撤销，撤销记录可能清空；“清除标记”去掉标记。
- 受保护的工作表、工作簿与 Excel 一样：不能标的在消息里指明，结果表里都有。
- 没有工作表函数（XHG_ 开头的）。超过五百万格的工作簿，按钮不处理。
- 下表 `the recorded engine` 一栏：它不计算、不移动格子，只记下写了什么（`src/xhg_excel/wps/engine`），所以公式的结果、插入、排序没有；按钮都用不到。

## 逐项对照（开发人员用，英文）

`✓` 与文档相同；不同的写明实际是什么。没有列出、程序也没有的，报 `NotImplementedError` 和那个成员的名称。

"""


def hosts_page() -> str:
    """Return the page."""
    engines = (CALC, RECORD, MEMORY)
    lines = ["| xlwings documents | gives | " + " | ".join(engines) + " |", "| --- " * (len(engines) + 2) + "|"]
    for behaviour in BEHAVIOURS:
        marks = [
            f"`{OTHERWISE[engine][behaviour.says]!r}`" if behaviour.says in OTHERWISE[engine] else "✓"
            for engine in engines
        ]
        lines.append(f"| {behaviour.says} | `{behaviour.expected!r}` | {' | '.join(marks)} |".replace("datetime.", ""))
    return _HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(hosts_page(), "utf-8")
