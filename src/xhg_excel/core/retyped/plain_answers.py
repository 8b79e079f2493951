"""Bring an answer in words to its plain form, by declared words and the words of its own item only.

`已断水，未断电` is `断水：是；断电：否`, `是（7月20日镇政府取缔）` is `是`, `共悬挂标语300条` is `300条`.
Any other word leaves the text as it is, so that it is named.
"""

from __future__ import annotations

import re
import unicodedata

from xhg_excel.core.model.grid import CellValue, squeeze
from xhg_excel.core.retyped.printed_text import canonical, items_asked
from xhg_excel.notice.schema.form import NO, YES, Field, Item, Kind
from xhg_excel.notice.words import as_written
from xhg_excel.notice.words import retyped_forms as words
from xhg_excel.notice.words.workbook import PART, PART_SEPARATOR

_LONGEST = 200
_CHOICES = (Kind.YES_NO, Kind.YES_NO_NA)
_NUMBER = r"(?:[（(]?\d{1,2}[)）.．、]|[①-⑩])\s*"
_DONE = re.compile(words.DONE_REMARK)
_COUNTED = re.compile(r"(?P<words>\D{0,20}?)(?P<figure>\d[\d,，]{0,14})(?P<unit>\D)")
_VERDICTS = {words.DONE: YES, words.UNDONE: NO}


def plain_answer(item: Item, value: CellValue) -> CellValue:
    """Return an answer of an item without declared words around it; any other value as it is.

    >>> from xhg_excel.notice import ANNEXES
    >>> [plain_answer(ANNEXES[1].items[2], text) for text in ("已断水，未断电", "1.断水：是 2.断电：否", "拟断水")]
    ['断水：是；断电：否', '断水：是 断电：否', '拟断水']
    >>> [plain_answer(ANNEXES[0].items[5], text) for text in ("共悬挂标语300条", "计划悬挂300条")]
    ['300条', '计划悬挂300条']
    """
    if not isinstance(value, str) or len(value) > _LONGEST:
        return value
    text = unicodedata.normalize("NFKC", squeeze(value))
    return _count(item, text) or _verdicts(item, value) or _whole(item, text) or _unnumbered(item, value)


def _count(item: Item, text: str) -> str:
    """Return a figure with its unit, behind words that only say 共, or what the item counts; "" for another text."""
    found = _COUNTED.fullmatch(text)
    if not found or len(item.fields) > 1 or found["unit"] != item.fields[0].unit:
        return ""
    own = found["words"].strip(":")
    for word in words.COUNT_FILLERS:
        own = own.removeprefix(word)
    is_own = item.text.startswith(own) or any(one is item for _, one in items_asked(own + words.COUNT_WORD))
    return found["figure"] + found["unit"] if is_own else ""


def _verdicts(item: Item, text: str) -> str:
    """Return 已 and 未 before labels of an item as answers; "" when a part says anything else."""
    labels = {declared.label: declared for declared in item.fields if declared.kind in _CHOICES}
    parts = [part for part in re.split(rf"[{re.escape(as_written.SEPARATORS)}]", text) if part]
    said = [(labels.get(part[1:]), _VERDICTS.get(part[0])) for part in parts]
    answers: dict[Field, str] = {declared: verdict for declared, verdict in said if declared and verdict}
    if not parts or len(answers) < len(parts):
        return ""
    if len(item.fields) == 1:
        return next(iter(answers.values()))
    return PART_SEPARATOR.join(PART.format(label=declared.label, value=answer) for declared, answer in answers.items())


def _whole(item: Item, text: str) -> str:
    """Return 是 or 否 for the item's own words behind 已 or 未, and 是 for 是 with a remark of what was done."""
    if _DONE.fullmatch(text) and item.fields[0].kind in _CHOICES:
        return YES
    asked = canonical(item.text).removeprefix(words.QUESTION)
    return _VERDICTS.get(text[:1], "") if words.QUESTION in item.text and canonical(text[1:]) == asked else ""


def _unnumbered(item: Item, text: str) -> str:
    """Return a text without numbers before the labels of the item."""
    labels = "|".join(re.escape(declared.label) for declared in item.fields)
    return re.sub(rf"(?:^|(?<=[{re.escape(as_written.SEPARATORS)}])){_NUMBER}(?={labels})", "", text)
