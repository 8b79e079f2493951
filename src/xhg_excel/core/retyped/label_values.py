"""Find header, signature, unit and extras of a form that is not our template: `label: value` anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from xhg_excel.core.answers.cell_reader import At
from xhg_excel.core.model.grid import CellValue, Grid
from xhg_excel.core.retyped.find_forms import Spotted
from xhg_excel.core.retyped.labels import FoundLabel, Labels, labels_of
from xhg_excel.core.retyped.printed_text import plain
from xhg_excel.notice import SITE_NAME
from xhg_excel.notice.schema.form import Annex, Field, Kind
from xhg_excel.notice.words import as_written
from xhg_excel.notice.words.workbook import COVER_FIELDS

# A longer text is no line of labels, and no name of an office.
_LONGEST_LINE, _LONGEST_OFFICE = 2000, 60
_MOST_DAY_CELLS = 6


@dataclass(frozen=True)
class Blank:
    """One blank: its cell, its value (only its part of the cell), and the cell of its label."""

    at: At
    value: CellValue
    label: At


@dataclass
class Blanks:
    """The blanks of a form.

    Attributes:
        found: by field key.
        used: every cell of a label or value.
        rivals: by field key, further cells that could be its value.
        rows: the rows of the labels.
        left: parts of these cells that are no answer, to be reported.
    """

    found: dict[str, Blank] = field(default_factory=dict)
    rivals: dict[str, list[At]] = field(default_factory=dict)
    used: set[At] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)
    left: list[tuple[At, str]] = field(default_factory=list)


def side_fields(annex: Annex) -> tuple[Field, ...]:
    """Return every field outside the item table: header, signature, extras, unit."""
    return (*annex.header, *annex.footer, *annex.extras, *COVER_FIELDS)


def read_blanks(
    grid: Grid, spotted: Spotted, fields: Sequence[Field], *, remarks: frozenset[int] = frozenset()
) -> Blanks:
    """Return the blanks above, below and beside the items of a form; a cell in `remarks` is no rival of a value."""
    first = spotted.head_row if spotted.head_row is not None else spotted.hits[0].row
    last = max(hit.row for hit in spotted.hits)
    rows = [*range(spotted.rows[0], first), *range(last + 1, spotted.rows[1])]
    lines = tuple(spotted.annex.header_lines) + tuple(spotted.annex.footer_lines)
    return find_blanks(grid, (rows, range(*spotted.cols)), (tuple(fields), lines), last + 1, remarks)


def find_blanks(
    grid: Grid,
    within: tuple[Iterable[int], range],
    wanted: tuple[tuple[Field, ...], tuple[str, ...]],
    below: int = 0,
    remarks: frozenset[int] = frozenset(),
) -> Blanks:
    """Return the blanks in some rows and columns of a grid.

    Args:
        grid: the sheet.
        within: the rows and columns to search.
        wanted: the fields, and printed lines that contain a label and its blank.
        below: the first row below the items.
        remarks: columns of remarks: what stands there without a label is no value.
    """
    rows, cols = within
    rows = tuple(rows)
    search = _Search(grid, cols, labels_of(*wanted), below, remarks, frozenset(row for row in rows if row < below))
    for row in rows:
        for col in cols:
            value = grid.at(row, col)
            if isinstance(value, str) and (row, col) not in search.blanks.used and len(value) <= _LONGEST_LINE:
                search.read((row, col), value)
    blanks = search.blanks
    blanks.left = [(at, text) for at, text in blanks.left if at in blanks.used]
    return blanks


def is_blank_line(text: str) -> bool:
    """Return whether a text is only the print of a blank that was not filled in.

    >>> is_blank_line("____"), is_blank_line(" 年 月 日"), is_blank_line("8月12日")
    (True, True, False)
    """
    left = "".join(char for char in text if not char.isspace() and char not in as_written.BLANK_LINE)
    return left in as_written.BLANK_DAYS


def _is_office(text: str) -> bool:
    return len(text) < _LONGEST_OFFICE and re.fullmatch(as_written.OFFICE, text.strip()) is not None


@dataclass
class _Search:
    """A search for blanks in some columns, by some labels."""

    grid: Grid
    cols: range
    labels: Labels
    below: int
    remarks: frozenset[int]
    header: frozenset[int]
    blanks: Blanks = field(default_factory=Blanks)

    def read(self, at: At, text: str) -> None:
        """Read one cell as a label, or as a line of labels each followed by its value."""
        declared = self.labels.whole.get(plain(text))
        is_label = declared is not None or plain(text) in as_written.DAY_WORDS
        if not is_label or any(tick in text for tick in as_written.TICKS):
            self._read_line(at, text, self.labels.marks(text))
            return
        declared = self.labels.asked(text, declared, self._before(at))
        if declared is not None:
            self._read_right(declared, at)

    def _read_line(self, at: At, text: str, marks: Sequence[FoundLabel]) -> None:
        """Read the value after each label of a line; only that of the last may be in the next cell."""
        ends = [*(mark.start for mark in marks[1:]), len(text)]
        if marks and not plain(text[: marks[0].start]).isdigit():
            self._leave(at, text[: marks[0].start])
        for mark, end in zip(marks, ends, strict=False):
            value = text[mark.end : end].strip()
            is_blank = is_blank_line(value)
            declared = self.labels.asked(mark.words, mark.field, self._before(at) + text[: mark.start])
            if declared is None:
                self._leave(at, "" if is_blank else text[mark.start : end])
            elif is_blank and mark is marks[-1]:
                self._read_right(declared, at)
            elif not self._keep(declared, Blank(at, None if is_blank else value.strip(as_written.SEPARATORS), at)):
                self._leave(at, text[mark.start : end])

    def _read_right(self, declared: Field, label: At) -> None:
        """Read the value right of a label, up to the next label in that cell."""
        blank = self._right_of(declared, label)
        if not isinstance(blank.value, str):
            self._keep(declared, blank)
            return
        marks = self.labels.marks(blank.value, declared) if len(blank.value) <= _LONGEST_LINE else []
        value = blank.value[: marks[0].start].strip(as_written.SEPARATORS) if marks else blank.value
        if self._keep(declared, replace(blank, value=value)) and marks:
            self._read_line(blank.at, blank.value[marks[0].start :], self._moved(marks))

    @staticmethod
    def _moved(marks: Sequence[FoundLabel]) -> list[FoundLabel]:
        """Return labels with their positions counted from the first of them."""
        first = marks[0].start
        return [replace(mark, start=mark.start - first, end=mark.end - first) for mark in marks]

    def _right_of(self, declared: Field, label: At) -> Blank:
        row, col = label
        if declared.kind is Kind.DATE and (day := self._day_over_cells(declared, label)):
            return day
        for right in range(col + 1, self.cols.stop):
            value = self.grid.at(row, right)
            if value is None:
                continue
            if self.labels.stops(value, declared) or (right in self.remarks and right > col + 1):
                break
            if isinstance(value, str) and is_blank_line(value):
                return Blank((row, right), None, label)
            self._add_rivals(declared, (row, right))
            return Blank((row, right), value, label)
        return Blank((row, col + 1), None, label)

    def _day_over_cells(self, declared: Field, label: At) -> Blank | None:
        """Return a day that is written over the cells right of a label, `8 | 月 | 12 | 日`; None without one."""
        row = label[0]
        filled = [(row, col) for col in range(label[1] + 1, self.cols.stop) if self.grid.at(row, col) is not None]
        for count in range(2, min(len(filled), _MOST_DAY_CELLS) + 1):
            text = "".join(self.grid.text(*at) for at in filled[:count])
            if re.fullmatch(as_written.DAY_OVER_CELLS, text):
                self.blanks.used |= set(filled[:count])
                self._add_rivals(declared, filled[count - 1])
                return Blank(filled[0], text, label)
        return None

    def _add_rivals(self, declared: Field, at: At) -> None:
        """Add the next cells right of a value, and the one below it in the header, that continue or contradict it."""
        row, col = at
        for right in range(col + 1, self.cols.stop):
            value = self.grid.at(row, right)
            if value is not None and right not in self.remarks:
                if not self.labels.stops(value, declared):
                    self.blanks.rivals.setdefault(declared.key, []).append((row, right))
                break
        is_alone = all(self.grid.at(row + 1, left) is None for left in range(self.cols.start, col))
        value = self.grid.at(row + 1, col) if is_alone and row + 1 in self.header else None
        if isinstance(value, str) and not self.labels.stops(value, declared):
            self.blanks.rivals.setdefault(declared.key, []).append((row + 1, col))

    def _keep(self, declared: Field, blank: Blank) -> bool:
        """Keep the blank of a field, on the same side of the items as its first label; another value is a rival.

        Returns False for a value on the other side, and for an office as the name of a site: they are reported.
        """
        if isinstance(blank.value, str):
            blank = replace(blank, value=blank.value.strip(as_written.LINE).strip() or None)
        known = self.blanks.found.get(declared.key)
        self.blanks.rows.add(blank.label[0])
        if declared.key == SITE_NAME.key and isinstance(blank.value, str) and _is_office(blank.value):
            return False
        if known is not None and known.value is None and self._is_below(known) != self._is_below(blank):
            if blank.value is None:
                self.blanks.used.add(blank.label)
            return blank.value is None
        self.blanks.used.add(blank.label)
        if not self.labels.stops(self.grid.at(*blank.at), declared):
            self.blanks.used.add(blank.at)
        if known is None or known.value is None:
            self.blanks.found[declared.key] = blank
        elif blank.value is not None and plain(str(blank.value)) != plain(str(known.value)):
            self.blanks.rivals.setdefault(declared.key, []).append(blank.at)
        return True

    def _is_below(self, blank: Blank) -> bool:
        return blank.label[0] >= self.below

    def _leave(self, at: At, text: str) -> None:
        """Add a part of a cell that is no answer, to be reported."""
        if words := text.strip(as_written.SEPARATORS):
            self.blanks.left.append((at, words))

    def _before(self, at: At) -> str:
        """Return the text of the row before a cell."""
        return "".join(f"{self.grid.text(at[0], col)} " for col in range(self.cols.start, at[1]))
