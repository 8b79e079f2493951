"""The text of 督导专题报告 as 34号 asks for it: title, chapters by clause, sentences around figures."""

from __future__ import annotations

from xhg_excel.notice.schema.report import Amount, Chapter, Part, Plain, Share

from .annexes import ANNEX1, ANNEX2, ANNEX3

REPORT_NAMED = "{place}督导专题报告.docx"
# Where a long title may go on in a new line: before these words.
TITLE_BREAKS = ("百日专项整治", "专题督导", "情况的报告", "现场督导", "（汇总）")
TITLE = "关于{place}{campaign}情况的报告"
ADDRESSEE = "省联席会议办公室："
SIGNED_CITY = "省安全生产督导组（{city}）"
SIGNED_PROVINCE = "省联席会议办公室"


def _unit(key: str, did: str, did_not: str) -> Share:
    return Share(ANNEX1, key, did, did_not)


def _chem(key: str, did: str, did_not: str) -> Share:
    return Share(ANNEX2, key, did, did_not)


def _other(key: str, did: str, did_not: str) -> Share:
    return Share(ANNEX3, key, did, did_not)


# fmt: off
OPENING = Plain("根据{issuer}《关于开展违法违规“小化工”百日专项整治行动专题督导的通知》（{document_number}）和{basis}要求，{start}至{end}，{who}开展专题督导，依据现场检查和填报的附件形成本报告。")
WHO_CITY, WHO_PROVINCE = "督导组对{place}", "{groups}个省安全生产督导组分别对所督导的设区市"

OVERVIEW = (
    (
        Plain("共督导{k_reported}个县（市、区），占{k_expected}个县（市、区）的{k_visited_r}，按通知应不少于{k_required}个"),
        Plain("填报《基础资料、管理台帐督导表》{k_annex1}份，现场检查“小化工”{a2_sites}家、“小字头”{z_sites}家、“停产停业”企业{t_sites}家"),
    ),
    (
        Amount("a2_open", "检查的“小化工”中，已完成现场整治{a2_done}家，未完成{a2_open}家", "检查的{a2_sites}家“小化工”均已完成现场整治"),
        Amount("a2_unclear", "{a2_unclear}家填报不全，不能判定"),
        Amount("a3_open", "检查的“小字头”和“停产停业”企业中，已完成现场整治{a3_done}家，未完成{a3_open}家", "检查的{a3_sites}家“小字头”和“停产停业”企业均已完成现场整治"),
        Amount("a3_unclear", "{a3_unclear}家填报不全，不能判定"),
    ),
)

ORGANISATION = Part("org", "组织推动", "三(一)1", (
    (
        _unit("council_established", "建立了联席会议制度", "没有建立联席会议制度"),
        _unit("member_duties_clear", "明确了成员单位职责", "没有明确成员单位职责"),
        _unit("taskforce_colocated", "做到专班人员集中办公", "没有做到专班人员集中办公"),
        _unit("taskforce_performing", "落实专班人员职责", "专班人员履职不到位"),
    ),
    (
        _unit("meetings_in_time", "及时召开专题会议", "没有及时召开专题会议"),
        Amount("a1_meetings_count", "共召开专题会议{v}次"),
        _unit("instructions_followed", "落实了领导批示要求", "没有落实领导批示要求"),
        _unit("inspections_organised", "组织督查组深入基层检查督导", "没有组织督查组"),
        Amount("a1_inspection_groups", "共组织督查组{v}个"),
        Amount("a1_inspection_visits", "检查督导{v}次", "没有检查督导记录"),
    ),
    (
        _unit("plan_made", "制定了专项工作方案", "没有制定专项工作方案"),
        _unit("publicity_done", "广泛宣传发动", "宣传发动不够"),
        Amount("a1_slogans_count", "悬挂宣传标语{v}条", "没有悬挂宣传标语"),
        Amount("a1_posters_count", "印发宣传海报{v}份", "没有印发宣传海报"),
        Amount("a1_bulletins_count", "印发工作简报{v}期", "没有印发工作简报"),
    ),
), (1, 2, 3, 4, 5, 16))

SCREENING = Part("screen", "摸底排查", "三(一)2", (
    (
        Amount("a1_market_listed", "市场监督管理部门提供排查底单{a1_market_listed}家，已排查{a1_market_screened}家，覆盖率{a1_market_screened_r}", "市场监督管理部门没有提供排查底单"),
        Amount("a1_power_listed", "电力部门提供排查底单{a1_power_listed}家，已排查{a1_power_screened}家，覆盖率{a1_power_screened_r}", "电力部门没有提供排查底单"),
    ),
    (
        _unit("three_aspects", "按“三项方面”排查", "没有按“三项方面”排查"),
        _unit("five_checks", "按“五个有没有”排查", "没有按“五个有没有”排查"),
        _unit("ledger_small_chem", "建立了“小化工”清单台账", "没有建立“小化工”清单台账"),
        _unit("ledger_small_trades", "建立了“小字头”清单台账", "没有建立“小字头”清单台账"),
        _unit("ledger_suspended", "建立了“停产停业”企业清单台账", "没有建立“停产停业”企业清单台账"),
    ),
    (
        Amount("a1_listed_village", "问题清单村级应签字{a1_listed_village}份，已签字{a1_signed_village}份，签字率{a1_signed_village_r}"),
        Amount("a1_listed_town", "乡级应签字{a1_listed_town}份，已签字{a1_signed_town}份，签字率{a1_signed_town_r}"),
        Amount("a1_listed_county", "县级应签字{a1_listed_county}份，已签字{a1_signed_county}份，签字率{a1_signed_county_r}"),
    ),
), (11,))

CLEARING = Part("clear", "集中整治", "三(一)3", (
    (
        Amount("a1_problems_listed", "各县（市、区）问题清单{a1_problems_listed}家，填报完成整治{a1_problems_completed}家，完成率{a1_problems_completed_r}", "各县（市、区）问题清单上没有问题"),
        _unit("loop_closed", "实现“两断三清”闭环", "没有实现“两断三清”闭环"),
        _unit("records_archived", "资料齐全归档", "资料不齐或没有归档"),
        Amount("a1_petitions_received", "填报收到信访举报{a1_petitions_received}件，已核实核查{a1_petitions_verified}件，已处置{a1_petitions_disposed}件，处置率{a1_petitions_disposed_r}", "填报没有收到信访举报"),
        Amount("a1_casefile_problems", "应建“一案一档”{a1_casefile_problems}家，已建{a1_casefiles_count}份，建档率{a1_casefiles_count_r}"),
    ),
    (
        Amount("a2_sites", "现场检查“小化工”{a2_sites}家"),
        _chem("closed", "关闭取缔", "没有关闭取缔"),
        _chem("water_cut", "断水", "没有断水"),
        _chem("power_cut", "断电", "没有断电"),
        _chem("equipment_removed", "拆除设备设施", "没有彻底拆除设备设施"),
        _chem("premises_cleared", "清理厂房场地", "没有彻底清理厂房场地"),
        _chem("materials_cleared", "清理原材料", "没有彻底清理原材料"),
        _chem("products_cleared", "清理产品", "没有彻底清理产品"),
        _chem("hazwaste_cleared", "清理危险废物", "没有彻底清理危险废物"),
    ),
    (
        _chem("tracked", "对未完成的落实专人跟踪督办", "对未完成的没有落实专人跟踪督办"),
    ),
), (12, 14, 15), extra="clearing_chart")

PUNISHING = Part("punish", "打击惩处", "三(一)4", (
    (
        _unit("punished_strictly", "依法从严查处", "没有依法从严查处"),
        _unit("gains_confiscated", "没收违法所得", "没有没收违法所得"),
        _unit("crimes_transferred", "及时移送构成犯罪的案件", "没有及时移送构成犯罪的案件"),
        _unit("landlords_liable", "追究出租方责任", "没有追究出租方责任"),
    ),
    (
        Amount("a1_cases_filed", "各县（市、区）填报立案查处{v}件", "各县（市、区）填报没有立案查处"),
        Amount("a1_cases_transferred", "移送司法机关{v}件", "没有移送司法机关"),
        Amount("a1_detained_administrative", "行政拘留{v}人", "没有行政拘留"),
        Amount("a1_detained_criminal", "刑事拘留{v}人", "没有刑事拘留"),
        Amount("a1_fines_count", "行政处罚{v}件", "没有行政处罚"),
        Amount("a1_fines_yuan", "处罚金额{v}元"),
        Amount("a1_confiscated_yuan", "没收违法所得{v}元", "没有没收违法所得"),
        Amount("a1_landlords_count", "追究出租方{v}人", "没有追究出租方"),
    ),
    (
        Amount("a2_sites", "现场检查的{a2_sites}家“小化工”"),
        _chem("case_filed", "立案查处", "没有立案查处"),
        _chem("fined", "行政处罚", "没有行政处罚"),
        Amount("a2_fine_yuan", "处罚金额{v}元"),
        Amount("a2_confiscated_yuan", "没收金额{v}元"),
        _chem("transferred", "移送司法机关", "没有移送司法机关"),
        _chem("officials_liable", "追究有关地区、部门及相关人员责任", "没有追究有关地区、部门及相关人员责任"),
        Amount("a2_officials_count", "追责{v}人"),
    ),
), (17,))

WIDENING = Part("widen", "拓展排查范围", "三(二)1", (
    (
        Amount("a1_small_trades_screened", "拓展到各类“小字头”，共排查{a1_small_trades_screened}家，发现问题{a1_small_trades_problems}家，完成整治{a1_small_trades_completed}家", "各类“小字头”没有排查记录"),
        Amount("a1_suspended_screened", "延伸到取缔关闭或停产停业企业，共排查{a1_suspended_screened}家，发现问题{a1_suspended_problems}家，完成整治{a1_suspended_completed}家", "取缔关闭或停产停业企业没有排查记录"),
    ),
))

LISTING = Part("list", "清单台账和“一案一档”", "三(二)2", (
    (
        _unit("casefile_small_trades", "建立了“小字头”“一案一档”", "没有建立“小字头”“一案一档”"),
        _unit("casefile_suspended", "建立了“停产停业”企业“一案一档”", "没有建立“停产停业”企业“一案一档”"),
    ),
    (
        Amount("a3_sites", "现场检查“小字头”和“停产停业”企业{a3_sites}家"),
        _other("closed", "关闭停产", "没有关闭停产"),
        _other("water_cut", "断水", "没有断水"),
        _other("power_cut", "断电", "没有断电"),
        _other("equipment_removed", "拆除设备设施", "没有彻底拆除设备设施"),
        _other("premises_cleared", "清理厂房场地", "没有彻底清理厂房场地"),
        _other("materials_cleared", "清理原材料", "没有彻底清理原材料"),
        _other("products_cleared", "清理产品", "没有彻底清理产品"),
        _other("hazwaste_cleared", "清理危险废物", "没有彻底清理危险废物"),
    ),
))

SOURCES = Part("source", "源头治理", "三(二)3", ((Amount("grey_count", "共填报灰色产业链线索和倒查情况{v}条"),),), extra="grey_chain")

PUNISHING_OTHERS = Part("punish3", "排查整治和打击惩处", "三(二)4", (
    (
        Amount("a3_sites", "现场检查的{a3_sites}家"),
        _other("case_filed", "立案查处", "没有立案查处"),
        _other("fined", "行政处罚", "没有行政处罚"),
        Amount("a3_fine_yuan", "处罚金额{v}元"),
        _other("confiscated", "没收违法所得", "没有没收违法所得"),
        Amount("a3_confiscated_yuan", "没收金额{v}元"),
        _other("transferred", "移送司法机关", "没有移送司法机关"),
    ),
))

CHAPTERS = (
    Chapter("overview", "督导总体情况", paragraphs=OVERVIEW, extra="progress"),
    Chapter("chem", "违法违规“小化工”整治情况", (ORGANISATION, SCREENING, CLEARING, PUNISHING)),
    Chapter("others", "各类“小字头”和“停产停业”企业整治情况", (WIDENING, LISTING, SOURCES, PUNISHING_OTHERS)),
    Chapter("quota", "督导任务完成情况", paragraphs=((
        Amount("q_not", "对照通知五(二)，{q_met}项要求达到，{q_not}项未达到", "通知五(二)的{q_met}项要求全部达到"),
    ),), extra="quota"),
    Chapter("unfinished", "未完成整治的企业及原因", paragraphs=((
        Amount("open_all", "现场未完成整治的共{open_all}家，名单、未到位事项和原因见附件4"),
        Plain("其中写明原因的{open_reason}家，落实专人跟踪督办的{open_tracked}家", "open_all"),
    ),)),
    Chapter("claims", "问题清单与现场对照", paragraphs=((
        Plain("问题清单上的“小化工”“小字头”“停产停业”企业共{c_listed}家，现场已核对{c_seen}家"),
        Amount("c_false", "清单称已完成而现场未完成（疑似虚假整改或反弹）{v}家", "没有发现清单称已完成而现场未完成的"),
        Amount("c_closable", "清单称未完成而现场已完成、可以销号的{v}家"),
        Amount("c_still", "清单和现场都未完成的{v}家"),
        Amount("c_unseen_open", "清单未完成而没有督导的“小化工”{v}家"),
        Amount("c_unseen_others", "清单未完成、不须全部督导的“小字头”“停产停业”没有督导的{v}家"),
        Amount("c_unlisted", "现场检查而清单上没有的{v}家"),
    ),), extra="claims"),
    Chapter("petitions", "信访举报处置和奖励兑现情况", paragraphs=((
        Amount("p_all", "省级信访清单共{p_all}件，已核实核查{p_verified}件，已处置{p_disposed}件", "省级信访清单没有信访件"),
        Amount("p_due", "应奖励{p_due}件，已兑现{p_paid}件", "没有应奖励的信访举报"),
        Amount("p_yuan", "兑现金额{v}元"),
        Amount("p_odd", "信访件、问题、奖励对应不上的{v}件", "信访件、问题、奖励全部对应"),
    ),), extra="petitions"),
    Chapter("typical", "典型问题", paragraphs=((Amount("k_result", "督导发现共{v}处"),),), extra="typical"),
    Chapter("assurance", "抽查结论", extra="assurance"),
    Chapter("readings", "口径说明", extra="readings"),
)

# Chapters that need ledgers, or the drawn list, by key.
LEDGER_CHAPTERS: tuple[str, ...] = ("quota", "claims", "petitions")
DRAWN_CHAPTERS: tuple[str, ...] = ("assurance",)

# What each result of the inspection is called among the typical problems.
TYPICAL_NAMES = {
    "R107": "称已实现“两断三清”闭环，现场仍有未完成的",
    "R111": "称已落实专人跟踪督办，现场没有落实的",
    "R210": "违法情形明确，没有立案也没有处罚的",
    "R215": "清单称已完成，现场未完成的“小化工”（疑似虚假整改或反弹）",
    "R305": "“停产停业”企业没有关闭停产的（疑似复产）",
}
# The same in few words, and where a finding that needs a word stands: names beside bars.
FINDING_SHORT = {
    "R101": "无联席会议制度，后项却已填", "R102": "称广泛宣传，宣传数均为0", "R105": "排查底单数为0",
    "R107": "称闭环，现场未完成", "R109": "“一案一档”少于应建档数", "R111": "称专人督办，现场没有",
    "R113": "填报数与清单、附件3不同", "R115": "第17项与附件2、附件3不同", "R116": "填报数与抽取时清单不同",
    "R203": "整治已完成，原因却已填", "R204": "已关闭取缔，断水断电有“否”",
    "R205": "各项已完成，没有关闭取缔", "R206": "已行政处罚，没有立案", "R208": "已移送，没有立案",
    "R209": "行政处罚和移送都为“是”", "R210": "违法明确，未立案处罚", "R211": "租用场地，出租方填“不涉及”",
    "R213": "与信访清单不一致", "R214": "检查时间不在督导期", "R215": "清单称完成，现场未完成",
    "R216": "名称、地址与另一家近似", "R303": "整治已完成，原因却已填", "R305": "疑似复产",
    "R306": "已没收，没有行政处罚", "R307": "已移送，没有立案", "R308": "名称、地址与另一家近似",
    "R309": "填“不涉及”没有理由", "R310": "检查时间不在督导期",
}

CLEARING_CAPTION = "图2  “两断三清”逐项情况（家）"
CLEARING_NAMES = ("关闭", "断水", "断电", "设备", "场地", "原料", "产品", "危废")
CLEARING_SERIES = ("是", "否", "不涉及")

PROGRESS_TABLE = "各地现场检查情况"
PROGRESS_HEADS = ("单位", "“小化工”", "已完成", "“小字头”“停产停业”", "已完成")
QUOTA_CITY_HEADS = ("要求", "应有", "已有", "结论")
# The demands side by side, a row for each city: k/N where they are counted.
QUOTA_PROVINCE_HEADS = {"C1": "县（市、区）", "C2": "重点县", "C3": "问题清单", "C4": "未完成的", "C5": "各10家", "C6": "信访奖励", "C7": "检查时间", "C10": "附件1"}
QUOTA_TABLE, QUOTA_TABLE_PROVINCE, QUOTA_CITY = "对照五(二)的要求", "对照五(二)的要求（已有/应有）", "设区市"
CLAIMS_TABLE, CLAIMS_HEADS = "须处理的清单与现场不一致", ("结论", "县（市、区）", "编号", "名称", "现场为“否”的项")
PETITIONS_TABLE, PETITIONS_HEADS = "信访和奖励的例外", ("县（市、区）", "信访编号", "例外")

OPEN_TITLE = "未完成整治企业名单"
OPEN_HEADS = ("序号", "县（市、区）", "名称", "未到位事项", "原因", "督办时限")
OPEN_NONE = "没有"
# fmt: on
