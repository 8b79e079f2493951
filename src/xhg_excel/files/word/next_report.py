"""A report made without asking anything: from workbooks that were read, beside the totals, nothing overwritten."""

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
from xhg_excel.errors.files import TargetChangedError
from xhg_excel.files.word.write import write_next
from xhg_excel.files.write.drawn_lists import drawn_lists
from xhg_excel.notice import report as report_text
from xhg_excel.notice.words.shells import addin as words


@dataclass(frozen=True)
class EarlierReport:
    """What lies beside the totals: workbooks with their names, what was read of them."""

    books: Sequence[tuple[Path, str]]
    read: Sequence[Submission]


@dataclass(frozen=True)
class Made:
    """A report that was written, and what to tell the user."""

    path: Path
    told: str


def next_report(totals: Submission, beside: EarlierReport, at: tuple[Context, date], folders: Sequence[Path]) -> Made:
    """Write the report on totals into the first folder that takes it; a draft while something is missing.

    Clause: 五(三). The one drawn list beside is taken; of several none, since nobody says which counts.
    What a group wrote into the last report of the name goes into the new one.

    Raises:
        NotTotalsError: the workbook holds no details.
        TargetChangedError: no folder takes it.

    """
    lists = drawn_lists(beside.books, beside.read, at[0])
    facts = report_inputs(totals, beside.read, *at, drawn=lists[0][1] if len(lists) == 1 else None)
    missing = missing_parts(facts)
    report = report_of(facts, is_draft=bool(missing))
    name = report_text.REPORT_NAMED.format(place=place_of(facts))
    for folder in folders:
        try:
            path, former, is_read = write_next(report, folder / name)
            break
        except TargetChangedError:
            if folder == folders[-1]:
                raise
    said = [words.REPORT_MESSAGE.format(path=path, count=len(expected_figures(report)))]
    if former is not None:
        said.append((words.OWN_WORDS_KEPT if is_read else words.FORMER_UNREAD).format(file=former.name))
    if missing:
        said.append(words.DRAFT_MESSAGE.format(count=len(missing), first=missing[0]))
    if len(lists) > 1:
        said.append(words.SEVERAL_DRAWN.format(files="、".join(name for name, _ in lists)))
    return Made(path, "\n".join(said))
