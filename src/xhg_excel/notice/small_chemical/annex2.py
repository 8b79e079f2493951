"""附件2 违法违规“小化工”现场督导检查表: one form a 小化工, 13 items."""

from dataclasses import replace

from xhg_excel.notice.schema.condition import Is
from xhg_excel.notice.schema.form import YES, Annex, Field, Item, Kind, count, text, yes_no, yes_no_na, yuan

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

PROBLEM_ID = Field("problem_id", "问题编号", Kind.ID, longest=40)

# fmt: off
ANNEX2 = Annex(
    key="annex2",
    number=2,
    title="违法违规“小化工”现场督导检查表",
    other_titles=("违法违规“小化工”企业现场督导表",),
    heads=("序号", "检查内容", "检查情况"),
    header=(SITE_NAME, PROBLEM_ID, ADDRESS),
    header_lines=("企业（小作坊、黑窝点）名称：", "问题编号：", "详细地址："),
    items=(
        Item(1, "是否为信访举报问题", (
            yes_no("is_petition", "信访举报"),
            replace(text("petition_number", "信访编号", due=Is("is_petition", YES), longest=40), kind=Kind.ID))),
        Item(2, "是否已关闭取缔", (yes_no("closed", "关闭取缔"),)),
        *clearing_items(3, no_reason="E08"),
        materials_item(6, "是否已彻底清理原材料、产品及危险废物"),
        *follow_up_items(7, ("R201", "R202", "R203")),
        Item(9, "是否立案查处", (
            yes_no("case_filed", "立案查处"),
            text("case_number", "案号", due=Is("case_filed", YES), longest=30))),
        Item(10, "是否进行行政处罚", (
            yes_no("fined", "行政处罚"),
            yuan("fine_yuan", "处罚金额", due=Is("fined", YES)))),
        Item(11, "对非化工企业超经营范围从事化工生产的企业法人代表，对无证无照或证照不齐涉及化工生产的小企业、小作坊和黑窝点负责人，是否依法从严查处，没收违法所得；构成犯罪的，是否及时移送司法机关处理", (
            yes_no("punished", "从严查处"),
            yes_no("confiscated", "没收违法所得"),
            yuan("confiscated_yuan", "没收金额", due=Is("confiscated", YES)),
            yes_no_na("transferred", "移送司法机关"))),
        Item(12, "对出租厂房、民房等场地给“小化工”的企业或个人，是否依法依规追究相关法律责任", (yes_no_na("landlord_liable", "追究出租方"),)),
        Item(13, "对因官僚主义、形式主义造成底数不清、整治不力、取缔不坚决的，是否依法依规依纪追究有关地区、部门及相关人员责任", (
            yes_no_na("officials_liable", "追究责任"),
            count("officials_count", "追责人数", "人", due=Is("officials_liable", YES)))),
    ),
    footer=(INSPECTORS, VISITED_ON),
    footer_lines=FOOTER_LINES,
    extras=EXTRAS,
    clauses=(((1,), "五(二)"), ((2, 3, 4, 5, 6, 7, 8), "三(一)3"), ((9, 10, 11, 12, 13), "三(一)4")),
)
# fmt: on
