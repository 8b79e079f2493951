"""The add-in for WPS: its name and files, its messages, those of its installer and the doctor."""

from xhg_excel.notice.words.marks import RESULT_SHEET

# Kingsoft's packer allows letters, digits and signs of ASCII in a name.
WPS_NAME = "xhg_excel"
WPS_DESCRIPTION = "小化工督导：校验、汇总、计算配额、抽取名单"

# What the add-in reads of the open workbook for a button: "" nothing; values; marks: values, notes and colour rules.
READS_NOTHING, READS_VALUES, READS_MARKS = "", "values", "marks"
READS = {
    "check_book": READS_MARKS, "check_sheet": READS_MARKS, "clear_marks": READS_MARKS,
    "make_templates": READS_NOTHING, "merge_folder": READS_NOTHING, "open_help": READS_NOTHING,
}  # fmt: skip

# Said by the add-in itself, for want of the program or around it.
ADDIN_TEXTS = {
    "title": "小化工督导",
    "busy": "上一次点的按钮还没有做完，请等它说完再点。",
    "no_book": "请先打开一个工作簿，再点按钮。",
    "not_installed": "加载项还不知道程序装在哪里。请在装有本程序的 Python 里运行：xhg addin install --wps",
    "no_python": "找不到程序用的 Python：{path}。可能已卸载或移走，请重新安装，再运行：xhg addin install --wps",
    "no_folder": "写不进任务文件夹：{path}。请检查磁盘是否已满、文件夹的权限，再点一次。",
    "not_started": "程序没有启动。可能是安全软件拦住了 WPS 启动其它程序，请让信息管理员放开，或改用右键菜单“发送到”。工作簿没有改动。",
    "died": "程序中途停了，没有做完，工作簿没有改动。请再点一次；还不行，请把日志发给技术支持。",
    "damaged": "程序交回的结果不完整，工作簿没有改动。请再点一次。",
    "other_version": "加载项和程序的版本不一致，工作簿没有改动。请再运行：xhg addin install --wps，重新打开 WPS。",
    "closed": "运行中工作簿“{name}”关闭了（或另存了），结果没有写上去。请打开后再点一次。",
    "changed": "运行中工作簿的内容改动了，为避免标错，结果没有写上去。请再点一次。",
    "too_large": "工作簿太大（{count} 格），按钮处理不了。请用右键菜单“发送到”或命令行。",
    "fault": "加载项出错了，没有做完。\n\n错误：{error}",
    "incomplete": "下面这些没有全部写上去（工作表受保护，或 WPS 不接受）：{sheets}。",
    "starting": "正在启动程序…",
    "working": "正在运行…",
    "result_sheet": RESULT_SHEET,
}
