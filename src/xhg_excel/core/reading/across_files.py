"""Check forms with the ledgers and with each other: rules that need more than one form (R106 to R308).

What one ledger repeats or lacks in itself is checked in `ledger_checks`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from xhg_excel import notice
from xhg_excel.core.answers.ledger_rows import is_given, ledger_rows
from xhg_excel.core.model.answer import Answer, show
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.finding import Finding
from xhg_excel.core.model.identifiers import nearest_id, number_keys
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.same_site import digits_of, is_near
from xhg_excel.core.model.submission import Answers, Form, Submission, Unit
from xhg_excel.core.reading.confirmation import apply_confirmations, sent_back
from xhg_excel.core.reading.ledger_checks import check_files
from xhg_excel.core.reading.personal_data import redact
from xhg_excel.core.reading.unit_facts import CrossValues, of_petitions, of_place, of_problems
from xhg_excel.core.rules.evaluate import Values, holds
from xhg_excel.core.rules.form_checks import report, settle
from xhg_excel.notice.schema.form import NO, YES
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.totals.crosschecks import FACTS_SHOWN, NEAR, NEAREST_ID, SAME_ID, UNKNOWN_ID


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
        petition_key_of: likewise for the numbers of petitions.
    """

    problems: Mapping[str, ListedRow] | None = None
    petitions: Mapping[str, ListedRow] | None = None
    key_of: Callable[[str], str] = field(default_factory=number_keys)
    petition_key_of: Callable[[str], str] = field(default_factory=number_keys)


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
    by_city = {}
    for city in {**(problems or {}), **(petitions or {})}:
        key_of, petition_key_of = _key_of(problems, city, "problem_id"), _key_of(petitions, city, "petition_number")
        by_city[city] = CityLists(
            _by_key(problems, city, "problem_id", key_of),
            _by_key(petitions, city, "petition_number", petition_key_of),
            key_of,
            petition_key_of,
        )
    return Lists(by_city, CityLists(None if problems is None else {}, None if petitions is None else {}))


RowsByCity = Mapping[str, Sequence[ListedRow]]


def _key_of(rows: RowsByCity | None, city: str, key: str) -> Callable[[str], str]:
    return number_keys(show(row.answers[key]) for row in (rows or {}).get(city, ()))


def _by_key(rows: RowsByCity | None, city: str, key: str, key_of: Callable[[str], str]) -> dict[str, ListedRow] | None:
    return None if rows is None else {key_of(show(row.answers[key])): row for row in rows.get(city, ())}


def _rows_by_city(
    ledgers: Sequence[Submission], ledger: Ledger, key: str, registry: Registry
) -> dict[str, list[ListedRow]] | None:
    """Return the rows of a ledger by city code; None when the ledger was not given."""
    if not is_given(ledgers, ledger):
        return None
    found: dict[str, list[ListedRow]] = defaultdict(list)
    for row in ledger_rows(ledgers, ledger):
        city = registry.match_city(show(row.get("city")))
        if city is not None and row.get(key) is not None:
            found[city.code].append(ListedRow(row, registry.match_county(show(row.get("county")), city).region))
    return found


@dataclass(frozen=True)
class FiledForm:
    """A form with the unit and the file it comes from; `own` are the numbers on 本县问题清单 of that file."""

    form: Form
    unit: Unit
    file: str
    own: tuple[str, ...] = ()


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


def crosscheck_forms(
    submissions: Sequence[Submission], lists: Lists, context: Context, drawn: Mapping[str, CrossValues] | None = None
) -> Iterator[Finding]:
    """Yield a finding for each rule across forms that a form breaks, city by city.

    Args:
        submissions: the workbooks, or totals workbooks with their parts.
        lists: the ledgers; rules about one that was not given are not broken.
        context: settings and regions.
        drawn: by code of county or city, what the list held when it was frozen for the draw; None without a draw.
    """
    by_city: dict[str, list[FiledForm]] = defaultdict(list)
    for submission in submissions:
        for part in submission.parts or [submission]:
            if part.unit is not None:
                filed = [
                    FiledForm(form, part.unit, form.file or part.source.file, part.own_numbers) for form in part.forms
                ]
                by_city[part.unit.city.code] += filed
    for city, forms in sorted(by_city.items()):
        of_city = lists.of_city(city)
        if of_city.problems is None:
            of_city = replace(of_city, key_of=number_keys(number for one in forms for number in one.own))
        for one, values in zip(forms, _cross_values(forms, of_city, context, drawn or {}), strict=True):
            yield from _broken_rules(one, values, context)


def _broken_rules(filed: FiledForm, cross: CrossValues, context: Context) -> Iterator[Finding]:
    form = filed.form
    values = Values({**form.answers, **cross}, context.campaign)
    for rule in notice.JOINED_RULES:
        if rule.annex == form.annex.key and holds(rule.when, values):
            detail = "/".join(_shown(key, cross[key]) for key in rule.detail if cross.get(key) is not None)
            found = report(form, rule, values, detail=detail)
            yield from (finding.in_file(filed.file) for finding in settle(form, [found]))


def _shown(key: str, fact: Answer | None) -> str:
    return FACTS_SHOWN.get(key, "{fact}").format(fact=show(fact))


def _cross_values(
    forms: Sequence[FiledForm], lists: CityLists, context: Context, drawn: Mapping[str, CrossValues]
) -> Iterator[CrossValues]:
    """Yield for each form of a city what the rules across forms read."""
    same = _same_numbers(forms, lists)
    near = _near_duplicates(forms, lists)
    for number, filed in enumerate(forms):
        form = filed.form
        if form.annex in notice.UNIT_ANNEXES:
            yield _of_unit(forms, lists, filed.unit, context) | dict(drawn.get(filed.unit.code, {}))
        elif form.annex in notice.PROBLEM_ANNEXES:
            of_forms = {"place.same_id": same.get(number), "place.near_duplicate": near.get(number)}
            yield _of_number(filed, lists) | of_forms
        else:
            yield {"place.near_duplicate": near.get(number)}


def _of_unit(forms: Sequence[FiledForm], lists: CityLists, unit: Unit, context: Context) -> CrossValues:
    """Return the facts of the place of an 附件1: a county, or the whole city where the city itself fills it in."""

    def own(rows: Mapping[str, ListedRow]) -> list[Answers]:
        return [row.answers for row in rows.values() if unit.county in (None, row.county)]

    sites = [f.form for f in forms if f.form.annex not in notice.UNIT_ANNEXES and unit.county in (None, f.unit.county)]
    facts = of_place(sites, context.campaign)
    if lists.problems is not None:
        facts |= of_problems(own(lists.problems))
    if lists.petitions is not None:
        facts |= of_petitions(own(lists.petitions))
    return facts


def _unknown(form: Form, listed: Iterable[str]) -> str:
    """Return that the 问题编号 of a form is not listed, and which listed one it may be."""
    near = nearest_id(show(form.get("problem_id")), listed)
    return NEAREST_ID.format(unknown=UNKNOWN_ID, near=near) if near else UNKNOWN_ID


def _of_number(filed: FiledForm, lists: CityLists) -> CrossValues:
    """Return what the problem list and the petition list contain for the 问题编号 of one 附件2.

    Without the problem list, 本县问题清单 of the same file says which numbers there are.
    """
    form = filed.form
    key = lists.key_of(show(form.get("problem_id")))
    values: CrossValues = {}
    if key and lists.problems is None:
        is_listed = not filed.own or key in map(lists.key_of, filed.own)
        values["list.unknown"] = None if is_listed else _unknown(form, filed.own)
    elif key and lists.problems is not None:
        row = lists.problems.get(key)
        numbers = (show(listed.answers["problem_id"]) for listed in lists.problems.values())
        values["list.unknown"] = None if row else _unknown(form, numbers)
        for name in ("violation", "premises", "status"):
            values[f"list.{name}"] = row.answers.get(name) if row else None
    if lists.petitions is not None:
        values["petition.listed"] = YES if _is_petition(form, key, lists.petitions, lists) else NO
    return values


def _is_petition(form: Form, key: str, petitions: Mapping[str, ListedRow], lists: CityLists) -> bool:
    """Return whether the petition list holds a site: by a number of the form or of the list."""
    row = (lists.problems or {}).get(key)
    numbers = (form.get("petition_number"), row.answers.get("petition_number") if row else None)
    if any(number is not None and lists.petition_key_of(show(number)) in petitions for number in numbers):
        return True
    return bool(key) and any(lists.key_of(show(p.answers.get("problem_id"))) == key for p in petitions.values())


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
