"""The columns of a register or ledger: one field each, under a head that is unique."""

from __future__ import annotations

from dataclasses import dataclass

from xhg_excel.notice.schema.form import FORMS_CLAUSE, Annex, Field, Item
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.words.workbook import COLUMN_HEAD


@dataclass(frozen=True, eq=False)
class Column:
    """One column: its head, its field, and the printed item above it (None outside items)."""

    head: str
    field: Field
    item: Item | None
    clause: str


def annex_columns(annex: Annex) -> tuple[Column, ...]:
    """Return one column a field of an annex, in the order of the form.

    >>> from xhg_excel.notice.small_chemical.annex2 import ANNEX2
    >>> [c.head for c in annex_columns(ANNEX2)][6:8]
    ['3.断水', '3.断电']
    """
    return tuple(_column(annex, field) for field in annex.fields)


def _column(annex: Annex, field: Field) -> Column:
    item = annex.item_of(field.key)
    head = COLUMN_HEAD.format(number=item.number, label=field.shown) if item else field.shown
    return Column(head, field, item, annex.clause_of(field.key))


def ledger_columns(ledger: Ledger) -> tuple[Column, ...]:
    """Return the columns of a ledger."""
    return tuple(Column(field.shown, field, None, FORMS_CLAUSE) for field in ledger.columns)
