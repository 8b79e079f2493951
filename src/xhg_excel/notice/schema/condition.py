"""Conditions over field keys: data in which rules are written, and when a field is due.

The core evaluates a condition over one flat record `{key: value}` and compiles the same
condition to a native formula. A comparison with a blank or non-numeric operand is false,
so that no rule reports a missing answer. Keys with a dot (`list.status`, `place.same_id`)
are facts taken from ledgers or from other forms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Operator: TypeAlias = Literal["==", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True)
class Is:
    """The answer of the field is exactly `value`."""

    key: str
    value: str


@dataclass(frozen=True)
class Filled:
    """The field is not blank (0, 不涉及 and 未提供 count as filled)."""

    key: str


@dataclass(frozen=True)
class Meaningful:
    """The text has at least `han` Han characters and is no boilerplate."""

    key: str
    han: int = 4


@dataclass(frozen=True)
class Setting:
    """A value of the campaign settings, by attribute name."""

    name: str


@dataclass(frozen=True)
class Sum:
    """The sum of several numeric fields; blank as soon as one of them is."""

    keys: tuple[str, ...]


Term: TypeAlias = str | int | Setting | Sum


@dataclass(frozen=True)
class Compares:
    """`left op right`, where a string names a field key."""

    left: Term
    op: Operator
    right: Term


@dataclass(frozen=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Condition


Condition: TypeAlias = Is | Filled | Meaningful | Compares | AllOf | AnyOf | Not


def all_of(*parts: Condition) -> AllOf:
    """Return the condition that every one of `parts` holds."""
    return AllOf(parts)


def any_of(*parts: Condition) -> AnyOf:
    """Return the condition that at least one of `parts` holds."""
    return AnyOf(parts)


def any_is(value: str, *keys: str) -> AnyOf:
    """Return the condition that at least one of the fields `keys` has the answer `value`."""
    return AnyOf(tuple(Is(key, value) for key in keys))


def keys_of(condition: Condition) -> tuple[str, ...]:
    """Return the field keys a condition reads, in order of first mention.

    >>> keys_of(all_of(Is("a", "是"), Compares("b", "<=", Sum(("c", "a")))))
    ('a', 'b', 'c')
    """
    return tuple(dict.fromkeys(_walk(condition)))


def _walk(node: Condition | Term) -> tuple[str, ...]:
    match node:
        case Is(key) | Filled(key) | Meaningful(key):
            return (key,)
        case Compares(left, _, right):
            return _walk(left) + _walk(right)
        case AllOf(parts) | AnyOf(parts):
            return tuple(key for part in parts for key in _walk(part))
        case Not(part):
            return _walk(part)
        case Sum(keys):
            return keys
        case str():
            return (node,)
        case _:
            return ()
