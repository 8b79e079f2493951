"""Names of the folders and of the list of planted faults that `xhg rehearse` writes."""

FAULT_LIST_FILE = "演练错误清单.xlsx"
FAULT_LIST_HEADS = {"file": "文件", "sheet": "工作表", "cell": "单元格", "code": "代码", "why": "错误说明"}
LEDGER_FOLDER = "台账"
SUBMISSION_FOLDER = "报送"
