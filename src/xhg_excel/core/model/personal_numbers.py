"""Find telephone and identity numbers in a text however they are written, and names behind a label; hide them.

Clause: 五(四).

A number that cannot be judged is hidden: whether the check digit of an identity number is right is not asked,
for one that was mistyped still names somebody; the date of birth in it tells it from other long numbers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache

from xhg_excel.notice.words import privacy as words

# What stands between the digits of one number; more of it separates two numbers.
_BETWEEN = r"[\s.,·•‧・_/\\()\[\]{}<>〔〕【】*~+-]{0,3}"
_GAP = _BETWEEN.replace("{0,3}", "{1,3}")
_CHINA = rf"(?:\+{_BETWEEN})?(?:00{_BETWEEN})?8{_BETWEEN}6{_BETWEEN}"
_BEGINS = r"(?<!\d)"
_END = r"(?!\d)"
_MORE = rf"(?:{_BETWEEN}(?:{'|'.join(map(re.escape, words.EXTENSION))})\.?\s?\d{{1,6}}(?!\d))?"
_MOBILE = rf"(?:{_CHINA})?(?:0{_BETWEEN})?1{_BETWEEN}[3-9](?:{_BETWEEN}\d){{9}}"
_LANDLINE = rf"(?:(?:{_CHINA})?0|{_CHINA})(?:10|2\d|[3-9]\d\d){_BETWEEN}[2-9](?:{_BETWEEN}\d){{6,7}}"
# Matches may begin within each other: a number before it must not swallow the beginning of the next one.
_PHONES = (
    re.compile(rf"{_BEGINS}(?=({_MOBILE}{_END}{_MORE}))"),
    re.compile(rf"{_BEGINS}(?=((?:1[3-9]\d{{9}}){{2,3}}{_END}))"),
    re.compile(rf"{_BEGINS}(?=({_LANDLINE}{_END}{_MORE}))"),
    re.compile(rf"{_BEGINS}(?=(0(?:{_GAP}\d){{9,11}}{_END}{_MORE}))"),
)
_CUED = re.compile(
    rf"(?:{'|'.join(words.NUMBER_WORDS)})[^\d]{{0,6}}(?=((?!20[0-3]\d[01]\d[0-3]\d{_END})[2-9](?:{_BETWEEN}\d){{6,7}}{_END}{_MORE}))"
)
_NAMED = re.compile(
    rf"(?:{'|'.join(words.PERSONS)})(?:{'|'.join(words.NAME_WORDS)})?\s{{0,3}}[:：]\s{{0,3}}(?=([\u3400-\u9fff·]{{2,4}}))"
)
_IDENTITIES = (
    re.compile(rf"{_BEGINS}(?=([1-8](?:{_BETWEEN}\d){{16}}{_BETWEEN}[\dx]{_END}))"),
    re.compile(rf"{_BEGINS}(?=([1-8]\d{{5}}[\s-]?\d{{6}}[\s-]?\d{{3}}{_END}))"),
)
# The first two digits: provinces, Hong Kong, Macao and Taiwan.
_PROVINCES = frozenset(
    map(
        str,
        (
            *range(11, 16),
            *range(21, 24),
            *range(31, 38),
            *range(41, 47),
            *range(50, 55),
            *range(61, 66),
            71,
            81,
            82,
            83,
        ),
    )
)
_BORN = range(1900, 2013)
_FEWEST_DIGITS = 7
_SHORTEST = 6


class _Plain(dict[int, str]):
    """Maps every character to one plain character, so that places in the text stay the same."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        digit = unicodedata.digit(char, None)
        plain = unicodedata.normalize("NFKC", char).lower() if digit is None else str(digit)
        kind = unicodedata.category(char)
        if kind == "Pd" or char == "\u2212":
            plain = "-"
        elif kind in ("Cf", "Cc", "Zs", "Mn", "Zl", "Zp"):
            plain = " "
        self[code] = plain if len(plain) == 1 else char
        return self[code]


_PLAIN = _Plain()
_DIGIT = re.compile(r"\d")
# The hash of a file or a list, in which eleven digits may well stand in a row.
_HASH = re.compile(r"(?<![0-9a-z])(?=[0-9]*[a-f])[0-9a-f]{32,}(?![0-9a-z])")


def plain(text: str) -> str:
    r"""Return a text with one plain character for each: digits of any script are ASCII digits, dashes hyphens.

    >>> plain("①①\u2014\u0663")
    '11-3'
    """
    return text.translate(_PLAIN)


@lru_cache(maxsize=8192)
def hide_personal(text: str) -> str:
    """Return a text with every telephone and identity number, and every name behind a label such as 举报人：, hidden.

    >>> hide_personal("演练甲（139-0000-0000）反映")
    '演练甲（（已隐去））反映'
    >>> hide_personal("2020-08-10，P001，排查1390家"), hide_personal("0513—8500 0000转801")
    ('2020-08-10，P001，排查1390家', '（已隐去）')
    """
    if len(text) < _SHORTEST:
        return text
    return hide_spans(text, personal_spans(text))


def distinct_names(names: Iterable[str], hide: Callable[[str], str] = hide_personal) -> list[str]:
    """Return names of files or sheets with what is personal hidden, still each once where they were.

    >>> distinct_names(["13900001234.xlsx", "附件1.xlsx", "13900005678.xlsx"])
    ['（已隐去）.xlsx', '附件1.xlsx', '（已隐去2）.xlsx']
    """
    taken: set[str] = set()
    made = []
    for name in names:
        hidden = shown = hide(name)
        number = 1
        while hidden != name and shown in taken:
            number += 1
            shown = hidden.replace(words.HIDDEN, words.HIDDEN_AGAIN.format(number=number), 1)
        taken.add(shown)
        made.append(shown)
    return made


def hide_spans(text: str, spans: list[tuple[int, int]]) -> str:
    """Return a text with the parts between these places hidden; parts that touch or overlap are one.

    >>> hide_spans("abcdef", [(1, 3), (2, 4)])
    'a（已隐去）ef'
    """
    made, last = [], -1
    end = 0
    for start, stop in sorted(spans):
        if start > last:
            made += [text[end:start], words.HIDDEN]
        end = last = max(last, stop)
    return "".join([*made, text[end:]]) if made else text


def personal_spans(text: str) -> list[tuple[int, int]]:
    """Return where in a text such numbers and names begin and end; places may overlap."""
    folded = _HASH.sub(lambda found: "x" * len(found[0]), plain(text))
    found = [named.span(1) for named in _NAMED.finditer(folded)]
    for written in _writings(folded):
        found += _numbers_in(written)
    return found


def _writings(folded: str) -> Iterator[str]:
    """Yield a text with its digits as digits: as they are, with letters for digits, and in words."""
    writings = (folded, folded.translate(words.DIGIT_LETTERS), folded.translate(words.DIGIT_WORDS))
    for written in dict.fromkeys(writings):
        if len(_DIGIT.findall(written)) >= _FEWEST_DIGITS:
            yield written


def _numbers_in(text: str) -> Iterator[tuple[int, int]]:
    for pattern in _IDENTITIES:
        for found in pattern.finditer(text):
            if _is_identity(re.sub(r"[^\dx]", "", found[1])):
                yield found.span(1)
    for pattern in (*_PHONES, _CUED):
        for found in pattern.finditer(text):
            yield found.span(1)


def _is_identity(number: str) -> bool:
    """Return whether the digits of a possible identity number begin with a province and hold a date of birth.

    >>> _is_identity("32062319800101123x"), _is_identity("320623202008100012"), _is_identity("320623800101123")
    (True, False, True)
    """
    born = number[6:14] if len(number) > 15 else f"19{number[6:12]}"
    try:
        return number[:2] in _PROVINCES and date.fromisoformat(f"{born[:4]}-{born[4:6]}-{born[6:]}").year in _BORN
    except ValueError:
        return False
