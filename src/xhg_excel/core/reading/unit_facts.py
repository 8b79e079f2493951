"""What rules across forms read beside an 附件1: counts of its place's site forms and of the ledgers.

A place is a county, or for the city's own 附件1 the whole city. The names of the facts are those that
`JOINED_RULES` use; a fact that is not known is absent or None, and no rule that reads it is broken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from xhg_excel import notice
from xhg_excel.core.answers.ledger_rows import is_open
from xhg_excel.core.model.answer import Answer, show
from xhg_excel.core.model.submission import Answers, Form
from xhg_excel.core.rules.evaluate import Values, holds
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.condition import Condition, keys_of
from xhg_excel.notice.schema.form import NO, YES

# What a rule across forms reads beside the answers of the form, by names such as `place.same_id`.
CrossValues = dict[str, Answer | None]

_YES_FACT, _SUM_FACT = "place.yes.", "place.sum."
# In the place of an answer that could not be read.
_UNREAD = "\0"


def of_place(sites: Sequence[Form], campaign: Campaign) -> CrossValues:
    """Return the facts of a place's 附件2 and 附件3; none where it has no such form.

    Source: notice 三(一)3 and 4, 三(二)2.

    Args:
        sites: the forms of the place.
        campaign: for conditions that read a setting.
    """
    if not sites:
        return {}
    problems = [form for form in sites if form.annex in notice.PROBLEM_ANNEXES]
    unfinished = [form for form in problems if _is(notice.UNFINISHED, form, campaign)]
    untracked = [form for form in unfinished if form.get("tracked") == NO]
    facts: CrossValues = {"place.open_sites": len(unfinished), "place.untracked_sites": len(untracked)}
    others = [form for form in sites if form.annex in notice.OTHER_ANNEXES]
    for kind, belongs in _kinds() if others else ():
        own = [form for form in others if belongs(show(form.get("site_type")))]
        facts[f"place.{kind}_forms"] = len(own)
        facts[f"place.{kind}_done"] = sum(_is(notice.FINISHED, form, campaign) for form in own)
        facts[f"place.{kind}_open"] = sum(_is(notice.UNFINISHED, form, campaign) for form in own)
    return facts | dict(_answers_of(sites, campaign))


def _kinds() -> tuple[tuple[str, Callable[[str], bool]], ...]:
    return ("small_trades", notice.is_small_trade), ("suspended", notice.is_suspended)


def _is(condition: Condition, form: Form, campaign: Campaign) -> bool:
    return holds(condition, Values(form.answers, campaign))


def _answers_of(sites: Sequence[Form], campaign: Campaign) -> Iterator[tuple[str, Answer | None]]:
    """Yield how many forms answer a question with 是, and the sum of an amount, for each that a rule reads.

    None where a cell that counts could not be read: what is not known is not compared.
    """
    for name in {key for rule in notice.JOINED_RULES for key in rule.keys}:
        if name.startswith(_YES_FACT):
            answers = _asked(name.removeprefix(_YES_FACT), sites)
            yield name, None if _UNREAD in answers else answers.count(YES)
        elif name.startswith(_SUM_FACT):
            yield name, _sum(name.removeprefix(_SUM_FACT), sites, campaign)


def _asked(key: str, sites: Iterable[Form]) -> list[Answer | None]:
    return [form.answers.get(key, _UNREAD) for form in sites if any(field.key == key for field in form.annex.fields)]


def _sum(key: str, sites: Iterable[Form], campaign: Campaign) -> Answer | None:
    """Return the sum of an amount over the forms that owe it; None where one of them does not give it."""
    owed: list[Answer | None] = []
    for form in sites:
        for due in (field.due for field in form.annex.fields if field.key == key and field.due is not None):
            if any(other not in form.answers for other in keys_of(due)):
                return None
            owed += [form.get(key)] if _is(due, form, campaign) else []
    known = [amount for amount in owed if isinstance(amount, (int, Decimal))]
    return sum(known, Decimal(0)) if len(known) == len(owed) else None


def of_problems(rows: Sequence[Answers]) -> CrossValues:
    """Return the counts of a place's rows of the problem list; item 12 is about 小化工 alone (三(一)3)."""
    chem = [row for row in rows if row.get("site_type") == notice.SMALL_CHEM]
    facts: CrossValues = {"ledger.listed": len(chem), "ledger.completed": _done(chem)}
    for kind, belongs in _kinds():
        own = [row for row in rows if belongs(show(row.get("site_type")))]
        facts |= {f"ledger.{kind}": len(own), f"ledger.{kind}_completed": _done(own)}
    return facts


def _done(rows: Iterable[Answers]) -> int:
    return sum(row.get("status") == notice.STATUS_DONE for row in rows)


def of_petitions(rows: Iterable[Answers]) -> CrossValues:
    """Return how many of a place's petitions are open."""
    return {"ledger.open_petitions": sum(map(is_open, rows))}
