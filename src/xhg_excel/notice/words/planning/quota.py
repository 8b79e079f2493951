"""Words of the quota workbook and of its template: sheets, heads, typed figures, interpretations."""

from xhg_excel.notice.schema.form import count

QUOTA_SHEET = "抽样配额"
PRIORITY_SHEET = "重点县（市、区）"
INTERPRETATIONS_SHEET = "口径说明"
QUOTA_TITLE = "督导抽样配额"
QUOTA_HEADS = {
    "city": "设区市", "counties": "县（市、区）数N", "counties_due": "应督导县数≥50%", "priority_count": "重点督查县数",
    "priority": "重点督查县（市、区）", "problems": "问题清单总数M", "problems_due": "应督导问题数≥50%",
    "unfinished": "其中未完成（全部督导）", "to_draw": "从已完成中再抽", "small_trades_due": "“小字头”家数",
    "suspended_due": "“停产停业”家数", "counties_needed": "至少要督导的县数", "remarks": "说明",
}  # fmt: skip
PRIORITY_HEADS = {
    "city": "设区市", "county": "县（市、区）", "code": "代码", "screened": "排查企业总数", "screened_rank": "位次",
    "problems": "排查问题数", "problems_rank": "位次", "rank_sum": "位次和", "priority": "重点督查",
}  # fmt: skip
SHORT_OF = "{what}清单只有{available}家，全部督导"
NO_SCREENING = "缺少{names}的排查底数，重点督查县（市、区）未计"
SMALL_TRADES_NAME, SUSPENDED_NAME = "“小字头”", "“停产停业”"
INTERPRETATION_HEADS = {"point": "指标", "reading": "说明"}
INTERPRETATIONS = (
    ("县（市、区）比例", "{county_share}，{rounding}（五(二)“不少于50%”）；按每个设区市分别计算"),
    ("问题清单比例", "{problem_share}，{rounding}（五(二)“不低于问题清单总数的50%”）；按每个设区市分别计算"),
    ("未完成整治的", "全部督导，{unfinished_counts}；不在督导县的也去现场，但所在县不因此算作督导县"),
    (
        "重点督查县（市、区）",
        "按排查企业总数、排查问题数各自由少到多排位，位次和最小的{priority_share}（{rounding}），同分按代码",
    ),
    ("“各10家”", "每组“小字头”{small_trades}家、“停产停业”{suspended}家；不足的全部督导"),
    ("功能区", "默认不计入N；已启用：{zones}"),
    ("上限", "以上均为下限，多查不提示"),
    ("清单截止", "抽取时冻结；以后增加的用同一种子补抽，以后改变状态的仍去督导"),
    ("信访清单", "空表就是没有信访件"),
    ("奖励兑现", "处置后{reward_days}天以内兑现的算及时（三(一)4）"),
    ("附件1", "被督导的县（市、区）每个一份，市本级另填一份，并列不相加"),
    ("“完成”", "现场各项整治凡适用的均为“是”；清单上的“已完成”只是申报"),
    ("报告截止", "{report_due}当日算按时"),
)
ROUNDINGS = {"up": "小数进一", "half_up": "小数四舍五入", "down": "小数舍去"}
UNFINISHED_COUNTS = {True: "并计入该比例", False: "不计入该比例，另抽"}

QUOTA_CLAUSE = "五(二)"
QUOTA_FILE = "抽样配额.xlsx"
COUNTY_FIGURES_SHEET = "县级数据"
COUNTY_FIGURES_NOTE = "黄色格子填各县（市、区）的数，“抽样配额”自动算出；没有取得的留空或填“未提供”。"
COUNTY_KEY_HEADS = ("设区市", "县(市、区)", "代码")
COUNTY_FIGURES = (
    count("screened_total", "排查企业总数", "家"),
    count("problem_total", "排查问题数", "个"),
    count("listed", "问题清单“小化工”", "家"),
    count("unfinished", "其中未完成", "家"),
    count("small_trades", "“小字头”", "家"),
    count("suspended", "“停产停业”", "家"),
)
COUNTY_COMPUTED_HEADS = (
    "排查企业位次", "排查问题位次", "位次和", "重点督查", "已完成", "已完成多少排序", "排在前面的已完成",
)  # fmt: skip
MORE_COUNTIES = "只督导{due}个县（市、区）抽不够问题数，至少督导{needed}个"
NOT_REACHABLE = "清单中已完成的问题不在本市各县（市、区）内，抽不够"
UNKNOWN_PRIORITY = "排查底数不全，重点督查县（市、区）未计"
CITY_QUOTA_LINE = (
    "{city}：{counties}个县（市、区）至少督导{counties_due}个；问题{problems}个至少督导{problems_due}个"
    "（未完成{unfinished}个全部督导，再抽{to_draw}个）；小字头{small_trades}家，停产停业{suspended}家。{remarks}"
)
