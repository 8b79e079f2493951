"""Check the declarations of a notice: items without fields, rules with unknown fields or that never fire."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice, product

from xhg_excel.core.answers.normalize import normalize
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.rules.evaluate import Values, holds
from xhg_excel.notice import NOTICE
from xhg_excel.notice.schema.condition import AllOf, AnyOf, Compares, Condition, Is, Not, keys_of
from xhg_excel.notice.schema.form import Annex, Field, Kind
from xhg_excel.notice.schema.rule import Rule
from xhg_excel.notice.words import lint as lint_words
from xhg_excel.notice.words.findings import MESSAGES

_MOST_TRIES = 300_000
# How many fields and printed lines a footer may have: none, or two each (检查人, 时间).
_FOOTERS = ((0, 0), (2, 2))
# Tried for what a rule reads beside the form (`list.status`, `ledger.listed`).
_CROSS_VALUES: tuple[Answer | None, ...] = (None, 0, 1, 2, lint_words.A_REASON)


def lint_annex(annex: Annex) -> Iterator[str]:
    """Yield the faults of one annex: empty items, keys or labels used twice, choices that cannot be read back."""
    yield from (
        lint_words.ITEM_WITHOUT_FIELD.format(annex=annex.label, item=i.number) for i in annex.items if not i.fields
    )
    for item in annex.items:
        labels = Counter(field.label for field in item.fields)
        twice = [label for label, times in labels.items() if times > 1]
        yield from (lint_words.LABEL_TWICE.format(annex=annex.label, item=item.number, label=label) for label in twice)
    labels_above = [field.label for field in annex.header]
    lines = [line for line in annex.header_lines if line.partition("：")[0] not in labels_above]
    yield from (lint_words.LINE_WITHOUT_FIELD.format(annex=annex.label, line=line) for line in lines)
    yield from [lint_words.ODD_FOOTER.format(annex=annex.label)] * (
        (len(annex.footer), len(annex.footer_lines)) not in _FOOTERS
    )
    counted = Counter(field.key for field in annex.fields)
    yield from (lint_words.KEY_TWICE.format(annex=annex.label, key=key) for key, times in counted.items() if times > 1)
    for field in annex.fields:
        for choice in field.answers:
            if normalize(choice, field, NOTICE.window_start.year).answer != choice:
                yield lint_words.UNREAD_CHOICE.format(annex=annex.label, key=field.key, choice=choice)
        read = [key for condition in (field.due, field.allowed) if condition for key in keys_of(condition)]
        unknown = [key for key in read if key not in counted]
        yield from (lint_words.UNKNOWN_FIELD.format(rule=field.key, key=key) for key in unknown)
        codes = (field.missing, field.surplus, field.fault)
        yield from (lint_words.CODE_WITHOUT_MESSAGE.format(code=code) for code in codes if code not in MESSAGES)


def lint_sites(annexes: Iterable[Annex], keys: Iterable[str]) -> Iterator[str]:
    """Yield the annexes of single sites without one of the fields (`keys`) that identify a site."""
    for annex, key in product(annexes, keys):
        if all(field.key != key for field in annex.fields):
            yield lint_words.SITE_WITHOUT_FIELD.format(annex=annex.label, key=key)


def lint_rules(rules: Sequence[Rule], annexes: Mapping[str, Annex]) -> Iterator[str]:
    """Yield the faults of rules: codes without a message, unknown fields, conditions that never hold."""
    for rule in rules:
        if rule.code not in MESSAGES:
            yield lint_words.CODE_WITHOUT_MESSAGE.format(code=rule.code)
        annex = annexes.get(rule.annex)
        fields = {field.key: field for field in annex.fields} if annex else {}
        unknown = [key for key in rule.keys if annex and "." not in key and key not in fields]
        yield from (lint_words.UNKNOWN_FIELD.format(rule=rule.code, key=key) for key in unknown)
        if not unknown and not can_fire(rule, fields):
            yield lint_words.NEVER_FIRES.format(rule=rule.code)


def can_fire(rule: Rule, fields: Mapping[str, Field]) -> bool:
    """Return whether any answers that its fields accept break a rule, by trying them (at most `_MOST_TRIES`)."""
    condition: Condition = rule.when if rule.then is None else AllOf((rule.when, Not(rule.then)))
    keys = keys_of(condition)
    words = _words_in(condition)
    numbers = tuple(dict.fromkeys((0, 1, 2, *_numbers_in(condition))))
    values = [_answers(fields.get(key), words.get(key, []), numbers) for key in keys]
    for tried in islice(product(*values), _MOST_TRIES):
        if holds(condition, Values(dict(zip(keys, tried, strict=True)), NOTICE)):
            return True
    return False


def _answers(field: Field | None, words: Sequence[str], numbers: Sequence[int]) -> tuple[Answer | None, ...]:
    """Return answers to try: those in the condition first, then others that the field accepts."""
    if field is None:
        return (*words, *_CROSS_VALUES)
    allowed = [word for word in words if word in field.answers or not field.answers]
    match field.kind:
        case Kind.COUNT | Kind.YUAN:
            return (*numbers, None)
        case Kind.DATE:
            return (date(2000, 1, 1), NOTICE.window_start, None)
        case Kind.TEXT | Kind.ID:
            return (*allowed, lint_words.NO_REASON, lint_words.A_REASON, None)
        case _:
            return (*allowed, *(answer for answer in field.answers if answer not in allowed), None)


def _words_in(condition: Condition) -> dict[str, list[str]]:
    """Return the answers that a condition compares with, by key."""
    found: dict[str, list[str]] = {}
    match condition:
        case Is(key, value):
            found[key] = [value]
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                for key, words in _words_in(part).items():
                    found.setdefault(key, []).extend(word for word in words if word not in found.get(key, []))
        case Not(part):
            found = _words_in(part)
        case _:
            pass
    return found


def _numbers_in(condition: Condition) -> Iterator[int]:
    """Yield each number that a condition compares with, and its neighbours."""
    match condition:
        case Compares(_, _, int(number)):
            yield from (number, number + 1, max(0, number - 1))
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _numbers_in(part)
        case Not(part):
            yield from _numbers_in(part)
