"""What 附件2 and 附件3 have in common: 两断三清, reason, follow-up, signature, visit method."""

from dataclasses import replace

from xhg_excel.notice.schema.condition import Filled, Is, Not, all_of, any_is, any_of
from xhg_excel.notice.schema.form import NO, NOT_APPLICABLE, YES, Field, Item, Kind, text, yes_no, yes_no_na

# 四: the ways of inspecting that the notice names.
VISIT_METHODS = ("听取汇报", "查阅台账", "现场核查", "随机抽查", "明察暗访")

SITE_NAME = Field("site_name", "企业（小作坊、黑窝点）名称", Kind.TEXT, longest=50)
ADDRESS = Field("address", "详细地址", Kind.TEXT, longest=80)
INSPECTORS = Field("inspectors", "检查人", Kind.TEXT, longest=30)
VISITED_ON = Field("visited_on", "时间", Kind.DATE, in_window=True)
FOOTER_LINES = ("检查人：", "时间：月 日")
# Beside the printed form, which is as issued.
EXTRAS = (
    Field("visit_method", "督导方式", Kind.CHOICE, choices=VISIT_METHODS, optional=True),
    Field("grey_chain", "灰色产业链线索", Kind.TEXT, optional=True, longest=300),
)

# 三(一)3 “两断三清”, with the first question, whose wording differs between the annexes.
DONE_KEYS = (
    "closed", "water_cut", "power_cut", "equipment_removed", "premises_cleared", "materials_cleared",
    "products_cleared", "hazwaste_cleared",
)  # fmt: skip
UNFINISHED = any_is(NO, *DONE_KEYS)
# 完成: every applicable one is 是; only two of them may be 不涉及.
FINISHED = all_of(*(Filled(key) for key in DONE_KEYS), Not(UNFINISHED))


def _or_not_applicable(key: str, label: str, no_reason: str) -> tuple[Field, Field]:
    reason = text(f"{key}_na_reason", "不涉及理由", due=Is(key, NOT_APPLICABLE), longest=30)
    return replace(yes_no_na(key, label), clearing=True), replace(reason, missing=no_reason)


def clearing_items(first: int, no_reason: str) -> tuple[Item, ...]:
    """Return 两断三清 as four items numbered from `first`."""
    # fmt: off
    return (
        Item(first, "是否已断水断电", (yes_no("water_cut", "断水"), yes_no("power_cut", "断电"))),
        Item(first + 1, "是否已彻底拆除生产、储存设备设施", _or_not_applicable("equipment_removed", "设备拆除", no_reason)),
        Item(first + 2, "是否已彻底清理厂房、场地", _or_not_applicable("premises_cleared", "场地清理", no_reason)),
    )
    # fmt: on


def materials_item(number: int, text_: str) -> Item:
    """Return the item on raw materials, products and hazardous waste."""
    limbs = (("materials_cleared", "原材料"), ("products_cleared", "产品"), ("hazwaste_cleared", "危险废物"))
    return Item(number, text_, tuple(replace(yes_no(key, label), clearing=True) for key, label in limbs))


def follow_up_items(first: int, codes: tuple[str, str, str]) -> tuple[Item, Item]:
    """Return the items on reason and tracking.

    Args:
        first: number of the first item.
        codes: of the findings for no reason, for no tracking, and for either though the site is finished.
    """
    no_reason, no_tracking, surplus = codes
    reason = text("reason_unfinished", "未完成原因", due=UNFINISHED, longest=120)
    tracked = yes_no("tracked", "跟踪督办", due=UNFINISHED)
    # Who and by when is asked of unfinished sites only; of a finished one an answer here is `surplus` (a rule).
    due, allowed = all_of(UNFINISHED, Is("tracked", YES)), any_of(FINISHED, Is("tracked", YES))
    person = replace(text("tracker_person", "督办人", due=due, longest=20), missing=no_tracking, allowed=allowed)
    deadline = Field("tracker_deadline", "完成时限", Kind.DATE, due=due, missing=no_tracking, allowed=allowed)
    return (
        Item(first, "未完成现场整治原因", (replace(reason, missing=no_reason, surplus=surplus),)),
        Item(
            first + 1,
            "未完成现场整治问题是否落实专人跟踪督办",
            (replace(tracked, missing=no_tracking, surplus=surplus), person, deadline),
        ),
    )
