"""Words of 每日安排 and of the progress workbook: progress against the plan, and what the report still lacks."""

DAYS_SHEET = "每日安排"
DAYS_NOTE = "每日家数均衡；同一县（市、区）连着走，未完成多的县在前，县内先到县里听汇报、查台账（附件1），再先看未完成的，然后按地址。"
DAYS_HEADS = {
    "city": "设区市", "on": "日期", "number": "第几天", "county": "县（市、区）", "identifier": "编号",
    "name": "企业名称", "address": "地址", "site_type": "类别", "status": "状态", "mark": "到过现场",
}  # fmt: skip
COUNTY_STOP = "听取汇报、查阅台账（附件1）"
DONE_MARK, LATE_MARK = "√", "逾期"
DAY_NUMBER = "第{number}天"

PROGRESS_TITLE = "督导进度"
PROGRESS_SHEET = "进度总览"
PROGRESS_NOTE = "截至{on}（督导第{elapsed}天，共{days}天）；按目前的速度推算到{end}；督导专题报告{due}。"
PROGRESS_HEADS = {
    "city": "设区市", "planned": "应督导（家）", "due": "按计划应完成", "done": "已完成", "ahead": "超前或落后",
    "per_day": "平均每天", "forecast": "推算到期完成", "short": "推算缺", "needed": "余下每天须完成",
    "unlisted": "名单外的表", "ready": "可否报告", "conclusion": "清单称已完成的抽查结论",
}  # fmt: skip
READY, NOT_READY = "可以", "缺{count}项"
TOO_LATE = "已到期"
NOT_STARTED = "未开始"
PROVISIONAL = "（抽取的{drawn}个中还有{left}个未查，结论是暂时的。）"
OPEN_SHEET = "还没到现场"
OPEN_HEADS = {
    "city": "设区市", "county": "县（市、区）", "identifier": "编号", "name": "企业名称", "address": "地址",
    "site_type": "类别", "status": "状态", "planned_on": "计划日期", "days_late": "逾期（天）",
}  # fmt: skip
GATE_SHEET = "报告前还缺"
GATE_NOTE = "{due}前要反馈；列出的都办完，才能报告。"
GATE_HEADS = {
    "city": "设区市", "severity": "级别", "code": "代码", "what": "缺什么", "remedy": "怎样办", "clause": "依据",
}  # fmt: skip
NOTHING_OPEN = "没有"
