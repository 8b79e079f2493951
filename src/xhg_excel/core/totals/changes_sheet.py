"""更正情况: what each newer submission changed of the one it replaced, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy

from xhg_excel.core.consolidation.compare import Comparison, compare
from xhg_excel.core.model.finding import Finding
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.sheets.layout import BookLayout, Content, SheetLayout
from xhg_excel.core.sheets.table import table_sheet
from xhg_excel.notice.words.totals import versions as words

Pair = tuple[Submission, Submission]


def changes_sheet(replaced: Sequence[Pair]) -> SheetLayout:
    """Return the differences of every (older, newer) pair as one table."""
    rows = [row for old, new in replaced for row in _rows(copy(old), new)]  # the copy unfolds, and is let go
    return table_sheet(words.CHANGES_SHEET, words.CHANGES_TITLE, words.CHANGE_HEADS, rows, words.CHANGES_NOTE)


def _rows(old: Submission, new: Submission) -> Iterator[tuple[Content, ...]]:
    return change_rows(old, new, compare(old, new))


def changes_book(old: Submission, new: Submission, found: Comparison) -> BookLayout:
    """Return the differences of one pair as a workbook."""
    rows = list(change_rows(old, new, found))
    return BookLayout(
        (table_sheet(words.CHANGES_SHEET, words.CHANGES_TITLE, words.CHANGE_HEADS, rows),), words.CHANGES_TITLE
    )


def change_rows(old: Submission, new: Submission, found: Comparison) -> Iterator[tuple[Content, ...]]:
    """Yield changed cells, then errors that went, then errors that came."""
    unit = next((side.unit.full_name for side in (new, old) if side.unit), "")
    files = (old.source.file, new.source.file)
    for change in found.changes:
        yield (
            unit,
            change.kind,
            change.item,
            change.old,
            change.new,
            files[0],
            change.old_cell,
            files[1],
            change.new_cell,
        )
    for finding in found.closed:
        yield unit, words.ERROR_CLOSED, _item(finding), finding.what, "", files[0], _cells(finding), files[1], ""
    for finding in found.opened:
        yield unit, words.ERROR_NEW, _item(finding), "", finding.what, files[0], "", files[1], _cells(finding)


def _item(finding: Finding) -> str:
    return f"{finding.code} {finding.item}".strip()


def _cells(finding: Finding) -> str:
    return f"{finding.sheet}!{finding.shown_cells}" if finding.cells else finding.sheet
