"""Words of the sheets 核对 and 合计核对: what became of every cell, and the parts of every sum."""

from enum import StrEnum


class Went(StrEnum):
    """What became of a non-blank cell; in the order of the columns."""

    ANSWER = "填报值"
    NOTE = "说明"
    COVER = "封面"
    LEDGER = "台账内容"
    READ_BLANK = "读作空白"
    UNREAD = "未能读取"
    PRINTED = "表上印的字"
    COMPUTED = "表格自算"
    OWN = "程序自带的表"
    IGNORED = "未采用（已列明）"


AUDIT_SHEET = "核对"
AUDIT_TITLE = "核对：每个文件的每个非空单元格都有去向"
AUDIT_NOTE = "非空单元格等于右边各栏之和；“未能读取”“读作空白”“未采用”的每一格都列在“校验结果”。"
AUDIT_HEADS = {
    "file": "文件",
    "unit": "单位",
    "outcome": "结果",
    "filled": "非空单元格",
    **{went.name: went.value for went in Went},
    "balance": "平衡",
}
SUMS_SHEET = "合计核对"
SUMS_TITLE = "合计核对：各文件相加等于数据明细等于汇总表"
SUMS_NOTE = "“份”是填了这一栏的表数；“和”只加数字。未并入的文件另计，原因见“来源”。"
SUMS_HEADS = {
    "annex": "附件", "item": "项目", "files_count": "各文件（份）", "left_out_count": "未并入（份）",
    "details_count": "明细（份）", "files_sum": "各文件（和）", "left_out_sum": "未并入（和）",
    "details_sum": "明细（和）", "shown": "汇总表（和）", "balance": "平衡",
}  # fmt: skip
BALANCED, UNBALANCED = "平", "不平"
# A file that could not be opened has no cells to count.
NOT_OPENED = "没有读取"

COMPLETE = "汇总完整：{files}个文件、{cells}个非空单元格都有去向，各栏合计相等"
INCOMPLETE = "汇总不完整（未完成）：{reasons}"
REASONS = {"unmerged": "{count}个文件没有并入", "cells": "{count}个文件的单元格对不上", "sums": "{count}栏的合计对不上"}
COMPLETE_LINE = "是否完整"
SUM_OF_FILES = "各文件{files}，未并入{left_out}"
SUM_OF_SHEETS = "明细{details}，汇总表{shown}"
