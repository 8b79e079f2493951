"""The sentences of a made-up notice's own rules."""

from __future__ import annotations

from xhg_excel.notice.schema.message import Message, Severity

RULE_MESSAGES: dict[str, Message] = {
    "R901": Message(Severity.MUST, "{item}已排查多于底单数（{value}）", "请核对两个数字（演练）。"),
    "R902": Message(Severity.EXPLAIN, "没有工作专班（{value}），却有处罚", "请说明由谁处罚（演练）。"),
    "R911": Message(Severity.MUST, "{item}配备了灭火器材，数量却为{value}", "请核对数量（演练）。"),
    "R912": Message(Severity.EXPLAIN, "没有私拉电线（{value}），却有处罚", "请说明处罚什么（演练）。"),
    "R914": Message(Severity.EXPLAIN, "{item}没有全部整改，登记表里没有整改的却有{detail}处", "请核对（演练）。"),
    "R915": Message(Severity.MUST, "{item}问题编号{detail}", "请更正编号（演练）。"),
}
RULE_EXAMPLES: dict[str, dict[str, str]] = {}
