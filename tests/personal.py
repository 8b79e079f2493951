"""Forty ways to write numbers of people who do not exist; no output may hold one of them."""

from __future__ import annotations

import re
import unicodedata

# The telephone 13900001234 or 0513-85001234, the identity number 320623198001011234, made up.
SPELLINGS = (
    "13900001234", "139 0000 1234", "139-0000-1234", "139.0000.1234", "139·0000·1234", "139\u20140000\u20141234",
    "139\u20130000\u20131234", "139_0000_1234", "139/0000/1234", "139,0000,1234", "\uff11\uff13\uff19\uff10\uff10\uff10\uff10\uff11\uff12\uff13\uff14",
    "\uff11\uff13\uff19\uff0d\uff10\uff10\uff10\uff10\uff0d\uff11\uff12\uff13\uff14", "+8613900001234", "+86 139 0000 1234",
    "0086-139-0000-1234", "\uff08+86\uff09139-0000-1234", "86 13900001234", "013900001234", "(139)0000-1234", "[139]00001234",
    "1 3 9 0 0 0 0 1 2 3 4", "1-3-9-0-0-0-0-1-2-3-4", "139\u00a00000\u20091234", "139\u200b0000\u200b1234", "139\n0000\n1234",
    "①③⑨⓪⓪⓪⓪①②③④", "一三九零零零零一二三四", "幺三九洞洞洞洞幺二三四", "壹叁玖零零零零壹贰叁肆", "l39OOOOl234", "1390000123413900001234",
    "17951 13900001234", "电话：85001234", "0513-85001234", "(0513)85001234", "\uff08\uff10\uff15\uff11\uff13\uff09\uff18\uff15\uff10\uff10\uff11\uff12\uff13\uff14", "051385001234",
    "+86-513-85001234", "0513 8500 1234 转 801", "0 5 1 3 8 5 0 0 1 2 3 4", "320623198001011234", "32062319800101123X",
    "320623 19800101 1234", "320623-19800101-123x", "３２０６２３１９８００１０１１２３Ｘ", "320623800101123",
)  # fmt: skip
_WORDS = str.maketrans("零○一幺壹二贰三叁四肆九玖洞oil", "00" + "111" + "22" + "33" + "44" + "99" + "0" + "011")
_BARE = ("13900001234", "85001234", "32062319800101123", "320623800101123")


def held(text: str) -> list[str]:
    """Return which of the numbers a text holds, whatever stands between their digits; written apart from the program."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(_WORDS)
    digits = re.sub(r"[^0-9a-z\u3400-\u9fff]", "", plain)
    return [number for number in _BARE if number in digits]
