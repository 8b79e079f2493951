"""Decide which rows of a register or ledger are no row of data: heads again, notes, examples, parts of a row."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from xhg_excel.core.model.field_names import Column
from xhg_excel.core.model.finding import Finding, at_cells
from xhg_excel.core.model.grid import CellValue, Grid, Place, filled_in, squeeze
from xhg_excel.notice import SITE_NAME
from xhg_excel.notice.schema.form import FORMS_CLAUSE, Annex, Kind
from xhg_excel.notice.words import rows as words
from xhg_excel.notice.words.rows import RowKind

_CHOSEN = (Kind.YES_NO, Kind.YES_NO_NA, Kind.CHOICE)
# A row is one of heads where so many of its cells, and half of them, repeat the heads above.
_FEWEST_HEADS, _FEWEST_NUMBERS, _LONGEST_NUMBER = 2, 3, 3


@dataclass
class RowKinds:
    """Recognises rows that are not counted, and keeps them to be reported.

    Attributes:
        grid: the sheet.
        heads: the number of the row of heads.
        found: the declared column of each column.
        annex: the form whose register it is; None for a ledger.
        order, own: the columns of 序号, and all that the sheet fills itself, 序号 among them.
    """

    grid: Grid
    heads: int
    found: Mapping[int, Column]
    annex: Annex | None
    order: Collection[int]
    own: Collection[int]
    _rows: dict[RowKind, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find the columns that decide."""
        declared = {column.field.key: col for col, column in self.found.items()}
        keys = {SITE_NAME.key, *(f.key for f in (self.annex.header if self.annex else ()) if f.kind is Kind.ID)}
        self._identity = [declared[key] for key in sorted(keys & declared.keys())]
        self._name = declared.get(SITE_NAME.key)
        items = [col for col, column in self.found.items() if column.item is not None]
        self._answers = [col for col in items if self.found[col].field.kind in _CHOSEN] or items
        self._said = [*self.order, *sorted(self.found)[:2]]
        self._head_texts = [(col, self.grid.text(self.heads, col)) for col in sorted(self.found)]

    def keep_said(self, number: int) -> bool:
        """Return whether the first cells of a row say that it is none of data; it is kept for `findings` then."""
        row = self.grid.rows[number]
        first = (row[col] for col in self._said if col < len(row))
        kinds = (kind for value in first if isinstance(value, str) and value and (kind := _kind_of(value)))
        return self._kept(number, next(kinds, None))

    def keep(self, number: int) -> bool:
        """Return whether a row is none of data by all its cells; it is kept for `findings` then."""
        row = self.grid.rows[number]
        if self._repeats_heads(row):
            return self._kept(number, RowKind.HEADS)
        if _is_numbered([row[col] for col in sorted(self.found) if col < len(row)]):
            return self._kept(number, RowKind.NUMBERS)
        if self._is_deleted(row):
            return self._kept(number, RowKind.DELETED)
        kind = self._kind_in_register(row) if self.annex is not None else self._kind_in_ledger(row)
        return self._kept(number, kind)

    def _kept(self, number: int, kind: RowKind | None) -> bool:
        if kind is not None:
            self._rows.setdefault(kind, []).append(number)
        return kind is not None

    def _repeats_heads(self, row: Sequence[CellValue]) -> bool:
        width = len(row)
        if not any(col < width and row[col] and squeeze(row[col]) == text for col, text in self._head_texts[:3]):
            return False
        same = sum(col < width and squeeze(row[col]) == text for col, text in self._head_texts)
        return same >= _FEWEST_HEADS and same * 2 >= sum(1 for col in filled_in(row) if col in self.found)

    def _is_deleted(self, row: Sequence[CellValue]) -> bool:
        name = row[self._name] if self._name is not None and self._name < len(row) else None
        if isinstance(name, str) and _is_deleted_name(name):
            return True
        return any(
            isinstance(value := row[col], str) and value and _is_deletion(value)
            for col in range(len(row))
            if (col not in self.found and col not in self.own) or col in self.order
        )

    def _kind_in_register(self, row: Sequence[CellValue]) -> RowKind | None:
        texts = {col: squeeze(row[col]) for col in self._identity if col < len(row)}
        is_named = any(re.search(words.NAME_PART if col == self._name else r"\w", text) for col, text in texts.items())
        if self._identity and not is_named:
            return RowKind.NAMELESS
        chosen = (squeeze(row[col]) for col in self._answers if col < len(row))
        is_answered = any(text and (not text.isdigit() or not self._asks_to_choose()) for text in chosen)
        return None if is_answered or not self._answers else RowKind.UNANSWERED

    def _asks_to_choose(self) -> bool:
        return self.found[self._answers[0]].field.kind in _CHOSEN

    def _kind_in_ledger(self, row: Sequence[CellValue]) -> RowKind | None:
        filled = sum(1 for col in filled_in(row) if col in self.found)
        return RowKind.SINGLE if filled == 1 and len(self.found) > _FEWEST_NUMBERS else None

    def findings(self) -> list[Finding]:
        """Return a finding for each kind of rows, over all their cells: L05, L10 (harmless), L11."""
        found = []
        for kind, rows in self._rows.items():
            places = [place for row in rows for place in self.places(row)]
            first = self.grid.at(places[0].row, places[0].col)
            code = "L05" if kind is RowKind.TOTAL else "L10" if kind.is_harmless else "L11"
            facts = {"value": first, "detail": kind.value, "item": len(rows)}
            found.append(at_cells(code, places, FORMS_CLAUSE, **facts))
        return found

    def places(self, number: int) -> list[Place]:
        """Return the filled cells of a row, without those that the sheet fills itself: all but a word under 序号."""
        row = self.grid.rows[number]
        cols = [c for c in filled_in(row) if c not in self.own or (c in self.order and not squeeze(row[c]).isdigit())]
        return [self.grid.place(number, col) for col in cols]


def _is_numbered(values: Sequence[CellValue]) -> bool:
    """Return whether the filled cells of a row are numbers in sequence: 1 2 3, （1）（2）（3）."""
    numbers: list[int] = []
    for value in values:
        if value is None or value == "":
            continue
        text = squeeze(value).strip("()（）")
        if len(text) > _LONGEST_NUMBER or not text.isdecimal() or (numbers and int(text) != numbers[-1] + 1):
            return False
        numbers.append(int(text))
    return len(numbers) >= _FEWEST_NUMBERS


@lru_cache(maxsize=4096)
def _kind_of(text: str) -> RowKind | None:
    """Return what a first cell says that a row is; None for a name or a number."""
    squeezed = squeeze(text)
    return next((kind for kind, pattern in _patterns().items() if pattern.fullmatch(squeezed)), None)


@cache
def _patterns() -> Mapping[RowKind, re.Pattern[str]]:
    texts = {RowKind.TOTAL: words.TOTAL_CELL, RowKind.NOTE: words.NOTE_CELL, RowKind.EXAMPLE: words.EXAMPLE_CELL}
    return {kind: re.compile(pattern) for kind, pattern in texts.items()}


@lru_cache(maxsize=4096)
def _is_deletion(text: str) -> bool:
    return re.fullmatch(words.DELETED_CELL, squeeze(text)) is not None


@lru_cache(maxsize=4096)
def _is_deleted_name(text: str) -> bool:
    return re.fullmatch(words.DELETED_NAME, squeeze(text)) is not None
