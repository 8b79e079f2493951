"""Read a form that is not our template: every cell of it is used or reported.

The cells of an item are read by their labels, or as one sentence. Where two values could be the answer, neither
is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xhg_excel.core.answers.cell_reader import At, CellReader, Neighbours, Parsed, neighbours_of
from xhg_excel.core.answers.normalize import is_error, ratio_of
from xhg_excel.core.answers.sentence import parse_sentence, reads
from xhg_excel.core.model.field_names import item_ref
from xhg_excel.core.model.finding import Finding, at_cells, at_sheet
from xhg_excel.core.model.grid import Grid, squeeze
from xhg_excel.core.retyped.find_forms import Hit, Spotted, annex_titled, number_beside, tick_heads
from xhg_excel.core.retyped.label_values import Blanks, read_blanks, side_fields
from xhg_excel.core.retyped.text_similarity import is_one_of, plain
from xhg_excel.core.retyped.tick_columns import Ticks, ticks_of
from xhg_excel.notice.schema.form import Annex, Field, Item, Kind
from xhg_excel.notice.words import as_written as words
from xhg_excel.notice.words.workbook import EXTRAS_LABEL, ITEM_REF, UNIT_BLOCK_LABEL


@dataclass
class _Work:
    """One form while it is read: the reader, its results, and the cells already used or reported."""

    grid: Grid
    spotted: Spotted
    reader: CellReader
    parsed: Parsed
    columns: tuple[int, ...]
    used: set[At] = field(default_factory=set)
    main: int = field(init=False)
    ticks: Ticks = field(init=False)

    def __post_init__(self) -> None:
        self.ticks = ticks_of(self.grid, self.spotted, self.columns)
        self.main = self.ticks.usual
        if self.ticks.heads:  # answers in words may be beside the columns of ticks
            named = {col for col in self.columns if is_one_of(self.grid.at(self.ticks.row, col), words.ANSWER_HEADS)}
            self.main = max(*self.ticks.heads, *named)
            self.used |= {(self.ticks.row, col) for col in {*self.ticks.heads, *named}}

    @property
    def annex(self) -> Annex:
        return self.spotted.annex

    def is_beyond_answers(self, at: At) -> bool:
        """Return whether a cell is right of the answers: it may be a remark, or belong to another form."""
        return at[1] > self.main

    def is_remark(self, declared: Field, label: At, at: At) -> bool:
        """Return whether a text may be a remark: it is neither next to its label nor where the answers are.

        Any remark can be read as a text or an identifier, but hardly one as another kind of answer.
        """
        return declared.kind in (Kind.TEXT, Kind.ID) and at[1] > max(self.main, label[1] + 1)

    def filled(self, rows: Iterable[int]) -> list[At]:
        """Return the filled cells of the answer columns in some rows that are not used yet."""
        cells = ((row, col) for row in rows for col in self.columns)
        return [at for at in cells if at not in self.used and self.grid.at(*at) is not None]


def parse_spotted(grid: Grid, spotted: Spotted, year: int) -> Parsed:
    """Return the answers of a form; one that is not certain has only a finding (F23)."""
    annex = spotted.annex
    if spotted.sure < words.SURE_FORM or not spotted.is_clear:
        facts = {"item": annex.label, "detail": f"{spotted.sure:.0%}"}
        return Parsed(findings=[at_cells("F23", [grid.place(spotted.hits[0].row, spotted.item_col)], **facts)])
    reader = CellReader(grid, year, lambda f: item_ref(annex, f), annex.clause_of)
    beside = neighbours_of(grid, spotted.head_row) if spotted.head_row is not None else Neighbours()
    columns = _answer_columns(grid, spotted)
    work = _Work(grid, spotted, reader, Parsed(), columns)
    blanks = read_blanks(grid, spotted, side_fields(annex))
    _read_items(work, blanks)
    _read_blanks(work, blanks)
    reader.read_notes(work.parsed, beside.note)
    if beside.note is not None and spotted.head_row is not None:
        work.used |= {(row, beside.note) for row in (*work.parsed.notes, *range(spotted.rows[0], spotted.head_row + 1))}
    work.parsed.findings += [*_answered_in_text(work), *_scaled(work), *_unread_cells(work, beside)]
    work.parsed.findings += _report_recognised(grid, spotted)
    return work.parsed


def _report_recognised(grid: Grid, spotted: Spotted) -> Iterator[Finding]:
    """Yield which form was recognised with what certainty (N04), and each item with another text (N05)."""
    place = grid.place(spotted.hits[0].row, spotted.item_col)
    yield at_cells("N04", [place], item=spotted.annex.label, detail=f"{spotted.sure:.0%}")
    for hit in spotted.hits:
        if plain(str(grid.at(hit.row, hit.col))) != plain(hit.item.text):
            facts = {"value": str(grid.at(hit.row, hit.col)), "detail": f"{hit.sure:.0%}"}
            named = ITEM_REF.format(annex=spotted.annex.label, number=hit.item.number)
            yield at_cells("N05", [grid.place(hit.row, hit.col)], item=named, choices=hit.item.text, **facts)


def _answer_columns(grid: Grid, spotted: Spotted) -> tuple[int, ...]:
    """Return the columns of answers: from the head 检查情况 to the next head."""
    first = spotted.item_col + 1
    last = max(spotted.remarks_from or spotted.cols[1], first + 1)
    if spotted.head_row is None:
        return tuple(range(first, last))
    ticked = tick_heads(grid, spotted.head_row, range(first, last))
    heads = (
        col
        for col in range(first, last)
        if col in ticked or is_one_of(grid.at(spotted.head_row, col), words.ANSWER_HEADS)
    )
    return tuple(range(next(heads, first), last))


def _read_items(work: _Work, blanks: Blanks) -> None:
    spotted = work.spotted
    rates: dict[tuple[int, str], At] = {}
    starts = sorted(hit.row for hit in spotted.hits)
    bottom = min((row for row in blanks.rows if row > starts[-1]), default=spotted.rows[1])
    for hit in spotted.hits:
        rows = range(hit.row, next((row for row in starts if row > hit.row), bottom))
        if hit.item.number not in spotted.doubtful:
            _read_item(work, hit, _continued(work, rows), rates)
    for hit in (h for h in spotted.hits if h.item.number in spotted.doubtful):
        named = ITEM_REF.format(annex=work.annex.label, number=hit.item.number)
        work.parsed.findings.append(at_cells("F24", [work.grid.place(hit.row, hit.col)], item=named, value=""))
    unread = {i.number for i in work.annex.items if any(f.key not in work.parsed.places for f in i.fields)}
    gone = sorted(unread - spotted.doubtful)
    work.parsed.findings += [at_sheet("F21", work.grid.sheet, detail=number) for number in gone]
    work.parsed.findings += wrong_rates(work.grid, work.annex, work.parsed, rates)


def _continued(work: _Work, rows: range) -> range:
    """Return the rows of an item, up to the first row with a text of its own left of the answers."""
    left = range(work.spotted.cols[0], work.spotted.item_col + 1)
    own = (row for row in rows[1:] if any(work.grid.at(row, col) is not None for col in left))
    return range(rows.start, next(own, rows.stop))


def _read_item(work: _Work, hit: Hit, rows: range, rates: dict[tuple[int, str], At]) -> None:
    """Read the cells of one item: those with a label first, then those without."""
    item = hit.item
    labels = _labels(work, item, rows)
    work.used |= set(labels)
    for rate in item.rates:
        at = next((at for at, what in labels.items() if what == rate.part), None)
        if at is not None:
            rates[item.number, rate.part] = (at[0], at[1] + 1)
            work.used.add((at[0], at[1] + 1))
    fields = {at: what for at, what in labels.items() if isinstance(what, Field)}
    for at, declared in fields.items():
        _read_labelled(work, declared, at)
    left = [f for f in item.fields if f not in fields.values()]
    if not left:
        return
    if not fields:
        _read_alone(work, item, rows)
    elif left[0].key in (item.open_text, *item.bare) and len(left) == 1:
        _read_one(work, left[0], _alone(work, rows) or [(rows[0], work.columns[0])])


def _labels(work: _Work, item: Item, rows: range) -> dict[At, Field | str]:
    """Return the cells that are labels of the item's fields, or of its rates (as the key of the numerator)."""
    wanted: dict[str, Field | str] = {plain(rate.label): rate.part for rate in item.rates}
    counted = [plain(f.label) for f in item.fields]
    for declared in item.fields:
        wanted[plain(declared.shown)] = declared
        if counted.count(plain(declared.label)) == 1:
            wanted[plain(declared.label)] = declared
    repeated = {rate.label for rate in item.rates}
    found: dict[At, Field | str] = {}
    if len(item.fields) == 1 and not repeated:
        return found
    for at in work.filled(rows):
        value = work.grid.at(*at)
        what = wanted.get(plain(value)) if isinstance(value, str) else None
        if what is not None and what not in found.values():
            found[at] = what
    return found


def _read_labelled(work: _Work, declared: Field, label: At) -> None:
    """Read the value right of a label; of two values there neither is used."""
    row, col = label
    last = work.spotted.cols[1]
    reach = [c for c in work.columns if c > col] or list(range(col + 1, min(col + 2, last + 1)))
    filled = [(row, c) for c in reach if work.grid.at(row, c) is not None and (row, c) not in work.used]
    _read_one(work, declared, filled or [(row, col + 1)], label)


def _read_one(work: _Work, declared: Field, cells: Sequence[At], label: At | None = None) -> None:
    """Read a field from the one cell that can be its answer; report it (F24) when several can.

    `label` is the cell that names the field; None where the text of its item does.
    """
    readable = [at for at in cells if reads(declared, work.grid.at(*at))]
    chosen = readable or list(cells)
    is_doubtful = work.is_beyond_answers(chosen[0]) if label is None else work.is_remark(declared, label, chosen[0])
    is_filled = work.grid.at(*chosen[0]) is not None
    if len(chosen) > 1 or (is_filled and (is_doubtful or work.ticks.is_unclear(chosen[0], declared, label))):
        _leave_unclear(work, declared, chosen)
        return
    work.reader.read_value(work.parsed, declared, chosen[0], work.ticks.means(chosen[0]))
    work.used.add(chosen[0])
    _report_tick(work, declared, chosen[0])


def _alone(work: _Work, rows: range) -> list[At]:
    """Return the cells without a label that may be an item's answer, up to a blank row, none below the last item.

    Cells further below are stamps or notes.
    """
    if rows.start == work.spotted.hits[-1].row:
        return work.filled(rows[:1])
    columns = range(*work.spotted.cols)
    end = next((row for row in rows if all(work.grid.at(row, col) is None for col in columns)), rows.stop)
    return work.filled(range(rows.start, end))


def _read_alone(work: _Work, item: Item, rows: range) -> None:
    """Read an item none of whose fields has a label: one answer, or one sentence for all."""
    filled = _alone(work, rows)
    if len(item.fields) == 1:
        _read_one(work, item.fields[0], filled or [(rows[0], work.columns[0])])
        return
    sentences = [at for at in filled if parse_sentence(item, str(work.ticks.means(at))).fields]
    cells = sentences or filled or [(rows[0], work.columns[0])]
    is_unclear = any(work.ticks.is_unclear(at, item.fields[0], None) for at in filled)
    is_unclear = is_unclear or (bool(filled) and work.is_beyond_answers(cells[0]))
    if len(cells) > 1 and sentences and not is_unclear:
        _read_scattered(work, item, sentences)
    elif len(cells) > 1 or is_unclear:
        _leave_unclear(work, item, cells)
    else:
        work.reader.read_sentence(work.parsed, item, cells[0], work.ticks.means(cells[0]))
        _report_tick(work, item.fields[0], cells[0])
        work.used.add(cells[0])


def _report_tick(work: _Work, declared: Field, at: At) -> None:
    """Report the answer that a tick was read as (N01)."""
    meant = work.ticks.means(at)
    if work.ticks.is_chosen(at) and work.parsed.answers.get(declared.key) == meant:
        facts = {"item": work.reader.ref(declared), "value": str(work.grid.at(*at)), "detail": str(meant)}
        clause = work.annex.clause_of(declared.key)
        work.parsed.findings.append(at_cells("N01", [work.grid.place(*at)], clause, **facts))


def _read_scattered(work: _Work, item: Item, cells: Sequence[At]) -> None:
    """Read a sentence in several cells, `断水：是` beside `断电：否`."""
    answered: set[str] = set()
    for at in cells:
        found = parse_sentence(item, str(work.ticks.means(at)))
        twice = answered & set(found.fields)
        if twice or found.rest:
            facts = {"item": work.reader.ref(item.fields[0]), "value": str(work.grid.at(*at))}
            work.parsed.findings.append(at_cells("E11", [work.grid.place(*at)], **facts))
        for declared in item.fields:
            if declared.key in found.fields and declared.key not in answered:
                work.reader.read_value(work.parsed, declared, at, found.fields[declared.key])
        answered |= set(found.fields)
        work.used.add(at)
    for declared in item.fields:
        if declared.key not in answered:
            work.reader.read_value(work.parsed, declared, cells[0], None)


def _leave_unclear(work: _Work, asked: Field | Item, cells: Sequence[At]) -> None:
    """Report (F24) that some cells cannot be read as the field, or as any field of the item."""
    places = [work.grid.place(*at) for at in cells]
    values = "、".join(str(work.grid.at(*at)) for at in cells)
    if isinstance(asked, Item):
        fields, clause = asked.fields, ""
        ref = ITEM_REF.format(annex=work.annex.label, number=asked.number)
    else:
        fields, clause, ref = (asked,), work.annex.clause_of(asked.key), work.reader.ref(asked)
    work.parsed.findings.append(at_cells("F24", places, clause, item=ref, value=values))
    work.used |= set(cells)
    work.parsed.places |= {declared.key: places[0] for declared in fields}


def _read_blanks(work: _Work, blanks: Blanks) -> None:
    """Read header, signature and extras from the blanks found; all cells of these count as used."""
    own = {declared.key: declared for declared in side_fields(work.annex)}
    for key, blank in blanks.found.items():
        if key in {f.key for f in work.annex.fields}:
            if blank.value is not None and work.is_remark(own[key], blank.label, blank.at):
                _leave_unclear(work, own[key], [blank.at])
            else:
                work.reader.read_value(work.parsed, own[key], blank.at, blank.value)
    for declared in work.annex.header + work.annex.footer:
        if declared.key not in blanks.found:
            work.parsed.findings.append(
                at_sheet("F25", work.grid.sheet, item=work.reader.ref(declared), value=declared.label)
            )
    work.used |= blanks.used
    work.parsed.findings += [at_cells("N03", [work.grid.place(*at)], value=text) for at, text in blanks.left]


def _answered_in_text(work: _Work) -> Iterator[Finding]:
    """Yield a finding (E11) for each item answered within its own text, which is not read."""
    for hit in work.spotted.hits:
        text = str(work.grid.at(hit.row, hit.col))
        if (found := re.search(words.ANSWERED_IN_TEXT, squeeze(text))) is not None:
            ref = ITEM_REF.format(annex=work.annex.label, number=hit.item.number)
            yield at_cells("E11", [work.grid.place(hit.row, hit.col)], item=ref, value=found[0])


def _scaled(work: _Work) -> Iterator[Finding]:
    """Remove figures beside or below 万元 or the like, which multiplies them; yield a finding (F24) for each."""
    (top, bottom), (left, right) = work.spotted.rows, work.spotted.cols
    items = {(hit.row, hit.col): hit.item for hit in work.spotted.hits}
    for row, col, text in work.grid.worded():
        item = items.get((row, col))
        is_printed = item is not None and words.MYRIAD in item.text
        inside = top <= row < bottom and left <= col < right
        if is_printed or not inside or re.fullmatch(words.MYRIADS, text) is None:
            continue
        beside = [f for f in work.annex.fields if f.key in work.parsed.places and work.parsed.places[f.key].row == row]
        below = [f for f in work.annex.fields if f.kind is Kind.YUAN]
        asked = item.fields if item is not None else below if row < work.spotted.hits[0].row else beside
        for declared in asked:
            yield from _remove_answer(work, declared)


def _remove_answer(work: _Work, declared: Field) -> Iterator[Finding]:
    """Remove a figure that was read from a cell without 万 in it."""
    answer, place = work.parsed.answers.get(declared.key), work.parsed.places.get(declared.key)
    if declared.kind not in (Kind.COUNT, Kind.YUAN) or answer is None or place is None:
        return
    value = str(work.grid.at(place.row, place.col))
    if words.MYRIAD not in value:
        del work.parsed.answers[declared.key]
        ref = work.reader.ref(declared)
        yield at_cells("F24", [place], work.annex.clause_of(declared.key), item=ref, value=value)


def _unread_cells(work: _Work, beside: Neighbours) -> Iterator[Finding]:
    (top, bottom), (left, right) = work.spotted.rows, work.spotted.cols
    printed = {(hit.row, hit.col) for hit in work.spotted.hits}
    numbered = {hit.row: hit for hit in work.spotted.hits}
    known = {plain(text) for text in (EXTRAS_LABEL, UNIT_BLOCK_LABEL)}
    for row, col, value in work.grid.filled():
        inside = top <= row < bottom and left <= col < right
        if not inside or (row, col) in work.used or (row, col) in printed or col in beside.computed:
            continue
        text = str(value)
        if row in numbered and col < numbered[row].col and number_beside(work.grid, row, numbered[row].col) is not None:
            continue
        if row == work.spotted.head_row and is_one_of(
            text, (*words.ITEM_HEADS, *words.ANSWER_HEADS, *words.NUMBER_HEADS)
        ):
            continue
        if annex_titled(text) is None and plain(text) not in known:
            yield at_cells("N03", [work.grid.place(row, col)], value=value)


def wrong_rates(grid: Grid, annex: Annex, parsed: Parsed, cells: Mapping[tuple[int, str], At]) -> list[Finding]:
    """Return findings for typed rates that differ from numerator over denominator (R104) or are no rates (N03)."""
    findings = []
    for item in annex.items:
        for rate in item.rates:
            at = cells.get((item.number, rate.part))
            stated = ratio_of(grid.at(*at)) if at else None
            part, whole = parsed.answers.get(rate.part), parsed.answers.get(rate.whole)
            if at is not None and stated is None and grid.text(*at) and not is_error(grid.text(*at)):
                findings.append(at_cells("N03", [grid.place(*at)], value=grid.at(*at)))
            if at is None or stated is None or not isinstance(part, int) or not isinstance(whole, int) or part > whole:
                continue  # a rate over 100 % is reported where the two numbers are checked
            if whole == 0 or abs(stated - part / whole) > words.ROUNDED_RATE:
                places = [grid.place(*at), parsed.places[rate.part], parsed.places[rate.whole]]
                place = ITEM_REF.format(annex=annex.label, number=item.number)
                shown = words.STATED_RATE.format(stated=f"{stated:.1%}", part=part, whole=whole)
                findings.append(at_cells("R104", places, annex.clause_of(rate.part), item=place, value=shown))
    return findings


def side_cells(grid: Grid, fields: Sequence[Field]) -> dict[str, At]:
    """Return the entry cell of each field by key: right of the first cell with the label's text."""
    wanted = {squeeze(declared.shown): declared.key for declared in fields}
    cells: dict[str, At] = {}
    for row, col, text in grid.worded():
        if key := wanted.get(text):
            cells.setdefault(key, (row, col + 1))
    return cells
