"""What the formulas of a sheet replace before they read a row (`core.templates.read_columns`)."""

from xhg_excel.notice.words.as_written import (
    BETWEEN_IDS,
    CHOICE_WORDS,
    LISTING_IDS,
    NO_WORDS,
    NOT_APPLICABLE_WORDS,
    YES_WORDS,
)
from xhg_excel.notice.words.as_written import BLANK_WORDS as _BLANKS

# Stands between the cells of a row where they are joined; nobody types it.
BAR = "¦"
NO_TEXT = "#"
TICK = "√"
READ_HEAD = "读作"

# Those that come along when text is copied from web pages and documents; the reader drops rarer ones too.
UNSEEN = tuple((character, "") for character in "\u200b\u200c\u200d\u200e\u200f\ufeff\u00ad\u2060\u202a\u202c\u202d")
SPELLINGS = (*YES_WORDS, *NO_WORDS, *NOT_APPLICABLE_WORDS, *CHOICE_WORDS, *_BLANKS)
_TICKS = tuple((tick, TICK) for tick in "✓✔☑") + tuple((box, "□") for box in "☐○")
# One of two printed words ticked, as the reader reads it (`normalize.ticked`).
_TICKED = tuple(
    (f":{text}{BAR}", f":{answer}{BAR}")
    for text, answer in (
        ("√是□否", "是"), ("√是 □否", "是"), ("□是√否", "否"), ("□是 √否", "否"), ("是√否□", "是"), ("是√ 否□", "是"),
        ("是√否", "?"), ("否√是", "?"), ("√是√否", "?"), ("√是否", "?"),
        ("是□否√", "否"), ("是□ 否√", "否"), ("√是", "是"), ("是√", "是"), ("√否", "否"), ("否√", "否"),
    )
)  # fmt: skip
_SPACES = tuple((space, "") for space in (" ", "\u3000", "\u00a0", "\n"))
STOPS = tuple((f"{stop}{BAR}", BAR) for stop in "。.")
_STOPS = STOPS + tuple((f"{stop}{BAR}", BAR) for stop in ";；,，")
DAY_END = ((f"日{BAR}", BAR), (f"号{BAR}", BAR))
_LETTERS = (("（", "("), ("）", ")"), ("\uff39", "y"), ("\uff59", "y"), ("\uff38", "x"), ("\uff58", "x"))
TIDYING = (*_TICKS, *_TICKED, *_SPACES, *_LETTERS, *_STOPS)
# A tick alone where no kind of field takes it, and marks that may be ticks.
LEFT_TICKS = ((f":{TICK}{BAR}", f":?{BAR}"), ("■", TICK), ("●", TICK))

_WIDE = "".join(chr(code) for code in range(0xFF10, 0xFF1A)) + "\uff0e\uff0c\uff0d\uff0b"
PLAIN_DIGITS = (
    *zip(_WIDE, "0123456789.,-+", strict=True),
    ("\u3000", " "), ("\u00a0", " "), ("年", "-"), ("月", "-"), ("日 ", " "), ("号 ", " "), ("/", "-"),
)  # fmt: skip
DIGITS = tuple((character, "") for character in "0123456789.,E+e")
BLANK_FIGURES = BAR + BAR.join(("-", "—", "——", "--", "\\", "－")) + BAR
BLANK_TEXTS = BAR + BAR.join(sorted(_BLANKS)) + BAR
# 问题编号: what the reader drops or writes narrow, digits made blanks, what makes a number doubtful (E13).
NARROW_ID = (
    *((space, "") for space in (" ", "\u3000", "\u00a0", "\n")),
    *((chr(0xFF00 + ord(c) - 0x20), c) for c in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-()./"),
)  # fmt: skip
BLANK_DIGITS = tuple((digit, " ") for digit in "0123456789")
NO_ID_WORDS = ("不详", "暂无", "待编", "未编", "同上", "见清单", "不清楚", *LISTING_IDS)
BETWEEN_NUMBERS = (*BETWEEN_IDS, "月")
# 问题编号 that differ only in these are likely the same (`model.identifiers.loose_id`).
NEAREST = "，可能是“{near}”"
WIDE_SPACES = (("\u3000", " "), ("\u00a0", " "))
