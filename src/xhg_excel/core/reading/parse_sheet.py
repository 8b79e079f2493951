"""Parse one sheet into answers: the forms on it, the rows of a register or ledger, or the cover.

Our own template is read cell by cell; any other form is searched for its printed texts (`retyped`). A cell that
cannot be read is a finding, never a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from xhg_excel.core.answers.cell_reader import At, CellReader, Parsed, neighbours_of
from xhg_excel.core.answers.printed_cells import side_cells, wrong_rates
from xhg_excel.core.answers.row_reader import RowReader, blank_test, total_word
from xhg_excel.core.model.field_names import Column, item_ref
from xhg_excel.core.model.finding import Finding, at_cells, at_sheet
from xhg_excel.core.model.grid import Grid, Place, filled_in, is_blank_at, squeeze
from xhg_excel.core.reading.recognise import Sheet, heads_found, is_printed_head, whole_sheet
from xhg_excel.core.reading.row_kinds import RowKinds
from xhg_excel.core.retyped.find_forms import annex_titled
from xhg_excel.core.retyped.label_values import Blanks, find_blanks, read_blanks, side_fields
from xhg_excel.core.retyped.read_form import parse_forms_of
from xhg_excel.core.templates.form_map import Template, template_of
from xhg_excel.notice import SITE_NAME
from xhg_excel.notice.schema.form import FORMS_CLAUSE, Annex, Field
from xhg_excel.notice.words.as_written import RETYPED_REMEDIES
from xhg_excel.notice.words.totals.detail_rows import DETAILS
from xhg_excel.notice.words.workbook import COVER_FIELDS, ORDER_LABEL, ROW_REF


@dataclass(frozen=True)
class FoundForm:
    """The answers of one form on a sheet."""

    annex: Annex
    parsed: Parsed


def parse_forms(grid: Grid, sheet: Sheet, year: int) -> list[FoundForm]:
    """Return every form on a sheet; a form that was not recognised with certainty has only a finding."""
    if sheet.spotted:
        read = parse_forms_of(grid, sheet.spotted, year)
        return [FoundForm(form.annex, _as_retyped(parsed)) for form, parsed in zip(sheet.spotted, read, strict=True)]
    return [FoundForm(sheet.annex, _parse_template(grid, sheet, sheet.annex, year))] if sheet.annex else []


def _as_retyped(parsed: Parsed) -> Parsed:
    """Return a form with remedies that fit one without drop-down lists (mutates `parsed`)."""
    parsed.findings = [
        replace(found, facts=found.facts | {"remedy": RETYPED_REMEDIES[found.code]})
        if found.code in RETYPED_REMEDIES
        else found
        for found in parsed.findings
    ]
    return parsed


def _parse_template(grid: Grid, sheet: Sheet, annex: Annex, year: int) -> Parsed:
    """Return the answers of our template, read cell by cell."""
    template = template_of(annex)
    down, right = sheet.head[0] - template.head[0], sheet.head[1] - template.head[1]
    reader = CellReader(grid, year, lambda f: item_ref(annex, f), annex.clause_of)
    entries = {key: (row + down, col + right) for key, (row, col) in template.entries.items()}
    entries |= side_cells(grid, annex.extras)
    parsed = Parsed()
    for declared in annex.fields:
        reader.read_cell(parsed, declared, entries[declared.key])
    rates = {key: (row + down, col + right) for key, (row, col) in _rate_cells(annex).items()}
    parsed.findings += wrong_rates(grid, annex, parsed, rates)
    beside = neighbours_of(grid, sheet.head[0])
    reader.read_notes(parsed, beside.note)
    known = set(template.labels.values()) | {squeeze(f.label) for f in COVER_FIELDS}
    used = {*rates.values(), *entries.values(), *side_cells(grid, COVER_FIELDS).values()}
    used |= {(row + down, col + right) for row, col in template.computed}
    used |= {(row, beside.note) for row in (*parsed.notes, *range(sheet.head[0])) if beside.note is not None}
    parsed.findings += _unread_cells(grid, known, used, beside.computed)
    return parsed


@cache
def _rate_cells(annex: Annex) -> dict[tuple[int, str], At]:
    """Return the cell of each printed rate of the template: beside the first such label below its numerator."""
    template: Template = template_of(annex)
    found = {}
    for item in annex.items:
        for rate in item.rates:
            below = [
                at
                for at, text in template.labels.items()
                if text == squeeze(rate.label) and at[0] > template.entries[rate.part][0]
            ]
            row, col = min(below)
            found[item.number, rate.part] = (row, col + 1)
    return found


def _unread_cells(grid: Grid, known: set[str], used: set[At], computed: frozenset[int]) -> list[Finding]:
    return [
        at_cells("N03", [grid.place(row, col)], value=value)
        for row, col, value in grid.filled()
        if (row, col) not in used and col not in computed and squeeze(value) not in known
    ]


def parse_cover(grid: Grid, year: int) -> Parsed:
    """Return the answers of a cover, or of the unit block beside a single form; empty when its labels are missing."""
    reader = CellReader(grid, year, lambda f: ROW_REF.format(sheet=grid.sheet, label=f.label), lambda _: FORMS_CLAUSE)
    parsed = Parsed()
    cells = side_cells(grid, COVER_FIELDS)
    for declared in COVER_FIELDS:
        if declared.key in cells:
            reader.read_cell(parsed, declared, cells[declared.key])
    return parsed


def parse_loose_cover(grid: Grid, sheet: Sheet, year: int) -> Parsed:
    """Return the answers about the unit on a sheet that is not our template, by declared other words for its labels."""
    reader = CellReader(grid, year, lambda f: ROW_REF.format(sheet=grid.sheet, label=f.label), lambda _: FORMS_CLAUSE)
    found = find_blanks(grid, whole_sheet(grid), (COVER_FIELDS, ())) if not sheet.spotted else Blanks()
    for spotted in sheet.spotted:
        more = read_blanks(grid, spotted, side_fields(spotted.annex))
        found.found |= {key: blank for key, blank in more.found.items() if key not in found.found}
    parsed = Parsed()
    for declared in COVER_FIELDS:
        if (blank := found.found.get(declared.key)) is not None:
            reader.read_value(parsed, declared, blank.at, blank.value)
    return parsed


def parse_rows(grid: Grid, sheet: Sheet, columns: Sequence[Column], year: int) -> tuple[list[Parsed], list[Finding]]:
    """Return one `Parsed` for every row that is filled in, and the findings about the table itself.

    A row of totals is no site: it is reported (L05) and not read. Rows of which no cell is as one sees it (hidden,
    filtered out, struck) are reported together (L07) and not read.

    Args:
        grid: the whole sheet.
        sheet: what it is, with the row of its heads.
        columns: the declared columns; which grid column holds which is found by the heads (`heads_found`).
        year: for dates written without one.
    """
    found = heads_found(grid, sheet, columns)
    findings = _check_heads(grid, sheet, columns, found)
    by_key = {column.field.key: column for column in columns}
    reader = CellReader(grid, year, _column_ref(sheet, grid), lambda key: by_key[key].clause)
    rows: list[Parsed] = []
    heads = sheet.head[0]
    beside = neighbours_of(grid, heads)
    order = {col for col in range(len(grid.rows[heads])) if grid.text(heads, col) == ORDER_LABEL}
    row_reader = RowReader(reader, found)
    is_blank = blank_test(len(grid.rows[heads]), order | beside.computed, order)
    own = frozenset(order | beside.computed)
    read = own | found.keys() | {beside.note}
    width = max(map(len, grid.rows))
    unread = [col for col in range(width) if col not in read]
    choice = _DataRows(grid, sheet, columns, RowKinds(grid, heads, found, sheet.annex, order, own))
    for row in range(heads + 1, len(grid.rows)):
        if is_blank(grid.rows[row]):
            choice.after_gap = True
        elif choice.is_data(row):
            rows.append(row_reader.parse(row))
            if beside.note is not None and grid.at(row, beside.note) is not None:
                reader.read_notes(rows[-1], beside.note)
            findings += _unread_in_row(grid, row, unread)
    return rows, [*findings, *choice.all_findings()]


@dataclass
class _DataRows:
    """Chooses the rows of data of one table, and keeps findings about all others; `after_gap`: below blank rows."""

    grid: Grid
    sheet: Sheet
    columns: Sequence[Column]
    kinds: RowKinds
    after_gap: bool = False
    findings: list[Finding] = field(default_factory=list)
    unseen: list[Place] = field(default_factory=list)

    def is_data(self, row: int) -> bool:
        """Return whether a row is one of data; any other is kept to be reported."""
        grid, kinds = self.grid, self.kinds
        if word := total_word(grid.rows[row], (*kinds.order, *kinds.found)):
            self.findings.append(at_cells("L05", kinds.places(row), FORMS_CLAUSE, value=word))
            return False
        if grid.looks and (places := _unseen_row(grid, row, kinds.own)):
            self.unseen += places
            return False
        is_typed = self.sheet.ledger is not DETAILS  # rows of details are written by us, whatever their texts are
        if is_typed and kinds.keep_said(row):
            return False
        filled = [column for col, column in kinds.found.items() if not is_blank_at(grid.rows[row], col)]
        if not filled or (self.after_gap and _is_stray(filled, self.columns)):
            self.after_gap = True
            places = kinds.places(row)
            self.findings += [at_cells("N03", [place], value=grid.at(place.row, place.col)) for place in places]
            return False
        self.after_gap = False
        return not (is_typed and kinds.keep(row))

    def all_findings(self) -> list[Finding]:
        """Return the findings about the rows that are none of data."""
        found = [*self.findings, *self.kinds.findings()]
        if self.unseen:
            found.append(at_cells("L07", self.unseen, FORMS_CLAUSE, value=len({place.row for place in self.unseen})))
        return found


def _unseen_row(grid: Grid, row: int, own: Collection[int]) -> list[Place]:
    """Return the filled cells of a row outside our `own` columns, if the value of none is what one sees; else []."""
    cols = [col for col in filled_in(grid.rows[row]) if col not in own]
    return [grid.place(row, col) for col in cols] if all(grid.look(row, col) for col in cols) else []


def _is_stray(filled: Sequence[Column], columns: Sequence[Column]) -> bool:
    """Return whether a row below a gap is one single cell, and not the name or number that begins a site."""
    return len(filled) == 1 and filled[0] is not columns[0] and filled[0].field.key != SITE_NAME.key


def has_printed_heads(grid: Grid, sheet: Sheet) -> bool:
    """Return whether every column that is read of a table has its printed head."""
    found = heads_found(grid, sheet, sheet.columns)
    return all(is_printed_head(grid, (sheet.head[0], col), column) for col, column in found.items())


def _check_heads(grid: Grid, sheet: Sheet, columns: Sequence[Column], found: Mapping[int, Column]) -> list[Finding]:
    """Return findings for missing columns (F19) and columns recognised by other words than the printed ones (N06)."""
    heads = {column.head for column in found.values()}
    absent = [column.head for column in columns if column.head not in heads]
    findings = [at_sheet("F19", grid.sheet, detail=head) for head in absent]
    row = sheet.head[0]
    loose = [(col, column) for col, column in found.items() if not is_printed_head(grid, (row, col), column)]
    findings += [at_cells("N06", [grid.place(row, c)], value=grid.at(row, c), detail=k.head) for c, k in loose]
    if loose:  # not our template, so the cells above its heads are not ours either
        values = ((r, col, grid.at(r, col)) for r in range(row) for col in range(len(grid.rows[r])))
        others = [(r, col, value) for r, col, value in values if value is not None and annex_titled(str(value)) is None]
        findings += [at_cells("N03", [grid.place(r, col)], value=value) for r, col, value in others]
    return findings


def _column_ref(sheet: Sheet, grid: Grid) -> Callable[[Field], str]:
    annex = sheet.annex
    if annex is not None:
        return lambda f: item_ref(annex, f)
    return lambda f: ROW_REF.format(sheet=grid.sheet, label=f.label)


def _unread_in_row(grid: Grid, row: int, cols: Sequence[int]) -> list[Finding]:
    """Return a finding (N03) for each filled cell of a row in these columns, which are not read."""
    values = grid.rows[row]
    filled = [col for col in cols if not is_blank_at(values, col)]
    return [at_cells("N03", [grid.place(row, col)], value=values[col]) for col in filled]
