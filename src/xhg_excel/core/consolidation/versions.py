"""Several submissions of one unit: copies count once, the newest counts, what cannot be told is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from xhg_excel.core.consolidation.compare import form_key
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
    """What counts of a unit's submissions, (older, newer) for each that was replaced, copies, and what is refused."""

    taken: list[Submission] = field(default_factory=list)
    copies: list[Submission] = field(default_factory=list)
    refused: list[Submission] = field(default_factory=list)
    replaced: list[tuple[Submission, Submission]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def choose(parts: Sequence[Submission]) -> Chosen:
    """Return what counts of everything one unit handed in.

    Single site forms stand beside the whole workbook. Of several whole workbooks with the
    same content one counts; of different ones the newest, when all of them can be told from
    it by `newer`; else none, and each is named (F09).
    """
    chosen = Chosen()
    singles = _once([part for part in parts if not is_whole(part)], chosen.copies)
    wholes = _once([part for part in parts if is_whole(part)], chosen.copies)
    latest = [one for one in wholes if all(newer(one, other) for other in wholes if other is not one)]
    if len(wholes) > 1 and latest:
        new = latest[0]
        olds = sorted((part for part in wholes if part is not new), key=_age)
        chosen.findings.append(_taken(new, olds))
        wholes = [carry_notes(olds[-1], new, chosen.findings)]
        chosen.replaced += [(old, wholes[0]) for old in olds]
    elif len(wholes) > 1:
        chosen.findings += [_twice(part, wholes) for part in wholes]
        chosen.refused, wholes = wholes, []
    chosen.taken = [*singles, *wholes]
    return chosen


def is_whole(part: Submission) -> bool:
    """Whether this is a unit's whole workbook, not one single site form."""
    return part.kind == "county" or bool(part.parts) or any(part.forms_of(annex) for annex in UNIT_ANNEXES)


def _once(parts: Sequence[Submission], copies: list[Submission]) -> list[Submission]:
    """Return the parts with every content once, the first by file name; copies are set aside."""
    seen: set[bytes] = set()
    kept: list[Submission] = []
    for part in sorted(parts, key=lambda part: (part.source.file, part.source.sha256)):
        (copies if part.content in seen else kept).append(part)
        seen.add(part.content)
    return kept


def _dates(part: Submission) -> tuple[tuple[str, str], ...]:
    """Return by which dates a submission can be told from another, the weightiest first; '' is unknown."""
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


def _twice(part: Submission, wholes: Sequence[Submission]) -> Finding:
    unit = part.unit.full_name if part.unit else ""
    files = "、".join(whole.source.file for whole in wholes)
    return at_sheet("F09", "", value=unit, detail=files).in_file(part.source.file)


def _taken(new: Submission, olds: Sequence[Submission]) -> Finding:
    criterion, mine, its = newer(new, olds[-1]) or ("", "", "")
    by = words.TAKEN_BY.format(criterion=criterion, new=mine, old=its)
    others = "、".join(old.source.file for old in olds)
    said = words.TAKEN.format(count=len(olds) + 1, by=by, others=others)
    unit = new.unit.full_name if new.unit else ""
    return at_sheet("M01", "", value=unit, detail=said).in_file(new.source.file)


def carry_notes(old: Submission, new: Submission, told: list[Finding]) -> Submission:
    """Return the newer submission with the 说明 of the older one where it left them out.

    A 说明 is taken over where the answers of its row are the same, or for a 核实 finding over
    the same facts; M02 discloses it, M03 says where one lapsed. Both are added to `told`.
    """
    before = {form_key(form): form for form in old.forms if form.notes}
    forms, findings = [], list(new.findings)
    for form in new.forms:
        was = before.get(form_key(form))
        for row in sorted(was.notes) if was else ():
            form, findings = _carry((old, was, row), (new, form, findings), told)  # type: ignore[arg-type]  # a row has its form
        forms.append(form)
    return replace(new, findings=findings, forms=forms)


def _carry(
    before: tuple[Submission, Form, int], after: tuple[Submission, Form, list[Finding]], told: list[Finding]
) -> tuple[Form, list[Finding]]:
    """Return form and findings with one 说明 of the older form taken over, where that is right."""
    (old, was, row), (new, form, findings) = before, after
    note = was.notes[row]
    keys = [key for key, place in was.places.items() if place.row == row and key in form.places]
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
        places = {**form.note_places, at.row: was.note_places[row]}
        form = replace(form, notes=notes, note_places=places, note_files={**form.note_files, at.row: old.source.file})
    findings = [replace(f, explanation=note) if f in doubts else f for f in findings]
    if same or open_:
        code = "M02" if same or doubts else "M03"
        item = doubts[0].item if doubts else item_ref(form.annex, _field(form, keys[0]))
        said = at_cells(code, [at], form.annex.clause_of(keys[0]), item=item, value=note, detail=old.source.file)
        told.append(said.in_file(new.source.file))
    return form, findings


def _doubts(finding: Finding, at: Place) -> bool:
    first = finding.places[0] if finding.places else None
    open_ = finding.severity is Severity.EXPLAIN and not finding.is_settled
    return open_ and first is not None and (first.sheet, first.row) == (at.sheet, at.row)


def _field(form: Form, key: str) -> Field:
    return next(field for field in form.annex.fields if field.key == key)
