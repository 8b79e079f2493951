"""Sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

from xhg_excel.calc.addresses import COLS, ROWS, block_of, shown
from xhg_excel.calc.formulas import address
from xhg_excel.calc.gaps import named_gaps
from xhg_excel.calc.guard import StillOpen, check_document
from xhg_excel.calc.names import Names
from xhg_excel.calc.notes import Note, notes_of
from xhg_excel.calc.placing import block_at
from xhg_excel.calc.ranges import Range
from xhg_excel.core.sheets.layout import Area

_FILTERED = "xlwings {sheet}"


@named_gaps
class Sheet(base_classes.Sheet):
    """One sheet."""

    def __init__(self, book: Any, api: Any) -> None:
        """Take the workbook and the UNO sheet."""
        self.book: Any = book
        self._api = api

    @property
    def api(self) -> Any:
        """The UNO sheet."""
        return self._api

    def check(self) -> None:
        """Pass when the workbook may be changed."""
        self.book.check()

    def at(self, block: Area) -> Range:
        """Return the range of a block."""
        return Range(self, (block,))

    def uno_range(self, block: Area) -> Any:
        """Return the UNO range of a block."""
        with StillOpen(self.book.api, self.book.name):
            return self._api.getCellRangeByPosition(block.left, block.top, block.right, block.bottom)

    def excel_formula(self, text: str, place: tuple[int, int]) -> str:
        """Return a formula of Calc's, as a cell has it, in Excel's grammar."""
        return f"={self.book.grammar.to_excel(text, address(self._api.RangeAddress.Sheet, *place))}"

    def shown_formula(self, text: str, place: tuple[int, int]) -> str:
        """Return a formula as Calc shows it to this user, in Excel's grammar."""
        return f"={self.book.grammar.shown_to_excel(text, address(self._api.RangeAddress.Sheet, *place))}"

    def calc_formula(self, text: str, place: tuple[int, int]) -> str:
        """Return a formula of Excel's in Calc's grammar, without `=`."""
        return self.book.grammar.to_calc(text, address(self._api.RangeAddress.Sheet, *place))  # type: ignore[no-any-return]  # a grammar of ours

    @property
    def name(self) -> str:
        """The name."""
        with StillOpen(self.book.api, self.book.name):
            return str(self._api.Name)

    @name.setter
    def name(self, value: str) -> None:
        self.check()
        self._api.Name = value

    @property
    def index(self) -> int:
        """The place among the sheets, from 1."""
        return int(self._api.RangeAddress.Sheet) + 1

    @property
    def names(self) -> Names:
        """The names known on this sheet alone."""
        return Names(self.book, self)

    @property
    def notes(self) -> list[Note]:
        """Its notes, in the order of their cells."""
        return notes_of(self)

    @property
    def tables(self) -> list[Any]:
        """None: Calc has no tables."""
        return []

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """Return cells by address, name, (row, column) from 1, or two corners."""
        if isinstance(arg1, tuple) and len(arg1) == 4:  # xlwings' own form: row, column, rows, columns
            row, col, rows, cols = arg1
            if not (rows and cols):
                return Range(self, ())
            return self.at(Area(row - 1, col - 1, row + rows - 2, col + cols - 2))
        if arg2 is None and isinstance(arg1, str):
            return Range(self, tuple(block for part in arg1.split(",") for block in self._named(part.strip())), arg1)
        one, two = self._corner(arg1), self._corner(arg1 if arg2 is None else arg2)
        return self.at(
            Area(min(one.top, two.top), min(one.left, two.left), max(one.bottom, two.bottom), max(one.right, two.right))
        )

    def _corner(self, argument: Any) -> Area:
        if isinstance(argument, Range):
            return argument.block
        if isinstance(argument, str):
            return self._named(argument)[0]
        row, col = argument
        if row < 1 or col < 1 or row > ROWS or col > COLS:
            raise IndexError(f"{row}, {col}")
        return Area(row - 1, col - 1, row - 1, col - 1)

    def _named(self, text: str) -> tuple[Area, ...]:
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
                    return (block_at(cells.RangeAddress),)
        raise ValueError(text)

    @property
    def cells(self) -> Range:
        """Every cell."""
        return self.at(Area(0, 0, ROWS - 1, COLS - 1))

    @property
    def used_range(self) -> Range:
        """The rectangle that holds everything; the first cell of an empty sheet."""
        with StillOpen(self.book.api, self.book.name):
            cursor = self._api.createCursor()
            cursor.gotoStartOfUsedArea(False)
            cursor.gotoEndOfUsedArea(True)
            return self.at(block_at(cursor.RangeAddress))

    def activate(self) -> None:
        """Show the sheet."""
        self.book.controller.setActiveSheet(self._api)

    select = activate

    def clear_contents(self) -> None:
        """Empty all cells."""
        self.used_range.clear_contents()

    def clear_formats(self) -> None:
        """Take off all looks."""
        self.used_range.clear_formats()

    def clear(self) -> None:
        """Empty the sheet."""
        self.used_range.clear()

    def autofit(self, axis: str | None = None) -> None:
        """Make columns, rows or both as large as their texts."""
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
        """Move the sheet before or after another."""
        self.check()
        other = before or after
        if other is not None:
            self.book.api.Sheets.moveByName(self.name, other.index - 1 if before else other.index)

    @property
    def visible(self) -> bool:
        """Whether its tab is shown."""
        return bool(self._api.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.check()
        self._api.IsVisible = bool(value)

    @property
    def show_gridlines(self) -> bool:
        """Whether lines part the cells on the screen."""
        return bool(self._shown().ShowGrid)

    @show_gridlines.setter
    def show_gridlines(self, value: bool) -> None:
        self._shown().ShowGrid = bool(value)

    def _shown(self) -> Any:
        """Return the view settings with this sheet in front; lines and frozen rows belong to the view."""
        self.activate()
        return self.book.controller

    @property
    def freeze_panes(self) -> FreezePanes:
        """What stays in sight."""
        return FreezePanes(self)

    @property
    def page_setup(self) -> PageSetup:
        """How it prints."""
        return PageSetup(self)

    def xhg_freeze_rows(self, count: int) -> None:
        """Keep the first rows in sight."""
        self._shown().freezeAtPosition(0, count)

    def xhg_filter(self, text: str) -> None:
        """Put arrows that filter on the heads of a table."""
        block = block_of(text)
        ranges, name = self.book.api.DatabaseRanges, _FILTERED.format(sheet=self.name)
        if ranges.hasByName(name):
            ranges.removeByName(name)
        if block is not None:
            ranges.addNewByName(name, self.uno_range(block).RangeAddress)
            ranges.getByName(name).AutoFilter = True


@named_gaps
class FreezePanes(base_classes.FreezePanes):
    """The rows and columns of a sheet that stay in sight."""

    def __init__(self, sheet: Sheet) -> None:
        """Take the sheet."""
        self._sheet = sheet

    def freeze_at(self, frozen_range: str) -> None:
        """Keep rows, columns, or all up to a cell in sight."""
        block = block_of(frozen_range.replace("$", ""))
        if block is None:
            raise ValueError(frozen_range)
        rows = 0 if block.bottom == ROWS - 1 else block.bottom + 1
        cols = 0 if block.right == COLS - 1 else block.right + 1
        self._sheet.activate()
        self._sheet.book.controller.freezeAtPosition(cols, rows)

    def unfreeze(self) -> None:
        """Let everything move."""
        self._sheet.activate()
        self._sheet.book.controller.freezeAtPosition(0, 0)


@named_gaps
class PageSetup(base_classes.PageSetup):
    """What of a sheet prints."""

    def __init__(self, sheet: Sheet) -> None:
        """Take the sheet."""
        self._sheet = sheet

    @property
    def api(self) -> Any:
        """The UNO sheet."""
        return self._sheet.api

    @property
    def print_area(self) -> str | None:
        """The address that prints; None for all."""
        areas = self.api.getPrintAreas()
        return ",".join(shown(block_at(area)) for area in areas) or None

    @print_area.setter
    def print_area(self, value: str | None) -> None:
        self._sheet.check()
        blocks = self._sheet.range(value).blocks if value else ()
        self.api.setPrintAreas(tuple(self._sheet.uno_range(block).RangeAddress for block in blocks))


@named_gaps
class Sheets(base_classes.Sheets):
    """The sheets of a workbook in order."""

    def __init__(self, book: Any) -> None:
        """Take the workbook."""
        self._book = book

    @property
    def api(self) -> Any:
        """The UNO sheets."""
        with StillOpen(self._book.api, self._book.name):
            return self._book.api.Sheets

    @property
    def active(self) -> Sheet:
        """The sheet in front."""
        return Sheet(self._book, self._book.controller.getActiveSheet())

    def __call__(self, name_or_index: int | str) -> Sheet:
        """Return the sheet of a name, in whatever case, or of a number from 1."""
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
        """Return the first name of a pattern with a number that no sheet has."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        """Add a sheet, before the one in front when nobody says where, and show it."""
        check_document(self._book.api, self._book.name)
        at = after.index if after else (before or self.active).index - 1
        chosen = name or self.free_name("Sheet{}")
        self.api.insertNewByName(chosen, at)
        made = self(chosen)
        made.activate()
        return made
