"""When a field must be answered: the one test for answers that are missing or surplus.

The live check columns hold the same test as a formula (`templates.check_formulas.field_formula`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum, auto
from typing import TypeAlias

from xhg_excel.core.model.answer import Answer
from xhg_excel.core.rules.evaluate import Test, Values, compiled
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.condition import AllOf, AnyOf, Condition, keys_of
from xhg_excel.notice.schema.form import Field


class Due(Enum):
    """Whether a field has the answer that the other answers of its form ask for."""

    MISSING = auto()  # due and blank
    SURPLUS = auto()  # filled, though certainly not due
    NOT_DUE = auto()  # blank, and certainly not due
    FINE = auto()


DueTest: TypeAlias = Callable[[Mapping[str, Answer | None], Campaign], Due]


def due_test(field: Field) -> DueTest:
    """Return the test of one field over the answers of its form.

    A field without a condition is always due, unless it is optional. An answer is surplus only when it is certainly
    not allowed (`surely_not`). A field that could not be read is not among the answers: it has its own finding
    and is FINE here.
    """
    key, missing = field.key, Due.FINE if field.optional else Due.MISSING
    if field.due is None:
        return lambda answers, _: missing if answers.get(key, "") is None else Due.FINE
    holds, not_due = compiled(field.due), surely_not(field.due)
    not_allowed = not_due if field.allowed is None else surely_not(field.allowed)

    def test(answers: Mapping[str, Answer | None], campaign: Campaign) -> Due:
        if key not in answers:
            return Due.FINE
        is_blank = answers[key] is None
        if holds(answers, campaign):
            return missing if is_blank else Due.FINE
        if is_blank:
            return Due.NOT_DUE if not_due(answers, campaign) else Due.FINE
        return Due.SURPLUS if not_allowed(answers, campaign) else Due.FINE

    return test


def surely_not(condition: Condition) -> Test:
    """Return the test whether a condition does not hold, whatever the answers that are still blank will be.

    `templates.check_formulas.surely_not` is the same as a formula.
    """
    if isinstance(condition, (AllOf, AnyOf)):
        parts, joined = tuple(map(surely_not, condition.parts)), any if isinstance(condition, AllOf) else all
        return lambda answers, campaign: joined(part(answers, campaign) for part in parts)
    holds, read = compiled(condition), keys_of(condition)

    def test(answers: Mapping[str, Answer | None], campaign: Campaign) -> bool:
        return all(answers.get(key) is not None for key in read) and not holds(answers, campaign)

    return test


def due_state(field: Field, values: Values) -> Due:
    """Return whether one field has the answer that is due."""
    return due_test(field)(values.answers, values.campaign)


def fault_of(field: Field, state: Due) -> str:
    """Return the code of the finding for a missing or surplus answer; "" for the other states."""
    return {Due.MISSING: field.missing, Due.SURPLUS: field.surplus}.get(state, "")
