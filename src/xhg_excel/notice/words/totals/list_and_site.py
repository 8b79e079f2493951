"""Words of the sheet 清单与现场: what the problem list claims, what was seen, what is to be done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """The result of comparing list and site; in the order of the sheet."""

    FALSE_OR_BACK = "虚假整改或反弹"
    CLOSABLE = "可销号"
    UNSEEN_OPEN = "未完成、未督导"
    UNCLEAR = "现场填报不全"
    UNLISTED = "清单上没有"
    STILL_OPEN = "仍未完成"
    CONFIRMED = "已完成属实"
    UNSEEN_DONE = "已完成、未督导"


@dataclass(frozen=True)
class Meaning:
    """What a verdict means, what is to be done, and the style of its cell."""

    means: str
    todo: str
    look: str


# fmt: off
VERDICTS = {
    Verdict.FALSE_OR_BACK: Meaning("清单称“已完成”，现场“两断三清”有“否”", "查明是没有整改到位还是反弹，退回“未完成”", "must"),
    Verdict.CLOSABLE: Meaning("清单称“未完成”，现场“两断三清”全部到位", "按程序销号，更新清单", "remark"),
    Verdict.UNSEEN_OPEN: Meaning("清单称“未完成”，没有附件2或附件3", "五(二)：未完成的“小化工”须全部督导", "explain"),
    Verdict.UNCLEAR: Meaning("现场“两断三清”没有填全", "补填后再比较", "explain"),
    Verdict.UNLISTED: Meaning("有附件2，问题编号不在清单上", "更正编号，或补入清单", "explain"),
    Verdict.STILL_OPEN: Meaning("清单和现场都是未完成", "跟踪督办", "cell_center"),
    Verdict.CONFIRMED: Meaning("清单和现场都是已完成", "无", "cell_center"),
    Verdict.UNSEEN_DONE: Meaning("清单称“已完成”，未抽到", "无", "cell_center"),
}
# fmt: on
# 五(二) asks for all unfinished 小化工; of the other kinds it asks for ten each.
TODO_OTHER_UNSEEN = "五(二)只要求“小字头”“停产停业”各10家，够数的可不督导"
CLAIMS_SHEET = "清单与现场"
CLAIMS_TITLE = "清单与现场：虚假整改、反弹和可销号"
CLAIMS_NOTE = "清单的“整治状态”只是申报；现场以附件2第2至6项、附件3第1至5项全部为“是”（或“不涉及”）为完成。附件3没有问题编号，按名称和地址对应。"
CLAIMS_HEADS = {
    "verdict": "结论", "city": "设区市", "county": "县（市、区）", "problem_id": "问题编号", "site_name": "名称",
    "site_type": "类型", "status": "清单状态", "completed_on": "完成日期", "found": "现场情况",
    "refused": "现场为“否”的项", "visited_on": "检查时间", "todo": "怎样处理", "listed_at": "清单（文件 单元格）",
    "found_at": "现场（文件 单元格）",
}  # fmt: skip
