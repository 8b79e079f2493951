"""Notes and text boxes on cells: none is read as an answer; each is reported, and one may contradict the answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from xhg_excel.core.answers.normalize import normalize
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.finding import Finding, at_cells
from xhg_excel.core.model.grid import Grid
from xhg_excel.notice.schema.form import FORMS_CLAUSE, NO, NOT_APPLICABLE, YES, Field, Kind
from xhg_excel.notice.words.confirmation import PARTLY_READ, UNREAD_NOTE
from xhg_excel.notice.words.looks import NOTE_WORDS
from xhg_excel.notice.words.marks import NOTE_STARTS
from xhg_excel.notice.words.retyped_forms import VOID_WORDS

_WORDS = re.compile(NOTE_WORDS)
_ANSWERS = {"yes": YES, "no": NO, "na": NOT_APPLICABLE}
_OWN_NOTES = tuple(text.partition("\n")[0] for text in (UNREAD_NOTE, PARTLY_READ))
_LONGEST_SHOWN = 60


def without_own_notes(grid: Grid) -> Grid:
    """Return a sheet without the notes, and the lines of notes, that this program wrote."""
    if not grid.notes:
        return grid
    notes = {at: text for at, note in grid.notes.items() if (text := _by_people(note))}
    return replace(grid, notes=notes)


def _by_people(note: str) -> str:
    if note.startswith(_OWN_NOTES):
        return ""
    return "\n".join(line for line in note.splitlines() if line.strip() and not line.startswith(NOTE_STARTS))


def report_notes(grid: Grid) -> Iterator[Finding]:
    """Yield the finding (N11) for each text of notes and text boxes of a sheet: it is not read."""
    by_text: dict[str, list[tuple[int, int]]] = {}
    for at, text in grid.notes.items():
        by_text.setdefault(" ".join(text.split()), []).append(at)
    for text, cells in by_text.items():
        shown = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
        yield at_cells("N11", [grid.place(*at) for at in sorted(cells)], FORMS_CLAUSE, value=shown)


def says_other(note: str, answer: Answer | None, declared: Field, year: int) -> bool:
    """Return whether a note on the cell of an answer mentions another answer of its kind, or that it is void.

    >>> from xhg_excel.notice.schema.form import Kind
    >>> says_other("此处应为否", "是", Field("k", "", Kind.YES_NO), 2020)
    True
    >>> says_other("见照片", "是", Field("k", "", Kind.YES_NO), 2020)
    False
    >>> [says_other(note, 300, Field("k", "", Kind.COUNT), 2020) for note in ("应为30", "共300份")]
    [True, False]
    """
    if answer is None:
        return False
    if any(word in note for word in VOID_WORDS):
        return True
    said = [match for match in _WORDS.finditer(note) if match.lastgroup]
    match declared.kind:
        case Kind.COUNT | Kind.YUAN:
            return any(_figure(one[0]) != answer for one in said if one["figure"])
        case Kind.DATE:
            return any(one["figure"] for one in said) and normalize(note, declared, year).answer != answer
        case Kind.CHOICE:
            return any(choice != answer and choice in note for choice in declared.choices)
        case Kind.YES_NO | Kind.YES_NO_NA:
            return bool({_ANSWERS[one.lastgroup] for one in said if one.lastgroup in _ANSWERS} - {answer})
    return False


def _figure(said: str) -> Decimal | None:
    """Return a figure with or without commas between thousands; None for more than one point."""
    plain = said.replace("，", "").replace(",", "")
    return Decimal(plain) if plain.count(".") <= 1 else None
