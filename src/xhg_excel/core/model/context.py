"""The settings that every file of a run is checked with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xhg_excel.core.model.registry import Registry
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.words.workbook import DATE_TEXT, DAYS_LEFT, DUE_TODAY, OVERDUE


@dataclass(frozen=True)
class Context:
    """The campaign (dates, ratios, settings) and the regions that every file of a run is checked with."""

    campaign: Campaign
    registry: Registry

    @property
    def year(self) -> int:
        """The year of the inspection, for dates written without one."""
        return self.campaign.window_start.year


def window_shown(campaign: Campaign) -> str:
    """Return the days of the inspection (二) as messages quote them, `2020年8月10日—2020年8月21日`."""
    ends = (campaign.window_start, campaign.window_end)
    return "—".join(DATE_TEXT.format(date=day) for day in ends)


def days_said(due: date, on: date) -> str:
    """Return a day by which something is due, and how far it is from the day `on`; the day itself is in time.

    >>> due = date(2020, 8, 28)
    >>> days_said(due, date(2020, 8, 27)), days_said(due, due), days_said(due, date(2020, 8, 29))
    ('2020年8月28日截止，还有1天', '2020年8月28日截止，当天到期', '2020年8月28日截止，已逾期1天')
    """
    left = (due - on).days
    text = DAYS_LEFT if left > 0 else OVERDUE if left < 0 else DUE_TODAY
    return text.format(due=DATE_TEXT.format(date=due), days=abs(left))
