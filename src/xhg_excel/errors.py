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


class IdentifiersUnclearError(XhgError):
    """Sites of the problem list cannot be told apart, so that no draw is defined."""

    def __init__(self, count: int, first: list[str]) -> None:
        """Say how many there are and quote the first ones with their cells."""
        more = "等" if count > len(first) else ""
        super().__init__(f"问题清单有 {count} 处编号问题，不能抽取：{'；'.join(first)}{more}。请在台账中更正后再运行。")


class OpenFindingsError(XhgError):
    """The ledgers have open 强制 findings, and nobody said to draw in spite of them."""

    def __init__(self, count: int, first: str) -> None:
        """Say how many there are, quote the first, and say how to go on."""
        super().__init__(
            f"台账有 {count} 处强制问题没有更正，不能抽取；第一处：{first} "
            "请先用 xhg validate 查看并更正；确要带着问题抽取的，加 --despite-findings（会记入抽样底账）。"
        )


class SeedError(XhgError):
    """A seed is too short to be fair, or no plain digits."""

    def __init__(self, fewest: int, digits: int, plain: bool) -> None:
        """Say what it is and what it must be."""
        found = f"现有 {digits} 位" if plain else "现含有数字以外的字符，或被表格软件改成了数值"
        super().__init__(
            f"种子须是不少于 {fewest} 位的数字（{found}）；请用清单冻结以后才公开的数字，例如当天几种公开摇奖号码连写。"
        )


class NotADrawError(XhgError):
    """A file is no frozen list and no drawn list, or one written by other rules."""

    def __init__(self, file: str = "", missing: str = "") -> None:
        """Name the file, and the sheet that is missing."""
        why = f"缺少“{missing}”表" if missing else "内容不全，或由别的版本生成"
        super().__init__(f"“{file}”不是冻结记录或抽取名单（{why}）；请用 xhg draw freeze、xhg draw run 生成的文件。")


class ListChangedError(XhgError):
    """The lists are not those that were frozen."""

    def __init__(self, frozen: str, now: str, changes: list[str]) -> None:
        """Give both hashes and name what changed, as far as it can be told."""
        shown = "；".join(changes[:5]) + (f"等 {len(changes)} 处" if len(changes) > 5 else "")
        super().__init__(
            f"台账与冻结时不同，不能抽取：冻结的校验码是 {frozen}，现在是 {now}。变化：{shown}。"
            "请恢复原来的台账；确需变动的，重新冻结并重新公布校验码，再用新的种子。"
        )


class NotDrawnYetError(XhgError):
    """A frozen list was given where a drawn one is needed, or nothing was frozen yet."""

    def __init__(self, file: str) -> None:
        """Name the file and the next step."""
        super().__init__(f"“{file}”里还没有抽取的名单；请先公布校验码，再用 xhg draw run 填入公开的种子抽取。")


class DrawDiffersError(XhgError):
    """A drawn list is not what its own record gives, so nothing may be built on it."""

    def __init__(self, file: str, difference: str) -> None:
        """Name the first difference."""
        super().__init__(f"“{file}”与按底账重算的不符：{difference}。请用未改动过的抽取名单。")


class NotOnListError(XhgError):
    """A site that is to be replaced is not among those drawn."""

    def __init__(self, identifier: str, cities: str) -> None:
        """Name the identifier; several cities may have it."""
        where = f"在几个设区市都有（{cities}），请用 --city 指明" if cities else "不在抽取名单里"
        super().__init__(f"编号“{identifier}”{where}；请对照“抽取名单”的编号。")


class MayNotBeReplacedError(XhgError):
    """An unfinished site may not be replaced: all of them are visited."""

    def __init__(self, identifier: str) -> None:
        """Name the site and the clause."""
        super().__init__(f"“{identifier}”是未完成整治的，须全部督导（五(二)），不能替换；进不去的请如实填写并说明。")


class ReasonTooShortError(XhgError):
    """A replacement has no reason worth recording."""

    def __init__(self, fewest: int) -> None:
        """Say what a reason is."""
        super().__init__(f"替换须写明具体原因（至少{fewest}个汉字，不写“其他原因”等套话）。")


class NoSpareError(XhgError):
    """Every site of a rule is drawn already, so there is no spare."""

    def __init__(self, identifier: str) -> None:
        """Name the site that was to be replaced."""
        super().__init__(f"“{identifier}”所属规则的清单已全部抽取，没有备选可以递补；请如实督导，并在报告中说明。")


class NothingToAddError(XhgError):
    """The lists hold nothing that the drawn list does not have."""

    def __init__(self) -> None:
        """Say so; no file was written."""
        super().__init__("台账没有新增的问题，也没有改为未完成的，不需要增补；没有写新文件。")


class NotASampleError(XhgError):
    """Counts that no sample of a list can have."""

    def __init__(self, listed: int, checked: int, bad: int) -> None:
        """Say all three: the reader sees which one is wrong."""
        super().__init__(f"清单{listed}个、查过{checked}个、不合格{bad}个，三个数前后矛盾；请核对名单和填报表。")


class NoDrawnListError(XhgError):
    """A workbook that should hold a drawn list holds none."""

    def __init__(self, file: str, heads: str) -> None:
        """Name the file and the heads a list is known by."""
        super().__init__(f"“{file}”里没有抽取名单（表头要有：{heads}）；请用 xhg draw run 生成的工作簿。")


class AlreadyDrawnError(XhgError):
    """A list is drawn once; another seed would let anyone pick the sample that suits."""

    def __init__(self, seed: str) -> None:
        """Name the seed it was drawn with."""
        super().__init__(
            f"这份清单已用种子 {seed} 抽取，不能再抽；要换人请用 xhg draw replace，清单有新增用 xhg draw topup。"
            "确需重来的，重新冻结、重新公布校验码。"
        )


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


class NotTotalsError(XhgError):
    """A workbook without detail rows was taken for a totals workbook."""

    def __init__(self, file: str) -> None:
        """Name the file."""
        super().__init__(f"“{file}”不是本程序的汇总表（没有“数据明细”）；请给出 xhg merge 写出的工作簿。")


class NoFigureError(XhgError):
    """An address at which no figure of a totals sheet stands."""

    def __init__(self, address: str, sheets: str) -> None:
        """Name the address and where figures are."""
        super().__init__(
            f"“{address}”不是汇总表里的一个数；请按“附件1!D12”的样式写，工作表是{sheets}之一，单元格里要有数。"
        )


class NothingToCompareError(XhgError):
    """A file that holds nothing that could be compared."""

    def __init__(self, file: str, why: str) -> None:
        """Name the file and the finding that says why."""
        super().__init__(f"“{file}”里没有能比较的填报内容（{why or '没有找到表格'}）；请给出两份填报表或台账。")


class NotAReportError(XhgError):
    """A .docx that this program did not write, or that cannot be read."""

    def __init__(self, file: str) -> None:
        """Name the file; it is left as it is."""
        super().__init__(f"“{file}”不是本程序生成的报告，或已损坏，没有改动它；请换一个文件名。")


class ReportNotReadyError(XhgError):
    """The report is asked before all is in."""

    def __init__(self, missing: list[str]) -> None:
        """List what is missing, and say how to get a draft."""
        shown = "；".join(missing)
        super().__init__(f"还不能生成正式报告：{shown}。补齐后再运行；要先看草稿的，加 --draft。")
