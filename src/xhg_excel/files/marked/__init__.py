"""The marked copy of a workbook, and the way back."""
