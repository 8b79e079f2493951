"""The settings that every file of a run is checked with."""

from __future__ import annotations

from dataclasses import dataclass

from xhg_excel.core.model.registry import Registry
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.words.workbook import DATE_TEXT


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
