"""The totals workbook: merge, its sheets, its audit."""
