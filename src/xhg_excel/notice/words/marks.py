"""Words and colours of a marked copy (退回单): result sheet, notes, file names."""

from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.totals.totals import FINDINGS_SHEET

RESULT_SHEET = FINDINGS_SHEET

RESULT_TITLE = "校验结果（退回单）"
RESULT_COUNTS = "强制 {must} 处（须更正），核实 {explain} 处（更正或在“说明”栏写明理由），已说明 {settled} 处，提示 {note} 处，发现 {result} 处。"
RESULT_HOWTO = "点“单元格”跳到问题所在；改好后把这个文件直接再报即可，本表和颜色、批注不用删。"
RESULT_HEADS = {
    "severity": "级别", "sheet": "工作表", "cells": "单元格", "item": "项目", "what": "发现的问题", "remedy": "怎样改",
    "clause": "依据", "code": "代码",
}  # fmt: skip
RESULT_WIDTHS = (9, 16, 22, 28, 60, 54, 14, 9)
# In a far hidden cell of the result sheet, so that the sheet is recognised as ours.
OWN_WORD = "xhg_mark"
OWN_TEXT = OWN_WORD + " {state}"
OWN_COLUMN = 30
# The same for other sheets that this program adds.
PLACED_TEXT = "xhg_placed"
NOTE_LINE = "【{severity}】{what}。{remedy}"
# The size of a note in points, and the number of Han characters on one of its lines.
NOTE_WIDTH, NOTE_LINE_HEIGHT, NOTE_LINE_CHARACTERS, NOTE_FEWEST_LINES = 190, 13, 16, 4
NOTE_AUTHOR = "xhg_excel"
# In every conditional format we add, so that it is recognised as ours: always true, never typed by a person.
MARK_TEST = f'"{OWN_WORD}"<>""'
NOTE_STARTS = tuple(NOTE_LINE.split("{what}")[0].format(severity=severity.value) for severity in Severity)
MARKED_FILE = "{stem}（退回）.xlsx"
COPY_WRITTEN = "退回单：{target}{told}"
REBUILT_COPY = "（原文件不是.xlsx，退回单按内容另存为.xlsx，不含原格式）"
WITHOUT_MACROS = "（退回单另存为.xlsx，不含宏）"
BRACKETS = "（{text}）"
# Below the table's purpose in the result sheet, and in the message.
NO_MARKS = "“{sheet}”不是普通工作表，不能标注，问题见下表。"
HIDDEN_MARKS = "“{sheet}”是隐藏的工作表，标注要取消隐藏后才看得见。"
# About a marked copy that came back.
DAMAGED_ORIGINAL = "（里面带着的原件已损坏或被改动，没有采用；标注已逐项去掉）"
UNSAFE_ORIGINAL = "（里面带着的原件没有通过检查，没有采用；标注已逐项去掉）"
FORGED_RESULT = "（“{sheet}”自称是本程序的校验结果表，但不是，没有删去）"
NOT_COPIED = "没有退回单：{file}（{why}）"
TEXT_TABLE = "文本表格不能标注，请看校验结果"
NOT_UNMARKED = "没有去掉标注：{file}（{why}）"
UNMARKED_WRITTEN = "已去掉标注：{target}"
MARKED_SUFFIX = "（退回）"
# Background and letters by severity; a 提示 is listed, not coloured.
HEAD_COLOUR = "FFF2F2F2"
MARK_COLOURS = {
    Severity.MUST: ("FFFFC7CE", "FF9C0006"),
    Severity.EXPLAIN: ("FFFFD9B3", "FF7F3F00"),
    Severity.RESULT: ("FFDDEBF7", "FF1F4E79"),
}
