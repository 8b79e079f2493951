"""Compound cells as one readable sentence: in words, and as the formula that writes it.

Room: core.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from xhg_excel.core.normalize import Answer, show
from xhg_excel.core.records import Answers
from xhg_excel.spec.form import Field, Item, Kind
from xhg_excel.spec.workbook import DATE_TEXT, PART, PART_SEPARATOR

_WIDE = "\u3000"
_LARGE = 100_000_000


def sentence(item: Item, answers: Answers) -> str:
    """Return the answers of an item as its cell 检查情况 prints them; blanks are left out.

    >>> from xhg_excel.spec.annex2 import ANNEX2
    >>> sentence(ANNEX2.items[9], {"fined": "是", "fine_yuan": Decimal("20000")})
    '是；处罚金额：20000元'
    """
    parts = [_part(item, field, words(field, answers.get(field.key))) for field in item.fields]
    return PART_SEPARATOR.join(part for part in parts if part)


def parse_sentence(item: Item, text: str) -> dict[str, str]:
    """Return what a sentence says for each field of an item, as text without label and unit.

    Fields it does not mention are left out. Read from the end, so that a free text may
    hold anything but the label of a later field.

    >>> from xhg_excel.spec.annex2 import ANNEX2
    >>> parse_sentence(ANNEX2.items[9], "是；处罚金额：20000元")
    {'fine_yuan': '20000', 'fined': '是'}
    """
    said: dict[str, str] = {}
    rest = text.strip()
    for field in reversed(item.fields):
        if field.key in item.bare:
            said |= {field.key: _without_unit(field, rest)} if rest else {}
            break
        mark = PART.format(label=field.label, value="")
        before, found, value = rest.rpartition(PART_SEPARATOR + mark)
        if not found and rest.startswith(mark):
            before, found, value = "", mark, rest.removeprefix(mark)
        if found:
            said[field.key] = _without_unit(field, value)
            rest = before
    return said


def _without_unit(field: Field, text: str) -> str:
    return text.strip().removesuffix(field.unit) if field.unit else text.strip()


def longest_words(field: Field) -> str:
    """Return the longest text that `words` may give for a field: what its printed cell must hold."""
    match field.kind:
        case Kind.TEXT | Kind.ID:
            return _WIDE * field.longest
        case Kind.DATE:
            return DATE_TEXT.format(date=date(2020, 12, 31))
        case Kind.COUNT | Kind.YUAN:
            return f"{_LARGE}{field.unit}"
        case _:
            return max(field.answers, key=len)


def longest_sentence(item: Item) -> str:
    """Return the longest sentence that `sentence` may give for an item."""
    return PART_SEPARATOR.join(_part(item, field, longest_words(field)) for field in item.fields)


def words(field: Field, answer: Answer | None) -> str:
    """Return one answer as it is printed, numbers with their unit."""
    if isinstance(answer, date):
        return DATE_TEXT.format(date=answer)
    unit = field.unit if isinstance(answer, (int, Decimal)) else ""
    return show(answer) + unit


def _part(item: Item, field: Field, shown: str) -> str:
    if not shown or field.key in item.bare:
        return shown
    return PART.format(label=field.label, value=shown)


def sentence_formula(item: Item, ref: Callable[[Field], str]) -> str:
    """Return the native formula of `sentence`, `ref` giving each field's cell."""
    parts = "&".join(_part_formula(item, field, ref(field)) for field in item.fields)
    return f"=MID({parts},{len(PART_SEPARATOR) + 1},9999)"


def _part_formula(item: Item, field: Field, cell: str) -> str:
    before = "" if field.key in item.bare else PART.format(label=field.label, value="")
    return f'IF({cell}="","","{PART_SEPARATOR}{before}"&{words_formula(field, cell)})'


def words_formula(field: Field, cell: str) -> str:
    """Return the native formula of `words` for a cell that is not blank."""
    if field.kind is Kind.DATE:
        shown = DATE_TEXT.replace("{date.", "{").format(
            year=f'"&YEAR({cell})&"', month=f'"&MONTH({cell})&"', day=f'"&DAY({cell})&"'
        )
        return f'IF(ISNUMBER({cell}),"{shown}",{cell})'.replace('""&', "").replace('&""', "")
    if field.unit:
        return f'IF(ISNUMBER({cell}),{cell}&"{field.unit}",{cell})'
    return cell
