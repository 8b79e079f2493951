"""How a field is named: in messages by its printed place, in registers and ledgers by the head of its column."""

from __future__ import annotations

from dataclasses import dataclass

from xhg_excel.notice.schema.form import FORMS_CLAUSE, Annex, Field, Item
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.words.workbook import COLUMN_HEAD, HEADER_REF, ITEM_PART, ITEM_REF


def item_ref(annex: Annex, field: Field) -> str:
    """Return the printed place of a field, `附件2第3项（断水）`.

    >>> from xhg_excel.notice import ANNEXES
    >>> item_ref(ANNEXES[1], ANNEXES[1].items[2].fields[0])
    '附件2第3项（断水）'
    """
    item = annex.item_of(field.key)
    if item is None:
        return HEADER_REF.format(annex=annex.label, label=field.label)
    ref = ITEM_REF.format(annex=annex.label, number=item.number)
    return ref if len(item.fields) == 1 else ITEM_PART.format(item=ref, label=field.shown)


def accepted(field: Field) -> str:
    """Return the words that a field accepts, quoted and listed.

    >>> from xhg_excel.notice import ANNEXES
    >>> accepted(ANNEXES[1].items[0].fields[0])
    '“是”、“否”'
    """
    return "、".join(f"“{answer}”" for answer in field.answers)


@dataclass(frozen=True, eq=False)
class Column:
    """One column of a register or ledger: its head, its field, and the printed item (None outside items)."""

    head: str
    field: Field
    item: Item | None
    clause: str


def annex_columns(annex: Annex) -> tuple[Column, ...]:
    """Return one column for each field of an annex, in the order of the form; every head is unique.

    >>> from xhg_excel.notice import ANNEXES
    >>> [c.head for c in annex_columns(ANNEXES[1])][6:8]
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
