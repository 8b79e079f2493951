"""The report 督导专题报告 as a value: `inputs` → `figures` → `chapters` (with `sentences` and `tables`) → `document`.

`inputs.report_inputs` computes once everything a report states, from the detail rows of a totals workbook, the
ledgers and the drawn list. The text is data (`notice.report`, `notice.words.report_document`): a sentence has
slots for figures, and its wording follows from their values. Every figure has a key, so that `verify` can make
the report again and compare a written one with it, number by number.
"""
