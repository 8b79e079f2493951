"""Header, signature, unit and extras of a form that is not our template: `label: value`, wherever they stand.

Room: core.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from xhg_excel.core.grid import CellValue, Grid
from xhg_excel.core.likeness import plain
from xhg_excel.core.reader import At
from xhg_excel.core.survey import Spotted
from xhg_excel.spec.form import Annex, Field
from xhg_excel.spec.reading import BLANK_LINE, OTHER_LABELS, SEPARATORS, TICKS
from xhg_excel.spec.workbook import COVER_FIELDS


@dataclass(frozen=True)
class Blank:
    """Where a blank is filled in, with what, and where its label stands; the value of part of a cell is that part."""

    at: At
    value: CellValue
    label: At


@dataclass
class Blanks:
    """The blanks found by field key, every cell they take up, and the rows they stand in."""

    found: dict[str, Blank] = field(default_factory=dict)
    used: set[At] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)


def side_fields(annex: Annex) -> tuple[Field, ...]:
    """Return every field that stands outside the item table: header, signature, extras, unit."""
    return (*annex.header, *annex.footer, *annex.extras, *COVER_FIELDS)


def read_blanks(grid: Grid, spotted: Spotted, fields: Sequence[Field]) -> Blanks:
    """Return the blanks above, below and beside the items of a form."""
    first = spotted.head_row if spotted.head_row is not None else spotted.hits[0].row
    last = max(hit.row for hit in spotted.hits)
    rows = [*range(spotted.rows[0], first), *range(last + 1, spotted.rows[1])]
    lines = tuple(spotted.annex.header_lines) + tuple(spotted.annex.footer_lines)
    return find_blanks(
        grid, (rows, range(spotted.cols[0], spotted.remarks_from or spotted.cols[1])), (tuple(fields), lines)
    )


def find_blanks(
    grid: Grid, within: tuple[Iterable[int], range], wanted: tuple[tuple[Field, ...], tuple[str, ...]]
) -> Blanks:
    """Return the blanks of `wanted` (fields, and lines printed with their blank) in rows and columns of a grid."""
    rows, cols = within
    blanks = Blanks()
    words = _Words(*wanted)
    for row in rows:
        for col in cols:
            value = grid.at(row, col)
            if isinstance(value, str) and (row, col) not in blanks.used:
                _take(blanks, grid, (row, col), (words, cols))
    return blanks


class _Words:
    """The labels of some fields, as whole cells and as beginnings of a line."""

    def __init__(self, fields: tuple[Field, ...], lines: tuple[str, ...]) -> None:
        self.whole, self.pattern = _labels_of(fields, lines)


@cache
def _labels_of(fields: tuple[Field, ...], lines: tuple[str, ...]) -> tuple[dict[str, Field], re.Pattern[str]]:
    whole: dict[str, Field] = {}
    spelled: dict[str, Field] = {}
    for declared in fields:
        for word in (declared.label, declared.shown, *OTHER_LABELS.get(declared.key, ())):
            spelled.setdefault(word, declared)
            whole.setdefault(plain(word), declared)
        for line in lines:
            if plain(line).startswith(plain(declared.label)):
                whole.setdefault(plain(line), declared)
    either = "|".join(r"\s*".join(map(re.escape, word)) for word in sorted(spelled, key=len, reverse=True))
    edge = rf"(?:^|(?<=[{re.escape(SEPARATORS)}]))"
    return whole, re.compile(rf"{edge}\s*(?P<label>{either})\s*[:：]")


def _take(blanks: Blanks, grid: Grid, at: At, by: tuple[_Words, range]) -> None:
    """Read one cell as a label, or as a line of labels with what was filled in behind them."""
    words, cols = by
    text = str(grid.at(*at))
    declared = words.whole.get(plain(text))
    if declared is not None and not any(tick in text for tick in TICKS):
        _keep(blanks, declared, at, _right_of(grid, at, cols, words))
        return
    found = list(words.pattern.finditer(text))
    for number, match in enumerate(found):
        end = found[number + 1].start() if number + 1 < len(found) else len(text)
        declared = words.whole[plain(match["label"])]
        said = text[match.end() : end].strip()
        if re.fullmatch(BLANK_LINE, said) and number + 1 == len(found):
            _keep(blanks, declared, at, _right_of(grid, at, cols, words))
        else:
            value = None if re.fullmatch(BLANK_LINE, said) else said.strip(SEPARATORS)
            _keep(blanks, declared, at, Blank(at, value, at))


def _keep(blanks: Blanks, declared: Field, label: At, blank: Blank) -> None:
    """Keep the first blank of a field that is filled in; a second one stays to be named."""
    known = blanks.found.get(declared.key)
    blanks.rows.add(label[0])
    if known is not None and known.value is not None:
        if blank.value is None:
            blanks.used.add(label)
        return
    blanks.found[declared.key] = blank
    blanks.used |= {label, blank.at}


def _right_of(grid: Grid, label: At, cols: range, words: _Words) -> Blank:
    row, col = label
    for right in range(col + 1, cols.stop):
        value = grid.at(row, right)
        if value is None:
            continue
        if isinstance(value, str) and (plain(value) in words.whole or words.pattern.match(value)):
            break
        is_line = isinstance(value, str) and re.fullmatch(BLANK_LINE, value)
        return Blank((row, right), None if is_line else value, label)
    return Blank((row, col + 1), None, label)
