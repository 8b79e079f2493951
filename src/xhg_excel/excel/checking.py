"""校验 in a live workbook: read once, check in the core, mark, and put the result sheet in front."""

from __future__ import annotations

from collections.abc import Sequence

import xlwings as xw

from xhg_excel.core.consolidation.parse_submission import parse_submission
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.finding import Finding, count_by_severity, in_order
from xhg_excel.core.model.grid import Grid
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Source, Submission
from xhg_excel.core.reading.across_files import redact_and_crosscheck
from xhg_excel.core.results.live_sheet import named_sheets, result_sheet
from xhg_excel.core.results.marks import marks_of
from xhg_excel.excel.book import place, read_book
from xhg_excel.excel.host import show_progress
from xhg_excel.excel.marking import MOST_NOTES, Done, clear_marks, put_marks
from xhg_excel.files.places import settings_file
from xhg_excel.notice import NOTICE
from xhg_excel.notice.words.marks import RESULT_SHEET
from xhg_excel.notice.words.shells import addin as words


def settings() -> Context:
    """Return what everything is read against: the user's own settings file, else the notice.

    Raises:
        SettingsError: the file holds something that does not fit.

    """
    file = settings_file()
    if not file.is_file():
        return Context(NOTICE, Registry())
    from xhg_excel.files.read.folder import read_settings

    campaign = read_settings(file)
    return Context(campaign, Registry(campaign))


def parsed(book: xw.Book, grids: Sequence[Grid], context: Context) -> Submission:
    """Return a live workbook as a submission, its forms held against the ledgers in it."""
    submission = parse_submission(grids, Source(book.name), context)
    redact_and_crosscheck([submission], [submission], context)
    return submission


def check(book: xw.Book, only: str = "") -> str:
    """Check a workbook, or one sheet of it by name; return what to tell the user."""
    app = book.app
    show_progress(app, words.READING)
    read = read_book(book)
    show_progress(app, words.CHECKING)
    findings = read.faults + parsed(book, read.grids, settings()).findings
    if only:
        findings = [finding for finding in findings if finding.sheet in ("", only)]
    show_progress(app, words.MARKING)
    refused = clear_marks(book, named_sheets(read.added)).refused
    if not findings:
        return _with_refused(words.FOUND_NOTHING, refused)
    marks = marks_of(findings)
    name = place(book, result_sheet(marks)).name  # first: where it is refused, nothing is half marked
    done = put_marks(book, marks)
    said = _told(findings, name) + (f"\n{words.NOTES_LIMITED.format(count=MOST_NOTES)}" if done.limited else "")
    return _with_refused(said, list(dict.fromkeys([*refused, *done.refused])))


def counted(findings: Sequence[Finding]) -> str:
    """Return the counts of the severities that were found.

    >>> counted([])
    '强制 0 处'
    """
    counts = count_by_severity(findings)
    shown = [(severity, count) for severity, count in counts.items() if count] or list(counts.items())[:1]
    return "，".join(words.COUNTED.format(severity=severity.value, count=count) for severity, count in shown)


def _told(findings: Sequence[Finding], sheet: str) -> str:
    first = in_order(findings)[0]
    where = first.where.removeprefix(first.file).strip() or first.file
    said = words.FIRST.format(where=where, what=first.what, remedy=first.remedy)
    return words.FOUND.format(counts=counted(findings), first=said, sheet=sheet)


def _with_refused(said: str, sheets: Sequence[str]) -> str:
    return f"{said}\n{words.REFUSED.format(sheets='、'.join(sheets))}" if sheets else said


def clear(book: xw.Book) -> str:
    """Take off every mark; return what to tell the user."""
    had = any(sheet.name == RESULT_SHEET for sheet in book.sheets)
    done: Done = clear_marks(book)
    has = any(sheet.name == RESULT_SHEET for sheet in book.sheets)
    if done.refused:
        return words.NOT_CLEARED.format(sheets="、".join(done.refused))
    if not (done.rules or done.notes or had > has):
        return words.NOTHING_TO_CLEAR
    return words.CLEARED.format(rules=done.rules, notes=done.notes)
