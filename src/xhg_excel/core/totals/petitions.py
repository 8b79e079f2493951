"""信访与奖励: match each petition with its problem, its form and its reward, and list what does not fit.

Clauses: 三(一)4, 五(二). Informants are left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from xhg_excel.core.answers.ledger_rows import LedgerCell, is_given
from xhg_excel.core.consolidation.consolidate import Totals
from xhg_excel.core.model.answer import show
from xhg_excel.core.model.identifiers import number_keys
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Answers, Form, Submission
from xhg_excel.core.sheets.table import Column, Table
from xhg_excel.core.totals.list_and_site import rows_of_region
from xhg_excel.notice import PETITIONS, PROBLEM_ANNEXES, PROBLEMS, STATUS_OPEN
from xhg_excel.notice.schema.form import NO, YES
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.totals import petitions as words

Key = tuple[str, str]  # city code and number


@dataclass(frozen=True)
class Petition:
    """One petition and what does not fit about it, in words.

    `row` is None for a petition that only the problem list or a form mentions; `problem` is its row of the
    problem list, empty when there is none.
    """

    city: Region
    number: str
    row: LedgerCell | None
    problem: Answers
    exceptions: tuple[str, ...]

    @property
    def answers(self) -> Answers:
        """What the petition ledger holds; empty for a petition that it lacks."""
        return self.row.answers if self.row else {}

    def text(self, key: str) -> str:
        """Return an answer of the petition ledger as text."""
        return show(self.answers.get(key))


@dataclass
class _ProblemIndex:
    """Problems and 附件2 by city and 问题编号, problems also by petition, and how often each problem was rewarded.

    Numbers are kept in the form in which equal ones are equal (001 and 1): `key` and `petition_key`.
    """

    problem_keys: dict[str, Callable[[str], str]] = field(default_factory=lambda: defaultdict(number_keys))
    petition_keys: dict[str, Callable[[str], str]] = field(default_factory=lambda: defaultdict(number_keys))
    problems: dict[Key, Answers] = field(default_factory=dict)
    by_petition: dict[Key, Answers] = field(default_factory=dict)
    forms: dict[Key, Form] = field(default_factory=dict)
    rewarded: Counter[Key] = field(default_factory=Counter)

    def key(self, city: Region, answers: Answers | Form) -> Key:
        """Return city and 问题编号 of a row or form."""
        return city.code, self.problem_keys[city.code](show(answers.get("problem_id")))

    def petition_key(self, code: str, number: str) -> Key:
        """Return city code and the number of a petition."""
        return code, self.petition_keys[code](number)


def petitions_of(totals: Totals, ledgers: Sequence[Submission], registry: Registry) -> list[Petition]:
    """Return the petitions of the merged region, those with exceptions first; none without the petition ledger."""
    if not is_given(ledgers, PETITIONS):
        return []
    rows = list(rows_of_region(ledgers, PETITIONS, totals, registry))
    index = _index_problems(totals, ledgers, registry, rows)
    found = [_petition(city, row, index) for city, row in rows]
    there = {index.petition_key(petition.city.code, petition.number) for petition in found}
    for key, number in _named_elsewhere(index).items():
        if key not in there:
            problem = index.by_petition.get(key, {})
            found.append(Petition(registry.region(key[0]), number, None, problem, (words.EXCEPTIONS["not_listed"],)))
    return sorted(found, key=lambda petition: (not petition.exceptions, petition.city.code, petition.number))


def _index_problems(
    totals: Totals, ledgers: Sequence[Submission], registry: Registry, petitions: Sequence[tuple[Region, LedgerCell]]
) -> _ProblemIndex:
    index = _ProblemIndex()
    problems = [(city, row.answers) for city, row in rows_of_region(ledgers, PROBLEMS, totals, registry)]
    for city in {city for city, _ in problems}:
        numbers = (show(row.get("problem_id")) for other, row in problems if other == city)
        index.problem_keys[city.code] = number_keys(numbers)
    for city in {city for city, _ in petitions}:
        numbers = (show(row.answers.get("petition_number")) for other, row in petitions if other == city)
        index.petition_keys[city.code] = number_keys(numbers)
    for city, row in problems:
        index.problems[index.key(city, row)] = row
        if number := show(row.get("petition_number")):
            index.by_petition[index.petition_key(city.code, number)] = row
    for unit, form, _ in (site for annex in PROBLEM_ANNEXES for site in totals.forms(annex)):
        index.forms[index.key(unit.city, form)] = form
    for city, petition in petitions:
        if petition.answers.get("rewarded_on") is not None and petition.answers.get("problem_id") is not None:
            index.rewarded[index.key(city, petition.answers)] += 1
    return index


def _named_elsewhere(index: _ProblemIndex) -> dict[Key, str]:
    """Return the petitions that the problem list or a form mentions: their numbers as typed, by key."""
    by_form = {
        index.petition_key(code, show(form.get("petition_number"))): show(form.get("petition_number"))
        for (code, _), form in index.forms.items()
        if form.get("is_petition") == YES and form.get("petition_number") is not None
    }
    return by_form | {key: show(row.get("petition_number")) for key, row in index.by_petition.items()}


def _petition(city: Region, row: LedgerCell, index: _ProblemIndex) -> Petition:
    number = show(row.answers.get("petition_number"))
    problem = index.problems.get(index.key(city, row.answers), {}) if row.answers.get("problem_id") else {}
    misfits = [
        *_link_exceptions(city, row.answers, index),
        *_handling_exceptions(row.answers, problem),
        *_reward_exceptions(city, row.answers, index),
    ]
    exceptions = (words.EXCEPTIONS[key].format(other=other) for key, other in misfits)
    return Petition(city, number, row, problem, tuple(exceptions))


def _link_exceptions(city: Region, row: Answers, index: _ProblemIndex) -> Iterator[tuple[str, object]]:
    """Yield what does not fit between petition, problem and form: a key of `EXCEPTIONS` and what it quotes."""
    number, problem_id = show(row.get("petition_number")), show(row.get("problem_id"))
    key = index.petition_key(city.code, number)
    listed = index.by_petition.get(key)
    if not problem_id:
        if listed is not None:
            yield "unlinked", show(listed.get("problem_id"))
        return
    problem = index.problems.get(index.key(city, row))
    if problem is None and index.problems:
        yield "unknown_problem", ""
    other = show(problem.get("petition_number")) if problem else ""
    if other and index.petition_key(city.code, other) != key:
        yield "other_petition", other
    if (form := index.forms.get(index.key(city, row))) is not None:
        if form.get("is_petition") == NO:
            yield "form_denies", problem_id
        typed = show(form.get("petition_number"))
        if typed and index.petition_key(city.code, typed) != key:
            yield "form_number", typed


def _handling_exceptions(row: Answers, problem: Answers) -> Iterator[tuple[str, object]]:
    if row.get("verified") == NO:
        yield "not_verified", ""
    if row.get("disposed") == NO:
        yield "not_disposed", ""
    if row.get("disposed") == YES and problem.get("status") == STATUS_OPEN:
        yield "done_but_open", ""
    if _is_before(row.get("disposed_on"), row.get("received_on")):
        yield "disposed_early", ""


def _reward_exceptions(city: Region, row: Answers, index: _ProblemIndex) -> Iterator[tuple[str, object]]:
    paid, amount = row.get("rewarded_on"), row.get("reward_yuan")
    if row.get("reward_due") == YES and paid is None:
        yield "unpaid", ""
    if row.get("reward_due") == YES and paid is not None and not isinstance(amount, Decimal):
        yield "no_amount", ""
    if row.get("reward_due") == NO and (paid is not None or isinstance(amount, Decimal)):
        yield "paid_not_due", ""
    if _is_before(paid, row.get("received_on")):
        yield "paid_early", ""
    times = index.rewarded[index.key(city, row)]
    if times > 1 and paid is not None:
        yield "paid_twice", times


def _is_before(one: object, other: object) -> bool:
    return isinstance(one, date) and isinstance(other, date) and one < other


def _day(answer: object) -> date | None:
    return answer if isinstance(answer, date) else None


def _amount(answer: object) -> Decimal | None:
    return answer if isinstance(answer, Decimal) else None


def _listed_at(petition: Petition) -> str:
    place = petition.row.places.get("petition_number") if petition.row else None
    return f"{petition.row.file} {place.a1}" if petition.row and place else ""


PETITIONS_TABLE = Table(
    words.REWARDS_SHEET,
    words.REWARDS_HEADS,
    [
        Column[Petition](
            "exceptions",
            lambda petition: "；".join(petition.exceptions) or words.NO_EXCEPTION,
            lambda petition: "doubt_text" if petition.exceptions else "",
        ),
        Column("city", lambda petition: petition.city.name),
        Column("county", lambda petition: petition.text("county") or show(petition.problem.get("county"))),
        Column("received_on", lambda petition: _day(petition.answers.get("received_on"))),
        Column("problem_id", lambda petition: petition.text("problem_id") or show(petition.problem.get("problem_id"))),
        Column("status", lambda petition: show(petition.problem.get("status"))),
        Column("verified", lambda petition: petition.text("verified")),
        Column("disposed", lambda petition: petition.text("disposed")),
        Column("reward_due", lambda petition: petition.text("reward_due")),
        Column("reward_yuan", lambda petition: _amount(petition.answers.get("reward_yuan"))),
        Column("rewarded_on", lambda petition: _day(petition.answers.get("rewarded_on"))),
        Column("listed_at", _listed_at),
    ],
    words.REWARDS_TITLE,
    words.REWARDS_NOTE,
)
