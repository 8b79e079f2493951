"""How surely a retyped text is a printed one: the cheap bound never rules out what the patient look would take."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xhg_excel.core.retyped.text_similarity import most_similarity, similarity
from xhg_excel.notice import ANNEXES
from xhg_excel.notice.words.as_written import REVERSING_WORDS, SURE_TEXT

PRINTED = [item.text for annex in ANNEXES for item in annex.items]
# Printed texts with characters left out, doubled or replaced, and texts of the same characters in disorder.
retyped = st.one_of(
    st.sampled_from(PRINTED).flatmap(lambda text: st.lists(st.sampled_from(text), max_size=40).map("".join)),
    st.tuples(st.sampled_from(PRINTED), st.integers(0, 30), st.text("是否已未不无断水电，、 3.", max_size=3)).map(
        lambda made: made[0][: made[1]] + made[2] + made[0][made[1] + len(made[2]) :]
    ),
)


@given(retyped, st.sampled_from(PRINTED))
def test_the_bound_is_never_below_the_likeness(text: str, printed: str) -> None:
    assert similarity(text, printed) <= most_similarity(text, printed)


def test_a_printed_text_is_itself() -> None:
    assert {most_similarity(text, text) for text in PRINTED} == {1.0}


MATERIALS, EQUIPMENT = "是否已彻底清理原材料、产品及危险废物", "是否已彻底拆除生产、储存设备设施"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("有无原材料、产品及危险废物", MATERIALS),
        ("是否有原材料、产品及危险废物", MATERIALS),
        ("是否待清理原材料、产品及危险废物", MATERIALS),
        ("有无生产、储存设备设施", EQUIPMENT),
        ("是否待拆除生产、储存设备设施", EQUIPMENT),
        ("是否应进行行政处罚", "是否进行行政处罚"),
        ("是否免予行政处罚", "是否进行行政处罚"),
        ("是否撤销行政处罚", "是否进行行政处罚"),
        ("是否恢复断水断电", "是否已断水断电"),
        *((f"是否{word}依法没收违法所得", "是否没收违法所得") for word in REVERSING_WORDS),
    ],
)
def test_a_question_turned_round_is_another(text: str, printed: str) -> None:
    assert similarity(text, printed) == 0.0


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("彻底清理原材料、产品、危险废物情况", MATERIALS),
        ("是否清理原材料、产品及危险废物", MATERIALS),
        ("是否已彻底清等原材料、产品及危险废物", MATERIALS),  # a slip
        ("拆除生产、储存设备设施", EQUIPMENT),
        ("是否行政处罚", "是否进行行政处罚"),
    ],
)
def test_an_abbreviation_or_a_slip_is_the_same(text: str, printed: str) -> None:
    assert similarity(text, printed) >= SURE_TEXT
