"""Find every form on a sheet that is not our template by its printed texts: where, which annex, with what certainty.

1. Find the columns that list item texts.
2. Cut each into forms: at titles, at labels of header and signature, and where the items start again.
3. Assign every cell of the sheet to exactly one form.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from xhg_excel.core.model.grid import Grid
from xhg_excel.core.retyped.form_boundaries import end_of_signatures, field_asked, up_from
from xhg_excel.core.retyped.printed_text import is_one_of, items_asked, leading_number, plain
from xhg_excel.notice import ANNEXES
from xhg_excel.notice.schema.form import Annex, Item
from xhg_excel.notice.words import retyped_forms as words

_LONGEST_STEP = 3


@dataclass(frozen=True)
class Hit:
    """One item found, and the cell of its text."""

    item: Item
    row: int
    col: int


@dataclass(frozen=True)
class Spotted:
    """One form found on a sheet.

    Attributes:
        hits: its items from top to bottom, each once.
        rows, cols: the cells that belong to it, as first and one past the last.
        head_rows: the rows of its heads; there are several where they are repeated on the next page.
        doubtful: the items whose text was found twice.
        is_clear: whether no other annex fits its items as well, and its title is not of another annex.
    """

    annex: Annex
    hits: tuple[Hit, ...]
    rows: tuple[int, int]
    cols: tuple[int, int]
    head_rows: tuple[int, ...] = ()
    doubtful: frozenset[int] = frozenset()
    is_clear: bool = True

    @property
    def sure(self) -> float:
        """How certain the form is: the share (0 to 1) of its items that were found."""
        return len(self.hits) / len(self.annex.items)

    @property
    def item_col(self) -> int:
        """The column of the item texts."""
        return self.hits[0].col

    @property
    def head_row(self) -> int | None:
        """The first row of its heads; None without one."""
        return self.head_rows[0] if self.head_rows else None


@dataclass
class _Run:
    """The rows of one column that may be one form."""

    rows: list[int] = field(default_factory=list)
    head_rows: list[int] = field(default_factory=list)
    titles: frozenset[Annex] = frozenset()


def find_forms(grid: Grid) -> tuple[Spotted, ...]:
    """Return every form of a sheet from top to bottom, also those too uncertain to be read."""
    whole = (0, width_of(grid))
    forms = _without_labels(grid, [form for col in _item_columns(grid) for form in _forms_in(grid, col, whole)])
    if all(one.hits[-1].row < two.hits[0].row for one, two in pairwise(forms)):
        return tuple(_share_rows(grid, forms, whole))
    columns = sorted({form.item_col for form in forms})
    edges = [0, *(_left_edge(grid, col) for col in columns[1:]), whole[1]]
    found = [
        form
        for col, left, right in zip(columns, edges, edges[1:], strict=False)
        for form in _share_rows(grid, _forms_in(grid, col, (left, right)), (left, right))
    ]
    return tuple(sorted(found, key=lambda spotted: (spotted.rows[0], spotted.cols[0])))


def _without_labels(grid: Grid, forms: Sequence[Spotted]) -> list[Spotted]:
    """Return forms by their first item, without those that are only labels beside the items of a fuller form."""
    kept = []
    for form in forms:
        fuller = [f for f in forms if f.item_col != form.item_col and len(f.hits) >= len(form.hits) and _spans(f, form)]
        numbered = sum(number_beside(grid, hit.row, hit.col) == hit.item.number for hit in form.hits)
        is_apart = all(_is_answered_between(grid, form, other) for other in fuller)
        if not fuller or numbered * 2 >= len(form.hits) or (is_apart and form.sure >= words.SURE_FORM):
            kept.append(form)
    return sorted(kept, key=lambda form: form.hits[0].row)


def _is_answered_between(grid: Grid, one: Spotted, other: Spotted) -> bool:
    """Return whether answers are between the item texts of two forms: these are then not labels of one form."""
    left, right = sorted((one, other), key=lambda form: form.item_col)
    between = range(left.item_col + 1, right.item_col)
    if left.head_row is not None:
        return any(is_one_of(grid.at(left.head_row, col), words.ANSWER_HEADS) for col in between)
    is_headed = right.head_row is not None
    return not is_headed and any(grid.at(hit.row, col) is not None for hit in left.hits for col in between)


def _spans(form: Spotted, other: Spotted) -> bool:
    return form.hits[0].row <= other.hits[-1].row and other.hits[0].row <= form.hits[-1].row


def width_of(grid: Grid) -> int:
    """Return how many columns the longest row has."""
    return max((len(row) for row in grid.rows), default=0)


def _asked(grid: Grid, row: int, col: int) -> tuple[tuple[Annex, Item], ...]:
    """Return the items a cell asks for; none for a text that one does not see, or that is struck through."""
    value = grid.at(row, col)
    return items_asked(value) if isinstance(value, str) and grid.look(row, col) is None else ()


def number_beside(grid: Grid, row: int, col: int) -> int | None:
    """Return the number of an item: at the beginning of its text, or in the nearest filled cell to the left."""
    value = grid.at(row, col)
    if isinstance(value, str) and (number := leading_number(value)) is not None:
        return number
    for left in range(col - 1, max(-1, col - 1 - _LONGEST_STEP), -1):
        text = grid.text(row, left)
        if text:
            digits = plain(text)
            return int(digits) if digits.isdecimal() and len(digits) <= 2 else None
    return None


def _item_columns(grid: Grid) -> list[int]:
    """Return the columns that list several items."""
    counted: dict[int, set[tuple[tuple[Annex, Item], ...]]] = defaultdict(set)
    for row, col, _ in grid.worded():
        if asked := _asked(grid, row, col):
            counted[col].add(asked)
    return sorted(col for col, asked in counted.items() if len(asked) > 1)


def _left_edge(grid: Grid, col: int) -> int:
    """Return the first column of a form: its column of numbers, if there is one."""
    for left in range(col - 1, max(-1, col - 1 - _LONGEST_STEP), -1):
        cells = [plain(grid.text(row, left)) for row in range(len(grid.rows))]
        if sum(cell.isdecimal() for cell in cells) > 1 or any(
            is_one_of(cell, words.NUMBER_HEADS) for cell in cells if cell
        ):
            return left
    return col


def _forms_in(grid: Grid, col: int, cols: tuple[int, int]) -> list[Spotted]:
    """Return the forms whose items one column lists."""
    forms = [_best(grid, col, run) for run in _runs(grid, col, cols)]
    return [form for form in forms if form.sure >= words.LIKE_A_FORM]


def _share_rows(grid: Grid, forms: Sequence[Spotted], cols: tuple[int, int]) -> list[Spotted]:
    """Return forms below each other with every row assigned to one of them; a form begins at its title."""
    edges = [0]
    for above, below in pairwise(forms):
        edges.append(_top_of(grid, replace(above, rows=(edges[-1], len(grid.rows))), below, cols))
    edges.append(len(grid.rows))
    return [
        replace(form, rows=(top, bottom), cols=cols) for form, top, bottom in zip(forms, edges, edges[1:], strict=False)
    ]


def _runs(grid: Grid, col: int, cols: tuple[int, int]) -> list[_Run]:
    """Cut a column into runs of item texts: at titles, at labels of forms, and where the items start again."""
    runs: list[_Run] = []
    run = _Run()
    seen: set[tuple[tuple[Annex, Item], ...]] = set()
    asked_in = [_asked(grid, row, col) for row in range(len(grid.rows))]
    rows = [row for row, asked in enumerate(asked_in) if asked]
    above = -1
    for at, row in enumerate(rows):
        between = range(above + 1, row)
        titles = frozenset().union(*(_titles(grid, one, cols) for one in between))
        heads = [one for one in between if is_one_of(grid.at(one, col), words.ITEM_HEADS)]
        is_repeated = asked_in[row] in seen
        starts_again = is_repeated and (at + 1 == len(rows) or asked_in[rows[at + 1]] in seen)
        is_apart = any(_is_apart(grid, one, col, cols) for one in between)
        is_labelled = any(_is_labelled(grid, one, cols) for one in between)
        is_first = bool(heads) and number_beside(grid, row, col) == 1
        if not run.rows or titles or is_labelled or is_first or (starts_again and (is_apart or heads)):
            run = _Run(titles=titles)
            runs.append(run)
            seen = set()
        run.head_rows += heads
        run.rows.append(row)
        seen.add(asked_in[row])
        above = row
    return runs


def _is_apart(grid: Grid, row: int, col: int, cols: tuple[int, int]) -> bool:
    """Return whether a row between items is blank, or has a text of its own: below it another form may begin."""
    filled = [at for at in range(*cols) if grid.at(row, at) is not None]
    return not filled or filled[0] <= col


def _is_labelled(grid: Grid, row: int, cols: tuple[int, int]) -> bool:
    return any(
        field_asked(grid, row, cols, annex.header + annex.footer, annex.header_lines + annex.footer_lines)
        for annex in ANNEXES
    )


def _titles(grid: Grid, row: int, cols: tuple[int, int]) -> frozenset[Annex]:
    """Return the annexes whose titles are in a row."""
    texts = (value for col in range(*cols) if isinstance(value := grid.at(row, col), str))
    return frozenset(annex for text in texts if (annex := annex_titled(text)) is not None)


@lru_cache(maxsize=20_000)
def annex_titled(text: str) -> Annex | None:
    """Return the annex with this title, with or without 附件 and number, or a unit, before it.

    >>> annex_titled("附件2 违法违规“小化工”企业现场督导表").number
    2
    """
    said = plain(text[: words.LONGEST_TITLE])
    for annex in ANNEXES:
        if said == plain(annex.label) or said.endswith(titles_of(annex)):
            return annex
    return None


def titles_of(annex: Annex) -> tuple[str, ...]:
    """Return the titles of an annex in plain letters."""
    return tuple(plain(title) for title in (annex.title, *annex.other_titles))


def _top_of(grid: Grid, above: Spotted, form: Spotted, cols: tuple[int, int]) -> int:
    """Return the first row of a form: its title, its heads, or what follows a blank row above its items.

    Signature rows below the last item of `above` (whose first row is known) belong to it. Rows with header labels
    belong to the form below them, also across a blank row.
    """
    floor = above.hits[-1].row + 1
    start = _first_of(form, floor)
    for row in range(floor, start):
        if _titles(grid, row, cols):
            return row
    above_items = range(above.rows[0], _first_of(above, above.rows[0]))
    header = {row: key for row in range(floor, start) if (key := field_asked(grid, row, cols, form.annex.header))}
    floor = end_of_signatures(grid, above.annex, above_items, range(floor, min(header, default=start)), cols)
    top = up_from(grid, start, floor, cols)
    if not any(field_asked(grid, row, cols, above.annex.header) for row in above_items):
        return top  # the form above has its names below its items
    own = {key for row, key in header.items() if row >= top}
    for row in sorted(header, reverse=True):
        if floor <= row < top and header[row] not in own:
            own.add(header[row])
            top = up_from(grid, row, floor, cols)
    return top


def _first_of(form: Spotted, floor: int) -> int:
    """Return the row of a form's heads, or of its first item when the heads are above `floor`."""
    return form.head_row if form.head_row is not None and form.head_row >= floor else form.hits[0].row


def _best(grid: Grid, col: int, run: _Run) -> Spotted:
    """Return the annex that fits most items of a run; of two that fit equally, the one with the title above."""
    spotted = [_as_annex(grid, col, run, annex) for annex in ANNEXES]
    best, *others = sorted(spotted, key=lambda s: (len(s.hits), s.annex in run.titles), reverse=True)
    is_lead = len(best.hits) > max((len(other.hits) for other in others), default=0)
    contradicts = bool(run.titles) and best.annex not in run.titles
    return replace(best, is_clear=not contradicts and (is_lead or best.annex in run.titles))


def _as_annex(grid: Grid, col: int, run: _Run, annex: Annex) -> Spotted:
    """Return a run as a form of one annex; an item that is found twice is doubtful."""
    hits: dict[int, Hit] = {}
    doubtful: set[int] = set()
    for row in run.rows:
        items = [item for of, item in _asked(grid, row, col) if of is annex]
        for item in items:
            if item.number in hits:
                doubtful.add(item.number)
            hits.setdefault(item.number, Hit(item, row, col))
    kept = tuple(sorted(hits.values(), key=lambda hit: hit.row))
    return Spotted(annex, kept, (0, 0), (0, 0), tuple(run.head_rows), frozenset(doubtful))
