"""Words and marks of the check columns beside a form or row: 状态, 怎样改, 说明.

The check code of a row has one token a finding: `!17:E02;` is the 强制 (`!`) finding E02
at field 17, `+17:E01;` a field without an answer, `-17;` a field that is not due.
"""

from xhg_excel.notice.schema.form import Field, Kind
from xhg_excel.notice.words.findings import Severity

STATE_HEAD, HINT_HEAD, NOTE_HEAD = "状态", "怎样改", "说明"
CODES_HEAD = "检查码"
# From 检查码 on: the code, the counts of 强制, 核实 and blanks, and reason and 说明 without what is not counted.
HIDDEN_COLUMNS = 6

MARKS = {Severity.MUST: "!", Severity.EXPLAIN: "?", Severity.NOTE: ".", Severity.RESULT: "*"}
# In place of tokens that could not be computed.
BROKEN = "!1:E09;"
STARTED, MISSING_MARK = "=", "+"
FOUND_PATTERN = "{mark}{number}:{code};"
NOT_DUE_PATTERN = "-{number};"

# R212, as far as the workbook knows.
NOT_LISTED, NEAREST, USED_TWICE = "不在本县问题清单上。", "可能是“{near}”。", "与另一行的编号相同。"
STOP = "。"
FINE, SETTLED = "完整", "已说明"
# No finding but missing answers.
PENDING = "待填"
MORE_HINT = "（另有{count}处）"
# What the sheet says where it does not know the particulars.
NOTE_WHAT = {
    "E13": "{item}不能当作编号（没有写明、不止一个、是日期、小数或位数太多）",
    "R212": "{item}不对",
    "N01": "{item}的写法不规范，程序按其意思读取，读不懂的按强制列出",
    "N02": "{item}填为“未提供”",
    "N10": "{item}有看不见的字符，程序已略去",
}
BOILERPLATE_HINT = "说明须写明具体情况，至少4个汉字。"
SETTLED_HINT = "已有说明，报送时一并上报。"

# The column in which a clerk explains a 核实 finding.
ENOUGH_HAN = 4
ROW_NOTE = Field("row_note", NOTE_HEAD, Kind.TEXT, optional=True, longest=150)
NOTE_HINT = "对“核实”的问题写明理由，不少于4个汉字；不能只写“核实无误”“无”等。名称、地址与另一家几乎相同的，表格看不出，由程序校验。"

# Characters that are not counted when the length of a reason is measured; small letters are not either.
NOT_HAN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ,.;:()+-/=，。、；：！？（）“”—"

COUNTER_FILLED = "已填"
COUNTED = "{what} {count} 处"
FILLED_OF = "{filled}/{due}"
PRINT_SWITCH = "打印时去底色"
PRINT_SWITCH_HINT = "选“是”，打印时不带颜色；打印后改回“否”。登记表打印前，先在“名称”列筛选“非空白”，就只打印已填的行。"
TEXTS_SHEET = "_提示"
UNITS_SHEET = "_单位"
# Sheets that the template's formulas look up; hidden so that nobody types into them.
OWN_LISTS = (TEXTS_SHEET, UNITS_SHEET)
