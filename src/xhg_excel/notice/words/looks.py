"""Why the value of a cell is not what one sees, and how to mend it."""

from enum import StrEnum


class Look(StrEnum):
    """Why a cell's value is not what one sees there; the value is shown in a finding, and not used."""

    STRUCK = "全部或部分带删除线"
    HIDDEN_ROW = "所在的行被隐藏或被筛选掉"
    HIDDEN_COLUMN = "所在的列被隐藏"
    INVISIBLE_TEXT = "字色与底色相同，或格式不显示内容，看不见"
    SCALED_FORMAT = "被单元格格式缩放、加了文字或显示成百分数，看到的与存的不同"
    UNDER_MERGED = "被合并单元格盖住，看不见"
    CELL_PICTURE = "是单元格里的图片"
    OUTSIDE_FORMULA = "由引用其他工作簿的公式算出"
    NOTE_SAYS_OTHER = "与格上的批注或文本框说法不一"


REMEDIES = {
    Look.STRUCK: "有效的请去掉删除线；作废的请从本格删去，只留有效内容。",
    Look.HIDDEN_ROW: "请取消隐藏和筛选，核对后再报；不用的请删去。",
    Look.HIDDEN_COLUMN: "请取消隐藏，核对后再报；不用的请删去。",
    Look.INVISIBLE_TEXT: "请改为看得见的字色和常规格式，核对后再报；不用的请删去。",
    Look.SCALED_FORMAT: "请把单元格格式改为“常规”，按看到的核对并直接填写数字。",
    Look.UNDER_MERGED: "请取消合并，核对各格的内容，不用的请删去。",
    Look.CELL_PICTURE: "请改填文字或数字。",
    Look.OUTSIDE_FORMULA: "请核对后复制本格，选择性粘贴为数值。",
    Look.NOTE_SAYS_OTHER: "请核对后只在格内写有效的内容，批注、文本框请删去。",
}

# What a note says where it stands at an answer: is it 是, 否 or 不涉及, or which figure. `未提供` is none of them.
NOTE_WORDS = r"未提供|(?P<na>不涉及|不适用)|(?P<yes>[是已√✓✔☑])|(?P<no>[否未无没不×✗✘])|(?P<figure>\d+(?:[,，.]\d+)*)"
DAMAGED_NOTES = "（批注或文本框读不出来）"

# Number formats: words for a number as it is (as Excel, and as WPS write it), and signs that change no number.
GENERAL = ("G/通用格式", "General", "general", "GENERAL")
PLAIN_SIGNS = " -+()/:'^&~{}<>=（）－￥¥$€£"
# How WPS keeps a picture in a cell.
PICTURE_FORMULAS = ("=DISPIMG(", "=_xlfn.DISPIMG(")
