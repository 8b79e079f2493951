"""xlwings' `Sheets`, `Sheet`, its frozen panes and its page set-up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

from xhg_excel.calc.engine.blocks import COLS, ROWS, Block, address_of, block_from, block_of
from xhg_excel.calc.engine.errors import StillOpen, check_document
from xhg_excel.calc.engine.formulas import cell_address
from xhg_excel.calc.engine.gaps import named_gaps
from xhg_excel.calc.engine.names import Names
from xhg_excel.calc.engine.notes import Note, notes_of
from xhg_excel.calc.engine.ranges import Range

_FILTERED = "xlwings {sheet}"


@named_gaps
class Sheet(base_classes.Sheet):
    """One sheet."""

    def __init__(self, book: Any, api: Any) -> None:
        self.book: Any = book
        self._api = api

    @property
    def api(self) -> Any:
        """The UNO sheet."""
        return self._api

    def check(self) -> None:
        """Check that the workbook may be changed."""
        self.book.check()

    def at(self, block: Block) -> Range:
        """Return the range of a block."""
        return Range(self, (block,))

    def uno_range(self, block: Block) -> Any:
        """Return the UNO range of a block."""
        with StillOpen(self.book.api, self.book.name):
            return self._api.getCellRangeByPosition(block.left, block.top, block.right, block.bottom)

    # Formulas of the cell at a row and column, which count from 0.

    def excel_formula(self, text: str, place: tuple[int, int]) -> str:
        """Return a formula of Calc's in Excel's grammar."""
        return f"={self.book.grammar.to_excel(text, cell_address(self._api.RangeAddress.Sheet, *place))}"

    def shown_formula(self, text: str, place: tuple[int, int]) -> str:
        """Return a formula in the grammar that Calc shows to this user, in Excel's."""
        return f"={self.book.grammar.shown_to_excel(text, cell_address(self._api.RangeAddress.Sheet, *place))}"

    def calc_formula(self, text: str, place: tuple[int, int]) -> str:
        """Return a formula of Excel's in Calc's grammar, without `=`."""
        return self.book.grammar.to_calc(text, cell_address(self._api.RangeAddress.Sheet, *place))  # type: ignore[no-any-return]  # a grammar of ours

    @property
    def name(self) -> str:
        with StillOpen(self.book.api, self.book.name):
            return str(self._api.Name)

    @name.setter
    def name(self, value: str) -> None:
        self.check()
        self._api.Name = value

    @property
    def index(self) -> int:
        return int(self._api.RangeAddress.Sheet) + 1

    @property
    def names(self) -> Names:
        return Names(self.book, self)

    @property
    def notes(self) -> list[Note]:
        return notes_of(self)

    @property
    def tables(self) -> list[Any]:
        """[]: Calc has no tables."""
        return []

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """Return cells by address, name, (row, column) from 1, or two corners."""
        if isinstance(arg1, tuple) and len(arg1) == 4:  # xlwings' own form: row, column, rows, columns
            row, col, rows, cols = arg1
            if not (rows and cols):
                return Range(self, ())
            return self.at(Block(row - 1, col - 1, row + rows - 2, col + cols - 2))
        if arg2 is None and isinstance(arg1, str):
            return Range(self, tuple(block for part in arg1.split(",") for block in self._named(part.strip())), arg1)
        one, two = self._corner(arg1), self._corner(arg1 if arg2 is None else arg2)
        return self.at(
            Block(
                min(one.top, two.top), min(one.left, two.left), max(one.bottom, two.bottom), max(one.right, two.right)
            )
        )

    def _corner(self, argument: Any) -> Block:
        if isinstance(argument, Range):
            return argument.block
        if isinstance(argument, str):
            return self._named(argument)[0]
        row, col = argument
        if row < 1 or col < 1 or row > ROWS or col > COLS:
            raise IndexError(f"{row}, {col}")
        return Block(row - 1, col - 1, row - 1, col - 1)

    def _named(self, text: str) -> tuple[Block, ...]:
        """Return the blocks of an address or a name.

        Raises:
            ValueError: it is neither.

        """
        block = block_of(text)
        if block is not None:
            return (block,)
        for home in (self._api, self.book.api):
            if home.NamedRanges.hasByName(text):
                cells = home.NamedRanges.getByName(text).getReferredCells()
                if cells is not None and cells.Spreadsheet.Name == self.name:
                    return (block_from(cells.RangeAddress),)
        raise ValueError(text)

    @property
    def cells(self) -> Range:
        return self.at(Block(0, 0, ROWS - 1, COLS - 1))

    @property
    def used_range(self) -> Range:
        """The smallest block with all used cells; the first cell of an empty sheet."""
        with StillOpen(self.book.api, self.book.name):
            cursor = self._api.createCursor()
            cursor.gotoStartOfUsedArea(False)
            cursor.gotoEndOfUsedArea(True)
            return self.at(block_from(cursor.RangeAddress))

    def activate(self) -> None:
        self.book.controller.setActiveSheet(self._api)

    select = activate

    def clear_contents(self) -> None:
        self.used_range.clear_contents()

    def clear_formats(self) -> None:
        self.used_range.clear_formats()

    def clear(self) -> None:
        self.used_range.clear()

    def autofit(self, axis: str | None = None) -> None:
        self.used_range.autofit(axis)

    def delete(self) -> None:
        """Delete the sheet.

        Raises:
            ValueError: a workbook keeps one visible sheet.

        """
        self.check()
        if sum(sheet.visible for sheet in self.book.sheets) == 1 and self.visible:
            raise ValueError(self.name)
        self.book.api.Sheets.removeByName(self.name)

    def copy(self, before: Sheet | None, after: Sheet | None) -> None:
        """Copy the sheet before or after another of the same workbook."""
        other = before or after
        if other is None or other.book.name != self.book.name:
            message = "Sheet.copy to another workbook"
            raise NotImplementedError(message)
        self.check()
        at = other.index - 1 if before else other.index
        self.book.api.Sheets.copyByName(self.name, self.book.sheets.free_name(f"{self.name} ({{}})"), at)

    def move(self, before: Sheet | None, after: Sheet | None) -> None:
        self.check()
        other = before or after
        if other is not None:
            self.book.api.Sheets.moveByName(self.name, other.index - 1 if before else other.index)

    @property
    def visible(self) -> bool:
        return bool(self._api.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.check()
        self._api.IsVisible = bool(value)

    @property
    def show_gridlines(self) -> bool:
        return bool(self._view().ShowGrid)

    @show_gridlines.setter
    def show_gridlines(self, value: bool) -> None:
        self._view().ShowGrid = bool(value)

    def _view(self) -> Any:
        """Return the controller with this sheet in front: it applies grid lines and frozen rows to that sheet."""
        self.activate()
        return self.book.controller

    @property
    def freeze_panes(self) -> FreezePanes:
        return FreezePanes(self)

    @property
    def page_setup(self) -> PageSetup:
        return PageSetup(self)

    def freeze_rows(self, count: int) -> None:
        """Freeze the first rows; no member of xlwings."""
        self._view().freezeAtPosition(0, count)

    def filter_table(self, text: str) -> None:
        """Show filter arrows on the first row of an address; no member of xlwings."""
        block = block_of(text)
        ranges, name = self.book.api.DatabaseRanges, _FILTERED.format(sheet=self.name)
        if ranges.hasByName(name):
            ranges.removeByName(name)
        if block is not None:
            ranges.addNewByName(name, self.uno_range(block).RangeAddress)
            ranges.getByName(name).AutoFilter = True


@named_gaps
class FreezePanes(base_classes.FreezePanes):
    """The frozen rows and columns of a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def freeze_at(self, frozen_range: str) -> None:
        """Freeze rows (`1:3`), columns (`A:B`), or all up to a cell (`B3`)."""
        block = block_of(frozen_range.replace("$", ""))
        if block is None:
            raise ValueError(frozen_range)
        rows = 0 if block.bottom == ROWS - 1 else block.bottom + 1
        cols = 0 if block.right == COLS - 1 else block.right + 1
        self._sheet.activate()
        self._sheet.book.controller.freezeAtPosition(cols, rows)

    def unfreeze(self) -> None:
        self._sheet.activate()
        self._sheet.book.controller.freezeAtPosition(0, 0)


@named_gaps
class PageSetup(base_classes.PageSetup):
    """The print settings of a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @property
    def api(self) -> Any:
        """The UNO sheet."""
        return self._sheet.api

    @property
    def print_area(self) -> str | None:
        areas = self.api.getPrintAreas()
        return ",".join(address_of(block_from(area)) for area in areas) or None

    @print_area.setter
    def print_area(self, value: str | None) -> None:
        self._sheet.check()
        blocks = self._sheet.range(value).blocks if value else ()
        self.api.setPrintAreas(tuple(self._sheet.uno_range(block).RangeAddress for block in blocks))


@named_gaps
class Sheets(base_classes.Sheets):
    """The sheets of a workbook in order."""

    def __init__(self, book: Any) -> None:
        self._book = book

    @property
    def api(self) -> Any:
        """The UNO sheets."""
        with StillOpen(self._book.api, self._book.name):
            return self._book.api.Sheets

    @property
    def active(self) -> Sheet:
        return Sheet(self._book, self._book.controller.getActiveSheet())

    def __call__(self, name_or_index: int | str) -> Sheet:
        for number, name in enumerate(self.api.getElementNames(), start=1):
            if name_or_index == number or (isinstance(name_or_index, str) and name.lower() == name_or_index.lower()):
                return Sheet(self._book, self.api.getByName(name))
        raise KeyError(name_or_index)

    def __contains__(self, name: object) -> bool:
        return any(str(name).lower() == known.lower() for known in self.api.getElementNames())

    def __len__(self) -> int:
        return int(self.api.getCount())

    def __iter__(self) -> Iterator[Sheet]:
        return iter([Sheet(self._book, self.api.getByName(name)) for name in self.api.getElementNames()])

    def free_name(self, pattern: str) -> str:
        """Return the first name, `pattern` with a number from 1, that no sheet has."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        """Add a sheet, by default before the active one, and activate it."""
        check_document(self._book.api, self._book.name)
        at = after.index if after else (before or self.active).index - 1
        chosen = name or self.free_name("Sheet{}")
        self.api.insertNewByName(chosen, at)
        added = self(chosen)
        added.activate()
        return added
