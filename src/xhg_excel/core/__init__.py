"""Values in, values out: what a workbook means, what is wrong with it, what it adds up to.

No files, no clock, no chance, no printing, no spreadsheet program.
"""
