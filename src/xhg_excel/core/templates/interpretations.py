"""The sheet of settings: how unclear points are read."""

from __future__ import annotations

from collections.abc import Sequence

from xhg_excel.core.sheets.layout import Content, SheetLayout
from xhg_excel.core.sheets.table import set_widths, table_sheet, without_filter
from xhg_excel.core.templates.cover import basis
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.words.planning.quota import INTERPRETATIONS, INTERPRETATIONS_SHEET, ROUNDINGS, UNFINISHED_COUNTS
from xhg_excel.notice.words.totals.totals import NONE, SUMMARY_HEADS
from xhg_excel.notice.words.workbook import DATE_TEXT


def interpretations_sheet(campaign: Campaign) -> SheetLayout:
    """Return how unclear points are read, as a sheet."""
    facts = {
        "county_share": campaign.county_share,
        "problem_share": campaign.problem_share,
        "priority_share": campaign.priority_share,
        "small_trades": campaign.small_trades_quota,
        "suspended": campaign.suspended_quota,
        "rounding": ROUNDINGS[campaign.rounding],
        "unfinished_counts": UNFINISHED_COUNTS[campaign.unfinished_counts],
        "report_due": DATE_TEXT.format(date=campaign.report_due),
        "zones": "、".join((*campaign.zones_on, *(zone.name for zone in campaign.zones_added))) or NONE,
    }
    rows: list[Sequence[Content]] = [(name, reading.format(**facts)) for name, reading in INTERPRETATIONS]
    heads = (SUMMARY_HEADS[0], SUMMARY_HEADS[2])
    sheet = table_sheet(INTERPRETATIONS_SHEET, INTERPRETATIONS_SHEET, heads, rows, basis(campaign))
    set_widths(sheet, (24.0, 90.0), rows)
    without_filter(sheet)
    return sheet
