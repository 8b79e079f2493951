"""Checklists that are ticked in columns, 是 | 否 or other words: which answer a tick chooses, where that is clear.

Room: core.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from xhg_excel.core.grid import CellValue, Grid, squeeze
from xhg_excel.core.likeness import is_one_of, plain
from xhg_excel.core.reader import At
from xhg_excel.core.survey import Spotted, tick_heads
from xhg_excel.spec.form import Annex, Field, Kind
from xhg_excel.spec.reading import ANSWER_HEADS, CROSSES, ITEM_HEADS, REMARK_HEADS, TICKS

_HEADS_ABOVE = 4


@dataclass(frozen=True)
class Ticks:
    """What ticks beside a form's items mean.

    `row` holds the heads of the columns of ticks, `heads` these by column ({} where no two
    columns are headed by answers). Without these, `are_unknown` says that columns are headed by
    words nobody knows, `are_astray` that ticks stand in different columns: they may mean opposite things.
    """

    grid: Grid
    row: int = 0
    heads: dict[int, str] = field(default_factory=dict)
    are_unknown: bool = False
    are_astray: bool = False

    def means(self, at: At) -> CellValue:
        """Return what a cell says: a tick what its column is headed by."""
        value = self.grid.at(*at)
        return self.heads.get(at[1], value) if _is_mark(value, TICKS) else value

    def is_unclear(self, at: At, declared: Field, label: At | None) -> bool:
        """Tell whether a cell holds a tick or a cross that may mean one thing or its opposite, or is no answer.

        `label` is the cell that names the field; None where the text of its item does.
        """
        value = self.grid.at(*at)
        if self.heads and not declared.choices and declared.kind not in (Kind.YES_NO, Kind.YES_NO_NA):
            return _is_mark(value, TICKS + CROSSES)
        if not self.heads:
            is_far = self.are_astray if label is None else at[1] > label[1] + 1
            return (self.are_unknown or is_far) and _is_mark(value, TICKS + CROSSES)
        marked = [col for col in self.heads if _is_mark(self.grid.at(at[0], col), TICKS + CROSSES)]
        return _is_mark(value, CROSSES) or (_is_mark(value, TICKS) and marked != [at[1]])

    def is_chosen(self, at: At) -> bool:
        """Tell whether a cell holds a tick that its column gives a meaning."""
        return at[1] in self.heads and _is_mark(self.grid.at(*at), TICKS)


def ticks_of(grid: Grid, spotted: Spotted, columns: tuple[int, ...]) -> Ticks:
    """Return what ticks mean in some columns beside a form's items."""
    items = range(spotted.hits[0].row, spotted.hits[-1].row + 1)
    reach = range(columns[0], columns[-1] + 1)
    above = range(items.start - 1, max(-1, items.start - 1 - _HEADS_ABOVE), -1)
    for row in above:
        if heads := tick_heads(grid, row, reach):
            return Ticks(grid, row, heads)
    head_row = next((row for row in above if is_one_of(grid.at(row, spotted.item_col), ITEM_HEADS)), None)
    unknown = head_row is not None and _are_unknown(grid, head_row, reach)
    return Ticks(grid, are_unknown=unknown, are_astray=_are_astray(grid, items, reach, _labels(spotted.annex)))


def _are_unknown(grid: Grid, row: int, columns: range) -> bool:
    """Whether several columns are headed by words nobody knows: 符合 beside 不符合."""
    heads = [grid.at(row, col) for col in columns if grid.at(row, col) is not None]
    known = any(is_one_of(head, ANSWER_HEADS) for head in heads)
    return not known and sum(not is_one_of(head, REMARK_HEADS) for head in heads) > 1


def _are_astray(grid: Grid, rows: range, columns: range, labels: frozenset[str]) -> bool:
    """Whether some tick without a label stands in another column than most answers without one."""
    answered: Counter[int] = Counter()
    ticked = set()
    for row in rows:
        filled = [(col, value) for col in columns if (value := grid.at(row, col)) is not None]
        if filled and not any(isinstance(value, str) and plain(value) in labels for _, value in filled):
            col, value = filled[0]
            answered[col] += 1
            ticked |= {col} if _is_mark(value, TICKS) else set()
    return bool(ticked) and ticked != {answered.most_common(1)[0][0]}


@cache
def _labels(annex: Annex) -> frozenset[str]:
    shown = {word for declared in annex.fields for word in (declared.label, declared.shown)}
    return frozenset(plain(word) for word in shown | {rate.label for item in annex.items for rate in item.rates})


def _is_mark(value: CellValue, marks: str) -> bool:
    return isinstance(value, str) and len(mark := squeeze(value)) == 1 and mark in marks
