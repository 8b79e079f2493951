"""One cell at a time → answers with their places, and a finding for whatever cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from xhg_excel.core.answers.normalize import Normalized, almost, normalize, shown
from xhg_excel.core.answers.sentence import parse_said
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.field_names import accepted
from xhg_excel.core.model.finding import Finding, at_cells
from xhg_excel.core.model.grid import CellValue, Grid, Place, squeeze
from xhg_excel.notice.schema.form import FORMS_CLAUSE, NOT_PROVIDED, Field, Item, Kind
from xhg_excel.notice.words import check_columns as words

At = tuple[int, int]


@dataclass
class Parsed:
    """Answers by key (unreadable ones left out), the cell of each, findings, and 说明 by row."""

    answers: dict[str, Answer | None] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)
    note_places: dict[int, Place] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        """Whether every cell is blank; an unreadable one is not."""
        return all(a is None for a in self.answers.values()) and len(self.answers) == len(self.places)


@dataclass(frozen=True)
class Reader:
    """Reads the cells of one grid; `ref` and `clause_of` say what a field is called."""

    grid: Grid
    year: int
    ref: Callable[[Field], str]
    clause_of: Callable[[str], str]

    def read(self, parsed: Parsed, declared: Field, at: At) -> None:
        """Read one cell into `parsed`: its answer, its place, and what must be said of it."""
        self.take(parsed, declared, at, self.grid.at(*at))

    def read_sentence(self, parsed: Parsed, item: Item, at: At, value: CellValue) -> None:
        """Read what a compound cell says, all fields of an item in one sentence; what it does not say is blank."""
        text = str(value or "")
        heard = parse_said(item, text)
        said = heard.fields
        if text and not said:  # One word for all limbs, or words nobody can assign.
            asked = [field for field in item.fields if field.due is None] or list(item.fields[:1])
            is_word = len(asked) == 1 or all(field.kind in (Kind.YES_NO, Kind.YES_NO_NA) for field in asked)
            if not is_word and squeeze(text) != NOT_PROVIDED:  # one figure for several
                self._leave(parsed, item, at, text)
                return
            said = {field.key: text for field in asked}
        elif heard.rest:
            self._tell_rest(parsed, item, at, heard.rest)
        for declared in item.fields:
            self.take(parsed, declared, at, said.get(declared.key))

    def _leave(self, parsed: Parsed, item: Item, at: At, text: str) -> None:
        """Leave a cell unread that cannot be shared out among the fields of its item."""
        self._tell_rest(parsed, item, at, text)
        parsed.places |= {declared.key: self.grid.place(*at) for declared in item.fields}

    def _tell_rest(self, parsed: Parsed, item: Item, at: At, rest: str) -> None:
        facts = {"item": self.ref(item.fields[0]), "value": rest}
        parsed.findings.append(at_cells("E11", [self.grid.place(*at)], self.clause_of(item.fields[0].key), **facts))

    def take(self, parsed: Parsed, declared: Field, at: At, value: CellValue) -> None:
        """Take what stands in a cell, or in its part for one field, as that field's answer."""
        if isinstance(parsed.places, dict):  # A register row knows its places already.
            parsed.places[declared.key] = self.grid.place(*at)
        reading = normalize(value, declared, self.year)
        if not reading.fault:
            parsed.answers[declared.key] = reading.answer
            if not reading.reread and reading.answer != NOT_PROVIDED:
                return
        self._tell(parsed, declared, reading, value)

    def _tell(self, parsed: Parsed, declared: Field, reading: Normalized, value: CellValue) -> None:
        """Say of a cell that it cannot be read, was read as something else, or holds 未提供."""
        place = parsed.places[declared.key]
        item = words.NOTE_HEAD if declared is words.ROW_NOTE else self.ref(declared)
        facts = {"item": item, "value": value if value is not None else ""}
        clause = FORMS_CLAUSE if declared is words.ROW_NOTE else self.clause_of(declared.key)
        if reading.fault:
            facts |= {
                "choices": accepts(declared, reading.fault),
                "detail": len(str(value)),
                "near": almost(value, declared),
            }
            parsed.findings.append(at_cells(reading.fault, [place], clause, **facts))
            return
        if reading.reread:
            parsed.findings.append(at_cells("N01", [place], clause, detail=shown(reading), **facts))
        if reading.answer == NOT_PROVIDED:
            parsed.findings.append(at_cells("N02", [place], clause, **facts))

    def read_notes(self, parsed: Parsed, col: int | None) -> None:
        """Read the 说明 of every row that holds a cell of `parsed`."""
        for row in sorted({place.row for place in parsed.places.values()} if col is not None else ()):
            if self.grid.at(row, col or 0) is None:
                continue
            note = Parsed()
            self.read(note, words.ROW_NOTE, (row, col or 0))
            parsed.findings += note.findings
            if (text := note.answers.get(words.ROW_NOTE.key)) is not None:
                parsed.notes[row] = str(text)
                parsed.note_places[row] = note.places[words.ROW_NOTE.key]


@dataclass(frozen=True)
class Neighbours:
    """The columns that a sheet computes by itself, and its column of 说明 (None without one)."""

    computed: frozenset[int] = frozenset()
    note: int | None = None


def beside_of(grid: Grid, head_row: int) -> Neighbours:
    """Find the columns 状态, 怎样改, 说明 and the hidden ones by their heads."""
    return _beside(tuple(grid.rows[head_row]))


@lru_cache(maxsize=512)
def _beside(row: tuple[CellValue, ...]) -> Neighbours:
    heads = {squeeze(value): col for col, value in enumerate(row)}
    if words.STATE_HEAD not in heads:
        return Neighbours(note=heads.get(words.NOTE_HEAD))
    computed = {heads[head] for head in (words.STATE_HEAD, words.HINT_HEAD) if head in heads}
    if words.CODES_HEAD in heads:
        computed |= set(range(heads[words.CODES_HEAD], heads[words.CODES_HEAD] + words.HIDDEN_COLUMNS))
    return Neighbours(frozenset(computed), heads.get(words.NOTE_HEAD))


def accepts(declared: Field, fault: str) -> str:
    """Return what a field may hold, as its finding says it: choices, or how many characters."""
    return str(declared.longest) if fault == "E07" else accepted(declared)
