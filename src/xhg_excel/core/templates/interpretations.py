"""口径说明: how the program interprets what the notice leaves open, with the values of the settings."""

from __future__ import annotations

from dataclasses import dataclass

from xhg_excel.core.sheets.layout import SheetLayout
from xhg_excel.core.sheets.table import Column, Table
from xhg_excel.core.templates.cover import basis
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.words.planning import quota as words
from xhg_excel.notice.words.totals.totals import NONE
from xhg_excel.notice.words.workbook import DATE_TEXT


@dataclass(frozen=True)
class Interpretation:
    """One open point of the notice and how it is read, in words."""

    point: str
    reading: str


INTERPRETATIONS_TABLE = Table(
    words.INTERPRETATIONS_SHEET,
    words.INTERPRETATION_HEADS,
    [Column[Interpretation]("point", width=24.0), Column("reading", width=90.0)],
    filtered=False,
)


def interpretations(campaign: Campaign) -> list[Interpretation]:
    """Return how each open point is read under these settings."""
    facts = {
        "county_share": campaign.county_share,
        "problem_share": campaign.problem_share,
        "priority_share": campaign.priority_share,
        "small_trades": campaign.small_trades_quota,
        "suspended": campaign.suspended_quota,
        "rounding": words.ROUNDINGS[campaign.rounding],
        "unfinished_counts": words.UNFINISHED_COUNTS[campaign.unfinished_counts],
        "reward_days": campaign.reward_days,
        "report_due": DATE_TEXT.format(date=campaign.report_due),
        "zones": "、".join((*campaign.zones_on, *(zone.name for zone in campaign.zones_added))) or NONE,
    }
    return [Interpretation(point, reading.format(**facts)) for point, reading in words.INTERPRETATIONS]


def interpretations_sheet(campaign: Campaign) -> SheetLayout:
    """Return the sheet 口径说明."""
    return INTERPRETATIONS_TABLE.sheet(interpretations(campaign), basis(campaign))
