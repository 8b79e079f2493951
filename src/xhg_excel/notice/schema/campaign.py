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
    """One inspection campaign: who asks, when, how much, and how unclear points are read."""

    name: str = "违法违规“小化工”百日专项整治行动专题督导"
    issuer: str = "江苏省安全生产委员会办公室"
    document_number: str = "苏安办电〔2020〕34号"
    basis: str = "苏政传发〔2020〕106号"
    issued_on: date = date(2020, 8, 3)
    # 二: 8月10日至8月21日, 为期12天, both ends in.
    window_start: date = date(2020, 8, 10)
    window_end: date = date(2020, 8, 21)
    # 五(三): 于8月28日前; the 28th itself is on time.
    report_due: date = date(2020, 8, 28)
    # 五(二): 不少于50%, 不低于问题清单总数的50%, 各10家.
    county_share: Fraction = Fraction(1, 2)
    problem_share: Fraction = Fraction(1, 2)
    small_trades_quota: int = 10
    suspended_quota: int = 10
    # 五(二): 排查企业总数较少、排查问题较少 = the lowest quarter by rank-sum.
    priority_share: Fraction = Fraction(1, 4)
    # 不少于: a fraction of a unit counts as one; the others are there to be compared with.
    rounding: Literal["up", "half_up", "down"] = "up"
    # The unfinished ones, all of them inspected, count toward half of the problem list.
    unfinished_counts: bool = True
    groups: int = 13
    # Functional zones do not count unless named here; zones without a code may be added.
    zones_on: tuple[str, ...] = ()
    zones_added: tuple[Zone, ...] = ()
