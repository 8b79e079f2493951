"""更正情况: what each newer submission changed of the one it replaced, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import asdict

from xhg_excel.core.consolidation.compare import Comparison, compare
from xhg_excel.core.model.finding import Finding
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.sheets.layout import BookLayout, SheetLayout
from xhg_excel.core.sheets.table import Table
from xhg_excel.notice.words.totals import versions as words

ChangeRow = dict[str, str]

CHANGES_TABLE = Table[ChangeRow](words.CHANGES_SHEET, words.CHANGE_HEADS, title=words.CHANGES_TITLE)


def changes_sheet(replaced: Sequence[tuple[Submission, Submission]]) -> SheetLayout:
    """Return the differences of every (older, newer) pair as one table."""
    # compare loads the forms of both and keeps them; of the copy they are dropped again.
    rows = [row for old, new in replaced for row in change_rows(old, new, compare(copy(old), new))]
    return CHANGES_TABLE.sheet(rows, words.CHANGES_NOTE)


def changes_book(old: Submission, new: Submission, found: Comparison) -> BookLayout:
    """Return the differences of one pair as a workbook."""
    return BookLayout((CHANGES_TABLE.sheet(list(change_rows(old, new, found))),), words.CHANGES_TITLE)


def change_rows(old: Submission, new: Submission, found: Comparison) -> Iterator[ChangeRow]:
    """Yield, by column key, the changed cells, then the errors that are gone, then the new errors."""
    unit = next((side.unit.full_name for side in (new, old) if side.unit), "")
    both = {"unit": unit, "old_file": old.source.file, "new_file": new.source.file}
    blank = dict.fromkeys(words.CHANGE_HEADS, "")
    for change in found.changes:
        yield both | asdict(change)
    for finding in found.closed:
        row = {"kind": words.ERROR_CLOSED, "item": _item(finding), "old": finding.what, "old_cell": _cells(finding)}
        yield blank | both | row
    for finding in found.opened:
        row = {"kind": words.ERROR_NEW, "item": _item(finding), "new": finding.what, "new_cell": _cells(finding)}
        yield blank | both | row


def _item(finding: Finding) -> str:
    return f"{finding.code} {finding.item}".strip()


def _cells(finding: Finding) -> str:
    return f"{finding.sheet}!{finding.shown_cells}" if finding.cells else finding.sheet
