"""Sheets of the Excel add-in, and the messages that its VBA shows by itself."""

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
# fmt: on
