"""xlwings' `Names`: defined names of a workbook and of its sheets."""

from __future__ import annotations

from typing import Any

from xlwings import base_classes

from xhg_excel.calc.engine.blocks import block_from, quoted
from xhg_excel.calc.engine.formulas import cell_address
from xhg_excel.calc.engine.gaps import named_gaps


@named_gaps
class Name(base_classes.Name):
    """One defined name, valid on `sheet` only; None for the whole workbook."""

    def __init__(self, book: Any, text: str, sheet: Any = None) -> None:
        self._book, self._text, self._sheet = book, text, sheet

    @property
    def _home(self) -> Any:
        return (self._sheet or self._book).api.NamedRanges

    @property
    def api(self) -> Any:
        """The UNO named range."""
        return self._home.getByName(self._text)

    @property
    def name(self) -> str:
        """The name; `Sheet!name` for one of a sheet."""
        return f"{quoted(self._sheet.name)}!{self._text}" if self._sheet else self._text

    @name.setter
    def name(self, value: str) -> None:
        self._book.check()
        self.api.setName(value)
        self._text = value

    @property
    def refers_to(self) -> str:
        first = self._book.sheets(1)
        return first.excel_formula(self.api.getContent(), (0, 0))  # type: ignore[no-any-return]  # a sheet of ours

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self._book.check()
        self.api.setContent(self._book.sheets(1).calc_formula(value, (0, 0)))

    @property
    def refers_to_range(self) -> Any:
        """The cells it refers to.

        Raises:
            ValueError: it refers to no cells.

        """
        cells = self.api.getReferredCells()
        if cells is None:
            raise ValueError(self.name)
        sheet = self._book.sheets(cells.RangeAddress.Sheet + 1)
        return sheet.at(block_from(cells.RangeAddress))

    def delete(self) -> None:
        self._book.check()
        self._home.removeByName(self._text)


@named_gaps
class Names(base_classes.Names):
    """The names of one sheet; without a sheet, those of the workbook and of all its sheets."""

    def __init__(self, book: Any, sheet: Any = None) -> None:
        self._book, self._sheet = book, sheet

    @property
    def api(self) -> Any:
        """The UNO named ranges."""
        return (self._sheet or self._book).api.NamedRanges

    def _all(self) -> list[Name]:
        own = [Name(self._book, text, self._sheet) for text in self.api.getElementNames()]
        if self._sheet is not None:
            return own
        return own + [name for sheet in self._book.sheets for name in sheet.names._all()]  # its own class

    def __call__(self, name_or_index: int | str) -> Name:
        for number, name in enumerate(self._all(), start=1):
            if name_or_index in (number, name.name):
                return name
        raise KeyError(name_or_index)

    def snapshot(self) -> list[tuple[str, Name]]:
        return [(name.name, name) for name in self._all()]

    def contains(self, name_or_index: int | str) -> bool:
        return any(name_or_index in (number, name.name) for number, name in enumerate(self._all(), start=1))

    def __len__(self) -> int:
        return len(self._all())

    def add(self, name: str, refers_to: str) -> Name:
        self._book.check()
        home, _, text = name.rpartition("!")
        sheet = self._book.sheets(home.strip("'")) if home else self._sheet
        content = self._book.sheets(1).calc_formula(refers_to, (0, 0))
        (sheet or self._book).api.NamedRanges.addNewByName(text, content, cell_address(0, 0, 0), 0)
        return Name(self._book, text, sheet)
