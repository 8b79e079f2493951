"""The worksheet functions: help, arguments, and results for a wrong argument."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Function:
    """One worksheet function, with the help of the function wizard (at most 255 characters each)."""

    name: str
    help: str
    arguments: dict[str, str]


# fmt: off
FUNCTIONS = {function.name: function for function in (
    Function("XHG_QUOTA_COUNTIES", "应督导的县（市、区）数：不少于50%，小数进一（通知五(二)）。", {
        "n": "该设区市县（市、区）总数"}),
    Function("XHG_QUOTA_PROBLEMS", "应督导的问题数：不低于清单总数的50%，未完成的全部督导（通知五(二)）。", {
        "m": "问题清单总数",
        "unfinished": "其中未完成整治的个数；不填为0"}),
    Function("XHG_QUOTA_OTHERS", "应督导的“小字头”或“停产停业”家数：10家，不足的全部督导（通知五(二)）。", {
        "available": "清单中该类企业的家数"}),
    Function("XHG_PRIORITY", "重点督查县（市、区）：每个县一行，位次和与是否重点。须给全本市各县。", {
        "city": "设区市名称或代码",
        "counties": "县（市、区）名称或代码所在的一列",
        "screened": "排查企业总数所在的一列，行数相同",
        "problems": "排查问题数所在的一列，行数相同"}),
    Function("XHG_TICKET", "一个问题的抽签号（SHA-256，任何人可复核）。", {
        "seed": "公开的种子",
        "rule": "规则代号，如B2",
        "city": "设区市名称或代码",
        "identifier": "问题编号"}),
    Function("XHG_DRAW", "按抽签号从小到大排出次序：次序、编号、抽中或备选、抽签号。", {
        "seed": "公开的种子，不少于20位数字，按文本填",
        "rule": "规则代号，如B2",
        "city": "设区市名称或代码",
        "identifiers": "问题编号所在的区域",
        "size": "抽取的个数"}),
    Function("XHG_CHECK", "校验一张表，每个问题一行：级别、单元格、问题、怎样改。", {
        "cells": "整张表的区域，从A1选起"}),
    Function("XHG_RATE", "比率：分子之和除以分母之和，只计两个都是数的格。", {
        "parts": "分子所在区域",
        "wholes": "分母所在区域，大小相同"}),
    Function("XHG_REGION", "设区市或县（市、区）的代码和现行名称；旧名称、旧代码也认。", {
        "region": "名称或代码",
        "city": "所属设区市；同名的县须填"}),
    Function("XHG_EXPLAIN", "校验结果代码的级别、情况和改法。", {
        "code": "代码，如R201"}),
)}
# fmt: on

CATEGORY = "小化工督导"

# Results for wrong arguments.
NOT_A_COUNT = "应填0或正整数"
MORE_THAN_ALL = "未完成数大于总数"
NOT_SAME_SHAPE = "两个区域大小不同"
NOT_A_CITY = "不是13个设区市之一"
NOT_A_COUNTY = "“{name}”不是{city}的县（市、区）"
LISTED_TWICE = "“{name}”重复"
COUNTIES_ABSENT = "还缺：{names}"
FIGURES_ABSENT = "底数不全，不能确定重点"
NOTHING_GIVEN = "没有填"
SHORT_SEED = "种子应为不少于20位数字的文本"
SAME_IDS = "编号重复：{identifier}"
MORE_THAN_LISTED = "只有{count}个编号"
NUMBER_AS_ID = "编号应为文本：{identifier}"
NOT_A_REGION = "没有这个设区市或县（市、区）"
SEVERAL_REGIONS = "{cities}都有“{name}”，请给出设区市"
NOT_A_CODE = "没有这个代码"
NO_FINDINGS = "没有发现问题"
DRAWN, SPARE = "抽中", "备选"
PRIORITY_MARK = "重点"
