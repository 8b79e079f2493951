"""The printed form of one register row."""

from __future__ import annotations

from dataclasses import replace

from xhg_excel.core.templates.printed_form import print_sheet
from xhg_excel.notice.small_chemical.annexes import ANNEX2


def test_a_form_that_nobody_signs_ends_with_its_last_item() -> None:
    """A notice may ask for no signature."""
    signed = print_sheet(ANNEX2, [])
    unsigned = print_sheet(replace(ANNEX2, footer=(), footer_lines=()), [])

    last = max(row for row, _ in unsigned.cells)
    assert unsigned.cells[last, 0].content == len(ANNEX2.items)
    assert unsigned.page.area is not None
    assert signed.page.area is not None
    assert (unsigned.page.area.bottom, signed.page.area.bottom) == (last, last + 2)
