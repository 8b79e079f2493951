"""Telling quickly that a form has nothing wrong agrees with looking for what is wrong."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.core.test_parse import answer_for
from tests.records import filled
from xhg_excel.core.checks import _faults
from xhg_excel.core.normalize import Answer
from xhg_excel.core.soundness import is_sound
from xhg_excel.spec.annexes import ANNEXES
from xhg_excel.spec.campaign import NOTICE
from xhg_excel.spec.form import Annex


@st.composite
def departed(draw: st.DrawFn) -> tuple[Annex, dict[str, Answer | None]]:
    """A clean form with up to four fields changed."""
    annex = draw(st.sampled_from(ANNEXES))
    fields = draw(st.lists(st.sampled_from(annex.fields), max_size=4, unique_by=lambda field: field.key))
    return annex, {field.key: draw(answer_for(field)) for field in fields}


@given(departed())
def test_a_form_is_sound_just_when_nothing_is_found(form: tuple[Annex, dict[str, Answer | None]]) -> None:
    annex, changes = form
    made = filled(annex, changes)

    assert is_sound(annex, made.answers, NOTICE) is (list(_faults(made, NOTICE)) == [])


def test_a_field_that_could_not_be_read_is_no_fault_of_the_form() -> None:
    made = filled(ANNEXES[1])

    assert is_sound(made.annex, {k: v for k, v in made.answers.items() if k != "fined"}, NOTICE)
