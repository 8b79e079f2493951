"""Whether a form has nothing wrong, told quickly: most have not, and need no findings made."""

from __future__ import annotations

from collections.abc import Mapping

from xhg_excel.core.model.answer import Answer
from xhg_excel.core.rules.due import Due, due_test
from xhg_excel.core.rules.evaluate import Test, compiled
from xhg_excel.notice import rules_of
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.form import Annex, Field
from xhg_excel.notice.schema.rule import Rule

# By identity, as conditions are; each entry keeps its annex alive.
_made: dict[int, tuple[Annex, tuple[str, ...], tuple[Test, ...]]] = {}
_MOST_MADE = 64
_FAULTS = (Due.MISSING, Due.SURPLUS)


def is_sound(annex: Annex, answers: Mapping[str, Answer | None], campaign: Campaign) -> bool:
    """Tell whether no field of a form is missing or surplus and no rule over it is broken.

    True is certain; False may mean a wholly blank form too: `check_form` says what is wrong.
    """
    entry = _made.get(id(annex))
    if entry is None or entry[0] is not annex:
        if len(_made) >= _MOST_MADE:
            _made.clear()
        entry = _made[id(annex)] = (annex, _always_due(annex), _faults_of(annex))
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
    """Return the test for a rule whose `when` holds and whose `then` does not."""
    when = compiled(rule.when)
    then = compiled(rule.then) if rule.then is not None else None

    def broken(answers: Mapping[str, Answer | None], campaign: Campaign) -> bool:
        return when(answers, campaign) and not (then is not None and then(answers, campaign))

    return broken
