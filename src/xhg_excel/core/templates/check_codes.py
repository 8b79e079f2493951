"""The check code of a row as the formulas of the sheet compute it: one token per finding, and its hint.

The sheet rejects values that the reader accepts with a note (√, 12 typed as text), because
its own drop-downs and limits reject them too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from xhg_excel.core.answers.normalize import normalize
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.context import window_shown
from xhg_excel.core.model.field_names import accepted, item_ref
from xhg_excel.core.model.grid import CellValue
from xhg_excel.core.rules.due import Due, due_state, fault_of
from xhg_excel.core.rules.evaluate import Values
from xhg_excel.core.rules.form_checks import is_broken
from xhg_excel.notice import rules_of
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.form import NOT_PROVIDED, Annex, Field, Kind
from xhg_excel.notice.words import check_columns as words
from xhg_excel.notice.words.findings import BOILERPLATE, MESSAGES, VALUE_SHOWN, Severity

# The content of a cell, or an answer to be written into one.
Typed: TypeAlias = CellValue | Decimal

_NO_WORDS = (Kind.TEXT, Kind.ID)
_QUOTED_VALUE = re.compile(VALUE_SHOWN)
_TOKEN = re.compile(r"([!+?.*])(\d+):([A-Z]\d+)")


@dataclass(frozen=True)
class Code:
    """One token and the number of its field, from 1; tokens of rules come last in a row."""

    number: int
    text: str
    of_rule: bool = False


@dataclass(frozen=True)
class RowState:
    """The present values of the visible and hidden check columns of one row."""

    codes: str
    must: int
    explain: int
    missing: int
    state: str
    hint: str


def token(code: str, number: int, *, blank: bool = False) -> str:
    """Return the token of a finding at a field.

    >>> token("E01", 17, blank=True)
    '+17:E01;'
    """
    severity = MESSAGES[code].severity
    mark = words.MISSING_MARK if blank and severity is Severity.MUST else words.MARKS[severity]
    return words.FOUND_PATTERN.format(mark=mark, number=number, code=code)


def numbers_of(annex: Annex) -> dict[str, int]:
    """Return the number of every field, from 1 in the order of entry."""
    return {field.key: number for number, field in enumerate(annex.fields, start=1)}


def codes_of(annex: Annex, cells: Mapping[str, Typed], campaign: Campaign) -> list[Code]:
    """Return the tokens of one form from its cells by field key; none when nothing is filled in."""
    if all(cells.get(field.key) is None for field in annex.fields):
        return []
    read = {field.key: _read_strictly(cells.get(field.key), field, campaign) for field in annex.fields}
    numbers = numbers_of(annex)
    if errors := [Code(numbers[key], token("E09", numbers[key])) for key, (_, fault) in read.items() if fault == "E09"]:
        return errors
    answers = {key: answer for key, (answer, fault) in read.items() if not fault}
    values = Values(answers, campaign)
    found = [
        code for field in annex.fields for code in _field_codes(field, numbers[field.key], values, *read[field.key])
    ]
    for rule in rules_of(annex):
        if is_broken(rule, values):
            number = numbers[rule.key_to_mend]
            found.append(Code(number, token(rule.code, number), of_rule=True))
    return found


def _field_codes(field: Field, number: int, values: Values, answer: Answer | None, fault: str) -> Iterable[Code]:
    state = due_state(field, values)
    if fault:
        yield Code(number, token(fault, number))
    elif code := fault_of(field, state):
        yield Code(number, token(code, number, blank=answer is None))
    elif state is Due.NOT_DUE:
        yield Code(number, words.NOT_DUE_PATTERN.format(number=number))


def _read_strictly(value: Typed, field: Field, campaign: Campaign) -> tuple[Answer | None, str]:
    """Return answer and code of the fault of a cell as the formulas of the sheet read it."""
    value = float(value) if isinstance(value, Decimal) else value
    reading = normalize(value, field, campaign.window_start.year)
    if reading.fault and reading.fault != "E13":  # whether a number can be relied on, no formula tells
        return None, reading.fault
    if field.kind in _NO_WORDS:
        return (str(value).strip() or None if value is not None else None), ""
    if value is None or (isinstance(value, str) and not value.strip(" ")):
        return None, ""
    typed_words = isinstance(value, str) and field.kind in (Kind.COUNT, Kind.YUAN, Kind.DATE) and value != NOT_PROVIDED
    reread = reading.reread and (isinstance(value, str) or field.kind is not Kind.DATE)
    return (None, field.fault) if typed_words or reread else (reading.answer, "")


def first_number(codes: str, severity: Severity) -> int:
    """Return the number of the field of the first token of a severity.

    >>> first_number("=+3:E01;!17:E02;", Severity.MUST)
    17
    """
    marks = (words.MARKS[severity], words.MISSING_MARK) if severity is Severity.MUST else (words.MARKS[severity],)
    found = _TOKEN.findall(codes)
    return next(int(number) for wanted in marks for mark, number, _ in found if mark == wanted)


def row_codes(codes: Sequence[Code], numbers: Iterable[int], *, started: bool) -> str:
    """Return the check code of the row that holds the fields of these numbers."""
    if not started:
        return ""
    here = set(numbers)
    return words.STARTED + "".join(code.text for code in sorted(codes, key=lambda c: c.of_rule) if code.number in here)


def plain(text: Typed) -> str:
    """Return a text in capitals without digits, letters and punctuation, as the sheet measures it.

    >>> plain("正在 整改，3次。")
    '正在整改次'
    """
    return str(text or "").upper().translate({ord(character): None for character in words.NOT_HAN})


def row_state(codes: str, note: Typed, hints: Mapping[str, str]) -> RowState:
    """Return the values of the check columns of a row from its check code and its 说明."""
    settled = len(plain(note)) >= words.ENOUGH_HAN and plain(note) not in BOILERPLATE
    missing, doubts = codes.count(words.MISSING_MARK), codes.count(words.MARKS[Severity.EXPLAIN])
    must = codes.count(words.MARKS[Severity.MUST]) + missing
    explain = 0 if settled else doubts
    state, mark = _weight(codes, must - missing, explain)
    hint_shown = _hint(codes, mark, must + explain, note, hints)
    return RowState(codes, must, explain, missing, state, hint_shown)


def _weight(codes: str, wrong: int, explain: int) -> tuple[str, str]:
    """Return the state of a row, from its heaviest finding, and the mark by which its hint is looked up."""
    if not codes:
        return "", ""
    heavy = (
        (Severity.MUST.value, words.MARKS[Severity.MUST], wrong),
        (words.PENDING, words.MISSING_MARK, words.MISSING_MARK in codes),
    )
    for word, mark, count in (*heavy, (Severity.EXPLAIN.value, words.MARKS[Severity.EXPLAIN], explain)):
        if count:
            return word, mark
    if "?" in codes:
        return words.SETTLED, ""
    for severity in (Severity.RESULT, Severity.NOTE):
        if words.MARKS[severity] in codes:
            return severity.value, words.MARKS[severity]
    return words.FINE, ""


def _hint(codes: str, mark: str, count: int, note: Typed, hints: Mapping[str, str]) -> str:
    if not mark:
        return words.SETTLED_HINT if "?" in codes else ""
    first = next(f"{number}:{code}" for found, number, code in _TOKEN.findall(codes) if found == mark)
    rejected = words.BOILERPLATE_HINT if mark == words.MARKS[Severity.EXPLAIN] and note is not None else ""
    return hints[first] + rejected + (words.MORE_HINT.format(count=count) if count > 1 else "")


def hints_of(annex: Annex, campaign: Campaign) -> dict[str, str]:
    """Return the hint of every token that a row of this annex can have, by `17:E01`."""
    numbers = numbers_of(annex)
    codes = {(field.key, code) for field in annex.fields for code in _codes_at(field)}
    codes |= {(rule.key_to_mend, rule.code) for rule in rules_of(annex)}
    ordered = sorted(codes, key=lambda pair: (numbers[pair[0]], pair[1]))
    fields = {field.key: field for field in annex.fields}
    return {f"{numbers[key]}:{code}": hint(code, annex, fields[key], campaign) for key, code in ordered}


def _codes_at(field: Field) -> set[str]:
    surplus = {field.surplus} if field.due else set()
    missing = set() if field.optional else {field.missing}
    return {field.fault, "E09"} | surplus | missing


def hint(code: str, annex: Annex, field: Field, campaign: Campaign) -> str:
    """Return what is wrong and the remedy, without the value of the cell."""
    choices = accepted(field)
    facts = {
        "item": item_ref(annex, field).removeprefix(annex.label),
        "choices": choices if code != "E07" else str(field.longest),
        "detail": window_shown(campaign),
        "near": "",
    }
    message = MESSAGES[code]
    what = _QUOTED_VALUE.sub("", message.what).format(**facts)
    return what + words.STOP + message.remedy.format(**facts)
