"""Parse a workbook into a submission; check ledgers in themselves and forms across files."""
