"""Words of the inspection plan: the rules sites are chosen by, and why a county is in or out.

Room: spec.
"""

from __future__ import annotations

from enum import StrEnum

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
