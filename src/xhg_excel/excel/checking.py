"""校验本簿, 校验本表, 清除标记: check an open workbook, mark it and add the result sheet, or remove all of that."""

from __future__ import annotations

from collections.abc import Sequence

import xlwings as xw

from xhg_excel.core.consolidation.parse_submission import parse_submission
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.finding import Finding, count_by_severity, in_order
from xhg_excel.core.model.grid import Grid
from xhg_excel.core.model.personal_numbers import hide_personal
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Source, Submission
from xhg_excel.core.reading.across_files import redact_and_crosscheck
from xhg_excel.core.results.live_sheet import named_sheets, result_sheet
from xhg_excel.core.results.marks import marks_of
from xhg_excel.excel.book import read_book, write_sheet
from xhg_excel.excel.host import show_progress
from xhg_excel.excel.marking import MOST_NOTES, clear_marks, put_marks
from xhg_excel.files.places import settings_file
from xhg_excel.notice import NOTICE
from xhg_excel.notice.words.confirmation import CLICK_HINT
from xhg_excel.notice.words.marks import RESULT_SHEET
from xhg_excel.notice.words.shells import addin as words
from xhg_excel.notice.words.totals.totals import SEVERITY_COUNT


def live_context() -> Context:
    """Return campaign and registry of the user's settings file, of the notice without one.

    Raises:
        SettingsError: the file has a wrong setting.
    """
    file = settings_file()
    if not file.is_file():
        return Context(NOTICE, Registry())
    from xhg_excel.files.read.folder import read_settings

    campaign = read_settings(file)
    return Context(campaign, Registry(campaign))


def parse_open_book(book: xw.Book, grids: Sequence[Grid], context: Context) -> Submission:
    """Return the submission in the grids of an open workbook, its forms checked against the ledgers in it."""
    submission = parse_submission(grids, Source(hide_personal(book.name)), context)
    redact_and_crosscheck([submission], [submission], context)
    return submission


def check(book: xw.Book, only: str = "") -> str:
    """Check a workbook, or one sheet of it by name; return the message for the user."""
    app = book.app
    show_progress(app, words.READING)
    read = read_book(book)
    show_progress(app, words.CHECKING)
    submission = parse_open_book(book, read.grids, live_context())
    findings = read.faults + submission.findings
    hint = f"\n\n{CLICK_HINT.format(count=submission.unconfirmed)}" if submission.unconfirmed else ""
    if not read.as_seen:
        hint += f"\n\n{words.LOOKS_NOT_SEEN}"
    if only:
        findings = [finding for finding in findings if finding.sheet in ("", hide_personal(only))]
    show_progress(app, words.MARKING)
    refused = clear_marks(book, named_sheets(read.added)).refused
    if not findings:
        return _with_refused(words.FOUND_NOTHING + hint, refused)
    marks = marks_of(findings)
    # The result sheet first: if the workbook refuses it, nothing is marked.
    name = write_sheet(book, result_sheet(marks)).name
    outcome = put_marks(book, marks)
    limit = f"\n{words.NOTES_LIMITED.format(count=MOST_NOTES)}" if outcome.limited else ""
    return _with_refused(_message(findings, name) + hint + limit, list(dict.fromkeys([*refused, *outcome.refused])))


def counts_text(findings: Sequence[Finding]) -> str:
    """Return the number of findings of each severity that occurs, as text.

    >>> counts_text([])
    '强制 0 处'
    """
    counts = count_by_severity(findings)
    shown = [(severity, count) for severity, count in counts.items() if count] or list(counts.items())[:1]
    return "，".join(SEVERITY_COUNT.format(severity=severity.value, count=count) for severity, count in shown)


def _message(findings: Sequence[Finding], sheet: str) -> str:
    first = in_order(findings)[0]
    where = first.where.removeprefix(first.file).strip() or first.file
    first_text = words.FIRST.format(where=where, what=first.what, remedy=first.remedy)
    return words.FOUND.format(counts=counts_text(findings), first=first_text, sheet=sheet)


def _with_refused(message: str, sheets: Sequence[str]) -> str:
    return f"{message}\n{words.REFUSED.format(sheets='、'.join(sheets))}" if sheets else message


def clear(book: xw.Book) -> str:
    """Remove every mark; return the message for the user."""
    had = any(sheet.name == RESULT_SHEET for sheet in book.sheets)
    outcome = clear_marks(book)
    has = any(sheet.name == RESULT_SHEET for sheet in book.sheets)
    if outcome.refused:
        return words.NOT_CLEARED.format(sheets="、".join(outcome.refused))
    if not (outcome.rules or outcome.notes or had > has):
        return words.NOTHING_TO_CLEAR
    return words.CLEARED.format(rules=outcome.rules, notes=outcome.notes)
