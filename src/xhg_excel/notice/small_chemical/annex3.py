"""附件3 各类“小字头”及“停产停业”企业现场督导表: one form an enterprise, 11 items."""

from dataclasses import replace

from xhg_excel.notice.schema.condition import Is
from xhg_excel.notice.schema.form import YES, Annex, Field, Item, Kind, text, yes_no, yuan

from .site_types import OTHER, SITE_TYPES
from .sites import (
    ADDRESS,
    EXTRAS,
    FOOTER_LINES,
    INSPECTORS,
    SITE_NAME,
    VISITED_ON,
    clearing_items,
    follow_up_items,
    materials_item,
)

# fmt: off
ANNEX3 = Annex(
    key="annex3",
    number=3,
    title="各类“小字头”及“停产停业”企业现场督导表",
    heads=("序号", "检查内容", "检查情况"),
    header=(
        SITE_NAME,
        ADDRESS,
        Field("site_type", "类型", Kind.CHOICE, choices=SITE_TYPES, missing="R304"),
        replace(text("other_type", "其它类型", due=Is("site_type", OTHER), longest=20), missing="R304", surplus="R304"),
    ),
    header_lines=(
        "企业（小作坊、黑窝点）名称：",
        "详细地址：",
        "类型：各类“小字头”（小冶炼、小电镀、小喷涂、小印染、小涉爆粉尘、其它） “停产停业”企业（含取缔、关闭、退出）",
    ),
    items=(
        Item(1, "是否已关闭停产", (yes_no("closed", "关闭停产"),)),
        *clearing_items(2, no_reason="R309"),
        materials_item(5, "是否已彻底清理原材料、产品及危险废物"),
        *follow_up_items(6, ("R301", "R302", "R303")),
        Item(8, "是否立案查处", (yes_no("case_filed", "立案查处"),)),
        Item(9, "是否进行行政处罚", (
            yes_no("fined", "行政处罚"),
            yuan("fine_yuan", "处罚金额", due=Is("fined", YES)))),
        Item(10, "是否没收违法所得", (
            yes_no("confiscated", "没收违法所得"),
            yuan("confiscated_yuan", "没收金额", due=Is("confiscated", YES)))),
        Item(11, "是否移送司法机关处理", (
            yes_no("transferred", "移送司法机关"),
            Field("transferred_on", "移送日期", Kind.DATE, due=Is("transferred", YES)),
            text("transferred_to", "接收单位", due=Is("transferred", YES), longest=30))),
    ),
    footer=(INSPECTORS, VISITED_ON),
    footer_lines=FOOTER_LINES,
    extras=EXTRAS,
    clauses=(((1, 2, 3, 4, 5, 6, 7), "三(二)2"), ((8, 9, 10, 11), "三(二)4")),
)
# fmt: on
