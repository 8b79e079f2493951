"""Which row of a register the next site goes into."""

from __future__ import annotations

from dataclasses import dataclass

from xhg_excel.core.model.grid import Grid
from xhg_excel.core.reading.recognise import Sheet, heads_found
from xhg_excel.notice.words.workbook import ORDER_LABEL


@dataclass(frozen=True)
class NextRow:
    """The first empty row after the last filled one, its first entry column (from 0), and its 序号."""

    row: int
    col: int
    order: str


def next_row(grid: Grid, sheet: Sheet) -> NextRow | None:
    """Return the row for the next site of a register; None when its numbered rows are all filled.

    A retyped register without 序号 has no end: the row after its last one is next.
    """
    cols = heads_found(grid, sheet, sheet.columns)
    head = sheet.head[0]
    filled = [row for row in range(head + 1, len(grid.rows)) if any(grid.at(row, col) is not None for col in cols)]
    row = max(filled, default=head) + 1
    order = next((col for col in range(len(grid.rows[head])) if grid.text(head, col) == ORDER_LABEL), None)
    if order is None:
        return NextRow(row, min(cols), str(row - head))
    numbered = [r for r in range(head + 1, len(grid.rows)) if grid.at(r, order) is not None]
    if numbered and row > max(numbered):
        return None
    return NextRow(row, min(cols), grid.text(row, order) or str(row - head))
