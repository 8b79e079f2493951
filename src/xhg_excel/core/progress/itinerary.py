"""Divide the drawn list of a group into days: county by county, equal load, unfinished sites first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from xhg_excel.core.drawing.frame import address_order
from xhg_excel.core.model.identifiers import canonical_id
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.region import Region


@dataclass(frozen=True)
class VisitSite:
    """One site of the drawn list; county None where the list names none that is known."""

    city: Region
    county: Region | None
    identifier: str
    name: str
    address: str
    site_type: str
    unfinished: bool
    rule: str = ""


@dataclass(frozen=True)
class Stop:
    """One visit of a group: to a site, or (site None) to the county's office for its Annex 1."""

    county: Region | None
    site: VisitSite | None = None


@dataclass(frozen=True)
class Day:
    """What one group does on one day; `number` is 1 on the first day."""

    on: date
    number: int
    stops: tuple[Stop, ...]


def plan_days(sites: Sequence[VisitSite], visited: Sequence[Region], campaign: Campaign) -> tuple[Day, ...]:
    """Return every day of the inspection for one group, first and last day included.

    The stops of a county follow each other: its office where it is one of `visited`, then its unfinished
    sites, then the others, by address. Counties with more unfinished sites come first, then by code; sites
    of no known county come last. The loads of two days differ by one stop at most, the fuller days first.
    The order of `sites` does not matter.

    Source: notice 二 (12 days), 三(一)3, 五(二).
    """
    stops = [Stop(county) for county in visited] + [Stop(site.county, site) for site in sites]
    unfinished = Counter(site.county for site in sites if site.unfinished)
    ordered = sorted(stops, key=lambda stop: (*_county_order(stop, unfinished), *_order_within_county(stop)))
    count = (campaign.window_end - campaign.window_start).days + 1
    share, fuller = divmod(len(ordered), count)
    starts = [number * share + min(number, fuller) for number in range(count + 1)]
    return tuple(
        Day(campaign.window_start + timedelta(days=n), n + 1, tuple(ordered[starts[n] : starts[n + 1]]))
        for n in range(count)
    )


def _county_order(stop: Stop, unfinished: Counter[Region | None]) -> tuple[bool, int, str]:
    return stop.county is None, -unfinished[stop.county], stop.county.code if stop.county else ""


def _order_within_county(stop: Stop) -> tuple[bool, bool, tuple[tuple[int, str], ...], str]:
    site = stop.site
    if site is None:
        return False, False, (), ""
    return True, not site.unfinished, address_order(canonical_id(site.address)), site.identifier
