"""Read single cells into answers with their places; a cell that cannot be read becomes a finding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from xhg_excel.core.answers.cell_notes import says_other
from xhg_excel.core.answers.normalize import Normalized, lookalike_hint, normalize, normalized_text
from xhg_excel.core.answers.sentence import parse_sentence
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.field_names import accepted
from xhg_excel.core.model.finding import Finding, at_cells
from xhg_excel.core.model.grid import CellValue, Grid, Place, squeeze
from xhg_excel.core.model.identifiers import doubt_about_id
from xhg_excel.notice.schema.form import FORMS_CLAUSE, NOT_PROVIDED, Field, Item, Kind
from xhg_excel.notice.words import check_columns as words
from xhg_excel.notice.words import looks
from xhg_excel.notice.words.read_columns import READ_HEAD

At = tuple[int, int]


@dataclass
class Parsed:
    """What was read of one form, row or cover.

    Attributes:
        answers: by field key; None is blank, and a cell that could not be read is left out.
        places: the cell of every field, also of unreadable ones.
        notes: the 说明 by sheet row, with its cell in `note_places`.
    """

    answers: dict[str, Answer | None] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)
    note_places: dict[int, Place] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        """Whether every cell is blank; one that could not be read is not."""
        return all(a is None for a in self.answers.values()) and len(self.answers) == len(self.places)


@dataclass(frozen=True)
class CellReader:
    """Reads the cells of one grid into a `Parsed`, with a finding for each that is not plainly an answer.

    Attributes:
        year: completes dates without one.
        ref: returns the name of a field in findings, `附件2第3项（断水）`.
        clause_of: returns the clause of a field by its key.
    """

    grid: Grid
    year: int
    ref: Callable[[Field], str]
    clause_of: Callable[[str], str]

    def read_cell(self, parsed: Parsed, declared: Field, at: At) -> None:
        """Add the answer of one cell to `parsed`, its place, and its finding if any."""
        self.read_value(parsed, declared, at, self.grid.at(*at))

    def read_value(self, parsed: Parsed, declared: Field, at: At, value: CellValue) -> None:
        """Add a value as the answer of a field to `parsed`: all of a cell, or its part for that field.

        A value that is not what one sees in its cell (`Grid.look`), or of which a note on the cell says something
        else, is reported (E12) and not used.
        """
        if isinstance(parsed.places, dict):  # the places of a register row are complete already (`RowPlaces`)
            parsed.places[declared.key] = self.grid.place(*at)
        if value is not None and (look := self.grid.look(*at)) is not None:
            self._report_look(parsed, declared, at, look)
            return
        reading = normalize(value, declared, self.year)
        if (note := self.grid.notes.get(at)) and says_other(note, reading.answer, declared, self.year):
            self._report_look(parsed, declared, at, looks.Look.NOTE_SAYS_OTHER)
            return
        if not reading.fault:
            parsed.answers[declared.key] = reading.answer
            if not reading.reread and reading.answer != NOT_PROVIDED:
                return
        self._report(parsed, declared, reading, value)

    def _report_look(self, parsed: Parsed, declared: Field, at: At, look: looks.Look) -> None:
        """Add the finding (E12) for a cell whose value is not what one sees."""
        item = words.NOTE_HEAD if declared is words.ROW_NOTE else self.ref(declared)
        clause = FORMS_CLAUSE if declared is words.ROW_NOTE else self.clause_of(declared.key)
        value = self.grid.at(*at)
        shown = value if isinstance(value, str) else squeeze(value)
        facts = {"item": item, "value": shown, "detail": look.value, "choices": looks.REMEDIES[look]}
        parsed.findings.append(at_cells("E12", [self.grid.place(*at)], clause, **facts))

    def _report(self, parsed: Parsed, declared: Field, reading: Normalized, value: CellValue) -> None:
        """Add the finding for a cell that cannot be read, was read as another word (N01), or is 未提供 (N02)."""
        place = parsed.places[declared.key]
        item = words.NOTE_HEAD if declared is words.ROW_NOTE else self.ref(declared)
        facts = {"item": item, "value": value if value is not None else ""}
        clause = FORMS_CLAUSE if declared is words.ROW_NOTE else self.clause_of(declared.key)
        if reading.fault:
            facts |= {
                "choices": str(declared.longest) if reading.fault == "E07" else accepted(declared),
                "detail": doubt_about_id(value) if reading.fault == "E13" else len(str(value)),
                "near": lookalike_hint(value, declared),
            }
            parsed.findings.append(at_cells(reading.fault, [place], clause, **facts))
            return
        if reading.reread:
            parsed.findings.append(at_cells("N01", [place], clause, detail=normalized_text(reading), **facts))
        if reading.answer == NOT_PROVIDED:
            parsed.findings.append(at_cells("N02", [place], clause, **facts))

    def read_sentence(self, parsed: Parsed, item: Item, at: At, value: CellValue) -> None:
        """Add the answers of all fields of an item, written as one sentence; fields it does not mention are blank."""
        text = str(value or "")
        if text and (look := self.grid.look(*at)) is not None:
            self._report_look(parsed, item.fields[0], at, look)
            parsed.places |= {declared.key: self.grid.place(*at) for declared in item.fields}
            return
        sentence = parse_sentence(item, text)
        texts = sentence.fields
        if text and not texts:  # one word for all fields, or words without a label
            due = [field for field in item.fields if field.due is None] or list(item.fields[:1])
            is_word = len(due) == 1 or all(field.kind in (Kind.YES_NO, Kind.YES_NO_NA) for field in due)
            if not is_word and squeeze(text) != NOT_PROVIDED:
                self._leave_unread(parsed, item, at, text)  # one figure cannot be the answer of several fields
                return
            texts = {field.key: text for field in due}
        elif sentence.rest:
            self._report_rest(parsed, item, at, sentence.rest)
        for declared in item.fields:
            self.read_value(parsed, declared, at, texts.get(declared.key))

    def _leave_unread(self, parsed: Parsed, item: Item, at: At, text: str) -> None:
        self._report_rest(parsed, item, at, text)
        parsed.places |= {declared.key: self.grid.place(*at) for declared in item.fields}

    def _report_rest(self, parsed: Parsed, item: Item, at: At, rest: str) -> None:
        facts = {"item": self.ref(item.fields[0]), "value": rest}
        parsed.findings.append(at_cells("E11", [self.grid.place(*at)], self.clause_of(item.fields[0].key), **facts))

    def read_notes(self, parsed: Parsed, col: int | None) -> None:
        """Add the 说明 in a column of each row with a cell of `parsed`; nothing without such a column (None)."""
        for row in sorted({place.row for place in parsed.places.values()} if col is not None else ()):
            if self.grid.at(row, col or 0) is None:
                continue
            note = Parsed()
            self.read_cell(note, words.ROW_NOTE, (row, col or 0))
            parsed.findings += note.findings
            if (text := note.answers.get(words.ROW_NOTE.key)) is not None:
                parsed.notes[row] = str(text)
                parsed.note_places[row] = note.places[words.ROW_NOTE.key]


@dataclass(frozen=True)
class Neighbours:
    """The columns beside the answers: those that the sheet computes, and the one of 说明 (None without one)."""

    computed: frozenset[int] = frozenset()
    note: int | None = None


def neighbours_of(grid: Grid, head_row: int) -> Neighbours:
    """Return the columns 状态, 怎样改 and the hidden ones, and 说明, found by their heads."""
    return _neighbours_under(tuple(grid.rows[head_row]))


@lru_cache(maxsize=512)
def _neighbours_under(row: tuple[CellValue, ...]) -> Neighbours:
    heads = {squeeze(value): col for col, value in enumerate(row)}
    if not {words.STATE_HEAD, words.HINT_HEAD} <= heads.keys():  # 状态 alone is a column of other people
        return Neighbours(note=heads.get(words.NOTE_HEAD))
    computed = {heads[words.STATE_HEAD], heads[words.HINT_HEAD]}
    if words.CODES_HEAD in heads:
        computed |= set(range(heads[words.CODES_HEAD], heads[words.CODES_HEAD] + words.HIDDEN_COLUMNS))
        computed |= {col for col, value in enumerate(row) if value == READ_HEAD and col > heads[words.CODES_HEAD]}
    return Neighbours(frozenset(computed), heads.get(words.NOTE_HEAD))
