"""How people really write an answer, and what it is read as."""

from datetime import date

YES_WORDS = frozenset({"是", "√", "✓", "✔", "☑", "有", "已", "是的", "对", "y", "yes", "true"})
NO_WORDS = frozenset({"否", "×", "✗", "✘", "x", "无", "未", "没有", "不是", "n", "no", "false"})
# Where 不涉及 is a choice, 无 and 没有 could mean it just as well: not guessed.
AMBIGUOUS_WORDS = frozenset({"无", "没有"})
# Whether something was cleared away: 无 may say that nothing was, or that nothing is left.
CLEARING_AMBIGUOUS_WORDS = frozenset({"有", "无", "没有"})
NOT_APPLICABLE_WORDS = frozenset({"不涉及", "不适用"})
BLANK_WORDS = frozenset({"/", "-", "—", "——", "--", "\\", "／"})
CHOICE_WORDS = {"其他": "其它", "完成": "已完成", "未整改": "未完成", "已完成整治": "已完成", "未完成整治": "未完成"}
# How the word of a totals row ends.
TOTAL_ROW_WORDS = ("合计", "总计", "小计", "共计", "汇总", "全市", "全省")
# Letters that are typed for digits. They are not read as such; the remedy says which they are.
LOOKALIKES = {"O": "0", "o": "0", "l": "1", "I": "1"}
LOOKALIKE = "字母{letter}应为数字{digit}"
LOOKALIKES_SAID = "其中{said}。"
MYRIAD = "万"
# A cell of words that makes the figures beside or below it so many times as much; and an item that was
# answered in its own text.
MYRIADS = r"[^\d]*万(?:元|份|张|条|人|家)[^\d]*"
ANSWERED_IN_TEXT = r"[:：（(]\s*[是否有无√×✓]\s*[）)]?$"
YUAN_WORD = "元"
DATE_PATTERNS = (
    r"(?P<y>\d{4})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?(?:00:00:00)?",
    r"(?P<m>\d{1,2})月(?P<d>\d{1,2})日?",
    r"(?P<m>\d{1,2})[-/.](?P<d>\d{1,2})",
)
# ±0.1 point (R104); a number above this was meant as percent.
ROUNDED_RATE, LARGEST_SHARE = 0.00105, 2
STATED_RATE = "{stated}，应为{part}/{whole}"
ERROR_VALUES = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#未计算"})
UNCALCULATED = "#未计算"
BLANK_SHOWN = "空白"
HAN = range(0x4E00, 0xA000)
# A date outside these is a slip of the pen.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2049, 12, 31)

# How surely a printed text was recognised, 0 to 1. An item or a head below SURE_TEXT is not read;
# a form of which less than SURE_FORM was found is a finding (F23), not data; below LIKE_A_FORM
# the sheet is no form at all. A text must be ahead of the next best by CLEAR_LEAD.
SURE_TEXT, SURE_FORM, LIKE_A_FORM, CLEAR_LEAD = 0.8, 0.5, 0.2, 0.05
SAME_NUMBER_ADDS, FOREIGN_COSTS, SHORTENED_KEEPS = 0.05, 1.5, 0.85
SHORTEST_ABBREVIATION, SHORTEST_SHARE = 4, 0.25
# A word that turns a question round: where it differs, the text is another one.
NEGATIONS = "不未没无非"
# Words that turn it round where somebody adds them: what should be done, or is undone, has not been done.
TURNING_WORDS = ("待", "应", "拟", "需", "仍", "免", "恢复", "暂", "撤", "取消", "解除")
# Verbs that carry the meaning: what is asked without them is whether something is there, not whether it is gone.
CARRYING_VERBS = ("拆除", "清理")
# Words that people add or leave out without changing what is asked.
FILLERS = (
    "是否",
    "有无",
    "有否",
    "情况",
    "已经",
    "数量",
    "具体",
    "如下",
    "的",
    "了",
    "已",
    "是",
    "及",
    "和",
    "与",
    "、",
)
SAME_CHARACTERS = {"帐": "账", "它": "他"}
NUMBERED = r"^\s*[（(【\[]?\s*(?P<number>\d{1,2})\s*(?:[)）】\]]?\s*[.．、,，:：)）]|[)）】\]])\s*(?=\D)"
RANKED = r"^[（(]?[一二三四五六七八九十]{1,3}[）)、.．]"

# Other words for a head, a label or a column, by what it is declared as.
ITEM_HEADS = ("检查内容", "督导内容", "内容", "检查项目", "督导项目", "项目", "检查事项", "督导检查内容")
ANSWER_HEADS = (
    "检查情况",
    "督导情况",
    "检查结果",
    "督导结果",
    "情况",
    "结果",
    "填写内容",
    "填报内容",
    "检查记录",
    "督导检查情况",
)
# Heads of columns one of which is ticked, and of columns that hold no answers.
TICK_HEADS = ("是", "否", "有", "无", "没有", "已", "未", "不涉及", "不适用")
REMARK_HEADS = ("备注", "说明", "其他", "其它")
# A head of ticks with one of these asks for what is wrong; a note that says what a tick means.
NEGATIVE_HEAD, BOTH = "[否未不无没×]|问题", r"[是有已]\s*[/／、或]?\s*[否无未]"
TICK_TOLD = "[√✓✔×]\\s*(?:表示|为|代表|指)"
NUMBER_HEADS = ("序号", "编号", "项次", "项号", "序")
OTHER_LABELS: dict[str, tuple[str, ...]] = {
    "site_name": (
        "名称",
        "企业名称",
        "单位名称",
        "场所名称",
        "企业（小作坊、黑窝点）",
        "企业（作坊）名称",
        "小化工名称",
    ),
    "problem_id": ("问题清单编号", "清单编号", "问题序号"),
    "address": ("地址", "企业地址", "具体地址", "所在地", "地点"),
    "site_type": ("企业类型", "小字头类型", "类别"),
    "inspectors": ("检查人员", "督导人", "督导人员", "检查人签字", "检查人签名"),
    "visited_on": ("检查时间", "检查日期", "督导时间", "督导日期", "日期"),
    "unit_city": ("市", "所属市", "所在市", "地市", "地级市", "设区的市"),
    "unit_county": ("县区", "区县", "县市区", "县（区）", "填报单位", "报送单位", "填表单位", "县（市、区）名称"),
    "unit_level": ("层级", "级别"),
    "unit_filler": ("填表人", "填报人员", "经办人"),
    "unit_filled_on": ("填表日期", "填报时间", "填表时间"),
    "city": ("市", "所属市", "地市", "所在市", "设区的市", "地级市"),
    "county": ("县区", "区县", "县市区", "所属县区", "所在县区", "县（区）", "县级市"),
    "status": ("整治情况", "完成状态", "是否完成", "整改状态", "状态"),
    "completed_on": ("完成时间", "整治完成时间", "整治完成日期"),
    "petition_number": ("信访件编号", "举报编号"),
    "premises": ("场地情况", "场地权属"),
    "violation": ("违法情况", "违法违规情形"),
    "place_name": ("企业名称", "单位名称", "场所名称", "名称", "企业（场所）名称", "排查对象"),
    "place_address": ("地址", "详细地址", "所在地", "具体地址"),
    "problem_found": ("是否有问题", "是否发现问题", "有无问题", "是否存在问题", "是否小化工", "存在问题"),
}
# Labels of what no form of ours asks; what stands behind them is no answer.
FOREIGN_LABELS = (
    "负责人",
    "企业负责人",
    "单位负责人",
    "主要负责人",
    "现场负责人",
    "被检查单位负责人",
    "法定代表人",
    "法人代表",
    "法人",
    "联系人",
    "联系电话",
    "联系方式",
    "电话",
    "手机",
    "手机号",
    "手机号码",
    "身份证号",
    "身份证号码",
    "职务",
    "备注",
    "制表人",
    "审核人",
    "统一社会信用代码",
    "经营范围",
    "行业类别",
)
# Any other label, as a cell begins with one and as one stands within a line.
SIGNED = r"(?:\s*[（(](?:签字|签名|盖章|签章|公章)[)）])?"
LABEL_BEGINS = rf"[\u4e00-\u9fff（）()、]{{2,10}}{SIGNED}\s*[:：]"
LABEL_WITHIN = rf"[\u4e00-\u9fff]{{2,8}}{SIGNED}"
# Answers in which such words are no label but part of what is said.
TOLD_FREELY = frozenset({"grey_chain"})
# A day behind one of these is the day of that signature, not of the visit.
DAY_WORDS = ("日期", "时间")
SIGNERS = ("填表人", "填报人", "制表人", "审核人", "负责人", "签字", "签名", "盖章", "被检查人", "被督导人")
# Who signs for the day of the visit.
INSPECTED_BY = ("检查人", *OTHER_LABELS["inspectors"])
# An office that inspects is no site.
OFFICE = r".*(?:局|政府|(?<![督查承举交催])办|办公室|委员会|工作组|督导组)(?:[（(].*[)）])?"

# Marks that choose one of several printed words.
TICKS = "√✓✔☑■●"
UNTICKED = "□☐○"
CROSSES = "×✗✘xX"

# What people put between the parts of a sentence, and how a value begins that follows its label at once.
SEPARATORS = "；;，,。、\n\r\t \u3000"
# What else stands between options of which one is ticked.
BETWEEN_OPTIONS = '/|()“”"'
VALUE_BEGINS = "[是否已未√×不无有\\d]"

# Why a file was not given to the reader.
TOO_MUCH_INFLATED = "解压后{size} MB"
BROKEN_ZIP = "文件内容不完整"
HOLDS_ENTITIES = "内含实体定义"
ODD_VALUE = "工作表 {part} 里有写法不合规、可能读错的值 {value}"
NO_WORKSHEET = "工作表 {part} 的内容不是工作表"
# Files.
CSV_SUFFIXES = (".csv", ".tsv")
CSV_SEPARATORS = ",\t;|"
UNIT_WORDS_OWN = ("市本级", "本级")
# What stands where nothing was filled in: `年 月 日`, lines.
BLANK_LINE = r"[\s_\uff3f—.…]*(?:年?[\s_\uff3f]*月[\s_\uff3f]*日)?[\s_\uff3f—.…]*"
