"""Details quoted in findings that compare forms with ledgers and with each other."""

UNKNOWN_ID = "不在问题清单上"
NEAREST_ID = "{unknown}，可能是“{near}”"
SAME_ID = "在{where}也用过"
NEAR = "{where}：{name}，{address}"
FEW_SITES = "{name}督导了{forms}家，应{due}家"
OPEN_PETITIONS = "{petitions}件没有核实处置、{rewards}件应奖励没有兑现、{late}件处置后超过{days}天才兑现"
# How a finding quotes the fact that an answer is compared with; other facts are quoted as they are.
FACTS_SHOWN = {
    **{f"ledger.{kind}": "问题清单中为{fact}" for kind in ("small_trades", "suspended")},
    **{f"ledger.{kind}_completed": "问题清单中已完成{fact}家" for kind in ("small_trades", "suspended")},
    **{f"place.{kind}_forms": "本地附件3已有{fact}家" for kind in ("small_trades", "suspended")},
    **{f"place.{kind}_done": "本地附件3已有{fact}家完成" for kind in ("small_trades", "suspended")},
    **{f"place.{kind}_open": "本地附件3有{fact}家未完成" for kind in ("small_trades", "suspended")},
    **{f"place.yes.{key}": "本地附件2、附件3合计{fact}件" for key in ("case_filed", "transferred", "fined")},
    **{f"place.sum.{key}": "本地附件2、附件3合计{fact}元" for key in ("confiscated_yuan", "fine_yuan")},
    **{f"drawn.{what}": "抽取时的清单为{fact}" for what in ("listed", "small_trades", "suspended")},
    "drawn.completed": "抽取时的清单已完成{fact}家",
}
# Two sites are near duplicates when their numbers are equal and their texts at least this similar (0 to 1).
NEAR_ENOUGH = 0.9
FROM_PLAN = "督导计划"
