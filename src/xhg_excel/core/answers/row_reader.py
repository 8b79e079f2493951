"""Read rows of registers and ledgers fast: blank rows by one comparison, equal plain cells once.

Most cells of most rows contain what earlier ones contain (是, 否, nothing). Any other cell is read by `CellReader`,
which also reports it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from xhg_excel.core.answers.cell_reader import CellReader, Parsed
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


# The answer of each plain text, by all that `normalize` depends on; at most `_MOST_KEPT` texts for each.
_answers: dict[tuple[object, ...], dict[str, Answer | None]] = {}


def _known_answers(field: Field, year: int) -> dict[str, Answer | None]:
    return _answers.setdefault((field.kind, field.choices, field.longest, year), {_BLANK: None})


class RowReader:
    """Reads whole rows of one grid; `found` is the declared column of each grid column."""

    def __init__(self, reader: CellReader, found: Mapping[int, Column]) -> None:
        self._reader = reader
        self._odd = reader.grid.looks.keys() | reader.grid.notes.keys()
        self._cols = {column.field.key: col for col, column in found.items()}
        self._plan = [(col, column.field, _known_answers(column.field, reader.year)) for col, column in found.items()]

    def parse(self, number: int) -> Parsed:
        """Return the answers of one row, with a finding for every cell that is not plainly an answer."""
        row = self._reader.grid.rows[number]
        width = len(row)
        places = RowPlaces(self._reader.grid.sheet, number, self._cols)
        parsed = Parsed(places=places)  # type: ignore[arg-type]  # never written to
        answers = parsed.answers
        odd = self._odd
        for col, field, known in self._plan:
            value = row[col] if col < width else None
            if odd and (number, col) in odd:
                self._reader.read_value(parsed, field, (number, col), self._reader.grid.at(number, col))
                continue
            if isinstance(value, str):
                answer = known.get(value, _UNKNOWN)
                if answer is not _UNKNOWN:
                    answers[field.key] = answer  # type: ignore[assignment]  # it is no sentinel
                    continue
            self._read(parsed, field, (number, col), known)
        return parsed

    def _read(self, parsed: Parsed, field: Field, at: tuple[int, int], known: dict[str, Answer | None]) -> None:
        value = self._reader.grid.at(*at)
        reading = normalize(value, field, self._reader.year)
        if reading.fault or reading.reread or reading.answer == NOT_PROVIDED:
            self._reader.read_value(parsed, field, at, value)
            return
        parsed.answers[field.key] = reading.answer
        if isinstance(value, str) and len(known) < _MOST_KEPT:
            known[value] = reading.answer


def blank_test(width: int, skipped: Collection[int], order: Collection[int]) -> Callable[[Sequence[CellValue]], bool]:
    """Return a fast test whether a row is blank; False may also mean that it must be read to know.

    Args:
        width: the number of columns; a shorter row gives False.
        skipped: columns that the sheet itself fills, such as 序号 and 状态.
        order: the columns of 序号, where a word may be 合计; such a row gives False.
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
    """Return the word (blanks removed) that makes a row one of totals; "" for any other row.

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
