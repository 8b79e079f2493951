"""Words of the totals workbook and of the sheets of findings: sheet names, heads, notes."""

from xhg_excel.notice import ANNEXES, SITE_ANNEXES
from xhg_excel.notice.words.check_columns import SETTLED
from xhg_excel.notice.words.findings import Severity

FORM_TOTALS = {annex.key: f"{annex.label}汇总" for annex in ANNEXES}
SITE_LISTS = {annex.key: f"{annex.label}登记" for annex in SITE_ANNEXES}
FINDINGS_SHEET = "校验结果"
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

SITE_HEADS = {"number": "序号", "city": "设区市", "county": "县（市、区）", "id": "编号"}
SITE_TAIL_HEADS = {"state": "整治情况", "file": "来源文件", "row": "来源行"}
FINISHED, UNFINISHED, UNCLEAR = "完成", "未完成", "填报不全"
GENERATED_ID = "{city}-{kind}{sequence:03d}"
KIND_LETTERS = {"small_trades": "Z", "suspended": "T"}

FINDING_HEADS = {
    "severity": "级别", "code": "代码", "file": "文件", "sheet": "工作表", "cells": "单元格", "item": "项目",
    "what": "发现的问题", "remedy": "怎样改", "clause": "依据",
}  # fmt: skip
SUMMARY_BY_FILE = "各文件情况"
SUMMARY_FILE_HEADS = {
    "file": "文件",
    "unit": "单位",
    "state": "情况",
    **{severity.name: severity.value for severity in Severity},
    "settled": SETTLED,
    "worst": "主要问题",
}
MUST_MEND, NEEDS_WORD, FREE_OF_FAULTS = "须更正", "须核实", "通过"
PASSED_OVER = "没有读取"
SOURCE_HEADS = {
    "file": "文件", "unit": "单位", "outcome": "结果", "sha256": "SHA-256", "size": "大小（字节）",
    "read_at": "读取时间", "rows": "采用行数",
}  # fmt: skip
YES_MARK, NO_MARK = "有", "无"
MERGED, NOT_MERGED, SAME_AGAIN = "已并入", "未并入", "与另一文件相同，未重复计"
REPLACED = "已被较新的一份代替"
TOTALS_READ = "是汇总表，不并入"
LEDGER_READ = "台账，不并入"
RESULT_FILE = "本程序生成的结果，不并入"

# How a merge ends, on a terminal and in a message box.
PROVINCE = "全省"
MERGED_LINE = "{region}：已汇总 {counties} 个县（市、区）、市本级 {own} 份。"
FINDING_LINE = "{where}：{what}。{remedy}"
MORE_FINDINGS = "…等 {count} 处，见“{sheet}”"
LEFT_OUT = "未并入 {count} 个文件：{files}"
SEVERITY_COUNT = "{severity} {count} 处"

NONE = "无"
