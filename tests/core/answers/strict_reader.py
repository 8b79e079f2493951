"""A second reader of single cells, by other hands than the first: it imports nothing of the product."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

YES = set("是有已对y√✓✔☑") | {"yes", "true", "是的"}
NO = set("否无未nx×✗✘") | {"没有", "不是", "no", "false"}
TICK, BOX = "[√✓✔☑■●]", "[□☐○]"
WIDE = str.maketrans("０１２３４５６７８９，．＋－％：／（）Ｔ　", "0123456789,.+-%:/()T ")
FIGURE = re.compile(r"([+-]?)(\d{1,30}|[1-9]\d{0,2}(?:,\d{3})+)(\.\d{1,30})?(e[+-]?\d{1,3})?", re.ASCII | re.IGNORECASE)
DAYS = (r"(?:(\d{4})[-/.年])?(\d\d?)[-/.月](\d\d?)[日号]?", r"(\d{4})(-)(\d\d?)")


def clean(text: str) -> str:
    """Return a text without what nobody sees, half-width."""
    kept = (c for c in text if unicodedata.category(c) not in ("Cf", "Cc") or c in "\t\n\r\v\f\x1c\x1d\x1e\x1f\x85")
    return (
        "".join(c for c in kept if not "\ufe00" <= c <= "\ufe0f" and c not in "\u3164\u115f\u1160\u034f")
        .translate(WIDE)
        .strip()
    )


def arabic(text: str) -> str:
    """Return a text with Chinese digits as Arabic ones, 二十一 as 21."""
    digits = "〇一二三四五六七八九"
    text = text.replace("零", "〇").replace("○", "〇")
    for tens in ("三", "二", ""):
        for ones in reversed(digits):
            text = text.replace(f"{tens}十{'' if ones == '〇' else ones}", f"{tens or '一'}{ones}")
    return "".join(str(digits.index(char)) if char in digits else char for char in text)


def figure(text: str) -> Decimal | None:
    found = FIGURE.fullmatch(text)
    number = Decimal(text.replace(",", "")) if found else None
    return number if number is not None and abs(number) <= 10**15 else None


def ticked(text: str, options: tuple[str, ...]) -> str | None:
    """Return the option that the only tick of a text touches; where every word has a box, that of its box."""
    parts = [re.sub(r"\s", "", part) for part in re.split(r"[\s/|、；;，,。“”\"]+", text) if part.strip("()")]
    marked = [part for part in parts if re.search(TICK, part)]
    if len(re.findall(TICK, text)) != 1:
        return None
    bare = re.sub(BOX, "", marked[0])
    words = [part for part in parts if re.sub(f"{TICK}|{BOX}", "", part)]
    for option in options:
        shut = re.escape(option)
        if re.fullmatch(f"\\(?({TICK}{shut}|{shut}\\(?{TICK})\\)?", bare):
            return option
        if re.fullmatch(TICK, bare) and [re.sub(BOX, "", part) for part in words] == [option]:
            return option
    return None


def strictly(kind: str, value: object, unit: str = "", choices: tuple[str, ...] = ()) -> object:
    """Return what a cell plainly says; None for blank and for everything that is not plain."""
    text = clean(value) if isinstance(value, str) else ""
    word = "".join(text.split()).rstrip("。.;；,").lower()
    if kind == "yes_no":
        if isinstance(value, bool):
            return "是" if value else "否"
        plain = [answer for answer, words in (("是", YES), ("否", NO)) if word in words]
        return plain[0] if plain else ticked(text, ("是", "否"))
    if kind == "choice":
        same = [c for c in choices if word == c.replace("（", "(").replace("）", ")")]
        return same[0] if same else {"其他": "其它"}.get(word) or ticked(text, choices)
    if kind in ("count", "yuan"):
        if word == "未提供":
            return "未提供"
        if not isinstance(value, str):
            is_number = (
                isinstance(value, (int, float))
                and not isinstance(value, bool)
                and value == value
                and abs(value) <= 1e15
            )
            number = Decimal(repr(value)) if is_number else None
        else:
            stem = (
                text.rstrip("。." if kind == "count" else "。.;；,")
                .removesuffix("元" if kind == "yuan" else unit or " ")
                .rstrip()
            )
            stems = [text, text.rstrip("。."), stem] if kind == "count" else [text, stem, stem.removesuffix("万")]
            read = [(one, figure(one.strip())) for one in stems]
            number = next(
                (
                    n * (10_000 if kind == "yuan" and one != stem and one != text else 1)
                    for one, n in read
                    if n is not None
                ),
                None,
            )
        if number is None or number < 0 or (kind == "count" and number != int(number)):
            return None
        return int(number) if kind == "count" else number.quantize(Decimal("0.01"), ROUND_HALF_UP)
    if kind == "date":
        if isinstance(value, date):
            return value.date() if isinstance(value, datetime) else value
        if isinstance(value, (int, float)) and not isinstance(value, bool) and 36526 <= value < 54788:
            return date.fromordinal(date(1899, 12, 30).toordinal() + int(value))
        text = arabic(text)
        timed = re.fullmatch(r"(\S+?)(?:[Tt]|\s+)\d\d?:\d\d(?::\d\d(?:\.\d{1,9})?)?[Zz]?", text, re.ASCII)
        text = timed[1] if timed else text
        found = re.fullmatch(DAYS[0], "".join(text.split()).rstrip("。.;；,"), re.ASCII)
        if not found or re.search(r"\d\s+\d", text):
            return None
        try:
            return date(int(found[1] or 2020), int(found[2]), int(found[3]))
        except ValueError:
            return None
    typed = (
        value.isoformat()[:10]
        if isinstance(value, (date, datetime))
        else str(int(value))
        if isinstance(value, float) and value.is_integer()
        else str(value)
    )
    if kind == "id":
        if (
            isinstance(value, (date, bool))
            or not re.search("[0-9]", clean(typed))
            or re.search(r"\d\s+\d|[、；;，,]|\d\S*[与和及]\S*\d", clean(typed))
            or (isinstance(value, (int, float)) and not 0 <= value < 10**15)
        ):
            return None
        return unicodedata.normalize("NFKC", "".join(clean(typed).split()))
    return clean_text(typed)


def clean_text(text: str) -> str:
    """Return free text as typed, without what nobody sees."""
    kept = "".join(c for c in text if unicodedata.category(c) != "Cf" and not "\ufe00" <= c <= "\ufe0f")
    return kept.strip()
