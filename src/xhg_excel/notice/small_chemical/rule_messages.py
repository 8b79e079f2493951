"""The messages of the rules of 34号 by code; the slots are those of words/findings.py."""

from __future__ import annotations

from xhg_excel.notice.schema.message import Message, Severity

_MUST, _EXPLAIN, _NOTE, _RESULT = Severity.MUST, Severity.EXPLAIN, Severity.NOTE, Severity.RESULT

# fmt: off
RULE_MESSAGES: dict[str, Message] = {
    # Annex 1.
    "R101": Message(_EXPLAIN, "第1项为“否”（未建立联席会议制度），{item}却已填“{value}”", "请核对第1项，或更正本项。"),
    "R102": Message(_EXPLAIN, "第5项广泛宣传发动为“是”，但第6、7、8项均为0", "请核对宣传数量，或说明宣传方式。"),
    "R103": Message(_MUST, "{item}应填0或正整数，现为“{value}”", "请只填数字，不带单位和“约”“多”等字样；没有数据填“未提供”。"),
    "R104": Message(_MUST, "{item}的比率与分子、分母不符，或超过100%（{value}）", "请核对两个数字；比率由表格自动计算，不用填。"),
    "R105": Message(_EXPLAIN, "{item}的排查底单数为0", "请核对部门是否提供了底单；未提供的填“未提供”。"),
    "R106": Message(_MUST, "第12项与问题清单不一致：填报（完成/清单）{value}，清单为{detail}", "请按督导时的问题清单核对；清单有变动的，请先更新清单。"),
    "R107": Message(_RESULT, "第12项称已实现“两断三清”闭环，但本地附件2中有{detail}家未完成", "按督导发现处理，不影响表格接收。"),
    "R108": Message(_MUST, "第13项称信访件已全部核实处置，但信访清单中还有{detail}件未办结", "请核对信访清单，按实际填写。"),
    "R109": Message(_EXPLAIN, "第14项“一案一档”为“是”，但已建档案少于应建档问题（{value}）", "请核对数量，或说明原因。"),
    "R110": Message(_MUST, "第15项与第12项不一致：有未完成的须答“是”或“否”，全部完成的答“不涉及”（{value}）", "请按第12项的完成情况填写第15项。"),
    "R111": Message(_RESULT, "第15项称已落实专人跟踪督办，但本地附件2中有{detail}家第8项为“否”", "按督导发现处理，不影响表格接收。"),
    "R112": Message(_MUST, "{item}应填未填：签字情况须按村、乡镇、县三级填写", "请填写本级已签字数和应签字数。"),
    "R114": Message(_MUST, "{item}应填未填：三类企业须分别回答", "请分别选择“是”或“否”。"),
    "R113": Message(_EXPLAIN, "{item}为{value}，问题清单中为{detail}", "请核对数量，或说明统计口径。"),
    # Annex 2.
    "R201": Message(_MUST, "第2至6项有“否”，但第7项未写明未完成现场整治原因", "请写明具体原因（至少4个汉字，不写“无”“正在整改”等套话）。"),
    "R202": Message(_MUST, "第2至6项有“否”，但第8项（专人跟踪督办）没有填全", "请回答第8项；为“是”的写明督办人。"),
    "R203": Message(_EXPLAIN, "第2至6项均已完成，{item}却已填“{value}”", "请核对第2至6项，或删去本栏。"),
    "R204": Message(_EXPLAIN, "第2项已关闭取缔，但第3项断水断电有“否”", "请核实是否真正关闭取缔，或说明未断水断电的理由。"),
    "R205": Message(_EXPLAIN, "第3至6项均已完成，但第2项未关闭取缔", "请核对第2项，或说明理由。"),
    "R206": Message(_EXPLAIN, "第10项已行政处罚，但第9项未立案", "请核对第9项；适用简易程序的请说明。"),
    "R207": Message(_NOTE, "第9项已立案，但第10项未行政处罚", "如案件仍在办理，可不处理。"),
    "R208": Message(_EXPLAIN, "第11项已移送司法机关，但第9项未立案", "请核对第9项，或说明由哪个部门立案。"),
    "R209": Message(_EXPLAIN, "第10项行政处罚与第11项移送司法机关同时为“是”", "请说明处罚与移送的先后。"),
    "R210": Message(_RESULT, "清单载明“{detail}”，但第9项未立案、第10项未处罚", "按督导发现处理，不影响表格接收。"),
    "R211": Message(_EXPLAIN, "清单载明场地为租用，第12项却填“不涉及”", "请核对场地是否自有，或说明理由。"),
    "R212": Message(_MUST, "问题编号“{value}”{detail}", "请对照问题清单更正编号。"),
    "R213": Message(_EXPLAIN, "第1项填“{value}”，与信访举报清单不一致", "请对照信访举报清单核对，或说明理由。"),
    "R214": Message(_EXPLAIN, "检查时间{value}不在督导期（{detail}）内", "请核对日期，或说明原因。"),
    "R215": Message(_RESULT, "问题清单称“已完成”，但现场尚未完成整治（疑似虚假整改或反弹）", "按督导发现处理，不影响表格接收。"),
    "R216": Message(_EXPLAIN, "与另一家的名称、地址几乎相同（{detail}）", "请核对是否同一家重复填报；确是两家的，请说明。"),
    # Annex 3.
    "R301": Message(_MUST, "第1至5项有“否”，但第6项未写明未完成现场整治原因", "请写明具体原因（至少4个汉字，不写“无”“正在整改”等套话）。"),
    "R302": Message(_MUST, "第1至5项有“否”，但第7项（专人跟踪督办）没有填全", "请回答第7项；为“是”的写明督办人。"),
    "R303": Message(_EXPLAIN, "第1至5项均已完成，{item}却已填“{value}”", "请核对第1至5项，或删去本栏。"),
    "R304": Message(_MUST, "类型须选且只选一种；选“其它”的须写明是什么", "请从下拉列表中选择一种类型，“其它”另写明。"),
    "R305": Message(_RESULT, "属“停产停业”企业，但第1项未关闭停产（疑似复产）", "按督导发现处理，不影响表格接收。"),
    "R306": Message(_EXPLAIN, "第10项已没收违法所得，但第9项未行政处罚", "请核对第9项，或说明理由。"),
    "R307": Message(_EXPLAIN, "第11项已移送司法机关，但第8项未立案", "请核对第8项，或说明由哪个部门立案。"),
    "R308": Message(_EXPLAIN, "与另一家的名称、地址几乎相同（{detail}）", "请核对是否同一家重复填报；确是两家的，请说明。"),
    "R309": Message(_EXPLAIN, "{item}选择了“不涉及”而没有说明理由", "请写明不涉及的理由，或改选“是”“否”。"),
    "R310": Message(_EXPLAIN, "检查时间{value}不在督导期（{detail}）内", "请核对日期，或说明原因。"),
    # Coverage of a city, against the plan of 五(二).
    "C1": Message(_MUST, "{item}已督导{value}个县（市、区），少于应督导的{detail}个", "请补足督导的县（市、区）；补报附件1、附件2和附件3。"),
    "C2": Message(_MUST, "{item}还有重点县（市、区）没有督导：{detail}", "排查企业和问题较少的县（市、区）须重点督查，请补督导。"),
    "C3": Message(_MUST, "{item}附件2有{value}家，少于应督导的{detail}家", "请补足督导的问题（不低于问题清单总数的50%）。"),
    "C4": Message(_MUST, "{item}还有{value}个未完成的问题没有附件2：{detail}", "未完成整治的问题须全部督导。"),
    "C5": Message(_EXPLAIN, "{item}的“小字头”“停产停业”没有督导够：{detail}", "每组各不少于10家；清单不足10家的全部督导，请补足或说明。"),
    "C6": Message(_EXPLAIN, "{item}信访举报还有{detail}", "信访举报件须全部核查，应兑现的奖励须兑现；请补办或说明。"),
    "C7": Message(_EXPLAIN, "{item}检查时间不在督导期（{detail}）内的表格有{value}份", "请核对日期，或说明原因。"),
    "C8": Message(_NOTE, "{item}距报告截止日{detail}还有{value}天", "请于截止日（当日算按时）前报送督导专题报告。"),
    "C9": Message(_NOTE, "全省{detail}个督导组，已报{value}个设区市", "请催报其余设区市。"),
    "C10": Message(_MUST, "{item}有附件2或附件3而没有附件1的县（市、区）：{detail}", "被督导的县（市、区）每个须有一份附件1。"),
}

# Values for the slots of a message, in the examples of docs/findings.md.
RULE_EXAMPLES: dict[str, dict[str, str]] = {
    "R101": {"value": "是"},
    "R103": {"value": "300张"},
    "R104": {"value": "130/100"},
    "R106": {"value": "11/12", "detail": "10/12"},
    "R107": {"detail": "2"},
    "R108": {"detail": "1"},
    "R109": {"value": "11/12"},
    "R110": {"value": "11/12"},
    "R111": {"detail": "1"},
    "R113": {"value": "4", "detail": "6"},
    "R203": {"value": "否"},
    "R210": {"detail": "无证无照"},
    "R212": {"value": "P009", "detail": "不在问题清单上"},
    "R213": {"value": "是"},
    "R214": {"value": "2020-08-30"},
    "R216": {"detail": "如东.xlsx 附件2登记表!B7：演练厂，演练村3组"},
    "R303": {"value": "否"},
    "R308": {"detail": "如东.xlsx 附件3登记表!B7：演练厂，演练村3组"},
    "R310": {"value": "2020-08-30"},
    "C1": {"item": "南通市", "value": "3", "detail": "4"},
    "C2": {"item": "南通市", "detail": "海安市"},
    "C3": {"item": "南通市", "value": "60", "detail": "63"},
    "C4": {"item": "南通市", "value": "1", "detail": "P001"},
    "C5": {"item": "南通市", "detail": "“小字头”督导了8家，应10家"},
    "C6": {"item": "南通市", "detail": "1件没有核实处置、2件应奖励没有兑现"},
    "C7": {"item": "南通市", "value": "1"},
    "C8": {"item": "南通市", "value": "1", "detail": "2020年8月28日"},
    "C9": {"value": "12", "detail": "13"},
    "C10": {"item": "南通市", "detail": "启东市"},
}
