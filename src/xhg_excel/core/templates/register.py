"""Registers and ledgers: one row a site or entry, one column a field.

A register has check columns right of its entries: state, hint and 说明.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from xhg_excel.core.model.answer import Answer, show
from xhg_excel.core.model.field_names import Column, annex_columns, ledger_columns
from xhg_excel.core.model.grid import a1, column_letters
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Unit
from xhg_excel.core.sheets.layout import Area, Highlight, Page, SheetLayout, height_for
from xhg_excel.core.sheets.table import Table, heads_height
from xhg_excel.core.templates import own_numbers
from xhg_excel.core.templates.check_codes import (
    Code,
    RowState,
    codes_of,
    hints_of,
    number_rule,
    numbers_of,
    row_codes,
    row_state,
    token,
    whole_row,
)
from xhg_excel.core.templates.check_columns import (
    REASON,
    CheckColumns,
    CheckedRows,
    CheckedSheet,
    Counters,
    HintRanges,
    RowFacts,
    highlights,
    link_formula,
    put_counters,
    put_heads,
    put_notes,
    put_rows,
    state_highlights,
)
from xhg_excel.core.templates.check_formulas import Cells
from xhg_excel.core.templates.entry_cells import entry_style, entry_validation
from xhg_excel.core.templates.form import put_switch, reason_keys
from xhg_excel.core.templates.own_numbers import OwnNumbers
from xhg_excel.core.templates.read_columns import ReadRow, read_row
from xhg_excel.core.templates.read_formulas import ReadCells
from xhg_excel.core.templates.row_checks import RowChecks, part_values, read_columns_of, row_checks
from xhg_excel.notice import PROBLEM_ANNEXES, PROBLEMS, SMALL_CHEM, rules_of
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.form import Annex, Kind
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.schema.style import IDLE
from xhg_excel.notice.words import workbook as words
from xhg_excel.notice.words.check_columns import PRINT_SWITCH, ROW_NOTE

Answers = Mapping[str, Answer | None]
Rows = Sequence[Answers]

# Row numbers (from 0) of a register: label, title, item texts, heads, first entry.
TITLE_ROW, ITEMS_ROW, HEADS_ROW, FIRST_ROW = 0, 1, 2, 3
_WIDTH = {Kind.TEXT: 18.0, Kind.ID: 13.0, Kind.DATE: 12.5, Kind.YUAN: 13.0, Kind.CHOICE: 15.0}
_SCALE = 65
_WIDE = {"site_name": 28.0, "address": 32.0, "reason_unfinished": 28.0, "summary": 30.0}
# How many texts of a list stand above the columns that compare 问题编号.
_LISTS = 3
# Columns of the counters, the switch's label and the switch, in the title row.
_FILLED, _MUST, _EXPLAIN, _SWITCH_LABEL, _SWITCH = 4, 6, 8, 11, 12


def register_sheet(
    annex: Annex, rows: Rows, campaign: Campaign, ranges: HintRanges, listed: Sequence[str] = ()
) -> CheckedSheet:
    """Return the register of an annex with `rows` filled in and room for at least 200 sites.

    `listed` are the 问题编号 of 本县问题清单, if the workbook has that sheet.
    """
    columns = annex_columns(annex)
    sheet = _entry_table(
        words.REGISTER_SHEETS[annex.key], columns, rows, room=max(words.REGISTER_ROWS, len(rows)), campaign=campaign
    )
    sheet.put(TITLE_ROW, 0, f"{annex.label} {annex.title}", "annex")
    _put_items(sheet, columns)
    letters = {number: column_letters(number) for number in numbers_of(annex).values()}
    return CheckedSheet(sheet, letters, _put_checks(sheet, annex, rows, campaign, ranges, listed=listed))


def ledger_sheet(ledger: Ledger, rows: Rows, campaign: Campaign) -> SheetLayout:
    """Return a ledger with `rows` filled in.

    Its blank rows further down show no number and no lines until the rows above are filled: they do not print.
    """
    columns = ledger_columns(ledger)
    room = max(words.LEDGER_ROWS, len(rows) + 2 * words.LEDGER_BLANK_ROWS)
    sheet = _entry_table(ledger.title, columns, rows, room=room, campaign=campaign)
    sheet.page = replace(sheet.page, area=None)
    _idle_rows(sheet, Area(FIRST_ROW + len(rows) + words.LEDGER_BLANK_ROWS, 0, FIRST_ROW + room - 1, len(columns)))
    sheet.put(TITLE_ROW, 0, ledger.title, "annex")
    sheet.put(ITEMS_ROW, 0, ledger.note, "plain_line")
    return sheet


def _idle_rows(sheet: SheetLayout, block: Area) -> None:
    """Hide number and lines of each row of a block until it, or a row at most LEDGER_BLANK_ROWS above, is filled."""
    for row in range(block.top, block.bottom + 1):
        for col in range(block.right + 1):
            sheet.put(row, col, None, IDLE[sheet.cells[row, col].style])
    first, last = a1(block.top - words.LEDGER_BLANK_ROWS, 1), a1(block.top, block.right)
    formula = f"=COUNTA(${first}:${last})>0"
    sheet.highlights.append(Highlight(replace(block, right=0), formula, "number_used"))
    sheet.highlights.append(Highlight(replace(block, left=1), formula, "entry_used"))


def _entry_table(name: str, columns: Sequence[Column], rows: Rows, *, room: int, campaign: Campaign) -> SheetLayout:
    sheet = SheetLayout(name, widths=(6.0, *entry_widths(columns)), freeze_rows=FIRST_ROW)
    last = FIRST_ROW + room - 1
    heads = [words.ORDER_LABEL, *(column.head for column in columns)]
    sheet.put_row(HEADS_ROW, heads, "head_filter")
    for col, column in enumerate(columns, start=1):
        block = Area(FIRST_ROW, col, last, col)
        sheet.validations.append(entry_validation(column.field, block, column.clause, campaign))
    for number in range(room):
        answers = rows[number] if number < len(rows) else {}
        _put_entry_row(sheet, columns, number, answers)
    sheet.heights.update({TITLE_ROW: 30.0, ITEMS_ROW: 18.0, HEADS_ROW: heads_height(heads, sheet.widths)})
    # Unlocked cells only: Excel does not sort a range with a locked cell on a protected sheet.
    sheet.filter_block = Area(HEADS_ROW, 1, last, len(columns))
    # Too wide for one page: number and name are repeated on each.
    area = Area(TITLE_ROW, 0, last, len(columns))
    sheet.page = Page(True, area, (ITEMS_ROW, HEADS_ROW), words.PAGE_FOOTER, scale=_SCALE, repeat_columns=(0, 1))
    return sheet


def entry_widths(columns: Sequence[Column]) -> tuple[float, ...]:
    """Return the widths of the entry columns, in their order."""
    return tuple(_WIDE.get(c.field.key, _WIDTH.get(c.field.kind, 10.5)) for c in columns)


def _put_entry_row(sheet: SheetLayout, columns: Sequence[Column], number: int, answers: Answers) -> None:
    row = FIRST_ROW + number
    sheet.put(row, 0, number + 1, "number_small")
    for col, column in enumerate(columns, start=1):
        sheet.put(row, col, answers.get(column.field.key), entry_style(column.field))
    texts = ((answers.get(c.field.key), sheet.widths[col]) for col, c in enumerate(columns, start=1))
    sheet.heights[row] = entry_height(texts)


def entry_height(entries: Iterable[tuple[Answer | None, float]]) -> float:
    """Return the height of a row that shows its entries in full; each entry comes with the width of its column."""
    return max((height_for(text, width) for text, width in entries if isinstance(text, str)), default=22.0)


def _put_items(sheet: SheetLayout, columns: Sequence[Column]) -> None:
    tallest = 22.0
    col = 1
    while col <= len(columns):
        item = columns[col - 1].item
        end = col
        while end < len(columns) and columns[end].item is item and item is not None:
            end += 1
        text = f"{item.number}.{item.text}" if item else ""
        sheet.span(Area(ITEMS_ROW, col, ITEMS_ROW, end), text, "head_item")
        tallest = max(tallest, height_for(text, sum(sheet.widths[col : end + 1]), 9))
        col = end + 1
    sheet.put(ITEMS_ROW, 0, "", "head_item")
    sheet.heights[ITEMS_ROW] = min(tallest, 200.0)


@dataclass(frozen=True)
class RegisterChecks:
    """The check columns of a register and the formulas of its first row."""

    columns: CheckColumns
    checks: RowChecks


@cache
def register_checks(annex: Annex, campaign: Campaign, ranges: HintRanges, room: int) -> RegisterChecks:
    """Return the check columns of an annex's register with room for so many sites."""
    columns = CheckColumns(len(annex.fields) + 1)
    refs = {key: f"{column_letters(number)}{FIRST_ROW + 1}" for key, number in numbers_of(annex).items()}
    plain_reasons = {key: f"{columns.letters(REASON)}{FIRST_ROW + 1}" for key in reason_keys(annex)}
    started = f"COUNTA({refs[annex.fields[0].key]}:{refs[annex.fields[-1].key]})>0"
    row = whole_row(annex)
    read = ReadCells(row, refs, read_columns_of(columns.reads, row, FIRST_ROW), started, campaign.window_start.year)
    cells = Cells(annex, refs, read.states, read.values, plain_reasons, ranges.boilerplate, campaign)
    own: own_numbers.OwnColumns | None = None
    if rule := number_rule(annex):
        first = columns.reads + row.width
        compared = [f"${column_letters(first + at)}{FIRST_ROW + 1}" for at in range(own_numbers.COLUMNS)]
        listed_in = [f"${column_letters(first + at)}$1" for at in range(_LISTS)]
        counted = Area(FIRST_ROW, first + 2, FIRST_ROW + room - 1, first + 2).a1
        id_cells = read.id_cells(next(f for f in annex.fields if f.key == rule.key_to_mend))
        own = own_numbers.own_columns(compared, id_cells, listed_in, counted)
    checks = row_checks(cells, read, rules_of(annex), columns.reads, FIRST_ROW, own=own)
    return RegisterChecks(replace(columns, extra=checks.width), checks)


def _put_checks(
    sheet: SheetLayout,
    annex: Annex,
    rows: Rows,
    campaign: Campaign,
    ranges: HintRanges,
    *,
    listed: Sequence[str],
) -> Counters:
    """Put state, hint and 说明 of every row, the counters and the colours."""
    last = max(sheet.heights)
    room = last - FIRST_ROW + 1
    made = register_checks(annex, campaign, ranges, room)
    columns, own = made.columns, own_numbers.own_numbers(listed)
    put_heads(sheet, columns, HEADS_ROW, "head_filter")
    if made.checks.why:
        first = columns.reads + whole_row(annex).width
        sheet.put_row(TITLE_ROW, (own.listed, own.apart, own.nearest), "hidden", left=first)
    facts = row_facts(annex, rows, room, campaign, made.checks, own=own)
    put_rows(sheet, columns, FIRST_ROW, made.checks, facts, ranges=ranges)
    put_notes(sheet, columns, {FIRST_ROW + n: fact.note for n, fact in enumerate(facts)})
    _put_colours(sheet, annex, columns, last)
    return put_top(sheet, annex, rows, [fact.state for fact in facts], last=last, ranges=ranges)


def put_top(
    sheet: SheetLayout, annex: Annex, rows: Rows, states: Sequence[RowState], *, last: int, ranges: HintRanges
) -> Counters:
    """Put the counters of a register and the row that shows them.

    Args:
        sheet: the register; changed.
        annex: its form.
        rows: its filled rows.
        states: the states of the rows from the first on.
        last: the last row of the table, filled in or not.
        ranges: where formulas look up hints.

    """
    filled = sum(answers.get(f.key) is not None for answers in rows for f in annex.fields)
    by_row = {FIRST_ROW + number: state for number, state in enumerate(states)}
    letters = {number: column_letters(number) for number in numbers_of(annex).values()}
    whole = Area(FIRST_ROW, 1, last, len(annex.fields)).a1
    columns = CheckColumns(len(annex.fields) + 1)
    counters = put_counters(sheet, columns, CheckedRows(FIRST_ROW, last, whole, filled, by_row, letters), ranges)
    _put_top(sheet, counters)
    return counters


def row_facts(
    annex: Annex, rows: Rows, room: int, campaign: Campaign, checks: RowChecks, *, own: OwnNumbers
) -> list[RowFacts]:
    """Return the present values of the check columns of so many rows, the first of which are filled in."""
    numbers, hints = numbers_of(annex), hints_of(annex, campaign)
    key = next(iter(reason_keys(annex)), "")
    ref = f"{column_letters(numbers[key])}{FIRST_ROW + 1}" if key else ""
    year, filled = campaign.window_start.year, rows[:room]
    reads = [read_row(whole_row(annex), answers, year) for answers in filled]
    rule, compared = number_rule(annex), _compared(annex, reads, own)
    facts = []
    for answers, read, columns in zip(filled, reads, compared, strict=True):
        started = any(answers.get(f.key) is not None for f in annex.fields)
        codes: list[Code] = codes_of(annex, answers, campaign) if started else []
        why = str(columns[-1]) if columns else ""
        if why and rule:
            number = numbers[rule.key_to_mend]
            codes.append(Code(number, token(rule.code, number), len(annex.fields) + len(rules_of(annex))))
        note = answers.get(ROW_NOTE.key)
        state = row_state(row_codes(codes, numbers.values(), started=started), note, hints, why)
        parts = part_values(checks, codes, numbers.values(), started=started)
        extra = (*read.shown, *columns, *parts) if started else ("",) * checks.width
        facts.append(RowFacts(state, note, answers.get(key), ref, extra))
    blank = RowFacts(row_state("", None, {}), None, None, ref, ("",) * checks.width)
    return facts + [blank] * (room - len(facts))


def _compared(annex: Annex, reads: Sequence[ReadRow], own: OwnNumbers) -> list[tuple[str | int, ...]]:
    """Return the values of the columns that compare 问题编号, of each row."""
    rule = number_rule(annex)
    if rule is None:
        return [()] * len(reads)
    key = rule.key_to_mend
    return own_numbers.shown_columns(["" if key in read.doubtful else read.ids[key] for read in reads], own)


def _put_colours(sheet: SheetLayout, annex: Annex, columns: CheckColumns, last: int) -> None:
    switch = f"${column_letters(_SWITCH)}${TITLE_ROW + 1}"
    for number in numbers_of(annex).values():
        sheet.highlights += highlights(Area(FIRST_ROW, number, last, number), number, columns, switch)
    sheet.highlights += state_highlights(Area(FIRST_ROW, columns.state, last, columns.state))
    sheet.protected = True


def _put_top(sheet: SheetLayout, counters: Counters) -> None:
    sheet.put(TITLE_ROW, _FILLED, counters.filled_formula, "counter")
    sheet.put(TITLE_ROW, _MUST, link_formula(counters.must, sheet.name), "counter_must")
    sheet.put(TITLE_ROW, _EXPLAIN, link_formula(counters.explain, sheet.name), "counter_explain")
    sheet.put(TITLE_ROW, _SWITCH_LABEL, PRINT_SWITCH, "switch_label")
    put_switch(sheet, TITLE_ROW, _SWITCH)


def problems_of(unit: Unit, problems: Sequence[Answers], registry: Registry) -> list[Answers]:
    """Return the rows of 小化工 of a county, or of a whole city for a unit without county."""
    return [row for row in problems if row.get("site_type") == SMALL_CHEM and _lies_in(row, unit, registry)]


def _lies_in(row: Answers, unit: Unit, registry: Registry) -> bool:
    city = registry.match_city(show(row.get("city")))
    if city != unit.city:
        return False
    return unit.county is None or registry.match_county(show(row.get("county")), city).region == unit.county


def limit_ids(register: SheetLayout, problems: Sequence[Answers]) -> SheetLayout:
    """Limit 问题编号 in the register (changed) to those of `problems`; return the sheet that lists them."""
    heads = {column.key: column.shown for column in PROBLEMS.columns}
    listed = Table[Answers](words.OWN_PROBLEMS_SHEET, {key: heads[key] for key in words.OWN_PROBLEMS_KEYS})
    rows = [{key: row.get(key) for key in words.OWN_PROBLEMS_KEYS} for row in problems]
    ids = listed.area("problem_id", len(rows)).a1
    number = next(n for n, field in enumerate(PROBLEM_ANNEXES[0].fields, start=1) if field.key == "problem_id")
    at = next(n for n, limit in enumerate(register.validations) if limit.block.left == number == limit.block.right)
    limit = replace(register.validations[at], rule="list", formula=f"={words.OWN_PROBLEMS_SHEET}!{ids}", choices=())
    register.validations[at] = replace(limit, hint=words.UNKNOWN_ID_HINT, alert=words.UNKNOWN_ID_HINT)
    return listed.sheet(rows, words.OWN_PROBLEMS_NOTE.format(register=register.name))
