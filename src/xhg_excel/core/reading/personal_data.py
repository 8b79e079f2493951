"""Remove petitioners from ledgers, and hide the names that ledgers know wherever else they were typed.

Clause: 五(四). Nothing that is written or shown contains them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from xhg_excel.core.model.answer import Answer, show
from xhg_excel.core.model.finding import Finding, at_cells
from xhg_excel.core.model.grid import Grid, Place
from xhg_excel.core.model.personal_numbers import distinct_names, hide_spans, plain
from xhg_excel.core.model.submission import Answers, Form, LedgerRows, Submission
from xhg_excel.core.reading.petitioners import hide_petitioners
from xhg_excel.notice.schema.form import FORMS_CLAUSE
from xhg_excel.notice.words import privacy as words

_Key = TypeVar("_Key")

_BETWEEN = r"[\s.·•‧・_*-]{0,3}"


def remove_personal_columns(submission: Submission, hidden: Iterable[str] = ()) -> None:
    """Remove the personal columns from a submission's ledgers, in place; their names and numbers become `secrets`.

    Findings about those columns, or about unread cells on the same sheet, no longer quote the cells.

    Args:
        submission: what was read.
        hidden: what stood in cells that were hidden before they were read; its names and numbers are secrets too.
    """
    submission.secrets |= {word for value in hidden for word in secret_words(value)}
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
    submission.secrets |= {word for value in values for word in secret_words(value)}
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
    """Yield the names and phone numbers in the cell of a petitioner; words that name nobody are left out.

    >>> sorted(secret_words("演练甲先生（138-0000-0000）、匿名"))
    ['13800000000', '演练甲']
    """
    normal = unicodedata.normalize("NFKC", value)
    for number in re.findall(r"\d[\d\s-]*\d", normal):
        if len(digits := re.sub(r"\D", "", number)) >= words.SHORTEST_PHONE:
            yield digits
    for word in re.findall(r"[^\W\d_]+", normal):
        name = word
        for title in words.TITLES:
            name = name.removesuffix(title)
        if len(name) >= words.SHORTEST_NAME and not {name, word} & words.NOBODY:
            yield name


class Secrets:
    """Names and numbers to be hidden, in simplified or traditional characters, also with blanks or dots within.

    >>> Secrets({"演练张龙"}).hide("由演練張 龍反映")
    '由（已隐去）反映'
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        longest_first = sorted({_compared(word) for word in secrets}, key=lambda word: (-len(word), word))
        parts = [_BETWEEN.join(map(re.escape, word)) for word in longest_first]
        self._pattern = re.compile("|".join(parts)) if parts else None

    def hide(self, text: str) -> str:
        """Return a text with every one of them hidden."""
        if self._pattern is None or not text:
            return text
        return hide_spans(text, [found.span() for found in self._pattern.finditer(_compared(text))])


def _compared(text: str) -> str:
    """Return a text as names are compared, character by character."""
    return plain(text).translate(words.SAME_CHARACTERS)


def redact(submissions: Sequence[Submission]) -> None:
    """Hide the secrets of all submissions in the texts, sheet and file names of all of them, in place.

    Each cell that contained one gets a finding (M07); old findings no longer quote it. Every submission knows them
    afterwards, for what is made from its sheets later (`redacted_grids`).
    """
    known = {word for submission in submissions for word in submission.secrets}
    if not known:
        return
    secrets = Secrets(known)
    for submission in submissions:
        for part in (submission, *submission.parts):
            _redact(part, secrets)
        submission.secrets = frozenset(known)
    _redact_files(submissions, secrets)


def redacted_grids(grids: Sequence[Grid], submission: Submission) -> dict[str, Grid]:
    """Return by name the sheets of a file without petitioners, as what was read from them names the sheets."""
    secrets = Secrets(submission.secrets)
    return {
        (name := secrets.hide(one.grid.sheet)): replace(
            one.grid,
            sheet=name,
            rows=[[secrets.hide(value) if isinstance(value, str) else value for value in row] for row in one.grid.rows],
        )
        for one in hide_petitioners(grids).sheets
    }


def _redact(part: Submission, secrets: Secrets) -> None:
    found: list[Finding] = []
    part.cover = _redacted(part.cover, part.cover_places, secrets, found)
    part.cover_places = _renamed(part.cover_places, secrets)
    part.forms = [_redacted_form(form, secrets, found) for form in part.forms]
    part.ledgers = [
        replace(sheet, rows=tuple((_redacted(a, p, secrets, found), _renamed(p, secrets)) for a, p in sheet.rows))
        for sheet in part.ledgers
    ]
    located = [finding.in_file(finding.file or part.source.file) for finding in found]
    part.findings = [finding.hiding(secrets.hide) for finding in [*part.findings, *located]]


def _redacted_form(form: Form, secrets: Secrets, found: list[Finding]) -> Form:
    mine: list[Finding] = []
    answers = _redacted(form.answers, form.places, secrets, mine)
    notes = {row: secrets.hide(note) for row, note in form.notes.items()}
    mine += [
        at_cells("M07", [form.note_places[row]], FORMS_CLAUSE)
        for row, note in notes.items()
        if note != form.notes[row] and row in form.note_places
    ]
    found += [finding.in_file(form.file) for finding in mine]
    places, note_places = _renamed(form.places, secrets), _renamed(form.note_places, secrets)
    return replace(form, answers=answers, notes=notes, places=places, note_places=note_places)


def _renamed(places: Mapping[_Key, Place], secrets: Secrets) -> Mapping[_Key, Place]:
    """Return places with secrets hidden in the names of their sheets; the same mapping when there are none."""
    first = next(iter(places.values()), None)
    if first is None or secrets.hide(first.sheet) == first.sheet:
        return places
    return {key: replace(place, sheet=secrets.hide(place.sheet)) for key, place in places.items()}


def _redacted(
    answers: Answers, places: Mapping[str, Place], secrets: Secrets, found: list[Finding]
) -> dict[str, Answer | None]:
    """Return answers with every secret redacted, except names of regions; appends a finding for each to `found`."""
    clean: dict[str, Answer | None] = {}
    for key, answer in answers.items():
        clean[key] = secrets.hide(answer) if isinstance(answer, str) and key not in words.KEPT_KEYS else answer
        if clean[key] != answer and key in places:
            found.append(at_cells("M07", [places[key]], FORMS_CLAUSE))
    return clean


def _redact_files(submissions: Sequence[Submission], secrets: Secrets) -> None:
    """Hide secrets in the names of files; two that become the same are numbered."""
    names = [made.source.file for made in submissions]
    files = dict(zip(names, distinct_names(names, secrets.hide), strict=True))
    if all(shown == file for file, shown in files.items()):
        return
    for submission in submissions:
        for part in (submission, *submission.parts):
            part.forms = [
                replace(form, file=_file_shown(form.file, files, secrets)) if form.file else form for form in part.forms
            ]
            part.findings = [finding.in_file(_file_shown(finding.file, files, secrets)) for finding in part.findings]
            part.source.file = _file_shown(part.source.file, files, secrets)


def _file_shown(file: str, files: Mapping[str, str], secrets: Secrets) -> str:
    return files.get(file) or secrets.hide(file)
