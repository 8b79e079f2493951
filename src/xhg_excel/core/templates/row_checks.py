"""The formulas that check one row: its check code in parts, each short enough for Excel."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xhg_excel.core.model.grid import column_letters
from xhg_excel.core.rules.form_checks import mend_cases
from xhg_excel.core.templates.check_codes import Code, number_rule, numbers_of, token
from xhg_excel.core.templates.check_formulas import (
    Cells,
    condition_formula,
    is_blank,
    is_dash,
    readable,
    surely_not,
)
from xhg_excel.core.templates.own_numbers import OwnColumns
from xhg_excel.core.templates.read_columns import BLANK, POINT, UNCLEAR, UNREAD, Row, has_words
from xhg_excel.core.templates.read_formulas import ReadCells
from xhg_excel.notice import rules_of
from xhg_excel.notice.schema.condition import Condition, all_of
from xhg_excel.notice.schema.form import NOT_PROVIDED, Field, Kind
from xhg_excel.notice.schema.rule import Rule
from xhg_excel.notice.words import check_columns as words

# Excel takes 8,192 characters in a formula; addresses get longer further down.
_LONGEST = 5500


@dataclass(frozen=True)
class RowChecks:
    """The formulas that check one row.

    Attributes:
        reads: those of the columns that read its cells (`read_columns`).
        parts: those of the parts of its check code, each short enough for Excel.
        items: the first item of each part: an item is a field or rule, by its place among all of the form.
        code: that of the check code.
        why: the cell that says what is wrong with the 问题编号; "" where none is compared.
    """

    reads: tuple[str, ...]
    parts: tuple[str, ...]
    items: tuple[int, ...]
    code: str
    why: str = ""

    @property
    def width(self) -> int:
        """The number of hidden columns beside those that every row has."""
        return len(self.reads) + len(self.parts)


def row_checks(
    cells: Cells, read: ReadCells, rules: Iterable[Rule], first: int, row: int, *, own: OwnColumns | None = None
) -> RowChecks:
    """Return the formulas that check the fields of `read` and `rules`, in the sheet's row number `row` (from 0).

    `first` is the first column that reads the row; `own` compare its 问题编号.
    """
    annex = cells.annex
    numbers, places = numbers_of(annex), {field.key: at for at, field in enumerate(annex.fields)}
    items = [(places[f.key], field_formula(f, numbers[f.key], cells, read)) for f in read.row.fields]
    keys = {field.key for field in read.row.fields}
    for at, rule in enumerate(rules_of(annex), start=len(annex.fields)):
        if rule in rules:
            cases = [(key, case) for key, case in mend_cases(rule) if key in keys]
            items += [(at, rule_formula(rule, numbers[key], cells, case)) for key, case in cases]
    if own and (of_number := number_rule(annex)):
        wrong_number = token(of_number.code, numbers[of_number.key_to_mend])
        items.append((len(annex.fields) + len(rules_of(annex)), f'IF({own.why}="","","{wrong_number}")'))
    parts, firsts = [""], [items[0][0]]
    for item, text in items:
        if len(parts[-1]) + len(text) > _LONGEST:
            parts.append("")
            firsts.append(item)
        parts[-1] += ("&" if parts[-1] else "") + text
    begin = first + len(read.columns) + (len(own.formulas) if own else 0)
    refs = [f"{column_letters(begin + at)}{row + 1}" for at in range(len(parts))]
    code = f'=IF({read.started},"{words.STARTED}"&{"&".join(refs)},"")'
    shown = [f'=IF({read.started},IFERROR({part},"{words.BROKEN}"),"")' for part in parts]
    reads = (*read.formulas(), *(own.formulas if own else ()))
    return RowChecks(reads, tuple(shown), tuple(firsts), code, own.why if own else "")


def part_values(checks: RowChecks, codes: Sequence[Code], numbers: Iterable[int], *, started: bool) -> list[str]:
    """Return the present values of the parts of a check code."""
    here, texts = set(numbers), [""] * len(checks.parts)
    for code in codes if started else ():
        if code.number in here:
            texts[bisect_right(checks.items, code.item) - 1] += code.text
    return texts


def read_columns_of(first: int, row: Row, sheet_row: int) -> list[str]:
    """Return the cells of the columns that read a row, the first of which is `first`."""
    return [f"${column_letters(first + at)}{sheet_row + 1}" for at in range(row.width)]


def field_formula(field: Field, number: int, cells: Cells, read: ReadCells) -> str:
    """Return the formula of a field's own token: missing, not due, wrong or surplus; then those of its notes."""
    cell = cells.refs[field.key]
    missing = "" if field.optional else token(field.missing, number, blank=True)
    blank, here = f'"{missing}"', '""'
    if field.due is not None:
        due, not_due = condition_formula(field.due, cells), surely_not(field.due, cells)
        not_allowed = not_due if field.allowed is None else surely_not(field.allowed, cells)
        blank = f'IF({due},"{missing}",IF({not_due},"{words.NOT_DUE_PATTERN.format(number=number)}",""))'
        here = f'IF({not_allowed},"{token(field.surplus, number)}","")'
    wrong = token(field.fault, number)
    if has_words(field):
        state = cells.state(field.key)
        wrongly = f'IF({state}="{UNREAD}","{wrong}",IF({state}="{UNCLEAR}","",{here}))'
        own = f'IF({state}="{BLANK}",{blank},{wrongly})'
    elif field.key in cells.values:
        value = cells.values[field.key]
        own = f'IF({value}="",{blank},IF({value}="{UNREAD}","{wrong}",{here}))'
    else:
        doubt = here
        if field.kind is Kind.ID:
            doubt = f'IF({read.id_cells(field)[2]}="{UNREAD}","{token("E13", number)}",{here})'
        own = f'IF({is_blank(cell)},{blank},IF({readable(field, cell)},{doubt},"{wrong}"))'
    notes = [f'IF({noted},"{token(code, number)}","")' for code, noted in _notes(field, number, cells, read)]
    return f'IF(ISERROR({cell}),"{token("E09", number)}",{"&".join([own, *notes])})'


def _notes(field: Field, number: int, cells: Cells, read: ReadCells) -> Iterable[tuple[str, str]]:
    """Yield code and condition of what the reader notes at a cell that it can read."""
    if field.key in read.noted:
        at, place = read.noted[field.key]
        yield "N01", f'MID({at},{place},1)="{POINT}"'
    else:
        dash = is_dash(cells.refs[field.key])
        if field.kind is Kind.ID:
            is_sound = f'{read.id_cells(field)[2]}=""'
            yield "N01", f"IF({dash},TRUE,IF({read.respelled(number, field)},{is_sound},FALSE))"
        else:
            yield "N01", dash
    if field.kind in (Kind.COUNT, Kind.YUAN):
        yield "N02", f'{cells.values[field.key]}="{NOT_PROVIDED}"'
    yield "N10", read.unseen(number, field)


def rule_formula(rule: Rule, number: int, cells: Cells, case: Condition | None) -> str:
    """Return the formula of a rule's token at a field; `case` is when that field is the one to mend."""
    broken = condition_formula(rule.when if case is None else all_of(case, rule.when), cells)
    if rule.then is not None:
        broken = f"AND({broken},NOT({condition_formula(rule.then, cells)}))"
    return f'IF({broken},"{token(rule.code, number)}","")'
