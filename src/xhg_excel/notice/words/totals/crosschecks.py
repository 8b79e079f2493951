"""Words of the facts that join forms with ledgers and with each other."""

from __future__ import annotations

UNKNOWN_ID = "不在问题清单上"
SAME_ID = "在{where}也用过"
NEAR = "{where}：{name}，{address}"
OTHERS_SAID = "{name}督导了{forms}家，应{due}家"
PETITIONS_SAID = "{petitions}件没有核实处置、{rewards}件应奖励没有兑现"
# Two places are near duplicates when they hold the same numbers and this share of their text.
NEAR_ENOUGH = 0.9
FROM_PLAN = "督导计划"
