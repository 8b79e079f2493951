"""Write the next report beside a totals workbook without any option and without overwriting anything.

The button and the Send-to shortcut use this; the command `xhg report` replaces the former report instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xhg_excel.core.model.context import Context
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.report.chapters import missing_parts, place_of, report_of
from xhg_excel.core.report.inputs import report_inputs
from xhg_excel.core.report.verify import expected_figures
from xhg_excel.core.results.cuts import cuts_line
from xhg_excel.errors.files import TargetChangedError
from xhg_excel.files.read.drawn import drawn_lists
from xhg_excel.files.word.write import write_next
from xhg_excel.notice import report as report_text
from xhg_excel.notice.words.cuts import OWN_WORDS_CUT
from xhg_excel.notice.words.shells import addin as words


@dataclass(frozen=True)
class WorkbooksBeside:
    """The workbooks in the folder of a totals workbook: path and name of each, and what was read from it."""

    books: Sequence[tuple[Path, str]]
    submissions: Sequence[Submission]


@dataclass(frozen=True)
class NextReport:
    """A report that was written, and the message for the user."""

    path: Path
    message: str


def next_report(
    totals: Submission, beside: WorkbooksBeside, folders: Sequence[Path], *, context: Context, today: date
) -> NextReport:
    """Write the report on totals into the first folder that can be written; a draft while parts of it are missing.

    Clause: 五(三). The drawn list beside the totals is used if there is only one: of several, nothing states
    which one counts. What a group typed into the last report of this name is copied into the new one.

    Raises:
        NotTotalsError: the workbook contains no detail rows.
        TargetChangedError: no folder can be written.

    """
    lists = drawn_lists(beside.books, beside.submissions, context)
    drawn = lists[0][1] if len(lists) == 1 else None
    inputs = report_inputs(totals, beside.submissions, context, today, drawn=drawn)
    missing = missing_parts(inputs)
    report = report_of(inputs, is_draft=bool(missing))
    name = report_text.REPORT_NAMED.format(place=place_of(inputs))
    for folder in folders:
        try:
            written = write_next(report, folder / name)
            break
        except TargetChangedError:
            if folder == folders[-1]:
                raise
    lines = [words.REPORT_MESSAGE.format(path=written.path, count=len(expected_figures(report)))]
    if written.former is not None:
        line = words.OWN_WORDS_KEPT if written.former_is_read else words.FORMER_UNREAD
        lines.append(line.format(file=written.former.name))
    if written.cuts:
        lines.append(OWN_WORDS_CUT.format(cuts=cuts_line(written.cuts)))
    if missing:
        lines.append(words.DRAFT_MESSAGE.format(count=len(missing), first=missing[0]))
    if len(lists) > 1:
        lines.append(words.SEVERAL_DRAWN.format(files="、".join(name for name, _ in lists)))
    return NextReport(written.path, "\n".join(lines))
