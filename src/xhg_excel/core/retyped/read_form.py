"""Read a form that is not our template: what is declared is read, every other cell is reported.

The cells of an item are read by their labels, or as one sentence. Where two values could be the answer, neither
is used.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from xhg_excel.core.answers.cell_reader import At, CellReader, Neighbours, Parsed, neighbours_of
from xhg_excel.core.answers.printed_cells import wrong_rates
from xhg_excel.core.model.field_names import item_ref
from xhg_excel.core.model.finding import Finding, at_cells, at_sheet
from xhg_excel.core.model.grid import Grid, Place, squeeze
from xhg_excel.core.retyped.answer_columns import Section, inherited, sections_of, with_remarks
from xhg_excel.core.retyped.find_forms import Spotted, annex_titled, number_beside
from xhg_excel.core.retyped.label_values import Blank, Blanks, read_blanks, side_fields
from xhg_excel.core.retyped.printed_text import is_one_of, item_meant, plain
from xhg_excel.core.retyped.read_item import Work, continued, leave, read_item, report_tick
from xhg_excel.core.retyped.sheet_notes import SheetNotes, read_notes
from xhg_excel.core.retyped.unusable_answers import is_no_text, remove_unusable
from xhg_excel.notice import OTHER
from xhg_excel.notice.schema.condition import Is
from xhg_excel.notice.schema.form import Field, Kind
from xhg_excel.notice.words import retyped_forms as words
from xhg_excel.notice.words.workbook import EXTRAS_LABEL, LISTED, UNIT_BLOCK_LABEL

_CHOICES = (Kind.YES_NO, Kind.YES_NO_NA)


def parse_forms_of(grid: Grid, forms: Sequence[Spotted], year: int) -> list[Parsed]:
    """Return the answers of every form on a sheet, in their order.

    One that is not certain (F23), or that is called a sample, a draft or void (F53), has only that finding.
    """
    sections = list(_sections(grid, forms))
    answers = {at for form, own in zip(forms, sections, strict=True) for at in _answer_cells(form, own)}
    printed = {(hit.row, hit.col) for form in forms for hit in form.hits}
    notes = read_notes(grid, answers, printed)
    return [_parse_form(grid, form, own, notes, year) for form, own in zip(forms, sections, strict=True)]


def _sections(grid: Grid, forms: Sequence[Spotted]) -> Iterator[Sequence[Section]]:
    """Yield the sections of each form; one without heads has those of the form above it in the same column."""
    above: dict[int, Section] = {}
    for form in forms:
        rows = [hit.row for hit in form.hits]
        computed = neighbours_of(grid, form.head_row).computed if form.head_row is not None else frozenset()
        beside = [col for col in range(form.item_col + 1, max(form.cols[1], form.item_col + 2)) if col not in computed]
        own = sections_of(grid, rows, form.head_rows, form.item_col, beside)
        if not own[0].heads and form.item_col in above:
            own = [inherited(above[form.item_col], rows)]
        elif form.item_col in above:
            own = [with_remarks(section, above[form.item_col]) for section in own]
        above[form.item_col] = own[-1]
        yield own


def _answer_cells(form: Spotted, sections: Sequence[Section]) -> Iterator[At]:
    """Yield every cell in which an answer may be read, and the heads of these columns."""
    for number, section in enumerate(sections):
        end = sections[number + 1].rows[0] if number + 1 < len(sections) else form.hits[-1].row + 1
        for col, column in section.columns.items():
            if column.is_read:
                yield from ((row, col) for row in range(section.rows[0], end))
        yield from (at for at in section.heads if section.columns[at[1]].is_read)


def _parse_form(grid: Grid, spotted: Spotted, sections: Sequence[Section], notes: SheetNotes, year: int) -> Parsed:
    annex = spotted.annex
    place = grid.place(spotted.hits[0].row, spotted.item_col)
    if spotted.sure < words.SURE_FORM or not spotted.is_clear:
        return Parsed(findings=[at_cells("F23", [place], item=annex.label, detail=f"{spotted.sure:.0%}")])
    if (void := _void(grid, spotted, notes)) is not None:
        return Parsed(findings=[void])
    work = Work(grid, spotted, CellReader(grid, year, lambda f: item_ref(annex, f), annex.clause_of), sections, notes)
    blanks = read_blanks(grid, spotted, side_fields(annex), remarks=_remark_columns(work))
    _read_items(work, blanks)
    _read_blanks(work, blanks)
    beside = neighbours_of(grid, spotted.head_row) if spotted.head_row is not None else Neighbours()
    _read_notes(work, beside)
    work.parsed.findings += remove_unusable(grid, annex, work.parsed, notes, work.blocks)
    work.parsed.findings += _unread_cells(work, beside)
    work.parsed.findings += _report_recognised(work, place)
    return work.parsed


def _read_notes(work: Work, beside: Neighbours) -> None:
    """Read the column 说明 if it has no answers; a note beside no answer may be the answer, and is only named."""
    col = beside.note
    if col is None or any(col in section.columns and section.columns[col].is_read for section in work.sections):
        return
    parsed = work.parsed
    work.reader.read_notes(parsed, col)
    answered = {place.row for key, place in parsed.places.items() if parsed.answers.get(key) is not None}
    for row in parsed.notes.keys() - answered:
        del parsed.notes[row], parsed.note_places[row]
    work.used |= {(row, col) for row in (*parsed.notes, *work.spotted.head_rows)}
    if beside.computed and work.spotted.head_row is not None:  # our template: above the head are its own counts
        work.used |= {(row, col) for row in range(work.spotted.rows[0], work.spotted.head_row)}


def _void(grid: Grid, spotted: Spotted, notes: SheetNotes) -> Finding | None:
    """Return the finding (F53) for a form that is called a sample, a draft or void."""
    (top, bottom), (left, right) = spotted.rows, spotted.cols
    own = [at for at in notes.void if top <= at[0] < bottom and left <= at[1] < right]
    if own:
        return at_cells("F53", [grid.place(*own[0])], item=spotted.annex.label, value=notes.void[own[0]])
    return None


def _remark_columns(work: Work) -> frozenset[int]:
    """Return the columns right of the answers that contain none: remarks, and what the sheet computes."""
    answers = [col for section in work.sections for col, column in section.columns.items() if not column.is_remark]
    return frozenset(range(work.spotted.item_col + 1, work.spotted.cols[1])) - frozenset(answers)


def _report_recognised(work: Work, place: Place) -> Iterator[Finding]:
    """Yield which form was recognised with what certainty (N04), and each item with another text (N05)."""
    yield at_cells("N04", [place], item=work.annex.label, detail=f"{work.spotted.sure:.0%}")
    for hit in work.spotted.hits:
        text = str(work.grid.at(hit.row, hit.col))
        if plain(text) != plain(hit.item.text):
            at = [work.grid.place(hit.row, hit.col)]
            yield at_cells("N05", at, item=work.ref(hit.item), choices=hit.item.text, value=text)


def _read_items(work: Work, blanks: Blanks) -> None:
    spotted = work.spotted
    rates: dict[tuple[int, str], At] = {}
    starts = sorted(hit.row for hit in spotted.hits)
    bottom = min((row for row in blanks.rows if row > starts[-1]), default=spotted.rows[1])
    _name_columns(work)
    for hit in spotted.hits:
        rows = range(hit.row, next((row for row in starts if row > hit.row), bottom))
        if hit.item.number in spotted.doubtful:
            leave(work, hit.item, [(hit.row, hit.col)], "F24")
            rows = rows[:1]
        else:
            rows = continued(work, rows)
            read_item(work, hit.item, rows, rates)
        work.blocks |= dict.fromkeys(rows, hit.row)
    _name_unfound(work, range(starts[0] if spotted.head_row is None else spotted.head_row + 1, bottom))
    work.parsed.findings += wrong_rates(work.grid, work.annex, work.parsed, rates)


def _name_columns(work: Work) -> None:
    """Report the columns that are not declared, where no other column is read (F52), and equal heads (F24)."""
    for section in work.sections:
        heads = dict.fromkeys(column.head for column in section.columns.values() if not column.is_read and column.head)
        open_heads = [at for at in heads if at is not None and not section.columns[at[1]].is_remark]
        if not open_heads or any(column.is_read for column in section.columns.values()):
            continue
        cells = [
            (row, col)
            for row in section.rows
            for col, column in section.columns.items()
            if column.head in open_heads and work.grid.at(row, col) is not None
        ]
        said = [squeeze(work.grid.at(*at)) for at in open_heads]
        code = "F24" if len(set(said)) < len(said) else "F52"
        places = [work.grid.place(*at) for at in (*open_heads, *cells)]
        facts = {"item": work.annex.label, "value": LISTED.join(said)}
        work.parsed.findings.append(at_cells(code, places, **facts))
        work.used |= {*open_heads, *cells}
        for hit in (hit for hit in work.spotted.hits if hit.row in section.rows):
            beside = next((at for at in cells if at[0] == hit.row), (hit.row, section.first))
            place = work.grid.place(*beside)
            work.parsed.places |= {declared.key: place for declared in hit.item.fields}


def _name_unfound(work: Work, rows: range) -> None:
    """Report each item that was not found: at the text that seems to be it (F51), else for the sheet (F21)."""
    found = {(hit.row, hit.col): hit.item.number for hit in work.spotted.hits}
    open_items = {item.number: item for item in work.annex.items if item.number not in found.values()}
    for row in rows if open_items else ():
        at = (row, work.spotted.item_col)
        text = work.grid.at(*at)
        if at in found or not isinstance(text, str):
            continue
        meant = item_meant(text, number_beside(work.grid, *at), open_items.values())
        if meant is None:
            continue
        del open_items[meant.number]
        columns = work.section(max(row, work.spotted.hits[0].row)).columns
        beside = [(row, col) for col in columns if work.grid.at(row, col) is not None]
        leave(work, meant, [at, *beside], "F51", value=text, choices=meant.text)
        work.blocks[row] = row
    for number, item in open_items.items():
        work.parsed.findings.append(at_sheet("F21", work.grid.sheet, detail=number, item=work.ref(item)))


def _read_blanks(work: Work, blanks: Blanks) -> None:
    """Read header, signature and extras from the blanks found; all cells of these count as used."""
    own = {declared.key: declared for declared in side_fields(work.annex)}
    printed = {declared.key for declared in work.annex.fields}
    last = max(col for section in work.sections for col in section.usual)
    for key, blank in blanks.found.items():
        is_far = blank.value is not None and blank.at[1] > max(last, blank.label[1] + 1)  # perhaps a remark
        if key in printed and (is_far or key in blanks.rivals):
            leave(work, own[key], [blank.at, *blanks.rivals.get(key, [])], "F24")
        elif key in printed and not _read_other(work, own[key], blank):
            work.reader.read_value(work.parsed, own[key], blank.at, blank.value)
    for declared in work.annex.header + work.annex.footer:
        if declared.key not in blanks.found:
            facts = {"item": work.reader.ref(declared), "value": declared.label}
            work.parsed.findings.append(at_sheet("F25", work.grid.sheet, **facts))
    work.used |= blanks.used
    work.parsed.findings += [at_cells("N03", [work.grid.place(*at)], value=text) for at, text in blanks.left]


def _read_other(work: Work, declared: Field, blank: Blank) -> bool:
    """Read 其它 with its text behind it, `其它（小塑料）`, as both fields; return whether it is that."""
    text = unicodedata.normalize("NFKC", squeeze(blank.value))
    found = re.fullmatch(words.OTHER_TYPE, text) if declared.kind is Kind.CHOICE else None
    own = next((f for f in work.annex.fields if f.due == Is(declared.key, OTHER)), None)
    if not found or own is None or found["text"] in declared.choices or is_no_text(found["text"], in_item=False):
        return False
    work.reader.read_value(work.parsed, declared, blank.at, OTHER)
    work.reader.read_value(work.parsed, own, blank.at, found["text"])
    report_tick(work, declared, blank.at, OTHER)
    return True


def _unread_cells(work: Work, beside: Neighbours) -> Iterator[Finding]:
    printed = {(hit.row, hit.col) for hit in work.spotted.hits}
    heads = {at for section in work.sections for at in section.heads if section.columns[at[1]].is_read}
    known = {plain(text) for text in (EXTRAS_LABEL, UNIT_BLOCK_LABEL)}
    item_col = work.spotted.item_col
    done = work.used | printed | heads
    for row in range(*work.spotted.rows):
        for col in range(*work.spotted.cols):
            value = work.grid.at(row, col)
            if value is None or (row, col) in done or col in beside.computed:
                continue
            if row in work.blocks and col < item_col and re.fullmatch(words.ITEM_NUMBER, str(value)):
                continue
            text = str(value)
            is_head = row in work.spotted.head_rows and is_one_of(text, (*words.ITEM_HEADS, *words.NUMBER_HEADS))
            if not is_head and annex_titled(text) is None and plain(text) not in known:
                yield at_cells("N03", [work.grid.place(row, col)], value=value)
