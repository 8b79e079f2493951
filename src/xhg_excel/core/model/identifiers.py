"""Identifiers of sites (问题编号): their canonical form, and which of them are the same."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta

from xhg_excel.core.model.characters import half_width, without_unseen
from xhg_excel.core.model.grid import CellValue
from xhg_excel.notice.words import as_written as words

_DIGITS = "0123456789"
# From here on a spreadsheet rounds: it keeps fifteen digits.
_ROUNDED = 10**15
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:\.\d+)?[eE]\+\d+|[+-]?\d+\.\d+[eE]\d+", re.ASCII)
_LONGEST = 1000
_OF_TWO = re.compile(rf"[0-9]\s+[0-9a-zA-Z]|[0-9][^\s0-9]*[{words.BETWEEN_IDS}]\s*[^\s0-9]*[0-9]")
_OTHER_NUMBERS = ("No", "Nl")


def doubt_about_id(value: CellValue) -> str:
    """Return why a cell holds no identifier that can be relied on, as a Chinese phrase; "" when it does.

    A spreadsheet rounds long numbers, shows them as `2.02008E+17`, and makes days of others; 无, 不详 and 见清单 are
    no identifiers; of two in one cell nobody knows which is meant.

    >>> [doubt_about_id(value) == "" for value in ("P001", 17.0, "化工〔12〕", 3.2e17, "暂无", "7、8")]
    [True, True, True, False, False, False]
    """
    if isinstance(value, (date, datetime, time, timedelta)):
        return words.ID_DOUBTS["day"]
    if not isinstance(value, str):
        return _doubt_about_number(value)
    text = half_width(without_unseen(value[:_LONGEST])).strip()
    if not text:
        return ""
    if _SCIENTIFIC.fullmatch(text):
        return words.ID_DOUBTS["scientific"]
    if any(re.fullmatch(pattern, text, re.ASCII) for pattern in words.ID_DAYS):
        return words.ID_DOUBTS["day"]
    if any(unicodedata.category(c) in _OTHER_NUMBERS or (c.isdecimal() and not c.isascii()) for c in text):
        return words.ID_DOUBTS["characters"]
    if not any(c in _DIGITS for c in text) or re.search(words.NO_ID, text):
        return words.ID_DOUBTS["words"]
    is_list = any(c in text for c in words.LISTING_IDS) or _OF_TWO.search(text)
    return words.ID_DOUBTS["several"] if is_list else ""


def _doubt_about_number(value: float | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return words.ID_DOUBTS["words"]
    if not abs(value) < _ROUNDED:  # no number, as NaN, is neither below nor above
        return words.ID_DOUBTS["rounded"]
    return words.ID_DOUBTS["fraction"] if value != int(value) or value < 0 else ""


def canonical_id(text: str) -> str:
    """Return an identifier as the draw uses it: half-width, without blanks and invisible characters.

    Capitals and leading zeros stay as written: whether zeros were lost only the whole list shows (`printed_ids`).
    The function is idempotent.

    >>> canonical_id(" \uff30\uff10\uff10\uff11 "), canonical_id("化工\u3000〔12〕"), canonical_id("001")
    ('P001', '化工〔12〕', '001')
    """
    plain = "".join(text.split())
    if plain.isascii():
        return plain
    # Removing a blank can bring two characters together that NFKC composes into one.
    while not unicodedata.is_normalized("NFKC", plain) or without_unseen(plain) != plain:
        plain = "".join(without_unseen(unicodedata.normalize("NFKC", plain)).split())
    return plain


def same_id(identifier: str) -> str:
    """Return a canonical identifier without leading zeros of its last number.

    >>> same_id("P001"), same_id("P1"), same_id("000"), same_id("甲")
    ('P1', 'P1', '0', '甲')
    """
    stem = identifier.rstrip(_DIGITS)
    digits = identifier[len(stem) :]
    return stem + (digits.lstrip("0") or digits[-1:])


def number_keys(listed: Iterable[str] = ()) -> Callable[[str], str]:
    """Return the function that decides whether two 问题编号 of one city are the same: their keys are equal.

    Width, blanks and leading zeros of the last number make no difference: a spreadsheet turns 001 into 1.
    But where the city's own list holds P1 and P001, these are two sites: then each is only what is written
    exactly like it, and P01 is neither.

    Args:
        listed: the numbers of the city's list, as typed; none when no list is given.

    >>> key = number_keys(["001", "P1", "P001"])
    >>> key("1") == key(" \uff10\uff10\uff11"), key("P1") == key("P001"), key("P01") in map(key, ["P1", "P001"])
    (True, False, False)
    """
    spellings: dict[str, set[str]] = defaultdict(set)
    for number in map(canonical_id, listed):
        spellings[same_id(number)].add(number)
    apart = {key for key, found in spellings.items() if len(found) > 1}

    def key(number: str) -> str:
        canonical = canonical_id(number)
        return canonical if same_id(canonical) in apart else same_id(canonical)

    return key


def nearest_id(identifier: str, listed: Iterable[str]) -> str:
    """Return the listed number that differs from one only in capitals and signs; "" when none or several do.

    >>> nearest_id("p114", ["P114", "P115"]), nearest_id("P-0114", ["P114"]), nearest_id("P7", ["P114"])
    ('P114', 'P114', '')
    """
    found = loose_ids(listed).get(loose_id(identifier), [])
    return found[0] if len(found) == 1 else ""


def loose_ids(listed: Iterable[str]) -> dict[str, list[str]]:
    """Return canonical listed numbers by `loose_id`."""
    found: dict[str, list[str]] = defaultdict(list)
    for number in dict.fromkeys(map(canonical_id, listed)):
        found[loose_id(number)].append(number)
    return found


def loose_id(identifier: str) -> str:
    """Return a number in capitals, without signs and without leading zeros of its last number."""
    text = same_id(canonical_id(identifier)).upper()
    for sign, plain in words.LOOSE_ID:
        text = text.replace(sign, plain)
    return text


def printed_ids(identifiers: Iterable[str], known: Mapping[str, str] | None = None) -> list[str]:
    """Return the canonical identifiers of one list with the leading zeros restored that a spreadsheet lost.

    If the numbers after one stem that begin with a zero are all of one length, shorter numbers after the same
    stem are padded to it. If none begins with a zero, or they differ in length, all stay as they are.

    Args:
        identifiers: canonical identifiers (`canonical_id`).
        known: the identifiers of a list frozen before, by `same_id`; they go first, so that a later list
            never changes an identifier of the frozen one.

    >>> printed_ids(["P001", "P2", "P0300"]), printed_ids(["P001", "P2", "Q3", "12"])
    (['P001', 'P2', 'P0300'], ['P001', 'P002', 'Q3', '12'])
    """
    texts = list(identifiers)
    stems = [text.rstrip(_DIGITS) for text in texts]
    lengths: dict[str, set[int]] = defaultdict(set)
    for text, stem in zip(texts, stems, strict=True):
        if text[len(stem) : len(stem) + 1] == "0" and len(text) > len(stem) + 1:
            lengths[stem].add(len(text) - len(stem))
    padded = {stem: len(stem) + found.pop() for stem, found in lengths.items() if len(found) == 1}
    if padded:
        texts = [
            text
            if len(text) >= padded.get(stem, 0) or text == stem
            else stem + text[len(stem) :].zfill(padded[stem] - len(stem))
            for text, stem in zip(texts, stems, strict=True)
        ]
    return [known.get(same_id(text), text) for text in texts] if known else texts
