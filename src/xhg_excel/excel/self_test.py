"""自检: compute results that are known beforehand, and write and read back values, in the program of the user."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import xlwings as xw

from xhg_excel import __version__
from xhg_excel.core.consolidation.parse_submission import parse_submission
from xhg_excel.core.drawing.tickets import ticket
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.grid import Grid
from xhg_excel.core.model.shares import ceil_share
from xhg_excel.core.model.submission import Source
from xhg_excel.core.results.live_sheet import with_owner
from xhg_excel.core.sheets.table import FIRST_ROW, Column, Table
from xhg_excel.excel.book import delete_added, write_sheet
from xhg_excel.excel.checking import live_context
from xhg_excel.excel.host import show_sheet
from xhg_excel.files.places import log_file
from xhg_excel.notice import COUNTIES_DUE, SITE_ANNEXES, UNIT_ANNEXES
from xhg_excel.notice.schema.form import Kind
from xhg_excel.notice.words.shells import addin as words

# Seed, rule, city, identifier, and the ticket that anyone can compute from them.
TICKET_OF = ("20200810", "B2", "320600", "P001")
TICKET = "7640d1b1a0936d9d5e102435351c84fbd44c9887c35f17e8342824441aa66077"
# The first item answered by 是 or 否 alone, and the finding that an unreadable answer there must give.
WRONG_ANNEX, WRONG_ITEM = next(
    (annex, item.number)
    for annex in (*SITE_ANNEXES, *UNIT_ANNEXES)
    for item in annex.items
    if [field.kind for field in item.fields] == [Kind.YES_NO]
)
WRONG_FINDING = f"E02@C{WRONG_ITEM + 1}"
TEXT = "=1+1"
NUMBER = 1234.5


@dataclass(frozen=True)
class SelfTestLine:
    """One line of the test; `expected` None means that the value is only shown."""

    key: str
    expected: object
    found: object

    @property
    def outcome(self) -> str:
        """通过, 不符, or '' for a value that is only shown."""
        if self.expected is None:
            return words.SHOWN
        return words.PASSED if self.expected == self.found else words.FAILED


_TABLE = Table[SelfTestLine](
    words.SELF_TEST_SHEET,
    words.SELF_TEST_HEADS,
    [
        Column("name", lambda line: words.SELF_TEST_ROWS[line.key]),
        Column("expected", lambda line: "" if line.expected is None else str(line.expected)),
        Column("found", lambda line: str(line.found)),
    ],
)


def run_self_test(book: xw.Book) -> str:
    """Add the sheet 自检 to the workbook; return the message for the user."""
    rows = [*_versions(book), *_computed(live_context())]
    delete_added(book, words.SELF_TEST_SHEET)
    sheet = write_sheet(book, with_owner(_TABLE.sheet(rows)), last=True)
    rows += _read_back(sheet)
    sheet.delete()
    show_sheet(write_sheet(book, with_owner(_TABLE.sheet(rows)), last=True))
    if failed := [words.SELF_TEST_ROWS[row.key] for row in rows if row.outcome == words.FAILED]:
        return words.SELF_TEST_FAILED.format(names="、".join(failed))
    return words.SELF_TEST_PASSED.format(count=sum(row.outcome == words.PASSED for row in rows))


def _versions(book: xw.Book) -> Iterator[SelfTestLine]:
    yield SelfTestLine("program", None, __version__)
    yield SelfTestLine("xlwings", None, xw.__version__)
    yield SelfTestLine("python", None, f"{platform.python_version()} {platform.architecture()[0]}")
    yield SelfTestLine("interpreter", None, sys.executable)
    yield SelfTestLine("host", None, f"{book.app.engine.name} {_version_of(book.app)}".strip())
    yield SelfTestLine("log", None, str(log_file()))


def _version_of(app: xw.App) -> str:
    try:
        return str(app.version)
    except Exception:  # noqa: BLE001  # an engine may have no version
        return ""


def _computed(context: Context) -> Iterator[SelfTestLine]:
    registry, campaign = context.registry, context.campaign
    due = [ceil_share(len(registry.counties_of(city)), campaign.county_share) for city in registry.cities]
    plain = not (campaign.zones_on or campaign.zones_added)
    shown = " ".join(map(str, due))
    yield SelfTestLine("counties", " ".join(map(str, COUNTIES_DUE)) if plain else None, shown)
    yield SelfTestLine("counties_total", sum(COUNTIES_DUE) if plain else None, sum(due))
    yield SelfTestLine("others", None, f"{campaign.small_trades_quota} {campaign.suspended_quota}")
    yield SelfTestLine("check", WRONG_FINDING, _finding_of_wrong_form(context))
    yield SelfTestLine("ticket", TICKET, ticket(*TICKET_OF))


def _finding_of_wrong_form(context: Context) -> str:
    """Return the finding of a form with one unreadable answer, as `code@cell`."""
    rows = [
        (item.number, item.text, words.UNREADABLE_ANSWER if item.number == WRONG_ITEM else "")
        for item in WRONG_ANNEX.items
    ]
    found = parse_submission(
        [Grid(words.SELF_TEST_SHEET, [WRONG_ANNEX.heads, *rows])], Source(words.SELF_TEST_SHEET), context
    ).findings
    code = WRONG_FINDING.partition("@")[0]
    return " ".join(f"{finding.code}@{finding.cells[0]}" for finding in found if finding.code == code)


def _read_back(sheet: xw.Sheet) -> Iterator[SelfTestLine]:
    """Write a text that looks like a formula, a number and a day below the table, and read them back."""
    last = FIRST_ROW + len(words.SELF_TEST_ROWS) + 2
    day = datetime(2020, 8, 12)
    text, number, date = (sheet.range((last, col)) for col in (1, 2, 3))
    text.number_format = "@"
    date.number_format = "yyyy-m-d"
    text.value, number.value, date.value = TEXT, NUMBER, day
    yield SelfTestLine("text", TEXT, text.value)
    yield SelfTestLine("number", NUMBER, number.value)
    yield SelfTestLine("date", day, date.value)
