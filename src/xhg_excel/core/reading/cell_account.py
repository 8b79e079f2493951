"""Where every non-blank cell of a workbook went: an answer, a printed word, or left out by name.

The one place that looks at every cell again after reading: what no one else claims
becomes a finding (N03), so that nothing is lost without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from xhg_excel.core.model.field_names import annex_columns, ledger_columns
from xhg_excel.core.model.finding import Finding, at_cells
from xhg_excel.core.model.grid import CellValue, Grid, Place, cells_of, filled_in, squeeze
from xhg_excel.core.model.submission import Account, Submission
from xhg_excel.core.reading.recognise import Sheet
from xhg_excel.notice import COVER_HOWTO
from xhg_excel.notice.schema.form import NO, YES, Annex
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.words import check_columns as check_columns_words
from xhg_excel.notice.words import workbook as workbook_words
from xhg_excel.notice.words.as_written import UNCALCULATED
from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.totals.audit import Went
from xhg_excel.notice.words.totals.detail_rows import DETAILS

At = tuple[int, int]
Claims = Mapping[At, Went]
# The blank rows of a register are the same in every workbook: each is looked at once.
_REMEMBERED = 2048
# What a sheet of ours computes above its heads: how much is filled, how many findings.
_COUNTERS = re.compile(
    rf".*{check_columns_words.COUNTER_FILLED}{check_columns_words.FILLED_OF.format(filled='[0-9]+', due='[0-9]+')}"
    + "|"
    + check_columns_words.COUNTED.format(
        what=f"({'|'.join(severity.value for severity in Severity)})", count="[0-9]+"
    ).replace(" ", "")
)


def account_of(sheets: Sequence[tuple[Grid, Sheet]], submission: Submission) -> tuple[Account, list[Finding]]:
    """Return the account of a workbook, and a finding for every cell that nothing else names."""
    account = Account()
    found: list[Finding] = []
    claims = _claims(submission)
    own = submission.kind == workbook_words.TOTALS_KIND
    named = _named(submission.findings)
    for grid, sheet in sheets:
        by_cell = claims.get(grid.sheet, {})
        if sheet.role in ("marker", "lists", "print") or (own and sheet.ledger is not DETAILS):
            account.filled += sum(map(_count, grid.rows))
            account.went[Went.OWN] += sum(1 for _ in grid.filled())
        elif sheet.role == "other":
            account.filled += sum(map(_count, grid.rows))
            account.went[Went.IGNORED] += sum(1 for _ in grid.filled())
        else:
            found += _sheet(account, (grid, sheet), by_cell, named.get(grid.sheet, frozenset()))
    return account, found


def account_unread(grids: Iterable[Grid]) -> Account:
    """Return the account of a workbook nothing is read from, which a finding names: all of it is left out."""
    account = Account()
    for grid in grids:
        account.filled += sum(map(_count, grid.rows))
        account.went[Went.IGNORED] += sum(1 for _ in grid.filled())
    return account


def _count(row: Sequence[CellValue]) -> int:
    """Count the cells that are not blank without asking `Grid`: the other side of the balance."""
    spaces = sum(1 for value in row if value and type(value) is str and not value.strip())
    return len(row) - row.count("") - row.count(None) - spaces


@lru_cache(maxsize=_REMEMBERED)
def _untouched(row: tuple[CellValue, ...], computed: frozenset[int]) -> tuple[int, int, int]:
    """Return how many cells of a row nobody claims are not blank, how many are computed, and how many printed."""
    filled = filled_in(row)
    computing = [col for col in filled if col in computed or row[col] == UNCALCULATED]
    return _count(row), len(computing), len(filled) - len(computing)


def _claims(submission: Submission) -> dict[str, dict[At, Went]]:
    """Return by sheet which cells were read into answers, and those read but blank or unreadable."""
    claims: dict[str, dict[At, Went]] = {}

    def claim_at(sheet: str, at: At, went: Went) -> None:
        cells = claims.setdefault(sheet, {})
        if cells.get(at) not in (Went.ANSWER, Went.LEDGER):
            cells[at] = went

    def claim(place: Place, went: Went) -> None:
        claim_at(place.sheet, (place.row, place.col), went)

    def claim_all(answers: Mapping[str, object], places: Mapping[str, Place], went: Went) -> None:
        for key, (sheet, at) in cells_of(places):
            read_as = Went.READ_BLANK if answers.get(key) is None else went
            claim_at(sheet, at, read_as if key in answers else Went.UNREAD)

    claim_all(submission.cover, submission.cover_places, Went.COVER)
    for form in submission.forms:
        claim_all(form.answers, form.places, Went.ANSWER)
        for place in form.note_places.values():
            claim(place, Went.NOTE)
    for ledger in submission.ledgers:
        for answers, places in ledger.rows:
            claim_all(answers, places, Went.LEDGER)
    for place in submission.detail_places:
        claim(place, Went.ANSWER)
    return claims


def _named(findings: Iterable[Finding]) -> dict[str, frozenset[At]]:
    named: dict[str, set[At]] = {}
    for finding in findings:
        for place in finding.places:
            named.setdefault(place.sheet, set()).add((place.row, place.col))
    return {sheet: frozenset(cells) for sheet, cells in named.items()}


def _sheet(account: Account, of: tuple[Grid, Sheet], claims: Claims, named: frozenset[At]) -> Iterator[Finding]:
    """Sort the cells of one sheet that was read; yield those that nobody claims."""
    grid, sheet = of
    computed = _computed(grid, sheet)
    words = _words(sheet.annex or sheet.ledger)
    trusted = _trusted(grid, sheet)
    touched = {row for row, _ in claims} | {row for row, _ in named}
    start = len(grid.rows) if sheet.role == "cover" else trusted
    plain = [row for row in range(start, len(grid.rows)) if row not in touched]
    alike = grid.alike if grid.alike and grid.alike[0] >= start and touched.isdisjoint(grid.alike) else range(0)
    _add_plain(account, [_untouched(tuple(grid.rows[row]), computed) for row in plain if row not in alike])
    _add_plain(account, [_untouched(tuple(grid.rows[row]), computed) for row in alike[:1]] * len(alike))
    for row in sorted(set(range(len(grid.rows))).difference(plain)):
        values = grid.rows[row]
        account.filled += _count(values)
        for col in filled_in(values):
            at = (row, col)
            if (went := claims.get(at)) is not None:
                account.went[went] += 1
            elif col in computed or values[col] == UNCALCULATED:
                account.went[Went.COMPUTED] += 1  # also a formula nobody has calculated: there is no value to lose
            elif sheet.role == "cover" and col and grid.text(row, col - 1) in _COVER_LABELS:
                account.went[Went.COVER] += 1  # a second cover: another unit there is named (M06)
            elif at in named:
                account.went[Went.IGNORED] += 1
            elif row >= trusted or _is_printed(values[col], words):
                account.went[Went.PRINTED] += 1
            else:
                account.went[Went.IGNORED] += 1
                yield at_cells("N03", [grid.place(row, col)], value=values[col])


def _add_plain(account: Account, rows: Sequence[tuple[int, int, int]]) -> None:
    """Add rows that nobody claims: how many of their cells are not blank, computed, printed."""
    account.filled += sum(filled for filled, _, _ in rows)
    account.went[Went.COMPUTED] += sum(computing for _, computing, _ in rows)
    account.went[Went.PRINTED] += sum(printed for _, _, printed in rows)


def _trusted(grid: Grid, sheet: Sheet) -> int:
    """Return from which row on the reader names every stray itself: in a form all, in a table below its heads."""
    if sheet.role == "form":
        return 0
    return sheet.head[0] + 1 if sheet.role in ("register", "ledger") else len(grid.rows)


def _computed(grid: Grid, sheet: Sheet) -> frozenset[int]:
    """Return the columns a form or register computes by itself, the hidden ones too."""
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
def _words(lists: Annex | Ledger | None) -> frozenset[str]:
    """Return what is printed on a register or ledger down to its heads; without one, on a cover."""
    match lists:
        case Annex():
            columns = annex_columns(lists)
            items = {f"{item.number}.{item.text}" for item in lists.items}
            titles = {f"{lists.label} {title}" for title in (lists.title, *lists.other_titles)}
            beside = {
                workbook_words.ORDER_LABEL,
                check_columns_words.STATE_HEAD,
                check_columns_words.HINT_HEAD,
                workbook_words.ROW_NOTE_LABEL,
                check_columns_words.CODES_HEAD,
                check_columns_words.PRINT_SWITCH,
                YES,
                NO,
            }
            texts = items | titles | beside | {column.head for column in columns}
        case Ledger():
            heads = {column.head for column in ledger_columns(lists)}
            texts = {lists.title, lists.note, workbook_words.ORDER_LABEL} | heads
        case _:
            texts = {
                workbook_words.COVER_TITLE,
                workbook_words.COUNTED_TITLE,
                workbook_words.COVER_HOWTO_TITLE,
                *COVER_HOWTO,
                *(f.label for f in workbook_words.COVER_FIELDS),
            }
    return frozenset(squeeze(text) for text in texts)
