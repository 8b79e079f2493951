"""What the Excel add-in holds besides its buttons: its sheets, what it says itself, the help of its functions.

Room: spec.
"""

from __future__ import annotations

# Its own sheets; nothing is ever read from a sheet of another workbook.
CONF_SHEET = "xlwings.conf"
TEXTS_SHEET = "xhg.texts"
FUNCTIONS_SHEET = "xhg.functions"

INTERPRETER_KEY = "INTERPRETER_WIN"
# xlwings reads these; the second keeps the folder of a received workbook off Python's path.
CONF = ((INTERPRETER_KEY, ""), ("ADD_WORKBOOK_TO_PYTHONPATH", "False"))

# fmt: off
# What a click says when no Python is there to say it; VBA reads them from the sheet by their key.
TEXTS = {
    "no_python": "找不到 Python：加载项没有装好，或者装好以后 Python 移走了。请在命令行运行 xhg addin install。",
    "failed": "没有运行成功。请在命令行运行 xhg doctor 检查；详细记录在：",
    "windows_only": "按钮只能在 Windows 版 Excel 里用；在其他系统上请用命令行 xhg。",
    "function_failed": "没有算出来，请运行 xhg doctor 检查",
}

# Shown by Excel's function wizard; templates do not depend on these functions.
FUNCTION_HELP = {
    "XHG_QUOTA_COUNTIES": "一个设区市至少督导几个县（市、区）：总数的50%，小数进一。",
    "XHG_QUOTA_PROBLEMS": "问题清单至少督导几个：总数的50%，并且未完成整治的全部督导。",
    "XHG_QUOTA_OTHERS": "各类小字头、停产停业企业各抽查几家：10家，不足10家的全部。",
    "XHG_PRIORITY": "各县（市、区）按问题数量排出的重点县次序。",
    "XHG_TICKET": "一个单位在公开种子下的抽签号，任何人可以复算。",
    "XHG_DRAW": "按公开的种子从名单里抽取，给出抽中的次序。",
    "XHG_CHECK": "一张表或一行填报内容的问题代码，没有问题为空。",
    "XHG_RATE": "合计比率：分子之和除以分母之和，不是数的格不计。",
    "XHG_REGION": "把县（市、区）名称写成通知所附的规范全称。",
    "XHG_EXPLAIN": "校验结果代码的含义、依据和改法。",
}
# fmt: on
