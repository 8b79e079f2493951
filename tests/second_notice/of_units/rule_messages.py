"""The sentences of a made-up notice's own rules."""

from __future__ import annotations

from xhg_excel.notice.schema.message import Message, Severity

RULE_MESSAGES: dict[str, Message] = {
    "R901": Message(Severity.MUST, "{item}已排查多于底单数（{value}）", "请核对两个数字（演练）。"),
    "R902": Message(Severity.EXPLAIN, "没有工作专班（{value}），却有处罚", "请说明由谁处罚（演练）。"),
}
RULE_EXAMPLES: dict[str, dict[str, str]] = {}
