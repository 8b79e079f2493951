"""Words of 报送情况, 报送进度 and 覆盖情况: who has reported, and what 五(二) still requires."""

from xhg_excel.notice import SITE_ANNEXES, UNIT_ANNEXES

_SITES_HEADS = {annex.key: f"{annex.label}（家）" for annex in SITE_ANNEXES}
REPORTED_SHEET = "报送情况"
REPORTED_TITLE = "报送情况（按县、市、区）"
REPORTED_NOTE = (
    "“应报”：重点县必报，其余由督导组选定，合计不少于一半；按时：封面填报日期（没有的按文件保存日期）不晚于{due}。"
)
REPORTED_HEADS = {
    "city": "设区市", "county": "县（市、区）", "code": "代码", "asked": "应报", "reported": "报送",
    "filled_on": "填报日期", "punctual": "按时", "returned": "退回",
    **{annex.key: annex.label for annex in UNIT_ANNEXES}, **_SITES_HEADS, "finished": "已完成（家）",
    "unfinished": "未完成（家）", "must": "强制", "explain": "核实", "files": "文件",
}  # fmt: skip
MUST_REPORT, MAY_REPORT, OWN_REPORT = "重点，必报", "可选", "市本级"
REPORTED, NOT_REPORTED, NOT_ACCEPTED = "已报", "未报", "报了，未并入"
IN_TIME, LATE, DAY_UNKNOWN = "按时", "逾期", "日期不明"
RETURNED, ACCEPTED = "退回（{count}处强制）", "接收"

# Messages of a merge about missing submissions: the counties of one city, or city by city for the province.
MISSING = "未报送 {count} 个：{names}"
MISSING_BY_CITY = "未报送 {count} 个，见“{sheet}”："
MISSING_IN_CITY = "  {city} {count} 个：{names}"
NAMES_OF_CITY = 6
SOME_OF_CITY = "{names}等"
# The number of names on one line; a sheet has the rest.
NAMES_ON_LINE = 12
SOME_OF = "{names}…等 {count} 个，见“{sheet}”"

CITIES_SHEET = "报送进度"
CITIES_TITLE = "报送进度（按设区市）"
CITIES_HEADS = {
    "city": "设区市", "counties": "县（市、区）总数", "due": "应报（不少于）", "reported": "已报", "lacking": "还差",
    "in_time": "按时", "late": "逾期", "day_unknown": "日期不明", "returned": "退回", "missing": "未报",
    "priority_missing": "重点县未报", **_SITES_HEADS, "unfinished": "未完成（家）",
}  # fmt: skip
WHOLE = "合计"

COVERAGE_SHEET = "覆盖情况"
COVERAGE_TITLE = "覆盖情况：对照五(二)的要求"
COVERAGE_NOTE = "依据：通知{clause}。C3、C4只计问题清单上的“小化工”，一家计一次，编号不在清单上的附件2不计；C5按类型计，每类计到应有数为止，没有填类型的附件3不计。所以这里的家数可以少于附件2、附件3的份数。"
COVERAGE_HEADS = {
    "city": "设区市", "code": "代码", "demand": "要求", "due": "应有", "there": "已有", "verdict": "结论",
    "lacking": "还缺什么",
}  # fmt: skip
MET, NOT_MET = "达到", "未达到"
# What each coverage rule requires, and the facts that are due and done.
ASKED = {
    "C1": ("督导的县（市、区）不少于一半", "counties_due", "counties_visited"),
    "C2": ("重点县（市、区）都有附件1", "", ""),
    "C3": ("督导的“小化工”不少于问题清单的一半", "problems_due", "problem_forms"),
    "C4": ("未完成的“小化工”全部督导", "unfinished_total", "unfinished_visited"),
    "C5": ("“小字头”“停产停业”各10家（不足的全部）", "others_due", "others_forms"),
    "C6": ("信访举报件全部核查，奖励兑现", "", ""),
    "C7": ("检查时间在督导期内", "", ""),
    "C8": ("报告按时报送", "", ""),
    "C9": ("13个设区市都已报送", "groups", "cities_reported"),
    "C10": ("计划内去过的县（市、区）和市本级有附件1", "", ""),
}
