"""Write the marked copy of a workbook, and remove the marks again."""
