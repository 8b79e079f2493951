"""Words of the inspection plan: the rules sites are chosen by, and why a county is in or out.

Room: spec.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from xhg_excel.spec.regions import ZONES

# Which rule of 五(二) a site is chosen by; part of its ticket, so a rule never changes its name.
UNFINISHED_RULE, FINISHED_RULE, SMALL_TRADES_RULE, SUSPENDED_RULE = "B1", "B2", "B3", "B4"
RULE_NAMES = {
    UNFINISHED_RULE: "未完成的“小化工”，全部督导",
    FINISHED_RULE: "从督导县已完成的“小化工”中抽取",
    SMALL_TRADES_RULE: "“小字头”",
    SUSPENDED_RULE: "“停产停业”",
}


class Reason(StrEnum):
    """Why a county is visited or not."""

    PRIORITY = "重点督查：排查企业、问题较少"
    COUNTY_HALF = "补足县数：不少于50%"
    PROBLEM_HALF = "补足问题数：不低于清单的50%"
    GAVE_WAY = "不督导：已完成的问题较少，改督导问题较多的县才抽得够"
    NOT_NEEDED = "不督导：县数、问题数已够"


class Binding(StrEnum):
    """Which requirement decides how many counties are visited."""

    COUNTIES = "县数不少于50%"
    PROBLEMS = "问题数不低于清单的50%"
    PRIORITY = "重点督查县全部督导"


@dataclass(frozen=True)
class Variation:
    """Another reading of an unclear point: its words, and the settings that say so."""

    name: str
    settings: tuple[tuple[str, object], ...]


# fmt: off
VARIATIONS = (
    Variation("比例的小数四舍五入", (("rounding", "half_up"),)),
    Variation("比例的小数舍去（低于50%，不合通知）", (("rounding", "down"),)),
    Variation("未完成的不计入问题数的50%", (("unfinished_counts", False),)),
    Variation("不设重点督查县", (("priority_share", Fraction(0)),)),
    Variation("重点督查县占三分之一", (("priority_share", Fraction(1, 3)),)),
    Variation("重点督查县占二分之一", (("priority_share", Fraction(1, 2)),)),
    Variation("功能区全部计入县（市、区）数", (("zones_on", tuple(zone.name for zone in ZONES)),)),
    Variation("“各10家”为两类合计10家", (("small_trades_quota", 5), ("suspended_quota", 5))),
)
# fmt: on

COUNTED_IN = "{name}{count}家"
