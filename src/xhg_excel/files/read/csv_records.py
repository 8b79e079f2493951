"""Split a text table into records; a line that is none is counted, and never takes other lines with it.

A stray quote opens a cell that ends at the next quote, many rows further on. Only line breaks that are quoted as
programs quote them belong to a cell; any other line is a record by itself.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TextIO

from xhg_excel.core.model.finding import Finding, at_cells
from xhg_excel.core.model.grid import Place
from xhg_excel.notice.schema.form import FORMS_CLAUSE
from xhg_excel.notice.words.as_written import CsvFault
from xhg_excel.notice.words.workbook import LISTED

LONGEST_LINE = 1_000_000
# No cell of a spreadsheet has more characters.
_LONGEST_CELL = 32_767
_MOST_SHOWN = 20
_LINE_ENDS = ("\n", "\r")


@dataclass
class _Lines:
    """Lines with one fault: their rows, the numbers of the first of them, and how many cells the first has."""

    cells: int
    rows: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)


@dataclass
class Records:
    """The records of a text table.

    Attributes:
        opened: the text, opened with `newline=""`.
        separator: between cells.
        head: the number of the row of the heads, from 0; rows below it must have as many cells.
        width: how many cells the heads are; None without heads.
        keeps_text: whether a line that is no record is yielded as one cell, else as none.
    """

    opened: TextIO
    separator: str
    head: int = 0
    width: int | None = None
    keeps_text: bool = True
    _faults: dict[CsvFault, _Lines] = field(default_factory=dict)
    _ahead: deque[str] = field(default_factory=deque)
    _row: int = -1
    _number: int = 0

    def __iter__(self) -> Iterator[list[str]]:
        """Yield the cells of each record; a line that is none is one cell, or none at all (`keeps_text`)."""
        separator, width, head = self.separator, self.width, self.head
        while line := self._next_line():
            self._row += 1
            if len(line) >= LONGEST_LINE:
                yield self._pass_long(line)
                continue
            row = self._quoted(line) if '"' in line else line.rstrip("\r\n").split(separator)
            if width is not None and len(row) != width and self._row > head and row and not self._fits(row, width):
                self._add(CsvFault.WIDTH, len(row))
                row = []
            yield row or self._text(line)

    def findings(self, sheet: str) -> list[Finding]:
        """Return a finding for each fault of lines that were met so far, at the first cell of each line."""
        return [
            at_cells(
                "F61",
                [Place(sheet, row, 0) for row in lines.rows],
                FORMS_CLAUSE,
                value=LISTED.join(map(str, lines.first)),
                item=len(lines.rows),
                detail=fault.value.format(cells=lines.cells, width=self.width),
            )
            for fault, lines in self._faults.items()
        ]

    def _text(self, line: str) -> list[str]:
        """Return a line that is no record as one cell."""
        return [line.rstrip("\r\n")[:_LONGEST_CELL]] if self.keeps_text else []

    def _next_line(self) -> str:
        """Return the next line with its end, at most `LONGEST_LINE` characters of it; "" at the end."""
        self._number += 1
        return self._read_line()

    def _read_line(self) -> str:
        return self._ahead.popleft() if self._ahead else self.opened.readline(LONGEST_LINE)

    def _pass_long(self, line: str) -> list[str]:
        """Skip the rest of a line that is too long; return its beginning."""
        self._add(CsvFault.LONG, 0)
        rest = line
        while rest and not rest.endswith(_LINE_ENDS):
            rest = self.opened.readline(LONGEST_LINE)
        return self._text(line)

    def _quoted(self, line: str) -> list[str]:
        """Return the record that begins with a line that contains quotes; [] for a line that is none."""
        row = next(csv.reader([line.rstrip("\r\n") + "\n"], delimiter=self.separator))
        if not row[-1].endswith("\n"):  # no quote was left open
            return row
        found = self._over_lines(line)
        if not found:
            self._add(CsvFault.QUOTE, 0)
        return found

    def _over_lines(self, line: str) -> list[str]:
        """Return the record that begins with a line and ends in a later one; [] when the lines are none.

        k whole records in one cell bring (k - 1) × (width - 1) separators into it: a cell with fewer is one cell.
        """
        taken = [line]
        try:
            row = next(csv.reader(self._taking(taken), delimiter=self.separator, strict=True))
        except csv.Error:
            row = []
        width = len(row) if self.width is None else self.width
        swallowed = sum(cell.count(self.separator) for cell in row if "\n" in cell or "\r" in cell)
        if row and len(row) == width and swallowed < max(width - 1, 1):
            self._number += len(taken) - 1
            return row
        self._ahead.extendleft(reversed(taken[1:]))
        return []

    def _taking(self, taken: list[str]) -> Iterator[str]:
        """Yield lines from the first of `taken` on, adding the further ones to it, up to the longest record."""
        yield taken[0]
        size = len(taken[0])
        while size < LONGEST_LINE and (
            line := self._ahead.popleft() if self._ahead else self.opened.readline(LONGEST_LINE)
        ):
            taken.append(line)
            size += len(line)
            yield line

    @staticmethod
    def _fits(row: Sequence[str], width: int) -> bool:
        """Return whether a record of another length is blank, or blank beyond the heads."""
        return not any(text.strip() for text in (row[width:] if len(row) > width else row))

    def _add(self, fault: CsvFault, cells: int) -> None:
        lines = self._faults.setdefault(fault, _Lines(cells))
        lines.rows.append(self._row)
        if len(lines.first) < _MOST_SHOWN:
            lines.first.append(self._number)
