"""Ledgers as sheets: they show and print as far as they hold anything, and a few rows more."""

from __future__ import annotations

import pytest

from tests.conftest import CONTEXT
from xhg_excel.core.sheets.layout import Area, SheetLayout
from xhg_excel.core.templates.register import FIRST_ROW, ledger_sheet
from xhg_excel.notice import SCREENING
from xhg_excel.notice.schema.style import RULED, STYLES
from xhg_excel.notice.words.workbook import LEDGER_BLANK_ROWS, LEDGER_ROWS

WIDTH = 1 + len(SCREENING.columns)


def ledger(filled: int) -> SheetLayout:
    return ledger_sheet(SCREENING, [{"city": "南通市", "screened_total": 1}] * filled, CONTEXT.campaign)


def rows_seen(sheet: SheetLayout) -> set[int]:
    """Return the rows below the heads, counted from 1, in which a cell holds something or has a line or a fill."""
    cells = ((row, cell) for row, line in sheet.cells.lines() for cell in line if row >= FIRST_ROW and cell)
    return {
        row - FIRST_ROW + 1
        for row, cell in cells
        if cell.content is not None or STYLES[cell.style].border or STYLES[cell.style].fill
    }


@pytest.mark.parametrize("filled", [0, 3, 300, 600])
def test_a_ledger_prints_its_filled_rows_and_a_few_more(filled: int) -> None:
    """No print area, which would cut off rows typed below it; and nothing to print in the rows far below."""
    sheet = ledger(filled)

    assert sheet.page.area is None
    assert rows_seen(sheet) == set(range(1, filled + LEDGER_BLANK_ROWS + 1))


def test_the_rows_below_take_entries_of_the_same_kind() -> None:
    """A number stays a number and a day a day, and what may be typed is limited to the last row."""
    sheet = ledger(0)
    first, last = (
        [STYLES[sheet.cells[row, col].style] for col in range(WIDTH)]
        for row in (FIRST_ROW, FIRST_ROW + LEDGER_ROWS - 1)
    )

    assert [(s.number_format, s.align, s.locked, s.indent) for s in last] == [
        (s.number_format, s.align, s.locked, s.indent) for s in first
    ]
    assert {limit.block.bottom for limit in sheet.validations} == {FIRST_ROW + LEDGER_ROWS - 1}


def test_rows_appear_while_the_ones_above_them_are_filled() -> None:
    """The first row that is not seen looks from 20 rows above it to itself; the others follow from it."""
    sheet = ledger(0)
    top, bottom = FIRST_ROW + LEDGER_BLANK_ROWS, FIRST_ROW + LEDGER_ROWS - 1
    number, entries = sheet.highlights

    assert (number.block, entries.block) == (Area(top, 0, bottom, 0), Area(top, 1, bottom, WIDTH - 1))
    assert number.formula == entries.formula == f"=COUNTA($B{FIRST_ROW + 1}:$E{top + 1})>0"
    assert {number.style, entries.style} == RULED
