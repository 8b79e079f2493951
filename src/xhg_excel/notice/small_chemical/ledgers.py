"""The ledgers that the joint office hands over (五(三)), one field a column."""

from __future__ import annotations

from dataclasses import replace

from xhg_excel.notice.schema.condition import Is
from xhg_excel.notice.schema.form import YES, Field, Kind, count, text, yes_no, yuan
from xhg_excel.notice.schema.ledger import Ledger

from .site_types import SITE_TYPES, SMALL_TRADES, SUSPENDED

SMALL_CHEM = "小化工"
STATUS_DONE = "已完成"
STATUS_OPEN = "未完成"
VIOLATIONS = ("无证无照", "证照不齐", "超经营范围")
OWN, RENTED = PREMISES = ("自有", "租用")
# 五(一): 可邀请设区市纪委监委、政法委派员参加, 聘请有关专家参与指导.
DUTIES = ("组长", "副组长", "成员", "专家", "联络员", "纪委监委成员", "政法委成员")


CITY = Field("city", "设区市", Kind.TEXT)
COUNTY = Field("county", "县(市、区)", Kind.TEXT)


def _optional(field: Field) -> Field:
    return replace(field, optional=True)


def _choice(key: str, label: str, *choices: str) -> Field:
    return Field(key, label, Kind.CHOICE, choices=choices)


# fmt: off
PROBLEMS = Ledger(
    key="problems",
    title="问题清单",
    columns=(
        CITY, COUNTY,
        Field("problem_id", "问题编号", Kind.ID),
        Field("site_name", "名称", Kind.TEXT),
        Field("address", "详细地址", Kind.TEXT),
        _choice("site_type", "类型", SMALL_CHEM, *SITE_TYPES),
        _optional(_choice("violation", "违法情形", *VIOLATIONS)),
        _optional(_choice("premises", "场地性质", *PREMISES)),
        _choice("status", "整治状态", STATUS_DONE, STATUS_OPEN),
        Field("completed_on", "完成日期", Kind.DATE, due=Is("status", STATUS_DONE), optional=True),
        _optional(Field("petition_number", "信访编号", Kind.ID)),
    ),
    identity=("city", "problem_id"),
    note="一行一个问题；类型为“小化工”的计入督导比例，其余为“小字头”和“停产停业”企业。",
)
PETITIONS = Ledger(
    key="petitions",
    title="信访举报清单",
    columns=(
        CITY, COUNTY,
        Field("petition_number", "信访编号", Kind.ID),
        Field("received_on", "受理日期", Kind.DATE),
        text("summary", "反映事项"),
        _optional(Field("problem_id", "对应问题编号", Kind.ID)),
        yes_no("verified", "是否核实核查"),
        yes_no("disposed", "是否处置"),
        Field("disposed_on", "处置日期", Kind.DATE, due=Is("disposed", YES), optional=True),
        yes_no("reward_due", "是否应奖励"),
        yuan("reward_yuan", "奖励金额", due=Is("reward_due", YES)),
        Field("rewarded_on", "兑现日期", Kind.DATE, due=Is("reward_due", YES), optional=True),
        replace(text("informant", "举报人", optional=True), personal=True),
        replace(text("informant_phone", "联系电话", optional=True), personal=True),
    ),
    identity=("city", "petition_number"),
    note="举报人和联系电话只留在本表，不进入任何汇总、日志和报告。没有信访件的，交空表。",
    may_be_empty=True,
)
SCREENING = Ledger(
    key="screening",
    title="排查底数",
    columns=(
        CITY, COUNTY,
        count("screened_total", "排查企业总数", "家"),
        count("problem_total", "排查问题数", "个"),
    ),
    identity=("city", "county"),
    note="一行一个县(市、区)；用于确定重点督查县(市、区)。",
)
ROSTER = Ledger(
    key="roster",
    title="督导组名册",
    columns=(
        CITY,
        text("group", "督导组"),
        text("person", "姓名"),
        text("employer", "工作单位"),
        _choice("duty", "职责", *DUTIES),
        replace(text("phone", "联系电话", optional=True), personal=True),
    ),
    identity=("city", "person"),
    note="一行一人；检查人一栏从本名册选填。",
)
# One row a place, up to 1.7 million: only counted by county, as rows of 排查底数.
PLACES = Ledger(
    key="places",
    title="排查台账",
    columns=(
        CITY, COUNTY,
        text("place_name", "名称"),
        text("place_address", "详细地址", optional=True),
        yes_no("problem_found", "是否存在问题"),
    ),
    identity=("city", "county", "place_name", "place_address"),
    note="一行一家排查过的企业（场所）；按县(市、区)计数后作为排查底数。",
    required=("county", "place_name", "problem_found"),
)
# fmt: on

LEDGERS = (PROBLEMS, PETITIONS, SCREENING, ROSTER)


def is_small_trade(site_type: str) -> bool:
    """Tell whether a type is one of the “小字头”."""
    return site_type in SMALL_TRADES


def is_suspended(site_type: str) -> bool:
    """Tell whether a type is a “停产停业” enterprise."""
    return site_type in SUSPENDED
