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

# Where WPS looks for add-ins, below the user's roaming folder (Windows) or home (Linux), and its files there.
WINDOWS_FOLDER = ("kingsoft", "wps", "jsaddons")
LINUX_FOLDER = (".local", "share", "Kingsoft", "wps", "jsaddons")
PUBLISH_FILE, TRUST_FILE, BLOCK_FILE = "publish.xml", "authaddin.json", "jsaddinblockhost.ini"
# Below the folder of WPS itself; on Linux that is one of two.
OEM_FILE = ("cfgs", "oem.ini")
LINUX_PROGRAMS = (
    "/opt/kingsoft/wps-office/office6",
    "/opt/apps/cn.wps.wps-office-pro/files/kingsoft/wps-office/office6",
)
# Attributes of our line in the list, as Kingsoft's packer writes them.
PUBLISH_LINE = {"type": "et", "enable": "enable_dev", "install": "null", "customDomain": ""}

# Steps of `xhg addin install --wps`.
WPS_COPIED = "WPS 加载项已放好：{path}"
WPS_SAME = "WPS 加载项已是当前版本，没有变化：{path}"
WPS_OLD_REMOVED = "WPS 加载项的旧版本已删除：{path}"
WPS_LISTED = "已在 WPS 的加载项名单里登记：{path}（别的加载项没有动）"
WPS_POINTS = "点按钮时运行：{interpreter}"
WPS_NEXT = (
    "全部关闭 WPS 后重新打开表格，看“小化工督导”选项卡；WPS 第一次会问是否信任，点允许后再重新打开一次。"
    "个人版可能禁止第三方加载项，请用专业版、政企版，或右键菜单“发送到”。"
)
WPS_REMOVED = "WPS 加载项已删除：{path}"
WPS_UNLISTED = "已从 WPS 的加载项名单里去掉：{path}（别的加载项没有动）"
WPS_NOT_INSTALLED = "WPS 加载项未安装（xhg addin install --wps）。"
WPS_HERE = "WPS 加载项：{path}"
WPS_CURRENT = "与本版本一致。"
WPS_OLDER = "是其它版本，或内容被改过：请再运行 xhg addin install --wps。"
WPS_UNLISTED_HERE = "名单里没有登记（{path}）：请再运行 xhg addin install --wps。"
WPS_AWAY = "指向另一个 Python（{interpreter}）：请在要用的 Python 里运行 xhg addin install --wps。"
WPS_POINTS_HERE = "指向当前 Python：{interpreter}"

# What `xhg doctor` says of it.
WPS_FOUND = "WPS {edition}{version}"
WPS_NONE = "没有找到 WPS"
WPS_EDITION_PRO, WPS_EDITION_UNKNOWN = "专业版", ""
WPS_WITHOUT_BUTTONS = "按钮没有装"
WPS_WITH_BUTTONS = "按钮已装"
WPS_OEM = "oem.ini：{what}"
WPS_OEM_NONE = "没有 oem.ini"
WPS_OEM_KEYS = ("JsApiPlugin", "JSPluginsServer")
WPS_OEM_PLAIN = "没有加载项的设置"
WPS_OEM_OFF = "关闭了加载项"
WPS_TRUSTED = "authaddin.json：已信任并加载"
WPS_NOT_LOADED = "authaddin.json：已信任，还没有加载"
WPS_REFUSED = "authaddin.json：WPS 禁用了本加载项"
WPS_TRUST_UNKNOWN = "authaddin.json 里还没有本加载项"
WPS_BLOCKED = "有 jsaddinblockhost.ini：WPS 拦过加载项"
WPS_PERSONAL = "个人版 WPS（12.1 起）可能禁止第三方加载项，这时选项卡不出现或点了没有反应；请用专业版、政企版，或右键菜单“发送到”。"
WPS_REMEDY = "请运行 xhg addin install --wps。"
WPS_RESTART = "请全部关闭 WPS 再打开两次（第一次允许，第二次加载）。"
