"""The Chinese of the totals workbook, one file a sheet."""
