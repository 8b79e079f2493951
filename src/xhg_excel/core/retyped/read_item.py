"""Read the cells of one item: by their labels, as one word, or as a sentence.

Where two values could be the answer, or a word is left over, none is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from xhg_excel.core.answers.cell_reader import At, CellReader, Parsed
from xhg_excel.core.answers.normalize import normalize
from xhg_excel.core.answers.sentence import ParsedSentence, parse_sentence
from xhg_excel.core.model.finding import at_cells
from xhg_excel.core.model.grid import CellValue, Grid, squeeze
from xhg_excel.core.retyped.answer_columns import Section
from xhg_excel.core.retyped.find_forms import Spotted
from xhg_excel.core.retyped.plain_answers import plain_answer
from xhg_excel.core.retyped.printed_text import plain
from xhg_excel.core.retyped.sheet_notes import SheetNotes
from xhg_excel.notice.schema.form import NOT_PROVIDED, YES, Annex, Field, Item, Kind
from xhg_excel.notice.words import as_written
from xhg_excel.notice.words import retyped_forms as words
from xhg_excel.notice.words.workbook import ITEM_REF, LISTED


@dataclass
class Work:
    """One form while it is read: the reader, its results, and the cells already used or reported."""

    grid: Grid
    spotted: Spotted
    reader: CellReader
    sections: Sequence[Section]
    notes: SheetNotes
    parsed: Parsed = field(default_factory=Parsed)
    used: set[At] = field(default_factory=set)
    blocks: dict[int, int] = field(default_factory=dict)  # by row: the first row of its item

    @property
    def annex(self) -> Annex:
        """Its annex."""
        return self.spotted.annex

    def section(self, row: int) -> Section:
        """Return the section of an item."""
        return next(section for section in reversed(self.sections) if row >= section.rows[0])

    def filled(self, rows: Iterable[int], section: Section) -> list[At]:
        """Return the filled cells of the columns of answers in some rows that are not used yet."""
        cells = ((row, col) for row in rows for col, column in section.columns.items() if column.is_read)
        return [at for at in cells if at not in self.used and self.grid.at(*at) is not None]

    def is_unclear(self, section: Section, at: At, declared: Field) -> bool:
        """Return whether it is not certain that a cell without a label is the answer of a field."""
        return section.is_unclear(at, declared, ticks_are_clear=self.notes.ticks_are_clear)

    def means(self, item: Item, section: Section, at: At) -> CellValue:
        """Return the answer that a cell of an item gives, in plain words."""
        return plain_answer(item, section.means(at))

    def ref(self, item: Item) -> str:
        """Return the name of an item in findings, `附件2第3项`."""
        return ITEM_REF.format(annex=self.annex.label, number=item.number)


def continued(work: Work, rows: range) -> range:
    """Return the rows of an item, up to the first one with a text of its own left of the answers."""
    left = range(work.spotted.cols[0], work.spotted.item_col + 1)
    own = (row for row in rows[1:] if any(work.grid.at(row, col) is not None for col in left))
    return range(rows.start, next(own, rows.stop))


def _cells_of(work: Work, rows: range, labels: Mapping[At, object], section: Section) -> list[At]:
    """Return the cells of an item: down to its last label, or to the first blank row.

    Below the last item are stamps and notes: without labels it has only one row.
    """
    blank = (row for row in rows[1:] if all(work.grid.at(row, col) is None for col in section.columns))
    end = rows.start + 1 if rows.start == work.spotted.hits[-1].row else next(blank, rows.stop)
    return work.filled(range(rows.start, max([end, *(row + 1 for row, _ in labels)])), section)


def read_item(work: Work, item: Item, rows: range, rates: dict[tuple[int, str], At]) -> None:
    """Read the cells of one item, by their labels if it has any."""
    section = work.section(rows.start)
    if not any(column.is_read for column in section.columns.values()):
        return
    labels = _labels(work, item, rows, section)
    cells = sorted({*_cells_of(work, rows, labels, section), *labels})
    if labels:
        _read_labelled(work, item, cells, labels, rates)
    elif len(item.fields) == 1:
        _read_single(work, item.fields[0], cells, section)
    else:
        _read_sentence(work, item, cells, section)
    blank = (rows.start, section.first)
    for declared in item.fields:
        if declared.key not in work.parsed.places:
            work.reader.read_value(work.parsed, declared, blank, None)


def _labels(work: Work, item: Item, rows: range, section: Section) -> dict[At, Field | str]:
    """Return the cells that are labels of the item's fields, or of its rates (as the key of the numerator).

    They may be below any head: they are declared words themselves.
    """
    cells = ((row, col) for row in rows for col, column in section.columns.items() if not column.is_remark)
    wanted: dict[str, Field | str] = {plain(rate.label): rate.part for rate in item.rates}
    counted = [plain(f.label) for f in item.fields]
    for declared in item.fields:
        wanted[plain(declared.shown)] = declared
        if counted.count(plain(declared.label)) == 1:
            wanted[plain(declared.label)] = declared
    found: dict[At, Field | str] = {}
    for at in cells:
        value = work.grid.at(*at)
        what = wanted.get(plain(value)) if isinstance(value, str) else None
        if what is not None and what not in found.values():
            found[at] = what
    return found


def _read_labelled(
    work: Work, item: Item, cells: Sequence[At], labels: Mapping[At, Field | str], rates: dict[tuple[int, str], At]
) -> None:
    """Read the one value right of each label. A value without a label may only be the first answer of the item."""
    values: dict[At, list[At]] = {label: [] for label in labels}
    bare: list[At] = []
    label: At | None = None
    for at in cells:
        if at in labels:
            label = at
        else:
            (values[label] if label is not None and label[0] == at[0] else bare).append(at)
    section = work.section(cells[0][0])
    first = item.fields[0]
    is_bare = first.key in (item.open_text, *item.bare) and first not in labels.values()
    if bare and (not is_bare or len(bare) > 1 or bare[0][0] not in section.rows):
        leave(work, item, cells, "F24")
        return
    work.used |= set(cells)
    for at in bare:
        _read_cell(work, first, at, section)
    for (row, col), what in labels.items():
        beside = values[row, col] or [(row, col + 1)]
        if isinstance(what, str):
            rates[item.number, what] = beside[0]
            work.used -= set(beside[1:])
        elif len(beside) > 1 or beside[0][1] > col + 1:
            leave(work, what, beside, "F24")
        else:
            _read_cell(work, what, beside[0], section, is_labelled=True)


def _read_cell(work: Work, declared: Field, at: At, section: Section, *, is_labelled: bool = False) -> None:
    """Read one cell as the answer of a field; report it (F24) where it is not certain that it is."""
    is_filled = work.grid.at(*at) is not None
    is_labelled = is_labelled and (work.notes.ticks_are_clear or not section.is_tick(at))
    if is_filled and not is_labelled and work.is_unclear(section, at, declared):
        leave(work, declared, [at], "F24")
        return
    item = work.annex.item_of(declared.key)
    meant = work.means(item, section, at) if item else section.means(at)
    work.reader.read_value(work.parsed, declared, at, meant)
    work.used.add(at)
    if meant != work.grid.at(*at) and work.parsed.answers.get(declared.key) == meant:
        report_tick(work, declared, at, str(meant))


def report_tick(work: Work, declared: Field, at: At, meant: str) -> None:
    """Report the answer that a tick was read as (N01)."""
    facts = {"item": work.reader.ref(declared), "value": str(work.grid.at(*at)), "detail": meant}
    clause = work.annex.clause_of(declared.key)
    work.parsed.findings.append(at_cells("N01", [work.grid.place(*at)], clause, **facts))


def _read_single(work: Work, declared: Field, cells: Sequence[At], section: Section) -> None:
    """Read the only field of an item from the only cell that can be its answer; report two of them (F24)."""
    taken = [at for at in cells if section.columns[at[1]].takes(declared)]
    if len(taken) == 1 and taken[0][0] in section.rows:
        _read_cell(work, declared, taken[0], section)
    elif taken:
        leave(work, declared, taken, "F24")


def _read_sentence(work: Work, item: Item, cells: Sequence[At], section: Section) -> None:
    """Read an item of several fields none of which has a cell for its label: one word, or sentences for all."""
    parts = {at: parse_sentence(item, str(work.means(item, section, at))) for at in cells}
    taken = [at for at in cells if parts[at].fields or _takes_all(item, section, at)]
    labelled = {at for at in taken if set(parts[at].fields) - set(item.bare)}
    loose = [at for at in taken if at not in labelled]
    unclear = any(at[0] not in section.rows or work.is_unclear(section, at, item.fields[0]) for at in loose)
    keys = [key for at in taken for key in parts[at].fields]
    is_scattered = len(keys) == len(set(keys)) and all(parts[at].fields for at in taken)
    if not taken:
        return
    if unclear or not (len(taken) == 1 or is_scattered):
        leave(work, item, taken, "F24")
    elif any(_is_unread(item, parts[at], str(work.means(item, section, at))) for at in taken):
        rest = LISTED.join(parts[at].rest for at in taken if parts[at].rest)
        leave(work, item, taken, "E11", value=rest)
    elif not keys:
        _read_word(work, item, taken[0], section)
    else:
        _read_parts(work, item, {at: parts[at] for at in taken}, section)


def _takes_all(item: Item, section: Section, at: At) -> bool:
    """Return whether a cell without labels may answer an item: its column takes all that the item asks first."""
    column = section.columns[at[1]]
    return all(column.takes(declared) for declared in _due(item))


def _due(item: Item) -> Sequence[Field]:
    """Return the fields that one word answers: those that are always due, else the first."""
    return [declared for declared in item.fields if declared.due is None] or item.fields[:1]


def _is_unread(item: Item, part: ParsedSentence, text: str) -> bool:
    """Return whether words of a cell belong to no field, or one word cannot be the answer of several fields.

    是 answers several limbs where the item asks for all of them in one question; 否 only says that not all is so.
    """
    if part.fields:
        rates = {plain(rate.label) for rate in item.rates}
        pieces = [plain(piece) for piece in part.rest.replace("；", "，").split("，")]
        harmless = {plain(word) for word in words.HARMLESS}
        return any(piece and piece not in harmless and piece.rstrip("0123456789") not in rates for piece in pieces)
    due = _due(item)
    if len(due) == 1 or squeeze(text) == NOT_PROVIDED:
        return False
    is_asked_once = item.text.count(words.QUESTION) <= 1 and all(declared.kind is Kind.YES_NO for declared in due)
    return not is_asked_once or normalize(text, due[0], as_written.FIRST_DAY.year).answer != YES


def _read_word(work: Work, item: Item, at: At, section: Section) -> None:
    meant = work.means(item, section, at)
    work.reader.read_sentence(work.parsed, item, at, meant)
    work.used.add(at)
    if meant != work.grid.at(*at):
        report_tick(work, item.fields[0], at, str(meant))


def _read_parts(work: Work, item: Item, parts: Mapping[At, ParsedSentence], section: Section) -> None:
    """Read the fields of an item from the sentences that mention them; what none mentions is blank."""
    for at, part in parts.items():
        for declared in item.fields:
            if declared.key in part.fields:
                work.reader.read_value(work.parsed, declared, at, part.fields[declared.key])
        if (meant := work.means(item, section, at)) != work.grid.at(*at):
            report_tick(work, item.fields[0], at, str(meant))
        work.used.add(at)
    first = next(iter(parts))
    for declared in item.fields:
        if declared.key not in work.parsed.places:
            work.reader.read_value(work.parsed, declared, first, None)


def leave(work: Work, asked: Field | Item, cells: Sequence[At], code: str, **facts: str) -> None:
    """Report that some cells cannot be read as the field, or as any field of the item."""
    is_item = isinstance(asked, Item)
    fields = asked.fields if isinstance(asked, Item) else (asked,)
    ref = work.ref(asked) if isinstance(asked, Item) else work.reader.ref(asked)
    clause = work.annex.clause_of(fields[0].key)
    places = [work.grid.place(*at) for at in cells]
    facts = {"value": LISTED.join(str(work.grid.at(*at)) for at in cells), **{k: v for k, v in facts.items() if v}}
    work.parsed.findings.append(at_cells(code, places, clause, item=ref, **facts))
    work.used |= set(cells)
    place = places[1] if is_item and code == "F51" and len(places) > 1 else places[0]
    work.parsed.places |= {declared.key: place for declared in fields}
