"""Rows of a register or ledger at speed: blank ones told at a glance, plain answers read once.

Most cells of most rows hold what many hold before them (是, 否, nothing). Whatever is not
plain goes to the `Reader`, which finds and says.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from xhg_excel.core.answers.cell_reader import Parsed, Reader
from xhg_excel.core.answers.normalize import normalize
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.field_names import Column
from xhg_excel.core.model.grid import CellValue, RowPlaces, squeeze
from xhg_excel.notice.schema.form import NOT_PROVIDED, Field
from xhg_excel.notice.words.as_written import TOTAL_ROW_WORDS

_MOST_KEPT = 2000
_BLANK = ""
_LONGEST_TOTAL = 12
_UNKNOWN = object()


# Plain answers met before, by what a field may hold: what a text was read as. Bounded, since names differ.
_plain: dict[tuple[object, ...], dict[str, Answer | None]] = {}


def _kept(field: Field, year: int) -> dict[str, Answer | None]:
    """Return the plain answers met in fields that hold the same: `normalize` asks for nothing else."""
    return _plain.setdefault((field.kind, field.choices, field.longest, year), {_BLANK: None})


class RowReader:
    """Reads whole rows of one grid, `found` saying which column holds what."""

    def __init__(self, reader: Reader, found: Mapping[int, Column]) -> None:
        self._reader = reader
        self._cols = {column.field.key: col for col, column in found.items()}
        self._plan = [(col, column.field, _kept(column.field, reader.year)) for col, column in found.items()]

    def parse(self, number: int) -> Parsed:
        """Return the answers of one row, and a finding for every cell that is not plainly one."""
        row = self._reader.grid.rows[number]
        width = len(row)
        places = RowPlaces(self._reader.grid.sheet, number, self._cols)
        parsed = Parsed(places=places)  # type: ignore[arg-type]  # never written to
        answers = parsed.answers
        for col, field, known in self._plan:
            value = row[col] if col < width else None
            if isinstance(value, str):
                answer = known.get(value, _UNKNOWN)
                if answer is not _UNKNOWN:
                    answers[field.key] = answer  # type: ignore[assignment]  # it is no sentinel
                    continue
            self._look(parsed, field, (number, col), known)
        return parsed

    def _look(self, parsed: Parsed, field: Field, at: tuple[int, int], known: dict[str, Answer | None]) -> None:
        value = self._reader.grid.at(*at)
        reading = normalize(value, field, self._reader.year)
        if reading.fault or reading.reread or reading.answer == NOT_PROVIDED:
            self._reader.take(parsed, field, at, value)
            return
        parsed.answers[field.key] = reading.answer
        if isinstance(value, str) and len(known) < _MOST_KEPT:
            known[value] = reading.answer


def blank_test(width: int, skipped: Collection[int], order: Collection[int]) -> Callable[[Sequence[CellValue]], bool]:
    """Return a quick test whether a row of `width` columns holds nothing but what the sheet itself put there.

    False means: look closer (a shorter row, blanks told otherwise). A word in the column of
    numbers (`order`) may be 合计.
    """
    runs = [(first, last, [_BLANK] * (last - first)) for first, last in _runs(width, skipped)]

    def is_blank(row: Sequence[CellValue]) -> bool:
        if len(row) != width:
            return False
        for first, last, blanks in runs:
            if row[first:last] != blanks:
                return False
        return not any(isinstance(row[col], str) and row[col] for col in order)

    return is_blank


def total_word(row: Sequence[CellValue], cols: Collection[int]) -> str:
    """Return the word by which a row is one of totals, blanks inside it aside; '' for a row of its own.

    >>> total_word(["合 计", 3.0], (0, 1)), total_word(["南通市小计：", "是"], (0, 1)), total_word(["合计", "是"], (1,))
    ('合计', '南通市小计：', '')
    """
    width = len(row)
    texts = dict.fromkeys(value for col in cols if col < width and isinstance(value := row[col], str) and value)
    short = (squeezed for text in texts if len(squeezed := squeeze(text)) <= _LONGEST_TOTAL)
    return next((text for text in short if text.rstrip(":：").endswith(TOTAL_ROW_WORDS)), "")


def _runs(width: int, skipped: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield first and past-last column of every run of columns that are not skipped."""
    first = 0
    for col in sorted({*(c for c in skipped if c < width), width}):
        if col > first:
            yield first, col
        first = col + 1
