"""What a sheet is, by the words printed on it: marker, cover, form, register or ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from types import MappingProxyType
from typing import Literal

from xhg_excel.core.model.field_names import Column, annex_columns, ledger_columns
from xhg_excel.core.model.grid import CellValue, Grid, squeeze
from xhg_excel.core.retyped.find_forms import Spotted, find_forms, width_of
from xhg_excel.core.retyped.label_values import find_blanks
from xhg_excel.core.retyped.printed_text import leading_number, plain
from xhg_excel.core.templates.form_map import is_in_place
from xhg_excel.notice import ANNEXES, LEDGERS, PLACES, SITE_ANNEXES
from xhg_excel.notice.schema.form import Annex
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.words.as_written import OTHER_LABELS
from xhg_excel.notice.words.check_columns import TEXTS_SHEET, UNITS_SHEET
from xhg_excel.notice.words.marks import OWN_COLUMN, OWN_WORD, PLACED_TEXT, RESULT_SHEET
from xhg_excel.notice.words.rows import ASKED
from xhg_excel.notice.words.totals.detail_rows import DETAILS
from xhg_excel.notice.words.workbook import COVER_FIELDS, MARKER_KEYS, OWN_PROBLEMS_SHEET, PRINT_ROW_LABEL

_SEARCHED_ROWS = 40
# Rows of heads are the same in every workbook of a kind: each is matched once.
_REMEMBERED_ROWS = 512
# A row is the head row of a table when it contains this share of the table's heads.
_ENOUGH_HEADS_RATIO = 0.6
_FEWEST_HEADS = 2
# A sheet is a cover with this many printed labels, or this many found in other words.
_ENOUGH_COVER_LABELS, _ENOUGH_LOOSE_LABELS = 3, 2


@dataclass(frozen=True)
class Table:
    """A declared register or ledger: what it lists (an annex or a ledger) and its columns."""

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
    """What a sheet is.

    Attributes:
        role: `print` is our page of one form, filled by formulas; `lists` a sheet that only the program reads.
        head: row and column of the first head.
        spotted: the forms on a sheet that is not our template.
    """

    role: Literal["marker", "cover", "form", "print", "register", "ledger", "lists", "other", "empty"]
    annex: Annex | None = None
    ledger: Ledger | None = None
    head: tuple[int, int] = (0, 0)
    spotted: tuple[Spotted, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The declared columns of a register or ledger."""
        return next(table.columns for table in tables() if table.lists in (self.annex, self.ledger))


@dataclass(frozen=True)
class RecognisedSheet:
    """One sheet with what it is."""

    grid: Grid
    sheet: Sheet


@cache
def tables() -> tuple[Table, ...]:
    """Return every declared register and ledger, the detail sheet and the ledger of places among them."""
    registers = [Table(annex, annex_columns(annex)) for annex in SITE_ANNEXES]
    return (*registers, *(Table(ledger, ledger_columns(ledger)) for ledger in (*LEDGERS, DETAILS, PLACES)))


def is_added(grid: Grid) -> bool:
    """Return whether this program added the sheet to the workbook, live or in a marked copy."""
    return grid.text(0, OWN_COLUMN).startswith((OWN_WORD, PLACED_TEXT))


def recognise(grid: Grid) -> Sheet:
    """Return what the sheet is, by its cells: people rename sheets, only our hidden lists are known by name."""
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
    if sum(field.label in labels for field in COVER_FIELDS) >= _ENOUGH_COVER_LABELS:
        return Sheet("cover")
    if found := _as_loose_table(grid):
        return found
    return Sheet("cover") if _is_cover(grid) else Sheet("other")


def _is_cover(grid: Grid) -> bool:
    found = find_blanks(grid, whole_sheet(grid), (COVER_FIELDS, ())).found
    return len(found) >= _ENOUGH_LOOSE_LABELS and bool(found.keys() & {field.key for field in COVER_FIELDS[:2]})


def _as_table(grid: Grid) -> Sheet | None:
    """Return the register or ledger whose printed heads the sheet contains, at the row with most of them."""
    best: tuple[float, Sheet] | None = None
    for row, values in enumerate(grid.rows[:_SEARCHED_ROWS]):
        found = _table_headed(tuple(values))
        if found is not None and (best is None or found[0] > best[0]):
            best = found[0], _table_sheet(found[1], row)
        if best is not None and best[0] == 1:
            break
    return best[1] if best else None


@lru_cache(maxsize=_REMEMBERED_ROWS)
def _table_headed(row: tuple[CellValue, ...]) -> tuple[float, Table] | None:
    """Return the table with the largest share (0 to 1) of its heads in a row, and that share; None when too small."""
    texts = {squeeze(value) for value in row if isinstance(value, str) and value}
    if len(texts) < _FEWEST_HEADS:
        return None
    shares = ((len(table.heads & texts) / len(table.columns), table) for table in tables() if table.required <= texts)
    best = max(shares, key=lambda found: found[0], default=None)
    return best if best is not None and best[0] >= _ENOUGH_HEADS_RATIO else None


def _table_sheet(table: Table, row: int) -> Sheet:
    annex = table.lists if isinstance(table.lists, Annex) else None
    ledger = table.lists if isinstance(table.lists, Ledger) else None
    return Sheet("register" if annex else "ledger", annex, ledger, (row, 0))


def _as_form(grid: Grid) -> Sheet | None:
    """Return our template of a form, else every form that is found by its labels."""
    for row in range(min(_SEARCHED_ROWS, len(grid.rows))):
        texts = [squeeze(value) if isinstance(value, str) else "" for value in grid.rows[row]]
        for annex in ANNEXES if len({*texts}) > len(ANNEXES[0].heads) - 1 else ():
            col = _heads_at(texts, annex.heads)
            if col is None:
                continue
            if (sheet := _in_place(grid, row, col)) is not None:
                return sheet
            if _is_print_page(grid):
                return Sheet("print", _printed_annex(grid), None, (row, col))
    spotted = find_forms(grid)
    if not spotted:
        return None
    first = spotted[0]
    head = (first.head_row if first.head_row is not None else first.hits[0].row, first.cols[0])
    return Sheet("form", first.annex, None, head, spotted)


def _is_print_page(grid: Grid) -> bool:
    return any(squeeze(value) == PRINT_ROW_LABEL for _, _, value in grid.filled())


def _printed_annex(grid: Grid) -> Annex:
    """Return the annex of a print page, by its item texts: several annexes have the same heads."""
    texts = {text for _, _, text in grid.worded()}
    return max(SITE_ANNEXES, key=lambda annex: sum(squeeze(i.text) in texts for i in annex.items) / len(annex.items))


def _in_place(grid: Grid, row: int, col: int) -> Sheet | None:
    """Return the form whose printed texts are all where the template has them; None when a second form follows."""
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
    """Return the column of the first head if a row contains all heads in order, else None."""
    cols = [col for head in heads for col, text in enumerate(texts) if text == head]
    return cols[0] if len(cols) >= len(heads) and cols[: len(heads)] == sorted(cols[: len(heads)]) else None


def _as_loose_table(grid: Grid) -> Sheet | None:
    """Return a register or ledger whose heads were retyped: other words, no numbers, remarks in between."""
    best: tuple[float, Sheet] | None = None
    for row in range(min(_SEARCHED_ROWS, len(grid.rows))):
        if sum(isinstance(grid.at(row, col), str) for col in range(len(grid.rows[row]))) < _ENOUGH_COVER_LABELS:
            continue
        for table in tables():
            found = _match_heads(tuple(grid.rows[row]), table.columns)
            share = len(found) / len(table.columns)
            required = (table.lists.required or table.lists.identity) if isinstance(table.lists, Ledger) else ()
            is_complete = set(required) <= {column.field.key for column in found.values()}
            if share >= _ENOUGH_HEADS_RATIO and is_complete and (best is None or share > best[0]):
                best = share, _table_sheet(table, row)
    return best[1] if best else None


def heads_found(grid: Grid, sheet: Sheet, columns: Sequence[Column]) -> Mapping[int, Column]:
    """Return the declared column of each grid column: by its printed head, else by a declared other word for it."""
    return _match_heads(tuple(grid.rows[sheet.head[0]]), tuple(columns))


@lru_cache(maxsize=_REMEMBERED_ROWS)
def _match_heads(row: tuple[CellValue, ...], columns: tuple[Column, ...]) -> Mapping[int, Column]:
    by_head = {squeeze(column.head): column for column in columns}
    texts = {col: squeeze(value) for col, value in enumerate(row)}
    found = {col: by_head[text] for col, text in texts.items() if text in by_head}
    printed = list(found.values())
    loose: dict[str, list[Column]] = {}
    for column in columns:
        if column not in printed:
            for word in _words_for(column):
                loose.setdefault(word, []).append(column)
    for col, value in enumerate(row):
        if col in found or not isinstance(value, str):
            continue
        text = plain(value)
        asked = loose.get(text) or loose.get(text.removeprefix(ASKED), [])
        candidates = _with_number(asked, leading_number(value))
        if len(candidates) == 1 and candidates[0] not in printed:  # two candidates: neither
            found[col] = candidates[0]
    claimed = Counter(column.field.key for column in found.values())
    found = {col: column for col, column in found.items() if claimed[column.field.key] == 1}  # two columns: neither
    return MappingProxyType(dict(sorted(found.items())))


def _with_number(columns: Sequence[Column], number: int | None) -> list[Column]:
    """Return the columns of the item with this number; all of them when the head states no number."""
    return [c for c in columns if number is None or (c.item is not None and c.item.number == number)]


@cache
def _words_for(column: Column) -> frozenset[str]:
    declared = column.field
    words = (column.head, declared.label, declared.shown, *OTHER_LABELS.get(declared.key, ()))
    return frozenset(plain(word) for word in words)


def is_printed_head(grid: Grid, at: tuple[int, int], column: Column) -> bool:
    """Return whether the head at row and column is the printed one."""
    return grid.text(*at) == squeeze(column.head)


def whole_sheet(grid: Grid) -> tuple[range, range]:
    """Return all rows and columns of a sheet."""
    return range(len(grid.rows)), range(width_of(grid))
