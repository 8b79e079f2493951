"""Words that stand on sheets beside the notice's own: sheet names, cover, heads, hints.

Room: spec.
"""

from __future__ import annotations

from xhg_excel.spec.form import Field, Kind

PRODUCT = "xhg_excel"
MARKER_SHEET = "_xhg"
MARKER_KEYS = ("product", "template_version", "document_number", "kind", "city", "county")
# In the marker of a totals workbook, below its keys: when the newest of its files was read.
MADE_AT_KEY = "made_at"

TOTALS_KIND = "totals"
DRAW_KIND, PLAN_KIND, PROGRESS_KIND = "draw", "plan", "progress"
# Workbooks that this program makes for people to read: neither submissions nor ledgers.
RESULT_KINDS = (DRAW_KIND, PLAN_KIND, PROGRESS_KIND)

COVER_SHEET = "封面"
ORDER_LABEL = "序号"
PRINT_ROW_LABEL = "登记表第几行"
UNIT_BLOCK_LABEL = "填报单位（不打印）"
EXTRAS_LABEL = "补充内容（不打印）"
ROW_NOTE_LABEL = "说明"

LEVELS = ("县级", "市本级")
COUNTY_LEVEL, CITY_LEVEL = LEVELS

COVER_FIELDS = (
    Field("unit_city", "设区市", Kind.TEXT),
    Field("unit_county", "县（市、区）", Kind.TEXT, optional=True),
    Field("unit_level", "填报层级", Kind.CHOICE, choices=LEVELS),
    Field("unit_group", "省督导组", Kind.TEXT, optional=True),
    Field("unit_filler", "填报人", Kind.TEXT, optional=True),
    Field("unit_filled_on", "填报日期", Kind.DATE, optional=True),
)

COVER_TITLE = "违法违规“小化工”百日专项整治行动专题督导填报表"
COVER_BASIS = "依据：{issuer}{document_number}，督导时间{start}至{end}，{due}前反馈。"
COUNTED_TITLE = "填报进度（点一下跳到第一处）"
UNIT_HINTS = {
    "unit_city": "从列表中选本市。",
    "unit_county": "先选设区市，再从列表中选本县（市、区）；市本级填报的留空。",
}
COVER_HOWTO_TITLE = "怎样填"
COVER_HOWTO = (
    "1．先填本页的设区市、县（市、区）和填报层级；市本级填报的，层级选“市本级”，县（市、区）留空。",
    "2．“附件1”每个单位填一份；“附件2登记表”“附件3登记表”每家企业填一行，需要纸质表时到“附件2打印”“附件3打印”填行号后打印。",
    "3．黄色格子是填写的地方，填对了变白；深黄是该填未填，红色是填错或前后矛盾，橙色需要核实，灰色不用填。每行右边的“状态”“怎样改”说明怎么回事（“待填”表示还没填完）。",
    "4．“0”“不涉及”“未提供”和留空是四种不同的回答：确实没有填0，与本单位无关选“不涉及”，部门没有给数据填“未提供”。",
    "5．有未完成整治事项的，须写明原因并落实专人督办；已全部完成的，原因和督办两项留空。“核实”的问题确属实情的，在“说明”栏写明理由。",
    "6．请不要改动表头和工作表名称；填好后连同文件名中的单位名称一起报送督导组。",
)

FORM_SHEETS = {"annex1": "附件1", "annex2": "附件2", "annex3": "附件3"}
REGISTER_SHEETS = {"annex2": "附件2登记表", "annex3": "附件3登记表"}
PRINT_SHEETS = {"annex2": "附件2打印", "annex3": "附件3打印"}

FORM_FILES = {
    "annex1": "附件1 基础资料、管理台帐督导表.xlsx",
    "annex2": "附件2 违法违规“小化工”现场督导检查表.xlsx",
    "annex3": "附件3 各类“小字头”及“停产停业”企业现场督导表.xlsx",
}
OWN_PROBLEMS_SHEET = "本县问题清单"
OWN_PROBLEMS_NOTE = "省联席会议办公室移交的问题清单中属于本单位的部分，供查对；“附件2登记表”的问题编号从这里选。"
OWN_PROBLEMS_KEYS = ("problem_id", "site_name", "address", "site_type", "status")
UNKNOWN_ID_HINT = "从列表中选问题编号；清单上没有的，请先向督导组核对。"
REPAIRED_FILE = "{stem}（修复）.xlsx"
LOOSE_SHEET = "未归位内容"
LOOSE_HEADS = ("工作表", "单元格", "内容")
LOOSE_NOTE = "原文件中不在填报格内的内容，一个不少列在这里；属填报内容的请移到对应栏目，看完可删去本表。"
COUNTY_FILE = "县级填报表.xlsx"
COUNTY_FILE_NAMED = "{unit} 填报表.xlsx"
LEDGER_FILE = "{title}.xlsx"
CITY_OWN = "市本级"
ITEM_REF = "{annex}第{number}项"
ITEM_PART = "{item}（{label}）"
HEADER_REF = "{annex}“{label}”"
LISTED = "、"
ROW_REF = "{sheet}“{label}”"
PAGE_FOOTER = "&C第 &P 页 共 &N 页"
PRINT_HINT = "在右边的格子里填登记表的序号，左边的表就换成这一家；只打印左边。"

# Heads of a register: the item number keeps equal labels apart, “3.断水”.
COLUMN_HEAD = "{number}.{label}"
PART_SEPARATOR = "；"
PART = "{label}：{value}"
DATE_TEXT = "{date.year}年{date.month}月{date.day}日"
MONTH_DAY_TEXT = "{date.month}月{date.day}日"
MONTH_DAY_FORMULA = 'MONTH({ref})&"月"&DAY({ref})&"日"'
REGISTER_ROWS = 200
LEDGER_ROWS = 500

INPUT_TITLES = {
    Kind.YES_NO: "请选择",
    Kind.YES_NO_NA: "请选择",
    Kind.CHOICE: "请选择",
    Kind.COUNT: "请填整数",
    Kind.YUAN: "请填金额",
    Kind.DATE: "请填日期",
    Kind.TEXT: "请填文字",
    Kind.ID: "请填编号",
}
INPUT_HINTS = {
    Kind.YES_NO: "选“是”或“否”。",
    Kind.YES_NO_NA: "选“是”“否”或“不涉及”。",
    Kind.CHOICE: "从下拉列表中选一项。",
    Kind.COUNT: "只填数字，不带单位；没有填0，部门未给数据填“未提供”。",
    Kind.YUAN: "以元为单位，只填数字；没有填0。",
    Kind.DATE: "按“2020-8-12”填写。",
    Kind.TEXT: "不超过{longest}字。",
    Kind.ID: "照清单上的编号填写，不超过{longest}字。",
}
WINDOW_HINT = "按“2020-8-12”填写，应在督导期{start}至{end}内；确在期外的可以保留，请在“说明”栏写明原因。"
ALERT_TITLE = "填写内容不符合要求"
CLAUSE_HINT = "{hint}（依据：通知{clause}）"
