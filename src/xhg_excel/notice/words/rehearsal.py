"""Names of the folders and of the list of planted faults that `xhg rehearse` writes."""

FAULT_LIST_FILE = "演练错误清单.xlsx"
FAULT_LIST_HEADS = ("文件", "工作表", "单元格", "代码", "错误说明")
LEDGER_FOLDER = "台账"
SUBMISSION_FOLDER = "报送"
