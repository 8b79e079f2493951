"""The message of every finding by code: severity, what was found, how to resolve it.

Slots: {item} the printed place (附件2第4项·断水), {value} what stands in the cell,
{choices} what it may hold, {detail} a fact the check adds, {near} what it almost is.
"""

from __future__ import annotations

from xhg_excel.notice import ANNEXES, RULE_EXAMPLES, RULE_MESSAGES, SITE_ANNEXES, UNIT_ANNEXES
from xhg_excel.notice.schema.message import Message, Severity
from xhg_excel.notice.words.as_written import ID_DOUBTS, CsvFault
from xhg_excel.notice.words.looks import Look
from xhg_excel.notice.words.rows import RowKind

__all__ = ["MESSAGES", "Message", "Severity"]

_MUST, _EXPLAIN, _NOTE, _RESULT = Severity.MUST, Severity.EXPLAIN, Severity.NOTE, Severity.RESULT

_LABELS = "、".join(annex.label for annex in ANNEXES)
_UNIT = "、".join(annex.label for annex in UNIT_ANNEXES)
_FIRST = (*SITE_ANNEXES, *UNIT_ANNEXES)[0].label  # a form that is handed in alone

# fmt: off
MESSAGES: dict[str, Message] = {
    # Cells: type, range, choice, due.
    "E01": Message(_MUST, "{item}应填未填", "请填写；确实没有数据的，数字栏可填“未提供”。"),
    "E02": Message(_MUST, "{item}应填{choices}，现为“{value}”", "请从下拉列表中选择。"),
    "E03": Message(_MUST, "{item}应填0或正整数，现为“{value}”", "{near}请只填数字，不带单位和“约”“多”等字样；没有数据填“未提供”。"),
    "E04": Message(_MUST, "{item}应填0或正的金额（元），现为“{value}”", "{near}请只填以元为单位的数字。"),
    "E05": Message(_MUST, "{item}应填日期，现为“{value}”", "请按“2020-8-12”的样式填写。"),
    "E06": Message(_EXPLAIN, "{item}按前面的回答不需要填写，现为“{value}”", "请核对前面的回答，或删去本栏。"),
    "E07": Message(_MUST, "{item}超过{choices}字（现{detail}字）", "请压缩，打印时才放得下。"),
    "E08": Message(_EXPLAIN, "{item}选择了“不涉及”而没有说明理由", "请写明不涉及的理由，或改选“是”“否”。"),
    "E09": Message(_MUST, "{item}单元格是错误值“{value}”", "请改填实际内容。"),
    "E10": Message(_EXPLAIN, "{item}的说明“{value}”没有写明具体情况", "请写明具体情况（至少4个汉字），不写“无”“核实无误”等。"),
    "E11": Message(_EXPLAIN, "{item}一格里的“{value}”没能对应到填报项，没有读取", "请逐项写明，如“断水：是；断电：否”。"),
    "E12": Message(_MUST, "{item}的“{value}”{detail}，没有采用", "只采用看得见的内容。{choices}"),
    "E13": Message(_MUST, "{item}“{value}”不能当作编号：{detail}", "请照清单上的编号填写一个编号；先把单元格格式改为“文本”再填。"),
    "E21": Message(_MUST, "{item}填的“{value}”不是实际内容，没有读取", "请填写实际内容；没有的留空。"),
    "E22": Message(_MUST, "{item}的“{value}”受“{detail}”影响，单位不能确定，没有读取", "请换算成以“{choices}”为单位的数字，并删去“{detail}”。"),
    "N01": Message(_NOTE, "{item}原填“{value}”，按“{detail}”读取", "如读取有误，请改填规范内容。"),
    "N02": Message(_NOTE, "{item}填为“未提供”", "合计中单列，不按0计算；取得数据后请补报。"),
    "N03": Message(_NOTE, "“{value}”不在填报区内，没有读取", "如属填报内容，请移到对应栏目。"),
    "N04": Message(_NOTE, "表样与下发的模板不同，按印刷文字认出是{item}（把握{detail}）", "请核对按读到的内容填好的模板后报送，或核对原表后确认；认错了的，请改用模板填报。"),
    "N05": Message(_NOTE, "“{value}”按{item}“{choices}”读取", "如认错了，请恢复表样的原文。"),
    "N06": Message(_NOTE, "表头“{value}”按“{detail}”读取", "如认错了，请恢复模板的表头。"),
    "N07": Message(_NOTE, "表内没有写明填报单位，按文件名（文件夹名）读为{value}", "如不对，请在封面填写设区市和县（市、区）。"),
    "N08": Message(_NOTE, "按排查台账逐家计数：{value}家，分属{detail}个县（市、区）；其余栏没有读取", "如行数不对，请核对台账是否完整。"),
    "N09": Message(_NOTE, "与“{detail}”里的{item}相同，只计一次", "可删去多余的一份。"),
    "N10": Message(_NOTE, "有看不见的字符（{detail}），已略去，按“{value}”读取", "不影响；可重新填写这一格。"),
    "N11": Message(_NOTE, "批注或文本框里的“{value}”没有读取", "如属填报内容，请写进格内。"),
    "N20": Message(_NOTE, "“{value}”读作填报单位{detail}", "如不对，请在封面填写设区市和县（市、区）。"),
    **RULE_MESSAGES,
    # The plan of a city.
    "P01": Message(_MUST, "{item}缺少{detail}的排查底数，重点督查县（市、区）未计", "请补全排查底数后重新计划；没有底数，排不出“排查企业总数较少、排查问题较少”的县（市、区）。"),
    "P02": Message(_MUST, "{item}应再抽{detail}个已完成的“小化工”，各县（市、区）内一共只有{value}个", "请补正问题清单的县（市、区）栏；属于功能区的，在设置中启用该功能区后重新计划。"),
    "P03": Message(_NOTE, "{item}的{value}清单只有{detail}家，全部督导", "确实只有这些的，在督导报告中说明；清单不全的，请补全后重新计划。"),
    "P04": Message(_NOTE, "{item}督导县内的{value}不够，另从其他县抽{detail}", "到现场督导即可，所在县不因此算作督导县，不填附件1。"),
    "P05": Message(_NOTE, "{item}有{value}个未完成的不在督导县内（{detail}）", "也须到现场督导；所在县不因此算作督导县，不填附件1。"),
    "P06": Message(_EXPLAIN, "{item}的问题清单没有“小化工”", "请核对清单是否移交齐全；确实没有的，不抽，在督导报告中说明。"),
    "P07": Message(_NOTE, "{item}未完成的有{value}个，已够应督导的{detail}个，不再从已完成中抽", "未完成的全部督导即可。"),
    # Rows of a ledger.
    "L01": Message(_MUST, "{item}“{value}”不是本省的设区市", "请改为{detail}之一。"),
    "L02": Message(_MUST, "{item}“{value}”不是{detail}的县（市、区）", "请改为规范名称；属于功能区的，须在设置中启用（zones_on、zones_added）。"),
    "L03": Message(_MUST, "{item}“{value}”不属于{detail}", "请核对这一行的设区市和县（市、区）。"),
    "L04": Message(_MUST, "两行的{item}写法不同（{value}），但指的是同一个", "请核对后删去一行，或更正其中一个。"),
    "L05": Message(_NOTE, "这一行是合计（“{value}”），没有当作一行数据读取", "不影响；请勿在清单中加合计行。"),
    "L06": Message(_MUST, "有{value}行的{item}与“{detail}”里的相同，会重复计算", "同一份清单只放一份；请移走旧的或多余的文件、工作表，再运行。"),
    "L07": Message(_MUST, "有{value}行被隐藏、筛选掉、划去或看不见内容，没有读取", "请取消隐藏和筛选，核对后再报；不用的行请删去。"),
    "L10": Message(_NOTE, "有{item}行{detail}（“{value}”），没有当作数据读取", "不影响；如是一家企业的填报内容，请改填规范内容。"),
    "L11": Message(_MUST, "有{item}行{detail}（“{value}”），没有计入", "是一家企业的，请把名称和检查情况填全，一家一行；不用的行请删去。"),
    # Files, sheets and units.
    "F01": Message(_MUST, "文件打不开，可能已损坏（{detail}）", "请用Excel或WPS打开后另存为.xlsx再报。"),
    "F02": Message(_MUST, "文件设有打开密码", "请去掉密码后再报。"),
    "F03": Message(_MUST, "工作簿是空的，没有任何填报内容", "请填写后再报；如误发空表，请换成已填的文件。"),
    "F04": Message(_MUST, "扩展名与内容不符（{detail}）", "请用Excel或WPS打开后另存为.xlsx再报。"),
    "F05": Message(_MUST, f"没有找到{_LABELS}或台账的表格，可能是别的工作簿", "请使用下发的模板填报。"),
    "F06": Message(_MUST, "填报单位“{value}”不是本次督导的县（市、区）", "请在封面填写规范名称；功能区须由省里在设置中启用。"),
    "F07": Message(_MUST, "“{value}”在几个设区市都有（{detail}），不能确定是哪一个", "请在封面同时填写设区市。"),
    "F08": Message(_MUST, "“{value}”不属于{detail}，没有并入汇总", "请报送所属设区市的督导组。"),
    "F09": Message(_MUST, "{value}报送了不止一份（{detail}），均未并入汇总", "请只保留一份最终稿后重新汇总。"),
    "F10": Message(_EXPLAIN, "使用的是旧版模板（{value}），现行版本为{detail}", "请改用现行模板；本次已按可识别内容读取。"),
    "F11": Message(_MUST, "工作表范围异常（{detail}），没有读取", "请删除表格以外的零散单元格，另存后再报。"),
    "F12": Message(_MUST, "没有填写报送单位，文件名也看不出", f"请在封面（单张表在表右侧）填写设区市和县（市、区），市本级填报的层级选“市本级”；或把文件名改成“南通市如东县 {_FIRST}.xlsx”的样式。"),
    "F13": Message(_EXPLAIN, f"{_UNIT}整表未填", f"被督导的县（市、区）须填{_UNIT}；只查个别企业的，请说明。"),
    "F14": Message(_NOTE, "“{value}”为旧名称，已归入{detail}", "今后请用新名称。"),
    "F16": Message(_MUST, "不是本程序能读的文件类型（{detail}）", "请另存为.xlsx再报。"),
    "F17": Message(_NOTE, "工作表“{value}”不是填报表，没有读取", "如属填报内容，请放入模板的对应工作表。"),
    "F18": Message(_MUST, "封面填写的是“{value}”，应为“{detail}”之一", "请更正封面。"),
    "F19": Message(_MUST, "缺少“{detail}”栏，没有读取这一栏", "请恢复模板的表头。"),
    "F20": Message(_MUST, "两行的{detail}相同（{value}）", "请核对后删除或更正其中一行。"),
    "F21": Message(_MUST, "第{detail}项的行找不到，没有读取", "请恢复模板的行和序号。"),
    "F22": Message(_NOTE, "是汇总表，不是报送表，没有并入", "汇总到省用 --level province；否则请把它移出报送文件夹。"),
    "F23": Message(_MUST, "像是{item}，但把握只有{detail}，没有读取", "请改用下发的模板填报，或恢复表样的标题、序号和检查内容。"),
    "F24": Message(_MUST, "{item}的答案不能确定（{value}），没有读取", "请在“检查情况”一栏只写一个答案（打勾的改写“是”或“否”），其余移到“备注”或删去。"),
    "F25": Message(_MUST, "{item}的填写处找不到，没有读取", "请补上“{value}：”并在右边填写，或改用模板。"),
    "F26": Message(_MUST, "表内填报单位是“{value}”，文件名（文件夹名）却是“{detail}”，不能确定是哪个单位的", "请核对是否放错文件或填错封面，更正其中一处。"),
    "F27": Message(_MUST, "是一个文件夹，不是工作簿", "名称像工作簿；如是解压出来的，请从原处重新复制文件。"),
    "F28": Message(_MUST, "文件打不开：被别的程序占用，或没有读取权限", "请关闭打开它的程序（Excel、WPS、同步盘）后再运行。"),
    "F29": Message(_MUST, "读取时文件正在变化（还在保存、复制或同步）", "请等保存或同步完成后再运行。"),
    "F30": Message(_MUST, "读取超过{detail}秒，已停止", "文件过大或已损坏；请把填报内容复制到新下发的模板再报。"),
    "F31": Message(_MUST, "读取时内存不够或读取程序中止，已跳过这个文件", "文件可能损坏或含有异常大的区域；请把填报内容复制到新下发的模板再报。"),
    "F32": Message(_MUST, "内容不像正常的工作簿（{detail}），为安全没有读取", "请核对文件来源；确是填报表的，把内容复制到新下发的模板再报。"),
    "F42": Message(_MUST, "读取时程序内部出错，已跳过这个文件", "请把填报内容复制到新下发的模板再报，并把这个文件发给技术支持。"),
    "F33": Message(_MUST, "文字编码认不出来", "请用Excel或WPS另存为.xlsx，或存为“CSV UTF-8”再报。"),
    "F34": Message(_MUST, "有{value}行的设区市或县（市、区）认不出（“{detail}”），没有计入", "请更正这些行的设区市、县（市、区）。"),
    "F35": Message(_EXPLAIN, "有{value}行与前面的行完全相同（{detail}），均已计入", "请核对是否重复登记。"),
    "F37": Message(_MUST, "{value}既有逐家的排查台账，“{detail}”里又有排查底数，合在一起会重复", "请只留一种，把另一种移出台账文件夹。"),
    "F36": Message(_EXPLAIN, "有{value}行的“是否存在问题”没有填或认不出（“{detail}”），没有计入问题数", "请填“是”或“否”。"),
    "F38": Message(_NOTE, "是本程序生成的抽样配额、计划、进度、冻结记录或抽取名单，不是填报表或台账，没有读取", "不用处理；核对名单用 xhg draw verify。"),
    "F43": Message(_MUST, "工作表“{value}”填有内容但被隐藏，没有读取", "请取消隐藏，核对后再报；不用的请删去这张工作表。"),
    "F40": Message(_NOTE, "{value}，没有读取", "其中有填报内容的，请另存为.xlsx放进文件夹再运行；没有的不用处理。"),
    "F41": Message(_MUST, "没有读取（{detail}）", "请解压以后，把里面的工作簿放进文件夹再运行。"),
    "F60": Message(_MUST, "文件名和文件夹名里有两个单位（“{value}”“{detail}”），不能确定是哪个单位的", "请在封面填写设区市和县（市、区），并更正文件名或换一个文件夹。"),
    "F61": Message(_MUST, "第{value}行{detail}，没有读取（共{item}行）", "请更正这些行（内容里有逗号、引号或换行的，用Excel或WPS打开原文件另存为.xlsx再报）；其余各行照常读取。"),
    "F51": Message(_MUST, "“{value}”像是{item}“{choices}”，但字句不同，没有读取", "请恢复表样的原文，答案写在“检查情况”栏。"),
    "F52": Message(_MUST, "{item}的“{value}”不是表样的“检查情况”栏，没有读取", "如是本次检查的情况，请把表头改为“检查情况”再报。"),
    "F53": Message(_MUST, "写有“{value}”，像是样表、草稿或不用的表，{item}没有读取", "如是正式填报，请删去“{value}”字样再报；不用的表请从报送文件中删去。"),
    # Merging: versions, what was carried over, what does not add up.
    "F39": Message(_MUST, "本工作簿里有两份{item}，内容不同，只采用了“{detail}”里的一份", "一个单位只报一份；请删去不用的一份再报。"),
    "M01": Message(_EXPLAIN, "{value}报送了{detail}", "请核对采用的是否最终稿；不是的，请只保留最终稿后重新汇总。"),
    "M02": Message(_NOTE, "{item}的说明在新报送中没有写，已沿用旧文件{detail}的说明“{value}”", "不再适用的，请在新文件的“说明”栏另写。"),
    "M03": Message(_EXPLAIN, "{item}的说明“{value}”写在旧文件{detail}，新报送没有写，填报内容又有变化，没有沿用", "请在新文件的“说明”栏写明。"),
    "M04": Message(_MUST, "单元格核对不上：非空{value}格，有去向的{detail}格", "本次汇总不完整，请把这个文件发给程序维护人员；先人工核对这个文件。"),
    "M05": Message(_MUST, "{item}的合计对不上：{value}，{detail}", "本次汇总不完整，请把汇总表发给程序维护人员；先人工核对这一栏。"),
    "M06": Message(_MUST, "同一文件里两处填报单位不一致：“{value}”和“{detail}”，没有并入汇总", "请更正封面、标题、表旁或工作表名称里的填报单位，一个文件只报一个单位。"),
    "M07": Message(_NOTE, "含有信访举报人的姓名，或电话、身份证号，输出时已隐去", "举报人信息只应留在信访举报清单，请从本格删去。"),
    "M08": Message(_MUST, "{item}在下级汇总时没有读出，合计中没有计入", "请填报单位更正后，由下级重新汇总上报。"),
    "M09": Message(_MUST, "汇总表被手工改过：{item}现为“{value}”，按数据明细应为“{detail}”", "更正请改报送表后重新汇总；本次按数据明细汇总，没有采用手工改的数。"),
}
# fmt: on

# The part of a message that quotes the cell; a hint beside that cell omits it.
VALUE_SHOWN = r"，现为“\{value\}”|“\{value\}”|（\{value\}）|\{value\}|（现\{detail\}字）"

# Texts that are no reason.
BOILERPLATE = (
    "无", "没有", "正在整改", "正在整治", "整改中", "整治中", "核实无误", "情况属实", "已核实", "其他原因", "其它原因",
    "特殊原因", "客观原因",
)  # fmt: skip

# The reference page of all findings.
PAGE_TITLE = "校验结果代码"
PAGE_INTRO = (
    "**强制**须更正；**核实**须更正或在“说明”栏写明理由（至少4个汉字，套话不算），写明后记为**已说明**；"
    "**提示**供了解；**发现**是督导发现的情况，不影响表格接收。"
    "不是下发的模板、还没有核对确认的表，N01、N04、N05、N06、N07按**核实**列出，确认后仍是提示。本页由程序生成：`python docs/make_pages.py`。"
)
ANY_ITEM = "（某项）"
PAGE_HEAD = "| 代码 | 级别 | 情况 | 例 | 依据 | 怎样改 |"
# What a city still lacks of its task (五(二)) is no fault of filling in and is counted apart.
GAP_PREFIX = "C"
GAP_SHOWN = "任务缺口（{severity}）"
FILLING_COUNTS = "填报问题：{counts}"
GAP_COUNT = "；任务缺口：{count} 项"
PAGE_GROUPS = {
    "E": "单元格：类型、范围、选项、应填",
    "N": "读取说明",
    **{f"R{annex.number}": annex.label for annex in ANNEXES},
    "C": "任务缺口：覆盖面（设区市）",
    "P": "督导计划（设区市）",
    "L": "台账和登记表的行",
    "F": "文件、工作表、填报单位",
    "M": "汇总：版本、核对、隐去",
}
# Values for the slots of a message, in the examples of that page.
EXAMPLES: dict[str, dict[str, str]] = {
    **RULE_EXAMPLES,
    "E02": {"value": "部分"},
    "E03": {"item": "“排查企业总数”", "value": "300张"},
    "E04": {"value": "两万"},
    "E05": {"value": "八月中旬"},
    "E06": {"value": "XF001"},
    "E07": {"detail": "163"},
    "E09": {"item": "附件1第6项", "value": "#REF!"},
    "E10": {"item": "附件2第10项", "value": "核实无误"},
    "E12": {"item": "附件1第6项", "value": "300", "detail": Look.STRUCK.value},
    "E13": {"item": "附件2“问题编号”", "value": "2.02008E+17", "detail": ID_DOUBTS["scientific"]},
    "N10": {"value": "P114", "detail": "U+200B"},
    "N11": {"value": "此处应为否"},
    "E21": {"item": "附件2“检查人”", "value": "（签名）"},
    "E22": {"item": "附件2第10项（处罚金额）", "value": "2", "detail": "万元", "choices": "元"},
    "N01": {"item": "附件2第2项", "value": "√", "detail": "是"},
    "N02": {"item": "附件1第9项（排查底单数（家））"},
    "N03": {"value": "联系电话另报"},
    "E11": {"item": "附件2第3项（断水）", "value": "已拍照"},
    "N04": {"item": "附件2", "detail": "97%"},
    "N05": {"item": "附件2第3项", "value": "断水断电情况", "choices": "是否已断水断电"},
    "N06": {"value": "企业名称", "detail": "名称"},
    "N07": {"value": "南通市如东县"},
    "N20": {"value": "督导地区：如东县", "detail": "南通市如东县"},
    "F01": {"detail": "工作表 xl/worksheets/sheet1.xml 的内容不是工作表"},
    "F04": {"detail": ".xlsx"},
    "F06": {"value": "演练县"},
    "F17": {"value": "通讯录"},
    "F07": {"value": "鼓楼区", "detail": "南京市、徐州市"},
    "F08": {"value": "南通市如东县", "detail": "盐城市"},
    "F09": {"value": "南通市如东县", "detail": "如东1.xlsx、如东2.xlsx"},
    "F10": {"value": "2020.08.0", "detail": "2020.08.1"},
    "F11": {"detail": "1048576×16384"},
    "F14": {"value": "海门市", "detail": "海门区"},
    "F16": {"detail": ".doc"},
    "F18": {"value": "南通", "detail": "南京市、无锡市……"},
    "F19": {"detail": "问题编号"},
    "F20": {"value": "P007", "detail": "问题编号"},
    "F21": {"detail": "9"},
    "F23": {"item": "附件2", "detail": "38%"},
    "F24": {"item": "附件2第2项", "value": "是、否"},
    "F25": {"item": "附件2“详细地址”", "value": "详细地址"},
    "N08": {"value": "1700000", "detail": "95"},
    "F30": {"detail": "60"},
    "F32": {"detail": "解压后4000 MB"},
    "F34": {"value": "12", "detail": "南通市演练县"},
    "F35": {"value": "3", "detail": "演练作坊"},
    "F37": {"value": "南通市如东县", "detail": "排查底数"},
    "F36": {"value": "8", "detail": "待定"},
    "F26": {"value": "如东县", "detail": "海安市 附件2"},
    "F61": {"value": "31、39", "item": "2", "detail": CsvFault.QUOTE.value},
    "F60": {"value": "如东县", "detail": "海安市"},
    "F39": {"item": "附件1", "detail": "附件1"},
    "F43": {"value": "附件1（旧）"},
    "F40": {"value": "Word 文档"},
    "F41": {"detail": "设有密码"},
    "F51": {"item": "附件2第3项", "value": "是否正在断水断电", "choices": "是否已断水断电"},
    "F52": {"item": "附件1", "value": "去年同期"},
    "F53": {"item": "附件2", "value": "样表"},
    "N09": {"item": "附件1", "detail": "附件1"},
    "P01": {"item": "南通市", "detail": "如东县、海安市"},
    "P02": {"item": "南通市", "value": "40", "detail": "52"},
    "P03": {"item": "南通市", "value": "“小字头”", "detail": "7"},
    "P04": {"item": "南通市", "value": "“停产停业”", "detail": "启东市2家"},
    "P05": {"item": "南通市", "value": "3", "detail": "启东市2、如皋市1"},
    "P06": {"item": "南通市"},
    "P07": {"item": "南通市", "value": "30", "detail": "25"},
    "L01": {"item": "问题清单“设区市”", "value": "演练市", "detail": "南京市、无锡市……"},
    "L02": {"item": "问题清单“县(市、区)”", "value": "演练县", "detail": "南通市"},
    "L03": {"item": "问题清单“县(市、区)”", "value": "江阴市", "detail": "南通市"},
    "L04": {"item": "问题清单“问题编号”", "value": "7、007"},
    "L05": {"value": "合计"},
    "L10": {"value": "序号", "item": "1", "detail": RowKind.HEADS.value},
    "L11": {"value": "演练镇", "item": "1", "detail": RowKind.UNANSWERED.value},
    "L06": {"value": "125", "item": "问题清单“问题编号”", "detail": "问题清单（旧）.xlsx"},
    "L07": {"value": "3"},
    "M01": {
        "value": "南通市如东县",
        "detail": "2份，按封面的填报日期采用本文件（2020-08-20，另一份2020-08-18），不计如东.xlsx",
    },
    "M02": {"item": "附件2第10项（行政处罚）", "value": "适用简易程序当场处罚", "detail": "如东.xlsx"},
    "M03": {"item": "附件2第10项（行政处罚）", "value": "适用简易程序当场处罚", "detail": "如东.xlsx"},
    "M04": {"value": "612", "detail": "611"},
    "M05": {"item": "附件1第6项", "value": "明细为120", "detail": "汇总表为119"},
    "M06": {"value": "如东县", "detail": "海安市"},
    "M08": {"item": "附件1第6项"},
    "M09": {"item": "附件1汇总!D12", "value": "130", "detail": "120"},
}
