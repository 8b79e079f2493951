"""Grids → answers: the item table of a form, the rows of a register or ledger, the cover.

A form is read where the template keeps its cells when the printed texts stand there,
else by the texts themselves. A cell that cannot be read is a finding, never a guess.

Room: core.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from xhg_excel.core.checks import accepted, item_ref
from xhg_excel.core.columns import Column
from xhg_excel.core.finding import Finding, at_cells, at_sheet
from xhg_excel.core.grid import CellValue, Grid, Place, squeeze
from xhg_excel.core.normalize import Answer, normalize, ratio_of, shown
from xhg_excel.core.recognise import Sheet, heads_found
from xhg_excel.core.sentence import parse_sentence
from xhg_excel.core.template import Template, template_of
from xhg_excel.spec.form import FORMS_CLAUSE, NOT_PROVIDED, Annex, Field, Item
from xhg_excel.spec.reading import ERROR_VALUES, ROUNDED_RATE, STATED_RATE, TOTAL_ROW_WORDS
from xhg_excel.spec.states import CODES_HEAD, HIDDEN_COLUMNS, HINT_HEAD, NOTE_HEAD, ROW_NOTE, STATE_HEAD
from xhg_excel.spec.workbook import COVER_FIELDS, ITEM_REF, ORDER_LABEL, ROW_REF

At = tuple[int, int]
_LONGEST_TOTAL = 12


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
class _Reader:
    """Reads the cells of one grid; `ref` and `clause_of` say what a field is called."""

    grid: Grid
    year: int
    ref: Callable[[Field], str]
    clause_of: Callable[[str], str]

    def read(self, parsed: Parsed, declared: Field, at: At) -> None:
        """Read one cell into `parsed`: its answer, its place, and what must be said of it."""
        self.take(parsed, declared, at, self.grid.at(*at))

    def read_sentence(self, parsed: Parsed, item: Item, at: At) -> None:
        """Read a compound cell, all fields of an item in one sentence; what it does not say is blank."""
        text = str(self.grid.at(*at) or "")
        said = parse_sentence(item, text)
        if text and not said:  # One word for all limbs, or words nobody can assign.
            said = {field.key: text for field in item.fields if field.due is None}
        for declared in item.fields:
            self.take(parsed, declared, at, said.get(declared.key))

    def take(self, parsed: Parsed, declared: Field, at: At, value: CellValue) -> None:
        """Take what stands in a cell, or in its part for one field, as that field's answer."""
        place = self.grid.place(*at)
        parsed.places[declared.key] = place
        reading = normalize(value, declared, self.year)
        item = NOTE_HEAD if declared is ROW_NOTE else self.ref(declared)
        facts = {"item": item, "value": value if value is not None else ""}
        clause = FORMS_CLAUSE if declared is ROW_NOTE else self.clause_of(declared.key)
        if reading.fault:
            facts |= {"choices": _accepts(declared, reading.fault), "detail": len(str(value))}
            parsed.findings.append(at_cells(reading.fault, [place], clause, **facts))
            return
        parsed.answers[declared.key] = reading.answer
        if reading.reread:
            parsed.findings.append(at_cells("N01", [place], clause, detail=shown(reading), **facts))
        if reading.answer == NOT_PROVIDED:
            parsed.findings.append(at_cells("N02", [place], clause, **facts))

    def read_notes(self, parsed: Parsed, col: int | None) -> None:
        """Read the 说明 of every row that holds a cell of `parsed`."""
        for row in sorted({place.row for place in parsed.places.values()} if col is not None else ()):
            note = Parsed()
            self.read(note, ROW_NOTE, (row, col or 0))
            parsed.findings += note.findings
            if (text := note.answers.get(ROW_NOTE.key)) is not None:
                parsed.notes[row] = str(text)
                parsed.note_places[row] = note.places[ROW_NOTE.key]


@dataclass(frozen=True)
class _Beside:
    """The columns that a sheet computes by itself, and its column of 说明 (None without one)."""

    computed: frozenset[int] = frozenset()
    note: int | None = None


def _beside(grid: Grid, head_row: int) -> _Beside:
    """Find the columns 状态, 怎样改, 说明 and the hidden ones by their heads."""
    heads = {grid.text(head_row, col): col for col in range(len(grid.rows[head_row]))}
    if STATE_HEAD not in heads:
        return _Beside(note=heads.get(NOTE_HEAD))
    computed = {heads[head] for head in (STATE_HEAD, HINT_HEAD) if head in heads}
    if CODES_HEAD in heads:
        computed |= set(range(heads[CODES_HEAD], heads[CODES_HEAD] + HIDDEN_COLUMNS))
    return _Beside(frozenset(computed), heads.get(NOTE_HEAD))


def _accepts(declared: Field, fault: str) -> str:
    return str(declared.longest) if fault == "E07" else accepted(declared)


def parse_form(grid: Grid, sheet: Sheet, annex: Annex, year: int) -> Parsed:
    """Return the answers of the form whose heads `sheet` found."""
    reader = _Reader(grid, year, lambda f: item_ref(annex, f), annex.clause_of)
    template = template_of(annex)
    entries, missing = _entry_cells(grid, sheet, annex, template)
    compound = _compound_cells(grid, sheet, annex, missing)
    missing = [number for number in missing if number not in compound]
    parsed = Parsed()
    for item in annex.items:
        if item.number in compound:
            reader.read_sentence(parsed, item, compound[item.number])
    for declared in annex.fields:
        if declared.key in entries and declared.key not in parsed.places:
            reader.read(parsed, declared, entries[declared.key])
    parsed.findings += [at_sheet("F21", grid.sheet, detail=number) for number in missing]
    rates = _stated_rates(grid, sheet, annex)
    parsed.findings += _wrong_rates(grid, annex, parsed, rates)
    beside = _beside(grid, sheet.head[0])
    reader.read_notes(parsed, beside.note)
    known = set(template.labels.values()) | {squeeze(f.label) for f in COVER_FIELDS}
    used = set(rates.values()) | set(entries.values()) | set(compound.values()) | _labelled_cells(grid, COVER_FIELDS)
    if not _is_in_place(grid, sheet, template):
        known |= {squeeze(rate.label) for item in annex.items for rate in item.rates}
        known |= {squeeze(text) for line in annex.footer_lines for text in (line, before_colon(line))}
    computed = _shift(template.computed, sheet, template)
    used |= {(row, beside.note) for row in (*parsed.notes, *range(sheet.head[0])) if beside.note is not None}
    parsed.findings += _strays(grid, known, used | computed, beside.computed)
    return parsed


def _shift(cells: Iterable[At], sheet: Sheet, template: Template) -> set[At]:
    down, right = sheet.head[0] - template.head[0], sheet.head[1] - template.head[1]
    return {(row + down, col + right) for row, col in cells}


def _is_in_place(grid: Grid, sheet: Sheet, template: Template) -> bool:
    """Whether every printed text from the heads down stands where the template has it."""
    down, right = sheet.head[0] - template.head[0], sheet.head[1] - template.head[1]
    end = max(col for _, col in template.entries.values())
    return all(
        grid.text(row + down, col + right) == text
        for (row, col), text in template.labels.items()
        if row >= template.head[0] and col <= end
    )


def _entry_cells(grid: Grid, sheet: Sheet, annex: Annex, template: Template) -> tuple[dict[str, At], list[int]]:
    if _is_in_place(grid, sheet, template):
        down, right = sheet.head[0] - template.head[0], sheet.head[1] - template.head[1]
        entries = {key: (row + down, col + right) for key, (row, col) in template.entries.items()}
        missing: list[int] = []
    else:
        entries, missing = _by_item_text(grid, sheet, annex)
        entries |= _header_cells(grid, sheet, annex)
    return entries | _side_cells(grid, annex.extras), missing


def _by_item_text(grid: Grid, sheet: Sheet, annex: Annex) -> tuple[dict[str, At], list[int]]:
    """Find each item by its printed text, and its fields by the labels beside it."""
    starts, ends = _item_rows(grid, sheet, annex)
    answer_col = _answer_col(grid, sheet, annex)
    entries: dict[str, At] = {}
    for item in annex.items:
        if item.number not in starts:
            continue
        row = starts[item.number]
        end = next(end for end in ends if end > row)
        if len(item.fields) == 1 or item.open_text:
            entries[item.fields[0].key] = (row, answer_col)
        labels = {grid.text(r, answer_col): r for r in range(row, end)}
        for declared in item.fields:
            if len(item.fields) > 1 and squeeze(declared.shown) in labels:
                entries[declared.key] = (labels[squeeze(declared.shown)], answer_col + 1)
    found = {i.number for i in annex.items if all(f.key in entries for f in i.fields)}
    return entries, [item.number for item in annex.items if item.number not in found]


def _compound_cells(grid: Grid, sheet: Sheet, annex: Annex, missing: Sequence[int]) -> dict[int, At]:
    """Find items printed as one row with one cell for all their fields, none of them labelled."""
    starts, ends = _item_rows(grid, sheet, annex)
    answer_col = _answer_col(grid, sheet, annex)
    cells = {}
    for item in annex.items:
        if item.number in missing and item.number in starts:
            row = starts[item.number]
            end = next(end for end in ends if end > row)
            labels = {squeeze(declared.shown) for declared in item.fields}
            if not any(grid.text(r, answer_col) in labels for r in range(row, end)):
                cells[item.number] = (row, answer_col)
    return cells


def _stated_rates(grid: Grid, sheet: Sheet, annex: Annex) -> dict[tuple[int, str], At]:
    """Find the cell beside each rate's label, by item number and the rate's numerator."""
    starts, ends = _item_rows(grid, sheet, annex)
    answer_col = _answer_col(grid, sheet, annex)
    found = {}
    for item in annex.items:
        start = starts.get(item.number, len(grid.rows))
        for row in range(start, next((end for end in ends if end > start), start)):
            for rate in item.rates:
                if grid.text(row, answer_col) == squeeze(rate.label):
                    found[item.number, rate.part] = (row, answer_col + 1)
    return found


def _wrong_rates(grid: Grid, annex: Annex, parsed: Parsed, cells: Mapping[tuple[int, str], At]) -> list[Finding]:
    """Name rates that were typed in and are not their numerator over their denominator (R104)."""
    findings = []
    for item in annex.items:
        for rate in item.rates:
            at = cells.get((item.number, rate.part))
            stated = ratio_of(grid.at(*at)) if at else None
            part, whole = parsed.answers.get(rate.part), parsed.answers.get(rate.whole)
            if at is not None and stated is None and grid.text(*at) and grid.text(*at) not in ERROR_VALUES:
                findings.append(at_cells("N03", [grid.place(*at)], value=grid.at(*at)))
            if at is None or stated is None or not isinstance(part, int) or not isinstance(whole, int) or part > whole:
                continue  # Over 100 % is named where the two numbers are checked.
            if whole == 0 or abs(stated - part / whole) > ROUNDED_RATE:
                places = [grid.place(*at), parsed.places[rate.part], parsed.places[rate.whole]]
                place = ITEM_REF.format(annex=annex.label, number=item.number)
                shown = STATED_RATE.format(stated=f"{stated:.1%}", part=part, whole=whole)
                findings.append(at_cells("R104", places, annex.clause_of(rate.part), item=place, value=shown))
    return findings


def _item_rows(grid: Grid, sheet: Sheet, annex: Annex) -> tuple[dict[int, int], list[int]]:
    """Return the row of each item found by its printed text, and the rows where items end."""
    starts: dict[int, int] = {}
    texts = {squeeze(item.text): item.number for item in annex.items}
    for row, _, value in grid.filled():
        number = texts.get(squeeze(value))
        if number and row > sheet.head[0]:
            starts.setdefault(number, row)
    return starts, [*sorted(starts.values()), len(grid.rows)]


def _answer_col(grid: Grid, sheet: Sheet, annex: Annex) -> int:
    row = sheet.head[0]
    return next(col for col in range(len(grid.rows[row])) if grid.text(row, col) == annex.heads[2])


def _header_cells(grid: Grid, sheet: Sheet, annex: Annex) -> dict[str, At]:
    """Find header and signature blanks: the first cell right of the label that is no label."""
    lines = (*annex.header_lines, *annex.footer_lines, *(f.label for f in annex.header))
    labels = {squeeze(line) for line in lines} | {squeeze(before_colon(line)) for line in lines}
    answer_col = _answer_col(grid, sheet, annex)
    cells: dict[str, At] = {}
    for declared in annex.header + annex.footer:
        for row, col, value in grid.filled():
            text = squeeze(value)
            if text in labels and text.startswith(squeeze(declared.label)):
                cells[declared.key] = _first_right(grid, (row, col), (labels, answer_col + 1))
    return cells


def before_colon(line: str) -> str:
    """Return a printed line up to its colon: what stands before the blank.

    >>> before_colon("时间：月 日")
    '时间：'
    """
    head, colon, _ = line.partition("：")
    return head + colon


def _first_right(grid: Grid, at: At, within: tuple[set[str], int]) -> At:
    (row, col), (labels, last) = at, within
    for right in range(col + 1, last + 1):
        if grid.at(row, right) is not None:
            return (row, col + 1) if grid.text(row, right) in labels else (row, right)
    return row, col + 1


def _side_cells(grid: Grid, fields: Sequence[Field]) -> dict[str, At]:
    """Find `label | entry` pairs; the first cell with a label's text is the label."""
    wanted = {squeeze(declared.shown): declared.key for declared in fields}
    cells: dict[str, At] = {}
    for row, col, value in grid.filled():
        if key := wanted.get(squeeze(value)):
            cells.setdefault(key, (row, col + 1))
    return cells


def _labelled_cells(grid: Grid, fields: Sequence[Field]) -> set[At]:
    return set(_side_cells(grid, fields).values())


def _strays(grid: Grid, known: set[str], used: set[At], computed: frozenset[int]) -> list[Finding]:
    return [
        at_cells("N03", [grid.place(row, col)], value=value)
        for row, col, value in grid.filled()
        if (row, col) not in used and col not in computed and squeeze(value) not in known
    ]


def parse_cover(grid: Grid, year: int) -> Parsed:
    """Return what a cover, or the unit block beside a single form, says of the unit."""
    cells = _side_cells(grid, COVER_FIELDS)
    reader = _Reader(grid, year, lambda f: ROW_REF.format(sheet=grid.sheet, label=f.label), lambda _: FORMS_CLAUSE)
    parsed = Parsed()
    for declared in COVER_FIELDS:
        if declared.key in cells:
            reader.read(parsed, declared, cells[declared.key])
    return parsed


def parse_rows(grid: Grid, sheet: Sheet, columns: Sequence[Column], year: int) -> tuple[list[Parsed], list[Finding]]:
    """Return one `Parsed` for every row that is filled in, and what is wrong with the table.

    A row of totals is not a site: it is named and left out.
    """
    found = heads_found(grid, sheet, columns)
    absent = [column.head for column in columns if column not in found.values()]
    findings = [at_sheet("F19", grid.sheet, detail=head) for head in absent]
    named = {column.field.key: column for column in columns}
    reader = _Reader(grid, year, _column_ref(sheet, grid), lambda key: named[key].clause)
    rows: list[Parsed] = []
    beside = _beside(grid, sheet.head[0])
    order = {col for col in range(len(grid.rows[sheet.head[0]])) if grid.text(sheet.head[0], col) == ORDER_LABEL}
    skipped = order | beside.computed
    for row in range(sheet.head[0] + 1, len(grid.rows)):
        values = {col: grid.at(row, col) for col in range(len(grid.rows[row])) if col not in skipped}
        if word := _total_word(grid, row, (*order, *found)):
            places = [grid.place(row, col) for col, value in values.items() if value is not None]
            findings.append(at_cells("L05", places or [grid.place(row, min(found))], FORMS_CLAUSE, value=word))
            continue
        if any(values[col] is not None for col in found if col in values):
            rows.append(_parse_row(reader, found, row))
            reader.read_notes(rows[-1], beside.note)
            values = {col: value for col, value in values.items() if col != beside.note}
        findings += _left_out(grid, row, {c: v for c, v in values.items() if c not in found})
    return rows, findings


def _total_word(grid: Grid, row: int, cols: Iterable[int]) -> str:
    """Return the word by which a row is one of totals, `合计`, `南通市小计：`; '' for a row of its own."""
    texts = (grid.text(row, col) for col in cols)
    short = (text for text in texts if len(text) <= _LONGEST_TOTAL)
    return next((text for text in short if text.rstrip(":：").endswith(TOTAL_ROW_WORDS)), "")


def _column_ref(sheet: Sheet, grid: Grid) -> Callable[[Field], str]:
    annex = sheet.annex
    if annex is not None:
        return lambda f: item_ref(annex, f)
    return lambda f: ROW_REF.format(sheet=grid.sheet, label=f.label)


def _parse_row(reader: _Reader, found: Mapping[int, Column], row: int) -> Parsed:
    parsed = Parsed()
    for col, column in found.items():
        reader.read(parsed, column.field, (row, col))
    return parsed


def _left_out(grid: Grid, row: int, values: Mapping[int, object]) -> list[Finding]:
    return [at_cells("N03", [grid.place(row, col)], value=value) for col, value in values.items() if value is not None]
