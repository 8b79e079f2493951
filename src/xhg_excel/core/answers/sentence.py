"""The sentence of a compound cell (检查情况): written from its fields, parsed into them, and as a native formula."""

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
from xhg_excel.notice.words import as_written as words
from xhg_excel.notice.words.workbook import DATE_TEXT, PART, PART_SEPARATOR

_WIDE = "\u3000"
_LARGE = 100_000_000
_SECOND_FIGURE = rf"[{re.escape(words.SEPARATORS)}]*[+-]?[0-9\uff10-\uff19]"
_OPTION = f"[{YES}{NO}{words.TICKS}{words.UNTICKED}]"


def item_sentence(item: Item, answers: Answers) -> str:
    """Return the answers of an item as its cell 检查情况 prints them; blanks are left out.

    >>> from xhg_excel.notice import ANNEXES
    >>> item_sentence(ANNEXES[1].items[9], {"fined": "是", "fine_yuan": Decimal("20000")})
    '是；处罚金额：20000元'
    """
    parts = [_part(item, field, answer_text(field, answers.get(field.key))) for field in item.fields]
    return PART_SEPARATOR.join(part for part in parts if part)


@dataclass(frozen=True)
class ParsedSentence:
    """The text for each field by key, without label and unit, and the words that belong to no field."""

    fields: dict[str, str]
    rest: str = ""


def parse_sentence(item: Item, text: str) -> ParsedSentence:
    """Return the parts of a sentence, also of one with other separators or none; every word is in the result.

    >>> from xhg_excel.notice import ANNEXES
    >>> parse_sentence(ANNEXES[1].items[2], "断水是，断电：否，已拍照")
    ParsedSentence(fields={'water_cut': '是', 'power_cut': '否'}, rest='已拍照')
    """
    exact = _parse_exact(item, text)
    if exact.fields and not exact.rest and _is_readable(item, exact) and not _hides_a_field(item, exact):
        return exact
    loose = _parse_loose(item, text)
    return loose if loose.fields else ParsedSentence({}, text.strip())


def _hides_a_field(item: Item, parsed: ParsedSentence) -> bool:
    """Return whether the text of one field contains `label value` of another that is found nowhere else."""
    absent = {word for field in item.fields if field.key not in parsed.fields for word in (field.label, field.shown)}
    return any(
        match["label"] in absent for text in parsed.fields.values() for match in _pairs_pattern(item).finditer(text)
    )


def _is_readable(item: Item, parsed: ParsedSentence) -> bool:
    return all(reads(field, parsed.fields[field.key]) for field in item.fields if field.key in parsed.fields)


def reads(field: Field, value: CellValue) -> bool:
    """Return whether a value can be read as an answer of a field; a blank one can."""
    return not normalize(value, field, words.FIRST_DAY.year).fault


def _parse_exact(item: Item, text: str) -> ParsedSentence:
    """Parse a sentence as `item_sentence` writes it, last field first: a free text may contain anything before it."""
    found: dict[str, str] = {}
    rest = text.strip()
    for field in reversed(item.fields):
        if field.key in item.bare:
            found |= {field.key: _without_unit(field, rest)} if rest else {}
            return ParsedSentence(found)
        mark = PART.format(label=field.label, value="")
        before, separator, value = rest.rpartition(PART_SEPARATOR + mark)
        if not separator and rest.startswith(mark):
            before, separator, value = "", mark, rest.removeprefix(mark)
        if separator and (_has_own_label(item, field) or reads(field, _without_unit(field, value))):
            found[field.key] = _without_unit(field, value)
            rest = before
    return ParsedSentence(found, rest)


def _has_own_label(item: Item, field: Field) -> bool:
    """Return whether no other field of the item has the same label; two with the same differ in their kind."""
    return sum(other.label == field.label for other in item.fields) == 1


def _parse_loose(item: Item, text: str) -> ParsedSentence:
    """Parse `label value` pairs with anything in between."""
    matches = list(_pairs_pattern(item).finditer(text))
    found: dict[str, str] = {}
    rest = [text[: matches[0].start()] if matches else text]
    for number, match in enumerate(matches):
        end = matches[number + 1].start() if number + 1 < len(matches) else len(text)
        value, more = _value_first(text[match.end() : end].strip(words.SEPARATORS))
        if re.search(_OPTION, more) and any(mark in value + more for mark in words.TICKS + words.UNTICKED):
            value, more = text[match.end() : end].strip(words.SEPARATORS), ""  # options, one of them ticked
        declared = _field_labelled(item, match["label"], value, found)
        if declared is None:
            rest.append(text[match.start() : end])
        elif declared.kind is Kind.TEXT:
            found[declared.key] = _told(match, text[match.end() : end].strip(words.SEPARATORS))
        else:
            if declared.kind in (Kind.COUNT, Kind.YUAN) and re.match(_SECOND_FIGURE, more, re.ASCII):
                value, more = text[match.end() : end].strip(words.SEPARATORS), ""  # `1 000`, `1000、1200`: neither
            told = _told(match, value) if declared.kind is Kind.ID else value
            found[declared.key] = _without_unit(declared, told)
            rest.append(more)
    first = item.fields[0]
    head = rest[0].strip(words.SEPARATORS)
    if head and first.key not in found and (first.key in item.bare or item.open_text) and reads(first, head):
        found[first.key], rest[0] = head, ""
    stripped = [part.strip(words.SEPARATORS) for part in rest]
    return ParsedSentence(found, PART_SEPARATOR.join(part for part in stripped if part))


def _told(match: re.Match[str], text: str) -> str:
    """Return a text behind its label: 是 in place of a colon is no part of it, `督办人是王五`."""
    return text if match[0].rstrip().endswith((":", "：")) else text.removeprefix(YES)


@cache
def _pairs_pattern(item: Item) -> re.Pattern[str]:
    labels = sorted({word for field in item.fields for word in (field.shown, field.label)}, key=len, reverse=True)
    either = "|".join(re.escape(label) for label in labels)
    return re.compile(
        rf"(?:^|(?<=[{re.escape(words.SEPARATORS)}]))(?P<label>{either})\s*(?:[:：]\s*|(?={words.VALUE_BEGINS}))"
    )


def _value_first(text: str) -> tuple[str, str]:
    """Return the value up to the first separator, and what follows it; the comma of `20,000` is no separator."""
    parts = re.match(rf"(?:[^{re.escape(words.SEPARATORS)}]|(?<=\d)[,，](?=\d{{3}}))*", text)
    cut = parts.end() if parts else 0
    return text[:cut], text[cut:]


def _field_labelled(item: Item, label: str, value: str, found: Mapping[str, str]) -> Field | None:
    """Return the field with a label that is not found yet, one that can read the value first."""
    fields = [f for f in item.fields if label in (f.label, f.shown) and f.key not in found]
    return next((f for f in fields if reads(f, _without_unit(f, value))), fields[0] if fields else None)


def _without_unit(field: Field, text: str) -> str:
    return text.strip().removesuffix(field.unit) if field.unit else text.strip()


def longest_answer(field: Field) -> str:
    """Return the longest result of `answer_text` for a field; its printed cell is made as large."""
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
    """Return the longest result of `item_sentence` for an item."""
    return PART_SEPARATOR.join(_part(item, field, longest_answer(field)) for field in item.fields)


def answer_text(field: Field, answer: Answer | None) -> str:
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
    """Return the native formula of `item_sentence`; `ref` returns the cell of a field."""
    parts = "&".join(_part_formula(item, field, ref(field)) for field in item.fields)
    return f"=MID({parts},{len(PART_SEPARATOR) + 1},9999)"


def _part_formula(item: Item, field: Field, cell: str) -> str:
    before = "" if field.key in item.bare else PART.format(label=field.label, value="")
    return f'IF({cell}="","","{PART_SEPARATOR}{before}"&{answer_formula(field, cell)})'


def answer_formula(field: Field, cell: str) -> str:
    """Return the native formula of `answer_text` for a cell that is not blank."""
    if field.kind is Kind.DATE:
        shown = DATE_TEXT.replace("{date.", "{").format(
            year=f'"&YEAR({cell})&"', month=f'"&MONTH({cell})&"', day=f'"&DAY({cell})&"'
        )
        return f'IF(ISNUMBER({cell}),"{shown}",{cell})'.replace('""&', "").replace('&""', "")
    if field.unit:
        return f'IF(ISNUMBER({cell}),{cell}&"{field.unit}",{cell})'
    return cell
