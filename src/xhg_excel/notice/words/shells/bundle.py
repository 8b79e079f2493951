"""The offline bundle: for which Pythons, what stands where in the zip, and what `install.cmd` shows.

`install.cmd` is plain ASCII: it types the Chinese texts from UTF-8 files beside it, so that
no code page can spoil a command.
"""

from xhg_excel.notice import ANNEXES, LEDGERS
from xhg_excel.notice.words.planning.quota import QUOTA_FILE
from xhg_excel.notice.words.workbook import COUNTY_FILE, FORM_FILES, LEDGER_FILE

PYTHONS = ("3.11", "3.12", "3.13")
PLATFORM = "win_amd64"
# Where a wheel's conditions are asked as Windows would answer; pip asks the machine it runs on.
WINDOWS_MARKERS = {
    "implementation_name": "cpython", "os_name": "nt", "platform_machine": "AMD64", "platform_release": "10",
    "platform_system": "Windows", "platform_version": "10.0.19045", "platform_python_implementation": "CPython",
    "sys_platform": "win32",
}  # fmt: skip

WHEEL_FOLDER = "wheels"
INSTALLER = "install.cmd"
SUMS_FILE = "SHA256SUMS.txt"
README_FILE = "README.txt"
ADDIN_FOLDER = "addin"
TEMPLATE_FOLDER = "templates"
GUIDE_FOLDER = "guide"
TEXT_FOLDER = "text"

# Chinese names → names that every unpacking program keeps whole.
ASCII_TEMPLATES = {
    **{FORM_FILES[annex.key]: f"{annex.key}.xlsx" for annex in ANNEXES},
    COUNTY_FILE: "county.xlsx",
    QUOTA_FILE: "quota.xlsx",
    **{LEDGER_FILE.format(title=ledger.title): f"ledger_{ledger.key}.xlsx" for ledger in LEDGERS},
}

README_TEXT = """\
小化工督导 Excel 工具 {version}  离线安装包（64 位 Windows 10 以上）

安装（不需要管理员权限，不用上网）：
  1．先装好 64 位 Python {pythons} 中的一个（python.org 的安装程序，不要用微软应用商店的）。
  2．把这个 zip 全部解压到一个文件夹（不要在压缩包里直接双击）。
  3．关闭 Excel，双击 install.cmd。

装好后：Excel 里多一个“小化工督导”选项卡；在文件上点右键，“发送到”里有校验、合并、退回单（WPS 也能用）。
WPS 表格里的同样按钮：再运行 %LOCALAPPDATA%\\xhg_excel\\venv\\Scripts\\xhg addin install --wps（个人版 WPS 可能不允许）。
程序装在 %LOCALAPPDATA%\\xhg_excel；卸载：运行 install.cmd /remove。

文件夹：
  templates  空白表（文件名用英文，装好后可用 xhg template 生成中文名的）：
{templates}
  guide      使用说明：用浏览器打开 guide.html
  addin      加载项和在有 Excel 的电脑上的自检脚本 smoke_test.ps1
  wheels     程序和依赖的安装文件
每个文件的 SHA-256 在 SHA256SUMS.txt，可用 certutil -hashfile 文件名 SHA256 核对。
"""
README_TEMPLATE_LINE = "             {ascii} = {name}"

# Shown by install.cmd, by file name.
INSTALL_TEXTS = {
    "start.txt": "正在安装小化工督导 Excel 工具，大约一分钟，请不要关闭本窗口。",
    "not_unpacked.txt": "没有找到 wheels 文件夹。请把 zip 全部解压到一个文件夹，再双击里面的 install.cmd。",
    "no_python.txt": "没有找到可用的 Python。请先安装 64 位 Python {pythons} 中的一个（python.org 的安装程序；"
    "微软应用商店的不能用），再双击 install.cmd。",
    "failed.txt": "没有装好。请关闭全部 Excel 窗口，确认用户文件夹有 500 MB 空间，再双击 install.cmd；仍不行，把本窗口的内容拍照发给技术人员。",
    "partly.txt": "程序已装好，但加载项或“发送到”菜单没有全部装好，原因见上面。处理后再双击 install.cmd。",
    "done.txt": "安装完成。打开 Excel，看“小化工督导”选项卡；或在文件上点右键，选“发送到”。",
    "removed.txt": "已删除加载项、“发送到”菜单和程序。",
    "not_removed.txt": "没有全部删除，原因见上面。请关闭全部 Excel 窗口，再运行 install.cmd /remove。",
}

# What `xhg addin bundle` says, and why it stops.
TOLD_WHEELS = "Python {version}：{count} 个安装文件"
TOLD_SKIPPED = "Python {version}：没有做（{reason}）"
TOLD_DONE = "离线安装包：{path}（{size:.0f} MB，{count} 个文件，SHA-256 {sha256}）"
NO_VERSION = "没有一个 Python 版本能凑齐安装文件；{reason}"
PIP_FAILED = "pip 不能下载：{reason}"
STILL_MISSING = "缺少 {names} 的 Windows 安装文件"
NOT_LOCKED = "锁定的版本里没有合用的 {name}，不下载没有校验码的文件"
NO_OWN_WHEEL = "不能生成本程序的安装文件：{reason}"
BAD_VERSION = "“{version}”不是 Python 版本，应写成 3.12 这样"
