"""How messages name an item, the window and the accepted words."""

from __future__ import annotations

from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.form import Annex, Field
from xhg_excel.notice.words.workbook import DATE_TEXT, HEADER_REF, ITEM_PART, ITEM_REF


def item_ref(annex: Annex, field: Field) -> str:
    """Return the printed place of a field, `附件2第3项（断水）`.

    >>> from xhg_excel.notice.small_chemical.annex2 import ANNEX2
    >>> item_ref(ANNEX2, ANNEX2.items[2].fields[0])
    '附件2第3项（断水）'
    """
    item = annex.item_of(field.key)
    if item is None:
        return HEADER_REF.format(annex=annex.label, label=field.label)
    ref = ITEM_REF.format(annex=annex.label, number=item.number)
    return ref if len(item.fields) == 1 else ITEM_PART.format(item=ref, label=field.shown)


def window_shown(campaign: Campaign) -> str:
    """Return the window of 二 as messages quote it."""
    ends = (campaign.window_start, campaign.window_end)
    return "—".join(DATE_TEXT.format(date=day) for day in ends)


def accepted(field: Field) -> str:
    """Return the words a field takes, as messages quote them.

    >>> from xhg_excel.notice.small_chemical.annex2 import ANNEX2
    >>> accepted(ANNEX2.items[0].fields[0])
    '“是”、“否”'
    """
    return "、".join(f"“{answer}”" for answer in field.answers)
