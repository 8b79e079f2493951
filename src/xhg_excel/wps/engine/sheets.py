"""xlwings' `Sheets` and `Sheet` of the recorded engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

from xhg_excel.calc.engine.blocks import COLS, ROWS, Block, block_of
from xhg_excel.calc.engine.gaps import named_gaps
from xhg_excel.wps.engine.marks import Note
from xhg_excel.wps.engine.operations import Record
from xhg_excel.wps.engine.ranges import Range
from xhg_excel.wps.engine.state import RefusedError, SheetState

_LONGEST_NAME, _NOT_IN_NAMES = 31, frozenset("\\/?*:[]")


@named_gaps
class Sheet(base_classes.Sheet):
    """One sheet."""

    def __init__(self, book: Any, state: SheetState) -> None:
        self.book: Any = book
        self.state = state

    @property
    def api(self) -> SheetState:
        return self.state

    def record(self, do: str, **facts: Any) -> None:
        """Record an operation on this sheet."""
        record: Record = self.book.app.record
        record.add(do, sheet=self.state.name, **facts)

    def at(self, *blocks: Block) -> Range:
        """Return the range of some blocks."""
        return Range(self, blocks)

    @property
    def name(self) -> str:
        return self.state.name

    @name.setter
    def name(self, value: str) -> None:
        self.record("rename_sheet", name=value)
        self.state.name = value

    @property
    def index(self) -> int:
        return int(self.book.state.sheets.index(self.state)) + 1

    @property
    def visible(self) -> bool:
        return self.state.visible

    @visible.setter
    def visible(self, value: bool) -> None:
        self.record("hide_sheet", hidden=not value)
        self.state.visible = bool(value)

    @property
    def notes(self) -> list[Note]:
        return [Note(self, at) for at in sorted(self.state.known_notes())]

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """Return cells by address, (row, column) from 1, or two corners."""
        if isinstance(arg1, tuple) and len(arg1) == 4:  # xlwings' own form: row, column, rows, columns
            row, col, rows, cols = arg1
            return self.at(Block(row - 1, col - 1, row + rows - 2, col + cols - 2))
        if arg2 is None and isinstance(arg1, str):
            return self.at(*(_block(part.strip()) for part in arg1.split(",")))
        one, two = _corner(arg1), _corner(arg1 if arg2 is None else arg2)
        return self.at(Block(*map(min, one[:2], two[:2]), *map(max, one[2:], two[2:])))

    @property
    def cells(self) -> Range:
        return self.at(Block(0, 0, ROWS - 1, COLS - 1))

    @property
    def used_range(self) -> Range:
        rows, cols = self.state.extent
        return self.at(Block(0, 0, rows - 1, cols - 1))

    def activate(self) -> None:
        self.record("show_sheet")
        self.book.state.active = self.name

    select = activate

    def delete(self) -> None:
        """Delete the sheet.

        Raises:
            ValueError: a workbook keeps one visible sheet.
        """
        book = self.book.state
        if book.has_locked_structure:
            raise RefusedError(book.name, "structure")
        if self.visible and sum(sheet.visible for sheet in book.sheets) == 1:
            raise ValueError(self.name)
        self.record("delete_sheet")
        at = book.sheets.index(self.state)
        book.sheets.remove(self.state)
        if book.active == self.name:
            book.active = book.sheets[min(at, len(book.sheets) - 1)].name

    @property
    def show_gridlines(self) -> bool:
        return self.state.has_gridlines

    @show_gridlines.setter
    def show_gridlines(self, value: bool) -> None:
        self.record("gridlines", shown=bool(value))
        self.state.has_gridlines = bool(value)

    def freeze_rows(self, count: int) -> None:
        """Freeze the first rows; no member of xlwings."""
        self.record("freeze", rows=count)

    def filter_table(self, address: str) -> None:
        """Show filter arrows on the first row of an address; no member of xlwings."""
        self.record("filter", cells=address.replace("$", ""))


def _block(text: str) -> Block:
    block = block_of(text)
    if block is None:
        raise ValueError(text)
    return block


def _corner(argument: Any) -> tuple[int, int, int, int]:
    if isinstance(argument, Range):
        block = argument.block
    elif isinstance(argument, str):
        block = _block(argument)
    else:
        row, col = argument
        if not (1 <= row <= ROWS and 1 <= col <= COLS):
            raise IndexError(f"{row}, {col}")
        block = Block(row - 1, col - 1, row - 1, col - 1)
    return block.top, block.left, block.bottom, block.right


@named_gaps
class Sheets(base_classes.Sheets):
    """The worksheets of a workbook, without charts."""

    def __init__(self, book: Any) -> None:
        self.book = book

    def __iter__(self) -> Iterator[Sheet]:
        return iter([Sheet(self.book, state) for state in self.book.state.sheets])

    def __len__(self) -> int:
        return len(self.book.state.sheets)

    def __call__(self, name_or_index: int | str) -> Sheet:
        for number, sheet in enumerate(self, start=1):
            if name_or_index == number or str(name_or_index).lower() == sheet.name.lower():
                return sheet
        raise KeyError(name_or_index)

    def __contains__(self, name: object) -> bool:
        return any(str(name).lower() == sheet.name.lower() for sheet in self)

    @property
    def active(self) -> Sheet:
        """The sheet in front; one without cells where that is a chart."""
        active = self.book.state.active
        known = next((sheet for sheet in self if sheet.name == active), None)
        if known is not None:
            return known
        return Sheet(self.book, SheetState(active)) if active else next(iter(self))

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        """Add a sheet, by default before the active one, which it becomes.

        Raises:
            RefusedError: the structure of the workbook is protected.
            ValueError: no sheet can have that name.
        """
        book = self.book.state
        if book.has_locked_structure:
            raise RefusedError(book.name, "structure")
        chosen = name or next(free for number in range(1, len(self) + 2) if (free := f"Sheet{number}") not in self)
        if len(chosen) > _LONGEST_NAME or not _NOT_IN_NAMES.isdisjoint(chosen) or chosen in self:
            raise ValueError(chosen)
        other = after or before or self.active
        place = {"after" if after else "before": other.name}
        self.book.app.record.add("add_sheet", name=chosen, **place)
        state = SheetState(chosen)
        book.sheets.insert(other.index - (0 if after else 1), state)
        book.active = chosen
        return Sheet(self.book, state)
