"""Errors of LibreOffice Calc, and of installing its toolbar."""

from __future__ import annotations

from xhg_excel.errors.base import XhgError


class ReadOnlyBookError(XhgError):
    """The document was opened read-only."""

    def __init__(self, book: str) -> None:
        super().__init__(f"“{book}”是以只读方式打开的，没有改动；请点“编辑”→“编辑模式”，或另存一份再试。")


class LockedCellsError(XhgError):
    """A protected sheet does not let these cells be changed ('': their formats)."""

    def __init__(self, sheet: str, cells: str) -> None:
        super().__init__(f"“{sheet}”受保护，{cells or '格式'}不能改动；请在“工具”菜单取消“保护工作表”后再试。")


class BookClosedError(XhgError):
    """The document was closed, or LibreOffice ended, while a script ran."""

    def __init__(self, book: str) -> None:
        super().__init__(f"“{book}”在运行中被关闭，没有做完；文件本身没有改动，请重新打开再试。")


class NotASpreadsheetError(XhgError):
    """The button was clicked in a document that is no spreadsheet."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}”不是电子表格；请打开填报表或台账再点。")


class NoOfficeError(XhgError):
    """LibreOffice, or the Python it uses, is not on this computer; `missing` is what was looked for."""

    def __init__(self, missing: str) -> None:
        super().__init__(
            f"没有找到 {missing}；请先安装 LibreOffice Calc 和它的 Python"
            "（Debian、Ubuntu：libreoffice-calc 和 python3-uno）再试。"
        )


class OfficePythonError(XhgError):
    """LibreOffice's Python is of another version than the one this program is installed in."""

    def __init__(self, office: str, program: str) -> None:
        super().__init__(
            f"LibreOffice 用的是 Python {office}，本程序装在 Python {program} 里，两者要相同；"
            f"请用 Python {office} 建环境重新安装本程序，再运行 xhg addin install --calc。"
        )


class OfficeRunningError(XhgError):
    """LibreOffice is running, so that its extensions cannot be changed; `lock` is the file that says so."""

    def __init__(self, lock: object) -> None:
        super().__init__(f"LibreOffice 正开着，不能改动扩展；请全部关闭后再运行（已关闭的，删去 {lock}）。")


class ExtensionFailedError(XhgError):
    """LibreOffice did not install or remove the extension; `reason` is its own."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"LibreOffice 没有接受工具栏扩展（{reason}）；请打开一次 LibreOffice、关闭后再试。")
