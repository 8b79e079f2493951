"""How surely a retyped text is a printed one: the cheap bound never rules out what the patient look would take."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xhg_excel.core.likeness import likeness, most_likeness
from xhg_excel.spec.annexes import ANNEXES

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
    assert likeness(text, printed) <= most_likeness(text, printed)


def test_a_printed_text_is_itself() -> None:
    assert {most_likeness(text, text) for text in PRINTED} == {1.0}
