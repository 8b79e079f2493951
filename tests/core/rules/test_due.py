"""When a field is due, missing, surplus or not due (E01, E02, and the field's own codes)."""

from __future__ import annotations

import pytest

from xhg_excel.core.model.answer import Answer
from xhg_excel.core.rules.due import Due, due_state, fault_of
from xhg_excel.core.rules.evaluate import Values
from xhg_excel.notice import NOTICE
from xhg_excel.notice.schema.condition import AllOf, Is
from xhg_excel.notice.schema.form import Field, Kind

ALWAYS = Field("amount", "金额", Kind.YUAN)
IF_BOTH = Field("amount", "金额", Kind.YUAN, due=AllOf((Is("fined", "是"), Is("paid", "是"))))
YES: dict[str, Answer | None] = {"fined": "是", "paid": "是"}


@pytest.mark.parametrize(
    ("field", "answers", "state"),
    [
        (ALWAYS, {"amount": None}, Due.MISSING),
        (ALWAYS, {"amount": 0}, Due.FINE),
        (ALWAYS, {}, Due.FINE),  # it could not be read: that is another finding
        (IF_BOTH, YES | {"amount": None}, Due.MISSING),
        (IF_BOTH, YES | {"amount": 5}, Due.FINE),
        (IF_BOTH, YES, Due.FINE),
        (IF_BOTH, YES | {"fined": "否", "amount": 5}, Due.SURPLUS),
        (IF_BOTH, YES | {"fined": "否", "amount": None}, Due.NOT_DUE),
        # One part is answered so that no other can make it due.
        (IF_BOTH, {"fined": "否", "paid": None, "amount": 5}, Due.SURPLUS),
        (IF_BOTH, {"fined": "否", "amount": None}, Due.NOT_DUE),
        # Not everything is answered: it may still become due.
        (IF_BOTH, {"fined": "是", "paid": None, "amount": 5}, Due.FINE),
        (IF_BOTH, {"fined": "是", "amount": None}, Due.FINE),
    ],
)
def test_a_field_is_due_surplus_or_neither(field: Field, answers: dict[str, Answer | None], state: Due) -> None:
    assert due_state(field, Values(answers, NOTICE)) is state


@pytest.mark.parametrize("due", [None, Is("fined", "是")])
def test_an_optional_field_is_never_missing(due: Is | None) -> None:
    optional = Field("amount", "金额", Kind.YUAN, due=due, optional=True)

    assert due_state(optional, Values({"fined": "是", "amount": None}, NOTICE)) is Due.FINE


def test_each_fault_has_the_code_its_field_declares() -> None:
    assert [fault_of(IF_BOTH, state) for state in Due] == [IF_BOTH.missing, IF_BOTH.surplus, "", ""]
