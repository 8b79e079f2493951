"""How similar a retyped text is to one that the notice prints."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from difflib import Match, SequenceMatcher
from functools import lru_cache

from xhg_excel.core.model.grid import CellValue, squeeze
from xhg_excel.notice.words import as_written as as_written_words

_SAME = str.maketrans(as_written_words.SAME_CHARACTERS)


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Return only the letters and digits of a text, without its leading number.

    >>> plain("3．是否已断水、断电？"), plain("县（市、区）")
    ('是否已断水断电', '县市区')
    """
    text = unicodedata.normalize("NFKC", re.sub(as_written_words.NUMBERED, "", text))
    text = re.sub(as_written_words.RANKED, "", squeeze(text)).translate(_SAME).lower()
    return "".join(char for char in text if unicodedata.category(char)[0] in "LN")


@lru_cache(maxsize=20_000)
def leading_number(text: str) -> int | None:
    """Return the number at the beginning of a text; None without one.

    >>> leading_number("3. 是否已断水断电"), leading_number("3家企业"), leading_number("（12）责任追究")
    (3, None, 12)
    """
    found = re.match(as_written_words.NUMBERED, text)
    return int(found["number"]) if found else None


@lru_cache(maxsize=20_000)
def core_of(text: str) -> str:
    """Return `plain` without filler words, which do not change the meaning.

    >>> core_of("是否已经断水、断电情况"), core_of("是否已断水断电")
    ('断水断电', '断水断电')
    """
    text = plain(text)
    for word in as_written_words.FILLERS:
        text = text.replace(word, "")
    return text


@lru_cache(maxsize=50_000)
def similarity(text: str, printed: str) -> float:
    """Return the similarity of `text` to `printed`, 0 to 1: foreign characters reduce it, an abbreviation a little.

    It is 0 for a text with another negation, with an additional word that inverts it, or without its verb.

    >>> similarity("断水断电", "是否已断水断电"), similarity("是否未断水断电", "是否已断水断电")
    (1.0, 0.0)
    >>> similarity("是否应进行行政处罚", "是否进行行政处罚"), similarity("有无生产设备设施", "是否已拆除生产设备设施")
    (0.0, 0.0)
    >>> similarity("是否已断水断气", "是否已断水断电") < 0.8 < similarity("宣传标语数", "悬挂宣传标语数")
    True
    """
    if plain(text) == plain(printed):
        return 1.0
    short, whole = core_of(text), core_of(printed)
    if not short or not whole:
        return 0.0
    if short == whole:
        return 1.0
    if len(short) < max(
        min(as_written_words.SHORTEST_ABBREVIATION, len(whole)), len(whole) * as_written_words.SHORTEST_SHARE
    ):
        return 0.0
    blocks = SequenceMatcher(None, short, whole, autojunk=False).get_matching_blocks()
    if _is_inverted(short, whole, blocks) or _asks_another(short, whole):
        return 0.0
    return _similarity_of_matched(sum(block.size for block in blocks), short, whole)


def most_similarity(text: str, printed: str) -> float:
    """Return an upper bound of `similarity`, which is quick to compute.

    >>> most_similarity("企业名称", "是否已断水断电")
    0.0
    >>> similarity("宣传标语数", "悬挂宣传标语数") <= most_similarity("宣传标语数", "悬挂宣传标语数")
    True
    """
    short, whole = core_of(text), core_of(printed)
    if not short or not whole:
        return 1.0
    # A character is matched at most as often as the text with fewer of it contains it.
    return max(float(short == whole), _similarity_of_matched((_counted(short) & _counted(whole)).total(), short, whole))


@lru_cache(maxsize=20_000)
def _counted(text: str) -> Counter[str]:
    return Counter(text)


def _similarity_of_matched(matched: int, short: str, whole: str) -> float:
    """Return the similarity of two texts with this number of matched characters."""
    foreign = (len(short) - matched) / len(short)
    missing = (len(whole) - matched) / len(whole)
    return max(
        0.0, (1 - as_written_words.FOREIGN_COSTS * foreign) * (1 - (1 - as_written_words.SHORTENED_KEEPS) * missing)
    )


def _is_inverted(short: str, whole: str, blocks: Sequence[Match]) -> bool:
    """Return whether a negation is in one text only; the end that an abbreviation leaves out does not count."""
    ours = {at for block in blocks for at in range(block.a, block.a + block.size)}
    theirs = {at for block in blocks for at in range(block.b, block.b + block.size)}
    end = max(theirs, default=0)
    added = any(char in as_written_words.NEGATIONS and at not in ours for at, char in enumerate(short))
    dropped = any(char in as_written_words.NEGATIONS and at not in theirs for at, char in enumerate(whole[:end]))
    return added or dropped


def _asks_another(short: str, whole: str) -> bool:
    """Return whether a text has more inverting words than the printed one, or no character of its verb."""
    added = any(short.count(word) > whole.count(word) for word in as_written_words.REVERSING_WORDS)
    return added or any(verb in whole and not set(verb) & set(short) for verb in as_written_words.CARRYING_VERBS)


def is_one_of(value: CellValue, words: tuple[str, ...]) -> bool:
    """Return whether a cell is one of some words, punctuation and spaces aside."""
    return isinstance(value, str) and plain(value) in {plain(word) for word in words}
