"""Whether a condition holds: blanks never do, types never mix."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from xhg_excel.core.model.answer import Answer
from xhg_excel.core.rules.evaluate import Values, holds, involved, is_meaningful
from xhg_excel.notice import NOTICE
from xhg_excel.notice.schema.condition import (
    Compares,
    Condition,
    Filled,
    Is,
    Meaningful,
    Not,
    Operator,
    Setting,
    Sum,
    all_of,
    any_is,
    any_of,
    keys_of,
)

RECORD: dict[str, Answer | None] = {
    "yes": "是",
    "no": "否",
    "blank": None,
    "two": 2,
    "three": 3,
    "money": Decimal("2.00"),
    "day": date(2020, 8, 10),
    "why": "等待危废鉴定结果",
    "unknown": "未提供",
}


# fmt: off
@pytest.mark.parametrize(("condition", "expected"), [
    (Is("yes", "是"), True),
    (Is("blank", "是"), False),
    (Filled("no"), True),
    (Filled("unknown"), True),
    (Filled("blank"), False),
    (Filled("absent"), False),
    (Meaningful("why"), True),
    (Meaningful("no"), False),
    (Not(Is("yes", "是")), False),
    (all_of(Is("yes", "是"), Is("no", "否")), True),
    (any_of(Is("yes", "否"), Is("no", "是")), False),
    (any_is("否", "yes", "no"), True),
    (Compares("two", "<", "three"), True),
    (Compares("two", "==", "money"), True),
    (Compares("two", "<", "unknown"), False),
    (Compares("two", ">=", "blank"), False),
    (Compares("two", "!=", "blank"), False),
    (Compares("two", "<", "day"), False),
    (Compares("day", ">=", Setting("window_start")), True),
    (Compares("day", ">", Setting("window_start")), False),
    (Compares(Sum(("two", "three")), "==", 5), True),
    (Compares(Sum(("two", "money")), "==", 4), True),
    (Compares(Sum(("two", "blank")), "<=", 9), False),
    (Compares(Sum(("two", "unknown")), "<=", 9), False),
])
def test_a_condition_holds_on_what_is_filled_and_comparable(condition: Condition, expected: bool) -> None:
    assert holds(condition, Values(RECORD, NOTICE)) is expected
# fmt: on


@pytest.mark.parametrize("op", ["==", "!=", "<", "<=", ">", ">="])
def test_a_comparison_with_a_blank_never_holds(op: Operator) -> None:
    assert not holds(Compares("two", op, "blank"), Values(RECORD, NOTICE))


def test_of_alternatives_only_the_true_ones_are_involved() -> None:
    condition = all_of(any_is("否", "yes", "no"), Filled("two"), Not(Is("yes", "否")))

    assert involved(condition, Values(RECORD, NOTICE)) == ("no", "two", "yes")
    assert keys_of(Not(Compares("a", "<", Setting("groups")))) == ("a",)
    assert keys_of(Meaningful("a")) == ("a",)


@pytest.mark.parametrize("text", ["无", "正在整改", "整改 中", "已核实。", "abc", "待拆除", None, 12])
def test_words_that_say_nothing_are_no_reason(text: Answer | None) -> None:
    assert not is_meaningful(text, 4)


def test_only_so_many_conditions_are_remembered_and_a_forgotten_one_still_holds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A long session with settings that change must not grow for ever."""
    made: dict[int, object] = {}
    monkeypatch.setattr("xhg_excel.core.rules.evaluate._compiled", made)
    monkeypatch.setattr("xhg_excel.core.rules.evaluate._MOST_COMPILED", 2)
    conditions = [Is("yes", answer) for answer in ("是", "否", "不涉及", "是")]

    found = [(holds(condition, Values(RECORD, NOTICE)), len(made)) for condition in (*conditions, conditions[0])]

    assert found == [(True, 1), (False, 2), (False, 1), (True, 2), (True, 1)]
