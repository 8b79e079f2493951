"""Find what a sheet says about its unit: its name, titles, heads, labelled cells and stamps.

Addresses and names of companies are no evidence: neither values behind other labels nor item texts are searched.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from xhg_excel.core.model.grid import Grid, Place, squeeze
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.unit_names import Named, UnitNames, plain_text, unit_names
from xhg_excel.core.reading.recognise import RecognisedSheet, Sheet, heads_found, whole_sheet
from xhg_excel.core.reading.units import Evidence, evidence_of
from xhg_excel.core.retyped.label_values import side_fields
from xhg_excel.core.retyped.labels import words_of
from xhg_excel.core.retyped.printed_text import plain
from xhg_excel.core.retyped.sheet_notes import beside_title
from xhg_excel.notice import ANNEXES, UNIT_ANNEXES
from xhg_excel.notice.words import as_written, retyped_forms
from xhg_excel.notice.words import units as words
from xhg_excel.notice.words.workbook import COVER_FIELDS

# Labels are searched in so many first and last rows of a sheet.
_SEARCHED_ROWS = 500
_LONGEST_STAMP = 40


def said_on(one: RecognisedSheet, registry: Registry, covered: Collection[Place]) -> list[Evidence]:
    """Return what a sheet says about its unit, apart from the `covered` cells, which the cover reads itself."""
    grid, sheet = one.grid, one.sheet
    search = _Search(grid, unit_names(registry), frozenset(covered))
    name = Evidence(grid.sheet, frozenset(), sheet=grid.sheet)
    found = evidence_of(search.names.find(grid.sheet), grid.sheet, at=name)
    for rows, cols in _title_areas(grid, sheet):
        for row in rows:
            found += search.in_title(row, cols)
    if any(spotted.annex in UNIT_ANNEXES for spotted in sheet.spotted):
        found += _towns(grid, sheet, name)
    if sheet.role == "register":
        found += search.in_column(_county_columns(grid, sheet), sheet.head[0])
    return found if _is_ours(grid, sheet) else [*found, *search.labelled()]


def _towns(grid: Grid, sheet: Sheet, name: Evidence) -> Iterator[Evidence]:
    """Yield the towns that a form of a whole unit names as its own: such a form is not the county's."""
    if re.fullmatch(words.TOWN, squeeze(grid.sheet)):
        yield name
    for rows, cols in _title_areas(grid, sheet):
        for row in rows:
            for text, at in ((grid.text(row, col), grid.place(row, col)) for col in cols):
                if any(re.fullmatch(words.TOWN, part) for part in beside_title(text) or (plain(text),)):
                    yield Evidence(text, frozenset(), (at,), grid.sheet)


def _is_ours(grid: Grid, sheet: Sheet) -> bool:
    """Return whether a sheet is our template in place: its labels of the unit are read as such."""
    if sheet.role == "form":
        return not sheet.spotted
    if sheet.role == "register":
        heads = {squeeze(value) for value in grid.rows[sheet.head[0]]}
        return heads >= {squeeze(column.head) for column in sheet.columns}
    return sum(grid.text(row, col) in _cover_labels() for row, col, _ in grid.worded()) >= len(_cover_labels())


@cache
def _cover_labels() -> frozenset[str]:
    return frozenset(squeeze(declared.label) for declared in COVER_FIELDS)


def _title_areas(grid: Grid, sheet: Sheet) -> Iterator[tuple[range, range]]:
    """Yield the rows and columns of titles and heads: above the items of each form, down to the heads of a table."""
    if sheet.spotted:
        for spotted in sheet.spotted:
            last = spotted.hits[0].row if spotted.head_row is None else spotted.head_row + 1
            yield range(spotted.rows[0], last), range(*spotted.cols)
    elif sheet.role == "form":
        yield range(sheet.head[0]), range(sheet.head[1], sheet.head[1] + 1)
    else:
        rows, cols = whole_sheet(grid)
        labels = (row for row in rows for col in cols if _is_label(str(grid.at(row, col) or "")))
        yield range(sheet.head[0] + 1 if sheet.role == "register" else next(labels, 0)), cols


def _county_columns(grid: Grid, sheet: Sheet) -> list[int]:
    """Return the columns of a register under a head for counties, which no register of ours has."""
    known = {plain(word) for key in ("county", "unit_county") for word in as_written.OTHER_LABELS[key]}
    found = heads_found(grid, sheet, sheet.columns)
    heads = enumerate(grid.rows[sheet.head[0]])
    return [col for col, value in heads if col not in found and isinstance(value, str) and plain(value) in known]


@dataclass(frozen=True)
class _Search:
    """A search for names of units in one grid."""

    grid: Grid
    names: UnitNames
    covered: frozenset[Place]

    def in_title(self, row: int, cols: range) -> Iterator[Evidence]:
        """Yield what the first cell of a row of titles says, and what other cells say that are nothing but a unit."""
        filled = [(col, value) for col in cols if (value := self.grid.at(row, col)) is not None]
        is_head = any(isinstance(value, str) and plain(value) in _heads() for _, value in filled)
        for number, (col, value) in enumerate(filled):
            text = value if isinstance(value, str) else ""
            if _is_label(text):
                return  # what follows is its value
            if ":" in plain_text(text) or self._is_covered(row, col):
                continue
            at = Evidence(text, frozenset(), (self.grid.place(row, col),), self.grid.sheet)
            named = self.names.find(text) if number == 0 or is_head else self.names.read(text) or ()
            yield from evidence_of(named, text, at=at)
            if number == 0:
                loose = _apart(self.names.find_loosely(text), named)
                yield from evidence_of(loose, text, at=replace(at, is_firm=False))

    def _is_covered(self, row: int, col: int) -> bool:
        return self.grid.place(row, col) in self.covered

    def in_column(self, cols: Iterable[int], head: int) -> Iterator[Evidence]:
        """Yield what the cells of columns say, each text once."""
        for col in cols:
            seen: set[str] = set()
            for row in range(head + 1, len(self.grid.rows)):
                text = self.grid.text(row, col)
                if text and text not in seen:
                    seen.add(text)
                    at = Evidence(text, frozenset(), (self.grid.place(row, col),), self.grid.sheet)
                    yield from evidence_of(self.names.read(text) or (), text, at=at)

    def labelled(self) -> Iterator[Evidence]:
        """Yield what stands behind labels of a unit, and what stamps say."""
        rows = range(len(self.grid.rows))
        for row in sorted({*rows[:_SEARCHED_ROWS], *rows[-_SEARCHED_ROWS:]}):
            for col, value in enumerate(self.grid.rows[row]):
                if isinstance(value, str) and value and not self._is_covered(row, col):
                    yield from self._in_cell(row, col, value)

    def _in_cell(self, row: int, col: int, text: str) -> Iterator[Evidence]:
        short = plain_text(text)
        label = _labels().match(short)
        if label is not None:
            value, places = label["value"], [self.grid.place(row, col)]
            if not value:
                value, beside = self._right_of(row, col)
                places = [self.grid.place(row, beside), *places]
            if places[0] not in self.covered:
                at = Evidence(value, frozenset(), tuple(places), self.grid.sheet, is_told=True)
                named = self.names.read(value)
                is_doubtful = named is None and label["label"] in _strict() and re.search(r"\w", value)
                yield from [at] if is_doubtful else evidence_of(named or (), value, at=at)
        elif len(text) <= _LONGEST_STAMP and any(stamp in short for stamp in words.STAMPS[:-1]):
            at = Evidence(text, frozenset(), (self.grid.place(row, col),), self.grid.sheet, is_told=True)
            yield from evidence_of(self.names.find(text), text, at=at)

    def _right_of(self, row: int, col: int) -> tuple[str, int]:
        """Return the text of the next filled cell of a row, and its column; "" where that is another label."""
        for right in range(col + 1, len(self.grid.rows[row])):
            value = self.grid.at(row, right)
            if value is not None:
                text = _until_label(plain_text(squeeze(value)))
                return ("" if ":" in text else text), right
        return "", col


def _apart(loose: Iterable[Named], named: Iterable[Named]) -> list[Named]:
    """Return the names that do not overlap with those of another search."""
    spans = [(one.start, one.end) for one in named]
    return [one for one in loose if all(one.end <= start or end <= one.start for start, end in spans)]


def _is_label(text: str) -> bool:
    """Return whether a cell is a label whose value is in another cell."""
    return plain_text(text).endswith(":") or plain(text) in _header_labels()


@cache
def _header_labels() -> frozenset[str]:
    fields = (declared for annex in ANNEXES for declared in side_fields(annex))
    return frozenset(plain(word) for declared in fields for word in words_of(declared))


@cache
def _heads() -> frozenset[str]:
    return frozenset(plain(word) for word in (*retyped_forms.ITEM_HEADS, *retyped_forms.NUMBER_HEADS))


@cache
def _strict() -> frozenset[str]:
    return frozenset(map(plain_text, words.UNIT_LABELS))


@cache
def _labels() -> re.Pattern[str]:
    """Match a label of a unit alone in its cell, or with its value up to the next label."""
    either = "|".join(
        sorted(
            (re.escape(plain_text(one)) for one in (*words.UNIT_LABELS, *words.LOOSE_UNIT_LABELS)),
            key=len,
            reverse=True,
        )
    )
    stamp = rf"(?:\((?:{'|'.join(words.STAMPS)})\))?"
    return re.compile(rf"\W*(?P<label>{either}){stamp}(?:$|:(?P<value>.*?)(?:{_others()}.*)?$)")


@cache
def _others() -> str:
    """Match the beginning of another label behind the value of a label."""
    labels = {*as_written.FOREIGN_LABELS, *as_written.SIGNERS, *as_written.DAY_WORDS}
    labels |= {label for other in as_written.OTHER_LABELS.values() for label in other if len(label) > 1}
    either = "|".join(sorted((re.escape(plain_text(label)) for label in labels), key=len, reverse=True))
    return rf"(?:{either})(?:\((?:{'|'.join(words.STAMPS)}|{words.SIGNATURE})\))?:"


def _until_label(text: str) -> str:
    found = re.search(_others(), text)
    return text[: found.start()] if found else text
