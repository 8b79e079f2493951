"""`xhg sendto`: what the Send-to menu does with the chosen files or folder; results in new files, then opened."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from xhg_excel.cli.console import print_summary, reading, watched
from xhg_excel.cli.merge import tell
from xhg_excel.cli.validate import told_findings
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.reading.across_files import with_joined
from xhg_excel.core.results.summary import summary_book, summary_rows
from xhg_excel.core.totals.merge import MergeRequest, merge
from xhg_excel.errors.files import NothingToReadError, OneTotalsError
from xhg_excel.files.marked.copy import write_marked_copy
from xhg_excel.files.places import free_path
from xhg_excel.files.read.folder import list_workbooks, read_submissions
from xhg_excel.files.read.saved_when import note_dates
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.shells import install as words

_XLSX = ".xlsx"


def check_step(paths: tuple[Path, ...], opening: bool) -> int:
    """Write the state of the chosen files beside them; return the exit status."""
    context = reading(None)
    submissions = _validated(_books(paths), context)
    print_summary(summary_rows(submissions))
    target = fresh(paths[0], words.CHECK_RESULT, _XLSX)
    write_book(summary_book(submissions), target)
    show(target, opening)
    return told_findings(submissions)


def merge_step(paths: tuple[Path, ...], opening: bool) -> int:
    """Write the totals of the chosen files beside them; return the exit status."""
    context = reading(None)
    books = _books(paths)
    submissions = list(watched(read_submissions(books, context), len(books), "读取"))
    note_dates(submissions, books, context.campaign.issued_on)
    merged = merge(submissions, [], MergeRequest(date.today(), str(paths[0])), context)
    target = fresh(paths[0], words.MERGE_RESULT, _XLSX)
    write_book(merged.book, target)
    status = tell(merged, target)
    show(target, opening)
    return status


def return_step(paths: tuple[Path, ...], opening: bool) -> int:
    """Write marked copies of the chosen files beside them; return the exit status."""
    context = reading(None)
    books = _books(paths)
    submissions = _validated(books, context)
    folder = fresh(paths[0], words.RETURN_FOLDER)
    for submission, (path, _) in zip(submissions, books, strict=True):
        if any(finding.severity is not Severity.NOTE for finding in submission.findings):
            click.echo(write_marked_copy(path, submission, folder))
    if folder.exists():
        written = [path for path in folder.rglob("*") if path.is_file()]
        show(written[0] if len(written) == 1 else folder, opening)
    else:
        click.echo(words.NOTHING_TO_RETURN)
    return told_findings(submissions)


def report_step(paths: tuple[Path, ...], opening: bool) -> int:
    """Write the report on the chosen totals beside them."""
    from xhg_excel.files.word.next_report import EarlierReport, next_report  # Word is heavy, and the others do without

    context = reading(None)
    books = _books(paths)
    submissions = list(watched(read_submissions(books, context), len(books), "读取"))
    totals = [(made, path) for made, (path, _) in zip(submissions, books, strict=True) if made.parts]
    if len(totals) != 1:
        raise OneTotalsError([made.source.file for made, _ in totals])
    [(chosen, path)] = totals
    made = next_report(chosen, EarlierReport(books, submissions), (context, date.today()), [path.resolve().parent])
    click.echo(made.told)
    show(made.path, opening)
    return 0


def _books(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """Return the workbooks chosen; in a folder, what this program wrote there earlier is left out."""
    books = list_workbooks(paths)
    chosen = [book for book in books if book[0] in paths or not is_own_result(book[1])]
    if len(chosen) < len(books):
        click.echo(words.OWN_LEFT_OUT.format(count=len(books) - len(chosen)))
    if not chosen:
        raise NothingToReadError(paths[0], exists=True)
    return _told_apart(chosen)


def _told_apart(books: Sequence[tuple[Path, str]]) -> list[tuple[Path, str]]:
    """Return the books, those of one name from several folders called by their folder too."""
    names = [name for _, name in books]
    return [(path, name if names.count(name) == 1 else f"{path.parent.name}/{name}") for path, name in books]


def is_own_result(name: str) -> bool:
    """Tell whether a file below a chosen folder is a result of an earlier run, by its name.

    >>> [is_own_result(n) for n in ("报送 校验结果 (2).xlsx", "如东 退回单/如东（退回）.xlsx", "如东 填报表.xlsx")]
    [True, True, False]
    """
    path = Path(name)
    return any(re.search(words.OWN_RESULT, part) for part in (*path.parent.parts, path.stem))


def _validated(books: Sequence[tuple[Path, str]], context: Context) -> list[Submission]:
    submissions = list(watched(read_submissions(books, context), len(books), "校验"))
    with_joined(submissions, submissions, context)
    return submissions


def fresh(chosen: Path, pattern: str, suffix: str = "") -> Path:
    """Return a path beside the chosen file or folder that does not exist yet."""
    chosen = chosen.resolve()
    stem = chosen.name if chosen.is_dir() else chosen.stem
    return free_path(chosen.parent / f"{pattern.format(stem=stem).strip()}{suffix}")


def show(path: Path, opening: bool) -> None:
    """Open a result in the program it belongs to, and say so; without one, say where it is."""
    opened = opening and _opened(path)
    click.echo((words.OPENED if opened else words.NOT_OPENED).format(path=path))


def _opened(path: Path) -> bool:
    """Give a path to the desktop, never to a shell."""
    if hasattr(os, "startfile"):
        os.startfile(path)  # noqa: S606  # our own result
        return True
    program = shutil.which("xdg-open") or shutil.which("open")
    if program is None:
        return False
    try:
        return subprocess.run([program, str(path)], capture_output=True, timeout=10, check=False).returncode == 0  # noqa: S603
    except subprocess.TimeoutExpired:
        return True
