"""The drawn list as a daily plan: by county, even load, unfinished sites first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from xhg_excel.core.model.identifiers import canonical_id
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.region import Region

_NUMBERS = re.compile("([0-9]+)")


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
    """One call of a group: a site, or (site None) the county itself, for its Annex 1."""

    county: Region | None
    site: VisitSite | None = None


@dataclass(frozen=True)
class Day:
    """What one group does on one day."""

    on: date
    number: int
    stops: tuple[Stop, ...]


def plan_days(sites: Sequence[VisitSite], visited: Sequence[Region], campaign: Campaign) -> tuple[Day, ...]:
    """Return one group's days from the first to the last of the inspection, both in.

    Each county's stops follow each other: the county itself where it is one of `visited`,
    then its unfinished sites, then the others, by address. Counties with more unfinished
    sites come first, then by code; sites of no known county last. No day has more than one
    stop more than another, the fuller ones first. The order of `sites` does not matter.

    Clause: 二 (12 days), 三(一)3, 五(二).
    """
    stops = [Stop(county) for county in visited] + [Stop(site.county, site) for site in sites]
    unfinished = Counter(site.county for site in sites if site.unfinished)
    ordered = sorted(stops, key=lambda stop: (*_of_county(stop, unfinished), *_within(stop)))
    count = (campaign.window_end - campaign.window_start).days + 1
    share, fuller = divmod(len(ordered), count)
    days, start = [], 0
    for number in range(count):
        end = start + share + (number < fuller)
        on = campaign.window_start + timedelta(days=number)
        days.append(Day(on, number + 1, tuple(ordered[start:end])))
        start = end
    return tuple(days)


def _of_county(stop: Stop, unfinished: Counter[Region | None]) -> tuple[bool, int, str]:
    return stop.county is None, -unfinished[stop.county], stop.county.code if stop.county else ""


def _within(stop: Stop) -> tuple[bool, bool, tuple[tuple[int, str], ...], str]:
    site = stop.site
    if site is None:
        return False, False, (), ""
    return True, not site.unfinished, _along(site.address), site.identifier


def _along(address: str) -> tuple[tuple[int, str], ...]:
    """Return an address as it is sorted: numbers by their size, so that house 9 comes before house 10."""
    parts = _NUMBERS.split(canonical_id(address))
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)
