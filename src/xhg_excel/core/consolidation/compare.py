"""Compare two submissions cell by cell: answers changed, added and removed; errors corrected and new."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xhg_excel.core.model.answer import Answer, show
from xhg_excel.core.model.field_names import item_ref
from xhg_excel.core.model.finding import Finding, in_order
from xhg_excel.core.model.grid import Place
from xhg_excel.core.model.submission import Answers, Form, LedgerRows, Submission
from xhg_excel.notice import PROBLEM_ANNEXES, UNIT_ANNEXES
from xhg_excel.notice.schema.form import Field
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
    """Return the differences; forms are matched by what they are about (`form_key`), not by sheet and row."""
    before, after = _rows(old), _rows(new)
    changes = [
        change for key in dict.fromkeys([*before, *after]) for change in _changes(before.get(key), after.get(key))
    ]
    closed, opened = _findings(old, new)
    return Comparison(tuple(changes), tuple(closed), tuple(opened))


def form_key(form: Form) -> Key:
    """Return what a form is about: its annex, and for a site 问题编号, else name and address, else its row."""
    if form.annex in UNIT_ANNEXES:
        return (form.annex.key,)
    number = show(form.get("problem_id")) if form.annex in PROBLEM_ANNEXES else ""
    spot = "".join(f"{show(form.get('site_name'))}|{show(form.get('address'))}".split())
    name = number or (spot if spot != "|" else f"#{form.row_number}")
    return (form.annex.key, name)


def same_question(finding: Finding, submission: Submission) -> Key:
    """Return a key that is equal for the same finding in two submissions, wherever its form stands in them."""
    at = finding.places[0] if finding.places else None
    for form in submission.forms:
        if at is not None and any(place == at for place in form.places.values()):
            return (finding.code, *form_key(form), finding.item)
    where = at.a1 if at else ""
    return (finding.code, finding.sheet, where, finding.item)


def _rows(submission: Submission) -> dict[Key, _Answers]:
    """Return every form, the cover and every ledger row by what it is about; equal keys are numbered from 1."""
    found: dict[Key, _Answers] = {}
    counted: Counter[Key] = Counter()
    rows: list[tuple[Key, _Answers]] = [((COVER_SHEET,), _cover(submission))] if submission.cover else []
    rows += [(form_key(form), _form(form)) for form in submission.forms]
    rows += [pair for ledger in submission.ledgers for pair in _ledger(ledger)]
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
    name = "" if form.annex in UNIT_ANNEXES else SITE.format(annex=form.annex.label, name=form_key(form)[1])
    return _Answers(name, fields, {**form.answers, **notes}, {**form.places, **places}, label)


def _ledger(sheet: LedgerRows) -> Iterator[tuple[Key, _Answers]]:
    fields = [field for field in sheet.ledger.columns if not field.personal]
    label = {field.key: ROW_REF.format(sheet=sheet.ledger.title, label=field.label) for field in fields}
    for answers, places in sheet.rows:
        yield (
            (sheet.ledger.key, *identity(sheet.ledger, answers)),
            _Answers("、".join(identity(sheet.ledger, answers)), fields, answers, places, label),
        )


def identity(ledger: Ledger, answers: Mapping[str, Answer | None]) -> Key:
    """Return the answers by which a ledger's row is known."""
    return tuple(show(answers.get(key)) for key in ledger.identity)


def _changes(old: _Answers | None, new: _Answers | None) -> Iterator[AnswerChange]:
    row = new or old
    fields = {field.key: field for side in (old, new) if side for field in side.fields}
    for key in fields:
        before, after = _shown(old, key), _shown(new, key)
        if before == after:
            continue
        kind = CHANGED if before and after else ADDED if after else REMOVED
        label = next(side.label[key] for side in (new, old) if side and key in side.label)
        item = f"{row.name} {label}".strip() if row else label
        yield AnswerChange(
            kind, item, before, after, _cell(old, key) if before else "", _cell(new, key) if after else ""
        )


def _shown(row: _Answers | None, key: str) -> str:
    return show(row.answers.get(key)) if row else ""


def _cell(row: _Answers | None, key: str) -> str:
    place = row.places.get(key) if row else None
    return f"{place.sheet}!{place.a1}" if place else ""


def _findings(old: Submission, new: Submission) -> tuple[list[Finding], list[Finding]]:
    """Return the open findings of `old` that `new` has no more, and those of `new` that `old` had not."""
    before, after = _open(old), _open(new)
    closed = [f for key, found in before.items() for f in found[len(after.get(key, ())) :]]
    opened = [f for key, found in after.items() for f in found[len(before.get(key, ())) :]]
    return in_order(closed), in_order(opened)


def _open(submission: Submission) -> dict[Key, list[Finding]]:
    found: dict[Key, list[Finding]] = defaultdict(list)
    for finding in submission.findings:
        if finding.severity is not Severity.NOTE and not finding.is_settled:
            found[same_question(finding, submission)].append(finding)
    return found
