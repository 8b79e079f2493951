"""What a sheet is, by the words printed on it: marker, cover, form, register, ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from types import MappingProxyType
from typing import Literal

from xhg_excel.core.model.field_names import Column, annex_columns, ledger_columns
from xhg_excel.core.model.grid import CellValue, Grid, squeeze
from xhg_excel.core.retyped.find_forms import Spotted, survey, width_of
from xhg_excel.core.retyped.label_values import find_blanks
from xhg_excel.core.retyped.text_similarity import leading_number, plain
from xhg_excel.core.templates.form_map import is_in_place
from xhg_excel.notice import ANNEXES, LEDGERS, PLACES, SITE_ANNEXES
from xhg_excel.notice.schema.form import Annex
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.words.as_written import OTHER_LABELS
from xhg_excel.notice.words.check_columns import TEXTS_SHEET, UNITS_SHEET
from xhg_excel.notice.words.marks import OWN_COLUMN, OWN_WORD, PLACED_TEXT, RESULT_SHEET
from xhg_excel.notice.words.totals.detail_rows import DETAILS
from xhg_excel.notice.words.workbook import COVER_FIELDS, MARKER_KEYS, OWN_PROBLEMS_SHEET, PRINT_ROW_LABEL

_SEARCHED_ROWS = 40
# The rows of heads are the same in every workbook of a kind.
_REMEMBERED_ROWS = 512
_ENOUGH_HEADS = 0.6
_FEWEST_HEADS = 2
_ENOUGH_COVER, _ENOUGH_LABELS = 3, 2


@dataclass(frozen=True)
class Table:
    """A register or ledger as it should be: what it lists and its columns."""

    lists: Annex | Ledger
    columns: tuple[Column, ...]

    @cached_property
    def heads(self) -> frozenset[str]:
        """The heads of its columns, without white space."""
        return frozenset(squeeze(column.head) for column in self.columns)

    @cached_property
    def required(self) -> frozenset[str]:
        """The heads without which a sheet is not this table."""
        keys = self.lists.required if isinstance(self.lists, Ledger) else ()
        return frozenset(squeeze(column.head) for column in self.columns if column.field.key in keys)


@dataclass(frozen=True)
class Sheet:
    """What a sheet is, where its heads begin (row, column), and the forms on it when it is not our template."""

    role: Literal["marker", "cover", "form", "print", "register", "ledger", "lists", "other", "empty"]
    annex: Annex | None = None
    ledger: Ledger | None = None
    head: tuple[int, int] = (0, 0)
    spotted: tuple[Spotted, ...] = ()


@cache
def tables() -> tuple[Table, ...]:
    """Return every register and ledger that may be met."""
    registers = [Table(annex, annex_columns(annex)) for annex in SITE_ANNEXES]
    return (*registers, *(Table(ledger, ledger_columns(ledger)) for ledger in (*LEDGERS, DETAILS, PLACES)))


def is_added(grid: Grid) -> bool:
    """Tell whether a sheet is one that this program added to the workbook, live or as a marked copy."""
    return grid.text(0, OWN_COLUMN).startswith((OWN_WORD, PLACED_TEXT))


def recognise(grid: Grid) -> Sheet:
    """Return what the sheet is; its name is not asked, people rename sheets (never our hidden lists)."""
    if grid.is_empty:
        return Sheet("empty")
    if grid.sheet in (TEXTS_SHEET, UNITS_SHEET, OWN_PROBLEMS_SHEET, RESULT_SHEET) or is_added(grid):
        return Sheet("lists")
    if all(grid.text(row, 0) == key for row, key in enumerate(MARKER_KEYS)):
        return Sheet("marker")
    if found := _as_table(grid):
        return found
    if found := _as_form(grid):
        return found
    labels = {squeeze(value) for _, _, value in grid.filled()}
    if sum(field.label in labels for field in COVER_FIELDS) >= _ENOUGH_COVER:
        return Sheet("cover")
    if found := _as_loose_table(grid):
        return found
    return Sheet("cover") if _is_cover(grid) else Sheet("other")


def _is_cover(grid: Grid) -> bool:
    found = find_blanks(grid, whole_sheet(grid), (COVER_FIELDS, ())).found
    return len(found) >= _ENOUGH_LABELS and bool(found.keys() & {field.key for field in COVER_FIELDS[:2]})


def _as_table(grid: Grid) -> Sheet | None:
    best: tuple[float, Sheet] | None = None
    for row, values in enumerate(grid.rows[:_SEARCHED_ROWS]):
        found = _table_headed(tuple(values))
        if found is not None and (best is None or found[0] > best[0]):
            best = found[0], _sheet_of(found[1], row)
        if best is not None and best[0] == 1:
            break
    return best[1] if best else None


@lru_cache(maxsize=_REMEMBERED_ROWS)
def _table_headed(row: tuple[CellValue, ...]) -> tuple[float, Table] | None:
    """Return the table most of whose heads stand in a row, and how many of them do (0 … 1); None when too few."""
    texts = {squeeze(value) for value in row if isinstance(value, str) and value}
    if len(texts) < _FEWEST_HEADS:
        return None
    shares = ((len(table.heads & texts) / len(table.columns), table) for table in tables() if table.required <= texts)
    best = max(shares, key=lambda found: found[0], default=None)
    return best if best is not None and best[0] >= _ENOUGH_HEADS else None


def _sheet_of(table: Table, row: int) -> Sheet:
    annex = table.lists if isinstance(table.lists, Annex) else None
    ledger = table.lists if isinstance(table.lists, Ledger) else None
    return Sheet("register" if annex else "ledger", annex, ledger, (row, 0))


def _as_form(grid: Grid) -> Sheet | None:
    """Return a form as the template prints it, or else every form that a survey of the sheet finds."""
    for row in range(min(_SEARCHED_ROWS, len(grid.rows))):
        texts = [squeeze(value) if isinstance(value, str) else "" for value in grid.rows[row]]
        for annex in ANNEXES if len({*texts}) > len(ANNEXES[0].heads) - 1 else ():
            col = _heads_at(texts, annex.heads)
            if col is None:
                continue
            if (sheet := _in_place(grid, row, col)) is not None:
                return sheet
            if _is_print(grid):
                return Sheet("print", _printed(grid), None, (row, col))
    spotted = survey(grid)
    if not spotted:
        return None
    first = spotted[0]
    head = (first.head_row if first.head_row is not None else first.hits[0].row, first.cols[0])
    return Sheet("form", first.annex, None, head, spotted)


def _is_print(grid: Grid) -> bool:
    return any(squeeze(value) == PRINT_ROW_LABEL for _, _, value in grid.filled())


def _printed(grid: Grid) -> Annex:
    """Return the annex most of whose item texts stand on a print sheet; several have the same heads."""
    texts = {text for _, _, text in grid.worded()}
    return max(SITE_ANNEXES, key=lambda annex: sum(squeeze(i.text) in texts for i in annex.items) / len(annex.items))


def _in_place(grid: Grid, row: int, col: int) -> Sheet | None:
    """Return the one form whose printed texts stand below these heads as in the template; no second one may follow."""
    for annex in ANNEXES:
        if is_in_place(grid, (row, col), annex):
            texts = [grid.text(below, col + 1) for below in range(row + 1, len(grid.rows))]
            again = (
                annex.heads[1] in texts
                or sum(grid.text(row, c) == annex.heads[1] for c in range(len(grid.rows[row]))) > 1
            )
            return None if again else Sheet("form", annex, None, (row, col))
    return None


def _heads_at(texts: Sequence[str], heads: Sequence[str]) -> int | None:
    """Return the column of the first head when all stand in a row of texts, in order."""
    cols = [col for head in heads for col, text in enumerate(texts) if text == head]
    return cols[0] if len(cols) >= len(heads) and cols[: len(heads)] == sorted(cols[: len(heads)]) else None


def _as_loose_table(grid: Grid) -> Sheet | None:
    """Return a register or ledger whose heads were retyped: other words, no numbers, remarks between."""
    best: tuple[float, Sheet] | None = None
    for row in range(min(_SEARCHED_ROWS, len(grid.rows))):
        if sum(isinstance(grid.at(row, col), str) for col in range(len(grid.rows[row]))) < _ENOUGH_COVER:
            continue
        for table in tables():
            found = _match_heads(tuple(grid.rows[row]), table.columns)
            share = len(found) / len(table.columns)
            needed = (table.lists.required or table.lists.identity) if isinstance(table.lists, Ledger) else ()
            whole = set(needed) <= {column.field.key for column in found.values()}
            if share >= _ENOUGH_HEADS and whole and (best is None or share > best[0]):
                best = share, _sheet_of(table, row)
    return best[1] if best else None


def heads_found(grid: Grid, sheet: Sheet, columns: Sequence[Column]) -> Mapping[int, Column]:
    """Return which column of the grid holds which declared column: by its printed head, else by another word for it."""
    return _match_heads(tuple(grid.rows[sheet.head[0]]), tuple(columns))


@lru_cache(maxsize=_REMEMBERED_ROWS)
def _match_heads(row: tuple[CellValue, ...], columns: tuple[Column, ...]) -> Mapping[int, Column]:
    by_head = {squeeze(column.head): column for column in columns}
    texts = {col: squeeze(value) for col, value in enumerate(row)}
    found = {col: by_head[text] for col, text in texts.items() if text in by_head}
    loose: dict[str, list[Column]] = {}
    for column in columns:
        if column not in found.values():
            for word in _words_for(column):
                loose.setdefault(word, []).append(column)
    for col, value in enumerate(row):
        if col in found or not isinstance(value, str):
            continue
        named = _of_number(loose.get(plain(value), []), leading_number(value))
        if len(named) == 1 and named[0] not in found.values():
            found[col] = named[0]
    return MappingProxyType(dict(sorted(found.items())))


def _of_number(columns: Sequence[Column], number: int | None) -> list[Column]:
    """Return the columns of an item's number; all of them when the head states none."""
    return [c for c in columns if number is None or (c.item is not None and c.item.number == number)]


@cache
def _words_for(column: Column) -> frozenset[str]:
    declared = column.field
    words = (column.head, declared.label, declared.shown, *OTHER_LABELS.get(declared.key, ()))
    return frozenset(plain(word) for word in words)


def is_printed_head(grid: Grid, at: tuple[int, int], column: Column) -> bool:
    """Tell whether a head stands as it is printed."""
    return grid.text(*at) == squeeze(column.head)


def whole_sheet(grid: Grid) -> tuple[range, range]:
    """Return all rows and columns of a sheet."""
    return range(len(grid.rows)), range(width_of(grid))
