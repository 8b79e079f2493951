"""The buttons staff click, in the ribbon and in Calc's toolbar: labels, groups, tips, what each asks for.

A button's key is the name of its script in `excel/scripts.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Asks(StrEnum):
    """What the host asks the user for before the script runs; the script gets it as `answer`."""

    NOTHING = ""
    FOLDER = "folder"
    DIGITS = "digits"


@dataclass(frozen=True)
class Button:
    """One button; `icon` is an imageMso name that Excel has had since 2010, `tip` one line, `help` what it does."""

    key: str
    label: str
    icon: str
    tip: str
    help: str
    asks: Asks = Asks.NOTHING
    prompt: str = ""
    large: bool = False


@dataclass(frozen=True)
class Group:
    """Buttons under one label."""

    key: str
    label: str
    buttons: tuple[Button, ...]


TAB = "小化工督导"
TAB_KEY = "xhg"

# fmt: off
GROUPS = (
    Group("check", "校验", (
        Button("check_book", "校验本簿", "DataValidationCircleInvalid", "校验整个工作簿", "逐格核对本工作簿的全部填报表：标出有问题的格子，写好批注，在最前面放一张“校验结果”表。不改动填报内容。", large=True),
        Button("check_sheet", "校验本表", "DataValidation", "只校验当前工作表", "只核对当前这张工作表。"),
        Button("clear_marks", "清除标记", "DataValidationClearValidationCircles", "去掉校验留下的标记", "去掉校验加上的颜色、批注和“校验结果”表，原来的颜色、格式和批注不变。"),
    )),
    Group("fill", "填表", (
        Button("add_site", "新增一户", "GoToNewRecord", "转到登记表的下一空行", "在附件2或附件3登记表中转到下一个空行；单张表则新建一份空白表。"),
        Button("repair_template", "修复模板", "TableAutoFormat", "恢复粘贴坏了的表", "按模板重新生成本工作簿，填报内容一个不少；原工作簿不动。"),
        Button("make_templates", "生成模板", "FileNew", "生成空白表", "在选定的文件夹里生成三张单表、县级填报表、抽样配额表和四种台账。", Asks.FOLDER, "空白表放在哪个文件夹？"),
    )),
    Group("merge", "汇总", (
        Button("merge_folder", "合并文件夹", "Consolidate", "县级填报表汇总成市级", "把选定文件夹里各县（市、区）的填报表汇总成一个新工作簿；原文件不动，不能并入的逐个说明原因。", Asks.FOLDER, "各县（市、区）的填报表在哪个文件夹？", large=True),
        Button("write_report", "生成报告", "CreateReportInDesignView", "由汇总表生成督导专题报告", "由当前的汇总表生成公文格式的督导专题报告（Word），写在汇总表旁边；没有齐的先出草稿，列出还缺什么。上一份报告里的“本组补充”带到新的一份。", Asks.FOLDER, "台账（和抽取名单）在哪个文件夹？没有台账的，选汇总表所在的文件夹。"),
    )),
    Group("sample", "抽样", (
        Button("compute_quotas", "计算配额", "CalculateNow", "由台账计算督导配额", "由本工作簿里的问题清单和排查底数，计算每个设区市的督导配额。"),
        Button("draw_sample", "抽取名单", "SelectRecord", "按公开的种子抽取名单", "第一次点：冻结清单，给出要公布的校验码。公布后再点：填入公开的种子（不少于20位数字），抽出名单和备选。", Asks.DIGITS, "公开的种子（不少于20位数字）；还没有冻结清单的，留空。"),
    )),
    Group("help", "帮助", (
        Button("open_help", "打开帮助", "Help", "使用说明", "打开使用说明，并显示版本和日志的位置。"),
    )),
)
# fmt: on

BUTTONS = tuple(button for group in GROUPS for button in group.buttons)
