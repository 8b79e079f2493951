"""附件1 基础资料、管理台帐督导表: 20 items, asked of a county or of the city itself."""

from dataclasses import replace

from xhg_excel.notice.schema.condition import Condition, Is
from xhg_excel.notice.schema.form import YES, Annex, Field, Item, Kind, Rate, text, yes_no, yes_no_na, yuan
from xhg_excel.notice.schema.form import count as any_count

# 三(二)1: the three kinds of places that items 11 and 14 ask about.
THREE_KINDS = (("small_chem", "“小化工”"), ("small_trades", "“小字头”"), ("suspended", "“停产停业”"))


def count(key: str, label: str, unit: str, due: Condition | None = None) -> Field:
    """Return a count of 附件1, which has a code of its own for anything but a whole number (R103)."""
    return replace(any_count(key, label, unit, due), wrong="R103")


def _three_kinds(stem: str) -> tuple[Field, ...]:
    return tuple(replace(yes_no(f"{stem}_{key}", label), missing="R114") for key, label in THREE_KINDS)


def _signed(level: str, label: str) -> tuple[Field, Field]:
    return (
        replace(count(f"signed_{level}", f"{label}已签字", "份"), missing="R112"),
        replace(count(f"listed_{level}", f"{label}应签字", "份"), missing="R112"),
    )


def _screening(who: str) -> tuple[Field, Field]:
    return count(f"{who}_listed", "排查底单数", "家"), count(f"{who}_screened", "已排查", "家")


def _progress(what: str) -> tuple[Field, ...]:
    return (
        text(f"{what}_situation", "情况说明", longest=150),
        count(f"{what}_screened", "排查", "家"),
        count(f"{what}_problems", "发现问题", "家"),
        count(f"{what}_completed", "完成整治", "家"),
    )


# fmt: off
ANNEX1 = Annex(
    key="annex1",
    number=1,
    title="基础资料、管理台帐督导表",
    heads=("序号", "督导内容", "检查情况"),
    items=(
        Item(1, "是否建立联席会议制度", (yes_no("council_established", "联席会议制度"),)),
        Item(2, "是否明确联席会议成员单位职责", (
            replace(yes_no("member_duties_clear", "成员单位职责", due=Is("council_established", YES)), surplus="R101"),)),
        Item(3, "联席会议办公室专班人员是否集中办公、履行职责", (
            yes_no("taskforce_colocated", "集中办公"),
            yes_no("taskforce_performing", "履行职责"))),
        Item(4, "是否及时召开专题会议推进、落实领导批示要求", (
            yes_no("meetings_in_time", "及时召开专题会议"),
            count("meetings_count", "专题会议", "次", due=Is("meetings_in_time", YES)),
            yes_no("instructions_followed", "落实领导批示"))),
        Item(5, "是否制定专项工作方案，广泛宣传发动", (
            yes_no("plan_made", "制定专项方案"),
            yes_no("publicity_done", "广泛宣传发动"))),
        Item(6, "悬挂宣传标语数", (count("slogans_count", "宣传标语", "条"),)),
        Item(7, "印发宣传海报数", (count("posters_count", "宣传海报", "份"),)),
        Item(8, "印发工作简报数", (count("bulletins_count", "工作简报", "期"),)),
        Item(9, "市场监督管理部门提供的排查底单数和排查覆盖率", _screening("market"),
             (Rate("排查覆盖率", "market_screened", "market_listed"),)),
        Item(10, "电力部门提供的排查底单数和排查覆盖率", _screening("power"),
             (Rate("排查覆盖率", "power_screened", "power_listed"),)),
        Item(11, "对“小化工”、“小字头”以及存在问题的“停产停业”企业是否建立清单台账", _three_kinds("ledger")),
        Item(12, "问题清单整治完成率，完成整治的问题处置是否实现“两断三清”闭环，相关资料收集是否齐全、完善、归档", (
            count("problems_completed", "完成整治", "家"),
            count("problems_listed", "问题清单", "家"),
            yes_no("loop_closed", "实现“两断三清”闭环"),
            yes_no("records_archived", "资料齐全归档")),
            (Rate("整治完成率", "problems_completed", "problems_listed"),)),
        Item(13, "信访举报件是否100%核实、核查、处置", (
            count("petitions_received", "收到", "件"),
            count("petitions_verified", "已核实核查", "件"),
            count("petitions_disposed", "已处置", "件")),
            (Rate("核实核查率", "petitions_verified", "petitions_received"),
             Rate("处置率", "petitions_disposed", "petitions_received"))),
        Item(14, "“小化工”、“小字头”以及存在问题的“停产停业”企业是否建立“一案一档”", (
            *_three_kinds("casefile"),
            count("casefiles_count", "已建档案", "份"),
            count("casefile_problems", "应建档问题", "家")),
            (Rate("建档率", "casefiles_count", "casefile_problems"),)),
        Item(15, "未完成现场整治的问题是否落实专人跟踪督办", (replace(yes_no_na("unfinished_tracked", "专人跟踪督办"), missing="R110"),)),
        Item(16, "市、县(市、区)是否组织督查组深入乡镇(街道)、村(社区)检查督导", (
            yes_no("inspections_organised", "组织督查组"),
            count("inspection_groups", "督查组", "个", due=Is("inspections_organised", YES)),
            count("inspection_visits", "检查督导", "次", due=Is("inspections_organised", YES)))),
        Item(17, "是否严格落实“对非化工企业超经营范围从事化工生产的企业法人代表，对无证无照或证照不齐涉及化工生产的小企业、小作坊和黑窝点负责人，要依法从严查处，没收违法所得；构成犯罪的，要及时移送司法机关处理。对出租厂房、民房等场地给‘小化工’的企业或个人，也要依法依规承担相关法律责任”的要求", (
            yes_no("punished_strictly", "依法从严查处"),
            yes_no("gains_confiscated", "没收违法所得"),
            yes_no_na("crimes_transferred", "构成犯罪及时移送"),
            yes_no_na("landlords_liable", "出租方承担责任"),
            count("cases_filed", "立案查处", "件"),
            count("cases_transferred", "移送司法机关", "件"),
            count("detained_administrative", "行政拘留", "人"),
            count("detained_criminal", "刑事拘留", "人"),
            yuan("confiscated_yuan", "没收金额"),
            count("fines_count", "行政处罚", "件"),
            yuan("fines_yuan", "行政处罚金额"),
            count("landlords_count", "追究出租方", "人"))),
        Item(18, "村(社区)、乡镇(街道)、县(市、区)上报的排查整治问题清单是否经各级主要负责人层层签字确认", (
            *_signed("village", "村级"), *_signed("town", "乡级"), *_signed("county", "县级")),
            (Rate("村级签字率", "signed_village", "listed_village"),
             Rate("乡级签字率", "signed_town", "listed_town"),
             Rate("县级签字率", "signed_county", "listed_county"))),
        Item(19, "从“小化工”拓展延伸到各类“小字头”的违法违规小企业小作坊黑窝点排查、整治情况", _progress("small_trades")),
        Item(20, "各地对取缔关闭或停产停业企业排查、整治情况", _progress("suspended")),
    ),
    clauses=(
        ((1, 2, 3, 4, 5, 6, 7, 8, 16), "三(一)1"),
        ((9, 10, 18), "三(一)2"),
        ((11,), "三(一)2、三(二)2"),
        ((12, 13, 15), "三(一)3"),
        ((14,), "三(一)3、三(二)2"),
        ((17,), "三(一)4"),
        ((19,), "三(二)1"),
        ((20,), "三(二)2"),
    ),
    extras=(
        # 三(二)3 has no item; the fields are beside the form, which is printed as issued.
        Field("grey_chain", "灰色产业链倒查情况", Kind.TEXT, optional=True, longest=300),
        # 三(一)2: defined in 苏政传发〔2020〕106号; no item asks for them.
        replace(yes_no("three_aspects", "按“三项方面”排查"), optional=True),
        replace(yes_no("five_checks", "按“五个有没有”排查"), optional=True),
        # 三(一)1: 领导批示落实.
        Field("leader_instructions", "领导批示及落实情况", Kind.TEXT, optional=True, longest=300),
    ),
)
# fmt: on
