"""Facts of a made-up campaign, each with its notice's value as default."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

TEMPLATE_VERSION = "2021.03.1"


@dataclass(frozen=True)
class Zone:
    """A functional zone counted as a county; `code` may be empty when it has none."""

    name: str
    city: str
    code: str = ""


@dataclass(frozen=True)
class Campaign:
    """One inspection campaign: who asks, when, how much, and how unclear points are read."""

    name: str = "充电场所排查整治专题督导（演练）"
    issuer: str = "演练省安全生产委员会办公室"
    document_number: str = "演练办电〔2021〕9号"
    basis: str = "演练政传发〔2021〕9号"
    issued_on: date = date(2021, 3, 1)
    window_start: date = date(2021, 3, 8)
    window_end: date = date(2021, 3, 19)
    report_due: date = date(2021, 3, 26)
    county_share: Fraction = Fraction(1, 3)
    problem_share: Fraction = Fraction(1, 2)
    small_trades_quota: int = 10
    suspended_quota: int = 10
    priority_share: Fraction = Fraction(1, 4)
    rounding: Literal["up", "half_up", "down"] = "up"
    unfinished_counts: bool = True
    groups: int = 13
    zones_on: tuple[str, ...] = ()
    zones_added: tuple[Zone, ...] = ()


NOTICE = Campaign()
