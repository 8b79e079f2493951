"""Choose among several submissions of one unit: copies count once, the newest version counts.

Two workbooks with the same content (a copy, a file sent twice) are the same submission: adding up both would
double every figure of the unit. Of different workbooks one replaces the other only when a date says which is the
newer; otherwise neither is merged and the unit is asked (F09), for a wrong guess would go unnoticed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from xhg_excel.core.consolidation.compare import Matching
from xhg_excel.core.model.answer import show
from xhg_excel.core.model.field_names import item_ref
from xhg_excel.core.model.finding import Finding, at_cells, at_sheet
from xhg_excel.core.model.grid import Place
from xhg_excel.core.model.submission import Form, Submission
from xhg_excel.core.rules.evaluate import is_meaningful
from xhg_excel.notice import UNIT_ANNEXES
from xhg_excel.notice.schema.form import Field
from xhg_excel.notice.words.check_columns import ENOUGH_HAN
from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.totals import versions as words

# Files unpacked or copied together differ by less than this many characters of their time: seconds.
_TO_THE_SECOND = 19


@dataclass
class Chosen:
    """What is merged of a unit's submissions, and what is not: copies, refused ones, and (older, newer) pairs."""

    taken: list[Submission] = field(default_factory=list)
    copies: list[Submission] = field(default_factory=list)
    refused: list[Submission] = field(default_factory=list)
    replaced: list[tuple[Submission, Submission]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def choose(parts: Sequence[Submission]) -> Chosen:
    """Return what is merged of the submissions of one unit.

    Single site forms are merged beside the whole workbook. Of several whole workbooks with different
    contents the one is merged that is `newer` than every other (M01); if there is none, none (F09 for each).
    """
    chosen = Chosen()
    singles = _once([part for part in parts if not is_whole(part)], chosen.copies)
    wholes = _once([part for part in parts if is_whole(part)], chosen.copies)
    latest = [one for one in wholes if all(newer(one, other) for other in wholes if other is not one)]
    if len(wholes) > 1 and latest:
        new = latest[0]
        olds = sorted((part for part in wholes if part is not new), key=_age)
        chosen.findings.append(_replaces(new, olds))
        wholes = [carry_notes(olds[-1], new, chosen.findings)]
        chosen.replaced += [(old, wholes[0]) for old in olds]
    elif len(wholes) > 1:
        chosen.findings += [_undecided(part, wholes) for part in wholes]
        chosen.refused, wholes = wholes, []
    chosen.taken = [*singles, *wholes]
    return chosen


def is_whole(part: Submission) -> bool:
    """Whether this is a unit's whole workbook, not one single site form."""
    return (
        (part.kind == "county" and not part.confirms)
        or bool(part.parts)
        or any(part.forms_of(annex) for annex in UNIT_ANNEXES)
    )


def _once(parts: Sequence[Submission], copies: list[Submission]) -> list[Submission]:
    """Return one submission of each content, a confirmed one first, then by file name; others go to `copies`."""
    seen: set[bytes] = set()
    kept: list[Submission] = []
    for part in sorted(parts, key=lambda part: (bool(part.unconfirmed), part.source.file, part.source.sha256)):
        (copies if part.content in seen else kept).append(part)
        seen.add(part.content)
    return kept


def _dates(part: Submission) -> tuple[tuple[str, str], ...]:
    """Return the dates that decide which of two submissions is the newer, in their order; "" is unknown."""
    return (
        (words.BY_COVER, show(part.cover.get("unit_filled_on"))),
        (words.BY_SAVED, part.source.saved_at[:_TO_THE_SECOND]),
        (words.BY_CHANGED, part.source.changed_at[:_TO_THE_SECOND]),
    )


def newer(one: Submission, other: Submission) -> tuple[str, str, str] | None:
    """Return by what `one` is newer than `other` (criterion, its date, the other's); None when it is not.

    The first of 填报日期, saving time and file time that both have and that differs decides.
    """
    for (criterion, mine), (_, its) in zip(_dates(one), _dates(other), strict=True):
        if mine and its and mine != its:
            return (criterion, mine, its) if mine > its else None
    return None


def _age(part: Submission) -> tuple[str, ...]:
    return (*(date for _, date in _dates(part)), part.source.file)


def _undecided(part: Submission, wholes: Sequence[Submission]) -> Finding:
    unit = part.unit.full_name if part.unit else ""
    files = "、".join(whole.source.file for whole in wholes)
    return at_sheet("F09", "", value=unit, detail=files).in_file(part.source.file)


def _replaces(new: Submission, olds: Sequence[Submission]) -> Finding:
    criterion, mine, its = newer(new, olds[-1]) or ("", "", "")
    by = words.TAKEN_BY.format(criterion=criterion, new=mine, old=its)
    others = "、".join(old.source.file for old in olds)
    detail = words.TAKEN.format(count=len(olds) + 1, by=by, others=others)
    unit = new.unit.full_name if new.unit else ""
    return at_sheet("M01", "", value=unit, detail=detail).in_file(new.source.file)


def carry_notes(old: Submission, new: Submission, disclosed: list[Finding]) -> Submission:
    """Return the newer submission with those 说明 of the older one that it lacks and that still apply.

    A 说明 applies where the answers of its row are the same, or to a 核实 finding with the same facts.
    Added to `disclosed`: M02 for each that was taken over, M03 for each that no longer applies.
    """
    match = Matching(old, new)
    before = {match.key(form): form for form in old.forms if form.notes}
    forms, findings = [], list(new.findings)
    for form in new.forms:
        was = before.get(match.key(form))
        for row in sorted(was.notes) if was else ():
            form, findings = _carry(_Note(old, was, row), new, form, findings, disclosed)  # type: ignore[arg-type]  # a row has its form
        forms.append(form)
    return replace(new, findings=findings, forms=forms)


@dataclass(frozen=True)
class _Note:
    """One 说明 of an older submission: its form and row."""

    submission: Submission
    form: Form
    row: int

    @property
    def text(self) -> str:
        """What it says."""
        return self.form.notes[self.row]


def _carry(
    before: _Note, new: Submission, form: Form, findings: list[Finding], disclosed: list[Finding]
) -> tuple[Form, list[Finding]]:
    """Return the newer form and findings, with the older 说明 taken over if it still applies."""
    note, old, was = before.text, before.submission, before.form
    keys = [key for key, place in was.places.items() if place.row == before.row and key in form.places]
    here = {form.places[key].row for key in keys}
    if not keys or here & form.notes.keys() or not is_meaningful(note, ENOUGH_HAN):
        return form, findings
    at = form.places[keys[0]]
    same = all(was.get(key) == form.get(key) for key in keys)
    settled = {(f.code, f.item): f.facts for f in old.findings if f.explanation == note}
    doubts = [f for f in findings if _doubts(f, at) and (same or settled.get((f.code, f.item)) == f.facts)]
    open_ = [f for f in findings if _doubts(f, at)]
    if same:
        notes = {**form.notes, at.row: note}
        places = {**form.note_places, at.row: was.note_places[before.row]}
        form = replace(form, notes=notes, note_places=places, note_files={**form.note_files, at.row: old.source.file})
    findings = [replace(f, explanation=note) if f in doubts else f for f in findings]
    if same or open_:
        code = "M02" if same or doubts else "M03"
        item = doubts[0].item if doubts else item_ref(form.annex, _field(form, keys[0]))
        finding = at_cells(code, [at], form.annex.clause_of(keys[0]), item=item, value=note, detail=old.source.file)
        disclosed.append(finding.in_file(new.source.file))
    return form, findings


def _doubts(finding: Finding, at: Place) -> bool:
    first = finding.places[0] if finding.places else None
    open_ = finding.severity is Severity.EXPLAIN and not finding.is_settled
    return open_ and first is not None and (first.sheet, first.row) == (at.sheet, at.row)


def _field(form: Form, key: str) -> Field:
    return next(field for field in form.annex.fields if field.key == key)
