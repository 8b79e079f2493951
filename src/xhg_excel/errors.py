"""What stops us: each class takes facts and makes the sentence a user reads.

Room: every room may use it; it imports nothing.
"""

from __future__ import annotations


class XhgError(Exception):
    """We cannot go on; the message says why and how to mend it."""


class SettingsError(XhgError):
    """A settings file names something unknown or gives a value that does not fit."""

    def __init__(self, name: str, reason: str) -> None:
        """Name the entry; the reason comes from the type check."""
        super().__init__(f"设置文件中“{name}”不对（{reason}）；请对照 docs/settings.md（设置说明）更正，或删去这一行。")


class NothingToReadError(XhgError):
    """A path does not exist, or a folder holds no workbook."""

    def __init__(self, path: object, exists: bool) -> None:
        """Tell a missing path from an empty folder."""
        why = "里没有可读的工作簿（.xlsx .xls .xlsm .xlsb .ods）" if exists else "不存在"
        super().__init__(f"“{path}”{why}；请检查路径，或把报送文件放进去再运行。")


class UnknownCityError(XhgError):
    """A city was named that is none of the 13."""

    def __init__(self, name: str, known: str) -> None:
        """List the names that are accepted."""
        super().__init__(f"没有“{name}”这个设区市；请从这些名称中选：{known}。")


class CityUnclearError(XhgError):
    """The submissions do not agree on a city, and none was named."""

    def __init__(self, cities: str) -> None:
        """Say which cities were met."""
        super().__init__(
            f"这些文件来自几个设区市（{cities or '均未写明'}）；请按设区市分文件夹放，或用 --city 指明要汇总哪一个。"
        )


class NoSubmissionError(XhgError):
    """Not one readable submission was found, so there is nothing to merge."""

    def __init__(self, path: object) -> None:
        """Name the folder."""
        super().__init__(
            f"“{path}”里没有一份能并入汇总的报送表；请先校验（xhg validate 或“校验本簿”），看每个文件的问题。"
        )


class LedgerMissingError(XhgError):
    """A ledger that the task needs is not in the folder."""

    def __init__(self, path: object, titles: str) -> None:
        """Name the ledgers by their titles."""
        super().__init__(f"“{path}”里缺少台账：{titles}；请用“生成模板”（xhg template）生成空表，填好后放进去。")


class LedgerFaultError(XhgError):
    """A ledger has faults that would make the numbers wrong."""

    def __init__(self, count: int, first: str) -> None:
        """Say how many there are and quote the first."""
        super().__init__(f"台账有 {count} 处强制问题，不能据以计算；第一处：{first} 请先校验（“校验本簿”）并更正。")


class NothingToRepairError(XhgError):
    """A workbook has no form in it that could be laid out anew."""

    def __init__(self, file: str, why: str) -> None:
        """Name the file and the finding that says why."""
        super().__init__(
            f"“{file}”不能修复（{why or '没有填报内容'}）；请用“生成模板”（xhg template）生成新表重新填写。"
        )


class NotMarkableError(XhgError):
    """A workbook whose parts cannot be edited as text, so that no marked copy can be made."""

    def __init__(self, file: str) -> None:
        """Name the file."""
        super().__init__(f"“{file}”的格式特殊，不能原样标注；请用Excel或WPS打开后另存为.xlsx再试。")


class TargetChangedError(XhgError):
    """The output cannot be written where it should go."""

    def __init__(self, path: object, reason: str) -> None:
        """Name the target and the reason."""
        super().__init__(f"不能写入“{path}”（{reason}）；请关闭打开它的程序，或换一个位置再运行。")


class SameFileError(XhgError):
    """An output would overwrite one of the inputs."""

    def __init__(self, path: object) -> None:
        """Name the file."""
        super().__init__(f"输出文件“{path}”就是输入文件之一；请换一个输出名称。")


class SheetTooLongError(XhgError):
    """More rows than one xlsx sheet holds."""

    def __init__(self, sheet: str, rows: int) -> None:
        """Name the sheet and its rows."""
        super().__init__(f"“{sheet}”有 {rows} 行，超过一张工作表的上限；请按设区市分别汇总。")


class NotWindowsError(XhgError):
    """The Excel add-in was asked for on a machine that is not Windows."""

    def __init__(self, sentence: str) -> None:
        """Say what is possible there."""
        super().__init__(sentence)


class ResourceMissingError(XhgError):
    """A file that belongs to the program is in neither the package nor the checkout."""

    def __init__(self, name: str) -> None:
        """Name the file."""
        super().__init__(f"程序缺少自带的文件“{name}”；请重新安装 xhg-excel。")


class FolderUnknownError(XhgError):
    """Windows does not say where one of the user's folders is."""

    def __init__(self, variable: str) -> None:
        """Name the environment variable."""
        super().__init__(
            f"找不到用户文件夹（环境变量 {variable} 为空）；请用自己的账户登录 Windows 后，在普通命令窗口里运行。"
        )


class ForeignAddinError(XhgError):
    """Another program's file stands where the add-in would go."""

    def __init__(self, path: object) -> None:
        """Name the file."""
        super().__init__(f"“{path}”不是本程序的加载项，没有覆盖；请先改名或移走这个文件，再运行 xhg addin install。")


class AddinInUseError(XhgError):
    """The add-in cannot be replaced or removed while Excel holds it."""

    def __init__(self, path: object, reason: str) -> None:
        """Name the file and what Windows says."""
        super().__init__(
            f"“{path}”正被 Excel 使用，不能替换或删除（{reason}）；请关闭全部 Excel 窗口"
            "（任务管理器里也没有 EXCEL.EXE），再运行一次。"
        )


class StorePythonError(XhgError):
    """The Python that runs is the Microsoft Store's: what it writes into the user's folders nobody else sees."""

    def __init__(self, interpreter: object) -> None:
        """Name the interpreter."""
        super().__init__(
            f"现在的 Python（{interpreter}）来自微软应用商店，它写的文件 Excel 看不到；"
            "请另装 python.org 的 64 位 Python，或用离线安装包里的 install.cmd。"
        )


class BundleError(XhgError):
    """The offline bundle cannot be put together."""

    def __init__(self, reason: str) -> None:
        """Give the reason."""
        self.reason = reason
        super().__init__(f"离线安装包没有做成：{reason}")


class UnknownScriptError(XhgError):
    """A button asks for a script this version does not have."""

    def __init__(self, name: str) -> None:
        """Name the script."""
        super().__init__(
            f"这个版本的程序里没有“{name}”；加载项和程序的版本可能不一致，请重新安装加载项（xhg addin install）。"
        )


class HostGoneError(XhgError):
    """The spreadsheet program that was clicked in cannot be found any more."""

    def __init__(self, hwnd: str) -> None:
        """Name the window."""
        super().__init__(f"找不到点击按钮的表格程序（窗口 {hwnd}）；可能已经关闭，请打开工作簿后再点。")


class WorkbookGoneError(XhgError):
    """The workbook that was clicked in is not open any more."""

    def __init__(self, name: str) -> None:
        """Name the workbook."""
        super().__init__(f"工作簿“{name}”已经关闭或改名；请打开后再点。")


class NoWorkbookError(XhgError):
    """No workbook is open that a script could work on."""

    def __init__(self) -> None:
        """Think of Protected View, where a workbook is open and yet out of reach."""
        super().__init__("没有打开的工作簿；在“受保护的视图”里的，请先点“启用编辑”，再点按钮。")


class NotASheetError(XhgError):
    """The active sheet holds no cells: a chart or a dialog."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("当前是图表页，没有单元格；请先点到要处理的工作表，再点按钮。")


class SheetRefusedError(XhgError):
    """A result sheet cannot be put into a workbook."""

    def __init__(self, book: str, sheet: str) -> None:
        """Name both; a protected structure is the usual cause."""
        super().__init__(
            f"不能在“{book}”里加上“{sheet}”表；工作簿的结构可能受保护，请撤销保护（审阅→保护工作簿）后再点。"
        )


class NoRegisterError(XhgError):
    """A workbook has no register and no site form to which a site could be added."""

    def __init__(self, book: str) -> None:
        """Name the workbook."""
        super().__init__(f"“{book}”里没有附件2、附件3的登记表或单表；请打开县级填报表后再点“新增一户”。")


class RegisterFullError(XhgError):
    """No empty row is left on a protected register."""

    def __init__(self, sheet: str, rows: int) -> None:
        """Name the sheet and its rows."""
        super().__init__(f"“{sheet}”的 {rows} 行都已填满；请先存盘，再点“修复模板”，生成的新工作簿会留出更多的行。")


class NothingAskedError(XhgError):
    """A button that asks for a folder got none."""

    def __init__(self, prompt: str) -> None:
        """Repeat the question."""
        super().__init__(f"没有选文件夹，什么也没有做。（{prompt}）")


class DrawByCommandError(XhgError):
    """The list cannot be drawn from a button yet."""

    def __init__(self) -> None:
        """Name the command."""
        super().__init__("抽取名单目前用命令行：xhg draw（用法见 xhg draw --help）；抽出的名单和备选写成新的工作簿。")


class OfficeNotReachedError(XhgError):
    """No LibreOffice answers."""

    def __init__(self, pipe: str, reason: str) -> None:
        """Name the pipe and the reason."""
        super().__init__(f"连接不上 LibreOffice（{pipe}：{reason}）；请先打开 LibreOffice Calc 再试。")


class ReadOnlyBookError(XhgError):
    """The document was opened read-only."""

    def __init__(self, book: str) -> None:
        """Name the workbook."""
        super().__init__(f"“{book}”是以只读方式打开的，没有改动；请点“编辑”→“编辑模式”，或另存一份再试。")


class LockedCellsError(XhgError):
    """A protected sheet does not let these cells be changed."""

    def __init__(self, sheet: str, cells: str) -> None:
        """Name the sheet and the cells."""
        super().__init__(f"“{sheet}”受保护，{cells} 不能改动；请在“工具”菜单取消“保护工作表”后再试。")


class BookClosedError(XhgError):
    """The document was closed, or LibreOffice ended, while a script ran."""

    def __init__(self, book: str) -> None:
        """Name the workbook."""
        super().__init__(f"“{book}”在运行中被关闭，没有做完；文件本身没有改动，请重新打开再试。")


class NotASpreadsheetError(XhgError):
    """The button was clicked over a document that is no spreadsheet."""

    def __init__(self, name: str) -> None:
        """Name the document."""
        super().__init__(f"“{name}”不是电子表格；请打开填报表或台账再点。")


class NotOurAddinError(XhgError):
    """A file that should be our Excel add-in, and has no configuration of its own."""

    def __init__(self, file: str) -> None:
        """Name the file."""
        super().__init__(f"“{file}”不是本程序的加载项，或者已损坏；请重新安装本程序。")


class NoOfficeError(XhgError):
    """LibreOffice, or the Python it uses, is not on this computer."""

    def __init__(self, missing: str) -> None:
        """Name what was looked for."""
        super().__init__(
            f"没有找到 {missing}；请先安装 LibreOffice Calc 和它的 Python（Debian、Ubuntu：libreoffice-calc 和 python3-uno）再试。"
        )


class OfficePythonError(XhgError):
    """LibreOffice's Python is of another version than the one this program is installed in."""

    def __init__(self, office: str, program: str) -> None:
        """Say both versions."""
        super().__init__(
            f"LibreOffice 用的是 Python {office}，本程序装在 Python {program} 里，两者要相同；"
            f"请用 Python {office} 建环境重新安装本程序，再运行 xhg addin install --calc。"
        )


class OfficeRunningError(XhgError):
    """LibreOffice runs, so its extensions cannot be changed."""

    def __init__(self, lock: object) -> None:
        """Name the lock."""
        super().__init__(f"LibreOffice 正开着，不能改动扩展；请全部关闭后再运行（已关闭的，删去 {lock}）。")


class ExtensionFailedError(XhgError):
    """LibreOffice did not take the extension, or did not let it go."""

    def __init__(self, reason: str) -> None:
        """Give LibreOffice's reason."""
        super().__init__(f"LibreOffice 没有接受工具栏扩展（{reason}）；请打开一次 LibreOffice、关闭后再试。")
