"""Native formulas of conditions and fields, so that a sheet checks itself by the rules of the reader.

Nothing newer than Excel 2010, no array formula. As in `core.rules.evaluate`, a cell whose
value cannot be read counts as blank in every condition. Conditions look at what `read_columns` reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xhg_excel.core.templates.read_columns import FIGURE_KINDS, code_of, codes_of_answers, has_words
from xhg_excel.core.templates.read_formulas import replacing
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
    Term,
    keys_of,
)
from xhg_excel.notice.schema.form import NOT_PROVIDED, Annex, Field, Kind
from xhg_excel.notice.words.read_columns import BAR, BLANK_TEXTS

_OPERATORS = {"==": "=", "!=": "<>"}
MOST = "1E+15"


@dataclass(frozen=True)
class Cells:
    """The cell addresses that formulas of one form use.

    Args:
        annex: the form.
        refs: the entry cell of each field, by key.
        states: where a field with declared answers was read: the cell and the position in it, by key.
        values: the cell with the value of each count, amount or day, by key.
        plain: the cell with the text of a reason without digits and punctuation, by key of the reason.
        boilerplate: the range of phrases that are no reason.
        campaign: the settings in conditions.

    """

    annex: Annex
    refs: Mapping[str, str]
    states: Mapping[str, tuple[str, int]]
    values: Mapping[str, str]
    plain: Mapping[str, str]
    boilerplate: str
    campaign: Campaign

    def field(self, key: str) -> Field:
        """Return the declared field of a key."""
        return next(field for field in self.annex.fields if field.key == key)

    def state(self, key: str) -> str:
        """Return the formula of the character by which a field was read."""
        cell, at = self.states[key]
        return f"MID({cell},{at},1)"


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
        case _:  # TEXT, ID; a day has a limit of its own
            return f"LEN(TRIM({cell}))<={field.longest}"


def is_blank(cell: str) -> str:
    """Return the formula that is TRUE if the cell of a text holds nothing, or a dash in place of an answer."""
    blank = f'TRIM(SUBSTITUTE({cell},"\u3000",""))=""'
    return f"OR({blank},{is_dash(cell)})"


def is_dash(cell: str) -> str:
    """Return the formula that is TRUE if the cell of a text holds only a dash or stroke, which is read as blank."""
    return f'ISNUMBER(FIND("{BAR}"&TRIM({cell})&"{BAR}","{BLANK_TEXTS}"))'


def filled(key: str, cells: Cells) -> str:
    """Return the formula that is TRUE if a cell holds a valid answer."""
    field = cells.field(key)
    if has_words(field):
        return f'ISNUMBER(FIND({cells.state(key)},"{codes_of_answers(field)}"))'
    if field.kind in FIGURE_KINDS:
        value = cells.values[key]
        return f"ISNUMBER({value})" if field.kind is Kind.DATE else f'OR(ISNUMBER({value}),{value}="{NOT_PROVIDED}")'
    return f"AND(NOT({is_blank(cells.refs[key])}),{readable(field, cells.refs[key])})"


def condition_formula(condition: Condition, cells: Cells) -> str:
    """Return the formula of a condition, TRUE or FALSE."""
    match condition:
        case Is(key, value):
            if not has_words(cells.field(key)):
                return f'{cells.refs[key]}="{value}"'
            return f'{cells.state(key)}="{code_of(cells.field(key), value)}"'
        case Filled(key):
            return filled(key, cells)
        case Meaningful(key, han):
            plain = cells.plain[key]
            return f"AND(LEN({plain})>={han},COUNTIF({cells.boilerplate},{plain})=0)"
        case Compares(left, op, right):
            known = [f"ISNUMBER({cells.values[key]})" for key in keys_of(condition)]
            compared = f"{_term(left, cells)}{_OPERATORS.get(op, op)}{_term(right, cells)}"
            return _all([*known, compared])
        case AllOf(parts):
            return _all(condition_formula(part, cells) for part in parts)
        case AnyOf(parts):
            run = _run(parts, cells)
            return (
                f'ISNUMBER(FIND("{run.code}",{run.text}))'
                if run
                else _any(condition_formula(part, cells) for part in parts)
            )
        case _:
            return f"NOT({condition_formula(condition.part, cells)})"


@dataclass(frozen=True)
class _Run:
    """Neighbouring fields of one kind that a condition compares with the same answer: `text` has all of them."""

    code: str
    text: str
    others: str
    count: int


def _run(parts: Sequence[Condition], cells: Cells) -> _Run | None:
    """Return several `Is` as one run; None when they are no neighbours."""
    compared = [part for part in parts if isinstance(part, Is) and part.key in cells.states]
    if len(compared) < max(2, len(parts)):
        return None
    (cell, first), *_ = places = [cells.states[part.key] for part in compared]
    codes = {code_of(cells.field(part.key), part.value) for part in compared}
    if places != [(cell, first + 2 * at) for at in range(len(parts))] or len(codes) > 1:
        return None
    code = codes.pop()
    others = {c for part in compared for c in codes_of_answers(cells.field(part.key))} - {code}
    return _Run(code, f"MID({cell},{first},{2 * len(parts)})", "".join(sorted(others)), len(parts))


def surely_not(condition: Condition, cells: Cells) -> str:
    """Return the formula that is TRUE if a condition does not hold, whatever its blanks will be (`due.surely_not`)."""
    match condition:
        case AllOf(parts):
            found = [surely_not(part, cells) for part in parts if not isinstance(part, Filled)]  # it may be filled yet
            return _any(found)
        case AnyOf(parts):
            if run := _run(parts, cells):
                rest = replacing(run.text, tuple((code, "") for code in run.others))
                return f"LEN({rest})={run.count}"
            return _all(surely_not(part, cells) for part in parts)
        case Is(key, value) if has_words(cells.field(key)):
            field = cells.field(key)
            others = codes_of_answers(field).replace(code_of(field, value), "")
            return f'ISNUMBER(FIND({cells.state(key)},"{others}"))'
        case _:
            answered = [filled(key, cells) for key in keys_of(condition)]
            return _all([*answered, f"NOT({condition_formula(condition, cells)})"])


def _term(term: Term, cells: Cells) -> str:
    match term:
        case str():
            return cells.values[term]
        case int():
            return str(term)
        case Setting(name):
            return literal(getattr(cells.campaign, name))
        case _:
            return f"SUM({','.join(cells.values[key] for key in term.keys)})"


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
