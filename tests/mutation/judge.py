"""What was read of a mutated copy against the truth: right, named, or silently wrong."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tests.mutation.copies import BASES, Copy, Record, as_county_book
from tests.mutation.kinds import BOOK_KINDS, KINDS, Change
from xhg_excel.core.model.answer import Answer, show
from xhg_excel.core.model.finding import Finding
from xhg_excel.core.model.grid import Place
from xhg_excel.core.model.submission import Form, Submission
from xhg_excel.notice import ANNEXES
from xhg_excel.notice.schema.form import Annex
from xhg_excel.notice.words.findings import Severity

# Findings that only say how something was read.
READ_ALL_THE_SAME = {"N01", "N02", "N04", "N05", "N06", "N07", "E01"}
# Findings that say an answer was not read; a rule that happens to meet the cell does not count.
NAMING = {
    "E02",
    "E03",
    "E04",
    "E05",
    "E07",
    "E09",
    "E11",
    "R103",
    "N03",
    "F19",
    "F21",
    "F24",
    "F25",
    "F51",
    "F52",
    "E21",
    "E22",
}
SAID = "未读"


@dataclass
class Verdict:
    """The judgement on one copy: fields right, fields named, and what was wrong without a word."""

    copy: Copy
    right: int = 0
    named: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        return not self.named and not self.silent


def made_copies(count: int, seed: str, kinds_of_forms: Sequence[Change] = KINDS) -> list[Copy]:
    """Return mutated copies, the same for the same seed."""
    chance = random.Random(seed)
    copies = []
    for number in range(count):
        base = chance.choice((*BASES, "county"))
        copy = as_county_book(chance) if base == "county" else BASES[base](chance.choice(ANNEXES), chance)
        kinds = BOOK_KINDS if base == "county" else kinds_of_forms
        copy.done.append(base)
        # Every kind in turn, with up to three others on top.
        chosen = [kinds[number % len(kinds)], *chance.sample(kinds, min(len(kinds), chance.randrange(4)))]
        for kind in dict.fromkeys(chosen):
            kind(copy, chance)
            copy.done.append(kind.__name__)
        copies.append(copy)
    return copies


def judge(copy: Copy, submission: Submission) -> Verdict:
    """Compare what was read with what the copy says."""
    verdict = Verdict(copy)
    for annex in ANNEXES:
        wanted = [truth for of, truth in copy.truth if of is annex]
        read = [form for form in submission.forms_of(annex) if any(a is not None for a in form.answers.values())]
        for truth, form in _paired(wanted, read):
            _judge_form(verdict, submission, (annex, truth), form)
        matched = [form for _, form in _paired(wanted, read)]
        for extra in (form for form in read if not any(form is one for one in matched)):
            verdict_of = verdict.named if _is_refused(extra, submission) else verdict.silent
            verdict_of.append(f"{annex.label} too many: { {k: v for k, v in extra.answers.items() if v is not None} }")
    if submission.unit != copy.unit:
        codes = {f.code for f in submission.findings}
        named = bool(codes & {"F05", "F06", "F07", "F12", "F18", "F23"}) and submission.unit is None
        (verdict.named if named else verdict.silent).append(f"unit {submission.unit}")
    return verdict


def _is_refused(form: Form, submission: Submission) -> bool:
    """Whether a row that is no form is refused loudly: 强制 findings at its own cells."""
    musts = [f for f in submission.findings if f.severity is Severity.MUST]
    return any(place in f.places for f in musts for place in form.places.values())


def _paired(wanted: Sequence[Record], read: Sequence[Form]) -> Iterable[tuple[Record, Form | None]]:
    """Pair forms with the most answers in common: the order of sheets is not the order of truth."""
    alike = {
        (n, m): sum(form.get(key) == value for key, value in truth.items())
        for n, truth in enumerate(wanted)
        for m, form in enumerate(read)
    }
    paired: dict[int, int] = {}
    for n, m in sorted(alike, key=lambda pair: -alike[pair]):
        if n not in paired and m not in paired.values():
            paired[n] = m
    for n, truth in enumerate(wanted):
        yield truth, read[paired[n]] if n in paired else None


def _judge_form(verdict: Verdict, submission: Submission, what: tuple[Annex, Record], form: Form | None) -> None:
    annex, truth = what
    said = [f for f in submission.findings if f.code not in READ_ALL_THE_SAME]
    if form is None:
        answers = sum(wanted is not None for wanted in truth.values())
        second = [f for f in said if f.code in ("F39", "N09") and f.item == annex.label and len(f.places) >= answers]
        if second:  # A unit has one form of this annex; of a second one every cell is named.
            verdict.right += answers
            return
        named = any(f.code in ("F05", "F23", "F21", "F03") for f in said)
        (verdict.named if named else verdict.silent).append(f"{annex.label} not read")
        return
    for key, wanted in truth.items():
        got: Answer | str | None = form.answers.get(key, None if wanted is None else SAID)
        if got == wanted:
            verdict.right += 1
            continue
        place = form.places.get(key)
        naming = [f for f in submission.findings if f.code in NAMING and _names(f, place, (annex, key), wanted)]
        line = f"{annex.label} {key}: {wanted!r} read as {got!r} at {place and place.a1} {[f.code for f in naming]}"
        (verdict.named if naming else verdict.silent).append(line)


def _names(finding: Finding, place: Place | None, what: tuple[Annex, str], wanted: Answer | None) -> bool:
    """Whether a finding tells the user of this very answer: its cell, its item, or what was typed."""
    annex, key = what
    item = annex.item_of(key)
    if place in finding.places:
        return True
    if finding.code == "F21":
        return item is not None and finding.facts["detail"] == str(item.number)
    if finding.code == "F24":
        return item is not None and f"第{item.number}项" in finding.item
    if finding.code == "F25":
        return any(f.key == key and f.label == finding.facts["value"] for f in annex.fields)
    return wanted is not None and finding.code in ("N03", "E11") and show(wanted) in finding.facts["value"]


def report(verdicts: Sequence[Verdict]) -> str:
    """Return the figures, and every copy that was not read right with what was done to it."""
    right = sum(v.is_right for v in verdicts)
    fields = sum(v.right for v in verdicts)
    named, silent = (sum(len(getattr(v, what)) for v in verdicts) for what in ("named", "silent"))
    kinds = Counter(kind for v in verdicts for kind in v.copy.done)
    wrong = Counter(kind for v in verdicts if not v.is_right for kind in v.copy.done)
    lines = [
        f"copies {len(verdicts)}, read right {right} ({right / len(verdicts):.2%})",
        f"answers right {fields}, named {named}, silently wrong {silent}",
        "",
        *(f"{kind}: {count} copies, {wrong[kind]} not right" for kind, count in kinds.most_common()),
        "",
    ]
    for verdict in verdicts:
        if not verdict.is_right:
            lines.append(f"{verdict.copy.name} ← {', '.join(verdict.copy.done)}")
            lines += [f"  SILENT {line}" for line in verdict.silent] + [f"  named {line}" for line in verdict.named]
    return "\n".join(lines) + "\n"
