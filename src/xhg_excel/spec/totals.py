"""Words of the totals workbook and of what the program reports: sheet names, heads, notes.

Room: spec.
"""

from __future__ import annotations

SUMMARY_SHEET = "总览"
FORM_TOTALS = {"annex1": "附件1汇总", "annex2": "附件2汇总", "annex3": "附件3汇总"}
SITE_LISTS = {"annex2": "附件2登记", "annex3": "附件3登记"}
FINDINGS_SHEET = "校验结果"
REPORTED_SHEET = "报送情况"
SOURCES_SHEET = "来源"

CITY_TITLE = "{city}专题督导情况汇总"
PROVINCE_TITLE = "全省专题督导情况汇总"
TOTAL_TITLE = "{annex} {title}（汇总）"
TOTAL_NOTE = "合计只计各县（市、区），不含市本级；“5/6”表示应答6个单位中5个为“是”；比率按分子之和除以分母之和计算。"
SITE_NOTE = "“5/6”表示应答6家中5家为“是”；“不涉及”和未填的不计入分母。"
UNIT_CODE_HEAD = "代码"
OWN_HEAD = "市本级"
CITY_TOTAL_HEAD = "县（市、区）合计"
PROVINCE_TOTAL_HEAD = "全省合计"
NOTE_HEAD = "备注"
K_OF_N = "{k}/{n}"
NAMED = "{what}：{names}"
JOINED = "{unit}：{text}"
BLANK_NAME = "未填"
SITES_ROW = "检查家数"
FINISHED_ROW = "已完成整治"
UNFINISHED_ROW = "未完成整治"

SITE_HEADS = ("序号", "设区市", "县（市、区）", "编号")
SITE_TAIL_HEADS = ("整治情况", "来源文件", "来源行")
FINISHED, UNFINISHED, UNCLEAR = "完成", "未完成", "填报不全"
GENERATED_ID = "{city}-{kind}{sequence:03d}"
KIND_LETTERS = {"small_trades": "Z", "suspended": "T"}

FINDING_HEADS = ("级别", "代码", "文件", "工作表", "单元格", "项目", "发现的问题", "怎样改", "依据")
REPORTED_HEADS = (
    "设区市",
    "县（市、区）",
    "代码",
    "报送",
    "附件1",
    "附件2（家）",
    "附件3（家）",
    "强制",
    "核实",
    "文件",
)
SOURCE_HEADS = ("文件", "单位", "结果", "SHA-256", "大小（字节）", "读取时间", "采用行数")
REPORTED, NOT_REPORTED, YES_MARK, NO_MARK = "已报", "未报", "有", "无"
MERGED, NOT_MERGED, SAME_AGAIN = "已并入", "未并入", "与另一文件相同，未重复计"
LEDGER_READ = "台账，不并入"

SUMMARY_HEADS = ("指标", "数值", "说明")
SUMMARY_LINES = {
    "reported": ("已报单位", "应督导不少于{required}个县（市、区），共{expected}个"),
    "missing": ("未报单位", "{names}"),
    "annex1": ("附件1份数", "含市本级{own}份"),
    "annex2": ("附件2家数", "其中未完成整治{open}家"),
    "annex3": ("附件3家数", "其中未完成整治{open}家"),
    "must": ("强制问题", "须更正，见“校验结果”"),
    "explain": ("核实问题", "须说明或更正，见“校验结果”"),
    "result": ("督导发现", "督导发现的情况，不影响表格接收"),
    "unmerged": ("未并入文件", "见“来源”和“校验结果”"),
}
NONE = "无"

QUOTA_SHEET = "抽样配额"
PRIORITY_SHEET = "重点县（市、区）"
READINGS_SHEET = "口径说明"
QUOTA_TITLE = "督导抽样配额"
QUOTA_HEADS = (
    "设区市",
    "县（市、区）数N",
    "应督导县数≥50%",
    "重点督查县数",
    "重点督查县（市、区）",
    "问题清单总数M",
    "应督导问题数≥50%",
    "其中未完成（全部督导）",
    "从已完成中再抽",
    "“小字头”（10家）",
    "“停产停业”（10家）",
    "说明",
)
PRIORITY_HEADS = ("设区市", "县（市、区）", "代码", "排查企业总数", "位次", "排查问题数", "位次", "位次和", "重点督查")
SHORT_OF = "{what}清单只有{available}家，全部督导"
NO_SCREENING = "缺少{names}的排查底数，重点督查县（市、区）未计"
SMALL_TRADES_NAME, SUSPENDED_NAME = "“小字头”", "“停产停业”"
READINGS = (
    ("县（市、区）比例", "{county_share}，小数进一（五(二)“不少于50%”）"),
    ("问题清单比例", "{problem_share}，小数进一（五(二)“不低于问题清单总数的50%”）；未完成整治的全部督导并计入该比例"),
    (
        "重点督查县（市、区）",
        "按排查企业总数、排查问题数各自由少到多排位，位次和最小的{priority_share}（小数进一），同分按代码",
    ),
    ("“各10家”", "“小字头”{small_trades}家、“停产停业”{suspended}家；不足的全部督导"),
    ("功能区", "默认不计入N；已启用：{zones}"),
    ("上限", "以上均为下限，多查不提示"),
)

# What a worksheet function answers to a wrong argument.
NOT_A_COUNT = "应填0或正整数"
NOT_SAME_SHAPE = "两个区域大小不同"
