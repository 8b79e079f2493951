"""Words of templates and of every workbook: sheet names, cover, heads, hints, file names."""

from xhg_excel.notice import ANNEXES, NOTICE, SITE_ANNEXES
from xhg_excel.notice.schema.form import Field, Kind

PRODUCT = "xhg_excel"
MARKER_SHEET = "_xhg"
MARKER_KEYS = ("product", "template_version", "document_number", "kind", "city", "county")
# In the marker of a totals workbook, below MARKER_KEYS: when the newest of its files was read.
MADE_AT_KEY = "made_at"
# In that of a template filled with what was read of another file: the SHA-256 of that file.
CONFIRMS_KEY = "confirms"

TOTALS_KIND = "totals"
DRAW_KIND, PLAN_KIND, PROGRESS_KIND, QUOTA_KIND = "draw", "plan", "progress", "quota"
# Workbooks that this program makes for people to read: neither submissions nor ledgers.
CONFIRM_KIND = "confirm"
RESULT_KINDS = (DRAW_KIND, PLAN_KIND, PROGRESS_KIND, QUOTA_KIND, CONFIRM_KIND)

COVER_SHEET = "封面"
ORDER_LABEL = "序号"
PRINT_ROW_LABEL = "登记表第几行"
UNIT_BLOCK_LABEL = "填报单位（不打印）"
EXTRAS_LABEL = "补充内容（不打印）"

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

COVER_TITLE = f"{NOTICE.name}填报表"
COVER_BASIS = "依据：{issuer}{document_number}，督导时间{start}至{end}，{due}前反馈。"
COUNTED_TITLE = "填报进度（点一下跳到第一处）"
UNIT_HINTS = {
    "unit_city": "从列表中选本市。",
    "unit_county": "先选设区市，再从列表中选本县（市、区）；市本级填报的留空。",
}
COVER_HOWTO_TITLE = "怎样填"

FORM_SHEETS = {annex.key: annex.label for annex in ANNEXES}
REGISTER_SHEETS = {annex.key: f"{annex.label}登记表" for annex in SITE_ANNEXES}
PRINT_SHEETS = {annex.key: f"{annex.label}打印" for annex in SITE_ANNEXES}
FORM_FILES = {annex.key: f"{annex.label} {annex.title}.xlsx" for annex in ANNEXES}
OWN_PROBLEMS_SHEET = "本县问题清单"
OWN_PROBLEMS_NOTE = "省联席会议办公室移交的问题清单中属于本单位的部分，供查对；“{register}”的问题编号从这里选。"
OWN_PROBLEMS_KEYS = ("problem_id", "site_name", "address", "site_type", "status")
UNKNOWN_ID_HINT = "从列表中选问题编号；清单上没有的，请先向督导组核对。"
REPAIRED_FILE = "{stem}（修复）.xlsx"
LOOSE_SHEET = "未归位内容"
LOOSE_HEADS = {"sheet": "工作表", "cell": "单元格", "content": "内容"}
LOOSE_NOTE = "原文件中不在填报格内的内容，一个不少列在这里；属填报内容的请移到对应栏目，看完可删去本表。"
COUNTY_FILE = "县级填报表.xlsx"
COUNTY_FILE_NAMED = "{unit} 填报表.xlsx"
LEDGER_FILE = "{title}.xlsx"
CITY_OWN = "市本级"
PROVINCE_NAME = "全省"
ITEM_REF = "{annex}第{number}项"
ITEM_PART = "{item}（{label}）"
HEADER_REF = "{annex}“{label}”"
LISTED = "、"
# Many cells in one line: the first of them, and how many they are.
CELLS_SHOWN, MANY_CELLS = 12, "{first}等{count}格"
ROW_REF = "{sheet}“{label}”"
PAGE_FOOTER = "&C第 &P 页 共 &N 页"
PRINT_HINT = "在右边的格子里填登记表的序号，左边的表就换成这一家；只打印左边。"

# Heads of a register: the item number keeps equal labels apart, “3.断水”.
COLUMN_HEAD = "{number}.{label}"
PART_SEPARATOR = "；"
PART = "{label}：{value}"
DATE_TEXT = "{date.year}年{date.month}月{date.day}日"
DAYS_LEFT, DUE_TODAY, OVERDUE = "{due}截止，还有{days}天", "{due}截止，当天到期", "{due}截止，已逾期{days}天"
MONTH_DAY_TEXT = "{date.month}月{date.day}日"
MONTH_DAY_FORMULA = 'MONTH({ref})&"月"&DAY({ref})&"日"'
REGISTER_ROWS = 200
LEDGER_ROWS = 500
# So many blank rows of a ledger show, and print, below the filled ones.
LEDGER_BLANK_ROWS = 20

INPUT_TITLES = {
    Kind.YES_NO: "请选择", Kind.YES_NO_NA: "请选择", Kind.CHOICE: "请选择", Kind.COUNT: "请填整数",
    Kind.YUAN: "请填金额", Kind.DATE: "请填日期", Kind.TEXT: "请填文字", Kind.ID: "请填编号",
}  # fmt: skip
INPUT_HINTS = {
    Kind.YES_NO: "选“是”或“否”。", Kind.YES_NO_NA: "选“是”“否”或“不涉及”。", Kind.CHOICE: "从下拉列表中选一项。",
    Kind.COUNT: "只填数字，不带单位；没有填0，部门未给数据填“未提供”。", Kind.YUAN: "以元为单位，只填数字；没有填0。",
    Kind.DATE: "按“2020-8-12”填写。", Kind.TEXT: "不超过{longest}字。",
    Kind.ID: "照清单上的编号填写，不超过{longest}字。",
}  # fmt: skip
WINDOW_HINT = "按“2020-8-12”填写，应在督导期{start}至{end}内；确在期外的可以保留，请在“说明”栏写明原因。"
ALERT_TITLE = "填写内容不符合要求"
CLAUSE_HINT = "{hint}（依据：通知{clause}）"
