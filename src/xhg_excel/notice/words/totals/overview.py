"""Words of 总览, the first sheet of the totals workbook, and of its charts."""

from xhg_excel.notice import SITE_ANNEXES, UNIT_ANNEXES

OVERVIEW_SHEET = "总览"
FIGURE_HEADS = ("指标", "数值", "说明")
# Key → name, explanation with its facts; a line is left out where its ledger was not given.
FIGURES = {
    "reported": ("已报县（市、区）", "应督导不少于{required}个，共{expected}个；{own}"),
    "missing": ("未报县（市、区）", "{names}"),
    "punctual": ("按时报送", "逾期{late}个，日期不明{unknown}个"),
    "returned": ("退回更正", "有强制问题，须更正后再报：{names}"),
    **{annex.key: (f"{annex.label}（份）", "含市本级{own}份") for annex in UNIT_ANNEXES},
    **{annex.key: (f"{annex.label}（家）", "已完成{done}家，未完成{open}家") for annex in SITE_ANNEXES},
    "false": ("疑似虚假整改或反弹", "清单称已完成，现场没有完成"),
    "closable": ("可销号", "清单称未完成，现场已经完成"),
    "petitions": ("信访例外", "信访件、问题、奖励对应不上的；共{total}件信访"),
    "must": ("强制问题", "填报问题，须更正"),
    "explain": ("核实问题", "填报问题，须说明或更正"),
    "result": ("督导发现", "督导发现的情况，不影响表格接收"),
    "gaps": ("任务缺口", "五(二)要求而还没有做到的（C1至C10），不算填报问题；见“覆盖情况”"),
    "replaced": ("被代替的旧报送", "采用了较新的一份，差别见“更正情况”"),
    "unmerged": ("未并入文件", "{names}"),
}
OWN_IN, OWN_OUT = "市本级已报", "市本级未报"
OWN_COUNT = "市本级{count}个已报"
NONE = "无"
MANY = "{names}等{count}个"
NAMES_SHOWN = 12

CHART_SHEET = "图表数据"
CHART_NOTE = "“总览”的图从这里取数。"
PROGRESS_TITLE = {"county": "各县（市、区）督导进度（家）", "city": "各设区市督导进度（家）"}
PROGRESS_HEADS = ("单位", "已完成整治", "未完成整治", "填报不全")
RULES_TITLE = "问题最多的校验代码（处）"
RULES_HEADS = ("代码", "处数")
RULES_SHOWN = 10
CODE_AND_WHAT = "{code} {what}"
# A rule is named by the beginning of its message: at most so many characters, up to a break.
WHAT_SHOWN = 14
WHAT_BREAKS = "，（：；"
WHAT_DROPPED, WHAT_LINKS = "“”", "的还有"
LABEL_FACTS = {"item": "", "choices": "规定选项", "value": "", "detail": ""}
CLAIMS_CHART_TITLE = "清单与现场（家）"
CLAIMS_CHART_HEADS = ("结论", "家数")
# Bars and the numbers in or beside them.
COLOURS = {
    "done": ("#70AD47", "#FFFFFF"),
    "open": ("#C00000", "#FFFFFF"),
    "unclear": ("#BFBFBF", "#000000"),
    "rules": ("#4472C4", "#000000"),
    "claims": ("#ED7D31", "#000000"),
}
