"""Messages of `xhg lint-spec`: what a declaration lacks."""

from xhg_excel.notice import FINISHED, UNFINISHED
from xhg_excel.notice.schema.condition import keys_of

# Fields that every annex of sites needs: name, address, and those that decide whether the site is finished.
# One whose sites are on the problem list needs their number too.
SITE_KEYS = tuple(dict.fromkeys(("site_name", "address", *keys_of(FINISHED), *keys_of(UNFINISHED))))
NUMBERED_KEYS = ("problem_id",)

# Texts that rules are tried with: one that is a reason, one that is none.
A_REASON, NO_REASON = "等待危废鉴定结果", "无"

ITEM_WITHOUT_FIELD = "{annex}第{item}项没有填报栏"
KEY_TWICE = "{annex}的字段“{key}”用了两次"
LABEL_TWICE = "{annex}第{item}项有两个填报栏都叫“{label}”，写成一句话时分不清"
UNREAD_CHOICE = "{annex}的字段“{key}”可选“{choice}”，但填了读不出来"
LINE_WITHOUT_FIELD = "{annex}的抬头“{line}”没有同名的填报栏"
ODD_FOOTER = "{annex}的落款要么没有，要么是签名、日期两栏和各自的一行文字"
SITE_WITHOUT_FIELD = "{annex}一处填一份，却没有字段“{key}”"
UNKNOWN_FIELD = "规则或条件“{rule}”用到没有的字段“{key}”"
NEVER_FIRES = "规则“{rule}”永远不会触发"
CODE_WITHOUT_MESSAGE = "代码“{code}”没有对应的提示文字"
NOTHING_WRONG = "表格和规则的声明没有问题：{annexes}张表，{fields}个填报栏，{rules}条规则。"
