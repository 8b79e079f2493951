"""Details quoted in findings that compare forms with ledgers and with each other."""

UNKNOWN_ID = "不在问题清单上"
SAME_ID = "在{where}也用过"
NEAR = "{where}：{name}，{address}"
FEW_SITES = "{name}督导了{forms}家，应{due}家"
OPEN_PETITIONS = "{petitions}件没有核实处置、{rewards}件应奖励没有兑现"
# Two sites are near duplicates when their numbers are equal and their texts at least this similar (0 to 1).
NEAR_ENOUGH = 0.9
FROM_PLAN = "督导计划"
