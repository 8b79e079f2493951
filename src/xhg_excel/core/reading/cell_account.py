"""Count what every non-blank cell of a workbook was read as: an answer, a printed word, or nothing.

Cells that no parser consumed, and that no finding names, are reported as N03.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from xhg_excel.core.model.field_names import annex_columns, ledger_columns
from xhg_excel.core.model.finding import Finding, at_cells
from xhg_excel.core.model.grid import CellValue, Grid, Place, cells_of, filled_in, squeeze
from xhg_excel.core.model.submission import Account, Submission
from xhg_excel.core.reading.recognise import RecognisedSheet, Sheet
from xhg_excel.notice import COVER_HOWTO
from xhg_excel.notice.schema.form import NO, YES, Annex
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.words import check_columns as check_columns_words
from xhg_excel.notice.words import workbook as workbook_words
from xhg_excel.notice.words.as_written import UNCALCULATED
from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.totals.audit import Went
from xhg_excel.notice.words.totals.detail_rows import DETAILS, STATE

At = tuple[int, int]
# The empty rows of a register are the same in every workbook: each is counted once.
_REMEMBERED = 2048
# The counters that our sheets show above their heads: how much is filled, how many findings.
_COUNTERS = re.compile(
    rf".*{check_columns_words.COUNTER_FILLED}{check_columns_words.FILLED_OF.format(filled='[0-9]+', due='[0-9]+')}"
    + "|"
    + check_columns_words.COUNTED.format(
        what=f"({'|'.join(severity.value for severity in Severity)})", count="[0-9]+"
    ).replace(" ", "")
)


def account_cells(sheets: Sequence[RecognisedSheet], submission: Submission) -> tuple[Account, list[Finding]]:
    """Return the account of a workbook, and a finding (N03) for every cell that was not read nor reported."""
    account = Account()
    findings: list[Finding] = []
    read = _cells_read(submission)
    reported = _cells_reported(submission.findings)
    is_totals = submission.kind == workbook_words.TOTALS_KIND
    for one in sheets:
        role, name = one.sheet.role, one.grid.sheet
        if role in ("marker", "lists", "print") or (is_totals and one.sheet.ledger is not DETAILS):
            _add_whole(account, one.grid, Went.OWN)
        elif role == "other":
            _add_whole(account, one.grid, Went.IGNORED)
        else:
            findings += _account_sheet(account, one, read.get(name, {}), reported.get(name, frozenset()))
    return account, findings


def account_ignored(grids: Iterable[Grid]) -> Account:
    """Return the account of a workbook that is not read at all; a finding says so."""
    account = Account()
    for grid in grids:
        _add_whole(account, grid, Went.IGNORED)
    return account


def _add_whole(account: Account, grid: Grid, went: Went) -> None:
    account.filled += sum(map(_count_filled, grid.rows))
    account.went[went] += sum(1 for _ in grid.filled())


def _count_filled(row: Sequence[CellValue]) -> int:
    """Return how many cells are not blank, without `Grid.filled`: the account compares both counts."""
    spaces = sum(1 for value in row if value and type(value) is str and not value.strip())
    return len(row) - row.count("") - row.count(None) - spaces


class _PlainRow(NamedTuple):
    """The numbers of cells of a row without answers."""

    filled: int
    computed: int
    printed: int


@lru_cache(maxsize=_REMEMBERED)
def _count_plain_row(row: tuple[CellValue, ...], computed: frozenset[int]) -> _PlainRow:
    filled = filled_in(row)
    computing = [col for col in filled if col in computed or row[col] == UNCALCULATED]
    return _PlainRow(_count_filled(row), len(computing), len(filled) - len(computing))


def _cells_read(submission: Submission) -> dict[str, dict[At, Went]]:
    """Return by sheet what each cell was read as, the cells of blank and unreadable fields among them."""
    read: dict[str, dict[At, Went]] = {}

    def add(sheet: str, at: At, went: Went) -> None:
        cells = read.setdefault(sheet, {})
        if cells.get(at) not in (Went.ANSWER, Went.LEDGER):
            cells[at] = went

    def add_all(answers: Mapping[str, object], places: Mapping[str, Place], went: Went) -> None:
        for key, (sheet, at) in cells_of(places):
            read_as = Went.READ_BLANK if answers.get(key) is None else went
            add(sheet, at, read_as if key in answers else Went.UNREAD)

    add_all(submission.cover, submission.cover_places, Went.COVER)
    for form in submission.forms:
        add_all(form.answers, form.places, Went.ANSWER)
        for place in form.note_places.values():
            add(place.sheet, (place.row, place.col), Went.NOTE)
    for ledger in submission.ledgers:
        for answers, places in ledger.rows:
            add_all(answers, places, Went.LEDGER)
    for place in submission.detail_places:
        add(place.sheet, (place.row, place.col), Went.ANSWER)
    return read


def _cells_reported(findings: Iterable[Finding]) -> dict[str, frozenset[At]]:
    reported: dict[str, set[At]] = {}
    for finding in findings:
        for place in finding.places:
            reported.setdefault(place.sheet, set()).add((place.row, place.col))
    return {sheet: frozenset(cells) for sheet, cells in reported.items()}


def _account_sheet(
    account: Account, one: RecognisedSheet, read: Mapping[At, Went], reported: frozenset[At]
) -> Iterator[Finding]:
    """Add the cells of one sheet to the account; yield a finding for each that was not read nor reported."""
    grid, sheet = one.grid, one.sheet
    computed = _computed(grid, sheet)
    words = _printed_words(sheet.annex or sheet.ledger)
    checked_from = _checked_from(grid, sheet)
    touched = {row for row, _ in read} | {row for row, _ in reported}
    # Rows without an answer or finding are counted whole, equal rows once.
    start = len(grid.rows) if sheet.role == "cover" else checked_from
    plain = [row for row in range(start, len(grid.rows)) if row not in touched]
    _add_plain(account, [_count_plain_row(tuple(grid.rows[row]), computed) for row in plain])
    for row in sorted(set(range(len(grid.rows))).difference(plain)):
        values = grid.rows[row]
        account.filled += _count_filled(values)
        for col in filled_in(values):
            at = (row, col)
            if (went := read.get(at)) is not None:
                account.went[went] += 1
            elif col in computed or values[col] == UNCALCULATED:
                account.went[Went.COMPUTED] += 1  # a formula that was never calculated has no value to lose
            elif sheet.role == "cover" and col and grid.text(row, col - 1) in _COVER_LABELS:
                account.went[Went.COVER] += 1  # a second cover; M06 reports another unit there
            elif at in reported:
                account.went[Went.IGNORED] += 1
            elif row >= checked_from or _is_printed(values[col], words):
                account.went[Went.PRINTED] += 1
            else:
                account.went[Went.IGNORED] += 1
                yield at_cells("N03", [grid.place(row, col)], value=values[col])


def _add_plain(account: Account, rows: Sequence[_PlainRow]) -> None:
    account.filled += sum(row.filled for row in rows)
    account.went[Went.COMPUTED] += sum(row.computed for row in rows)
    account.went[Went.PRINTED] += sum(row.printed for row in rows)


def _checked_from(grid: Grid, sheet: Sheet) -> int:
    """Return the row from which `parse_sheet` reports unread cells itself: 0 in a form, below the heads in a table."""
    if sheet.role == "form":
        return 0
    return sheet.head[0] + 1 if sheet.role in ("register", "ledger") else len(grid.rows)


def _computed(grid: Grid, sheet: Sheet) -> frozenset[int]:
    """Return the columns that a form or register of ours computes, hidden ones included."""
    return _computed_under(tuple(grid.rows[sheet.head[0]])) if sheet.role in ("form", "register") else frozenset()


@lru_cache(maxsize=512)
def _computed_under(heads: tuple[CellValue, ...]) -> frozenset[int]:
    cols = {squeeze(head): col for col, head in enumerate(heads)}
    shown = {cols[head] for head in (check_columns_words.STATE_HEAD, check_columns_words.HINT_HEAD) if head in cols}
    hidden = range(cols[check_columns_words.CODES_HEAD], len(heads)) if check_columns_words.CODES_HEAD in cols else ()
    return frozenset(shown | set(hidden))


def _is_printed(value: CellValue, words: frozenset[str]) -> bool:
    text = squeeze(value)
    return text in words or text == UNCALCULATED or _COUNTERS.fullmatch(text) is not None or text.startswith(_BASIS)


_COVER_LABELS = frozenset(squeeze(field.label) for field in workbook_words.COVER_FIELDS)
_BASIS = workbook_words.COVER_BASIS.partition("{")[0]


@cache
def _printed_words(lists: Annex | Ledger | None) -> frozenset[str]:
    """Return the texts printed on a register or ledger down to its heads; on a cover for None."""
    match lists:
        case Annex():
            columns = annex_columns(lists)
            items = {f"{item.number}.{item.text}" for item in lists.items}
            titles = {f"{lists.label} {title}" for title in (lists.title, *lists.other_titles)}
            beside = {
                workbook_words.ORDER_LABEL,
                check_columns_words.NOTE_HEAD,
                check_columns_words.STATE_HEAD,
                check_columns_words.HINT_HEAD,
                check_columns_words.CODES_HEAD,
                check_columns_words.PRINT_SWITCH,
                YES,
                NO,
            }
            texts = items | titles | beside | {column.head for column in columns}
        case Ledger():
            heads = {column.head for column in ledger_columns(lists)}
            texts = {lists.title, lists.note, workbook_words.ORDER_LABEL} | heads
            texts |= {STATE.label} if lists is DETAILS else set()
        case _:
            texts = {
                workbook_words.COVER_TITLE,
                workbook_words.COUNTED_TITLE,
                workbook_words.COVER_HOWTO_TITLE,
                *COVER_HOWTO,
                *(f.label for f in workbook_words.COVER_FIELDS),
            }
    return frozenset(squeeze(text) for text in texts)
