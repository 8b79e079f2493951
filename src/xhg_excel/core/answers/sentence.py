"""Compound cells as one readable sentence: in words, and as the formula that writes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from xhg_excel.core.answers.normalize import normalize
from xhg_excel.core.model.answer import Answer, show
from xhg_excel.core.model.grid import CellValue
from xhg_excel.core.model.submission import Answers
from xhg_excel.notice.schema.form import NO, YES, Field, Item, Kind
from xhg_excel.notice.words import as_written as as_written_words
from xhg_excel.notice.words.workbook import DATE_TEXT, PART, PART_SEPARATOR

_WIDE = "\u3000"
_LARGE = 100_000_000
_OPTION = f"[{YES}{NO}{as_written_words.TICKS}{as_written_words.UNTICKED}]"


def sentence(item: Item, answers: Answers) -> str:
    """Return the answers of an item as its cell 检查情况 prints them; blanks are left out.

    >>> from xhg_excel.notice import ANNEXES
    >>> sentence(ANNEXES[1].items[9], {"fined": "是", "fine_yuan": Decimal("20000")})
    '是；处罚金额：20000元'
    """
    parts = [_part(item, field, words(field, answers.get(field.key))) for field in item.fields]
    return PART_SEPARATOR.join(part for part in parts if part)


@dataclass(frozen=True)
class Said:
    """What a sentence says: text by field key, and the words that belong to no field."""

    fields: dict[str, str]
    rest: str = ""


def parse_said(item: Item, text: str) -> Said:
    """Return what a sentence says, also one with other separators or none; nothing of it is lost.

    >>> from xhg_excel.notice import ANNEXES
    >>> parse_said(ANNEXES[1].items[2], "断水是，断电：否，已拍照")
    Said(fields={'water_cut': '是', 'power_cut': '否'}, rest='已拍照')
    """
    said = _as_printed(item, text)
    if said.fields and not said.rest and _is_readable(item, said) and not _has_swallowed(item, said):
        return said
    loose = _loosely(item, text)
    return loose if loose.fields else Said({}, text.strip())


def _has_swallowed(item: Item, said: Said) -> bool:
    """Whether a text holds `label value` of a field that is said nowhere else."""
    unsaid = {word for field in item.fields if field.key not in said.fields for word in (field.label, field.shown)}
    return any(
        match["label"] in unsaid for text in said.fields.values() for match in _pairs_pattern(item).finditer(text)
    )


def _is_readable(item: Item, said: Said) -> bool:
    return all(reads(field, said.fields[field.key]) for field in item.fields if field.key in said.fields)


def reads(field: Field, value: CellValue) -> bool:
    """Tell whether a value is an answer of a field, blank included."""
    return not normalize(value, field, as_written_words.FIRST_DAY.year).fault


def _as_printed(item: Item, text: str) -> Said:
    said: dict[str, str] = {}
    rest = text.strip()
    for field in reversed(item.fields):
        if field.key in item.bare:
            said |= {field.key: _without_unit(field, rest)} if rest else {}
            return Said(said)
        mark = PART.format(label=field.label, value="")
        before, found, value = rest.rpartition(PART_SEPARATOR + mark)
        if not found and rest.startswith(mark):
            before, found, value = "", mark, rest.removeprefix(mark)
        if found and (_is_alone(item, field) or reads(field, _without_unit(field, value))):
            said[field.key] = _without_unit(field, value)
            rest = before
    return Said(said, rest)


def _is_alone(item: Item, field: Field) -> bool:
    """Whether no other field of an item has the same label; two that share one differ by their kind."""
    return sum(other.label == field.label for other in item.fields) == 1


def _loosely(item: Item, text: str) -> Said:
    """Read `label value` pairs, whatever stands between them."""
    found = list(_pairs_pattern(item).finditer(text))
    said: dict[str, str] = {}
    rest = [text[: found[0].start()] if found else text]
    for at, match in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        value, more = _value_first(text[match.end() : end].strip(as_written_words.SEPARATORS))
        if re.search(_OPTION, more) and any(
            mark in value + more for mark in as_written_words.TICKS + as_written_words.UNTICKED
        ):
            value, more = text[match.end() : end].strip(as_written_words.SEPARATORS), ""  # options, one of them ticked
        declared = _declared(item, match["label"], value, said)
        if declared is None:
            rest.append(text[match.start() : end])
        elif declared.kind is Kind.TEXT:
            said[declared.key] = text[match.end() : end].strip(as_written_words.SEPARATORS)
        else:
            said[declared.key] = _without_unit(declared, value)
            rest.append(more)
    first = item.fields[0]
    head = rest[0].strip(as_written_words.SEPARATORS)
    if head and first.key not in said and (first.key in item.bare or item.open_text) and reads(first, head):
        said[first.key], rest[0] = head, ""
    return Said(said, PART_SEPARATOR.join(words for part in rest if (words := part.strip(as_written_words.SEPARATORS))))


@cache
def _pairs_pattern(item: Item) -> re.Pattern[str]:
    labels = sorted({word for field in item.fields for word in (field.shown, field.label)}, key=len, reverse=True)
    either = "|".join(re.escape(label) for label in labels)
    return re.compile(
        rf"(?:^|(?<=[{re.escape(as_written_words.SEPARATORS)}]))(?P<label>{either})\s*(?:[:：]\s*|(?={as_written_words.VALUE_BEGINS}))"
    )


def _value_first(text: str) -> tuple[str, str]:
    """Return a value up to the first separator, and what follows it; `20,000` holds none."""
    parts = re.match(rf"(?:[^{re.escape(as_written_words.SEPARATORS)}]|(?<=\d)[,，](?=\d{{3}}))*", text)
    cut = parts.end() if parts else 0
    return text[:cut], text[cut:]


def _declared(item: Item, label: str, value: str, said: Mapping[str, str]) -> Field | None:
    named = [f for f in item.fields if label in (f.label, f.shown) and f.key not in said]
    return next((f for f in named if reads(f, _without_unit(f, value))), named[0] if named else None)


def _without_unit(field: Field, text: str) -> str:
    return text.strip().removesuffix(field.unit) if field.unit else text.strip()


def longest_words(field: Field) -> str:
    """Return the longest text that `words` may give for a field: what its printed cell must hold."""
    match field.kind:
        case Kind.TEXT | Kind.ID:
            return _WIDE * field.longest
        case Kind.DATE:
            return DATE_TEXT.format(date=date(2020, 12, 31))
        case Kind.COUNT | Kind.YUAN:
            return f"{_LARGE}{field.unit}"
        case _:
            return max(field.answers, key=len)


def longest_sentence(item: Item) -> str:
    """Return the longest sentence that `sentence` may give for an item."""
    return PART_SEPARATOR.join(_part(item, field, longest_words(field)) for field in item.fields)


def words(field: Field, answer: Answer | None) -> str:
    """Return one answer as it is printed, numbers with their unit."""
    if isinstance(answer, date):
        return DATE_TEXT.format(date=answer)
    unit = field.unit if isinstance(answer, (int, Decimal)) else ""
    return show(answer) + unit


def _part(item: Item, field: Field, shown: str) -> str:
    if not shown or field.key in item.bare:
        return shown
    return PART.format(label=field.label, value=shown)


def sentence_formula(item: Item, ref: Callable[[Field], str]) -> str:
    """Return the native formula of `sentence`, `ref` giving each field's cell."""
    parts = "&".join(_part_formula(item, field, ref(field)) for field in item.fields)
    return f"=MID({parts},{len(PART_SEPARATOR) + 1},9999)"


def _part_formula(item: Item, field: Field, cell: str) -> str:
    before = "" if field.key in item.bare else PART.format(label=field.label, value="")
    return f'IF({cell}="","","{PART_SEPARATOR}{before}"&{words_formula(field, cell)})'


def words_formula(field: Field, cell: str) -> str:
    """Return the native formula of `words` for a cell that is not blank."""
    if field.kind is Kind.DATE:
        shown = DATE_TEXT.replace("{date.", "{").format(
            year=f'"&YEAR({cell})&"', month=f'"&MONTH({cell})&"', day=f'"&DAY({cell})&"'
        )
        return f'IF(ISNUMBER({cell}),"{shown}",{cell})'.replace('""&', "").replace('&""', "")
    if field.unit:
        return f'IF(ISNUMBER({cell}),{cell}&"{field.unit}",{cell})'
    return cell
