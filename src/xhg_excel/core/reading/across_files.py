"""Forms against ledgers and against each other: the facts that joined rules read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xhg_excel.core.answers.ledger_rows import is_open, ledger_rows
from xhg_excel.core.model.answer import Answer, show
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.finding import Finding
from xhg_excel.core.model.identifiers import number_keys
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.same_site import digits_of, is_near
from xhg_excel.core.model.submission import Answers, Form, Submission, Unit
from xhg_excel.core.reading.ledger_checks import check_files
from xhg_excel.core.reading.personal_data import hide
from xhg_excel.core.rules.evaluate import Values, holds
from xhg_excel.core.rules.form_checks import report, settle
from xhg_excel.notice import (
    JOINED_RULES,
    PETITIONS,
    PROBLEM_ANNEXES,
    PROBLEMS,
    SMALL_CHEM,
    STATUS_DONE,
    UNFINISHED,
    UNIT_ANNEXES,
    is_small_trade,
    is_suspended,
)
from xhg_excel.notice.schema.form import NO, YES
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.totals.crosschecks import NEAR, SAME_ID, UNKNOWN_ID

JoinedValues = dict[str, Answer | None]
Placed = tuple[Form, Unit, str]


@dataclass
class Lists:
    """The ledgers of a run by city code: problems and petitions by the key of their number; None when not given.

    `problem_keys` decides for a city which 问题编号 are the same (`number_keys`).
    """

    problems: dict[str, dict[str, Answers]] | None = None
    petitions: dict[str, dict[str, Answers]] | None = None
    county_of: dict[int, Region | None] = field(default_factory=dict)
    problem_keys: dict[str, Callable[[str], str]] = field(default_factory=lambda: defaultdict(number_keys))


def lists_of(ledgers: Sequence[Submission], registry: Registry) -> Lists:
    """Return the ledgers that were handed in, rows of unknown cities left out."""
    lists = Lists()
    for ledger, key in ((PROBLEMS, "problem_id"), (PETITIONS, "petition_number")):
        if any(sheet.ledger is ledger for submission in ledgers for sheet in submission.ledgers):
            by_city: dict[str, list[Answers]] = defaultdict(list)
            for row in ledger_rows(ledgers, ledger):
                city = registry.match_city(show(row.get("city")))
                if city is not None and row.get(key) is not None:
                    by_city[city.code].append(row)
                    lists.county_of[id(row)] = registry.match_county(show(row.get("county")), city).region
            keys = {city: number_keys(show(row[key]) for row in rows) for city, rows in by_city.items()}
            if ledger is PROBLEMS:
                lists.problem_keys |= keys
            by_key = {city: {keys[city](show(row[key])): row for row in rows} for city, rows in by_city.items()}
            setattr(lists, ledger.key, by_key)
    return lists


def check_joined(submissions: Sequence[Submission], lists: Lists, context: Context) -> Iterator[Finding]:
    """Yield what forms contradict: each other within a city, and the ledgers where given."""
    by_city: dict[str, list[Placed]] = defaultdict(list)
    for submission in submissions:
        for part in submission.parts or [submission]:
            if part.unit is not None:
                filed = [(form, part.unit, form.file or part.source.file) for form in part.forms]
                by_city[part.unit.city.code] += filed
    for city, forms in sorted(by_city.items()):
        for placed, facts in _facts(forms, city, (lists, context)):
            yield from _broken(placed, facts, context)


def _broken(placed: Placed, joined: JoinedValues, context: Context) -> Iterator[Finding]:
    form, _, file = placed
    facts = Values({**form.answers, **joined}, context.campaign)
    for rule in JOINED_RULES:
        if rule.annex == form.annex.key and holds(rule.when, facts):
            said = "/".join(show(joined[key]) for key in rule.detail if joined.get(key) is not None)
            found = report(form, rule, facts, detail=said)
            yield from (finding.in_file(file) for finding in settle(form, [found]))


def _facts(forms: Sequence[Placed], city: str, by: tuple[Lists, Context]) -> Iterator[tuple[Placed, JoinedValues]]:
    lists, context = by
    twice = _same_ids(forms, lists.problem_keys[city])
    near = _near_duplicates(forms, lists.problem_keys[city])
    for number, placed in enumerate(forms):
        form, unit, _ = placed
        if form.annex in UNIT_ANNEXES:
            yield placed, _of_place(forms, unit, context) | _of_ledgers(lists, unit, city)
        elif form.annex in PROBLEM_ANNEXES:
            facts = {"place.same_id": twice.get(number), "place.near_duplicate": near.get(number)}
            yield placed, _of_list(form, lists, city) | facts
        else:
            yield placed, {"place.near_duplicate": near.get(number)}


def _of_place(forms: Sequence[Placed], unit: Unit, context: Context) -> JoinedValues:
    """Return how many 附件2 of a county (of a whole city for itself) are unfinished, and untracked."""
    here = [form for form, of, _ in forms if form.annex in PROBLEM_ANNEXES and (of == unit or unit.county is None)]
    unfinished = [form for form in here if holds(UNFINISHED, Values(form.answers, context.campaign))]
    untracked = [form for form in unfinished if form.get("tracked") == NO]
    return {"place.open_sites": len(unfinished), "place.untracked_sites": len(untracked)}


def _of_ledgers(lists: Lists, unit: Unit, city: str) -> JoinedValues:
    """Return what the ledgers count for a county, or for a whole city; nothing without ledgers."""

    def own(rows: Mapping[str, Mapping[str, Answers]] | None) -> list[Answers]:
        listed = (rows or {}).get(city, {}).values()
        return [row for row in listed if unit.county is None or lists.county_of[id(row)] == unit.county]

    facts: JoinedValues = {}
    if lists.problems is not None:
        rows = own(lists.problems)
        chem = [row for row in rows if row.get("site_type") == SMALL_CHEM]
        kinds = [show(row.get("site_type")) for row in rows]
        facts |= {"ledger.listed": len(chem), "ledger.small_trades": sum(map(is_small_trade, kinds))}
        facts |= {"ledger.completed": sum(row.get("status") == STATUS_DONE for row in chem)}
        facts |= {"ledger.suspended": sum(map(is_suspended, kinds))}
    if lists.petitions is not None:
        facts["ledger.open_petitions"] = sum(is_open(row) for row in own(lists.petitions))
    return facts


def _of_list(form: Form, lists: Lists, city: str) -> JoinedValues:
    """Return what the problem list and the petition list say of one 附件2."""
    key_of = lists.problem_keys[city]
    number = key_of(show(form.get("problem_id")))
    facts: JoinedValues = {}
    if lists.problems is not None and number:
        row = lists.problems.get(city, {}).get(number)
        facts["list.unknown"] = None if row else UNKNOWN_ID
        for key in ("violation", "premises", "status"):
            facts[f"list.{key}"] = row.get(key) if row else None
    if lists.petitions is not None and number:
        known = {key_of(show(row.get("problem_id"))) for row in lists.petitions.get(city, {}).values()}
        facts["petition.listed"] = YES if number in known else NO
    return facts


def _same_ids(forms: Sequence[Placed], key_of: Callable[[str], str]) -> dict[int, str]:
    """Return for each 附件2 whose 问题编号 stands elsewhere in the city too, where."""
    seen: dict[str, list[int]] = defaultdict(list)
    for number, (form, _, _) in enumerate(forms):
        if form.annex in PROBLEM_ANNEXES and form.get("problem_id") is not None:
            seen[key_of(show(form.get("problem_id")))].append(number)
    return {
        number: SAME_ID.format(where=_where(forms[other], "problem_id"))
        for numbers in seen.values()
        for number, other in zip(numbers, [*numbers[1:], numbers[0]], strict=True)
        if number != other
    }


def _where(placed: Placed, key: str) -> str:
    form, _, file = placed
    return f"{file} {form.places[key].sheet}!{form.places[key].a1}" if key in form.places else file


def _near_duplicates(forms: Sequence[Placed], key_of: Callable[[str], str]) -> dict[int, str]:
    """Return for each site whose name and address nearly equal another's in the city, which one.

    Two 附件2 of one 问题编号 are named by that; only places with the same digits are compared.
    """
    buckets: dict[tuple[str, ...], list[tuple[int, str, str]]] = defaultdict(list)
    found: dict[int, str] = {}
    for number, (form, _, _) in enumerate(forms):
        if form.annex in UNIT_ANNEXES:
            continue
        text = _spot(form)
        identifier = key_of(show(form.get("problem_id")))
        others = buckets[digits_of(text)]
        for other, other_text, other_id in others:
            if not (identifier and identifier == other_id) and is_near(text, other_text):
                found.setdefault(number, _near(forms[other]))
                found.setdefault(other, _near(forms[number]))
        others.append((number, text, identifier))
    return found


def _near(placed: Placed) -> str:
    form = placed[0]
    name, address = show(form.get("site_name")), show(form.get("address"))
    return NEAR.format(where=_where(placed, "site_name"), name=name, address=address)


def _spot(form: Form) -> str:
    return f"{show(form.get('site_name'))}|{show(form.get('address'))}"


def with_joined(submissions: Sequence[Submission], ledgers: Iterable[Submission], context: Context) -> None:
    """Add the joined findings of a run to the submissions they belong to, in place; informants are hidden first."""
    handed = list({id(s): s for s in ledgers}.values())
    hide(list({id(s): s for s in (*submissions, *handed)}.values()))
    lists = lists_of(handed, context.registry)
    by_file = {submission.source.file: submission for submission in submissions}
    for finding in check_files(handed, context.registry):
        if finding.file in by_file:  # what is wrong with ledgers is said where these are checked
            by_file[finding.file].findings.append(finding)
    for finding in check_joined(submissions, lists, context):
        by_file.get(finding.file, submissions[0]).findings.append(finding)
