"""The points that `xhg doctor` examines: name, state, remedy."""

from enum import StrEnum

from xhg_excel.notice.schema.style import BODY_FONT, HEAD_FONT, TITLE_FONT


class State(StrEnum):
    """How a point stands; only a FAULT keeps something from working."""

    FINE = "正常"
    ADVICE = "提醒"
    FAULT = "不行"
    NOT_HERE = "不适用"


HEADS = ("检查项目", "结果", "看到什么", "怎样改")
TITLES = {
    "python": "Python", "packages": "依赖的程序包", "addin_file": "自带的加载项", "templates": "自带的模板",
    "log_folder": "日志文件夹", "settings": "设置文件", "fonts": "公文字体", "libreoffice": "LibreOffice",
    "calc": "LibreOffice 工具栏", "wps": "WPS 的按钮", "excel": "Excel", "addin": "加载项", "send_to": "右键菜单“发送到”",
    "dll": "工作表函数组件", "macros": "宏的设置", "blocked": "Excel 的禁用名单", "children": "运行 Python 的权限",
}  # fmt: skip
ALL_FINE = "全部正常。"
SOME_ADVICE = "能正常使用；{count} 处提醒。"
SOME_FAULTS = "{count} 处不行，请按“怎样改”处理后再运行 xhg doctor。"

NOT_WINDOWS = "这台电脑是 {system}，只能装在 Windows 上"
PYTHON_FOUND = "{version}，{bits} 位，{program}"
PYTHON_OLD = "请安装 Python {least} 以上的 64 位版本。"
PYTHON_32 = "请改用 64 位 Python：32 位的装不了依赖的程序包。"
PYTHON_STORE = "来自微软应用商店，它写的文件 Excel 看不到"
PYTHON_STORE_REMEDY = "请另装 python.org 的 64 位 Python，或用离线安装包里的 install.cmd。"
PACKAGES_FOUND = "{count} 个，版本都符合（xlwings {xlwings}）"
PACKAGE_MISSING = "缺 {name}"
PACKAGE_WRONG = "{name} 是 {version}，应为 {wanted}"
PACKAGES_REMEDY = "请运行 {program} -m pip install --upgrade xhg-excel；不能上网的，用离线安装包。"
NOT_INSTALLED_AS_PACKAGE = "程序没有作为程序包安装"
SHIPPED = "有：{path}"
REINSTALL = "请重新安装 xhg-excel。"
NOT_OURS = "不是本程序的加载项，或已损坏：{path}"
TEMPLATES_EQUAL = "{count} 个，与本版本生成的一致"
TEMPLATES_DIFFER = "与本版本不一致或缺少：{names}"
TEMPLATES_REMEDY = "请用 xhg template --out 文件夹 重新生成空白表，不要用旧表。"
LOG_WRITABLE = "可以写：{path}"
LOG_NOT_WRITABLE = "不能写：{path}（{reason}）"
LOG_REMEDY = "请检查这个文件夹的权限，或删去同名的文件；出错时要靠日志查原因。"
SETTINGS_NOTICE = "没有指定，用通知原文的数值"
SETTINGS_READ = "可以读：{path}"
SETTINGS_REMEDY = "请对照设置说明更正。"
FONTS_ALL = "{names} 都有"
FONTS_MISSING = "没有 {names}，显示和打印时用相近的字体代替"
FONTS_REMEDY = "不影响填报和计算；要按公文字体打印的，请安装这些字体。"
FONTS_UNKNOWN = "这个系统列不出字体"
OFFICE_FOUND = "有：{path}"
OFFICE_NONE = "没有（不是必需的）"
EXCEL_FOUND = "{version}{bits}"
EXCEL_BITS = "，{bits} 位"
EXCEL_OLD = "太旧"
EXCEL_NONE = "没有找到"
EXCEL_NONE_REMEDY = "要用功能区按钮，请安装 Excel 2010 以上；用 WPS 的，请用右键菜单“发送到”。"
EXCEL_OLD_REMEDY = "请换 Excel 2010 以上，或用右键菜单“发送到”。"
EXCEL_RUNNING = "，正开着"
INSTALL_REMEDY = "请运行 xhg addin install。"
CLOSE_AND_INSTALL = "请关闭 Excel，再运行 xhg addin install。"
FOREIGN_REMEDY = "请先改名或移走这个文件，再运行 xhg addin install。"
WEB_MARKED = "有 Windows 的“来自网络”标记，Excel 会拦住它"
ADDIN_TWICE = "另一处还有一份：{path}"
ADDIN_TWICE_REMEDY = "请删去另一份，否则按钮会出现两次。"
SEND_TO_ALL = "{count} 项都有，指向当前 Python"
SEND_TO_SOME = "没有装好：{names}"
DLL_FOUND = "{name}"
DLL_MISSING = "没有找到 {name}"
DLL_REMEDY = "按钮不受影响，XHG_ 开头的工作表函数不能用；请重新安装 xlwings {version}。"
MACROS_FINE = "启动文件夹里的加载项可以运行"
MACROS = {
    "vba_off": "整个 Office 禁用了 VBA",
    "all_off": "Excel 停用了全部加载项",
    "signed_only": "Excel 只允许有签名的加载项",
    "locations_off": "Excel 停用了全部受信任位置（启动文件夹因此不受信任）",
    "warnings_off": "宏设置为“禁用所有宏”",
    "warnings_signed": "宏设置为“只允许有签名的宏”",
}
MACROS_BY_POLICY = "{what}（由单位的策略规定）"
MACROS_REMEDY = "请让信息管理员放开，或改用右键菜单“发送到”，不需要宏。"
MACROS_OWN_REMEDY = "请在 Excel“文件→选项→信任中心→信任中心设置”里改回，或改用右键菜单“发送到”，不需要宏。"
BLOCKED_NONE = "没有被禁用"
BLOCKED = "Excel 上次没有正常启动，把加载项列入了禁用名单"
BLOCKED_REMEDY = "请在 Excel“文件→选项→加载项→管理：禁用项目→转到”里启用它。"
CHILDREN_FINE = "没有禁止"
CHILDREN_BLOCKED = "安全策略禁止 Office 启动其它程序，点按钮不会有反应"
CHILDREN_AUDITED = "安全策略会提示或记录 Office 启动其它程序"
CHILDREN_REMEDY = "请让信息管理员为 EXCEL.EXE 放开这一条，或改用右键菜单“发送到”。"

# A font by every name that systems list it under.
FONT_NAMES = {
    TITLE_FONT: (TITLE_FONT, "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"),
    BODY_FONT: (BODY_FONT, "FangSong", "仿宋_GB2312", "FangSong_GB2312", "STFangsong", "华文仿宋"),
    HEAD_FONT: (HEAD_FONT, "SimHei"),
}
OFFICE_VERSIONS = {"16.0": "Excel 2016 以上", "15.0": "Excel 2013", "14.0": "Excel 2010", "12.0": "Excel 2007"}
TOO_OLD = ("12.0",)
LIBREOFFICE_PROGRAM = "soffice"
