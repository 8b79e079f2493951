"""Errors of reading, merging and writing."""

from __future__ import annotations

from xhg_excel.errors.base import XhgError, likely


class SettingsError(XhgError):
    """A settings file has an unknown entry, or a value that does not fit.

    Args:
        name: the entry.
        reason: what the type check says.
        meant: the entry that was probably meant; '' for none.
    """

    def __init__(self, name: str, reason: str, meant: str = "") -> None:
        super().__init__(
            f"设置文件中“{name}”不对（{reason}）；{likely(meant)}"
            "请对照 docs/settings.md（设置说明）更正，或删去这一行。"
        )


class NothingToReadError(XhgError):
    """There is nothing to read at a path.

    Args:
        path: what was given.
        exists: whether it does; then it holds no workbook.
        meant: a path of a similar name; '' for none.
        there: what it holds instead, as a sentence; '' for nothing.
    """

    def __init__(self, path: object, exists: bool, meant: str = "", there: str = "") -> None:
        why = "里没有可读的工作簿（.xlsx .xls .xlsm .xlsb .ods .et .csv .zip）" if exists else "不存在"
        super().__init__(f"“{path}”{why}；{likely(meant)}{there}请检查路径，或把报送文件放进去再运行。")


class UnknownCityError(XhgError):
    """A city is none of the 13; `known` lists them, `meant` is the one that was probably meant, '' for none."""

    def __init__(self, name: str, known: str, meant: str = "") -> None:
        super().__init__(f"没有“{name}”这个设区市；{likely(meant)}请从这些名称中选：{known}。")


class CityUnclearError(XhgError):
    """No city was chosen, and the submissions come from several (`cities`) or from none ('')."""

    def __init__(self, cities: str) -> None:
        why = (
            f"这些文件来自几个设区市（{cities}）；请按设区市分文件夹放"
            if cities
            else ("没有一份填报表写明是哪个设区市；请确认文件夹里是填报表、封面选了单位")
        )
        super().__init__(f"{why}，或用 --city 指明要汇总哪一个。")


class NoSubmissionError(XhgError):
    """Not one readable submission was found, so there is nothing to merge."""

    def __init__(self, path: object) -> None:
        super().__init__(
            f"“{path}”里没有一份能并入汇总的报送表；请先校验（xhg validate 或“校验本簿”），看每个文件的问题。"
        )


class LedgerMissingError(XhgError):
    """The folder lacks ledgers that are needed; `titles` lists them."""

    def __init__(self, path: object, titles: str) -> None:
        super().__init__(f"“{path}”里缺少台账：{titles}；请用“生成模板”（xhg template）生成空表，填好后放进去。")


class LedgerFaultError(XhgError):
    """A ledger has faults that would make the figures wrong; `first` is one of the `count`."""

    def __init__(self, count: int, first: str) -> None:
        super().__init__(f"台账有 {count} 处强制问题，不能据以计算；第一处：{first} 请先校验（“校验本簿”）并更正。")


class NothingToConfirmError(XhgError):
    """None of the files given holds a form that has to be confirmed."""

    def __init__(self, path: object) -> None:
        super().__init__(
            f"“{path}”里没有待确认的表（按下发的模板填的和已经确认的都不用确认）；请检查给的是不是手工重打的那一份。"
        )


class NotARecordError(XhgError):
    """A file that has the name of a record of confirmations is something else."""

    def __init__(self, path: object) -> None:
        super().__init__(f"“{path}”不是本程序的确认记录，没有改动它；请把它移开或改名再运行。")


class NothingToRepairError(XhgError):
    """A workbook holds no form to put into our template; `why` is what was found in it, '' for nothing."""

    def __init__(self, file: str, why: str) -> None:
        super().__init__(
            f"“{file}”不能修复（{why or '没有填报内容'}）；请用“生成模板”（xhg template）生成新表重新填写。"
        )


class NotMarkableError(XhgError):
    """A workbook is not the kind of package that a marked copy can be made of."""

    def __init__(self, file: str) -> None:
        super().__init__(f"“{file}”的格式特殊，不能原样标注；请用Excel或WPS打开后另存为.xlsx再试。")


class FaultyCopyError(NotMarkableError):
    """A copy was checked before it was written and has faults that the file does not have; it is not written."""

    def __init__(self, file: str, faults: list[str]) -> None:
        self.faults = faults
        XhgError.__init__(
            self,
            f"“{file}”改写后没有通过写前检查（{len(faults)} 处，如 {faults[0]}），没有写出；"
            "请用Excel或WPS打开后另存为.xlsx再试。",
        )


# The system's code (the last three are ours) → what it means, and what helps.
_REFUSALS = {
    "ENOSPC": ("磁盘已满", "请腾出空间"),
    "EDQUOT": ("超过了磁盘配额", "请腾出空间"),
    "EFBIG": ("超过了允许的文件大小", "请联系管理员放宽限制"),
    "EACCES": ("没有写的权限，或正被别的程序打开", "请关闭打开它的程序"),
    "EPERM": ("没有写的权限，或文件设成了不可更改", "请检查权限"),
    "EROFS": ("这个位置是只读的", "请检查是不是光盘或只读的共享"),
    "EISDIR": ("这个名字已经是一个文件夹", "请换一个文件名"),
    "ENOTDIR": ("路径中有一段是文件，不是文件夹", "请检查路径"),
    "EEXIST": ("路径中有一段是文件，不是文件夹", "请检查路径"),
    "ENAMETOOLONG": ("文件名或路径太长", "请缩短文件名"),
    "ENOENT": ("路径不存在，也不能新建", "请检查路径"),
    "EBUSY": ("正被别的程序占用", "请关闭打开它的程序"),
    "EIO": ("磁盘读写出错", "请检查磁盘或网络"),
    "NOTEMPTY": ("文件夹不是空的", "请给一个新文件夹的名字"),
    "SOURCES": ("报送文件就在这个文件夹里，写进去的会被当成报送表", "请换一个文件夹"),
    "LINK": ("这个名字是一个链接", "请给出文件本身的位置"),
    "DEVICE": ("这个名字是设备或管道，不是文件", "请换一个文件名"),
    "NAME": ("名字里有这台电脑写不出的字符", "请换一个文件名"),
    "CHANGED": ("读过以后又被改动", "改动的内容没有被覆盖，请再运行一次"),
}


# The system's code → why a file or folder cannot be opened.
_UNOPENED = {
    "EACCES": "没有权限，或正被别的程序打开",
    "EPERM": "没有权限，或正被别的程序打开",
    "EISDIR": "是文件夹，不是文件",
    "ENOTDIR": "路径中有一段是文件，不是文件夹",
    "ENOENT": "不存在，或已被移走",
    "ENAMETOOLONG": "文件名或路径太长",
    "ELOOP": "是绕圈的链接",
    "DEVICE": "是设备或管道，不是文件",
    "EIO": "磁盘或网络读写出错",
}


class NotOpenedError(XhgError):
    """A file or folder cannot be opened.

    Args:
        path: what was to be opened.
        reason: the system's code (`EACCES`), or `DEVICE`.
        system: the system's own words, for a code that is not listed.
    """

    def __init__(self, path: object, reason: str, system: str = "") -> None:
        why = _UNOPENED.get(reason, system or reason)
        super().__init__(f"“{path}”打不开（{why}）；请检查路径和权限，关闭打开它的程序再运行。")


class TargetChangedError(XhgError):
    """An output cannot be written where it should go.

    Args:
        path: the output.
        reason: the system's code (`ENOSPC`), a word of ours (`NOTEMPTY`), or the reason itself.
        system: the system's own words, for a code that is not listed.
    """

    def __init__(self, path: object, reason: str, system: str = "") -> None:
        why, remedy = _REFUSALS.get(reason, (system or reason, "请关闭打开它的程序"))
        super().__init__(f"不能写入“{path}”（{why}）；{remedy}，或换一个位置再运行。")


class UnknownTargetError(XhgError):
    """A result is to be written to a file of another kind; `kinds` are the suffixes that can be written."""

    def __init__(self, path: object, kinds: str) -> None:
        super().__init__(f"“{path}”的扩展名不能写；请改用 {kinds} 之一。")


class ScratchRefusedError(TargetChangedError):
    """The temporary files of a large workbook cannot be written; arguments as of `TargetChangedError`."""

    def __init__(self, folder: object, reason: str, system: str = "") -> None:
        why, remedy = _REFUSALS.get(reason, (system or reason, "请检查这个文件夹"))
        XhgError.__init__(self, f"大表要先写进临时文件夹“{folder}”，写不进去（{why}）；{remedy}再运行。")


class OutputLostError(XhgError):
    """What a command prints cannot be written where its output goes; `reason` is the system's code."""

    def __init__(self, reason: str) -> None:
        why, remedy = _REFUSALS.get(reason, (reason, "请腾出空间"))
        super().__init__(f"屏幕输出没有写完（{why}），已经写好的文件是完整的；{remedy}再运行。")


class NotXlsxError(XhgError):
    """A workbook is to be written under a name that no spreadsheet program opens; `better` is one that does."""

    def __init__(self, path: object, better: str) -> None:
        super().__init__(f"“{path}”不是 .xlsx 文件名，写出来打不开；请写成“{better}”再运行。")


class TargetOpenError(TargetChangedError):
    """The output is open in another program, whose next save would undo what we write.

    Args:
        path: the output.
        lock: the lock file beside it; a program that crashed leaves one too.
    """

    def __init__(self, path: object, lock: str) -> None:
        XhgError.__init__(
            self,
            f"“{path}”正在别的程序里打开，没有覆盖它；请先关闭再运行，或换一个文件名。"
            f"确实没有打开的，是程序意外退出留下的，请删除旁边的“{lock}”。",
        )


class SameFileError(XhgError):
    """An output would overwrite one of the inputs."""

    def __init__(self, path: object) -> None:
        super().__init__(f"输出文件“{path}”就是输入文件之一；请换一个输出名称。")


class SheetTooLongError(XhgError):
    """More rows than one xlsx sheet holds."""

    def __init__(self, sheet: str, rows: int) -> None:
        super().__init__(f"“{sheet}”有 {rows} 行，超过一张工作表的上限；请按设区市分别汇总。")


class NoWorkerError(XhgError):
    """A process to read files in cannot be started."""

    def __init__(self, exit_code: object) -> None:
        super().__init__(f"不能启动读取文件的进程（退出码 {exit_code}）；请关闭其他程序后再运行，或重新安装本程序。")


class ReaderEndedError(XhgError):
    """A file could not be read to its end; `why`: `time`, `died` (memory, a crash) or `fault` (one of ours)."""

    def __init__(self, file: str, why: str) -> None:
        whys = {"time": "读取时间太长", "died": "内存不够，或读取程序中止", "fault": "程序内部出错"}
        reason = whys.get(why, why)
        super().__init__(f"“{file}”没有读完（{reason}）；文件可能损坏，请用Excel或WPS打开后另存为新文件再运行。")


class NotTotalsError(XhgError):
    """A workbook without detail rows was given for a totals workbook."""

    def __init__(self, file: str) -> None:
        super().__init__(f"“{file}”不是本程序的汇总表（没有“数据明细”）；请给出 xhg merge 写出的工作簿。")


class NoFigureError(XhgError):
    """An address is not that of a figure in the totals.

    Args:
        address: what was typed.
        sheets: the sheets with figures.
        meant: the address that was probably meant; '' for none.
    """

    def __init__(self, address: str, sheets: str, meant: str = "") -> None:
        super().__init__(
            f"“{address}”不是汇总表里的一个数；{likely(meant)}请按“附件1!D12”的样式写，工作表是{sheets}之一，单元格里要有数。"
        )


class NothingToCompareError(XhgError):
    """A file holds nothing that could be compared; `why` is what was found in it, '' for nothing."""

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"“{file}”里没有能比较的填报内容（{why or '没有找到表格'}）；请给出两份填报表或台账。")


class ReportOfOneCityError(XhgError):
    """A city's report is wanted of the totals of several `cities`."""

    def __init__(self, file: str, cities: str) -> None:
        super().__init__(
            f"“{file}”里有几个设区市（{cities}），不能生成市级报告；请给出一个市的汇总表，或生成省级报告。"
        )


class OneTotalsError(XhgError):
    """A report is wanted of files among which there is no totals workbook, or several (`files`)."""

    def __init__(self, files: list[str]) -> None:
        found = f"有{len(files)}个汇总表（{'、'.join(files)}）" if files else "没有汇总表"
        super().__init__(f"选中的文件里{found}；请选中一个汇总表，连同台账（或台账文件夹）一起生成报告。")


class NotAReportError(XhgError):
    """A .docx file was not written by this program, or cannot be read."""

    def __init__(self, file: str) -> None:
        super().__init__(f"“{file}”不是本程序生成的报告，或已损坏，没有改动它；请换一个文件名。")


class ReportNotReadyError(XhgError):
    """The report is wanted before everything is there; `missing` lists what is not."""

    def __init__(self, missing: list[str]) -> None:
        shown = "；".join(missing)
        super().__init__(f"还不能生成正式报告：{shown}。补齐后再运行；要先看草稿的，加 --draft。")
