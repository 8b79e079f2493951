"""Petition ↔ problem ↔ reward, one row a petition, with every exception; informants are left out.

Clause: 三(一)4, 五(二).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from xhg_excel.core.answers.ledger_rows import LedgerCell, ledger_cells
from xhg_excel.core.consolidation.consolidate import Totals
from xhg_excel.core.model.answer import show
from xhg_excel.core.model.identifiers import number_keys
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Answers, Form, Submission
from xhg_excel.core.sheets.layout import Cell, Content, SheetLayout
from xhg_excel.core.sheets.table import FIRST_ROW, table_sheet
from xhg_excel.notice import PETITIONS, PROBLEM_ANNEXES, PROBLEMS, STATUS_OPEN
from xhg_excel.notice.schema.form import NO, YES
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.totals import petitions as words

Key = tuple[str, str]  # city code and number


@dataclass(frozen=True)
class Petition:
    """One petition (row None: named elsewhere, missing from the ledger) with its exceptions in words."""

    city: Region
    number: str
    row: LedgerCell | None
    problem: Answers | None
    exceptions: tuple[str, ...]


@dataclass
class _Known:
    """Problems and forms by city and 问题编号 (`key`), and how often a problem was rewarded."""

    problem_keys: dict[str, Callable[[str], str]] = field(default_factory=lambda: defaultdict(number_keys))
    problems: dict[Key, Answers] = field(default_factory=dict)
    by_petition: dict[Key, Answers] = field(default_factory=dict)
    forms: dict[Key, Form] = field(default_factory=dict)
    rewarded: Counter[Key] = field(default_factory=Counter)

    def key(self, city: Region, answers: Answers | Form) -> Key:
        """Return the city and the key of the 问题编号 of a row or form; the same key is the same problem."""
        return city.code, self.problem_keys[city.code](show(answers.get("problem_id")))


def petitions_of(totals: Totals, ledgers: Sequence[Submission], registry: Registry) -> list[Petition]:
    """Return every petition of the merged region, those with exceptions first; nothing without the ledger."""
    rows = [(city, row) for city, row in _placed(ledgers, PETITIONS, totals, registry)]
    if not rows:
        return []
    known = _known(totals, ledgers, registry, rows)
    found = [_petition(city, row, known) for city, row in rows]
    there = {(petition.city.code, petition.number) for petition in found}
    for code, number in sorted(_named_elsewhere(known) - there):
        city = registry.region(code)
        found.append(
            Petition(city, number, None, known.by_petition.get((code, number)), (words.EXCEPTIONS["not_listed"],))
        )
    return sorted(found, key=lambda petition: (not petition.exceptions, petition.city.code, petition.number))


def _placed(
    ledgers: Sequence[Submission], ledger: object, totals: Totals, registry: Registry
) -> Iterator[tuple[Region, LedgerCell]]:
    """Yield the rows of a ledger that lie in the merged region, with their city."""
    for row in ledger_cells(ledgers, PETITIONS if ledger is PETITIONS else PROBLEMS):
        city = registry.match_city(show(row.answers.get("city")))
        if city is not None and totals.region in (None, city):
            yield city, row


def _known(
    totals: Totals, ledgers: Sequence[Submission], registry: Registry, petitions: Sequence[tuple[Region, LedgerCell]]
) -> _Known:
    known = _Known()
    problems = [(city, row.answers) for city, row in _placed(ledgers, PROBLEMS, totals, registry)]
    for city in {city for city, _ in problems}:
        numbers = (show(row.get("problem_id")) for other, row in problems if other == city)
        known.problem_keys[city.code] = number_keys(numbers)
    for city, row in problems:
        known.problems[known.key(city, row)] = row
        if number := show(row.get("petition_number")):
            known.by_petition[city.code, number] = row
    for unit, form, _ in (site for annex in PROBLEM_ANNEXES for site in totals.forms(annex)):
        known.forms[known.key(unit.city, form)] = form
    for city, petition in petitions:
        if petition.answers.get("rewarded_on") is not None and petition.answers.get("problem_id") is not None:
            known.rewarded[known.key(city, petition.answers)] += 1
    return known


def _named_elsewhere(known: _Known) -> set[Key]:
    """Return the petitions that the problem list or a form names."""
    by_form = {
        (code, show(form.get("petition_number")))
        for (code, _), form in known.forms.items()
        if form.get("is_petition") == YES and form.get("petition_number") is not None
    }
    return set(known.by_petition) | by_form


def _petition(city: Region, row: LedgerCell, known: _Known) -> Petition:
    number = show(row.answers.get("petition_number"))
    problem = known.problems.get(known.key(city, row.answers)) if row.answers.get("problem_id") else None
    keys = [*_link(city, row.answers, known), *_handled(row.answers, problem), *_reward(city, row.answers, known)]
    said = tuple(words.EXCEPTIONS[key].format(other=other) for key, other in keys)
    return Petition(city, number, row, problem, said)


def _link(city: Region, row: Answers, known: _Known) -> Iterator[tuple[str, object]]:
    """Yield what does not fit between petition, problem and form."""
    number, problem_id = show(row.get("petition_number")), show(row.get("problem_id"))
    listed = known.by_petition.get((city.code, number))
    if not problem_id:
        if listed is not None:
            yield "unlinked", show(listed.get("problem_id"))
        return
    problem = known.problems.get(known.key(city, row))
    if problem is None and known.problems:
        yield "unknown_problem", ""
    other = show(problem.get("petition_number")) if problem else ""
    if other and other != number:
        yield "other_petition", other
    if (form := known.forms.get(known.key(city, row))) is not None:
        if form.get("is_petition") == NO:
            yield "form_denies", problem_id
        typed = show(form.get("petition_number"))
        if typed and typed != number:
            yield "form_number", typed


def _handled(row: Answers, problem: Answers | None) -> Iterator[tuple[str, object]]:
    if row.get("verified") == NO:
        yield "not_verified", ""
    if row.get("disposed") == NO:
        yield "not_disposed", ""
    if row.get("disposed") == YES and problem is not None and problem.get("status") == STATUS_OPEN:
        yield "done_but_open", ""
    if _is_before(row.get("disposed_on"), row.get("received_on")):
        yield "disposed_early", ""


def _reward(city: Region, row: Answers, known: _Known) -> Iterator[tuple[str, object]]:
    paid, amount = row.get("rewarded_on"), row.get("reward_yuan")
    if row.get("reward_due") == YES and paid is None:
        yield "unpaid", ""
    if row.get("reward_due") == YES and paid is not None and not isinstance(amount, Decimal):
        yield "no_amount", ""
    if row.get("reward_due") == NO and (paid is not None or isinstance(amount, Decimal)):
        yield "paid_not_due", ""
    if _is_before(paid, row.get("received_on")):
        yield "paid_early", ""
    times = known.rewarded[known.key(city, row)]
    if times > 1 and paid is not None:
        yield "paid_twice", times


def _is_before(one: object, other: object) -> bool:
    return isinstance(one, date) and isinstance(other, date) and one < other


def rewards_sheet(petitions: Sequence[Petition]) -> SheetLayout:
    """Return the reconciliation as a table."""
    rows = [_row(petition) for petition in petitions]
    sheet = table_sheet(words.REWARDS_SHEET, words.REWARDS_TITLE, words.REWARDS_HEADS, rows, words.REWARDS_NOTE)
    for at, petition in enumerate(petitions, start=FIRST_ROW):
        if petition.exceptions:
            sheet.cells[at, 0] = Cell("；".join(petition.exceptions), "doubt_text")
    return sheet


def _row(petition: Petition) -> tuple[Content, ...]:
    answers: Mapping[str, object] = petition.row.answers if petition.row else {}
    problem = petition.problem or {}
    shown = ("verified", "disposed", "reward_due")
    said = {key: str(answers.get(key) or "") for key in shown}
    place = petition.row.places.get("petition_number") if petition.row else None
    amount = answers.get("reward_yuan")
    return (
        "；".join(petition.exceptions) or words.NO_EXCEPTION,
        petition.city.name,
        str(answers.get("county") or problem.get("county") or ""),
        petition.number,
        _day(answers.get("received_on")),
        str(answers.get("problem_id") or problem.get("problem_id") or ""),
        str(problem.get("status") or ""),
        said["verified"],
        said["disposed"],
        said["reward_due"],
        amount if isinstance(amount, Decimal) else None,
        _day(answers.get("rewarded_on")),
        f"{petition.row.file} {place.a1}" if petition.row and place else "",
    )


def _day(answer: object) -> date | None:
    return answer if isinstance(answer, date) else None
