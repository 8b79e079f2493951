"""How people really write an answer, and what it is read as.

Room: spec.
"""

from datetime import date

YES_WORDS = frozenset({"是", "√", "✓", "✔", "☑", "有", "已", "是的", "对", "y", "yes", "true"})
NO_WORDS = frozenset({"否", "×", "✗", "✘", "x", "无", "未", "没有", "不是", "n", "no", "false"})
# Where 不涉及 is a choice, 无 and 没有 could mean it just as well: not guessed.
AMBIGUOUS_WORDS = frozenset({"无", "没有"})
NOT_APPLICABLE_WORDS = frozenset({"不涉及", "不适用"})
BLANK_WORDS = frozenset({"/", "-", "—", "——", "--", "\\", "／"})
CHOICE_WORDS = {"其他": "其它", "完成": "已完成", "未整改": "未完成", "已完成整治": "已完成", "未完成整治": "未完成"}
# How the word of a totals row ends.
TOTAL_ROW_WORDS = ("合计", "总计", "小计", "共计", "汇总", "全市", "全省")
MYRIAD = "万"
YUAN_WORD = "元"
DATE_PATTERNS = (
    r"(?P<y>\d{4})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?(?:00:00:00)?",
    r"(?P<m>\d{1,2})月(?P<d>\d{1,2})日?",
    r"(?P<m>\d{1,2})[-/.](?P<d>\d{1,2})",
)
# ±0.1 point (R104); a number above this was meant as percent.
ROUNDED_RATE, LARGEST_SHARE = 0.00105, 2
STATED_RATE = "{stated}，应为{part}/{whole}"
ERROR_VALUES = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#未计算"})
UNCALCULATED = "#未计算"
BLANK_SHOWN = "空白"
HAN = range(0x4E00, 0xA000)
# A date outside these is a slip of the pen.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2049, 12, 31)
