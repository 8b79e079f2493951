"""Resources of the package, folders of Windows, Send-to entries, and messages of the installer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Resource:
    """A file or folder shipped with the program: where in the installed package, where in a checkout."""

    packed: str
    source: str


ADDIN_FILE = "xhg_excel.xlam"
ADDIN = Resource("resources/addin/xhg_excel.xlam", "addin/xhg_excel.xlam")
SMOKE_TEST = Resource("resources/addin/smoke_test.ps1", "addin/smoke_test.ps1")
EXTENSION = Resource("resources/addin/xhg_excel.oxt", "addin/xhg_excel.oxt")
# The folder that WPS loads.
WPS_ADDIN = Resource("resources/wps", "addin/wps/folder")
TEMPLATES = Resource("resources/templates", "workbook_templates")
# The whole guide as one page for a browser, its pictures beside it.
GUIDE = Resource("resources/guide/guide.html", "docs/guide.html")
GUIDE_IMAGES = Resource("resources/guide/images", "docs/images")
SCHEMA = Resource("resources/guide/validation-report.schema.json", "docs/validation-report.schema.json")
GUIDE_PAGES = (GUIDE, GUIDE_IMAGES, SCHEMA)
# Versions and hashes of what is downloaded for the offline bundle.
LOCK = Resource("resources/requirements.lock", "requirements.lock")
RESOURCES = (ADDIN, EXTENSION, WPS_ADDIN, SMOKE_TEST, TEMPLATES, LOCK, *GUIDE_PAGES)

# Below the user's roaming folder (%APPDATA%).
ROAMING = "APPDATA"
STARTUP_FOLDER = ("Microsoft", "Excel", "XLSTART")
OTHER_ADDIN_FOLDER = ("Microsoft", "AddIns")
SEND_TO_FOLDER = ("Microsoft", "Windows", "SendTo")
# Where Windows keeps the same folders when the variables are missing or the folders were moved.
SHELL_FOLDERS = r"Software\Microsoft\Windows\CurrentVersion\Explorer\Shell Folders"
SHELL_ROAMING, SHELL_SEND_TO = "AppData", "SendTo"

# The stream in which Windows notes that a file came from the internet.
WEB_MARK = "{path}:Zone.Identifier"
EXCEL_PROGRAM = "excel.exe"
# Python from Microsoft's store sees a private copy of the user's folders; nobody else sees what it writes there.
STORE_FOLDER = "WindowsApps"


@dataclass(frozen=True)
class SendTo:
    """One entry of Explorer's Send-to menu; `key` is its command below `xhg sendto`."""

    key: str
    label: str
    tip: str

    @property
    def file(self) -> str:
        """The shortcut's file name: what the menu shows."""
        return f"{self.label}.lnk"

    @property
    def arguments(self) -> str:
        """What Python is called with; Explorer adds the chosen paths, each quoted.

        `-P` keeps Python from looking for modules in the current folder, which may be that of received files.
        """
        return f"-P -m {WINDOW_MODULE} sendto {self.key}"


WINDOW_MODULE = "xhg_excel.cli.window"
SEND_TO = (
    SendTo("check", "小化工 校验", "校验选中的填报表，结果另存为新的 Excel 表并打开"),
    SendTo("merge", "小化工 合并", "把选中的文件夹（或几个填报表）汇总成市级汇总表并打开"),
    SendTo("return", "小化工 退回单", "生成标注了问题的退回单，原文件不动"),
    SendTo("report", "小化工 报告", "由选中的汇总表和台账生成督导专题报告（Word）"),
)

CHECK_RESULT = "{stem} 校验结果"
MERGE_RESULT = "{stem} 汇总"
RETURN_FOLDER = "{stem} 退回单"
# Names by which a later run knows what this program has written among the submissions.
OWN_RESULT = r" (校验结果|退回单)( \(\d+\))?$"
OWN_LEFT_OUT = "不计本工具生成的 {count} 个结果文件。"
NOTHING_TO_RETURN = "没有需要更正或核实的问题，不需要退回单。"
HOLD_WINDOW = "按回车键关闭本窗口。"
OPENED = "已打开：{path}"
NOT_OPENED = "请打开：{path}"

# What each step of `xhg addin` says.
SENT = "右键菜单“发送到”：{label}"
SEND_TO_FOREIGN = "“{path}”不是本程序的快捷方式，没有动它；要用“发送到”，请先改名或移走。"
ADDIN_COPIED = "加载项已复制：{path}"
ADDIN_REPLACED = "加载项已更新（原来是其它版本，或指向别的 Python）：{path}"
ADDIN_SAME = "加载项已是当前版本，没有变化：{path}"
ADDIN_POINTS = "点按钮时运行：{interpreter}"
WEB_MARK_REMOVED = "已解除 Windows 对加载项的“来自网络”标记。"
ADDIN_REMOVED = "加载项已删除：{path}"
SEND_TO_REMOVED = "右键菜单“发送到”已去掉：{label}"
NOTHING_INSTALLED = "没有安装过，不用删除。"
RESTART_EXCEL = "Excel 正开着：请全部关闭后重新打开，“小化工督导”选项卡才会出现。"
EXCEL_OPEN_REMOVED = "Excel 正开着：关闭后按钮才消失。"
NO_EXCEL = (
    "没有找到 Excel：加载项已放好，装上 Excel 后即可用；用 WPS 的请用 xhg addin install --wps，或右键菜单“发送到”。"
)
NEXT_STEP = "打开 Excel，看“小化工督导”选项卡；有问题运行 xhg doctor。"
DRY_RUN = "（只说明会做什么，没有改动任何文件）"
NOT_ADDED = "加载项未安装（xhg addin install）。"
FOREIGN_HERE = "“{path}”不是本程序的文件。"
ADDIN_HERE = "加载项：{path}"
ADDIN_CURRENT = "与本版本一致。"
ADDIN_OLDER = "是其它版本，或内容被改过：请再运行 xhg addin install。"
ADDIN_POINTS_HERE = "指向当前 Python：{interpreter}"
ADDIN_POINTS_AWAY = "指向另一个 Python（{interpreter}）：请在要用的 Python 里运行 xhg addin install。"
SEND_TO_HERE = "右键菜单“发送到”：{label}（已装）"
SEND_TO_AWAY = "右键菜单“发送到”：{label}（指向另一个 Python，请再运行 xhg addin install）"
SEND_TO_MISSING = "右键菜单“发送到”：{label}（未装）"

ELSEWHERE = (
    "这台电脑是 {system}，不是 Windows：Excel 加载项和右键菜单“发送到”只能装在 Windows 上。"
    "这里可以把同样的按钮装进 LibreOffice（xhg addin install --calc）或 WPS（xhg addin install --wps），也可以用命令行（xhg validate、xhg merge …）；填报表在 LibreOffice、WPS 里打开就会自己检查，不用装任何东西。"
)

# What smoke_test.ps1 tries: a rehearsed city, and one of its workbooks that has faults of several kinds.
SMOKE_CITY, SMOKE_UNIT = "宿迁市", "宿迁市泗洪县"
