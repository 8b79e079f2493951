"""附件1 of a made-up notice: four items, one form a charging site."""

from xhg_excel.notice.schema.condition import Is
from xhg_excel.notice.schema.form import NO, YES, Annex, Field, Item, Kind, count, text, yes_no, yuan

from .sites import ADDRESS, SITE_NAME

# fmt: off
ANNEX1 = Annex(
    key="annex1",
    number=1,
    title="充电场所现场检查表（演练）",
    heads=("序号", "检查内容", "检查情况"),
    header=(SITE_NAME, ADDRESS),
    header_lines=("充电场所名称：", "详细地址："),
    items=(
        Item(1, "是否配备灭火器材（演练）", (
            yes_no("extinguishers", "灭火器材"),
            count("extinguishers_count", "数量", "具", due=Is("extinguishers", YES)))),
        Item(2, "是否私拉电线（演练）", (yes_no("wires", "私拉电线"),)),
        Item(3, "是否进行行政处罚（演练）", (
            yes_no("fined", "行政处罚"),
            yuan("fine_yuan", "处罚金额", due=Is("fined", YES)))),
        Item(4, "未整改原因（演练）", (text("reason", "未整改原因", due=Is("extinguishers", NO), longest=60),)),
    ),
    extras=(Field("visited_on", "检查时间", Kind.DATE, in_window=True),),
    clauses=(((1, 2), "三(一)"), ((3, 4), "三(二)")),
)
# fmt: on
