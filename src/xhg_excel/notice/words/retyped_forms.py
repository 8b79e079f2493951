"""What is read on a form that is not our template: declared item texts, heads, legends; and what is vetoed.

Nothing else is read: any other word is named at its cell. To let another spelling through, declare it here.
"""

from xhg_excel.notice.schema.form import NO, YES, Kind

# Item texts. Words that may be added or left out without changing the question, and words that say the same.
FILLERS = ("已经", "情况", "具体", "如下", "以及", "已", "了", "的", "及", "和", "与")
QUESTION = "是否"
SAME_WORDS = {
    "有无": QUESTION, "有否": QUESTION, "供电部门": "电力部门", "市场监管部门": "市场监督管理部门",
    "市监部门": "市场监督管理部门", "数量": "数", "落实到专人": "落实专人",
}  # fmt: skip
# Characters that are typed for each other.
SAME_CHARACTERS = {"帐": "账", "它": "他", "己": "已", "巳": "已"}
# Other texts of a whole item, by the printed one.
OTHER_ITEM_TEXTS: dict[str, tuple[str, ...]] = {
    "是否建立联席会议制度": ("联席会议制度是否建立", "联席会议制度建立情况"),
    "是否明确联席会议成员单位职责": ("联席会议成员单位职责是否明确",),
    "是否制定专项工作方案，广泛宣传发动": ("是否制定专项工作方案并广泛宣传发动",),
    "悬挂宣传标语数": ("宣传标语数", "悬挂宣传标语", "悬挂标语数"),
    "印发宣传海报数": ("宣传海报数", "印发宣传海报", "印发海报数"),
    "印发工作简报数": ("工作简报数", "印发工作简报", "印发简报数"),
    "是否为信访举报问题": ("是否信访举报问题", "是否属于信访举报问题", "是否是信访举报问题"),
    "是否已关闭取缔": ("是否已取缔关闭",),
    "是否已彻底拆除生产、储存设备设施": ("生产、储存设备设施是否已彻底拆除",),
    "是否已彻底清理厂房、场地": ("厂房、场地是否已彻底清理",),
    "是否已彻底清理原材料、产品及危险废物": ("原材料、产品及危险废物是否已彻底清理",),
    "未完成现场整治原因": ("未完成现场整治的原因说明", "未完成整治原因"),
    "未完成现场整治问题是否落实专人跟踪督办": ("是否落实专人跟踪督办",),
    "是否进行行政处罚": ("是否行政处罚", "是否给予行政处罚"),
    "是否移送司法机关处理": ("是否移送司法机关",),
}
# Hints that people print behind an item.
ITEM_HINTS = ("", "（是/否）", "（是或否）", "（打√）", "（必填）")
# A long item may be cut short with one of these marks behind at least half of it, and so many characters.
CUT_MARKS, SHORTEST_CUT = ("…", "...", "。。。"), 12
# Similarity (0 to 1) from which an unknown text is named as an item; and that of a text beside the item's number.
NAMED_FROM, NUMBERED_FROM = 0.6, 0.25
# A form is read when at least this share of its items is found; with at least LIKE_A_FORM it is named (F23).
SURE_FORM, LIKE_A_FORM = 0.5, 0.2

# Heads of the columns of an item table.
NUMBER_HEADS = ("序号", "编号", "项次", "项号", "序")
_ACTS = ("", "检查", "督导", "督查", "核查", "督导检查", "检查督导")
ITEM_HEADS = (*(act + what for act in _ACTS for what in ("内容", "项目", "事项", "要点")), "项目内容")
# Under these any kind of answer is read.
ANSWER_HEADS = (
    *(where + act + what for where in ("", "现场") for act in _ACTS for what in ("情况", "结果")),
    *(act + what for act in _ACTS[1:] for what in ("记录", "结论")),
    "填写内容", "填报内容", "填报情况", "填写情况", "完成情况", "落实情况", "答案",
)  # fmt: skip
TICK_HEADS = ("是", "否", "有", "无", "没有", "已", "未", "不涉及", "不适用")
# Under these only some kinds of fields are read.
_CHOICES = (Kind.YES_NO, Kind.YES_NO_NA)
KINDS_UNDER: dict[str, tuple[Kind, ...]] = {
    **dict.fromkeys(("是/否", "是否", "是或否", "是、否"), _CHOICES),
    **dict.fromkeys(("数量", "数值", "数字"), (Kind.COUNT,)),
    **dict.fromkeys(("金额", "金额（元）"), (Kind.YUAN,)),
    **dict.fromkeys(("情况说明", "具体情况", "详细情况", "文字说明"), (Kind.TEXT, Kind.ID, Kind.DATE)),
}
# Columns without answers; what stands there is named.
REMARK_HEADS = ("备注", "说明", "其他", "其它")
# Beside columns of ticks only, the first of these has the answers in words, as WORDS_HEAD has.
WORDS_HEAD, BESIDE_TICKS = "情况说明", ("说明",)
# The number of an item, left of its text.
ITEM_NUMBER = r"[^\w√✓✔]*\d{1,2}(?:\.0)?[^\w√✓✔]*"
# A hint or a unit behind a head, which is no part of it; what a unit does to figures is decided by SCALES.
HEAD_HINT = r"\((?:是[/、或]?否|打√|打勾|√|请?打√|填写?是[/、或]?否|是[/、或]?否[/、或]?不涉及|请?如实填写|(?:金额|数量|单位|人民币|:)*[十百千万亿]*[元份条张家人件次期个])\)$"
LONGEST_HEAD, LONGEST_TITLE = 40, 60

# A note about ticks is understood when all of it is made of these; any other makes ticks unclear.
TICK_WORDS = r"[√✓✔☑☒☐□○●■×✗✘]|打勾|打钩|打对勾|画勾|划勾|打叉|画圈|打圈|对号|对勾"
_TICK, _CROSS = r"[“\"]?(?:[√✓✔☑]|勾|钩|对勾)[”\"]?", r"[“\"]?(?:[×✗✘]|叉)[”\"]?"
_YES, _NO = (
    rf"[“\"]?(?:{YES}|已完成|完成|已落实|落实|已做到)[”\"]?",
    rf"[“\"]?(?:{NO}|未完成|没有完成|未落实|没有落实|未做到)[”\"]?",
)
_MEANS, _MARKED = r"(?:表示|代表|为|指|即|是|[=:])?", r"(?:的|项|者)?(?:请)?(?:用|打|画|划|填)"
LEGEND = "|".join(
    [rf"{mark}{_MEANS}{word}|{word}{_MARKED}{mark}" for mark, word in ((_TICK, _YES), (_CROSS, _NO))]
    + [rf"请?在(?:相应|对应)(?:的)?(?:栏|方框|空格|□|位置)?(?:内|中|里|上)?(?:打|画|划){_TICK}"]
)
# Printed options of which one is ticked: an answer, no note.
_BOX = r"[√✓✔☑■●□☐○]?"
OPTIONS = rf"{_BOX}{YES}{_BOX}[/、]?{_BOX}{NO}{_BOX}"
LEGEND_BEGINS = r"^[(]?(?:注|说明|备注|填表说明)?[:.]?(?:1[.、])?"

# Words anywhere outside the answers that say that a form is not handed in.
VOID_WORDS = (
    "作废", "样表", "样张", "样例", "示例", "范例", "例表", "草稿", "初稿", "征求意见", "讨论稿", "送审稿", "填写说明表",
    "供参考", "请勿填报", "不作数", "已废止", "模拟填报",
)  # fmt: skip
_YEAR = 2020
# Words in a title, or the name of a sheet, that make it a form about something else.
OTHER_SUBJECTS = ("计划", "整改前", "自查", "自评", "复查", "去年", "上年", "上期", "上次", "前次", "汇总表", "统计表")
TITLE_WORD, TABLE_WORD = "督导", "表"
# What may stand before and behind the title of an annex (letters and digits only); any other word vetoes the form.
TITLE_ADDITIONS = (
    rf"(?:(?:附件|附表|表|续表|续)(?:\d{{1,2}}|[一二三])?|{_YEAR}(?:年度|年)|\d{{1,2}}月份?(?:\d{{1,2}}日)?"
    r"|第(?:\d{1,2}|[一二三四五六七八九十]{1,2})[批次轮期页组]|共\d{1,2}页|小化工专项(?:整治|治理|行动)*"
    r"|[^\W\d省市县区镇乡村]{0,8}[省市县区镇乡村]|[^\W\d省市县区镇乡村]{2,8}街道|\d{1,2})*+"
)
# A text with these is a sentence that mentions a title.
NO_TITLE = r"[，。；,;]|^(?:注|说明|备注)"
VOID_BEGINS = ("例", "举例", "范本")
# Tables of sites may well be called the last two.
OTHER_TABLES = OTHER_SUBJECTS[:-2]
VOID_SHEETS = (*VOID_WORDS, "备份", "旧表", "旧版", "老表", "旧的", "历史", "废弃", "例子", "模拟")

# A unit that multiplies figures beside or below it; behind a number it is an amount (2万元, 三千份).
SCALE = (
    r"(?<![\d.多余几数来〇零一二两三四五六七八九十百千万亿])[百千万亿]+(?P<unit>元|份|张|条|人|家|件|次|期|个|户|册)"
    r"|[(（][十百千万亿]+[)）]"
)

# A text that is no answer: print of the form, or a stand-in for a name.
NO_TEXT = (
    r"[(（【\[<〈《].*[)）】\]>〉》]|请(?:选择|填写|输入|选|填).*|(?:如|例|例如|示例|样例)[:：].*"
    r"|[是否有无不涉及/／、或□☐\s][是否有无不涉及\s]*+[/／、或□☐][是否有无不涉及/／、或□☐\s]+|同上|见上|同前|待定|待填|待补"
)
NO_NAME = r"^(?:无|不详|不明|未知|暂无|没有|待查)$|[Xx×✕*]{2,}|[Xx×][镇村厂县市乡组路区公作企]|某"
# Words around an answer that change nothing: 已 or 未 before the asked thing; who did it, and when (a day of the
# campaign only behind 已: it may be a plan); how many in all.
DONE, UNDONE = "已", "未"
_DONE_ON = r"(?:已于?(?:2020年)?8月|(?:2020年)?[1-7]月)(?:\d{1,2}日)?"
_DONE_BY = r"(?:镇|乡|街道|县|区|市)(?:人民)?(?:政府|应急管理局|公安局)?"
_DONE_WHAT = "关闭|取缔|拆除|清理|断水|断电|停产|查封|完成"
DONE_REMARK = rf"{YES}[,;(](?:{_DONE_ON}|已|于|由|被|全部|均|{_DONE_BY}|{_DONE_WHAT}|了)++[)]?[。.]?"
COUNT_WORD, COUNT_FILLERS = "数", ("共计", "合计", "累计", "总计", "一共", "共")
# 其它 with its text behind it.
OTHER_TYPE = r"其[它他][(:](?P<text>[^\W_]\w{0,19})[)]?"
# No name of a person, place or firm: a date, or only digits.
DAY_OR_DIGITS = r"[\d年月日号至到./~—:+-]+"
# Two names of sites, each of two letters or more, in one cell; within brackets others may be mentioned.
TWO_NAMES = r"^[^()（）]*\w{2}\s*[/／、；;\n]\s*\w{2}"
# A reason that says that there is none.
NO_REASON = ("无", "没有", "无。", "已完成", "已完成整治", "已全部完成", "已整治完成", "已整改完成", "均已完成")
# Words beside an answer that change nothing.
HARMLESS = ("已拍照", "见照片", "详见照片", "见附件", "详见附件", "附照片", "附后")
