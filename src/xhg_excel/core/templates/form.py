"""The entry form of an annex: the official three columns, compound items divided into lines of 检查情况.

Beside the print area each row has check columns: what is missing or wrong in it, and a 说明.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.grid import a1, column_letters
from xhg_excel.core.model.submission import note_key
from xhg_excel.core.sheets.layout import (
    Area,
    Formula,
    Page,
    SheetLayout,
    Validation,
    breaks_before,
    height_for,
    text_width,
)
from xhg_excel.core.templates.check_codes import codes_of, hints_of, numbers_of, row_codes, row_state
from xhg_excel.core.templates.check_columns import (
    REASON,
    CheckColumns,
    CheckedRows,
    CheckedSheet,
    Counters,
    HintRanges,
    RowFacts,
    filled_ref,
    highlights,
    link_formula,
    put_counters,
    put_derived,
    put_heads,
    put_notes,
    put_row,
    state_highlights,
)
from xhg_excel.core.templates.check_formulas import Cells
from xhg_excel.core.templates.entry_cells import entry_style, entry_validation
from xhg_excel.core.templates.read_columns import Row, read_row
from xhg_excel.core.templates.read_formulas import ReadCells
from xhg_excel.core.templates.row_checks import RowChecks, part_values, read_columns_of, row_checks
from xhg_excel.notice import rules_of
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.condition import Meaningful
from xhg_excel.notice.schema.form import NO, YES, Annex, Field, Item, Kind, Rate
from xhg_excel.notice.words import workbook as words
from xhg_excel.notice.words.check_columns import PRINT_SWITCH, PRINT_SWITCH_HINT

# A 序号 · B:C 检查内容 · D label · E entry · F:H 状态, 说明, 怎样改.
_WIDTHS = (6.5, 22.0, 22.0, 19.0, 23.0)
_NUMBER, _ITEM, _ITEM_END, _LABEL, _ENTRY = 0, 1, 2, 3, 4
HEAD_COLUMNS = (_NUMBER, _ITEM, _LABEL)
_COLUMNS = CheckColumns(5)
_PRINTED = sum(_WIDTHS[: _ENTRY + 1])
_SWITCH = (1, _COLUMNS.note)
_ROW_HEIGHT, _TEXT_SIZE, _LABEL_SIZE = 20.0, 10.5, 10.5
_LONG_LINE = 60

Answers = Mapping[str, Answer | None]


@dataclass
class _Form:
    """A form while it is laid out, with the entry cells and rates placed so far."""

    annex: Annex
    answers: Answers
    sheet: SheetLayout
    entries: dict[str, tuple[int, int]] = field(default_factory=dict)
    rates: dict[str, Rate] = field(default_factory=dict)

    def enter(self, declared: Field, block: Area) -> None:
        """Put the entry cell of a field, in the style of its kind."""
        self.sheet.span(block, self.answers.get(declared.key), entry_style(declared))
        self.entries[declared.key] = (block.top, block.left)

    @property
    def letters(self) -> dict[int, str]:
        """Return the column letters of each field, by field number."""
        return {number: column_letters(self.entries[key][1]) for key, number in numbers_of(self.annex).items()}

    def ref(self, key: str) -> str:
        """Return the fixed address of an entry cell."""
        row, col = self.entries[key]
        return f"${column_letters(col)}${row + 1}"


def form_sheet(annex: Annex, answers: Answers, campaign: Campaign, ranges: HintRanges, *, alone: bool) -> CheckedSheet:
    """Return one annex as an entry form, filled with `answers`.

    Args:
        annex: the form.
        answers: by field key; each 说明 by `note_key`.
        campaign: the settings used in the checks.
        ranges: where formulas look up hints.
        alone: whether it is the only form of its workbook; it then has entry cells for the unit above the
            print area (in a county workbook they are on the cover).

    """
    form = _Form(annex, answers, SheetLayout(words.FORM_SHEETS[annex.key], widths=_WIDTHS, protected=True))
    units = words.COVER_FIELDS if alone else ()
    top = _put_beside(form, words.UNIT_BLOCK_LABEL, units, 0)
    heads_row = _put_header(form, top)
    row = _put_heads(form, heads_row)
    starts = []
    for item in annex.items:
        starts.append(row)
        row = _put_item(form, item, row)
    last = _put_footer(form, row)
    _put_beside(form, words.EXTRAS_LABEL, annex.extras, last + 2)
    _limit(form, units, campaign)
    counters = _put_checks(form, heads_row, campaign, ranges)
    page = Page(
        area=Area(top, _NUMBER, last, _ENTRY),
        repeat=(heads_row, heads_row),
        footer=words.PAGE_FOOTER,
        tall=1 if annex.footer else 0,
    )
    if not page.tall:
        page = replace(page, breaks=breaks_before(starts, form.sheet, page))
    form.sheet.page = page
    return CheckedSheet(form.sheet, form.letters, counters, {f.key: form.entries[f.key] for f in units})


def _put_header(form: _Form, top: int) -> int:
    sheet = form.sheet
    sheet.span(Area(top, _NUMBER, top, _ITEM_END), form.annex.label, "annex")
    sheet.span(Area(top + 1, _NUMBER, top + 1, _ENTRY), form.annex.title, "title")
    sheet.heights.update({top: 26.0, top + 1: 44.0})
    row = top + 2
    for line, fields in _header_rows(form.annex):
        row = _put_header_row(form, line, fields, row)
    return row


def _put_header_row(form: _Form, line: str, fields: tuple[Field, ...], row: int) -> int:
    sheet = form.sheet
    if text_width(line) > _LONG_LINE:
        sheet.span(Area(row, _NUMBER, row, _ENTRY), line, "form_line")
        sheet.heights[row] = height_for(line, _PRINTED)
        row, line = row + 1, fields[0].label
    sheet.span(Area(row, _NUMBER, row, _ITEM), line, "form_line")
    right = _ENTRY if len(fields) == 1 else _ITEM_END
    room = sum(_WIDTHS[_ITEM_END : right + 1])
    sheet.heights[row] = max(30.0, height_for(line, _WIDTHS[0] + _WIDTHS[1]), _room_for(fields[0], room))
    form.enter(fields[0], Area(row, _ITEM_END, row, right))
    if len(fields) > 1:
        sheet.put(row, _LABEL, _second_label(form.annex, fields[1]), "form_line")
        form.enter(fields[1], Area(row, _ENTRY, row, _ENTRY))
    return row + 1


def _room_for(declared: Field, width: float) -> float:
    """Return the height that shows the longest text a field accepts, so that none is cut in print; 0 for others."""
    return height_for("\u3000" * declared.longest, width, _TEXT_SIZE) if declared.kind is Kind.TEXT else 0.0


def _second_label(annex: Annex, field: Field) -> str:
    return next((line for line in annex.header_lines if line.startswith(field.label)), field.label)


def _header_rows(annex: Annex) -> list[tuple[str, tuple[Field, ...]]]:
    """Return each printed line with its fields; a line with a number shares the row of the line before it."""
    lines = {line: [f for f in annex.header if line.startswith(f.label)] for line in annex.header_lines}
    rows: list[tuple[str, tuple[Field, ...]]] = []
    printed = [f.key for fields in lines.values() for f in fields]
    unprinted = [f for f in annex.header if f.key not in printed]
    for line, fields in lines.items():
        if fields and fields[0].kind is Kind.ID:
            rows[-1] = (rows[-1][0], rows[-1][1] + tuple(fields))
        else:
            rows.append((line, tuple(fields)))
    if unprinted:
        rows[-1] = (rows[-1][0], rows[-1][1] + tuple(unprinted))
    return rows


def _put_heads(form: _Form, row: int) -> int:
    number, item, answer = form.annex.heads
    form.sheet.put(row, _NUMBER, number, "form_head")
    form.sheet.span(Area(row, _ITEM, row, _ITEM_END), item, "form_head")
    form.sheet.span(Area(row, _LABEL, row, _ENTRY), answer, "form_head")
    form.sheet.heights[row] = 26.0
    return row + 1


def _put_item(form: _Form, item: Item, row: int) -> int:
    sheet = form.sheet
    height = len(item.fields) + len(item.rates)
    last = row + height - 1
    sheet.span(Area(row, _NUMBER, last, _NUMBER), item.number, "number")
    sheet.span(Area(row, _ITEM, last, _ITEM_END), item.text, "item")
    heights = [_answer_height(item, declared) for declared in item.fields] + [_ROW_HEIGHT] * len(item.rates)
    missing = height_for(item.text, _WIDTHS[_ITEM] + _WIDTHS[_ITEM_END]) - sum(heights)
    for offset, points in enumerate(heights):
        sheet.heights[row + offset] = points + max(0.0, missing) / height
    for offset, declared in enumerate(item.fields):
        _put_answer(form, item, declared, row + offset)
    for offset, rate in enumerate(item.rates, start=len(item.fields)):
        _put_rate(form, rate, row + offset)
    return last + 1


def _answer_height(item: Item, declared: Field) -> float:
    whole = _is_whole(item, declared)
    width = _WIDTHS[_ENTRY] + (_WIDTHS[_LABEL] if whole else 0.0)
    label = 0.0 if whole else height_for(declared.shown, _WIDTHS[_LABEL] * 1.15, _LABEL_SIZE)
    return max(_ROW_HEIGHT, label, _room_for(declared, width))


def _is_whole(item: Item, declared: Field) -> bool:
    """Return whether the entry takes the whole width of 检查情况, without a label."""
    return len(item.fields) == 1 or declared.key == item.open_text


def _put_rate(form: _Form, rate: Rate, row: int) -> None:
    part, whole = form.ref(rate.part), form.ref(rate.whole)
    form.sheet.put(row, _LABEL, rate.label, "label")
    formula = f'=IF(AND(ISNUMBER({part}),ISNUMBER({whole})),IF({whole}>0,{part}/{whole},""),"")'
    shown = share(form.answers.get(rate.part), form.answers.get(rate.whole))
    form.sheet.put(row, _ENTRY, Formula(formula, "" if shown is None else shown), "cell_rate")
    form.rates[rate.part] = rate


def share(part: Answer | None, whole: Answer | None) -> float | None:
    """Return part/whole; None unless both are numbers and the whole is above 0.

    >>> share(3, 4), share(3, 0), share("未提供", 4)
    (0.75, None, None)
    """
    numbers = [n for n in (part, whole) if isinstance(n, (int, float)) and not isinstance(n, bool)]
    return numbers[0] / numbers[1] if len(numbers) == 2 and numbers[1] > 0 else None


def _put_answer(form: _Form, item: Item, declared: Field, row: int) -> None:
    if _is_whole(item, declared):
        form.enter(declared, Area(row, _LABEL, row, _ENTRY))
    else:
        form.sheet.put(row, _LABEL, declared.shown, "label")
        form.enter(declared, Area(row, _ENTRY, row, _ENTRY))


def _put_footer(form: _Form, row: int) -> int:
    annex, sheet = form.annex, form.sheet
    if not annex.footer:
        return row - 1
    signer, day = annex.footer
    signer_line, day_line = annex.footer_lines
    sheet.heights.update({row: 12.0, row + 1: max(30.0, _room_for(signer, _WIDTHS[_ITEM_END]))})
    sheet.span(Area(row + 1, _NUMBER, row + 1, _ITEM), signer_line, "sign")
    form.enter(signer, Area(row + 1, _ITEM_END, row + 1, _ITEM_END))
    cell = a1(row + 1, _ENTRY)
    short = day_line[: day_line.index("：") + 1]
    shown = short if form.answers.get(day.key) else day_line
    sheet.put(row + 1, _LABEL, Formula(f'=IF({cell}="","{day_line}","{short}")', shown), "sign")
    form.enter(day, Area(row + 1, _ENTRY, row + 1, _ENTRY))
    sheet.cells[row + 1, _ITEM_END] = replace(sheet.cells[row + 1, _ITEM_END], style="entry_sign")
    sheet.cells[row + 1, _ENTRY] = replace(sheet.cells[row + 1, _ENTRY], style="entry_day")
    return row + 1


def _put_beside(form: _Form, title: str, fields: tuple[Field, ...], row: int) -> int:
    """Put entry cells above or below the printed form; return the next free row."""
    if not fields:
        return row
    form.sheet.span(Area(row, _ITEM_END, row, _ENTRY), title, "head_small")
    for at, declared in enumerate(fields, start=row + 1):
        form.sheet.put(at, _ITEM_END, declared.shown, "label")
        form.enter(declared, Area(at, _LABEL, at, _ENTRY))
        form.sheet.heights[at] = max(_ROW_HEIGHT, _room_for(declared, _WIDTHS[_LABEL] + _WIDTHS[_ENTRY]) / 2)
    return row + len(fields) + 2


def _limit(form: _Form, units: tuple[Field, ...], campaign: Campaign) -> None:
    """Put the validation of every entry cell."""
    for declared in form.annex.fields + units:
        row, col = form.entries[declared.key]
        rate = form.rates.get(declared.key)
        limit = entry_validation(declared, Area(row, col, row, col), form.annex.clause_of(declared.key), campaign)
        if rate is not None:
            limit = replace(limit, formula=_not_over(limit.formula, form.ref(rate.part), form.ref(rate.whole)))
        form.sheet.validations.append(limit)


def _not_over(formula: str, part: str, whole: str) -> str:
    """Return a limit that also rejects a part larger than its whole (R104), once both are numbers."""
    return f"=AND({formula[1:]},OR(NOT(ISNUMBER({part})),NOT(ISNUMBER({whole})),{part}<={whole}))"


def _put_checks(form: _Form, heads_row: int, campaign: Campaign, ranges: HintRanges) -> Counters:
    """Put the check columns of every row with an entry, the counters and the colours."""
    annex, sheet = form.annex, form.sheet
    by_row: dict[int, list[Field]] = defaultdict(list)
    for declared in annex.fields:
        by_row[form.entries[declared.key][0]].append(declared)
    refs = {f.key: form.ref(f.key) for f in annex.fields}
    checks = _row_checks(form, by_row, campaign, ranges)
    columns = replace(_COLUMNS, extra=max(made.width for made in checks.values()))
    put_heads(sheet, columns, heads_row, "head_small")
    facts = _row_facts(form, by_row, campaign, checks)
    for row in by_row:
        put_row(sheet, columns, row, checks[row], facts[row])
    blank = RowFacts(row_state("", None, {}))
    for top, bottom in ((min(by_row), heads_row - 1), (heads_row + 1, max(by_row))):
        if top <= bottom:
            shown = [facts.get(row, blank).shown(_COLUMNS) for row in range(top, bottom + 1)]
            put_derived(sheet, _COLUMNS, top, shown, ranges)
    put_notes(sheet, _COLUMNS, {row: fact.note for row, fact in facts.items()})
    _put_colours(form, by_row)
    filled = sum(form.answers.get(f.key) is not None for f in annex.fields)
    states = {row: fact.state for row, fact in facts.items()}
    checked = CheckedRows(min(by_row), max(by_row), ",".join(refs.values()), filled, states, form.letters)
    _put_top(sheet, counters := put_counters(sheet, _COLUMNS, checked, ranges))
    return counters


def _row_checks(
    form: _Form, by_row: Mapping[int, list[Field]], campaign: Campaign, ranges: HintRanges
) -> dict[int, RowChecks]:
    """Return the formulas that check each row; conditions read the columns of all of them."""
    annex, numbers = form.annex, numbers_of(form.annex)
    refs = {f.key: form.ref(f.key) for f in annex.fields}
    started = f"{filled_ref(_COLUMNS)}>0"
    rows = {at: Row(tuple(fields), tuple(numbers[f.key] for f in fields)) for at, fields in by_row.items()}
    reads = {
        at: ReadCells(row, refs, read_columns_of(_COLUMNS.reads, row, at), started, campaign.window_start.year)
        for at, row in rows.items()
    }
    states = {key: place for read in reads.values() for key, place in read.states.items()}
    values = {key: cell for read in reads.values() for key, cell in read.values.items()}
    plain_reasons = {key: f"{_COLUMNS.letters(REASON)}{r + 1}" for r, key in _reasons_by_row(annex, by_row).items()}
    cells = Cells(annex, refs, states, values, plain_reasons, ranges.boilerplate, campaign)
    return {at: row_checks(cells, read, rules_of(annex), _COLUMNS.reads, at) for at, read in reads.items()}


def reason_keys(annex: Annex) -> tuple[str, ...]:
    """Return the keys of the texts that must give a reason (`Meaningful`)."""
    return tuple(rule.then.key for rule in rules_of(annex) if isinstance(rule.then, Meaningful))


def _reasons_by_row(annex: Annex, by_row: Mapping[int, list[Field]]) -> dict[int, str]:
    """Return the key of the text that must give a reason, by its row."""
    keys = reason_keys(annex)
    return {row: f.key for row, fields in by_row.items() for f in fields if f.key in keys}


def _row_facts(
    form: _Form, by_row: Mapping[int, list[Field]], campaign: Campaign, checks: Mapping[int, RowChecks]
) -> dict[int, RowFacts]:
    codes = codes_of(form.annex, form.answers, campaign)
    started = any(form.answers.get(f.key) is not None for f in form.annex.fields)
    numbers, hints = numbers_of(form.annex), hints_of(form.annex, campaign)
    reasons = _reasons_by_row(form.annex, by_row)
    facts = {}
    for at, fields in by_row.items():
        row = Row(tuple(fields), tuple(numbers[f.key] for f in fields))
        note = form.answers.get(note_key(fields[0].key))
        state = row_state(row_codes(codes, row.numbers, started=started), note, hints)
        read = read_row(row, form.answers, campaign.window_start.year, started=started)
        extra = (*read.shown, *part_values(checks[at], codes, row.numbers, started=started))
        key = reasons.get(at, "")
        facts[at] = RowFacts(state, note, form.answers.get(key), form.ref(key) if key else "", extra)
    return facts


def _put_colours(form: _Form, by_row: Mapping[int, list[Field]]) -> None:
    numbers = numbers_of(form.annex)
    switch = f"${column_letters(_SWITCH[1])}${_SWITCH[0] + 1}"
    merged = {(block.top, block.left): block for block in form.sheet.merges}
    for declared in form.annex.fields:
        at = form.entries[declared.key]
        block = merged.get(at, Area(*at, *at))
        form.sheet.highlights += highlights(block, numbers[declared.key], _COLUMNS, switch)
    form.sheet.highlights += state_highlights(Area(min(by_row), _COLUMNS.state, max(by_row), _COLUMNS.state))


def _put_top(sheet: SheetLayout, counters: Counters) -> None:
    """Put the counters and the print switch above the columns beside the form."""
    sheet.put(0, _COLUMNS.state, counters.filled_formula, "counter")
    sheet.put(0, _COLUMNS.note, link_formula(counters.must, sheet.name), "counter_must")
    sheet.put(0, _COLUMNS.hint, link_formula(counters.explain, sheet.name), "counter_explain")
    sheet.put(1, _COLUMNS.state, PRINT_SWITCH, "switch_label")
    put_switch(sheet, *_SWITCH)


def put_switch(sheet: SheetLayout, row: int, col: int) -> None:
    """Put the cell that turns the colours off for printing."""
    sheet.put(row, col, NO, "switch")
    block, hint = Area(row, col, row, col), PRINT_SWITCH_HINT
    limit = Validation(
        block, "list", (YES, NO), title=PRINT_SWITCH, hint=hint, alert_title=words.ALERT_TITLE, alert=hint
    )
    sheet.validations.append(limit)
