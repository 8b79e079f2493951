"""抽样配额.xlsx: quotas by city, priority counties with both ranks, how unclear points are read.

Room: core.
"""

from __future__ import annotations

from collections.abc import Sequence

from xhg_excel.core.cover_sheet import basis, marker_sheet
from xhg_excel.core.layout import BookLayout, Content, SheetLayout
from xhg_excel.core.quota import CityQuota
from xhg_excel.core.table_sheet import set_widths, table_sheet, without_filter
from xhg_excel.spec.campaign import Campaign
from xhg_excel.spec.form import YES
from xhg_excel.spec.quota import (
    CITY_QUOTA_TOLD,
    MORE_COUNTIES,
    NO_SCREENING,
    NOT_REACHABLE,
    PRIORITY_HEADS,
    PRIORITY_SHEET,
    QUOTA_SHEET,
    QUOTA_TEMPLATE_HEADS,
    QUOTA_TITLE,
    READINGS,
    READINGS_SHEET,
    ROUNDINGS,
    SHORT_OF,
    SMALL_TRADES_NAME,
    SUSPENDED_NAME,
    UNFINISHED_COUNTS,
)
from xhg_excel.spec.totals import NONE, SUMMARY_HEADS
from xhg_excel.spec.workbook import DATE_TEXT, QUOTA_KIND


def quota_book(quotas: Sequence[CityQuota], campaign: Campaign) -> BookLayout:
    """Return the quota workbook."""
    sheets = (
        _quota_sheet(quotas, campaign),
        _priority_sheet(quotas, campaign),
        readings_sheet(campaign),
        marker_sheet(campaign, QUOTA_KIND),
    )
    return BookLayout(sheets, QUOTA_TITLE)


def _quota_sheet(quotas: Sequence[CityQuota], campaign: Campaign) -> SheetLayout:
    rows: list[Sequence[Content]] = [
        (
            quota.city.name,
            quota.counties,
            quota.counties_due,
            len(quota.priority),
            "、".join(county.name for county in quota.priority),
            quota.problems,
            quota.problems_due,
            quota.unfinished,
            quota.to_draw,
            quota.small_trades_due,
            quota.suspended_due,
            quota.counties_needed,
            "；".join(remarks(quota, campaign)) or NONE,
        )
        for quota in quotas
    ]
    return table_sheet(QUOTA_SHEET, QUOTA_TITLE, QUOTA_TEMPLATE_HEADS, rows, basis(campaign))


def remarks(quota: CityQuota, campaign: Campaign) -> list[str]:
    """Return why a quota is smaller than asked, or a priority could not be told."""
    said = []
    if unknown := [rank.county.name for rank in quota.ranks if rank.rank_sum is None]:
        said.append(NO_SCREENING.format(names="、".join(unknown)))
    if quota.counties_needed is None:
        said.append(NOT_REACHABLE)
    elif quota.counties_needed > quota.counties_due:
        said.append(MORE_COUNTIES.format(due=quota.counties_due, needed=quota.counties_needed))
    if quota.small_trades < campaign.small_trades_quota:
        said.append(SHORT_OF.format(what=SMALL_TRADES_NAME, available=quota.small_trades))
    if quota.suspended < campaign.suspended_quota:
        said.append(SHORT_OF.format(what=SUSPENDED_NAME, available=quota.suspended))
    return said


def quota_line(quota: CityQuota, campaign: Campaign) -> str:
    """Return the quotas of one city in one line, with what must be said of them."""
    return CITY_QUOTA_TOLD.format(
        city=quota.city.name,
        counties=quota.counties,
        counties_due=quota.counties_due,
        problems=quota.problems,
        problems_due=quota.problems_due,
        unfinished=quota.unfinished,
        to_draw=quota.to_draw,
        small_trades=quota.small_trades_due,
        suspended=quota.suspended_due,
        remarks="；".join(remarks(quota, campaign)),
    )


def _priority_sheet(quotas: Sequence[CityQuota], campaign: Campaign) -> SheetLayout:
    rows: list[Sequence[Content]] = [
        (
            quota.city.name,
            rank.county.name,
            rank.county.code,
            rank.screened,
            rank.screened_rank,
            rank.problems,
            rank.problems_rank,
            rank.rank_sum,
            YES if rank.priority else "",
        )
        for quota in quotas
        for rank in quota.ranks
    ]
    return table_sheet(PRIORITY_SHEET, PRIORITY_SHEET, PRIORITY_HEADS, rows, basis(campaign))


def readings_sheet(campaign: Campaign) -> SheetLayout:
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
    rows: list[Sequence[Content]] = [(name, reading.format(**facts)) for name, reading in READINGS]
    heads = (SUMMARY_HEADS[0], SUMMARY_HEADS[2])
    sheet = table_sheet(READINGS_SHEET, READINGS_SHEET, heads, rows, basis(campaign))
    set_widths(sheet, (24.0, 90.0), rows)
    without_filter(sheet)
    return sheet
