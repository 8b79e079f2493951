"""Lay out 抽样配额.xlsx: quotas by city, priority counties with both ranks, the interpretations in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xhg_excel.core.planning.quota import CityQuota
from xhg_excel.core.sheets.layout import BookLayout, Content
from xhg_excel.core.sheets.table import Column, Table
from xhg_excel.core.templates.cover import basis, marker_sheet
from xhg_excel.core.templates.interpretations import interpretations_sheet
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.form import YES
from xhg_excel.notice.words.planning import quota as words
from xhg_excel.notice.words.totals.totals import NONE
from xhg_excel.notice.words.workbook import LISTED, QUOTA_KIND

_PRIORITY = Table[Mapping[str, Content]](words.PRIORITY_SHEET, words.PRIORITY_HEADS)


def quota_book(quotas: Sequence[CityQuota], campaign: Campaign) -> BookLayout:
    """Return the quota workbook."""
    cities = Table[CityQuota](
        words.QUOTA_SHEET,
        words.QUOTA_HEADS,
        [
            Column("city", lambda quota: quota.city.name),
            Column("priority_count", lambda quota: len(quota.priority)),
            Column("priority", lambda quota: LISTED.join(county.name for county in quota.priority)),
            Column("remarks", lambda quota: "；".join(remarks(quota, campaign)) or NONE),
        ],
        title=words.QUOTA_TITLE,
    )
    ranks = [
        vars(rank)
        | {"city": quota.city.name, "county": rank.county.name, "code": rank.county.code, "rank_sum": rank.rank_sum}
        | {"priority": YES if rank.priority else ""}
        for quota in quotas
        for rank in quota.ranks
    ]
    sheets = (
        cities.sheet(quotas, basis(campaign)),
        _PRIORITY.sheet(ranks, basis(campaign)),
        interpretations_sheet(campaign),
        marker_sheet(campaign, QUOTA_KIND),
    )
    return BookLayout(sheets, words.QUOTA_TITLE)


def remarks(quota: CityQuota, campaign: Campaign) -> list[str]:
    """Return why a quota is smaller than 五(二) requires, or why no county has priority."""
    found = []
    if unknown := [rank.county.name for rank in quota.ranks if rank.rank_sum is None]:
        found.append(words.NO_SCREENING.format(names=LISTED.join(unknown)))
    if quota.counties_needed is None:
        found.append(words.NOT_REACHABLE)
    elif quota.counties_needed > quota.counties_due:
        found.append(words.MORE_COUNTIES.format(due=quota.counties_due, needed=quota.counties_needed))
    if quota.small_trades < campaign.small_trades_quota:
        found.append(words.SHORT_OF.format(what=words.SMALL_TRADES_NAME, available=quota.small_trades))
    if quota.suspended < campaign.suspended_quota:
        found.append(words.SHORT_OF.format(what=words.SUSPENDED_NAME, available=quota.suspended))
    return found


def quota_line(quota: CityQuota, campaign: Campaign) -> str:
    """Return the quotas of one city in one line, with their remarks."""
    return words.CITY_QUOTA_LINE.format(
        **vars(quota)
        | {"city": quota.city.name, "small_trades": quota.small_trades_due, "suspended": quota.suspended_due},
        remarks="；".join(remarks(quota, campaign)),
    )
