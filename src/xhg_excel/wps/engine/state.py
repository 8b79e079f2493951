"""A workbook as data: what the engine answers from, and what a script has changed of it so far."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from xhg_excel.calc.engine.appearance import Rgb
from xhg_excel.calc.engine.blocks import Block
from xhg_excel.calc.engine.cells import CellError

__all__ = ["BookState", "CellError", "RefusedError", "RuleState", "SheetState"]

At = tuple[int, int]
DAY_ZERO = datetime(1899, 12, 30)
TEXT_FORMAT, PLAIN_FORMAT = "@", "General"
_NUMBER = re.compile(r"[-+]?[0-9]{1,30}(?:\.[0-9]{1,30})?%?$")
_LINK = re.compile(r'=HYPERLINK\("(?:[^"]|"")*","((?:[^"]|"")*)"\)$')


class RefusedError(Exception):
    """A protected sheet or workbook does not accept a change."""

    def __init__(self, name: str, change: str) -> None:
        self.name, self.change = name, change
        super().__init__(f"{name} is protected: {change}")


@dataclass
class RuleState:
    """One conditional format; `type` is xlwings' (`custom` for a formula), `formula` '' for other types."""

    type: str
    formula: str
    fill: Rgb | None = None
    font: Rgb | None = None
    stop: bool = False


@dataclass
class SheetState:
    """One sheet; rows and columns count from 0.

    Attributes:
        rows: values as xlwings gives them: float, str, bool, datetime, None, CellError.
        notes: the text of each note; None when they were not read.
        rules: conditional formats from the first on; None when they were not read.
        has_more_rules: only the first rules were read.
        refused: what a protected sheet does not accept, of `values`, `formats` and `notes`.
        given: rows and columns of the cells that were read; None for a sheet that a script added.
        looks: what scripts set, by cell and by name (operations.py).
    """

    name: str
    rows: list[list[Any]] = field(default_factory=list)
    visible: bool = True
    notes: dict[At, str] | None = field(default_factory=dict)
    rules: list[RuleState] | None = field(default_factory=list)
    has_more_rules: bool = False
    refused: frozenset[str] = frozenset()
    given: tuple[int, int] | None = None
    formulas: dict[At, str] = field(default_factory=dict)
    looks: dict[At, dict[str, Any]] = field(default_factory=dict)
    borders: dict[At, dict[str, tuple[Any, Any, Any]]] = field(default_factory=dict)
    merged: list[Block] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    hidden_columns: dict[int, bool] = field(default_factory=dict)
    has_gridlines: bool = True

    def must_accept(self, change: str) -> None:
        """Raise RefusedError if the sheet is protected against a change."""
        if change in self.refused:
            raise RefusedError(self.name, change)

    def is_unknown(self, at: At) -> bool:
        """Return whether a cell's look was the user's, which is not read."""
        return self.given is not None and at[0] < self.given[0] and at[1] < self.given[1]

    @property
    def extent(self) -> tuple[int, int]:
        """The number of rows and columns up to the last used ones, at least 1."""
        rows = max(len(self.rows), 1 + max((row for row, _ in self.looks), default=0))
        cols = max(max(map(len, self.rows), default=1), 1 + max((col for _, col in self.looks), default=0), 1)
        given = self.given or (1, 1)
        return max(rows, given[0]), max(cols, given[1])

    def known_notes(self) -> dict[At, str]:
        """Return the notes.

        Raises:
            NotImplementedError: they were not read.
        """
        if self.notes is None:
            message = f"Sheet.notes: not read of {self.name}"
            raise NotImplementedError(message)
        return self.notes

    def value(self, at: At) -> Any:
        """Return the value of a cell."""
        row = self.rows[at[0]] if at[0] < len(self.rows) else []
        return row[at[1]] if at[1] < len(row) else None

    def put(self, at: At, value: Any, formula: str = "") -> None:
        """Set the value of a cell, and its formula."""
        while len(self.rows) <= at[0]:
            self.rows.append([])
        row = self.rows[at[0]]
        row.extend([None] * (at[1] + 1 - len(row)))
        row[at[1]] = value
        if formula:
            self.formulas[at] = formula
        else:
            self.formulas.pop(at, None)

    def filled(self, block: Block) -> Iterator[At]:
        """Yield the cells of a block that have a value, row by row."""
        for row in range(block.top, min(block.bottom + 1, len(self.rows))):
            for col, value in enumerate(self.rows[row][block.left : block.right + 1], start=block.left):
                if value is not None and value != "":
                    yield row, col


@dataclass
class BookState:
    """One open workbook.

    Attributes:
        active: the name of the sheet in front, which may be a chart's.
        copy: the path of a copy that was saved when the values were read; '' without one.
    """

    name: str
    sheets: list[SheetState] = field(default_factory=list)
    fullname: str = ""
    active: str = ""
    has_locked_structure: bool = False
    copy: str = ""


def taken_for(value: Any, number_format: str) -> tuple[Any, str]:
    """Return what a cell shows of a value that is put into it, and its formula; the result of a formula is None.

    >>> taken_for("007", "General"), taken_for("007", "@"), taken_for("=1+1", "General"), taken_for("5%", "General")
    ((7.0, ''), ('007', ''), (None, '=1+1'), (0.05, ''))
    """
    if isinstance(value, str) and number_format != TEXT_FORMAT:
        if value.startswith("="):
            link = _LINK.match(value)
            return (link[1].replace('""', '"') if link else None), value
        if _NUMBER.match(value):
            number = float(value.removesuffix("%"))
            return (number / 100 if value.endswith("%") else number), ""
        return (value.upper() == "TRUE" if value.upper() in ("TRUE", "FALSE") else value), ""
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)
    if isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    return (None if value == "" else value), ""


def serial_of(moment: datetime) -> float:
    """Return a moment as days since 1899-12-30.

    >>> serial_of(datetime(2020, 8, 12, 12))
    44055.5
    """
    return (moment - DAY_ZERO) / timedelta(days=1)


def moment_of(serial: float) -> datetime:
    """Return the moment of so many days since 1899-12-30, to the microsecond that Excel shows (a millisecond).

    >>> moment_of(44055.5), moment_of(0.25)
    (datetime.datetime(2020, 8, 12, 12, 0), datetime.datetime(1899, 12, 30, 6, 0))
    """
    return DAY_ZERO + timedelta(milliseconds=round(serial * 86_400_000))
