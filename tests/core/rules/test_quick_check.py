"""Telling quickly that a form has nothing wrong agrees with looking for what is wrong."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.core.reading.test_parse_sheet import answer_for
from tests.records import filled
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.rules.form_checks import _faults
from xhg_excel.core.rules.quick_check import _MOST_COMPILED, _compiled, is_sound
from xhg_excel.notice import ANNEXES, NOTICE
from xhg_excel.notice.schema.form import Annex


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


def test_many_annexes_are_told_apart_and_not_all_kept() -> None:
    """A service that reads settings anew makes new annexes: what was made for old ones is let go."""
    clean, open_ones = filled(ANNEXES[1]).answers, filled(ANNEXES[1], {"closed": None}).answers
    annexes = [replace(ANNEXES[1]) for _ in range(_MOST_COMPILED + 1)]

    told = [(is_sound(annex, clean, NOTICE), is_sound(annex, open_ones, NOTICE)) for annex in annexes]

    assert told == [(True, False)] * len(annexes)
    assert len(_compiled) <= _MOST_COMPILED
