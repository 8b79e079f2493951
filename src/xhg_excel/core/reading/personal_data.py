"""Remove names and phone numbers of informants from ledgers, and redact them wherever else they were typed.

Clause: 五(四). Nothing that is written or shown contains them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from xhg_excel.core.model.answer import Answer, show
from xhg_excel.core.model.finding import Finding, at_cells
from xhg_excel.core.model.grid import Place
from xhg_excel.core.model.submission import Answers, Form, LedgerRows, Submission
from xhg_excel.notice.schema.form import FORMS_CLAUSE
from xhg_excel.notice.words import privacy as words

Pattern = re.Pattern[str]


def remove_personal_columns(submission: Submission) -> None:
    """Remove the personal columns from a submission's ledgers, in place; their names and numbers become `secrets`.

    Findings about those columns, or about unread cells on the same sheet, no longer quote the cells.
    """
    personal = {
        place
        for sheet in submission.ledgers
        for _, places in sheet.rows
        for key, place in places.items()
        if key in _personal_keys(sheet)
    }
    if not personal:
        return
    values = [
        show(answers.get(key))
        for sheet in submission.ledgers
        for answers, _ in sheet.rows
        for key in _personal_keys(sheet)
    ]
    submission.secrets = frozenset(word for value in values for word in secret_words(value))
    submission.ledgers = [_without_personal(sheet) for sheet in submission.ledgers]
    sheets = {place.sheet for place in personal}
    submission.findings = [
        _unquoted(f) if personal & set(f.places) or (f.code == "N03" and f.sheet in sheets) else f
        for f in submission.findings
    ]


def _personal_keys(sheet: LedgerRows) -> set[str]:
    return {field.key for field in sheet.ledger.columns if field.personal}


def _without_personal(sheet: LedgerRows) -> LedgerRows:
    gone = _personal_keys(sheet)
    kept = tuple(
        (
            {key: answer for key, answer in answers.items() if key not in gone},
            {key: place for key, place in places.items() if key not in gone},
        )
        for answers, places in sheet.rows
    )
    return LedgerRows(sheet.ledger, kept)


def _unquoted(finding: Finding) -> Finding:
    facts = {
        key: words.HIDDEN if key in ("value", "detail") and value else value for key, value in finding.facts.items()
    }
    return replace(finding, facts=facts)


def secret_words(value: str) -> Iterator[str]:
    """Yield the names and phone numbers in the cell of an informant; words that name nobody are left out.

    >>> sorted(secret_words("演练甲先生（138-0000-0000）、匿名"))
    ['13800000000', '演练甲']
    """
    plain = unicodedata.normalize("NFKC", value)
    for number in re.findall(r"\d[\d\s-]*\d", plain):
        if len(digits := re.sub(r"\D", "", number)) >= words.SHORTEST_PHONE:
            yield digits
    for word in re.findall(r"[^\W\d_]+", plain):
        name = word
        for title in words.TITLES:
            name = name.removesuffix(title)
        if len(name) >= words.SHORTEST_NAME and not {name, word} & words.NOBODY:
            yield name


def secrets_pattern(secrets: Iterable[str]) -> Pattern | None:
    """Return a pattern for these words, numbers also with spaces or hyphens between digits; None without words."""
    longest_first = sorted(set(secrets), key=lambda word: (-len(word), word))
    parts = [r"[\s-]*".join(word) if word.isdigit() else r"\s*".join(map(re.escape, word)) for word in longest_first]
    return re.compile("|".join(parts)) if parts else None


def redact(submissions: Sequence[Submission]) -> None:
    """Redact the secrets of all submissions in the texts of all of them, in place.

    Each cell that contained one gets a finding (M07); old findings no longer quote it.
    """
    pattern = secrets_pattern(word for submission in submissions for word in submission.secrets)
    if pattern is None:
        return
    for submission in submissions:
        for part in (submission, *submission.parts):
            _redact(part, pattern)


def _redact(part: Submission, pattern: Pattern) -> None:
    found: list[Finding] = []
    part.cover = _redacted(part.cover, part.cover_places, pattern, found)
    part.forms = [_redacted_form(form, pattern, found) for form in part.forms]
    part.ledgers = [
        replace(sheet, rows=tuple((_redacted(a, p, pattern, found), p) for a, p in sheet.rows))
        for sheet in part.ledgers
    ]
    located = [finding.in_file(finding.file or part.source.file) for finding in found]
    part.findings = [_redacted_finding(finding, pattern) for finding in part.findings] + located


def _redacted_form(form: Form, pattern: Pattern, found: list[Finding]) -> Form:
    mine: list[Finding] = []
    answers = _redacted(form.answers, form.places, pattern, mine)
    notes = {row: pattern.sub(words.HIDDEN, note) for row, note in form.notes.items()}
    mine += [
        at_cells("M07", [form.note_places[row]], FORMS_CLAUSE)
        for row, note in notes.items()
        if note != form.notes[row] and row in form.note_places
    ]
    found += [finding.in_file(form.file) for finding in mine]
    return replace(form, answers=answers, notes=notes)


def _redacted(
    answers: Answers, places: Mapping[str, Place], pattern: Pattern, found: list[Finding]
) -> dict[str, Answer | None]:
    """Return answers with every secret redacted, except names of regions; appends a finding for each to `found`."""
    clean: dict[str, Answer | None] = {}
    for key, answer in answers.items():
        clean[key] = (
            pattern.sub(words.HIDDEN, answer) if isinstance(answer, str) and key not in words.KEPT_KEYS else answer
        )
        if clean[key] != answer and key in places:
            found.append(at_cells("M07", [places[key]], FORMS_CLAUSE))
    return clean


def _redacted_finding(finding: Finding, pattern: Pattern) -> Finding:
    facts = {key: pattern.sub(words.HIDDEN, value) for key, value in finding.facts.items()}
    return replace(finding, facts=facts, explanation=pattern.sub(words.HIDDEN, finding.explanation))
