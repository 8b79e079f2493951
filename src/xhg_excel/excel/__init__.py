"""Excel's buttons and worksheet functions: everything that runs on an open workbook through xlwings."""
