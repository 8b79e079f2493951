"""附件1 of a made-up notice: five items, asked of a county or of the city itself."""

from xhg_excel.notice.schema.condition import Is
from xhg_excel.notice.schema.form import YES, Annex, Field, Item, Kind, Rate, count, text, yes_no, yes_no_na, yuan

# fmt: off
ANNEX1 = Annex(
    key="annex1",
    number=1,
    title="充电场所排查督导表（演练）",
    heads=("序号", "督导内容", "检查情况"),
    items=(
        Item(1, "是否成立工作专班（演练）", (yes_no("team_formed", "工作专班"),)),
        Item(2, "充电场所底单数和排查覆盖率（演练）", (
            count("places_listed", "底单数", "处"),
            count("places_screened", "已排查", "处")),
            (Rate("排查覆盖率", "places_screened", "places_listed"),)),
        Item(3, "发现问题是否全部整改（演练）", (
            yes_no_na("problems_mended", "全部整改"),
            count("problems_count", "发现问题", "处", due=Is("problems_mended", YES)))),
        Item(4, "处罚金额（演练）", (yuan("penalty_yuan", "处罚金额"),)),
        Item(5, "存在困难（演练）", (text("difficulties", "存在困难", longest=100),)),
    ),
    extras=(Field("noted_on", "记录日期", Kind.DATE, optional=True, in_window=True),),
    clauses=(((1, 2), "二(一)"), ((3, 4), "二(二)")),
)
# fmt: on
