"""Registers and ledgers: one row a site or entry, one column a field.

Room: core.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xhg_excel.core.columns import Column, annex_columns, ledger_columns
from xhg_excel.core.entries import entry_style, entry_validation
from xhg_excel.core.layout import Block, Page, SheetLayout, height_for
from xhg_excel.core.normalize import Answer
from xhg_excel.spec.form import Annex, Kind
from xhg_excel.spec.ledgers import Ledger
from xhg_excel.spec.workbook import (
    LEDGER_ROWS,
    ORDER_LABEL,
    PAGE_FOOTER,
    REGISTER_ROWS,
    REGISTER_SHEETS,
)

Answers = Mapping[str, Answer | None]
Rows = Sequence[Answers]

# Row numbers (from 0) of a register: label, title, item texts, heads, first entry.
TITLE_ROW, ITEMS_ROW, HEADS_ROW, FIRST_ROW = 0, 1, 2, 3
_WIDTH = {Kind.TEXT: 18.0, Kind.ID: 13.0, Kind.DATE: 12.5, Kind.YUAN: 13.0, Kind.CHOICE: 15.0}
_SCALE = 65
_WIDE = {"site_name": 28.0, "address": 32.0, "reason_unfinished": 28.0, "summary": 30.0}


def register_sheet(annex: Annex, rows: Rows) -> SheetLayout:
    """Return the register of an annex, `rows` filled in, room for at least 200 sites."""
    columns = annex_columns(annex)
    sheet = _table(REGISTER_SHEETS[annex.key], columns, rows, max(REGISTER_ROWS, len(rows)))
    sheet.put(TITLE_ROW, 0, f"{annex.label} {annex.title}", "annex")
    _put_items(sheet, columns)
    return sheet


def ledger_sheet(ledger: Ledger, rows: Rows) -> SheetLayout:
    """Return a ledger, `rows` filled in."""
    columns = ledger_columns(ledger)
    sheet = _table(ledger.title, columns, rows, max(LEDGER_ROWS, len(rows)))
    sheet.put(TITLE_ROW, 0, ledger.title, "annex")
    sheet.put(ITEMS_ROW, 0, ledger.note, "plain_line")
    return sheet


def _table(name: str, columns: Sequence[Column], rows: Rows, room: int) -> SheetLayout:
    widths = [_WIDE.get(c.field.key, _WIDTH.get(c.field.kind, 10.5)) for c in columns]
    sheet = SheetLayout(name, widths=(6.0, *widths), freeze_rows=FIRST_ROW)
    last = FIRST_ROW + room - 1
    sheet.put(HEADS_ROW, 0, ORDER_LABEL, "head_small")
    for col, column in enumerate(columns, start=1):
        sheet.put(HEADS_ROW, col, column.head, "head_small")
        block = Block(FIRST_ROW, col, last, col)
        sheet.validations.append(entry_validation(column.field, block, column.clause))
    for number in range(room):
        answers = rows[number] if number < len(rows) else {}
        _put_entry_row(sheet, columns, (FIRST_ROW + number, number + 1), answers)
    sheet.heights.update({TITLE_ROW: 30.0, HEADS_ROW: 36.0})
    sheet.filter_block = Block(HEADS_ROW, 0, last, len(columns))
    # Too wide for one page: number and name repeat on each.
    sheet.page = Page(True, None, (ITEMS_ROW, HEADS_ROW), PAGE_FOOTER, scale=_SCALE, repeat_columns=(0, 1))
    return sheet


def _put_entry_row(sheet: SheetLayout, columns: Sequence[Column], at: tuple[int, int], answers: Answers) -> None:
    row, number = at
    sheet.put(row, 0, number, "number_small")
    longest = 0.0
    for col, column in enumerate(columns, start=1):
        value = answers.get(column.field.key)
        sheet.put(row, col, value, entry_style(column.field))
        if isinstance(value, str):
            longest = max(longest, height_for(value, sheet.widths[col]))
    sheet.heights[row] = longest or 22.0


def _put_items(sheet: SheetLayout, columns: Sequence[Column]) -> None:
    tallest = 22.0
    col = 1
    while col <= len(columns):
        item = columns[col - 1].item
        end = col
        while end < len(columns) and columns[end].item is item and item is not None:
            end += 1
        text = f"{item.number}.{item.text}" if item else ""
        sheet.span(Block(ITEMS_ROW, col, ITEMS_ROW, end), text, "head_item")
        tallest = max(tallest, height_for(text, sum(sheet.widths[col : end + 1]), 9))
        col = end + 1
    sheet.put(ITEMS_ROW, 0, "", "head_item")
    sheet.heights[ITEMS_ROW] = min(tallest, 200.0)
