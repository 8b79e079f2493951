"""Tables, declared by columns with keys, and how they are laid out: title, note, heads, rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import Generic, TypeVar, cast

from xhg_excel.core.sheets.layout import Area, Cell, Content, Formula, Link, Page, SheetLayout, height_for, text_width
from xhg_excel.notice.words.workbook import PAGE_FOOTER

R = TypeVar("R")

_NARROWEST, _WIDEST, _SHORT = 8.0, 44.0, 14.0
_LOWEST, _HIGHEST, _SIZE = 20.0, 400.0, 10.5
_SAMPLE = 400
# How much of a head's cell the arrow that filters takes, at its foot.
ARROW_POINTS = 15.0
_HEAD_POINTS = 15.0
TITLE_ROW, NOTE_ROW, HEADS_ROW, FIRST_ROW = 0, 1, 2, 3


@dataclass(frozen=True)
class Column(Generic[R]):
    """What one column of a table shows of a row, and how.

    Args:
        key: the name of the column in code; its head is `Table.heads[key]`.
        value: returns the content for a row. None: the row's own value under `key`, an item or an attribute.
        look: a style of `notice.schema.style`, or a function that returns it for a row; "" fits the content.
        width: in characters of the standard font. None: as wide as the contents need.
        widest: the limit of a width that is fitted to the contents.
        measured: False for long codes, which neither widen the column nor heighten its rows.

    """

    key: str
    value: Callable[[R], Content] | None = None
    look: str | Callable[[R], str] = ""
    width: float | None = None
    widest: float = _WIDEST
    measured: bool = True


@dataclass(frozen=True)
class Table(Generic[R]):
    """A table of rows of one kind. Every head is a column; `columns` declares those that need more than their key.

    Args:
        name: the name of the sheet.
        heads: column key to printed head, in the order of the columns.
        columns: the columns that are more than the row's own value under their key; the last of a key counts.
        title: printed above the table; "" is the name of the sheet.
        note: printed below the title.
        filtered: whether the heads carry arrows to filter by.

    >>> heads = {"city": "设区市", "lacking": "还差"}
    >>> progress = Table("进度", heads, [Column("lacking", lambda row: row["due"] - row["reported"])])
    >>> row = {"city": "南通市", "due": 4, "reported": 1}
    >>> progress.values(row)
    {'city': '南通市', 'lacking': 3}
    >>> progress.sheet([row]).cells[FIRST_ROW, progress.col("lacking")]
    Cell(content=3, style='cell_count')

    """

    name: str
    heads: Mapping[str, str]
    columns: Sequence[Column[R]] = ()
    title: str = ""
    note: str = ""
    filtered: bool = True

    def __post_init__(self) -> None:
        if unknown := {column.key for column in self.columns} - set(self.heads):
            raise KeyError(f"{self.name}: {unknown}")

    @cached_property
    def _all_columns(self) -> list[Column[R]]:
        declared = {column.key: column for column in self.columns}
        return [declared.get(key) or Column(key) for key in self.heads]

    def col(self, key: str) -> int:
        """Return the number of a column, from 0, for those who place more into the sheet."""
        return list(self.heads).index(key)

    def area(self, key: str, rows: int) -> Area:
        """Return the cells of a column below its head in a sheet of so many rows."""
        return Area(FIRST_ROW, self.col(key), FIRST_ROW + rows - 1, self.col(key))

    def values(self, row: R) -> dict[str, Content]:
        """Return what the table shows of a row, by column key."""
        own = _own_values([row])
        return {column.key: (column.value or own(column.key))(row) for column in self._all_columns}

    def sheet(self, rows: Sequence[R], note: str | None = None) -> SheetLayout:
        """Return the table as a sheet: heads frozen and filtered, rows as high as their texts need.

        Args:
            rows: in the order of the sheet; the first 400 of them decide the widths.
            note: replaces the declared one.

        """
        own = _own_values(rows)
        columns = [_LaidColumn(column, column.value or own(column.key)) for column in self._all_columns]
        for column, head in zip(columns, self.heads.values(), strict=True):
            column.fit(head, rows[:_SAMPLE])
        sheet = SheetLayout(self.name, widths=tuple(column.width for column in columns), freeze_rows=FIRST_ROW)
        sheet.put(TITLE_ROW, 0, self.title or self.name, "annex")
        sheet.put(NOTE_ROW, 0, self.note if note is None else note, "plain_line")
        heads = list(self.heads.values())
        sheet.put_row(HEADS_ROW, heads, "head_filter")
        sheet.heights.update({TITLE_ROW: 30.0, NOTE_ROW: 18.0, HEADS_ROW: heads_height(heads, sheet.widths)})
        for number, row in enumerate(rows, start=FIRST_ROW):
            laid = [column.cell(row) for column in columns]
            sheet.cells.put_line(number, [cell for cell, _ in laid])
            sheet.heights[number] = min(_HIGHEST, max(height for _, height in laid))
        sheet.filter_block = Area(HEADS_ROW, 0, FIRST_ROW + max(len(rows), 1) - 1, len(columns) - 1)
        sheet.page = Page(landscape=True, repeat=(HEADS_ROW, HEADS_ROW), footer=PAGE_FOOTER)
        if not self.filtered:
            without_filter(sheet)
        return sheet


def _own_values(rows: Sequence[R]) -> Callable[[str], Callable[[R], Content]]:
    """Return the function that makes, of a key, what reads a row's own value under it."""
    is_mapping = bool(rows) and isinstance(rows[0], Mapping)
    return cast("Callable[[str], Callable[[R], Content]]", itemgetter if is_mapping else attrgetter)


class _LaidColumn(Generic[R]):
    """One column while its cells are made; in a long table most texts stand in many rows and are measured once."""

    def __init__(self, column: Column[R], value: Callable[[R], Content]) -> None:
        self._column, self._value = column, value
        self._texts: dict[str, tuple[Cell, float]] = {}
        self.width = self._fitted = 0.0

    def fit(self, head: str, sample: Sequence[R]) -> None:
        """Set the width by the head and the contents of some rows."""
        contents = [self._value(row) for row in sample] if self._column.measured else []
        self._fitted = _width(head, contents)
        self.width = self._column.width or min(self._fitted, self._column.widest)

    def cell(self, row: R) -> tuple[Cell, float]:
        """Return the cell of a row and the height it needs."""
        content = self._value(row)
        look = self._column.look
        style = look if isinstance(look, str) else look(row)
        if not isinstance(content, str):
            return Cell(content, style or self._style_of(content)), _LOWEST
        if content not in self._texts:
            height = height_for(content, self.width, _SIZE) if self._column.measured else _LOWEST
            self._texts[content] = Cell(content, self._style_of(content)), max(_LOWEST, height)
        cell, height = self._texts[content]
        return (Cell(content, style) if style else cell), height

    def _style_of(self, content: Content) -> str:
        # A column is short by its contents, whatever width is set.
        style = style_of(content)
        return "cell_center" if style == "cell" and self._fitted <= _SHORT else style


def widths(heads: Mapping[str, str], *widths: float) -> list[Column[Mapping[str, Content]]]:
    """Return columns of rows that are mappings, one a head, that need no more than a width."""
    return [Column(key, width=width) for key, width in zip(heads, widths, strict=True)]


def without_filter(sheet: SheetLayout) -> None:
    """Take the arrows off the heads of a table; the heads stand in the middle then."""
    sheet.filter_block = None
    for col in range(len(sheet.widths)):
        sheet.put(HEADS_ROW, col, sheet.cells[HEADS_ROW, col].content, "head_small")
    sheet.heights[HEADS_ROW] -= ARROW_POINTS


def heads_height(heads: Sequence[Content], widths: Sequence[float]) -> float:
    """Return the height of a row of heads: their texts whole, and below them the arrows that filter."""
    lines = (-(-text_width(str(head)) // _room(width)) for head, width in zip(heads, widths, strict=True))
    return max(20.0, max(lines) * _HEAD_POINTS + 4) + ARROW_POINTS


def _room(width: float) -> int:
    """Return how many half-width columns of whole Han characters a head's line holds."""
    return max(2, int(width - 0.7) // 2 * 2)


def style_of(content: Content, total: bool = False) -> str:
    """Return the look of a table cell, by what it holds."""
    prefix = "total" if total else "cell"
    match content.shown if isinstance(content, Link) else content:
        case float():
            return f"{prefix}_rate"
        case bool():
            return prefix
        case int():
            return f"{prefix}_count"
        case Decimal():
            return f"{prefix}_yuan"
        case date():
            return "cell_date"
        case _:
            return prefix


def row_height(row: Sequence[Content], widths: Sequence[float]) -> float:
    """Return the height that shows every text of a row."""
    texts = ((content, width) for content, width in zip(row, widths, strict=False) if isinstance(content, str))
    return min(_HIGHEST, max([_LOWEST, *(height_for(text, width, _SIZE) for text, width in texts)]))


def _width(head: str, contents: Sequence[Content]) -> float:
    longest = max([text_width(_shown(content)) for content in contents], default=0)
    return min(_WIDEST, max(_NARROWEST, longest * 1.12 + 2, min(text_width(head), 10) * 1.1 + 2.5))


def _shown(content: Content) -> str:
    match content:
        case None:
            return ""
        case Formula(_, value):
            return str(value)
        case Link(_, shown):
            return _shown(shown)
        case float():
            return "100.0%"
        case int() | Decimal():
            return f"{content:,}"
        case date():
            return "2020-12-31"
        case _:
            return max(str(content).split("\n"), key=text_width)
