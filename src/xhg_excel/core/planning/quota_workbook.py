"""抽样配额.xlsx: quotas by city, priority counties with both ranks, how unclear points are read."""

from __future__ import annotations

from collections.abc import Sequence

from xhg_excel.core.planning.quota import CityQuota
from xhg_excel.core.sheets.layout import BookLayout, Content, SheetLayout
from xhg_excel.core.sheets.table import table_sheet
from xhg_excel.core.templates.cover import basis, marker_sheet
from xhg_excel.core.templates.interpretations import interpretations_sheet
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.form import YES
from xhg_excel.notice.words.planning import quota as words
from xhg_excel.notice.words.totals.totals import NONE
from xhg_excel.notice.words.workbook import QUOTA_KIND


def quota_book(quotas: Sequence[CityQuota], campaign: Campaign) -> BookLayout:
    """Return the quota workbook."""
    sheets = (
        _quota_sheet(quotas, campaign),
        _priority_sheet(quotas, campaign),
        interpretations_sheet(campaign),
        marker_sheet(campaign, QUOTA_KIND),
    )
    return BookLayout(sheets, words.QUOTA_TITLE)


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
    return table_sheet(words.QUOTA_SHEET, words.QUOTA_TITLE, words.QUOTA_TEMPLATE_HEADS, rows, basis(campaign))


def remarks(quota: CityQuota, campaign: Campaign) -> list[str]:
    """Return why a quota is smaller than asked, or a priority could not be told."""
    said = []
    if unknown := [rank.county.name for rank in quota.ranks if rank.rank_sum is None]:
        said.append(words.NO_SCREENING.format(names="、".join(unknown)))
    if quota.counties_needed is None:
        said.append(words.NOT_REACHABLE)
    elif quota.counties_needed > quota.counties_due:
        said.append(words.MORE_COUNTIES.format(due=quota.counties_due, needed=quota.counties_needed))
    if quota.small_trades < campaign.small_trades_quota:
        said.append(words.SHORT_OF.format(what=words.SMALL_TRADES_NAME, available=quota.small_trades))
    if quota.suspended < campaign.suspended_quota:
        said.append(words.SHORT_OF.format(what=words.SUSPENDED_NAME, available=quota.suspended))
    return said


def quota_line(quota: CityQuota, campaign: Campaign) -> str:
    """Return the quotas of one city in one line, with what must be said of them."""
    return words.CITY_QUOTA_TOLD.format(
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
    return table_sheet(words.PRIORITY_SHEET, words.PRIORITY_SHEET, words.PRIORITY_HEADS, rows, basis(campaign))
