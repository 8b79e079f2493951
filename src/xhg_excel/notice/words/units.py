"""Words by which a submission says whose it is: labels, stamps, and what may stand beside a name of a county."""

from xhg_excel.notice import ANNEXES

# Behind these labels stands a unit; anything else there is a finding.
UNIT_LABELS = (
    "填报单位", "报送单位", "填表单位", "上报单位", "填报县区", "填报县（市、区）", "报送县（市、区）", "填报地区", "报送地区",
)  # fmt: skip
# Behind these may stand a unit, or something else (单位：万元).
LOOSE_UNIT_LABELS = (
    "单位", "单位名称", "地区", "督导地区", "督导单位", "被督导单位", "被督导地区", "受检地区", "所属地区", "所在地区", "县（市、区）",
    "县（市区）", "县市区", "县区", "区县", "辖区", "行政区划", "区划代码", "行政区划代码", "督导县（市、区）",
    "被督导县（市、区）", "县（市、区）名称",
)  # fmt: skip
PROVINCES = ("江苏省", "江苏")
# The city itself: 市本级 alone, 本级 behind the name of a city.
OWN_LEVEL, OWN_LEVEL_SHORT = "市本级", "本级"
# Offices that fill in for their county.
OFFICES = (
    "应急管理局", "应急局", "安监局", "人民政府", "政府", "政府办公室", "人民政府办公室", "人民政府办", "安委办", "安委会", "安全生产委员会",
    "安全生产委员会办公室", "联席会议", "联席会议办公室", "联席办", "专项整治办公室", "专项办", "化治办", "公安局", "生态环境局", "环保局",
    "市场监管局", "市场监督管理局", "工信局", "发改委", "县委", "区委", "市委",
)  # fmt: skip
STAMPS = ("盖章", "公章", "签章", "章")
SIGNATURE = "签字"
SUFFIXES = ("县", "市", "区")
# Words that may touch the name of a county in the name of a file, a folder or a sheet, or in a title.
NEIGHBOURS = (
    *PROVINCES, *OFFICES, *STAMPS, OWN_LEVEL, OWN_LEVEL_SHORT, *(annex.label for annex in ANNEXES),
    *(title for annex in ANNEXES for title in (annex.title, *annex.other_titles)),
    "附件", "附表", "报送", "上报", "填报", "填表", "填写", "报表", "报告", "汇总", "统计", "台账", "台帐", "登记", "督导", "督查", "检查",
    "排查", "摸底", "整治", "整改", "专项", "违法违规", "小字头", "停产停业", "基础资料", "管理台帐", "管理台账", "问题清单", "信访", "清单",
    "名单", "名册", "情况", "反馈", "最终", "终稿", "定稿", "修改", "更正", "补报", "重报", "签字", "扫描", "县级", "区级", "市级", "各", "全",
    "年", "月", "省", "关于", "现场", "工作", "最新", "正式", "自查", "核查", "总表",
)  # fmt: skip
# As `NEIGHBOURS`, but only as whole words themselves: 海安小化工厂 is a company.
WHOLE_NEIGHBOURS = ("小化工", "表", "稿", "版", "县级版", "新", "旧", "档案", "材料", "资料", "数据", "企业")
# Between two names.
JOINTS = ("和", "与", "及", "暨")
# What may follow a number behind a name: 如东8月, 如东第2批.
COUNTED = "年月日号份次批版稿"
# A unit below a county, perhaps behind the county's name.
TOWN = r"(?:附件\d?)?\w{1,12}(?:镇|乡|街道|街道办|街道办事处|村|社区)(?:人民政府)?"
