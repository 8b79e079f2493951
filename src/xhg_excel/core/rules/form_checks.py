"""Check one form: answers that are missing or surplus, then the rules over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from xhg_excel.core.model.answer import show
from xhg_excel.core.model.context import window_shown
from xhg_excel.core.model.field_names import item_ref
from xhg_excel.core.model.finding import Finding, at_cells, at_sheet
from xhg_excel.core.model.submission import Form
from xhg_excel.core.rules.due import Due, due_state, fault_of
from xhg_excel.core.rules.evaluate import Values, holds, involved, is_meaningful
from xhg_excel.core.rules.quick_check import is_sound
from xhg_excel.notice import rules_of
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.condition import AllOf, AnyOf, Compares, Condition, Not, all_of, keys_of
from xhg_excel.notice.schema.form import Field
from xhg_excel.notice.schema.rule import Rule
from xhg_excel.notice.words.check_columns import ENOUGH_HAN
from xhg_excel.notice.words.findings import Severity


def check_form(form: Form, campaign: Campaign) -> Iterator[Finding]:
    """Yield the findings about one form: missing and surplus answers first, then broken rules.

    A cell that could not be read already has its finding; it is not missing.
    """
    if not is_sound(form.annex, form.answers, campaign):
        yield from settle(form, _faults(form, campaign))


def settle(form: Form, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings; those of 核实 are settled by the 说明 of their row, which is itself one (E10) if boilerplate."""
    refused: set[int] = set()
    for finding in findings:
        row = finding.places[0].row if finding.places else -1
        note = form.notes.get(row, "")
        if finding.severity is not Severity.EXPLAIN or not note:
            yield finding
        elif is_meaningful(note, ENOUGH_HAN):
            yield replace(finding, explanation=note)
        else:
            yield finding
            if row not in refused:
                refused.add(row)
                yield at_cells("E10", [form.note_places[row]], finding.clause, item=finding.item, value=note)


def _faults(form: Form, campaign: Campaign) -> Iterator[Finding]:
    values = Values(form.answers, campaign)
    if form.row_number == 0 and all(form.get(f.key) is None for f in form.annex.fields):
        yield at_sheet("F13", next(iter(form.places.values())).sheet)
        return
    for field in form.annex.fields:
        yield from _check_due(form, field, values)
    for rule in rules_of(form.annex):
        if is_broken(rule, values):
            yield report(form, rule, values, detail=window_shown(campaign))


def _check_due(form: Form, field: Field, values: Values) -> Iterator[Finding]:
    state = due_state(field, values)
    if code := fault_of(field, state):
        why: tuple[str, ...] = ()
        if field.due is not None:
            why = involved(field.due, values) if state is Due.MISSING else keys_of(field.due)
        yield _finding(form, code, (field.key, *why))


def is_broken(rule: Rule, values: Values) -> bool:
    """Return whether `when` holds and `then` (if any) does not."""
    return holds(rule.when, values) and not (rule.then is not None and holds(rule.then, values))


def report(form: Form, rule: Rule, values: Values, detail: str) -> Finding:
    """Return the finding of a broken rule, over the cells of the form that break it.

    Args:
        form: the form.
        rule: a rule that is broken.
        values: what the rule reads; keys with a dot (`list.status`) are no cells of the form.
        detail: what the message quotes as {detail}.
    """
    keys = tuple(key for key in _keys_of(rule, values) if "." not in key)
    numbers = tuple(key for key in _compared(rule.when) if "." not in key)
    value = "/".join(show(form.get(key)) for key in numbers) if numbers else show(form.get(keys[0]))
    return _finding(form, rule.code, keys, value=value, detail=detail)


def key_to_mend(rule: Rule, values: Values) -> str:
    """Return the field at which a broken rule is reported: of alternatives the first that holds."""
    return next(iter(_keys_of(rule, values)))


def _keys_of(rule: Rule, values: Values) -> dict[str, None]:
    mend = keys_of(rule.then) if rule.then else ()
    return dict.fromkeys((*mend, *involved(rule.when, values)))


def mend_cases(rule: Rule) -> Sequence[tuple[str, Condition | None]]:
    """Return the fields at which a broken rule is reported, each with the condition when (None: always).

    As `form_checks.report`: of alternatives at the beginning of a rule the first that holds.

    >>> from xhg_excel.notice.schema.condition import Is, any_is
    >>> mend_cases(Rule("R1", "a", all_of(any_is("是", "b", "c"), Is("d", "否"))))
    [('b', Is(key='b', value='是')), ('c', AllOf(parts=(Not(part=Is(key='b', value='是')), Is(key='c', value='是'))))]
    """
    first = rule.when if rule.then is None else rule.then
    while isinstance(first, AllOf):
        first = first.parts[0]
    if rule.then is not None or not isinstance(first, AnyOf) or len(keys_of(first)) == 1:
        return [(rule.key_to_mend, None)]
    parts = first.parts
    return [(keys_of(parts[0])[0], parts[0])] + [
        (keys_of(part)[0], all_of(*map(Not, parts[:at]), part)) for at, part in enumerate(parts[1:], start=1)
    ]


def _compared(condition: Condition) -> tuple[str, ...]:
    """Return the keys whose numbers the message quotes; none unless the rule compares numbers."""
    parts = getattr(condition, "parts", (condition,))
    return tuple(key for part in parts if isinstance(part, Compares) for key in keys_of(part))


def _finding(form: Form, code: str, keys: tuple[str, ...], **facts: str) -> Finding:
    first = next(f for f in form.annex.fields if f.key == keys[0])
    places = [form.places[key] for key in keys if key in form.places]
    facts = {"item": item_ref(form.annex, first), "value": show(form.get(first.key)), **facts}
    return at_cells(code, places, form.annex.clause_of(first.key), **facts)
