"""Hide petitioners' data in the sheets of a workbook before anything is read from them (五(四)).

The one gate for cells and sheet names: answers, findings, tables and workbooks are made from what it lets through,
so that none of them has to ask. Names that only a ledger of another file knows are hidden in `personal_data`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from xhg_excel.core.model.finding import Finding, at_cells
from xhg_excel.core.model.grid import CellValue, Grid, filled_in, squeeze
from xhg_excel.core.model.personal_numbers import distinct_names, hide_personal
from xhg_excel.core.reading.recognise import RecognisedSheet, recognise, tables
from xhg_excel.core.retyped.printed_text import plain
from xhg_excel.notice.schema.form import FORMS_CLAUSE
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.words import privacy as words

At = tuple[int, int]


@dataclass(frozen=True)
class HiddenPetitioners:
    """The sheets of a workbook without petitioners' data.

    Attributes:
        values: what stood below and behind the heads of such data, as text; only used to hide it elsewhere.
        findings: the cells in which something was hidden (M07), without those where it belongs.
    """

    sheets: list[RecognisedSheet] = field(default_factory=list)
    values: set[str] = field(default_factory=set, repr=False)
    findings: list[Finding] = field(default_factory=list)


def hide_petitioners(grids: Sequence[Grid]) -> HiddenPetitioners:
    """Return what each sheet is, with petitioners' data hidden in its cells and its name."""
    hidden = HiddenPetitioners()
    for grid, name in zip(grids, distinct_names(grid.sheet for grid in grids), strict=True):
        sheet = recognise(grid)
        one = RecognisedSheet(grid, sheet)
        headed = set(_headed(one))
        hidden.values.update(squeeze(grid.at(*at)) for at in headed)
        rows, changed = _rows_without(grid, headed)
        notes = {at: words.HIDDEN if at in headed else hide_personal(text) for at, text in grid.notes.items()}
        changed += [at for at, text in notes.items() if text != grid.notes[at] and at not in changed]
        if changed or name != grid.sheet:
            grid = replace(grid, sheet=name, rows=rows, notes=notes)
        hidden.sheets.append(RecognisedSheet(grid, sheet))
        belongs = headed if _is_personal_ledger(one) else set()
        if places := [grid.place(*at) for at in changed if at not in belongs]:
            hidden.findings.append(at_cells("M07", places, FORMS_CLAUSE))
    return hidden


def _is_personal_ledger(one: RecognisedSheet) -> bool:
    """Return whether a sheet is a ledger that has columns for such data."""
    return one.sheet.ledger is not None and any(column.personal for column in one.sheet.ledger.columns)


def _headed(one: RecognisedSheet) -> Iterator[At]:
    """Yield the cells below and behind heads of petitioners' data that are not blank.

    In a list they stand below; on a form and above a list behind their label; elsewhere nothing says which.
    """
    grid, role = one.grid, one.sheet.role
    if role in ("marker", "lists", "empty"):
        return
    is_list = role in ("ledger", "register")
    for row, col, text in grid.worded():
        if not is_personal_head(text):
            continue
        is_head = is_list and row == one.sheet.head[0]
        if is_head or role == "other":
            yield from ((below, col) for below in range(row + 1, len(grid.rows)) if _is_value(grid, below, col))
        if not is_head and (behind := _behind(grid, row, col)) is not None:
            yield behind


def _behind(grid: Grid, row: int, col: int) -> At | None:
    """Return the next cell of a row that is not blank; None without one, or when it is a label itself."""
    after = next((at for at in filled_in(grid.rows[row]) if at > col), None)
    return (row, after) if after is not None and _is_value(grid, row, after) else None


def _is_value(grid: Grid, row: int, col: int) -> bool:
    return (text := grid.text(row, col)) != "" and not is_personal_head(text) and plain(text) not in _labels()


@lru_cache(maxsize=8192)
def is_personal_head(text: str) -> bool:
    """Return whether a cell is the head or label of petitioners' data.

    >>> is_personal_head("手机号码："), is_personal_head("投诉人（姓名）"), is_personal_head("负责人联系电话")
    (True, True, True)
    >>> is_personal_head("投诉人反映夜间排放"), is_personal_head("热线")
    (False, False)
    """
    word = plain(text)
    return word in words.PERSONAL_HEADS or (len(word) <= words.LONGEST_HEAD and word.endswith(words.NUMBER_HEADS))


@cache
def _labels() -> frozenset[str]:
    """Return the heads of every declared list, as `plain` writes them."""
    heads = {plain(column.head) for table in tables() for column in table.columns}
    return frozenset(heads | {plain(table.lists.title) for table in tables() if isinstance(table.lists, Ledger)})


def _rows_without(grid: Grid, headed: set[At]) -> tuple[Sequence[Sequence[CellValue]], list[At]]:
    """Return the rows with such data hidden, and the cells where that changed something."""
    odd = _hidden_values(grid)
    if not odd and not headed:
        return grid.rows, []
    rows = [[odd.get(value, value) if _is_hideable(value) else value for value in row] for row in grid.rows]
    for row, col in headed:
        rows[row][col] = words.HIDDEN
    changed = [
        (row, col)
        for row, values in enumerate(grid.rows)
        for col, value in enumerate(values)
        if (row, col) in headed or (_is_hideable(value) and value in odd)
    ]
    return rows, changed


def _is_hideable(value: CellValue) -> bool:
    return isinstance(value, (str, int, float)) and not isinstance(value, bool)


def _hidden_values(grid: Grid) -> Mapping[CellValue, str]:
    """Return by value what is shown of each value that holds such data."""
    distinct = set[CellValue]().union(*grid.rows)  # most cells repeat others
    texts = {value: value if isinstance(value, str) else squeeze(value) for value in distinct if _is_hideable(value)}
    return {value: shown for value, text in texts.items() if (shown := hide_personal(text)) != text}
