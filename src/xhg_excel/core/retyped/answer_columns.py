"""Decide what each column beside the items contains, by declared heads, and what a tick means there."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from xhg_excel.core.answers.cell_reader import At
from xhg_excel.core.model.grid import CellValue, Grid, squeeze
from xhg_excel.core.retyped.form_boundaries import field_asked
from xhg_excel.core.retyped.printed_text import is_one_of, plain
from xhg_excel.notice import ANNEXES
from xhg_excel.notice.schema.form import Annex, Field, Kind
from xhg_excel.notice.words import as_written
from xhg_excel.notice.words import retyped_forms as words

# A head without 检查内容 beside it is sought in so many rows above the first item; a longer text is no head.
_HEADS_ABOVE, _LONGEST_ITEM_HEAD = 4, 10
_CHOICES = (Kind.YES_NO, Kind.YES_NO_NA)


@dataclass(frozen=True)
class Column:
    """One column beside the items.

    Attributes:
        head: the cell of its head, which a merged head shares with the columns right of it; None without one.
        kinds: the kinds of fields that are read there; None: all, empty: none.
        word: the answer that a tick means there; "" when it is no column of ticks.
        is_remark: whether it is declared to contain remarks.
    """

    col: int
    head: At | None = None
    kinds: tuple[Kind, ...] | None = ()
    word: str = ""
    is_remark: bool = False

    @property
    def is_read(self) -> bool:
        """Whether any answer is read there."""
        return self.kinds is None or bool(self.kinds)

    def takes(self, declared: Field) -> bool:
        """Return whether a field is read there."""
        return self.kinds is None or declared.kind in self.kinds


@dataclass(frozen=True)
class Section:
    """The items below one row of heads, with the columns beside them.

    Attributes:
        rows: the rows of the items.
        heads: the cells of the heads.
        is_own: whether the heads are of this form; those of the form above say nothing about ticks.
    """

    grid: Grid
    rows: tuple[int, ...]
    columns: Mapping[int, Column]
    heads: frozenset[At] = frozenset()
    is_own: bool = True

    @cached_property
    def usual(self) -> frozenset[int]:
        """The columns in which an answer needs no label: under each head, the one that is filled most often."""
        groups: dict[At | None, Counter[int]] = {}
        for row in self.rows:
            filled = [col for col, one in self.columns.items() if one.is_read and self.grid.at(row, col) is not None]
            if any(self._is_label(row, col) for col in filled):
                continue
            for head, cols in _by_head(filled, self.columns).items():
                groups.setdefault(head, Counter())[cols[0]] += 1
        own = {max(sorted(counted), key=counted.__getitem__) for counted in groups.values()}
        ticked = {col for col, column in self.columns.items() if column.word}
        return frozenset(own | ticked or {min((c for c, one in self.columns.items() if one.is_read), default=-1)})

    @property
    def first(self) -> int:
        """The column of an answer that is blank."""
        return max(min(self.usual), min(self.columns))

    def _is_label(self, row: int, col: int) -> bool:
        value = self.grid.at(row, col)
        return isinstance(value, str) and plain(value) in _all_labels()

    @cached_property
    def has_scattered_ticks(self) -> bool:
        """Whether ticks are in several columns without a head 是 or 否 of their own."""
        usual = self.usual
        loose = (col for col, column in self.columns.items() if column.kinds is None and col not in usual)
        return any(is_mark(self.grid.at(row, col)) for col in loose for row in self.rows)

    def means(self, at: At) -> CellValue:
        """Return the value of a cell; for a tick, the answer that heads its column."""
        column = self.columns.get(at[1])
        return column.word if column and column.word and self.is_tick(at) else self.grid.at(*at)

    def is_tick(self, at: At) -> bool:
        """Return whether a cell is a tick (no cross)."""
        return is_mark(self.grid.at(*at), as_written.TICKS)

    def is_unclear(self, at: At, declared: Field, *, ticks_are_clear: bool) -> bool:
        """Return whether it is not certain what a cell without a label says, or whether it is an answer at all."""
        column, value = self.columns[at[1]], self.grid.at(*at)
        if at[1] not in self.usual:
            return True
        if column.word:
            marked = [col for col, one in self.columns.items() if one.word and self.grid.at(at[0], col) is not None]
            known = self.is_tick(at) or _word(value) == _word(column.word)
            is_asked = bool(declared.choices) or declared.kind in _CHOICES
            return not (known and ticks_are_clear and self.is_own and is_asked and marked == [at[1]])
        if is_mark(value):
            return not (ticks_are_clear and self.is_own) or self.has_scattered_ticks
        return False


def _by_head(cols: Iterable[int], columns: Mapping[int, Column]) -> dict[At | None, list[int]]:
    found: dict[At | None, list[int]] = {}
    for col in cols:
        found.setdefault(columns[col].head, []).append(col)
    return found


def is_mark(value: CellValue, marks: str = as_written.TICKS + as_written.CROSSES) -> bool:
    """Return whether a cell is a single tick or cross."""
    return isinstance(value, str) and len(mark := squeeze(value)) == 1 and mark in marks


def _word(value: CellValue) -> CellValue:
    """Return YES for every word that says yes, NO for every one that says no."""
    word = squeeze(value).lower()
    return "+" if word in as_written.YES_WORDS else "-" if word in as_written.NO_WORDS else word


@cache
def _all_labels() -> frozenset[str]:
    return frozenset().union(*(labels_beside(annex) for annex in ANNEXES))


@cache
def labels_beside(annex: Annex) -> frozenset[str]:
    """Return every label that is printed beside the items of an annex."""
    shown = {word for item in annex.items for declared in item.fields for word in (declared.label, declared.shown)}
    return frozenset(plain(word) for word in shown | {rate.label for item in annex.items for rate in item.rates})


def sections_of(
    grid: Grid, rows: Sequence[int], heads: Sequence[int], item_col: int, beside: Sequence[int]
) -> list[Section]:
    """Return the items of a form in sections, each below a row of heads.

    Args:
        grid: the sheet.
        rows: the rows of the items, from top to bottom.
        heads: the rows of heads that contain 检查内容, the first of them perhaps of the form above.
        item_col: the column of the item texts.
        beside: the columns right of it that the sheet does not compute.
    """
    starts: list[int | None] = list(heads) or [_untitled_head(grid, rows[0], item_col, beside)]
    sections = []
    for head, below in zip(starts, [*starts[1:], None], strict=True):
        is_first = head == starts[0]
        own = tuple(row for row in rows if (is_first or row > (head or 0)) and (below is None or row < below))
        if own:  # of two rows of heads without an item between them the second counts
            sections.append(
                _section(grid, own, range(head, own[0]) if head is not None else range(0), item_col, beside)
            )
    return sections


def inherited(section: Section, rows: Sequence[int]) -> Section:
    """Return the columns of a form for the one below it, which does not repeat the heads."""
    return Section(section.grid, tuple(rows), section.columns, is_own=False)


def with_remarks(section: Section, above: Section) -> Section:
    """Return a section without the columns of remarks of the form above, whose head is often not repeated."""
    headed = {at[1] for at in section.heads}
    columns = {
        col: above.columns[col]
        if (col not in headed and col in above.columns and above.columns[col].is_remark)
        else column
        for col, column in section.columns.items()
    }
    return Section(section.grid, section.rows, columns, section.heads)


def _untitled_head(grid: Grid, first: int, item_col: int, beside: Sequence[int]) -> int | None:
    """Return the row of heads above a first item, where none of them is 检查内容; None when there is none."""
    for row in range(first - 1, max(-1, first - 1 - _HEADS_ABOVE), -1):
        values = [value for col in beside if (value := grid.at(row, col)) is not None]
        if not values or len(grid.text(row, item_col)) > _LONGEST_ITEM_HEAD:
            continue
        is_header = any(field_asked(grid, row, (0, item_col + 1), annex.header + annex.footer) for annex in ANNEXES)
        texts = all(isinstance(value, str) and not set(value) & set(":：") for value in values)
        return row if texts and not is_header else None
    return None


def _section(grid: Grid, rows: tuple[int, ...], heads: range, item_col: int, beside: Sequence[int]) -> Section:
    headed = [row for row in heads if row == heads.start or _is_below_heads(grid, row, item_col, beside)]
    found = {col: (row, col) for row in headed for col in beside if grid.at(row, col) is not None}
    if not found:  # no heads at all: only one column of answers is clear
        return Section(grid, rows, {col: Column(col, kinds=None) for col in beside})
    columns: dict[int, Column] = {}
    left = Column(item_col)
    for col in beside:
        own = _headed(col, found[col], str(grid.at(*found[col]))) if col in found else None
        left = own or Column(col, left.head, () if left.word else left.kinds, is_remark=left.is_remark)
        columns[col] = left
    return Section(grid, rows, _without_repeats(grid, _with_words(grid, columns)), frozenset(found.values()))


def _with_words(grid: Grid, columns: dict[int, Column]) -> dict[int, Column]:
    """Return columns where 说明 has the answers in words, as beside columns of ticks only."""
    if not any(column.word for column in columns.values()) or any(c.is_read and not c.word for c in columns.values()):
        return columns
    kinds = words.KINDS_UNDER[words.WORDS_HEAD]
    return {
        col: Column(col, one.head, kinds) if one.head and is_one_of(grid.at(*one.head), words.BESIDE_TICKS) else one
        for col, one in columns.items()
    }


def _is_below_heads(grid: Grid, row: int, item_col: int, beside: Sequence[int]) -> bool:
    """Return whether a row divides the heads above it: texts, and nothing left of them.

    A single 是 or 否 there may be an answer that was typed one row too high.
    """
    texts = [value for col in beside if (value := grid.at(row, col)) is not None]
    is_apart = all(grid.at(row, col) is None for col in range(item_col + 1))
    is_answer = len(texts) == 1 and _word(texts[0]) in ("+", "-")
    return is_apart and not is_answer and all(isinstance(value, str) and _bare(value) for value in texts)


def _headed(col: int, at: At, head: str) -> Column:
    text = _bare(head)
    if is_one_of(text, words.ANSWER_HEADS):
        return Column(col, at, None)
    if is_one_of(text, words.TICK_HEADS):
        return Column(col, at, _CHOICES, plain(text))
    kinds = next((kinds for word, kinds in words.KINDS_UNDER.items() if squeeze(text) == word), ())
    return Column(col, at, kinds, is_remark=is_one_of(text, words.REMARK_HEADS))


@lru_cache(maxsize=512)
def _bare(head: str) -> str:
    """Return a head without a hint or a unit behind it, `检查情况（万元）`: what units do is decided elsewhere."""
    text = unicodedata.normalize("NFKC", squeeze(head))
    return re.sub(words.HEAD_HINT, "", text) if len(text) <= words.LONGEST_HEAD else text


def _without_repeats(grid: Grid, columns: dict[int, Column]) -> dict[int, Column]:
    """Return columns of which none is read that is headed like another one: it is of two sites, or two visits.

    Nor is a column of ticks read that has no counterpart.
    """
    named = Counter(plain(str(grid.at(*head))) for head in {column.head for column in columns.values()} if head)
    ticked = {column.word for column in columns.values() if column.word}
    unclear = {
        col
        for col, column in columns.items()
        if (column.head and named[plain(str(grid.at(*column.head)))] > 1 and column.is_read)
        or (column.word and len(ticked) < 2)
    }
    return {col: Column(col, column.head) if col in unclear else column for col, column in columns.items()}
