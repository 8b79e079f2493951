"""Rows of a register or ledger that are no row of data, and how they are recognised."""

from enum import Enum

from xhg_excel.notice.words.as_written import DAY_WORDS, FOREIGN_LABELS, OTHER_LABELS, SIGNERS
from xhg_excel.notice.words.units import UNIT_LABELS


class RowKind(Enum):
    """Why a row is not counted. The first are harmless, the others may be a site that is filled in badly."""

    TOTAL = "是合计"
    HEADS = "是重复的表头"
    NUMBERS = "是栏目编号"
    NOTE = "是说明或签名"
    EXAMPLE = "是示例"
    DELETED = "注明了删除或作废"
    NAMELESS = "没有名称和编号"
    UNANSWERED = "没有填写检查情况"
    SINGLE = "只填了一格"

    @property
    def is_harmless(self) -> bool:
        """Whether the row belongs to the form, not to a site."""
        return self in (RowKind.HEADS, RowKind.NUMBERS, RowKind.NOTE, RowKind.EXAMPLE)


# Before the head of a column: 是否断水 asks what 断水 asks.
ASKED = "是否"
_SIGNED = (
    *SIGNERS,
    *DAY_WORDS,
    *FOREIGN_LABELS,
    *UNIT_LABELS,
    *OTHER_LABELS["unit_filler"],
    *OTHER_LABELS["unit_filled_on"],
)
# Patterns of whole cells, without white space.
NOTE_CELL = (
    r"(?:注|备注|附注|说明|填表说明|填报说明|填写说明|注意事项?)\d*[:：.．、].*|"
    rf"(?:{'|'.join(_SIGNED)}|填报人|填报日期)(?:[（(](?:签字|签名|盖章|签章|公章)[)）])?[:：].*"
)
EXAMPLE_CELL = r"[（(【\[]?(?:填写|填报)?(?:例|示例|样例|举例|范例)(?:\d*[)）】\]:：].*|\d*)"
TOTAL_CELL = (
    r"(?:总计|合计|小计|共计|共|计)?[:：]?共?\d+(?:家|个|户|处|条|起|件|行)(?:企业|单位|作坊|问题|小化工)?[。.]?"
)
DELETED_CELL = r"[（(]?(?:此|本|该|这)?[行条家户]?(?:企业|单位|问题)?(?:已经|已|予以|请)?(?:删除|作废|剔除|删去)[)）]?(?:[，,。；;（(].*)?"
DELETED_NAME = r".*[（(](?:此|本|该)?[行条家]?(?:已经|已)?(?:删除|作废|剔除)[)）].*"
# What the name of a site contains at least.
NAME_PART = r"[\u4e00-\u9fff]|[A-Za-z]{2}"
