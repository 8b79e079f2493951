"""The campaign and the regions that files are read against."""

from __future__ import annotations

from dataclasses import dataclass

from xhg_excel.core.model.registry import Registry
from xhg_excel.notice.schema.campaign import Campaign


@dataclass(frozen=True)
class Context:
    """What every file is read against."""

    campaign: Campaign
    registry: Registry

    @property
    def year(self) -> int:
        """The year of the inspection, for dates written without one."""
        return self.campaign.window_start.year
