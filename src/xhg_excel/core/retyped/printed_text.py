"""Which printed item a retyped text is: only one that says the same in declared words; others are only named."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection
from functools import cache, lru_cache

from xhg_excel.core.model.grid import CellValue, squeeze
from xhg_excel.notice import ANNEXES
from xhg_excel.notice.schema.form import Annex, Item
from xhg_excel.notice.words import as_written
from xhg_excel.notice.words import retyped_forms as words

_SAME = str.maketrans(words.SAME_CHARACTERS)
# Longer texts are no retyped items; they are not even compared.
_LONGEST_RATIO = 2


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Return only the letters and digits of a text, without its leading number.

    >>> plain("3．是否已断水、断电？"), plain("县（市、区）")
    ('是否已断水断电', '县市区')
    """
    text = unicodedata.normalize("NFKC", re.sub(as_written.NUMBERED, "", text.strip()))
    text = re.sub(as_written.RANKED, "", squeeze(text)).translate(_SAME).lower()
    return "".join(char for char in text if unicodedata.category(char)[0] in "LN")


@lru_cache(maxsize=20_000)
def leading_number(text: str) -> int | None:
    """Return the number at the beginning of a text; None without one.

    >>> leading_number("3. 是否已断水断电"), leading_number("3家企业"), leading_number("（12）责任追究")
    (3, None, 12)
    """
    found = re.match(as_written.NUMBERED, text.strip())
    return int(found["number"]) if found else None


def canonical(text: str) -> str:
    """Return a text in declared words only: fillers left out, words that say the same replaced by one of them.

    >>> canonical("是否已经断水、断电情况"), canonical("有无断水断电")
    ('是否断水断电', '是否断水断电')
    """
    text = plain(text)
    for word, same in _same_words().items():
        text = text.replace(word, same)
    for word in words.FILLERS:
        text = text.replace(word, "")
    return text


@cache
def _same_words() -> dict[str, str]:
    return {plain(word): plain(same) for word, same in words.SAME_WORDS.items()}


@cache
def _known() -> dict[str, tuple[tuple[Annex, Item], ...]]:
    """Return the items by every declared text in canonical words, with 是否 and without it."""
    known: dict[str, list[tuple[Annex, Item]]] = {}
    for annex in ANNEXES:
        for item in annex.items:
            hints = (*words.ITEM_HINTS, *(declared.unit for declared in item.fields if len(item.fields) == 1))
            said = (item.text, *words.OTHER_ITEM_TEXTS.get(item.text, ()))
            texts = {canonical(text) + plain(hint) for text in said for hint in hints}
            for text in sorted({*texts, *(_unasked(text) for text in texts)}):
                known.setdefault(text, []).append((annex, item))
    return {text: tuple(items) for text, items in known.items()}


def _unasked(text: str) -> str:
    return text.replace(words.QUESTION, "")


@cache
def _longest() -> int:
    return max(len(text) for text in _known())


@lru_cache(maxsize=20_000)
def items_asked(text: str) -> tuple[tuple[Annex, Item], ...]:
    """Return the items that a text asks for, in declared words; a long one may be cut short and marked so (…).

    >>> [(annex.number, item.number) for annex, item in items_asked("3、断水断电情况")]
    [(2, 3), (3, 2)]
    >>> items_asked("是否正在断水断电")
    ()
    """
    if len(text) > _LONGEST_RATIO * _longest() + len(text) - len(squeeze(text)):
        return ()
    own = canonical(text)
    found = _known().get(own, ())
    if not found and len(own) >= words.SHORTEST_CUT and text.rstrip().endswith(words.CUT_MARKS):
        begun = {items for known, items in _known().items() if known.startswith(own) and len(own) * 2 >= len(known)}
        found = begun.pop() if len(begun) == 1 else ()
    return found


@lru_cache(maxsize=20_000)
def likeness(text: str, printed: str) -> float:
    """Return the share (0 to 1) of characters that two texts have in common. It names an item, and reads none.

    >>> likeness("是否正在断水断电", "是否已断水断电")
    0.8
    """
    own, other = _unasked(canonical(text[: _LONGEST_RATIO * _longest()])), _unasked(canonical(printed))
    shared = (Counter(own) & Counter(other)).total()
    return round(2 * shared / max(1, len(own) + len(other)), 2)


def item_meant(text: str, number: int | None, items: Collection[Item]) -> Item | None:
    """Return the one of some items that another text seems to mean, also by its number; None when it is none."""
    scored = ((likeness(text, item.text), item.number == number, item) for item in items)
    near = [
        (alike + is_numbered, item)
        for alike, is_numbered, item in scored
        if alike >= (words.NUMBERED_FROM if is_numbered else words.NAMED_FROM)
    ]
    return max(near, key=lambda pair: pair[0])[1] if near else None


def is_one_of(value: CellValue, known: Collection[str]) -> bool:
    """Return whether a cell is one of some words, punctuation and spaces aside."""
    return isinstance(value, str) and plain(value) in _plain_words(tuple(known))


@lru_cache(maxsize=100)
def _plain_words(known: tuple[str, ...]) -> frozenset[str]:
    return frozenset(plain(word) for word in known)
