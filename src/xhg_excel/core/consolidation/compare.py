"""Compare two submissions cell by cell: answers changed, added and removed; errors corrected and new."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from xhg_excel.core.model.answer import show
from xhg_excel.core.model.field_names import item_ref
from xhg_excel.core.model.finding import Finding, in_order
from xhg_excel.core.model.grid import Place
from xhg_excel.core.model.identifiers import canonical_id, same_id
from xhg_excel.core.model.same_site import spot_of
from xhg_excel.core.model.submission import Answers, Form, LedgerRows, Submission
from xhg_excel.notice import PROBLEM_ANNEXES, UNIT_ANNEXES
from xhg_excel.notice.schema.form import Field, Kind
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.words.check_columns import ROW_NOTE
from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.totals.versions import ADDED, CHANGED, REMOVED, SITE
from xhg_excel.notice.words.workbook import COVER_FIELDS, COVER_SHEET, HEADER_REF, ROW_REF

Key = tuple[str, ...]


@dataclass(frozen=True)
class AnswerChange:
    """One answer that differs: what it is, both values as shown, both cells ('' where there is none)."""

    kind: str
    item: str
    old: str
    new: str
    old_cell: str
    new_cell: str


@dataclass(frozen=True)
class Comparison:
    """All differences between an older and a newer submission."""

    changes: tuple[AnswerChange, ...]
    closed: tuple[Finding, ...]
    opened: tuple[Finding, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing at all differs."""
        return not (self.changes or self.closed or self.opened)

    def count(self, kind: str) -> int:
        """Return how many changes are of one kind."""
        return sum(change.kind == kind for change in self.changes)


@dataclass(frozen=True)
class _Answers:
    """Named answers with their cells: one form, the cover, or one row of a ledger."""

    name: str
    fields: Sequence[Field]
    answers: Answers
    places: Mapping[str, Place]
    label: Mapping[str, str]


def compare(old: Submission, new: Submission) -> Comparison:
    """Return the differences; forms are matched by what they are about (`Matching`), not by sheet and row."""
    match = Matching(old, new)
    before, after = _rows(old, match), _rows(new, match)
    changes = [
        change for key in dict.fromkeys([*before, *after]) for change in _changes(before.get(key), after.get(key))
    ]
    closed, opened = _findings(_open(old, match), _open(new, match))
    return Comparison(tuple(changes), tuple(closed), tuple(opened))


class Matching:
    """The keys of forms and ledger rows by which those of some submissions match.

    Of a number, width, blanks and lost zeros make no difference, as in `number_keys`; but where one of the
    submissions holds both P1 and P001, each matches only what is written exactly like it.
    """

    def __init__(self, *submissions: Submission) -> None:
        self._apart: set[Key] = set()
        for submission in submissions:
            spellings: dict[Key, set[Key]] = defaultdict(set)
            rows: list[Form | tuple[Ledger, Answers]] = [*submission.forms]
            rows += [(sheet.ledger, answers) for sheet in submission.ledgers for answers, _ in sheet.rows]
            for row in rows:
                spellings[_key(row, _without_zeros)].add(_key(row, canonical_id))
            self._apart |= {key for key, found in spellings.items() if len(found) > 1}

    def key(self, row: Form | tuple[Ledger, Answers]) -> Key:
        """Return the key of a form or of a ledger's row."""
        key = _key(row, _without_zeros)
        return _key(row, canonical_id) if key in self._apart else key

    def question(self, finding: Finding, submission: Submission) -> Key:
        """Return a key that is equal for the same finding in two submissions, wherever its form stands in them."""
        at = finding.places[0] if finding.places else None
        for form in submission.forms:
            if at is not None and any(place == at for place in form.places.values()):
                return (finding.code, *self.key(form), finding.item)
        where = at.a1 if at else ""
        return (finding.code, finding.sheet, where, finding.item)


def _without_zeros(number: str) -> str:
    return same_id(canonical_id(number))


def _key(row: Form | tuple[Ledger, Answers], number: Callable[[str], str]) -> Key:
    """Return what a form or row is about, each identifier in it as `number` gives it."""
    if isinstance(row, Form):
        return (row.annex.key,) if row.annex in UNIT_ANNEXES else (row.annex.key, _site(row, number))
    ledger, answers = row
    ids = {field.key for field in ledger.columns if field.kind is Kind.ID}
    shown = {key: show(answers.get(key)) for key in ledger.identity}
    return (ledger.key, *(number(text) if key in ids else text for key, text in shown.items()))


def _site(form: Form, number: Callable[[str], str]) -> str:
    """Return what a site is known by: 问题编号, else name and address, else its row."""
    known = number(show(form.get("problem_id"))) if form.annex in PROBLEM_ANNEXES else ""
    spot = spot_of(show(form.get("site_name")), show(form.get("address")))
    return known or spot or f"#{form.row_number}"


def _rows(submission: Submission, match: Matching) -> dict[Key, _Answers]:
    """Return every form, the cover and every ledger row by what it is about; equal keys are numbered from 1."""
    found: dict[Key, _Answers] = {}
    counted: Counter[Key] = Counter()
    rows: list[tuple[Key, _Answers]] = [((COVER_SHEET,), _cover(submission))] if submission.cover else []
    rows += [(match.key(form), _form(form)) for form in submission.forms]
    rows += [pair for ledger in submission.ledgers for pair in _ledger(ledger, match)]
    for key, row in rows:
        counted[key] += 1
        found[*key, str(counted[key])] = row
    return found


def _cover(submission: Submission) -> _Answers:
    label = {f.key: ROW_REF.format(sheet=COVER_SHEET, label=f.label) for f in COVER_FIELDS}
    return _Answers(COVER_SHEET, COVER_FIELDS, submission.cover, submission.cover_places, label)


def _form(form: Form) -> _Answers:
    label = {field.key: item_ref(form.annex, field) for field in form.annex.fields}
    notes = {f"{ROW_NOTE.key}:{n}": note for n, (_, note) in enumerate(sorted(form.notes.items()))}
    places = {f"{ROW_NOTE.key}:{n}": place for n, (_, place) in enumerate(sorted(form.note_places.items()))}
    fields = [*form.annex.fields, *(Field(key, ROW_NOTE.label, ROW_NOTE.kind) for key in notes)]
    label |= {key: HEADER_REF.format(annex=form.annex.label, label=ROW_NOTE.label) for key in notes}
    name = "" if form.annex in UNIT_ANNEXES else SITE.format(annex=form.annex.label, name=_site(form, str))
    return _Answers(name, fields, {**form.answers, **notes}, {**form.places, **places}, label)


def _ledger(sheet: LedgerRows, match: Matching) -> Iterator[tuple[Key, _Answers]]:
    fields = [field for field in sheet.ledger.columns if not field.personal]
    label = {field.key: ROW_REF.format(sheet=sheet.ledger.title, label=field.label) for field in fields}
    for answers, places in sheet.rows:
        name = "、".join(show(answers.get(key)) for key in sheet.ledger.identity)
        yield match.key((sheet.ledger, answers)), _Answers(name, fields, answers, places, label)


def _changes(old: _Answers | None, new: _Answers | None) -> Iterator[AnswerChange]:
    row = new or old
    fields = {field.key: field for side in (old, new) if side for field in side.fields}
    for key in fields:
        before, after = _shown(old, key), _shown(new, key)
        if before == after or (fields[key].kind is Kind.ID and before and _is_same_number(before, after)):
            continue
        kind = CHANGED if before and after else ADDED if after else REMOVED
        label = next(side.label[key] for side in (new, old) if side and key in side.label)
        item = f"{row.name} {label}".strip() if row else label
        yield AnswerChange(
            kind, item, before, after, _cell(old, key) if before else "", _cell(new, key) if after else ""
        )


def _is_same_number(one: str, other: str) -> bool:
    """Return whether two numbers of one row are the same but for width, blanks and lost zeros."""
    return _without_zeros(one) == _without_zeros(other)


def _shown(row: _Answers | None, key: str) -> str:
    return show(row.answers.get(key)) if row else ""


def _cell(row: _Answers | None, key: str) -> str:
    place = row.places.get(key) if row else None
    return f"{place.sheet}!{place.a1}" if place else ""


def _findings(
    before: Mapping[Key, Sequence[Finding]], after: Mapping[Key, Sequence[Finding]]
) -> tuple[list[Finding], list[Finding]]:
    """Return the open findings that are there no more, and those that were not there."""
    closed = [f for key, found in before.items() for f in found[len(after.get(key, ())) :]]
    opened = [f for key, found in after.items() for f in found[len(before.get(key, ())) :]]
    return in_order(closed), in_order(opened)


def _open(submission: Submission, match: Matching) -> dict[Key, list[Finding]]:
    found: dict[Key, list[Finding]] = defaultdict(list)
    for finding in submission.findings:
        if finding.severity is not Severity.NOTE and not finding.is_settled:
            found[match.question(finding, submission)].append(finding)
    return found
