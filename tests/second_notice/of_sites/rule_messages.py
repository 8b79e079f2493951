"""The sentences of a made-up notice's own rules."""

from __future__ import annotations

from xhg_excel.notice.schema.message import Message, Severity

RULE_MESSAGES: dict[str, Message] = {
    "R901": Message(Severity.MUST, "{item}配备了灭火器材，数量却为{value}", "请核对数量（演练）。"),
    "R902": Message(Severity.EXPLAIN, "没有私拉电线（{value}），却有处罚", "请说明处罚什么（演练）。"),
    "R903": Message(Severity.EXPLAIN, "与另一处疑为同一处（{detail}）", "请核对（演练）。"),
}
RULE_EXAMPLES: dict[str, dict[str, str]] = {}
