"""What a number format (ECMA-376 18.8.31) makes of a value: the same, nothing, or something else.

A format that only pads, groups, rounds, colours or adds a currency sign shows the value. One that scales (`0.0,`),
adds text (`0"万"`), or shows a percentage shows something else; an empty section (`;;;`) shows nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from xhg_excel.notice.words.looks import GENERAL, PLAIN_SIGNS, Look

# Built-in formats with a percent sign (18.8.30); of the other built-in ones every one shows its value.
BUILT_IN = {9: "0%", 10: "0.00%"}
_LONGEST = 255  # what Excel accepts
_OPERATORS = {
    "<": lambda value, limit: value < limit,
    "<=": lambda value, limit: value <= limit,
    ">": lambda value, limit: value > limit,
    ">=": lambda value, limit: value >= limit,
    "=": lambda value, limit: value == limit,
    "<>": lambda value, limit: value != limit,
}
_GENERAL = "\x01"  # stands for the word `General`
_DIGITS, _EXPONENT = ("0", "#", "?", "@", _GENERAL), ("E", "e")
_DATE_LETTERS = frozenset("ymdhsYMDHS")
_ELAPSED = frozenset(f"[{letter * count}]" for letter in "hmsHMS" for count in (1, 2))
# A quoted text, an escaped character, a pad or fill with its character, a part in brackets, or one character.
_TOKEN = re.compile(r'"[^"]*"?|[\\!_*].?|\[[^\]]*\]?|.', re.DOTALL)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d{1,15}(?:\.\d{1,15})?)\]")
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]?")


@dataclass(frozen=True)
class _Section:
    """One part of a format between semicolons.

    Attributes:
        tokens: its parts.
        applies: operator and limit of its condition; None without one.
    """

    tokens: tuple[str, ...]
    applies: tuple[str, float] | None = None


def look_of(code: str, value: float | str) -> Look | None:
    """Return what a format makes of a number or text; None when one sees the value.

    >>> [look_of(code, 3.0) for code in ("General", "#,##0.00", "000", "@", '0"万"', "0%", "0.0,", ";;;")]
    [None, None, None, None, <Look.SCALED_FORMAT: ...>, <Look.SCALED_FORMAT: ...>, <Look.SCALED_FORMAT: ...>, ...]
    """
    sections = _sections(code)
    if not sections:  # too long, or damaged: what programs make of it differs
        return Look.SCALED_FORMAT
    return _look_of_text(sections) if isinstance(value, str) else _look_of_number(sections, value)


def shows_a_moment(code: str) -> bool:
    """Return whether a format shows numbers as days or times.

    >>> [shows_a_moment(code) for code in ("yyyy-m-d", 'm"月"d"日"', "[h]", "General", "0.00_);[Red](0.00)", '0"day"')]
    [True, True, True, False, False, False]
    """
    return any((_DATE_LETTERS | _ELAPSED) & set(section.tokens) for section in _sections(code))


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[_Section, ...]:
    if len(code) > _LONGEST:
        return ()
    for word in GENERAL:
        code = code.replace(word, _GENERAL)
    found: list[list[str]] = [[]]
    for part in _TOKEN.findall(code):
        if part == ";":
            found.append([])
        else:
            found[-1].append(part)
    return tuple(_section(tokens) for tokens in found)


def _section(tokens: list[str]) -> _Section:
    conditions = (_CONDITION.fullmatch(token) for token in tokens)
    applies = next(((found[1], float(found[2])) for found in conditions if found), None)
    return _Section(tuple(token for token in tokens if not _CONDITION.fullmatch(token)), applies)


def _look_of_text(sections: tuple[_Section, ...]) -> Look | None:
    with_text = [section for section in sections if "@" in section.tokens]
    tokens = sections[3].tokens if len(sections) > 3 else with_text[-1].tokens if with_text else ("@",)
    if not tokens:
        return Look.INVISIBLE_TEXT
    return None if "@" in tokens and not _adds_text(tokens) else Look.SCALED_FORMAT


def _look_of_number(sections: tuple[_Section, ...], value: float) -> Look | None:
    tokens = _section_for(sections, value).tokens
    if _DATE_LETTERS & set(tokens):
        return None  # a day; whether it answers the question is not a matter of its format
    shown = [token for token in tokens if not token.startswith(("[", "_", "*"))]
    if not shown or (value == 0 and _hides_zero(shown)):
        return Look.INVISIBLE_TEXT
    return Look.SCALED_FORMAT if _adds_text(tokens) or _scales(tokens) else None


def _section_for(sections: tuple[_Section, ...], value: float) -> _Section:
    """Return the section for a number: by conditions where there are some, else positive; negative; zero."""
    numeric = sections[:3]
    if any(section.applies for section in numeric):
        for section in numeric:
            if section.applies is None or _OPERATORS[section.applies[0]](value, section.applies[1]):
                return section
        return numeric[-1]
    if len(numeric) > 2 and value == 0:
        return numeric[2]
    return numeric[1] if len(numeric) > 1 and value < 0 else numeric[0]


def _hides_zero(tokens: list[str]) -> bool:
    """Return whether only `#` stand for digits, which show nothing for 0."""
    return "#" in tokens and not {"0", "@", _GENERAL} & set(tokens)


def _adds_text(tokens: tuple[str, ...]) -> bool:
    """Return whether a section shows characters that are more than a sign, a bracket or a currency."""
    places = [at for at, token in enumerate(tokens) if token in _DIGITS]
    among = tokens[places[0] : places[-1]] if places else ()
    if any(not _is_of_number(among, at) for at in range(len(among))):
        return True
    return any(_text_of(token).strip(PLAIN_SIGNS) for token in tokens)


def _is_of_number(among: tuple[str, ...], at: int) -> bool:
    """Return whether a token that stands among the digits belongs to the number: `#,##0.0`, `0.0E+00`, `# ?/?`."""
    token = among[at]
    if token in {"+", "-"}:
        return among[at - 1] in _EXPONENT
    if token.isspace():
        return "/" in among
    return token in _DIGITS or token in _EXPONENT or token in {",", ".", "/", "%"}


def _text_of(token: str) -> str:
    """Return the text that a token shows beside the number."""
    if currency := _CURRENCY.fullmatch(token):
        return currency[1]
    if token[0] in "_*[" or token in _DIGITS or token in _EXPONENT or token in {",", ".", "%"}:
        return ""
    return token[1:] if token[0] in "\\!" else token.strip('"')


def _scales(tokens: tuple[str, ...]) -> bool:
    """Return whether a section multiplies by 100, or divides by 1000: a comma that is not between two digits."""
    if "%" in tokens:
        return True
    digits = [token for token in tokens if token in {".", ","} or token in _DIGITS]
    whole = digits[: digits.index(".")] if "." in digits else digits
    return "," in digits[len(whole) :] or whole[-1:] == [","]
