"""A workbook → a submission; checks that need the whole file or several files."""
