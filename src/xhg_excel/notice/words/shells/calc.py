"""The LibreOffice extension: its name, files, messages, and those of its installer and the doctor."""

EXTENSION_ID = "cn.xhg.excel"
EXTENSION_FILE = "xhg_excel.oxt"
EXTENSION_TITLE = "小化工督导"
EXTENSION_DESCRIPTION = "在 LibreOffice Calc 里用“小化工督导”工具栏校验、汇总、计算配额。"
PROTOCOL = "xhg.excel:"
# LibreOffice shows no tips on an extension's buttons: the menu has them beside the labels, and the help in one box.
MENU_TITLE = "{label}：{tip}"
EXPLAIN, EXPLAIN_LABEL = "explain", "各按钮的用途…"
EXPLAINED = "{label}：{help}"
# Members of the package: what to say when nothing else can, and which Python the program is installed in.
TEXTS_MEMBER, WHERE_MEMBER = "texts.json", "where.json"
OFFICE_PROGRAM = "soffice"

# Said by the toolbar when the program cannot be reached.
COMPONENT_TEXTS = {
    "title": EXTENSION_TITLE,
    "not_located": "工具栏还不知道程序装在哪里。请在装有本程序的 Python 里运行：xhg addin install --calc",
    "wrong_python": "LibreOffice 用的是 Python {office}，本程序装在 Python {program} 里，两者要相同。"
    "请用 Python {office} 重新安装本程序，再运行 xhg addin install --calc",
    "not_found": "找不到本程序（{path}）：可能已卸载或移走。请重新安装，再运行 xhg addin install --calc\n\n{error}",
}

# Steps of `xhg addin install --calc`.
CALC_INSTALLED = "LibreOffice 工具栏“小化工督导”已装好：{office}"
CALC_UPDATED = "LibreOffice 工具栏“小化工督导”已更新：{office}"
CALC_POINTS = "点按钮时运行：Python {version}，{path}"
CALC_NEXT = "打开 LibreOffice Calc，看“小化工督导”工具栏（没有就在“视图”→“工具栏”里勾选）。"
CALC_REMOVED = "LibreOffice 工具栏“小化工督导”已删除。"
CALC_NOT_INSTALLED = "LibreOffice 工具栏未安装（xhg addin install --calc）。"
CALC_HERE = "LibreOffice 工具栏已装，指向当前 Python。"
CALC_AWAY = "LibreOffice 工具栏指向另一个 Python（{path}）：请在要用的 Python 里运行 xhg addin install --calc。"
CALC_OLDER = "LibreOffice 工具栏是其它版本（{installed}，当前 {current}）：请再运行 xhg addin install --calc。"
CALC_REMEDY = "请关闭 LibreOffice 后运行 xhg addin install --calc。"
