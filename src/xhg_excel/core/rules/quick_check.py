"""Whether a form has nothing wrong, told quickly: most have not, and need no findings made."""

from __future__ import annotations

from collections.abc import Mapping

from xhg_excel.core.model.answer import Answer
from xhg_excel.core.rules.evaluate import Test, compiled
from xhg_excel.notice import rules_of
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.condition import keys_of
from xhg_excel.notice.schema.form import Annex, Field
from xhg_excel.notice.schema.rule import Rule

# By identity, as conditions are; each entry keeps its annex alive.
_made: dict[int, tuple[Annex, tuple[str, ...], tuple[Test, ...]]] = {}
_MOST_MADE = 64


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
    return (*map(_due_fault, (f for f in annex.fields if f.due is not None)), *map(_breaks, rules_of(annex)))


def _due_fault(field: Field) -> Test:
    """Return the test for a field that is due and blank, or filled though not due."""
    assert field.due is not None  # noqa: S101  # the caller's choice
    key, optional, read, due = field.key, field.optional, keys_of(field.due), compiled(field.due)

    def fault(answers: Mapping[str, Answer | None], campaign: Campaign) -> bool:
        if key not in answers:
            return False
        if answers[key] is None:
            return not optional and due(answers, campaign)
        return not due(answers, campaign) and all(answers.get(other) is not None for other in read)

    return fault


def _breaks(rule: Rule) -> Test:
    """Return the test for a rule whose `when` holds and whose `then` does not."""
    when = compiled(rule.when)
    then = compiled(rule.then) if rule.then is not None else None

    def broken(answers: Mapping[str, Answer | None], campaign: Campaign) -> bool:
        return when(answers, campaign) and not (then is not None and then(answers, campaign))

    return broken
