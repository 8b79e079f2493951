"""A rehearsal of 34号: made-up names and texts, each marked as rehearsal; real scale; faults to plant."""

from __future__ import annotations

from datetime import date

from xhg_excel.notice.schema.rehearsal import Fault

from .sites import DONE_KEYS

MARK = "（演练）"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
GIVEN = ("演甲", "演乙", "演丙", "演丁", "演戊", "演己", "演庚", "演辛", "演壬", "演癸")
SITE_STEMS = (
    "恒昌", "永顺", "鑫源", "宏达", "万通", "兴隆", "瑞丰", "金海", "东升", "华茂", "祥和", "盛泰", "新宇", "长荣",
)  # fmt: skip
CHEM_TRADES = (
    "涂料作坊", "助剂加工点", "溶剂分装点", "清洗剂作坊", "胶水加工点", "染料中间体加工点", "油墨作坊", "废溶剂提炼点",
)  # fmt: skip
TRADE_NAMES = {
    "小冶炼": "冶炼点", "小电镀": "电镀作坊", "小喷涂": "喷涂加工点", "小印染": "印染作坊", "小涉爆粉尘": "粉尘打磨点",
    "其它": "塑料造粒点",
}  # fmt: skip
OTHER_TYPE = "小塑料造粒"
SUSPENDED_NAME = "化工有限公司"
TOWNS = ("城东镇", "河口镇", "新桥镇", "南湖街道", "北园街道", "双沟镇", "白塘镇", "东港镇", "西渡街道", "石桥镇")
VILLAGES = ("一号村", "新民村", "前进村", "红旗村", "向阳村", "大桥村", "李庄村", "沙洲村", "湖滨社区", "团结村")
ADDRESS = "{county}{town}{village}{group}组{mark}"
SITE = "{stem}{trade}{mark}"
PERSON = "{surname}{given}"
INFORMANT = "举报{person}"
TWO_PEOPLE = "{one}、{other}"
GROUP = "省第{number}督导组"
EMPLOYER = "省督导单位{number}" + MARK
SUMMARY = "反映{town}{village}有人夜间加工化工原料" + MARK
PHONE = "1390000{number:04d}"
REASONS = (
    "反应釜内残液待有资质单位处置后拆除", "涉案设备由公安机关查封尚未移交", "危险废物鉴定未出结果暂存原址",
    "厂房权属纠纷未决无法清理", "积水严重待排干后清运残渣",
)  # fmt: skip
NA_REASON = "租用场地内无固定设备"
SITUATIONS = "已组织乡镇街道开展拉网式排查，边查边改" + MARK
CASE_NUMBER = "苏应急立〔2020〕{number}号" + MARK
GREY_CHAIN = "倒查进货单据，未发现固定供货渠道" + MARK

PROBLEM_ID = "P{number:03d}"
OTHER_ID = "Q{number:03d}"
PETITION_ID = "XF{number:03d}"

# Real scale: about 823 小化工 in the province, 20 to 125 a city; 1.70 million places screened.
PROBLEMS_BY_CITY = {
    "320100": 38, "320200": 62, "320300": 96, "320400": 58, "320500": 64, "320600": 125,
    "320700": 47, "320800": 44, "320900": 88, "321000": 56, "321100": 36, "321200": 89, "321300": 20,
}  # fmt: skip
SCREENED_TOTAL = 1_700_000

# fmt: off
# Items of 附件1 answered 是 in a county without a fault, and the ranges of its counts.
YES_KEYS = (
    "council_established", "member_duties_clear", "taskforce_colocated", "taskforce_performing", "meetings_in_time",
    "instructions_followed", "plan_made", "publicity_done", "ledger_small_chem", "ledger_small_trades",
    "ledger_suspended", "loop_closed", "records_archived", "casefile_small_chem", "casefile_small_trades",
    "casefile_suspended", "inspections_organised", "punished_strictly", "gains_confiscated", "landlords_liable",
)
COUNT_RANGES = {
    "meetings_count": (2, 12), "slogans_count": (80, 1200), "posters_count": (500, 9000), "bulletins_count": (3, 30),
    "inspection_groups": (1, 8), "inspection_visits": (5, 60), "detained_administrative": (0, 4), "landlords_count": (0, 5),
}
# fmt: on

Changes = tuple[tuple[str, object], ...]
_FOLLOW_UP = ("reason_unfinished", "tracked", "tracker_person", "tracker_deadline")
_NA_REASONS = ("equipment_removed_na_reason", "premises_cleared_na_reason")
# A finished site, and one without case, fine, confiscation and transfer: answers that a fault changes further.
_FINISHED: Changes = (*((key, "是") for key in DONE_KEYS), *((key, None) for key in (*_NA_REASONS, *_FOLLOW_UP)))
_TRACKED: Changes = (
    ("tracked", "是"),
    ("tracker_person", "演练（督办人）"),
    ("tracker_deadline", date(2020, 9, 1)),
    ("reason_unfinished", REASONS[3]),
)
_NO_CASE: Changes = (
    ("case_filed", "否"),
    ("fined", "否"),
    ("fine_yuan", None),
    ("confiscated", "否"),
    ("confiscated_yuan", None),
)
_NO_CASE2: Changes = (*_NO_CASE, ("case_number", None), ("transferred", "否"))
_NO_CASE3: Changes = (*_NO_CASE, ("transferred", "否"), ("transferred_on", None), ("transferred_to", None))
_CASE: Changes = (("case_filed", "是"), ("case_number", "演练2号"))
_FINE: Changes = (("fined", "是"), ("fine_yuan", 5000))

# fmt: off
FAULTS = (
    Fault("annex2", "E02", "fined", (("fined", "罚了"), ("fine_yuan", None)), "是否栏填了别的字"),
    Fault("annex2", "R201", "reason_unfinished", (("premises_cleared", "否"), ("premises_cleared_na_reason", None), ("reason_unfinished", None), ("tracked", "否"), ("tracker_person", None), ("tracker_deadline", None)), "未完成而无原因"),
    Fault("annex2", "E01", "inspectors", (("inspectors", None),), "检查人漏填"),
    Fault("annex2", "E04", "fine_yuan", (("fined", "是"), ("case_filed", "是"), ("case_number", "演练1号"), ("transferred", "否"), ("fine_yuan", "两万")), "金额填了汉字"),
    Fault("annex2", "E05", "visited_on", (("visited_on", "八月中旬"),), "日期不规范"),
    Fault("annex2", "E01", "case_number", (("case_filed", "是"), ("case_number", None), ("fined", "是"), ("fine_yuan", 3000), ("transferred", "否")), "立案而无案号"),
    Fault("annex2", "R202", "tracker_person", (*_FINISHED, ("closed", "否"), ("premises_cleared", "否"), *_TRACKED, ("tracker_person", None)), "督办而无督办人"),
    Fault("annex2", "R203", "reason_unfinished", (*_FINISHED, ("reason_unfinished", REASONS[0])), "已完成却写原因"),
    Fault("annex2", "R204", "closed", (*_FINISHED, ("water_cut", "否"), *_TRACKED), "已取缔而未断水"),
    Fault("annex2", "R205", "closed", (*_FINISHED, ("closed", "否"), *_TRACKED), "两断三清而未取缔"),
    Fault("annex2", "R206", "fined", (*_NO_CASE2, *_FINE), "处罚而未立案"),
    Fault("annex2", "R207", "case_filed", (*_NO_CASE2, *_CASE), "立案而未处罚"),
    Fault("annex2", "R208", "transferred", (*_NO_CASE2, ("transferred", "是")), "移送而未立案"),
    Fault("annex2", "R209", "transferred", (*_NO_CASE2, *_CASE, *_FINE, ("transferred", "是")), "既处罚又移送"),
    Fault("annex2", "R214", "visited_on", (("visited_on", date(2020, 8, 30)),), "检查时间在督导期外"),
    Fault("annex2", "E08", "equipment_removed_na_reason", (*_FINISHED, ("equipment_removed", "不涉及")), "不涉及而无理由"),
    Fault("annex3", "R304", "site_type", (("site_type", None), ("other_type", None)), "类型未选"),
    Fault("annex3", "E02", "closed", (("closed", "基本"),), "是否栏填了别的字"),
    Fault("annex3", "E01", "confiscated_yuan", (("confiscated", "是"), ("confiscated_yuan", None), ("fined", "是"), ("fine_yuan", 5000)), "没收而无金额"),
    Fault("annex3", "R301", "reason_unfinished", (*_FINISHED, ("premises_cleared", "否"), *_TRACKED, ("reason_unfinished", "正在整改")), "原因是套话"),
    Fault("annex3", "R302", "tracker_person", (*_FINISHED, ("premises_cleared", "否"), *_TRACKED, ("tracker_person", None)), "督办而无督办人"),
    Fault("annex3", "R303", "reason_unfinished", (*_FINISHED, ("reason_unfinished", REASONS[1])), "已完成却写原因"),
    Fault("annex3", "R305", "closed", (*_FINISHED, ("site_type", "停产停业(关闭)"), ("other_type", None), ("closed", "否"), *_TRACKED), "停产停业企业复产"),
    Fault("annex3", "R306", "confiscated", (*_NO_CASE3, ("confiscated", "是"), ("confiscated_yuan", 800)), "没收而未处罚"),
    Fault("annex3", "R307", "transferred", (*_NO_CASE3, ("transferred", "是"), ("transferred_on", date(2020, 8, 12)), ("transferred_to", "演练公安局")), "移送而未立案"),
    Fault("annex3", "R309", "premises_cleared_na_reason", (*_FINISHED, ("premises_cleared", "不涉及")), "不涉及而无理由"),
    Fault("annex3", "R310", "visited_on", (("visited_on", date(2020, 9, 1)),), "检查时间在督导期外"),
    Fault("annex1", "R103", "posters_count", (("posters_count", "300张"),), "数量带单位"),
    Fault("annex1", "R104", "market_screened", (("market_listed", 100), ("market_screened", 130)), "已排查多于底单"),
    Fault("annex1", "R102", "publicity_done", (("publicity_done", "是"), ("slogans_count", 0), ("posters_count", 0), ("bulletins_count", 0)), "宣传发动而数量全为0"),
    Fault("annex1", "R114", "ledger_suspended", (("ledger_suspended", None),), "三类企业漏答一类"),
    Fault("annex1", "E01", "plan_made", (("plan_made", None),), "漏填"),
)
# fmt: on
