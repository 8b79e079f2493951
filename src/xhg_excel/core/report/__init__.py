"""The report as a value: chapters, figures, tables, sentences."""
