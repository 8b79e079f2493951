"""Words of the inspection plan: the rules by which sites are chosen, and why a county is visited or not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from xhg_excel.notice import ZONES

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
    """Another interpretation of an unclear point: its name, and the settings that express it."""

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

PLAN_TITLE = "专题督导计划"
OVERVIEW_SHEET = "计划总览"
OVERVIEW_HEADS = {
    "city": "设区市", "counties": "县（市、区）数N", "counties_due": "应督导县数", "visited_count": "督导县数",
    "visited": "督导县（市、区）", "binding": "县数由什么决定", "problems": "问题清单M", "problems_due": "应督导问题数",
    "unfinished": "未完成（全部督导）", "finished_drawn": "从已完成中再抽", "finished_available": "督导县内可抽",
    "small_trades": "“小字头”", "suspended": "“停产停业”", "sites": "现场合计", "petitions": "信访举报件",
    "rewards_due": "应兑现奖励", "notices": "须知",
}  # fmt: skip
WHOLE_PROVINCE = "全省合计"
NO_LIST = "未提供"
NOTICES_SHEET = "须知"
NOTICES_HEADS = {
    "severity": "级别", "code": "代码", "what": "情况", "remedy": "怎样办", "where": "台账位置",
}  # fmt: skip
COUNTIES_SHEET = "选定县（市、区）"
COUNTIES_TITLE = "督导哪些县（市、区），为什么"
COUNTIES_NOTE = (
    "排查企业总数、排查问题数各自由少到多排位次；在满足县数和问题数的各种组合中，取县数最少的；同样多的，取代码在前的。"
)
COUNTIES_HEADS = {
    "city": "设区市", "county": "县（市、区）", "code": "代码", "visited": "督导", "reason": "理由",
    "screened": "排查企业总数", "screened_rank": "位次", "problems": "排查问题数", "problems_rank": "位次",
    "rank_sum": "位次和", "finished": "“小化工”已完成", "unfinished": "“小化工”未完成",
}  # fmt: skip
VISITED, NOT_VISITED = "督导", "—"
TASKS_SHEET = "各县（市、区）任务"
TASKS_NOTE = "未完成的全部督导；从已完成中抽取的按全市一并抽，各县数为按比例预计，以抽取名单为准；不是督导县的只到现场，不填附件1。"
TASKS_HEADS = {
    "city": "设区市", "county": "县（市、区）", "visited": "督导县", "annex1": "附件1（份）",
    "unfinished": "未完成（全部）", "finished_drawn": "已完成预计抽取", "small_trades": "“小字头”",
    "suspended": "“停产停业”", "sites": "现场预计合计", "petitions": "信访举报件（全部核查）",
    "petitions_open": "其中未办结", "rewards_due": "应兑现奖励", "rewards_open": "其中未兑现",
}  # fmt: skip
NOWHERE = "（未写明县）"
STRATA_SHEET = "抽取分配"
STRATA_NOTE = (
    "每一行从“可抽”中抽“抽取”；“小字头”“停产停业”先按类型、再按县用最大余数法分配；县为空的是各督导县一并抽取。"
)
STRATA_HEADS = {
    "city": "设区市", "rule": "规则", "rule_name": "抽什么", "county": "县（市、区）", "site_type": "类型",
    "available": "可抽", "due": "抽取",
}  # fmt: skip
EFFECTS_SHEET = "口径变化"
EFFECTS_TITLE = "口径改变时计划怎样变"
EFFECTS_NOTE = "每种口径都按同样的台账重新计算；没有列出的设区市不变。现行口径见“口径说明”。"
EFFECTS_HEADS = {
    "setting": "如果改为", "city": "设区市", "counties": "县（市、区）数", "counties_due": "应督导县数",
    "visited": "督导县数", "problems_due": "应督导问题数", "to_draw": "再抽", "others": "“小字头”“停产停业”",
    "added": "改为督导", "dropped": "改为不督导",
}  # fmt: skip
NOW_THEN = "{now}→{then}"
NO_EFFECT = "各市都不变"
NO_PRIORITY_THEN = "（{names}没有排查底数，重点县未计）"
PROVINCE_WIDE = "两个50%都按全省合计计算（不按市）"
