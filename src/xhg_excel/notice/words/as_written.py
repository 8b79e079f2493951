"""How people write answers, labels and heads, and what each spelling is read as."""

from datetime import date
from enum import Enum

YES_WORDS = frozenset({"是", "√", "✓", "✔", "☑", "有", "已", "是的", "对", "y", "yes", "true"})
NO_WORDS = frozenset({"否", "×", "✗", "✘", "x", "无", "未", "没有", "不是", "n", "no", "false"})
# Where 不涉及 is a choice, 无 and 没有 may mean it or 否: not read.
AMBIGUOUS_WORDS = frozenset({"无", "没有"})
# Where a field asks whether something was cleared away: 无 may mean that nothing was, or that nothing is left.
CLEARING_AMBIGUOUS_WORDS = frozenset({"有", "无", "没有"})
NOT_APPLICABLE_WORDS = frozenset({"不涉及", "不适用"})
BLANK_WORDS = frozenset({"/", "-", "—", "——", "--", "\\", "／"})
CHOICE_WORDS = {"其他": "其它", "完成": "已完成", "未整改": "未完成", "已完成整治": "已完成", "未完成整治": "未完成"}
# The last words of the label of a totals row.
TOTAL_ROW_WORDS = ("合计", "总计", "小计", "共计", "汇总", "全市", "全省")
# Letters typed for digits. They are not read as digits; the remedy lists them.
LOOKALIKES = {"O": "0", "o": "0", "l": "1", "I": "1"}
LOOKALIKE = "字母{letter}应为数字{digit}"
# Characters typed for others; they are not read either.
LOOKALIKE_WORDS = {"己": "已", "巳": "已", "昰": "是", "杏": "否", "呇": "否", "末": "未"}
LOOKALIKE_WORD = "“{wrong}”可能是“{right}”之误"
LOOKALIKE_HINT = "其中{said}。"
MYRIAD = "万"
YUAN_WORD = "元"
DATE_PATTERNS = (
    r"(?P<y>\d{4})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})[日号]?(?:00:00:00)?",
    r"(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]?",
    r"(?P<m>\d{1,2})[-/.](?P<d>\d{1,2})",
)
# Digits of days in Chinese, and a number with ten in it.
HAN_DIGITS = {"\u3007": "0", "○": "0", "零": "0"} | {
    han: str(number) for number, han in enumerate("一二三四五六七八九", 1)
}
HAN_TENS = r"(?P<tens>[二三])?十(?P<ones>[一二三四五六七八九])?"
# A day, each of its parts in a cell of its own.
DAY_OVER_CELLS = r"(?:20\d\d年)?\d{1,2}月\d{1,2}日"
# A time of day behind a day, as databases and Excel's csv write it.
DAY_AND_TIME = r"(?P<day>\S+?)(?:[Tt]|\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?[Zz]?"
# Days where a number of a list should be.
ID_DAYS = (
    r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:[Tt\s].*)?", r"\d{4}年\d{1,2}月", r"\d{1,2}月\d{1,2}日?",
)  # fmt: skip
# Words for no number; signs that list several, and characters that list them where they stand between two digits.
NO_ID = r"不详|暂无|待编|未编|同上|见清单|不清楚|\d{1,2}月\d{1,2}"
LISTING_IDS = "、；;，,"
BETWEEN_IDS = "、,，;；/&+~\uff5e至到和及与"
# Signs in which two numbers of one site may differ.
LOOSE_ID = tuple((sign, "") for sign in "-—_.()〔〕[]号")
ID_DOUBTS = {
    "rounded": "16位以上的数字会被电子表格改成近似值",
    "scientific": "是科学计数法，原来的数字已丢失",
    "fraction": "是小数或负数",
    "day": "是日期",
    "words": "没有写明编号",
    "characters": "有①、²一类的字符",
    "several": "一格里有几个编号",
}
# ±0.1 point (R104); a number above this was meant as percent.
ROUNDED_RATE, LARGEST_SHARE = 0.00105, 2
STATED_RATE = "{stated}，应为{part}/{whole}"
UNCALCULATED = "#未计算"
ERROR_VALUES = frozenset({
    "#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!",
    "#BLOCKED!", "#UNKNOWN!", "#CONNECT!", "#BUSY!", "#EXTERNAL!", "#PYTHON!", "#TIMEOUT!", UNCALCULATED,
})  # fmt: skip
# As LibreOffice shows its own errors.
ERROR_NUMBERS = r"(?:ERR|错误)[:：]\d{3}"
# Remedies for forms and tables without our drop-down lists.
RETYPED_REMEDIES = {"E02": "请只写{choices}中的一个。"}
BLANK_SHOWN = "空白"
HAN = range(0x4E00, 0xA000)
# A date outside these is a typing error.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2049, 12, 31)

# Of a text without spaces around it; no two optional spaces are adjacent, so that it is matched in linear time.
NUMBERED = r"^(?:[（(【\[]\s*)?(?P<number>\d{1,2})(?:(?:\s*[)）】\]])?\s*[.．、,，:：)）]|\s*[)）】\]])\s*(?=\D)"
RANKED = r"^[（(]?[一二三四五六七八九十]{1,3}[）)、.．]"

# Other spellings of labels and columns, by key.
OTHER_LABELS: dict[str, tuple[str, ...]] = {
    "site_name": ("名称", "企业名称", "单位名称", "场所名称", "企业（小作坊、黑窝点）", "企业（作坊）名称", "小化工名称", "被检查单位",
        "被督导单位"),
    "problem_id": ("问题清单编号", "清单编号", "问题序号"),
    "address": ("地址", "企业地址", "具体地址", "所在地", "地点", "单位地址"),
    "site_type": ("企业类型", "小字头类型", "类别"),
    "inspectors": ("检查人员", "督导人", "督导人员", "检查人签字", "检查人签名"),
    "visited_on": ("检查时间", "检查日期", "督导时间", "督导日期", "日期"),
    "unit_city": ("市", "所属市", "所在市", "地市", "地级市", "设区的市"),
    "unit_county": ("县区", "区县", "县市区", "县（区）", "填报单位", "报送单位", "填表单位", "县（市、区）名称"),
    "unit_level": ("层级", "级别"),
    "unit_filler": ("填表人", "填报人员", "经办人"),
    "unit_filled_on": ("填表日期", "填报时间", "填表时间"),
    "city": ("市", "所属市", "地市", "所在市", "设区的市", "地级市"),
    "county": ("县区", "区县", "县市区", "所属县区", "所在县区", "县（区）", "县级市"),
    "status": ("整治情况", "完成状态", "是否完成", "整改状态", "状态"),
    "completed_on": ("完成时间", "整治完成时间", "整治完成日期"),
    "petition_number": ("信访件编号", "举报编号"),
    "premises": ("场地情况", "场地权属"),
    "violation": ("违法情况", "违法违规情形"),
    "informant": ("投诉人", "来访人", "来信人", "信访人", "反映人", "举报人姓名", "投诉人姓名", "信访人姓名"),
    "informant_phone": ("联系方式", "电话", "电话号码", "手机", "手机号", "手机号码", "举报人电话", "投诉人电话", "信访人电话"),
    "phone": ("联系方式", "电话", "电话号码", "手机", "手机号", "手机号码"),
    "place_name": ("企业名称", "单位名称", "场所名称", "名称", "企业（场所）名称", "排查对象"),
    "place_address": ("地址", "详细地址", "所在地", "具体地址"),
    "problem_found": ("是否有问题", "是否发现问题", "有无问题", "是否存在问题", "是否小化工", "存在问题"),
}  # fmt: skip
# Labels that no form of ours has; the text behind them is no answer.
FOREIGN_LABELS = (
    "负责人", "企业负责人", "单位负责人", "主要负责人", "现场负责人", "被检查单位负责人", "法定代表人", "法人代表",
    "法人", "联系人", "联系电话", "联系方式", "电话", "手机", "手机号", "手机号码", "身份证号", "身份证号码", "职务",
    "备注", "制表人", "审核人", "统一社会信用代码", "经营范围", "行业类别",
)  # fmt: skip
# Any other label, at the beginning of a cell and within a line.
SIGNED_WORDS = ("签字", "签名", "盖章", "签章", "公章")
SIGNED = rf"(?:\s*[（(](?:{'|'.join(SIGNED_WORDS)})[)）])?"
LABEL_BEGINS = rf"[\u4e00-\u9fff（）()、]{{2,10}}{SIGNED}\s*[:：]"
LABEL_WITHIN = rf"[\u4e00-\u9fff]{{2,8}}{SIGNED}"
# Fields in whose texts such words are no labels.
FREE_TEXT_KEYS = frozenset({"grey_chain"})
# A date behind one of SIGNERS is the date of that signature, not of the visit.
DAY_WORDS = ("日期", "时间")
SIGNERS = ("填表人", "填报人", "制表人", "审核人", "负责人", "签字", "签名", "盖章", "被检查人", "被督导人")
# Labels of those who sign for the date of the visit.
INSPECTED_BY = ("检查人", *OTHER_LABELS["inspectors"])
# The name of an office that inspects; it is no site.
OFFICE = r".*(?:局|政府|(?<![督查承举交催])办|办公室|委员会|工作组|督导组)(?:[（(][^（(]*[)）])?"

# Marks for and against one of several printed words.
TICKS = "√✓✔☑■●"
UNTICKED = "□☐○"
CROSSES = "×✗✘xX"

# Characters between the parts of a sentence; and the beginning of a value that follows its label without a colon.
SEPARATORS = "；;，,。、\n\r\t \u3000"
# Further characters between options of which one is ticked.
BETWEEN_OPTIONS = '/|()“”"'
VALUE_BEGINS = "[是否已未√×不无有\\d]"

# Why a file was refused before it was parsed.
TOO_MUCH_INFLATED = "解压后{size} MB"
BROKEN_ZIP = "文件内容不完整"
HOLDS_ENTITIES = "内含实体定义"
ODD_VALUE = "工作表 {part} 的{cell}格有写法不合规、可能读错的值 {value}"
ODD_STYLES = "样式或文字部分不是规范的XML"
NO_WORKSHEET = "工作表 {part} 的内容不是工作表"
# Files.
BOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et")
CSV_SUFFIXES = (".csv", ".tsv")
TABLE_SUFFIXES = BOOK_SUFFIXES + CSV_SUFFIXES
CSV_SEPARATORS = ",\t;|"


class CsvFault(Enum):
    """Why a line of a text table is no record."""

    QUOTE = "有多余的引号"
    WIDTH = "是{cells}格，表头是{width}格"
    LONG = "超过100万字"


# The print of a blank that was not filled in: `年 月 日`, lines.
LINE = "_\uff3f"
BLANK_LINE = "_\uff3f—.…"
BLANK_DAYS = ("", "月日", "年月日")
