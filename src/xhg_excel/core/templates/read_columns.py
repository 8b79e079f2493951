"""How the formulas of a sheet read a row: what the reader accepts with a note (√, 2万, 8月15日) is read there too.

Hidden columns of a row, each computed from those before it:
ALL joins the cells, each behind its mark `¦7a:`, without characters that one does not see; TIDY and WORDS
turn writings of an answer into the answer (`¦7a:√¦` into `¦7a:是¦`); STATES has two characters a field with
declared answers, what it was read as and a point if the reader notes it (N01); FIGURES is ALL with plain
digits; NOTED has such points for figures; then follows one column with the value of each
figure, before that of a day one with its parts 30 spaces apart.
Every step is a replacement, so that Python (the present values) and the formulas cannot differ.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, cached_property

from xhg_excel.core.answers.normalize import normalize
from xhg_excel.core.model.answer import day_number
from xhg_excel.core.model.grid import CellValue, squeeze
from xhg_excel.notice.schema.form import NOT_PROVIDED, Field, Kind
from xhg_excel.notice.words import as_written
from xhg_excel.notice.words import read_columns as words
from xhg_excel.notice.words.as_written import FIRST_DAY, LAST_DAY

ALL, TIDY, _, STATES, FIGURES, NOTED = range(6)  # WORDS is the third
COLUMNS = 6
# PLAIN stands where there is no POINT; no space, which Gnumeric drops at the end of a text.
BLANK, UNREAD, UNCLEAR, POINT, PLAIN = "-", "!", "?", ".", "_"
FIGURE_KINDS = (Kind.COUNT, Kind.YUAN, Kind.DATE)
MOST = 1e15
_LONGEST_DAY, _YEAR = 10, 4
BAR = words.BAR
CENT_ERROR = 0.0001
PAD = 30
_CODES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

Pairs = tuple[tuple[str, str], ...]


def replaced(text: str, pairs: Pairs) -> str:
    """Return a text after replacements one after the other, as nested SUBSTITUTE make them."""
    for old, new in pairs:
        text = text.replace(old, new)
    return text


def code_of(field: Field, answer: str) -> str:
    """Return the character by which STATES has an answer: 是, 否, 不; A, B, C of a choice.

    >>> code_of(Field("k", "", Kind.CHOICE, choices=("甲", "乙")), "乙")
    'B'
    """
    return _CODES[field.choices.index(answer)] if field.kind is Kind.CHOICE else answer[0]


def codes_of_answers(field: Field) -> str:
    """Return the characters of all answers that a field declares."""
    return "".join(code_of(field, answer) for answer in field.answers)


def has_words(field: Field) -> bool:
    """Return whether the answers of a field are declared words."""
    return field.kind in (Kind.YES_NO, Kind.YES_NO_NA, Kind.CHOICE)


def plain_word(text: str) -> str:
    """Return an answer as TIDY has it: without spaces, brackets of ASCII, small letters."""
    return squeeze(unicodedata.normalize("NFKC", text)).lower()


@cache
def _spellings(kind: Kind, choices: tuple[str, ...], clearing: bool) -> dict[str, str]:
    """Return the answer by each spelling that the reader accepts in such a field, both as TIDY has them."""
    field = Field("", "", kind, choices=choices, clearing=clearing)
    found = {}
    for word in sorted({*words.SPELLINGS, *choices}):
        reading = normalize(word, field, FIRST_DAY.year)
        if not reading.fault:
            found[plain_word(word)] = plain_word(str(reading.answer or ""))
    return found


@dataclass(frozen=True)
class Row:
    """The fields of one row, each with its number, as its hidden columns read them."""

    fields: tuple[Field, ...]
    numbers: tuple[int, ...]

    @cached_property
    def worded(self) -> tuple[tuple[int, Field], ...]:
        """Number and field of those with declared answers."""
        return tuple((n, f) for n, f in zip(self.numbers, self.fields, strict=True) if has_words(f))

    @cached_property
    def figures(self) -> tuple[tuple[int, Field], ...]:
        """Number and field of the counts, amounts and days."""
        return tuple((n, f) for n, f in zip(self.numbers, self.fields, strict=True) if f.kind in FIGURE_KINDS)

    @cached_property
    def kinds(self) -> dict[tuple[Kind, tuple[str, ...], bool], str]:
        """The letter of each kind of field that accepts the same spellings."""
        kinds = dict.fromkeys((f.kind, f.choices, f.clearing) for _, f in self.worded)
        return dict(zip(kinds, "abcdefghij", strict=False))

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """The mark before each cell."""
        return tuple(
            f"{BAR}{n}{self.kinds.get((f.kind, f.choices, f.clearing), 'z')}:"
            for n, f in zip(self.numbers, self.fields, strict=True)
        )

    @cached_property
    def value_columns(self) -> tuple[int, ...]:
        """The place among all columns of the value of each figure; that before the value of a day is its parts."""
        places, at = [], COLUMNS - 1
        for _, field in self.figures:
            at += 2 if field.kind is Kind.DATE else 1
            places.append(at)
        return tuple(places)

    @cached_property
    def ids(self) -> tuple[tuple[int, Field], ...]:
        """Number and field of the identifiers (问题编号)."""
        return tuple((n, f) for n, f in zip(self.numbers, self.fields, strict=True) if f.kind is Kind.ID)

    @property
    def first_id_column(self) -> int:
        """The place among all columns of the first identifier as it is compared.

        Behind it stand that with blank digits, and UNREAD where it is doubtful.
        """
        return self.value_columns[-1] + 1 if self.value_columns else COLUMNS

    @property
    def width(self) -> int:
        """The number of columns."""
        return self.first_id_column + 3 * len(self.ids)

    def mark(self, number: int) -> str:
        """Return the mark of a field."""
        return self.marks[self.numbers.index(number)]

    @cached_property
    def spelling_pairs(self) -> Pairs:
        """The replacements that make WORDS of TIDY."""
        by_kind = {letter: _spellings(*kind) for kind, letter in self.kinds.items()}
        pairs: list[tuple[str, str]] = []
        for word in dict.fromkeys(word for found in by_kind.values() for word in found):
            # 是 for √ does no harm in a choice, which accepts neither.
            asked = [letter for kind, letter in self.kinds.items() if kind[0] is not Kind.CHOICE]
            answers = {letter: found.get(word) for letter, found in by_kind.items()}
            if asked and len({answers[letter] for letter in asked}) == 1 and answers[asked[0]] is not None:
                pairs.append((f":{word}{BAR}", f":{answers[asked[0]]}{BAR}"))
            else:
                pairs += [(f"{k}:{word}{BAR}", f"{k}:{a}{BAR}") for k, a in answers.items() if a is not None]
        return tuple((old, new) for old, new in pairs if old != new) + words.LEFT_TICKS if pairs else ()

    @cached_property
    def figure_pairs(self) -> Pairs:
        """The replacements that make FIGURES of ALL: plain digits, no unit, no stop behind."""
        if not self.figures:
            return ()
        units = sorted({_unit(f) for _, f in self.figures})
        named = tuple((f"{unit}{BAR}{unit}{BAR}", f"{BAR}{unit}{BAR}") for unit in units if unit)
        yuan = as_written.YUAN_WORD
        myriads = ((f"{as_written.MYRIAD}{BAR}{yuan}{BAR}", f"E4{BAR}{yuan}{BAR}"),) if yuan in units else ()
        spaces = ((f" {BAR}", BAR),)
        return (*words.PLAIN_DIGITS, *spaces, *words.STOPS, *words.DAY_END, *spaces, *named, *spaces, *myriads)


def _unit(field: Field) -> str:
    return as_written.YUAN_WORD if field.kind is Kind.YUAN else field.unit


# Present values.


@dataclass(frozen=True)
class ReadRow:
    """A row as its hidden columns read it.

    Attributes:
        shown: their present values, in order; texts of nothing for a row that is not started.
        states: what each field with declared answers was read as, by key (`code_of`, BLANK, UNREAD, UNCLEAR).
        values: the value of each figure, by key: a number (a day by its serial number), 未提供, "" or UNREAD.
        noted: the keys of those that the reader notes (N01).
        ids: each identifier as it is compared, by key.
        doubtful: the keys of identifiers that cannot be relied on (E13).
    """

    shown: tuple[str | int | float, ...]
    states: Mapping[str, str]
    values: Mapping[str, str | int | float]
    noted: frozenset[str]
    ids: Mapping[str, str]
    doubtful: frozenset[str]


def read_row(row: Row, cells: Mapping[str, CellValue | Decimal], year: int, *, started: bool = True) -> ReadRow:
    """Return what the hidden columns of a row show for these cells, by field key; `year` completes days."""
    parts = [_part(cells.get(field.key)) for field in row.fields]
    whole = "".join(m + p + unit_end(f) for m, p, f in zip(row.marks, parts, row.fields, strict=True)) + BAR
    tidy = replaced(whole, words.TIDYING).lower()
    worded = replaced(tidy, row.spelling_pairs)
    figures = replaced(whole, row.figure_pairs)
    noted = set[str]()
    states = {f.key: _state(f, _cut(worded, row.mark(n))) for n, f in row.worded}
    for n, field in row.worded:
        if _is_noted(field, states[field.key], row.mark(n), whole, tidy):
            noted.add(field.key)
    values: dict[str, str | int | float] = {}
    figure_columns: list[str | int | float] = []
    for n, field in row.figures:
        value, text = cells.get(field.key), _trim(_cut(figures, row.mark(n)))
        values[field.key] = _value(field, value, text, year)
        figure_columns += [_spread(text, year), values[field.key]] if field.kind is Kind.DATE else [values[field.key]]
        if _is_figure_noted(field, value, values[field.key], text, _cut(whole, row.mark(n))):
            noted.add(field.key)
    ids: dict[str, str] = {}
    for n, field in row.ids:
        typed = _cut(whole, row.mark(n))
        ids[field.key] = _id(cells.get(field.key), typed)
        if ids[field.key] and isinstance(cells.get(field.key), str) and _trim(typed) != ids[field.key]:
            noted.add(field.key)
    doubtful = frozenset(key for key, one in ids.items() if one and is_doubtful(one))
    id_columns: list[str] = []
    for key, one in ids.items():
        id_columns += [one, replaced(one, words.BLANK_DIGITS), UNREAD if key in doubtful else ""]
    points = ["".join(POINT if f.key in noted else PLAIN for _, f in fields) for fields in (row.worded, row.figures)]
    both = "".join(states[f.key] + point for (_, f), point in zip(row.worded, points[0], strict=True))
    shown = (whole, tidy, worded, both, figures, points[1], *figure_columns, *id_columns)
    return ReadRow(shown if started else ("",) * len(shown), states, values, frozenset(noted), ids, doubtful)


def _id(value: CellValue | Decimal, typed: str) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:.0f}" if 0 <= value < MOST and value == int(value) else UNREAD
    return replaced(typed, words.NARROW_ID)


def is_doubtful(identifier: str) -> bool:
    """Return whether a text is no identifier that can be relied on, as far as a formula can tell.

    >>> [is_doubtful(text) for text in ("P001", "化工〔12〕-3", "见清单", "7、8", "P1及P2", "8月12日", "2020-8-12")]
    [False, False, True, True, True, True, True]
    """
    blanked = replaced(identifier, words.BLANK_DIGITS)
    first = blanked.find(" ")
    if first < 0:
        return True
    between = _trim(blanked[first:])
    is_day = between == "- -" and len(identifier) <= _LONGEST_DAY and identifier.index("-") == _YEAR
    return (
        is_day
        or any(word in identifier for word in words.NO_ID_WORDS)
        or any(sign in between for sign in words.BETWEEN_NUMBERS)
    )


def _part(value: CellValue | Decimal) -> str:
    return replaced(value, words.UNSEEN) if isinstance(value, str) else "" if value is None else words.NO_TEXT


def unit_end(field: Field) -> str:
    """Return what stands behind a cell where cells are joined: its unit, so that one typed is found."""
    return f"{BAR}{_unit(field)}" if _unit(field) else ""


def _cut(text: str, mark: str) -> str:
    start = text.index(mark) + len(mark)
    return text[start : text.index(BAR, start)]


def _trim(text: str) -> str:
    return " ".join(part for part in text.split(" ") if part)


def _state(field: Field, word: str) -> str:
    if not word:
        return BLANK
    for answer in field.answers:
        if word == plain_word(answer):
            return code_of(field, answer)
    return UNCLEAR if words.TICK in word else UNREAD


def _is_noted(field: Field, state: str, mark: str, whole: str, tidy: str) -> bool:
    if state == BLANK:
        return f"{mark}{BAR}" not in tidy
    if state in (UNREAD, UNCLEAR):
        return state == UNCLEAR
    return all(f"{mark}{answer}{BAR}" not in whole for answer in field.answers)


def _value(field: Field, value: CellValue | Decimal, text: str, year: int) -> str | int | float:
    if isinstance(value, date):
        value = day_number(value.date() if isinstance(value, datetime) else value)
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return _checked(field, float(value) if isinstance(value, Decimal) else value)
    if value is not None and not isinstance(value, str):
        return UNREAD
    if not text or f"{BAR}{text}{BAR}" in words.BLANK_FIGURES:
        return ""
    if field.kind is Kind.DATE:
        return _day(text, year)
    return text if text == NOT_PROVIDED else _number(field, text)


def _checked(field: Field, number: float) -> str | int | float:
    if field.kind is Kind.DATE:
        return int(number) if day_number(FIRST_DAY) <= number < day_number(LAST_DAY) + 1 else UNREAD
    is_sound = 0 <= number <= MOST and (field.kind is Kind.YUAN or number == int(number))
    return number if is_sound else UNREAD


def _number(field: Field, text: str) -> str | int | float:
    if replaced(text, words.DIGITS) or text.startswith("."):
        return UNREAD
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        return UNREAD
    if number > MOST or ("," in text and text.partition(".")[0] != f"{int(number):,}"):
        return UNREAD
    return _checked(field, number)


def _spread(text: str, year: int) -> str:
    """Return year, month and day of a text 30 spaces apart."""
    day = text.partition(" ")[0] if ":" in text else text
    joined = day.replace(" ", "").replace(".", "-")
    return (f"{year}-" * (joined.count("-") == 1) + joined).replace("-", " " * PAD)


def _day(text: str, year: int) -> str | int:
    try:
        found = date(*map(int, _spread(text, year).split()))
    except (TypeError, ValueError):
        return UNREAD
    return day_number(found) if FIRST_DAY <= found <= LAST_DAY else UNREAD


def _is_figure_noted(field: Field, value: CellValue | Decimal, read: str | float, text: str, typed: str) -> bool:
    if not isinstance(value, str):
        is_number = isinstance(value, (int, float, Decimal)) and field.kind is Kind.YUAN and read != UNREAD
        return is_number and abs(round(float(value) * 100) / 100 - float(value)) > CENT_ERROR  # type: ignore[arg-type]
    if read == UNREAD or not text:
        return False
    spaced = replaced(typed, words.WIDE_SPACES)
    changed = _trim(spaced) != text or (read == NOT_PROVIDED and typed != text)
    return field.kind is Kind.DATE or read == "" or changed
