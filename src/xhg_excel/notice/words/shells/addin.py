"""Messages of the add-in: progress and result of each button, names of sheets and files it writes."""

TITLE = "小化工督导"

# While it runs.
READING = "正在读取工作簿…"
CHECKING = "正在校验…"
MARKING = "正在标注…"
READING_FILES = "正在读取第 {number} 个文件，共 {total} 个：{file}"
WRITING = "正在写入…"

# How a check ends.
FOUND = "校验完毕：{counts}。\n\n第一处：{first}\n\n全部列在“{sheet}”表，点“单元格”跳到那一格；改好后再点一次校验。"
LOOKS_NOT_SEEN = (
    "这个程序不能另存副本，删除线、隐藏的行列、数字格式、批注没有检查；请保存后再用 xhg validate 核对一次。"
)
FOUND_NOTHING = "校验完毕：没有发现问题。"
FIRST = "{where} {what}。{remedy}"
REFUSED = "这些工作表受保护，没有全部标上颜色和批注（结果表里都有）：{sheets}。"
NOTES_LIMITED = "问题较多，只在前 {count} 格写了批注，其余见结果表。"
CLEARED = "已清除标记：{rules} 处颜色、{notes} 条批注；原来的颜色、格式和批注没有动。"
NOTHING_TO_CLEAR = "这个工作簿里没有校验留下的标记。"
NOT_CLEARED = "这些工作表受保护，标记没有清除干净，请撤销保护后再点一次：{sheets}。"

# The result sheet of a live workbook.
LIVE_RESULT_TITLE = "校验结果"
LIVE_HOWTO = "点“单元格”跳到问题所在；改好后再点校验，本表、颜色和批注会换成新的；不要了点“清除标记”。"
MORE_CELLS = "{first} 等{count}格"

# Filling in.
NEXT_ROW = "请从“{sheet}”第 {row} 行（序号 {order}）填起。"
NEW_FORM = "已新建一份空白表：{path}"
REPAIRED = "已按模板重新生成：{path}\n\n原工作簿没有动。"
LOOSE_KEPT = "不在填报格内的内容列在“{sheet}”表。"
TEMPLATES_MADE = "已生成 {count} 个工作簿，在“{folder}”。"
NOT_OVERWRITTEN = "已有同名文件，没有覆盖：{files}。"

# Merging and quotas.
CITY_TOTALS_FILE = "{folder} 市级汇总.xlsx"
PROVINCE_TOTALS_FILE = "{folder} 省级汇总.xlsx"
TOTALS_AT = "汇总表：{path}"
QUOTAS_MESSAGE = "已计算 {count} 个设区市的配额，在“{sheet}”表。"
# The report.
REPORT_MESSAGE = "督导专题报告已生成：{path}\n\n其中 {count} 处数字都记着来历，改动了汇总表以后可以核对。"
DRAFT_MESSAGE = "现在是草稿，还缺 {count} 项，列在报告第一章。第一项：{first}。"
OWN_WORDS_KEPT = "上一份报告“{file}”里的“本组补充”已带过来，那份报告没有动。"
FORMER_UNREAD = "上一份“{file}”打不开，或不是本程序生成的，里面的话没有带过来；正用 Word 打开着的，请关闭后再生成一次。"
SEVERAL_DRAWN = "有几份抽取名单（{files}），都没有采用；只留一份再生成，报告才有“抽查结论”。"
# Drawing.
FROZEN_MESSAGE = (
    "清单已冻结，请公布校验码：\n\n{sha256}\n\n校验码和被校验的清单在“{sheet}”等表。"
    "公布以后、约定的公开种子产生了，再点一次“抽取名单”，填入种子。"
)
FROZEN_ALREADY = (
    "清单早已冻结（“{sheet}”表），校验码：\n\n{sha256}\n\n要抽取的，请再点一次，填入公开的种子。"
    "清单确需变动的，删去抽取的各表，重新冻结、重新公布。"
)
DRAWN_MESSAGE = "已抽取：{cities} 个设区市，名单 {sites} 家，备选 {spares} 家，在“{sheet}”等表。"
FEW_SHOWN = 5
AND_MORE = "等{count}个"

# Help and the self-test.
HELP = "xhg_excel {version}\n\n使用说明：{guide}\n日志：{log}\n设置：{settings}"
NO_GUIDE = "没有随程序安装，请向发放单位索取"
NO_SETTINGS = "用通知原文的数值；要改的，把设置文件放到 {path}"
SELF_TEST_SHEET = "自检"
SELF_TEST_HEADS = {"name": "检查", "outcome": "结果", "expected": "应为", "found": "实为"}
SELF_TEST_PASSED = "自检通过：{count} 项都符合，见“自检”表。"
SELF_TEST_FAILED = "自检没有通过：{names}，见“自检”表。"
PASSED, FAILED, SHOWN = "通过", "不符", ""
UNREADABLE_ANSWER = "也许"
SELF_TEST_ROWS = {
    "program": "xhg_excel 版本", "xlwings": "xlwings 版本", "python": "Python", "interpreter": "Python 解释器",
    "host": "表格程序", "log": "日志", "counties": "13 个设区市应督导的县（市、区）数", "counties_total": "全省合计",
    "others": "小字头和停产停业配额", "check": "对一份演练表的校验", "ticket": "抽签号", "text": "文字原样写回",
    "number": "数字原样写回", "date": "日期原样写回",
}  # fmt: skip

# What ends badly.
OUR_FAULT = (
    "程序出错了，没有做完；工作簿可以继续使用。\n\n错误：{error}\n详情记在日志里，请连同工作簿发给技术支持：\n{log}"
)
