"""Decide fast whether a form has no finding: most have none, and need no further check."""

from __future__ import annotations

from collections.abc import Mapping

from xhg_excel.core.model.answer import Answer
from xhg_excel.core.rules.due import Due, due_test
from xhg_excel.core.rules.evaluate import Test, compiled
from xhg_excel.notice import rules_of
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.form import Annex, Field
from xhg_excel.notice.schema.rule import Rule

# By identity, as compiled conditions; an entry keeps its annex alive. Settings read anew make new annexes.
_compiled: dict[int, tuple[Annex, tuple[str, ...], tuple[Test, ...]]] = {}
_MOST_COMPILED = 64
_FAULTS = (Due.MISSING, Due.SURPLUS)


def is_sound(annex: Annex, answers: Mapping[str, Answer | None], campaign: Campaign) -> bool:
    """Return whether no answer of a form is missing or surplus and no rule over it is broken.

    False for a blank form too; `check_form` then finds out what is wrong.
    """
    entry = _compiled.get(id(annex))
    if entry is None or entry[0] is not annex:
        if len(_compiled) >= _MOST_COMPILED:
            _compiled.clear()
        entry = _compiled[id(annex)] = (annex, _always_due(annex), _faults_of(annex))
    for key in entry[1]:
        if answers.get(key, "") is None:
            return False
    return not any(fault(answers, campaign) for fault in entry[2])


def _always_due(annex: Annex) -> tuple[str, ...]:
    return tuple(field.key for field in annex.fields if field.due is None and not field.optional)


def _faults_of(annex: Annex) -> tuple[Test, ...]:
    conditional = [field for field in annex.fields if field.due is not None]
    return (*map(_due_fault, conditional), *map(_breaks, rules_of(annex)))


def _due_fault(field: Field) -> Test:
    """Return the test whether an answer is missing or surplus."""
    state_of = due_test(field)
    return lambda answers, campaign: state_of(answers, campaign) in _FAULTS


def _breaks(rule: Rule) -> Test:
    """Return the test whether a rule is broken (`form_checks.is_broken`)."""
    when = compiled(rule.when)
    then = compiled(rule.then) if rule.then is not None else None

    def broken(answers: Mapping[str, Answer | None], campaign: Campaign) -> bool:
        return when(answers, campaign) and not (then is not None and then(answers, campaign))

    return broken
