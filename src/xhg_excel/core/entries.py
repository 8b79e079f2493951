"""Entry cells: the look, drop-down and limit that follow from a Field alone.

Room: core.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from xhg_excel.core.grid import a1
from xhg_excel.core.layout import Block, Validation
from xhg_excel.spec.form import NOT_PROVIDED, Field, Kind
from xhg_excel.spec.reading import LONGEST_TEXT
from xhg_excel.spec.workbook import ALERT_TITLE, CLAUSE_HINT, INPUT_HINTS, INPUT_TITLES

_STYLES = {
    Kind.COUNT: "entry_count",
    Kind.YUAN: "entry_yuan",
    Kind.DATE: "entry_date",
    Kind.TEXT: "entry_text",
    Kind.ID: "entry_text",
}
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2049, 12, 31)


def entry_style(field: Field) -> str:
    """Return the name of the look of a field's entry cell."""
    return _STYLES.get(field.kind, "entry")


def entry_validation(field: Field, block: Block, clause: str) -> Validation:
    """Return what the cells of `block` accept, from the field's kind and choices."""
    hint = CLAUSE_HINT.format(hint=INPUT_HINTS[field.kind], clause=clause) if field.kind in INPUT_HINTS else ""
    told = partial(Validation, block, title=INPUT_TITLES.get(field.kind, ""), hint=hint, alert_title=ALERT_TITLE)
    match field.kind:
        case Kind.YES_NO | Kind.YES_NO_NA | Kind.CHOICE:
            return told("list", choices=field.answers)
        case Kind.COUNT | Kind.YUAN:
            return told("custom", formula=_number_formula(field, block))
        case Kind.DATE:
            return told("date", bounds=(_FIRST_DAY, _LAST_DAY))
        case _:
            return told("length", bounds=(0, LONGEST_TEXT))


def _number_formula(field: Field, block: Block) -> str:
    cell = a1(block.top, block.left)
    whole = f",{cell}=INT({cell})" if field.kind is Kind.COUNT else ""
    return f'=IF(ISNUMBER({cell}),AND({cell}>=0{whole}),{cell}="{NOT_PROVIDED}")'
