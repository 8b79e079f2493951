"""The facts of a campaign: document, dates, ratios, zones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal


@dataclass(frozen=True)
class Zone:
    """A functional zone counted as a county; `code` may be empty when it has none."""

    name: str
    city: str
    code: str = ""


@dataclass(frozen=True)
class Campaign:
    """One inspection campaign: who orders it, when, how much is inspected, and how unclear points are interpreted.

    Each name is also the name of a setting: an office may override the notice's value in a TOML file.
    """

    name: str
    issuer: str
    document_number: str
    basis: str
    issued_on: date
    # The days of inspection, both included, and the last day on which a report is on time.
    window_start: date
    window_end: date
    report_due: date
    # The least share of a city's counties, and of the problems listed for it, that must be inspected.
    county_share: Fraction
    problem_share: Fraction
    # The least number of small trades and of suspended enterprises inspected in a city.
    small_trades_quota: int
    suspended_quota: int
    # The counties that must be inspected first, as a share of a city's counties.
    priority_share: Fraction
    # How a share that is no whole number becomes one.
    rounding: Literal["up", "half_up", "down"]
    # Whether unfinished sites, all of which are inspected, count toward the share of problems.
    unfinished_counts: bool
    # The number of inspection groups, one a city.
    groups: int
    # Names or codes of the functional zones that count as counties, and zones that the notice's list lacks.
    zones_on: tuple[str, ...] = ()
    zones_added: tuple[Zone, ...] = ()
    # The most days from disposing of a petition to paying its reward that count as in time.
    reward_days: int = 30
