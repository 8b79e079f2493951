"""Errors of a live workbook, and of installing what runs in one."""

from __future__ import annotations

from xhg_excel.errors.base import XhgError


class NotWindowsError(XhgError):
    """The Excel add-in is wanted on a computer without Windows; `sentence` says what is possible there."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)


class ResourceMissingError(XhgError):
    """A file that belongs to the program is in neither the package nor the checkout."""

    def __init__(self, name: str) -> None:
        super().__init__(f"程序缺少自带的文件“{name}”；请重新安装 xhg-excel。")


class FolderUnknownError(XhgError):
    """Windows does not say where one of the user's folders is."""

    def __init__(self, variable: str) -> None:
        super().__init__(
            f"找不到用户文件夹（环境变量 {variable} 为空）；请用自己的账户登录 Windows 后，在普通命令窗口里运行。"
        )


class ForeignAddinError(XhgError):
    """A file of another program has the name of the add-in."""

    def __init__(self, path: object) -> None:
        super().__init__(f"“{path}”不是本程序的加载项，没有覆盖；请先改名或移走这个文件，再运行 xhg addin install。")


class AddinInUseError(XhgError):
    """The add-in cannot be replaced or removed while Excel has it open; `reason` is what Windows says."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(
            f"“{path}”正被 Excel 使用，不能替换或删除（{reason}）；请关闭全部 Excel 窗口"
            "（任务管理器里也没有 EXCEL.EXE），再运行一次。"
        )


class StorePythonError(XhgError):
    """Python is the Microsoft Store's: other programs do not see what it writes into the user's folders."""

    def __init__(self, interpreter: object) -> None:
        super().__init__(
            f"现在的 Python（{interpreter}）来自微软应用商店，它写的文件 Excel 看不到；"
            "请另装 python.org 的 64 位 Python，或用离线安装包里的 install.cmd。"
        )


class BundleError(XhgError):
    """The offline bundle cannot be put together."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"离线安装包没有做成（{reason}）；请检查网络，或 --wheels 文件夹里的安装文件，再运行。")


class UnknownScriptError(XhgError):
    """A button calls a script that this version does not have."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"这个版本的程序里没有“{name}”；加载项和程序的版本可能不一致，请重新安装加载项（xhg addin install）。"
        )


class HostGoneError(XhgError):
    """The spreadsheet program whose button was clicked cannot be found any more; `hwnd` is its window."""

    def __init__(self, hwnd: str) -> None:
        super().__init__(f"找不到点击按钮的表格程序（窗口 {hwnd}）；可能已经关闭，请打开工作簿后再点。")


class WorkbookGoneError(XhgError):
    """The workbook whose button was clicked is not open any more."""

    def __init__(self, name: str) -> None:
        super().__init__(f"工作簿“{name}”已经关闭或改名；请打开后再点。")


class NoWorkbookError(XhgError):
    """No workbook is open that a script could work on; one in Protected View is out of reach too."""

    def __init__(self) -> None:
        super().__init__("没有打开的工作簿；在“受保护的视图”里的，请先点“启用编辑”，再点按钮。")


class NotASheetError(XhgError):
    """The active sheet holds no cells: a chart or a dialog."""

    def __init__(self) -> None:
        super().__init__("当前是图表页，没有单元格；请先点到要处理的工作表，再点按钮。")


class SheetRefusedError(XhgError):
    """A sheet cannot be added to a workbook; usually its structure is protected."""

    def __init__(self, book: str, sheet: str) -> None:
        super().__init__(
            f"不能在“{book}”里加上“{sheet}”表；工作簿的结构可能受保护，请撤销保护（审阅→保护工作簿）后再点。"
        )


class NoRegisterError(XhgError):
    """A workbook has no register and no site form to which a site could be added."""

    def __init__(self, book: str) -> None:
        super().__init__(f"“{book}”里没有附件2、附件3的登记表或单表；请打开县级填报表后再点“新增一户”。")


class RegisterFullError(XhgError):
    """No empty row is left on a protected register."""

    def __init__(self, sheet: str, rows: int) -> None:
        super().__init__(f"“{sheet}”的 {rows} 行都已填满；请先存盘，再点“修复模板”，生成的新工作簿会留出更多的行。")


class NothingAskedError(XhgError):
    """A button that asks for a folder got none; `prompt` is its question."""

    def __init__(self, prompt: str) -> None:
        super().__init__(f"没有选文件夹，什么也没有做。（{prompt}）")


class NotOurAddinError(XhgError):
    """A file that should be our Excel add-in has no configuration of ours in it."""

    def __init__(self, file: str) -> None:
        super().__init__(f"“{file}”不是本程序的加载项，或者已损坏；请重新安装本程序。")
