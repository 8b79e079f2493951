"""Entry cells: the look, drop-down and limit that follow from a Field alone.

Room: core.
"""

from __future__ import annotations

from functools import partial

from xhg_excel.core.formulas import readable
from xhg_excel.core.grid import a1
from xhg_excel.core.layout import Block, Validation
from xhg_excel.spec.campaign import Campaign
from xhg_excel.spec.form import Field, Kind
from xhg_excel.spec.reading import FIRST_DAY, LAST_DAY
from xhg_excel.spec.workbook import ALERT_TITLE, CLAUSE_HINT, DATE_TEXT, INPUT_HINTS, INPUT_TITLES, WINDOW_HINT

_STYLES = {
    Kind.COUNT: "entry_count",
    Kind.YUAN: "entry_yuan",
    Kind.DATE: "entry_date",
    Kind.TEXT: "entry_text",
    Kind.ID: "entry_text",
}


def entry_style(field: Field) -> str:
    """Return the name of the look of a field's entry cell."""
    return _STYLES.get(field.kind, "entry")


def entry_validation(field: Field, block: Block, clause: str, campaign: Campaign) -> Validation:
    """Return what the cells of `block` accept, from the field's kind, choices and limits."""
    hint = CLAUSE_HINT.format(hint=_hint(field, campaign), clause=clause)
    title = INPUT_TITLES[field.kind]
    told = partial(Validation, block, title=title, hint=hint, alert_title=ALERT_TITLE, alert=hint)
    match field.kind:
        case Kind.YES_NO | Kind.YES_NO_NA | Kind.CHOICE:
            return told("list", choices=field.answers)
        case Kind.COUNT | Kind.YUAN:
            return told("custom", formula="=" + readable(field, a1(block.top, block.left)))
        case Kind.DATE if field.in_window:
            # Outside the window is a doubt (R214, R310), so the user may insist and explain.
            return told("date", bounds=(campaign.window_start, campaign.window_end), may_insist=True)
        case Kind.DATE:
            return told("date", bounds=(FIRST_DAY, LAST_DAY))
        case _:
            return told("length", bounds=(0, field.longest))


def _hint(field: Field, campaign: Campaign) -> str:
    if field.in_window:
        start, end = (DATE_TEXT.format(date=day) for day in (campaign.window_start, campaign.window_end))
        return WINDOW_HINT.format(start=start, end=end)
    return INPUT_HINTS[field.kind].format(longest=field.longest)
