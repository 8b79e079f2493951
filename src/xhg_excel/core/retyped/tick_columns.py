"""Decide the meaning of ticks in columns headed 是 | 否 or other words, where it is clear."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from xhg_excel.core.answers.cell_reader import At
from xhg_excel.core.model.grid import CellValue, Grid, squeeze
from xhg_excel.core.retyped.find_forms import Spotted, tick_heads
from xhg_excel.core.retyped.text_similarity import is_one_of, plain
from xhg_excel.notice.schema.form import Annex, Field, Kind
from xhg_excel.notice.words import as_written as as_written_words

_HEADS_ABOVE = 4


@dataclass(frozen=True)
class Ticks:
    """Where the answers of a form's items are, and what ticks among them mean.

    Attributes:
        usual: the column of most answers without a label.
        row: the row of the heads of the tick columns.
        heads: these heads by column; empty unless two columns are headed by different answers.
        unknown_heads: without `heads`: several columns have heads that are not declared.
        inverted: without `heads`: a heading is negative, so a tick may mean 否.
        scattered: without `heads`: ticks are in several columns.
    """

    grid: Grid
    usual: int
    row: int = 0
    heads: dict[int, str] = field(default_factory=dict)
    unknown_heads: bool = False
    inverted: bool = False
    scattered: bool = False

    def means(self, at: At) -> CellValue:
        """Return the value of a cell; for a tick, the head of its column."""
        return self.heads[at[1]] if self.is_chosen(at) else self.grid.at(*at)

    def is_unclear(self, at: At, declared: Field, label: At | None) -> bool:
        """Return whether the meaning of a cell is not certain, or a tick in it is no answer.

        `label` is the cell that names the field; None where the text of its item does.
        """
        value = self.grid.at(*at)
        is_mark = _is_mark(value, as_written_words.TICKS + as_written_words.CROSSES)
        if not self.heads:
            is_far = self.scattered if label is None else at[1] > label[1] + 1
            return self.unknown_heads or (is_mark and (self.inverted or is_far))
        if not declared.choices and declared.kind not in (Kind.YES_NO, Kind.YES_NO_NA):
            return is_mark
        if not is_mark:  # 是 below 否
            return at[1] in self.heads and _contradicts(value, self.heads[at[1]])
        marked = [
            col
            for col in self.heads
            if _is_mark(self.grid.at(at[0], col), as_written_words.TICKS + as_written_words.CROSSES)
        ]
        return _is_mark(value, as_written_words.CROSSES) or marked != [at[1]]

    def is_chosen(self, at: At) -> bool:
        """Return whether a cell is a tick in a column headed by an answer."""
        return at[1] in self.heads and _is_mark(self.grid.at(*at), as_written_words.TICKS)


def ticks_of(grid: Grid, spotted: Spotted, columns: tuple[int, ...]) -> Ticks:
    """Return where the answers of a form's items are, among some columns, and what ticks mean there."""
    items = range(spotted.hits[0].row, spotted.hits[-1].row + 1)
    reach = range(columns[0], columns[-1] + 1)
    above = range(items.start - 1, max(-1, items.start - 1 - _HEADS_ABOVE), -1)
    labels = _labels(spotted.annex)
    labelled = {col for row in items for col in reach if _is_label(grid.at(row, col), labels)}
    alone = list(_alone(grid, items, reach, labels))
    counted = Counter(col for _, col in alone)
    usual = max(columns, key=lambda col: (counted[col], -col))
    for row in above:
        if heads := tick_heads(grid, row, reach):
            if len(set(heads.values())) < len(heads):  # 是 | 否 twice: of two companies, or visits
                return Ticks(grid, usual, unknown_heads=True)
            return Ticks(grid, usual, row, heads)
    head_row = next(
        (row for row in above if is_one_of(grid.at(row, spotted.item_col), as_written_words.ITEM_HEADS)), items.start
    )
    headed = (grid.at(row, col) for row in range(head_row, items.start) for col in reach if col not in labelled)
    heads_of = [str(head) for head in headed if head is not None]
    explains_ticks = any(re.search(as_written_words.TICK_MEANING, str(value)) for _, _, value in grid.filled())
    ticked = {col for row, col in alone if _is_mark(grid.at(row, col), as_written_words.TICKS)}
    return Ticks(
        grid,
        usual,
        unknown_heads=_has_unknown_heads(heads_of),
        inverted=explains_ticks
        or any(re.search(as_written_words.NEGATIVE_HEAD, re.sub(as_written_words.BOTH, "", head)) for head in heads_of),
        scattered=not ticked <= {usual},
    )


def _has_unknown_heads(heads: Sequence[str]) -> bool:
    """Return whether several heads are not declared: 符合 and 不符合, 甲厂 and 乙厂."""
    others = [
        head for head in heads if not is_one_of(head, (*as_written_words.REMARK_HEADS, *as_written_words.ANSWER_HEADS))
    ]
    return len(others) > 1


def _alone(grid: Grid, rows: range, columns: range, labels: frozenset[str]) -> Iterator[At]:
    """Yield the first filled cell of every row without a label."""
    for row in rows:
        filled = [(col, value) for col in columns if (value := grid.at(row, col)) is not None]
        if filled and not any(_is_label(value, labels) for _, value in filled):
            yield row, filled[0][0]


def _is_label(value: CellValue, labels: frozenset[str]) -> bool:
    return isinstance(value, str) and plain(value) in labels


def _contradicts(value: CellValue, head: str) -> bool:
    """Return whether a cell is 是 under a head 否, or the reverse."""
    word = squeeze(value).lower()
    return any(word in words and head not in words for words in (as_written_words.YES_WORDS, as_written_words.NO_WORDS))


@cache
def _labels(annex: Annex) -> frozenset[str]:
    shown = {word for declared in annex.fields for word in (declared.label, declared.shown)}
    return frozenset(plain(word) for word in shown | {rate.label for item in annex.items for rate in item.rates})


def _is_mark(value: CellValue, marks: str) -> bool:
    return isinstance(value, str) and len(mark := squeeze(value)) == 1 and mark in marks
