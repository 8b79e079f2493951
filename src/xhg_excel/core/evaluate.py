"""Whether a condition of the spec holds over one flat record.

Room: core.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from xhg_excel.core.normalize import Answer
from xhg_excel.spec.campaign import Campaign
from xhg_excel.spec.condition import (
    AllOf,
    AnyOf,
    Compares,
    Condition,
    Filled,
    Is,
    Meaningful,
    Not,
    Setting,
    Sum,
    Term,
    keys_of,
)
from xhg_excel.spec.messages import BOILERPLATE
from xhg_excel.spec.reading import HAN

_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True)
class Facts:
    """The record a condition reads: answers by key, and the campaign behind `Setting`."""

    answers: Mapping[str, Answer | None]
    campaign: Campaign


def holds(condition: Condition, facts: Facts) -> bool:
    """Tell whether a condition holds; comparisons with a blank do not.

    >>> from xhg_excel.spec.campaign import NOTICE
    >>> holds(Compares("a", "<", "b"), Facts({"a": 1, "b": None}, NOTICE))
    False
    """
    match condition:
        case Is(key, value):
            return facts.answers.get(key) == value
        case Filled(key):
            return facts.answers.get(key) is not None
        case Meaningful(key, han):
            return is_meaningful(facts.answers.get(key), han)
        case Compares(left, op, right):
            return _compares(_term(left, facts), op, _term(right, facts))
        case AllOf(parts):
            return all(holds(part, facts) for part in parts)
        case AnyOf(parts):
            return any(holds(part, facts) for part in parts)
        case Not(part):
            return not holds(part, facts)


def involved(condition: Condition, facts: Facts) -> tuple[str, ...]:
    """Return the keys that make a condition hold: of alternatives, only the true ones."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            true = [part for part in parts if holds(part, facts)]
            return tuple(dict.fromkeys(key for part in true for key in involved(part, facts)))
        case _:
            return keys_of(condition)


def is_meaningful(answer: Answer | None, han: int) -> bool:
    """Tell whether a text says something: enough Han characters, and no boilerplate.

    >>> is_meaningful("设备待第三方评估后拆除", 4), is_meaningful("正在整改", 4)
    (True, False)
    """
    if not isinstance(answer, str):
        return False
    bare = "".join(char for char in answer if ord(char) in HAN)
    return len(bare) >= han and bare not in BOILERPLATE


def _term(term: Term, facts: Facts) -> Answer | None:
    match term:
        case str():
            return facts.answers.get(term)
        case int():
            return term
        case Setting(name):
            value: Answer = getattr(facts.campaign, name)
            return value
        case Sum(keys):
            values = [facts.answers.get(key) for key in keys]
            numbers = [value for value in values if isinstance(value, (int, Decimal))]
            return sum(numbers) if len(numbers) == len(values) else None


def _compares(left: Answer | None, op: str, right: Answer | None) -> bool:
    numbers = isinstance(left, (int, Decimal)) and isinstance(right, (int, Decimal))
    dates = isinstance(left, date) and isinstance(right, date)
    return (numbers or dates) and _OPERATORS[op](left, right)
