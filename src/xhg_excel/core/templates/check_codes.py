"""The check code of a row as the formulas of the sheet compute it: one token per finding, and its hint.

The sheet reads what the reader reads (`read_columns`), with the same notes. Of a box ticked in a way that no
formula can tell it says that the program decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TypeAlias

from xhg_excel.core.answers.normalize import is_error
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.context import window_shown
from xhg_excel.core.model.field_names import accepted, item_ref
from xhg_excel.core.model.grid import CellValue, squeeze
from xhg_excel.core.rules.due import Due, due_state, fault_of
from xhg_excel.core.rules.evaluate import Values
from xhg_excel.core.rules.form_checks import is_broken, key_to_mend, mend_cases
from xhg_excel.core.templates.read_columns import (
    BLANK,
    UNCLEAR,
    UNREAD,
    ReadRow,
    Row,
    code_of,
    has_words,
    read_row,
    replaced,
)
from xhg_excel.notice import JOINED_RULES, rules_of
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.form import NOT_PROVIDED, Annex, Field, Kind
from xhg_excel.notice.schema.rule import Rule
from xhg_excel.notice.words import check_columns as words
from xhg_excel.notice.words.findings import BOILERPLATE, MESSAGES, VALUE_SHOWN, Severity
from xhg_excel.notice.words.read_columns import BAR, BLANK_TEXTS, UNSEEN

# The content of a cell, or an answer to be written into one.
Typed: TypeAlias = CellValue | Decimal

# What a rule reads where a number is used by another form too.
SAME_ID = "place.same_id"
_NO_WORDS = (Kind.TEXT, Kind.ID)
_QUOTED_VALUE = re.compile(VALUE_SHOWN)
_TOKEN = re.compile(r"([!+?.*])(\d+):([A-Z]\d+)")
_NOT_HAN = str.maketrans("", "", "".join(words.NOT_HAN))


@dataclass(frozen=True)
class Code:
    """One token, the number of its field (from 1), and the place of its field or rule among all of the form."""

    number: int
    text: str
    item: int


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


@cache
def whole_row(annex: Annex) -> Row:
    """Return all fields of a form as one row."""
    return Row(annex.fields, tuple(numbers_of(annex).values()))


def codes_of(annex: Annex, cells: Mapping[str, Typed], campaign: Campaign) -> list[Code]:
    """Return the tokens of one form from its cells by field key; none when nothing is filled in."""
    if all(cells.get(field.key) is None for field in annex.fields):
        return []
    read = read_row(whole_row(annex), cells, campaign.window_start.year)
    faults: dict[str, str] = {}
    answers: dict[str, Answer | None] = {}
    for field in annex.fields:
        answer, fault = _as_read(field, cells.get(field.key), read)
        if fault:
            faults[field.key] = fault
        elif read.states.get(field.key) != UNCLEAR:
            answers[field.key] = answer
    values = Values(answers, campaign)
    numbers = numbers_of(annex)
    found = [
        Code(numbers[field.key], text, item)
        for item, field in enumerate(annex.fields)
        for text in _field_tokens(field, numbers[field.key], values, faults.get(field.key, ""))
        + _note_tokens(field, numbers[field.key], cells.get(field.key), read)
    ]
    for item, rule in enumerate(rules_of(annex), start=len(annex.fields)):
        if is_broken(rule, values):
            number = numbers[key_to_mend(rule, values)]
            found.append(Code(number, token(rule.code, number), item))
    return found


def _field_tokens(field: Field, number: int, values: Values, fault: str) -> list[str]:
    state = due_state(field, values)
    if fault:
        return [token(fault, number)]
    if code := fault_of(field, state):
        return [token(code, number, blank=state is Due.MISSING)]
    return [words.NOT_DUE_PATTERN.format(number=number)] if state is Due.NOT_DUE else []


def _note_tokens(field: Field, number: int, value: Typed, read: ReadRow) -> list[str]:
    """Return the tokens of what the reader notes at a cell that it can read."""
    if not isinstance(value, str) or is_error(squeeze(value)):
        return [token("N01", number)] if field.key in read.noted else []
    is_noted = (field.key in read.noted and field.key not in read.doubtful) or (
        field.kind in _NO_WORDS and _is_dash(value)
    )
    notes = {
        "N01": is_noted,
        "N02": read.values.get(field.key) == NOT_PROVIDED,
        "N10": replaced(value, UNSEEN) != value,
    }
    return [token(code, number) for code, noted in notes.items() if noted]


def _is_dash(value: str) -> bool:
    return f"{BAR}{_trimmed(value)}{BAR}" in BLANK_TEXTS


def _trimmed(text: str) -> str:
    return " ".join(part for part in text.split(" ") if part)


def _as_read(field: Field, value: Typed, read: ReadRow) -> tuple[Answer | None, str]:
    """Return answer and code of the fault of a cell as the formulas of the sheet read it."""
    if isinstance(value, str) and is_error(squeeze(value)):
        return None, "E09"
    if field.kind in _NO_WORDS:
        text = str(value) if value is not None else ""
        if not text.replace("\u3000", "").strip(" ") or _is_dash(text):
            return None, ""
        fault = field.fault if len(_trimmed(text)) > field.longest else "E13" if field.key in read.doubtful else ""
        return (None, fault) if fault else (text.strip(), "")
    found = read.states[field.key] if has_words(field) else read.values[field.key]
    if found == UNREAD:
        return None, field.fault
    if found in ("", BLANK, UNCLEAR):
        return None, ""
    if has_words(field):
        return next(answer for answer in field.answers if code_of(field, answer) == found), ""
    if isinstance(found, str):
        return found, ""
    if field.kind is Kind.DATE:
        return date.fromordinal(date(1899, 12, 30).toordinal() + int(found)), ""
    return (int(found) if field.kind is Kind.COUNT else Decimal(repr(found))), ""


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
    return words.STARTED + "".join(code.text for code in codes if code.number in here)


def plain(text: Typed) -> str:
    """Return a text in capitals without digits, letters and punctuation, as the sheet measures it.

    >>> plain("正在 整改，3次。")
    '正在整改次'
    """
    return str(text or "").upper().translate(_NOT_HAN)


def row_state(codes: str, note: Typed, hints: Mapping[str, str], why: str = "") -> RowState:
    """Return the values of the check columns of a row from its check code and its 说明.

    `why` is what its hint adds on its 问题编号.
    """
    settled = len(plain(note)) >= words.ENOUGH_HAN and plain(note) not in BOILERPLATE
    missing, doubts = codes.count(words.MISSING_MARK), codes.count(words.MARKS[Severity.EXPLAIN])
    must = codes.count(words.MARKS[Severity.MUST]) + missing
    explain = 0 if settled else doubts
    state, mark = _weight(codes, must - missing, explain)
    others = codes.count(";") - codes.count("-") - (doubts - explain) - bool(mark)
    hint_shown = _hint(codes, mark, note, hints) + why + (words.MORE_HINT.format(count=others) if others > 0 else "")
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


def _hint(codes: str, mark: str, note: Typed, hints: Mapping[str, str]) -> str:
    if not mark:
        return words.SETTLED_HINT if "?" in codes else ""
    first = next(f"{number}:{code}" for found, number, code in _TOKEN.findall(codes) if found == mark)
    return hints[first] + (words.BOILERPLATE_HINT if mark == words.MARKS[Severity.EXPLAIN] and note is not None else "")


def number_rule(annex: Annex) -> Rule | None:
    """Return the rule by which a number may be used once and must be listed (R212); None for other annexes."""
    return next((rule for rule in JOINED_RULES if rule.annex == annex.key and SAME_ID in rule.keys), None)


def hints_of(annex: Annex, campaign: Campaign) -> dict[str, str]:
    """Return the hint of every token that a row of this annex can have, by `17:E01`."""
    numbers = numbers_of(annex)
    codes = {(field.key, code) for field in annex.fields for code in _codes_at(field)}
    if rule := number_rule(annex):
        codes.add((rule.key_to_mend, rule.code))
    codes |= {(key, rule.code) for rule in rules_of(annex) for key, _ in mend_cases(rule)}
    ordered = sorted(codes, key=lambda pair: (numbers[pair[0]], pair[1]))
    fields = {field.key: field for field in annex.fields}
    return {f"{numbers[key]}:{code}": hint(code, annex, fields[key], campaign) for key, code in ordered}


def _codes_at(field: Field) -> set[str]:
    surplus = {field.surplus} if field.due else set()
    missing = set() if field.optional else {field.missing}
    noted = {"N01", "N02", "N10"} if field.kind in (Kind.COUNT, Kind.YUAN) else {"N01", "N10"}
    return {field.fault, "E09"} | ({"E13"} if field.kind is Kind.ID else set()) | surplus | missing | noted


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
    if code in words.NOTE_WHAT:
        return words.NOTE_WHAT[code].format(**facts) + words.STOP + message.remedy
    what = _QUOTED_VALUE.sub("", message.what).format(**facts)
    return what + words.STOP + message.remedy.format(**facts)
