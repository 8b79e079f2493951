"""The Excel shell: what runs in a live workbook through xlwings."""
