"""Words of the draw: sheets, heads, the facts of its record, the canonical lines of a frozen list."""

from enum import StrEnum

from xhg_excel.notice import VISIT_METHODS
from xhg_excel.notice.schema.form import NO, YES
from xhg_excel.notice.words.planning.quota import ROUNDINGS
from xhg_excel.notice.words.totals.totals import NONE

# The version of the rules of drawing, written into every record.
DRAW_RULES = "xhg-draw 1"
FEWEST_DIGITS = 20

SAMPLE_SHEET = "抽取名单"
SPARES_SHEET = "备选"
ROUTE_SHEET = "路线清单"
NOTICE_SHEET = "公示名单"
RECORD_SHEET = "抽样底账"
FROZEN_SHEET = "冻结清单"
DRAW_SHEETS = (SAMPLE_SHEET, SPARES_SHEET, ROUTE_SHEET, NOTICE_SHEET, RECORD_SHEET, FROZEN_SHEET)
SAMPLE_FILE = "抽取名单.xlsx"
FROZEN_FILE = "冻结.xlsx"
CHANGED_FILE = "{stem}（变更{number}）.xlsx"
NOTICE_FILE = "公示名单.xlsx"

# Between the keyword and fields of a canonical line. NFKC text never contains this character.
LINE_SEPARATOR = "\uff5c"
SETTING_LINE, SCREENING_LINE, PROBLEM_LINE = "设置", "底数", "问题"
# Settings of the campaign that a plan, and with it a draw, depends on.
FROZEN_SETTINGS = {
    "county_share": "县（市、区）比例", "problem_share": "问题清单比例", "small_trades_quota": "“小字头”家数",
    "suspended_quota": "“停产停业”家数", "priority_share": "重点督查比例", "rounding": "取整",
    "unfinished_counts": "未完成的计入比例", "zones_on": "启用的功能区", "zones_added": "增加的功能区",
}  # fmt: skip


# 四: 暗访 is not announced.
UNANNOUNCED = VISIT_METHODS[-1]


class Way(StrEnum):
    """How a site came to be inspected."""

    ALL = "全部督导"
    DRAWN = "抽取"
    SPARE = "备选替换"
    ADDED = "增补"


class EventKind(StrEnum):
    """What was changed after a draw."""

    REPLACED = "替换"
    TOPPED_UP = "增补"


ORDER_HEAD = "序号"
SAMPLE_HEADS = {
    "number": ORDER_HEAD, "city": "设区市", "county": "县（市、区）", "identifier": "编号", "name": "企业名称",
    "address": "地址", "site_type": "类别", "status": "冻结时状态", "rule": "规则", "way": "产生方式",
    "method": "督导方式", "remark": "备注", "ticket": "随机号（SHA-256）",
}  # fmt: skip
SAMPLE_METHOD_HINT = "选“{unannounced}”的不公示。"
SAMPLE_RANK_HEAD = "公示次序"
SAMPLE_NOTE = "内部使用。“督导方式”选“{unannounced}”的，自动不进“公示名单”。规则：{rules}。"
SPARES_HEADS = {
    "city": "设区市", "rule": "规则", "county": "县（市、区）", "site_type": "类别", "order": "备选次序",
    "identifier": "编号", "name": "企业名称", "address": "地址", "status": "冻结时状态", "ticket": "随机号（SHA-256）",
}  # fmt: skip
SPARES_NOTE = "只能按次序递补：B2用督导县内随机号最小的，不分县；B3、B4先用同一县（市、区）同一类别的，没有了再用同一规则中随机号最小的；用 xhg draw replace 替换并写明原因。"
ROUTE_HEADS = {
    "city": "设区市", "county": "县（市、区）", "number": ORDER_HEAD, "identifier": "编号", "name": "企业名称",
    "address": "地址", "site_type": "类别", "status": "冻结时状态", "visited_on": "督导日期", "observed": "现场情况",
}  # fmt: skip
ROUTE_NOTE = "按县（市、区）、地址排列，每县另起一页；空白栏在路上手填。"
NOTICE_HEADS = {
    "city": "设区市", "county": "县（市、区）", "identifier": "编号", "name": "企业名称", "address": "地址",
    "site_type": "类别",
}  # fmt: skip
NOTICE_TITLE = "督导对象名单（公示）"
NOTICE_NOTE = "清单校验码 {hash}；种子 {seed}。"
FROZEN_HEADS = {
    "line": "规范行", "batch": "批次", "city": "设区市", "county": "县（市、区）", "identifier": "编号",
    "name": "企业名称", "address": "地址", "site_type": "类别", "status": "状态",
}  # fmt: skip
FROZEN_NOTE = (
    "批次0的规范行按UTF-8编码、每行末尾一个换行符（LF）存成文本，它的SHA-256就是清单校验码；行的先后按字节排序。"
)
STATUS_UNKNOWN = COUNTY_UNKNOWN = "未填"

RECORD_NOTE = "本表记载抽取的全部依据，任何人都能据以重算：见 docs/draw.md；程序重算：xhg draw verify 本文件。"
RECORD_HEADS = ("项目", "内容")
FACT_STATE = "状态"
FACT_HASH = "清单校验码"
FACT_SEED = "种子"
FACT_RULES = "规则版本"
FACT_PROGRAM = "程序版本"
FACT_TICKET = "随机号算法"
FACT_FROZEN_AT = "冻结时间"
FACT_DRAWN_AT = "抽取时间"
FACT_COUNT = "清单行数"
FACT_FINDINGS = "冻结时未改的强制问题"
FACT_DESPITE = "带问题抽取"
FACT_SETTINGS = "设置"
FACT_SOURCES = "台账文件"
STATE_FROZEN = "已冻结，未抽取：请先公布清单校验码，再确定公开的种子"
STATE_DRAWN = "已抽取"
TICKET_FORMULA = "SHA-256(种子|规则|设区市代码|编号)，UTF-8，由小到大排列；前面的是名单，后面的依次是备选"
DESPITE_YES, DESPITE_NO = "是，使用者明示（--despite-findings）", "否"
SOURCE_LINE = "{file}  SHA-256 {sha256}"
# A workbook that is open in a spreadsheet program may not be saved, or not as it is now.
OPEN_SOURCE_LINE = "{file}（在打开的工作簿里点按钮做的，没有文件可算 SHA-256；以清单校验码为准）"
SETTING_SHOWN = "{name}={value}"
# Values of settings as in canonical lines → as shown to a reader.
SETTING_WORDS = {**ROUNDINGS, str(True): YES, str(False): NO, "": NONE}
STRATA_TITLE = "抽取层"
STRATA_HEADS = {
    "city": "设区市", "rule": "规则", "rule_name": "含义", "county": "县（市、区）", "site_type": "类别",
    "available": "可抽", "due": "应抽",
}  # fmt: skip
ALL_VISITED = "各督导县（市、区）"
CHANGES_TITLE = "变更记录"
CHANGE_HEADS = {
    "number": "次序", "kind": "变更", "at": "时间", "city": "设区市", "out": "换出", "into": "换入",
    "reason": "原因或说明", "sha256": "变更后校验码",
}  # fmt: skip
CHANGE_TOPPED_UP = "新增{added}家，改为未完成{reopened}家"
CHANGE_DESPITE = "；带强制问题{count}处（--despite-findings）"
CHANGE_KEPT = "原名单不变"
REPLACES = "替换{identifier}：{reason}"
ADDED_IN = "第{number}次变更增补"

# What changed between a frozen list and the list now; what differs between a file and its recomputation.
GONE = "{site}不在现在的清单里"
NEW = "{site}是新增的"
DIFFERS = "{site}的{what}由“{before}”变为“{after}”"
SITE_SHOWN = "{city}{identifier}"
SETTING_CHANGED = "设置{what}由“{before}”变为“{after}”"
SCREENING_CHANGED = "{site}的排查底数由“{before}”变为“{after}”"
ROW_FIELDS = ("设区市", "县（市、区）", "编号", "类别", "状态", "企业名称", "地址")
NOTHING = "空白"
DIFFERENCE = "{sheet}!{cell}应为“{wanted}”，现为“{found}”"
SEED_AS_TEXT = "文本格式的种子"
HASH_DIFFERENCE = "清单校验码应为{wanted}，底账记的是{found}"
SHEET_MISSING = "缺少“{sheet}”"
EMPTY_ID = "{where}没有编号"
TWICE = "{where}与{other}的编号相同（{identifier}；全角、空格、前导零不同也算同一个）"
NO_CITY = "{where}的设区市不能识别"
NO_PLACE = "清单"
