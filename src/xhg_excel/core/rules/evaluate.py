"""Evaluate conditions of rules and fields over the answers of one form."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from xhg_excel.core.model.answer import Answer
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.condition import (
    AllOf,
    AnyOf,
    Compares,
    Condition,
    Filled,
    Is,
    Meaningful,
    Setting,
    Term,
    keys_of,
)
from xhg_excel.notice.words.as_written import HAN
from xhg_excel.notice.words.findings import BOILERPLATE

_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


@dataclass(frozen=True)
class Values:
    """What a condition reads: answers by key (None is blank), and the campaign for `Setting` terms."""

    answers: Mapping[str, Answer | None]
    campaign: Campaign


Test: TypeAlias = Callable[[Mapping[str, Answer | None], Campaign], bool]
_Value: TypeAlias = Callable[[Mapping[str, Answer | None], Campaign], Answer | None]


def holds(condition: Condition, values: Values) -> bool:
    """Return whether a condition holds; a comparison with a blank never does.

    >>> from xhg_excel.notice import NOTICE
    >>> holds(Compares("a", "<", "b"), Values({"a": 1, "b": None}, NOTICE))
    False
    """
    return compiled(condition)(values.answers, values.campaign)


# By identity, because hashing a deep condition is slow; an entry keeps its condition alive, so that no id is reused.
_compiled: dict[int, tuple[Condition, Test]] = {}
_MOST_COMPILED = 4096


def compiled(condition: Condition) -> Test:
    """Return a condition as a function of answers and campaign; each condition is compiled once."""
    entry = _compiled.get(id(condition))
    if entry is None or entry[0] is not condition:
        if len(_compiled) >= _MOST_COMPILED:
            _compiled.clear()
        entry = _compiled[id(condition)] = (condition, _compile(condition))
    return entry[1]


def _compile(condition: Condition) -> Test:
    match condition:
        case Is(key, value):
            return lambda answers, _: answers.get(key) == value
        case Filled(key):
            return lambda answers, _: answers.get(key) is not None
        case Meaningful(key, han):
            return lambda answers, _: is_meaningful(answers.get(key), han)
        case Compares(left, op, right):
            one, other = _term(left), _term(right)
            return lambda answers, campaign: _compares(one(answers, campaign), op, other(answers, campaign))
        case AllOf(parts):
            return _all(tuple(map(compiled, parts)))
        case AnyOf(parts):
            return _any(tuple(map(compiled, parts)))
        case _:
            test = compiled(condition.part)
            return lambda answers, campaign: not test(answers, campaign)


def _all(tests: tuple[Test, ...]) -> Test:
    def every(answers: Mapping[str, Answer | None], campaign: Campaign) -> bool:
        for test in tests:  # noqa: SIM110  # `all` over a generator takes twice as long here
            if not test(answers, campaign):
                return False
        return True

    return every


def _any(tests: tuple[Test, ...]) -> Test:
    def some(answers: Mapping[str, Answer | None], campaign: Campaign) -> bool:
        for test in tests:  # noqa: SIM110  # likewise
            if test(answers, campaign):
                return True
        return False

    return some


def involved(condition: Condition, values: Values) -> tuple[str, ...]:
    """Return the keys because of which a condition holds; of alternatives only those that hold."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            true = [part for part in parts if holds(part, values)]
            return tuple(dict.fromkeys(key for part in true for key in involved(part, values)))
        case _:
            return keys_of(condition)


def is_meaningful(answer: Answer | None, han: int) -> bool:
    """Return whether a text has enough Han characters and is no boilerplate.

    >>> is_meaningful("设备待第三方评估后拆除", 4), is_meaningful("正在整改", 4)
    (True, False)
    """
    if not isinstance(answer, str):
        return False
    bare = "".join(char for char in answer if ord(char) in HAN)
    return len(bare) >= han and bare not in BOILERPLATE


def _term(term: Term) -> _Value:
    match term:
        case str():
            return lambda answers, _: answers.get(term)
        case int():
            return lambda _, __: term
        case Setting(name):
            return lambda _, campaign: getattr(campaign, name)
        case _:
            return lambda answers, _: _sum([answers.get(key) for key in term.keys])


def _sum(values: list[Answer | None]) -> Answer | None:
    numbers = [value for value in values if isinstance(value, (int, Decimal))]
    return sum(numbers) if len(numbers) == len(values) else None


def _compares(left: Answer | None, op: str, right: Answer | None) -> bool:
    numbers = isinstance(left, (int, Decimal)) and isinstance(right, (int, Decimal))
    dates = isinstance(left, date) and isinstance(right, date)
    return (numbers or dates) and _OPERATORS[op](left, right)
