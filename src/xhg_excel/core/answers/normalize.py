"""Normalize what a clerk typed into an answer; other writings of it (√ for 是) are accepted with a note."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from xhg_excel.core.model.answer import _EPOCH, Answer, day_number, show
from xhg_excel.core.model.characters import half_width, without_unseen
from xhg_excel.core.model.grid import CellValue, squeeze
from xhg_excel.core.model.identifiers import doubt_about_id
from xhg_excel.notice.schema.form import NO, NOT_APPLICABLE, NOT_PROVIDED, YES, Field, Kind
from xhg_excel.notice.words import as_written as words
from xhg_excel.notice.words.workbook import LISTED

_CENT = Decimal("0.01")
_ROUNDING_ERROR = Decimal("0.0001")
_NUMBER = r"[+-]?(\d{1,30}|[1-9]\d{0,2}(,\d{3}){1,9})(\.\d{1,30})?(e[+-]?\d{1,3})?"  # commas between thousands only
_STOP, _END = "。.", "。.;；,"
_LARGEST = Decimal("1e15")  # as many digits as a cell keeps
_GAP = rf"\s{re.escape(words.SEPARATORS + words.BETWEEN_OPTIONS)}"
_TICKED_BOX, _EMPTY_BOX = rf"[\[(]\s*([{words.TICKS}])\s*[\])]", r"[\[(]\s*[\])]"
_LETTER = f"[^{words.TICKS}{words.UNTICKED}{_GAP}]"
# A mark, what stands between options, or an option; brackets that are closed inside an option are its own.
_PARTS = re.compile(rf"[{words.TICKS}{words.UNTICKED}]|(?:\({_LETTER}*\)|{_LETTER})+|[{_GAP}]")
_WORDS = str.maketrans(words.LOOKALIKE_WORDS)
_HAN_DIGITS = str.maketrans(words.HAN_DIGITS)
_DIGITS = str.maketrans("".join(words.LOOKALIKES), "".join(words.LOOKALIKES.values()))


@dataclass(frozen=True)
class Normalized:
    """The result for one cell.

    Attributes:
        answer: None when blank, or when there is a fault.
        fault: the code of the finding for a cell that is no answer; "" without one.
        reread: whether the cell contains another writing of the answer, which is noted (N01).
    """

    answer: Answer | None = None
    fault: str = ""
    reread: bool = False


_BLANK = Normalized()


def normalize(value: CellValue, field: Field, year: int) -> Normalized:
    """Return the answer that a value is in a field; nothing raises, and no text becomes 0.

    `year` completes dates without one.

    >>> normalize("√", Field("k", "", Kind.YES_NO), 2020)
    Normalized(answer='是', fault='', reread=True)
    >>> normalize("300张", Field("k", "", Kind.COUNT), 2020).fault
    'E03'
    """
    if value is None:
        return _BLANK
    if isinstance(value, str):
        value = without_unseen(value)
        word = squeeze(unicodedata.normalize("NFKC", value))
        if not word:
            return _BLANK
        if is_error(word):
            return Normalized(fault="E09")
        if word in words.BLANK_WORDS:
            return Normalized(reread=True)
    return _READERS[field.kind](value, field, year)


def is_error(word: str) -> bool:
    """Return whether a text without white space is the error value of a formula.

    >>> is_error("#REF!"), is_error("Err:508"), is_error("#7")
    (True, True, False)
    """
    upper = word.upper()
    return upper in words.ERROR_VALUES or re.fullmatch(words.ERROR_NUMBERS, upper, re.ASCII) is not None


def normalized_text(reading: Normalized) -> str:
    """Return an answer as the note N01 quotes it.

    >>> normalized_text(Normalized())
    '空白'
    """
    return words.BLANK_SHOWN if reading.answer is None else show(reading.answer)


def _word(value: CellValue) -> str:
    return squeeze(unicodedata.normalize("NFKC", str(value))).rstrip(_END)


def _read_yes_no(value: CellValue, field: Field, year: int) -> Normalized:
    word = _word(value).lower()
    found = None
    if isinstance(value, bool):
        found = YES if value else NO
    elif NOT_APPLICABLE in field.answers and word in words.NOT_APPLICABLE_WORDS:
        found = NOT_APPLICABLE
    elif (field.clearing and word in words.CLEARING_AMBIGUOUS_WORDS) or (
        NOT_APPLICABLE in field.answers and word in words.AMBIGUOUS_WORDS
    ):
        found = None
    elif word in words.YES_WORDS:
        found = YES
    elif word in words.NO_WORDS:
        found = NO
    elif isinstance(value, str):
        found = ticked(value, field.answers)
    return Normalized(fault=field.fault) if found is None else Normalized(found, reread=found != value)


def _read_choice(value: CellValue, field: Field, year: int) -> Normalized:
    word = words.CHOICE_WORDS.get(_word(value), _word(value))
    same = [choice for choice in field.choices if _word(choice) == word]
    if not same and isinstance(value, str) and (chosen := ticked(value, field.choices)):
        same = [chosen]
    return Normalized(same[0], reread=same[0] != value) if same else Normalized(fault=field.fault)


def ticked(text: str, options: Sequence[str]) -> str | None:
    """Return the one of several printed words that is ticked; None when none is, several are, or it is not clear.

    A tick belongs to the word it touches. One that touches two words, or none, belongs to a word only where every
    word has a mark of its own, all of them before their words or all behind.

    >>> ticked("☑是 □否", ("是", "否")), ticked("√是√否", ("是", "否")), ticked("是√否", ("是", "否"))
    ('是', None, None)
    >>> ticked("小冶炼、小电镀√、其它", ("小冶炼", "小电镀"))
    '小电镀'
    """
    said = unicodedata.normalize("NFKC", text)
    if re.search(_TICKED_BOX, said):  # brackets are the boxes: `[√]是 [ ]否`
        said = re.sub(_EMPTY_BOX, words.UNTICKED[0], re.sub(_TICKED_BOX, r"\1", said))
    parts = ["", *(found[0] for found in _PARTS.finditer(said)), ""]
    ticks = [at for at, part in enumerate(parts) if part and part in words.TICKS]
    if len(ticks) != 1:
        return None
    chosen = _word_of_mark(parts, ticks[0]) if _alternates(parts) else _touched(parts, ticks[0])
    return next((word for word in options if _word(word) == chosen), None)


def _is_mark(part: str) -> bool:
    return bool(part) and part in words.TICKS + words.UNTICKED


def _is_word(part: str) -> bool:
    return not _is_mark(part) and not re.fullmatch(f"[{_GAP}]*", part)


def _touched(parts: Sequence[str], at: int) -> str:
    """Return the word that a mark touches; "" when it touches none or two, or stands before a box (`□是√□否`)."""
    if _is_mark(parts[at + 1]):
        return ""
    before, after = (part if _is_word(part) else "" for part in (parts[at - 1], parts[at + 1]))
    return "" if before and after else before or after


def _alternates(parts: Sequence[str]) -> bool:
    """Return whether marks and words alternate: each word has a mark, all on the same side."""
    kinds = [_is_mark(part) for part in parts if _is_mark(part) or _is_word(part)]
    return kinds == [kinds[0], not kinds[0]] * (len(kinds) // 2)


def _word_of_mark(parts: Sequence[str], at: int) -> str:
    """Return the word of a mark where each word has one; "" when a mark touches only the word of another."""
    dense = [n for n, part in enumerate(parts) if _is_mark(part) or _is_word(part)]
    step = 1 if _is_mark(parts[dense[0]]) else -1
    words_of_marks = {n: parts[dense[dense.index(n) + step]] for n in dense if _is_mark(parts[n])}
    is_misplaced = any(_is_word(parts[n - step]) and not _is_word(parts[n + step]) for n in words_of_marks)
    return "" if is_misplaced else words_of_marks[at]


def _number(value: CellValue) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    text = half_width(str(value)).strip()  # a space inside separates two numbers, and ①, ² are no digits
    if not re.fullmatch(_NUMBER, text, re.IGNORECASE | re.ASCII):
        return None
    number = Decimal(text.replace(",", ""))
    return number if abs(number) <= _LARGEST else None


def lookalike_hint(value: CellValue, field: Field) -> str:
    """Return the remedy for O typed in place of 0, or 己 of 已; "" when the value is no answer even so.

    >>> lookalike_hint("1,2OO", Field("k", "", Kind.COUNT))
    '其中字母O应为数字0。'
    >>> lookalike_hint("3OO张", Field("k", "", Kind.COUNT))
    ''
    """
    if isinstance(value, str) and field.kind in (Kind.YES_NO, Kind.YES_NO_NA, Kind.CHOICE):
        return _lookalike_word(value, field)
    if field.kind not in (Kind.COUNT, Kind.YUAN) or not isinstance(value, str):
        return ""
    text = half_width(value)
    letters = [letter for letter in words.LOOKALIKES if letter in text]
    if not letters or _READERS[field.kind](text.translate(_DIGITS), field, 0).fault:
        return ""
    texts = (words.LOOKALIKE.format(letter=letter, digit=words.LOOKALIKES[letter]) for letter in letters)
    return words.LOOKALIKE_HINT.format(said=LISTED.join(texts))


def _lookalike_word(value: str, field: Field) -> str:
    """Return the remedy for characters typed in place of others that look alike: 己 for 已."""
    wrong = [character for character in words.LOOKALIKE_WORDS if character in value]
    if not wrong or _READERS[field.kind](value.translate(_WORDS), field, 0).fault:
        return ""
    texts = (words.LOOKALIKE_WORD.format(wrong=one, right=words.LOOKALIKE_WORDS[one]) for one in wrong)
    return words.LOOKALIKE_HINT.format(said=LISTED.join(texts))


def ratio_of(value: CellValue) -> float | None:
    """Return a typed rate as a ratio (0 to 1 for up to 100%); None when it is no rate.

    >>> ratio_of(0.993), ratio_of("99.3%"), ratio_of(99.3), ratio_of("约九成")
    (0.993, 0.993, 0.993, None)
    """
    text = half_width(value).strip() if isinstance(value, str) else ""
    number = _number(text.removesuffix("%")) if text else _number(value)
    if number is None:
        return None
    return float(number) / (100 if text.endswith("%") or number > words.LARGEST_SHARE else 1)


def _is_plain(value: CellValue) -> bool:
    return not isinstance(value, str) or value.strip().isascii()


def _read_count(value: CellValue, field: Field, year: int) -> Normalized:
    if _word(value) == NOT_PROVIDED:
        return Normalized(NOT_PROVIDED, reread=value != NOT_PROVIDED)
    number, reread = _number(value), not _is_plain(value)
    if number is None and isinstance(value, str):
        number, reread = _number(_without_unit(value, field.unit, _STOP)), True
    if number is None or number < 0 or number != number.to_integral_value():
        return Normalized(fault=field.fault)
    return Normalized(int(number), reread=reread)


def _without_unit(text: str, unit: str, end: str) -> str:
    """Return a figure without the unit that is declared for it, and without characters that `end` it."""
    stem = half_width(text).strip().rstrip(end)
    return stem.removesuffix(unit).rstrip() if unit else stem


def _read_yuan(value: CellValue, field: Field, year: int) -> Normalized:
    if _word(value) == NOT_PROVIDED:
        return Normalized(NOT_PROVIDED, reread=value != NOT_PROVIDED)
    number, reread = _number(value), not _is_plain(value)
    if number is None and isinstance(value, str):
        stem = _without_unit(value, words.YUAN_WORD, _END)
        number, reread = _number(stem.removesuffix(words.MYRIAD)), True
        if number is not None and stem.endswith(words.MYRIAD):
            number *= 10000
    if number is None or number < 0:
        return Normalized(fault=field.fault)
    rounded = number.quantize(_CENT, ROUND_HALF_UP)
    # A sum of cells has a binary rounding error; a larger difference was typed, and is noted.
    return Normalized(rounded, reread=reread or abs(rounded - number) > _ROUNDING_ERROR)


def _read_date(value: CellValue, field: Field, year: int) -> Normalized:
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return Normalized(day) if words.FIRST_DAY <= day <= words.LAST_DAY else Normalized(fault=field.fault)
    if isinstance(value, (int, float)) and day_number(words.FIRST_DAY) <= value < day_number(words.LAST_DAY) + 1:
        return Normalized(_EPOCH + timedelta(days=int(value)), reread=True)
    word = _day_of(value) if isinstance(value, str) else ""
    for pattern in words.DATE_PATTERNS if word else ():
        if found := re.fullmatch(pattern, word, re.ASCII):
            parts = found.groupdict()
            try:
                day = date(int(parts.get("y") or year), int(parts["m"]), int(parts["d"]))
            except ValueError:
                return Normalized(fault=field.fault)
            return (
                Normalized(day, reread=True)
                if words.FIRST_DAY <= day <= words.LAST_DAY
                else Normalized(fault=field.fault)
            )
    return Normalized(fault=field.fault)


def _day_of(text: str) -> str:
    """Return a day as typed, without blanks and a time of day behind it; "" when a blank parts two digits."""
    text = _in_digits(half_width(text).strip())
    if timed := re.fullmatch(words.DAY_AND_TIME, text, re.ASCII):
        text = timed["day"]
    return "" if re.search(r"[0-9]\s+[0-9]", text) else squeeze(text).rstrip(_END)


def _in_digits(text: str) -> str:
    """Return a day in Chinese digits in Arabic ones.

    >>> _in_digits("二〇二〇年八月二十一日"), _in_digits("十月十日")
    ('2020年8月21日', '10月10日')
    """
    text = re.sub(words.HAN_TENS, lambda found: f"{found['tens'] or 1}{found['ones'] or 0}", text)
    return text.translate(_HAN_DIGITS)


def _read_text(value: CellValue, field: Field, year: int) -> Normalized:
    text = _plain_text(value)
    return Normalized(fault=field.fault) if len(text) > field.longest else Normalized(text)


def _read_id(value: CellValue, field: Field, year: int) -> Normalized:
    # Twice: removing a space can join two characters that NFKC composes into one.
    text = unicodedata.normalize("NFKC", squeeze(unicodedata.normalize("NFKC", _plain_text(value))))
    if len(text) > field.longest:
        return Normalized(fault=field.fault)
    if doubt_about_id(value):
        return Normalized(fault="E13")
    return Normalized(text, reread=isinstance(value, str) and text != value.strip())


def _plain_text(value: CellValue) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (date, datetime)):
        return value.isoformat()[:10]
    return str(value).strip()


_READERS = {
    Kind.YES_NO: _read_yes_no, Kind.YES_NO_NA: _read_yes_no, Kind.CHOICE: _read_choice, Kind.COUNT: _read_count,
    Kind.YUAN: _read_yuan, Kind.DATE: _read_date, Kind.TEXT: _read_text, Kind.ID: _read_id,
}  # fmt: skip
