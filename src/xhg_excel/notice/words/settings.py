"""Messages about a settings file: what is expected of an entry, and why the file cannot be read."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from xhg_excel.notice.schema.campaign import Zone

UNKNOWN_SETTING = "没有这个名称"
MISSING_SETTING = "缺少这一项，{expected}"
WRONG_SETTING = "{expected}，现为{value}"
# By the type of a setting, or of an entry of its list.
EXPECTED: dict[object, str] = {
    str: "应为加引号的文字",
    int: "应为整数",
    bool: "应为true或false",
    date: "应为日期，如2020-08-24",
    Fraction: '应为加引号的分数，如"1/3"，或0.5这样的小数',
    tuple[str, ...]: '应为方括号里加引号的文字，如["苏州工业园区"]',
    tuple[Zone, ...]: '应为方括号里的{name="…", city="…"}',
    Zone: '应为{name="…", city="…"}',
}
ONE_OF = "应为{choices}之一"
NOT_A_SHARE = "应在0到1之间"
BELOW_NONE = "应为0或正整数"
WINDOW_ORDER = "应不早于window_start、不晚于report_due"
NO_SUCH_ZONE = "应为已知功能区的名称或代码"
NO_SUCH_CITY = "city应为本省的设区市"
SHOWN_LONGEST = 40

# Why a file cannot be read.
UNREADABLE_FILE = "文件打不开"
NOT_UTF8 = "不是UTF-8编码的文字"
NOT_TOML_AT = "第{line}行第{column}列不合TOML的写法，或同一名称写了两次"
NOT_TOML = "没有写完，不合TOML的写法"
