"""Native formulas of conditions and fields, so that a sheet checks itself by the rules of the reader.

Nothing newer than Excel 2010, no array formula. As in `core.rules.evaluate`, a cell whose
value cannot be read counts as blank in every condition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from xhg_excel.core.model.answer import day_number
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.condition import (
    AllOf,
    AnyOf,
    Compares,
    Condition,
    Filled,
    Is,
    Meaningful,
    Setting,
    Sum,
    Term,
    keys_of,
)
from xhg_excel.notice.schema.form import NOT_PROVIDED, Annex, Field, Kind
from xhg_excel.notice.words.as_written import FIRST_DAY, LAST_DAY

_OPERATORS = {"==": "=", "!=": "<>"}
MOST = "1E+15"


@dataclass(frozen=True)
class Cells:
    """The cell addresses that formulas of one form use.

    Args:
        annex: the form.
        refs: the cell of each field, by key.
        plain: the cell with the text of a reason without digits and punctuation, by key of the reason.
        boilerplate: the range of phrases that are no reason.
        campaign: the settings in conditions.

    """

    annex: Annex
    refs: Mapping[str, str]
    plain: Mapping[str, str]
    boilerplate: str
    campaign: Campaign

    def field(self, key: str) -> Field:
        """Return the declared field of a key."""
        return next(field for field in self.annex.fields if field.key == key)


def readable(field: Field, cell: str) -> str:
    """Return the formula that is TRUE if a cell that is not blank holds a valid answer.

    >>> readable(Field("k", "", Kind.YES_NO), "C5")
    'OR(C5="是",C5="否")'
    """
    match field.kind:
        case Kind.YES_NO | Kind.YES_NO_NA | Kind.CHOICE:
            return _any(f'{cell}="{answer}"' for answer in field.answers)
        case Kind.COUNT:
            return f'IF(ISNUMBER({cell}),AND({cell}>=0,{cell}=INT({cell}),{cell}<={MOST}),{cell}="{NOT_PROVIDED}")'
        case Kind.YUAN:
            return f'IF(ISNUMBER({cell}),AND({cell}>=0,{cell}<={MOST}),{cell}="{NOT_PROVIDED}")'
        case Kind.DATE:
            first, after = day_number(FIRST_DAY), day_number(LAST_DAY) + 1
            return f"IF(ISNUMBER({cell}),AND({cell}>={first},{cell}<{after}),FALSE)"
        case _:  # TEXT, ID
            return f"LEN({cell})<={field.longest}"


def filled(field: Field, cell: str) -> str:
    """Return the formula that is TRUE if a cell holds a valid answer."""
    if field.kind in (Kind.TEXT, Kind.ID):
        return f'AND(TRIM({cell})<>"",{readable(field, cell)})'
    return readable(field, cell)


def condition_formula(condition: Condition, cells: Cells) -> str:
    """Return the formula of a condition, TRUE or FALSE."""
    match condition:
        case Is(key, value):
            return f'{cells.refs[key]}="{value}"'
        case Filled(key):
            return filled(cells.field(key), cells.refs[key])
        case Meaningful(key, han):
            plain = cells.plain[key]
            return f"AND(LEN({plain})>={han},COUNTIF({cells.boilerplate},{plain})=0)"
        case Compares(left, op, right):
            known = [_comparable(term, cells) for term in (left, right)]
            compared = f"{_term(left, cells)}{_OPERATORS.get(op, op)}{_term(right, cells)}"
            return _all(part for part in (*known, compared) if part)
        case AllOf(parts):
            return _all(condition_formula(part, cells) for part in parts)
        case AnyOf(parts):
            return _any(condition_formula(part, cells) for part in parts)
        case _:
            return f"NOT({condition_formula(condition.part, cells)})"


def answered(condition: Condition, cells: Cells) -> str:
    """Return the formula that is TRUE if every field that a condition reads is answered."""
    return _all(filled(cells.field(key), cells.refs[key]) for key in keys_of(condition))


def _comparable(term: Term, cells: Cells) -> str:
    match term:
        case str():
            field, cell = cells.field(term), cells.refs[term]
            if field.kind is Kind.DATE:
                return readable(field, cell)
            whole = f",{cell}=INT({cell})" if field.kind is Kind.COUNT else ""
            return f"IF(ISNUMBER({cell}),AND({cell}>=0,{cell}<={MOST}{whole}),FALSE)"
        case Sum(keys):
            return _all(_comparable(key, cells) for key in keys)
        case _:
            return ""


def _term(term: Term, cells: Cells) -> str:
    match term:
        case str():
            return cells.refs[term]
        case int():
            return str(term)
        case Setting(name):
            return literal(getattr(cells.campaign, name))
        case _:
            return f"SUM({','.join(cells.refs[key] for key in term.keys)})"


def literal(value: object) -> str:
    """Return a setting in the notation of formulas.

    >>> literal(date(2020, 8, 10)), literal(10)
    ('DATE(2020,8,10)', '10')
    """
    return f"DATE({value.year},{value.month},{value.day})" if isinstance(value, date) else str(value)


def _all(parts: Iterable[str]) -> str:
    return _joined("AND", parts)


def _any(parts: Iterable[str]) -> str:
    return _joined("OR", parts)


def _joined(name: str, parts: Iterable[str]) -> str:
    listed = list(parts)
    return listed[0] if len(listed) == 1 else f"{name}({','.join(listed)})"


def stripped(cell: str, characters: str) -> str:
    """Return the formula of a text without `characters` (capitals stand for both cases).

    >>> stripped("C5", "A。")
    'SUBSTITUTE(SUBSTITUTE(UPPER(C5),"A",""),"。","")'
    """
    formula = f"UPPER({cell})"
    for character in characters:
        formula = f'SUBSTITUTE({formula},"{character}","")'
    return formula
