"""Words of the report that belong to no notice: sentences around figures, headings, tables, bookmarks, checks."""

from xhg_excel.notice.words.totals.totals import FINISHED_ROW, SITES_ROW, UNCLEAR, UNFINISHED_ROW

# The copy of a report whose text was changed, kept before it is written anew.
ASIDE = "{stem}（改动前）.docx"
DRAFT_MARK = "（草稿）"

# Shares of units and of sites; {yn} and {nn} are the names of those that did and did not.
SHARES = {
    ("unit", "one"): "{yn}{did}",
    ("unit", "all"): "{due}个单位均{did}",
    ("unit", "one_not"): "{nn}{did_not}",
    ("unit", "none"): "{due}个单位均{did_not}",
    ("unit", "some"): "{due}个单位中{yes}个{did}，{no}个{did_not}（{nn}）",
    ("site", "one"): "{due}家已{did}",
    ("site", "all"): "{due}家均{did}",
    ("site", "one_not"): "{due}家{did_not}",
    ("site", "none"): "{due}家均{did_not}",
    ("site", "some"): "{due}家中{yes}家{did}，{no}家{did_not}",
}
NOT_GIVEN = "（另有{ng}个单位未提供，未计）"
FULL_RATE, NEARLY_FULL = "100%", "99.9%以上"
JOINER, STOP = "；", "。"
SOURCE_LINE = "报告中的数字全部取自汇总表，按附件逐格汇总；各项比率按分子之和除以分母之和计算，“不涉及”和未填的不计入。"
OWN_NO, OWN_NO_OF = "市本级填报中应答“否”的：{own}", "{what}（{names}）"
CONCLUDED = "{city}：{said}"

# The first chapter of a draft.
GATE_TITLE = "报告前还缺什么（草稿）"
GATE_GREY = "提醒：没有一份表填“灰色产业链”，请在报告中写明倒查情况（三(二)3）"
GATE_NONE = "没有缺项，可以不加“草稿”重新生成"
GATE_MUST = "填报表的填报内容有强制问题{count}处，须更正后重新汇总"
GATE_LEDGERS = "台账有强制问题{count}处，须更正台账"
GATE_BY_HAND = "汇总表被手工改过{count}处，报告没有采用手工改的数"
GATE_UNCONFIRMED = (
    "有{count}份表不是下发的模板，还没有核对确认（{files}），{figures}用到它们，核对后报送或确认后重新汇总"
)
GATE_FIGURES = "{unit}{annex}的{count}个填报值"
GATE_NO_LEDGERS = "没有提供台账，不能核对督导任务、问题清单和信访举报"
GATE_FEW = "已报{count}个县（市、区），应不少于{required}个"
GATE_CITIES = "没有报来的设区市：{names}"
GATE_UNREPORTED = "没有可以并入的县（市、区）"
LEFT_OUT = "未提供{what}，{chapters}没有写入"
NO_LEDGERS, NO_DRAWN = "台账", "抽取名单"

# 一级、二级 numbering; a second level stands in full-width brackets.
NUMERALS = "一二三四五六七八九十"
LEVEL_1, LEVEL_2 = "{number}、{title}", "（{number}）{title}"
CLAUSE_SHOWN = "{title}（通知{clause}）"
TYPICAL_LINE = "{what}：{count}处"
TYPICAL_EXAMPLES = 3
TYPICAL_EXAMPLE = "（{n}）{where}：{what}"
FINDING_OF = "附件{number} {name}"
GREY_MORE = "其余{count}条见汇总表的附件登记。"
READING_LINE = "{name}：{reading}"

# Charts, tables and the annexes at the end.
PROGRESS_CAPTION = {"county": "图1  各县（市、区）现场整治进度（家）", "city": "图1  各设区市现场整治进度（家）"}
PROGRESS_SERIES = ("已完成", "未完成", "填报不全")
FINDINGS_CAPTION = "图3  督导发现和须核实的问题（处）"
FINDINGS_SERIES = ("处数",)
ANNEX_MARK, ANNEX_LIST = "附件{number}", "附件："
ANNEX_TITLE = "{title}（汇总）"
SITE_ANNEX_HEADS = ("序号", "内容", "填报项", "合计")
ANNEX_HEADS = (*SITE_ANNEX_HEADS, "备注")
COUNT_LABELS = {"sites": SITES_ROW, "done": FINISHED_ROW, "open": UNFINISHED_ROW, "unclear": UNCLEAR}

# What the groups write themselves; and the beginnings of the names of controls and bookmarks, by what they mark.
OWN_PROMPT = "〔本组补充：{title}。在此填写；没有补充的，定稿时自动略去〕"
OWN_KEPT = "本组补充（原在“{title}”）"
OWN_PREFIX, FIGURE_PREFIX, END_PREFIX, CHART_PREFIX, GATE_PREFIX = "own_", "x_", "end_", "end_chart_", "gate_"

# A report compared with the totals.
CHECK_TITLE = "这份报告的题目是“{shown}”，汇总表对应的是“{due}”，不是同一个地方的，没有逐个核对"
CHECK_CHANGED = "{key}：报告里是“{shown}”，按汇总表应为“{due}”（{place}）"
CHECK_GONE = "{key}：报告里没有这个数的绑定（{due}），内容被删去或改写，不能核对（{place}）"
CHECK_UNKNOWN = "{key}：报告里写的“{shown}”，汇总表里没有对应的数（{place}）"
CHECK_CHART = "{title}：图中的数与汇总表不一致"
CHECK_NOTHING = "报告中{count}处数字全部与汇总表一致"
CHECK_OPEN_OWN = "还有{count}处“本组补充”没有填写"
