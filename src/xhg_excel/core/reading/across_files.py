"""Check forms with the ledgers and with each other: rules that need more than one form (R106 to R308).

What one ledger repeats or lacks in itself is checked in `ledger_checks`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xhg_excel import notice
from xhg_excel.core.answers.ledger_rows import is_open, ledger_rows
from xhg_excel.core.model.answer import Answer, show
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.finding import Finding
from xhg_excel.core.model.identifiers import number_keys
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.same_site import digits_of, is_near
from xhg_excel.core.model.submission import Answers, Form, Submission, Unit
from xhg_excel.core.reading.confirmation import apply_confirmations, sent_back
from xhg_excel.core.reading.ledger_checks import check_files
from xhg_excel.core.reading.personal_data import redact
from xhg_excel.core.rules.evaluate import Values, holds
from xhg_excel.core.rules.form_checks import report, settle
from xhg_excel.notice.schema.form import NO, YES
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.totals.crosschecks import NEAR, SAME_ID, UNKNOWN_ID


@dataclass(frozen=True)
class ListedRow:
    """One row of a ledger, with its county (None: none that is known)."""

    answers: Answers
    county: Region | None


@dataclass(frozen=True)
class CityLists:
    """The ledgers of one city: rows by the key of their number; None for a ledger that was not given.

    Attributes:
        key_of: returns the same key for two 问题编号 that are the same (`number_keys`).
    """

    problems: Mapping[str, ListedRow] | None = None
    petitions: Mapping[str, ListedRow] | None = None
    key_of: Callable[[str], str] = field(default_factory=number_keys)


@dataclass(frozen=True)
class Lists:
    """The ledgers of a run by city code; `no_rows` are those of a city that no row is about."""

    by_city: Mapping[str, CityLists]
    no_rows: CityLists

    def of_city(self, code: str) -> CityLists:
        """Return the ledgers of a city."""
        return self.by_city.get(code, self.no_rows)


def lists_of(ledgers: Sequence[Submission], registry: Registry) -> Lists:
    """Return the problem list and the petition list by city; rows of unknown cities or without number are left out."""
    problems = _rows_by_city(ledgers, notice.PROBLEMS, "problem_id", registry)
    petitions = _rows_by_city(ledgers, notice.PETITIONS, "petition_number", registry)
    by_city = {
        city: CityLists(
            _by_key(problems, city, "problem_id"),
            _by_key(petitions, city, "petition_number"),
            number_keys(show(row.answers["problem_id"]) for row in (problems or {}).get(city, ())),
        )
        for city in {**(problems or {}), **(petitions or {})}
    }
    return Lists(by_city, CityLists(None if problems is None else {}, None if petitions is None else {}))


def _rows_by_city(
    ledgers: Sequence[Submission], ledger: Ledger, key: str, registry: Registry
) -> dict[str, list[ListedRow]] | None:
    """Return the rows of a ledger by city code; None when the ledger was not given."""
    if all(sheet.ledger is not ledger for submission in ledgers for sheet in submission.ledgers):
        return None
    found: dict[str, list[ListedRow]] = defaultdict(list)
    for row in ledger_rows(ledgers, ledger):
        city = registry.match_city(show(row.get("city")))
        if city is not None and row.get(key) is not None:
            found[city.code].append(ListedRow(row, registry.match_county(show(row.get("county")), city).region))
    return found


def _by_key(rows: Mapping[str, Sequence[ListedRow]] | None, city: str, key: str) -> dict[str, ListedRow] | None:
    if rows is None:
        return None
    numbers = [show(row.answers[key]) for row in rows.get(city, ())]
    key_of = number_keys(numbers)
    return {key_of(number): row for number, row in zip(numbers, rows.get(city, ()), strict=True)}


# What a rule across forms reads beside the answers of the form, by names such as `place.same_id`.
CrossValues = dict[str, Answer | None]


@dataclass(frozen=True)
class FiledForm:
    """A form with the unit and the file it comes from."""

    form: Form
    unit: Unit
    file: str


def redact_and_crosscheck(submissions: Sequence[Submission], ledgers: Iterable[Submission], context: Context) -> None:
    """Redact informants in all submissions, then append the findings across forms to those they belong to.

    Args:
        submissions: changed in place: their texts are redacted, their findings get longer.
        ledgers: also redacted in place; may contain the same submissions again.
        context: the campaign and the regions.
    """
    given = list({id(s): s for s in ledgers}.values())
    apply_confirmations([*submissions, *given])
    redact(list({id(s): s for s in (*submissions, *given)}.values()))
    by_file = {submission.source.file: submission for submission in submissions}
    for finding in check_files(given, context.registry):
        if finding.file in by_file:  # faults of a ledger are reported where that ledger itself is checked
            by_file[finding.file].findings.append(finding)
    replaced = sent_back(submissions)
    current = [submission for submission in submissions if submission.source.sha256 not in replaced]
    for finding in crosscheck_forms(current, lists_of(given, context.registry), context):
        by_file.get(finding.file, submissions[0]).findings.append(finding)


def crosscheck_forms(submissions: Sequence[Submission], lists: Lists, context: Context) -> Iterator[Finding]:
    """Yield a finding for each rule across forms that a form breaks, city by city."""
    by_city: dict[str, list[FiledForm]] = defaultdict(list)
    for submission in submissions:
        for part in submission.parts or [submission]:
            if part.unit is not None:
                filed = [FiledForm(form, part.unit, form.file or part.source.file) for form in part.forms]
                by_city[part.unit.city.code] += filed
    for city, forms in sorted(by_city.items()):
        for one, values in zip(forms, _cross_values(forms, lists.of_city(city), context), strict=True):
            yield from _broken_rules(one, values, context)


def _broken_rules(filed: FiledForm, cross: CrossValues, context: Context) -> Iterator[Finding]:
    form = filed.form
    values = Values({**form.answers, **cross}, context.campaign)
    for rule in notice.JOINED_RULES:
        if rule.annex == form.annex.key and holds(rule.when, values):
            detail = "/".join(show(cross[key]) for key in rule.detail if cross.get(key) is not None)
            found = report(form, rule, values, detail=detail)
            yield from (finding.in_file(filed.file) for finding in settle(form, [found]))


def _cross_values(forms: Sequence[FiledForm], lists: CityLists, context: Context) -> Iterator[CrossValues]:
    """Yield for each form of a city what the rules across forms read."""
    same = _same_numbers(forms, lists)
    near = _near_duplicates(forms, lists)
    for number, filed in enumerate(forms):
        form = filed.form
        if form.annex in notice.UNIT_ANNEXES:
            yield _of_place(forms, filed.unit, context) | _of_ledgers(lists, filed.unit)
        elif form.annex in notice.PROBLEM_ANNEXES:
            of_forms = {"place.same_id": same.get(number), "place.near_duplicate": near.get(number)}
            yield _of_number(form, lists) | of_forms
        else:
            yield {"place.near_duplicate": near.get(number)}


def _of_place(forms: Sequence[FiledForm], unit: Unit, context: Context) -> CrossValues:
    """Return how many 附件2 of a county (or of the whole city) are unfinished, and how many of those not tracked."""
    own = [
        filed.form
        for filed in forms
        if filed.form.annex in notice.PROBLEM_ANNEXES and (filed.unit == unit or unit.county is None)
    ]
    unfinished = [form for form in own if holds(notice.UNFINISHED, Values(form.answers, context.campaign))]
    untracked = [form for form in unfinished if form.get("tracked") == NO]
    return {"place.open_sites": len(unfinished), "place.untracked_sites": len(untracked)}


def _of_ledgers(lists: CityLists, unit: Unit) -> CrossValues:
    """Return the counts of the ledgers for a county, or for the whole city; none for a ledger not given."""

    def own(rows: Mapping[str, ListedRow]) -> list[Answers]:
        return [row.answers for row in rows.values() if unit.county is None or row.county == unit.county]

    values: CrossValues = {}
    if lists.problems is not None:
        rows = own(lists.problems)
        chem = [row for row in rows if row.get("site_type") == notice.SMALL_CHEM]
        types = [show(row.get("site_type")) for row in rows]
        values |= {"ledger.listed": len(chem), "ledger.small_trades": sum(map(notice.is_small_trade, types))}
        values |= {"ledger.completed": sum(row.get("status") == notice.STATUS_DONE for row in chem)}
        values |= {"ledger.suspended": sum(map(notice.is_suspended, types))}
    if lists.petitions is not None:
        values["ledger.open_petitions"] = sum(is_open(row) for row in own(lists.petitions))
    return values


def _of_number(form: Form, lists: CityLists) -> CrossValues:
    """Return what the problem list and the petition list contain for the 问题编号 of one 附件2."""
    key = lists.key_of(show(form.get("problem_id")))
    values: CrossValues = {}
    if lists.problems is not None and key:
        row = lists.problems.get(key)
        values["list.unknown"] = None if row else UNKNOWN_ID
        for name in ("violation", "premises", "status"):
            values[f"list.{name}"] = row.answers.get(name) if row else None
    if lists.petitions is not None and key:
        with_petition = {lists.key_of(show(row.answers.get("problem_id"))) for row in lists.petitions.values()}
        values["petition.listed"] = YES if key in with_petition else NO
    return values


def _same_numbers(forms: Sequence[FiledForm], lists: CityLists) -> dict[int, str]:
    """Return, for each 附件2 whose 问题编号 another form of the city has too, where that one is."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for number, filed in enumerate(forms):
        if filed.form.annex in notice.PROBLEM_ANNEXES and filed.form.get("problem_id") is not None:
            by_key[lists.key_of(show(filed.form.get("problem_id")))].append(number)
    return {
        number: SAME_ID.format(where=_where(forms[other], "problem_id"))
        for numbers in by_key.values()
        for number, other in zip(numbers, [*numbers[1:], numbers[0]], strict=True)
        if number != other
    }


def _near_duplicates(forms: Sequence[FiledForm], lists: CityLists) -> dict[int, str]:
    """Return, for each site with nearly the name and address of another in the city, which one that is.

    Two 附件2 of one 问题编号 are reported by their number. Only texts with the same digits are compared.
    """
    by_digits: dict[tuple[str, ...], list[int]] = defaultdict(list)
    spots = {n: _spot(filed.form) for n, filed in enumerate(forms) if filed.form.annex not in notice.UNIT_ANNEXES}
    keys = {n: lists.key_of(show(forms[n].form.get("problem_id"))) for n in spots}
    found: dict[int, str] = {}
    for number, spot in spots.items():
        earlier = by_digits[digits_of(spot)]
        for other in earlier:
            if not (keys[number] and keys[number] == keys[other]) and is_near(spot, spots[other]):
                found.setdefault(number, _near_text(forms[other]))
                found.setdefault(other, _near_text(forms[number]))
        earlier.append(number)
    return found


def _near_text(filed: FiledForm) -> str:
    name, address = show(filed.form.get("site_name")), show(filed.form.get("address"))
    return NEAR.format(where=_where(filed, "site_name"), name=name, address=address)


def _spot(form: Form) -> str:
    return f"{show(form.get('site_name'))}|{show(form.get('address'))}"


def _where(filed: FiledForm, key: str) -> str:
    place = filed.form.places.get(key)
    return f"{filed.file} {place.sheet}!{place.a1}" if place else filed.file
