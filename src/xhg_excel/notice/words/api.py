"""Headings of the tables that the public functions return, by the keys of their columns."""

from xhg_excel.notice.words.workbook import LISTED as LISTED

ORIGIN_COLUMNS = {"file": "文件", "unit": "单位", "unit_code": "单位代码"}
SUBMISSION_COLUMNS = {
    **ORIGIN_COLUMNS,
    "forms": "填报表数",
    "unconfirmed": "待确认",
    "ledger_rows": "台账行数",
    "findings": "问题数",
}
FINDING_COLUMNS = {
    "severity": "级别", "rule": "代码", "file": "文件", "sheet": "工作表", "cells": "单元格", "item": "项目",
    "message": "发现的问题", "remedy": "怎样改", "clause": "依据",
}  # fmt: skip
FIGURE_COLUMNS = {
    "sheet": "工作表", "cell": "单元格", "item": "项", "label": "指标", "group": "单位", "figure": "数值",
}  # fmt: skip
QUOTA_COLUMNS = {
    "city": "设区市", "code": "代码", "counties": "县（市、区）数", "counties_due": "应督导县数",
    "priority": "重点督查县", "problems": "清单问题数", "problems_due": "应督导问题数",
    "unfinished": "未完成（全部督导）", "to_draw": "从已完成中抽", "small_trades": "“小字头”家数",
    "small_trades_due": "应督导“小字头”", "suspended": "停产停业家数", "suspended_due": "应督导停产停业",
}  # fmt: skip
PLAN_COLUMNS = {
    "city": "设区市", "county": "县（市、区）", "code": "代码", "is_visited": "督导", "reason": "原因",
    "finished": "已完成", "unfinished": "未完成",
}  # fmt: skip
DRAW_COLUMNS = {
    "city": "设区市", "county_code": "县代码", "identifier": "编号", "name": "名称", "address": "详细地址",
    "site_type": "类型", "is_spare": "备选", "order": "次序", "rule": "规则", "ticket": "随机号",
}  # fmt: skip
REPORT_COLUMNS = {"key": "键", "figure": "数", "context": "所在文字"}
