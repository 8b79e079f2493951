"""Entry cells: the style, drop-down and limit of a Field."""

from __future__ import annotations

from functools import partial

from xhg_excel.core.model.grid import a1
from xhg_excel.core.sheets.layout import Area, Validation
from xhg_excel.core.templates.check_formulas import readable
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.form import Field, Kind
from xhg_excel.notice.words import workbook as words
from xhg_excel.notice.words.as_written import FIRST_DAY, LAST_DAY

_STYLES = {
    Kind.COUNT: "entry_count",
    Kind.YUAN: "entry_yuan",
    Kind.DATE: "entry_date",
    Kind.TEXT: "entry_text",
    Kind.ID: "entry_text",
}


def entry_style(field: Field) -> str:
    """Return the name of the style of a field's entry cell."""
    return _STYLES.get(field.kind, "entry")


def entry_validation(field: Field, block: Area, clause: str, campaign: Campaign) -> Validation:
    """Return the validation of the cells of `block`, from the field's kind, choices and limits."""
    hint = words.CLAUSE_HINT.format(hint=_hint(field, campaign), clause=clause)
    title = words.INPUT_TITLES[field.kind]
    limit = partial(Validation, block, title=title, hint=hint, alert_title=words.ALERT_TITLE, alert=hint)
    match field.kind:
        case Kind.YES_NO | Kind.YES_NO_NA | Kind.CHOICE:
            return limit("list", choices=field.answers)
        case Kind.COUNT | Kind.YUAN:
            return limit("custom", formula="=" + readable(field, a1(block.top, block.left)))
        case Kind.DATE if field.in_window:
            # A date outside the window needs an explanation (R214, R310), so Excel only warns.
            return limit("date", bounds=(campaign.window_start, campaign.window_end), warn_only=True)
        case Kind.DATE:
            return limit("date", bounds=(FIRST_DAY, LAST_DAY))
        case _:
            return limit("length", bounds=(0, field.longest))


def _hint(field: Field, campaign: Campaign) -> str:
    if field.in_window:
        start, end = (words.DATE_TEXT.format(date=day) for day in (campaign.window_start, campaign.window_end))
        return words.WINDOW_HINT.format(start=start, end=end)
    return words.INPUT_HINTS[field.kind].format(longest=field.longest)
