"""Find every form on a sheet that is not our template by its printed texts: where, which annex, with what certainty.

1. Find the columns that list item texts.
2. Cut each into forms, at titles, at heads, and where the item numbers start again.
3. Assign every cell of the sheet to exactly one form.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import pairwise

from xhg_excel.core.model.grid import Grid, squeeze
from xhg_excel.core.retyped.form_boundaries import end_of_signatures, field_asked, up_from
from xhg_excel.core.retyped.text_similarity import is_one_of, leading_number, most_similarity, plain, similarity
from xhg_excel.notice import ANNEXES
from xhg_excel.notice.schema.form import Annex, Item
from xhg_excel.notice.words import as_written as as_written_words

_LONGEST_STEP = 3


@dataclass(frozen=True)
class Hit:
    """One item found: the cell of its text, and how certain it is (0 to 1; 1 is letter for letter)."""

    item: Item
    row: int
    col: int
    sure: float


@dataclass(frozen=True)
class Spotted:
    """One form found on a sheet.

    Attributes:
        rows, cols: the cells that belong to it, as first and one past the last.
        doubtful: the numbers of items whose text was found twice.
        is_clear: whether no other annex fits its items as well.
        remarks_from: the first column after the answers; None when not known.
    """

    annex: Annex
    hits: tuple[Hit, ...]
    rows: tuple[int, int]
    cols: tuple[int, int]
    head_row: int | None = None
    doubtful: frozenset[int] = frozenset()
    is_clear: bool = True
    remarks_from: int | None = None

    @property
    def sure(self) -> float:
        """How certain the form is: the mean certainty of its items, 0 for those not found."""
        return sum(hit.sure for hit in self.hits) / len(self.annex.items)

    @property
    def item_col(self) -> int:
        """The column of the item texts."""
        return self.hits[0].col


@dataclass
class _Run:
    """The rows of one column that may be one form."""

    rows: list[int] = field(default_factory=list)
    head_row: int | None = None
    title: Annex | None = None


def find_forms(grid: Grid) -> tuple[Spotted, ...]:
    """Return every form of a sheet from top to bottom, also those too uncertain to be read."""
    whole = (0, width_of(grid))
    forms = _without_labels(grid, [form for col in _item_columns(grid) for form in _forms_in(grid, col, whole)])
    if all(one.hits[-1].row < two.hits[0].row for one, two in pairwise(forms)):
        return tuple(_share_rows(grid, forms, whole))
    columns = sorted({form.item_col for form in forms})
    edges = [0, *(_left_edge(grid, col) for col in columns[1:]), whole[1]]
    groups = [
        (forms, left)
        for col, left, right in zip(columns, edges, edges[1:], strict=False)
        if (forms := _forms_in(grid, col, (left, right)))
    ]
    lefts = [0, *(left for _, left in groups[1:]), whole[1]]
    found = [
        form
        for (forms, _), left, right in zip(groups, lefts, lefts[1:], strict=False)
        for form in _share_rows(grid, forms, (left, right))
    ]
    return tuple(sorted(found, key=lambda spotted: (spotted.rows[0], spotted.cols[0])))


def _without_labels(grid: Grid, forms: Sequence[Spotted]) -> list[Spotted]:
    """Return forms by their first item, without those that are only labels beside the items of a fuller form."""
    kept = []
    for form in forms:
        rows = {hit.row for hit in form.hits}
        fuller = [f for f in forms if f is not form and _items_found(f) > _items_found(form) and _spans(f, rows)]
        numbered = sum(number_beside(grid, hit.row, hit.col) == hit.item.number for hit in form.hits)
        sure = sum(other.sure for other in forms if other.item_col == form.item_col)
        is_apart = sure >= as_written_words.SURE_FORM and all(
            _is_answered_between(grid, form, other) for other in fuller
        )
        if not fuller or numbered * 2 >= len(form.hits) or is_apart:
            kept.append(form)
    return sorted(kept, key=lambda form: form.hits[0].row)


def _is_answered_between(grid: Grid, one: Spotted, other: Spotted) -> bool:
    """Return whether answers are between the item texts of two forms: these are then not labels of one form."""
    left, right = sorted((one.item_col, other.item_col))
    between = range(left + 1, right)
    head_row = one.head_row if one.head_row is not None else other.head_row
    if head_row is not None and is_one_of(grid.at(head_row, left), as_written_words.ITEM_HEADS):
        return any(is_one_of(grid.at(head_row, col), as_written_words.ANSWER_HEADS) for col in between)
    rows = range(one.hits[0].row, one.hits[-1].row + 1)
    return any(grid.at(row, col) is not None for row in rows for col in between)


def _spans(form: Spotted, rows: set[int]) -> bool:
    return form.hits[0].row <= max(rows) and min(rows) <= form.hits[-1].row


def width_of(grid: Grid) -> int:
    """Return how many columns the longest row has."""
    return max((len(row) for row in grid.rows), default=0)


@cache
def _known() -> tuple[tuple[Annex, Item], ...]:
    return tuple((annex, item) for annex in ANNEXES for item in annex.items)


@lru_cache(maxsize=20_000)
def _likely(text: str) -> tuple[tuple[str, int, float], ...]:
    """Return annex key, item number and similarity of every item that a text may be."""
    if len(plain(text)) < _LONGEST_STEP:
        return ()
    least = as_written_words.SURE_TEXT - as_written_words.SAME_NUMBER_ADDS
    near = ((annex, item) for annex, item in _known() if most_similarity(text, item.text) >= least)
    scored = ((annex.key, item.number, similarity(text, item.text)) for annex, item in near)
    return tuple(entry for entry in scored if entry[2] >= least)


def _candidates(grid: Grid, row: int, col: int) -> tuple[tuple[str, int, float], ...]:
    value = grid.at(row, col)
    return _likely(value) if isinstance(value, str) else ()


def number_beside(grid: Grid, row: int, col: int) -> int | None:
    """Return the number of an item: at the beginning of its text, or in the nearest filled cell to the left."""
    value = grid.at(row, col)
    if isinstance(value, str) and (number := leading_number(value)) is not None:
        return number
    for left in range(col - 1, max(-1, col - 1 - _LONGEST_STEP), -1):
        text = grid.text(row, left)
        if text:
            digits = plain(text)
            return int(digits) if digits.isdigit() and len(digits) <= 2 else None
    return None


def _item_columns(grid: Grid) -> list[int]:
    """Return the columns that list item texts: with numbers beside or a head above; without these only full ones."""
    counted: dict[int, set[int]] = defaultdict(set)
    numbered: dict[int, int] = defaultdict(int)
    for row, col, value in grid.filled():
        if isinstance(value, str) and (likely := _candidates(grid, row, col)):
            counted[col].add(row)
            numbered[col] += number_beside(grid, row, col) in {number for _, number, _ in likely}
    headed = {col for _, col, value in grid.filled() if is_one_of(value, as_written_words.ITEM_HEADS)}
    strong = {c for c in counted if (numbered[c] * 2 >= len(counted[c]) or c in headed) and len(counted[c]) > 1}
    most = max((len(counted[col]) for col in strong or counted), default=0)
    return sorted(col for col in counted if len(counted[col]) * (4 if col in strong else 2) >= most)


def _left_edge(grid: Grid, col: int) -> int:
    """Return the first column of a form: its column of numbers, if there is one."""
    for left in range(col - 1, max(-1, col - 1 - _LONGEST_STEP), -1):
        cells = [plain(grid.text(row, left)) for row in range(len(grid.rows))]
        if sum(cell.isdigit() for cell in cells) > 1 or any(
            is_one_of(cell, as_written_words.NUMBER_HEADS) for cell in cells if cell
        ):
            return left
    return col


def _forms_in(grid: Grid, col: int, cols: tuple[int, int]) -> list[Spotted]:
    """Return the forms whose items one column lists."""
    forms = [_best(grid, col, run) for run in _runs(grid, col, cols)]
    return [form for form in forms if form.sure >= as_written_words.LIKE_A_FORM]


def _share_rows(grid: Grid, forms: Sequence[Spotted], cols: tuple[int, int]) -> list[Spotted]:
    """Return forms below each other with every row assigned to one of them; a form begins at its title."""
    edges = [0]
    for above, below in pairwise(forms):
        edges.append(_top_of(grid, replace(above, rows=(edges[-1], len(grid.rows))), below, cols))
    edges.append(len(grid.rows))
    forms = _with_remarks(grid, forms, cols)
    return [
        replace(form, rows=(top, bottom), cols=cols) for form, top, bottom in zip(forms, edges, edges[1:], strict=False)
    ]


def _with_remarks(grid: Grid, forms: Sequence[Spotted], cols: tuple[int, int]) -> list[Spotted]:
    """Return forms with the column where remarks begin: the next head after 检查情况, else as in the form above.

    Heads are often not repeated above a second table, whose remarks are in the same column.
    """
    made: list[Spotted] = []
    above: Spotted | None = None
    for form in forms:
        own = _next_head(grid, form, cols)
        if own is None and above is not None and above.item_col == form.item_col:
            own = above.remarks_from if _is_answered_before(grid, form, above.remarks_from) else None
        above = replace(form, remarks_from=own)
        made.append(above)
    return made


def _is_answered_before(grid: Grid, form: Spotted, end: int | None) -> bool:
    """Return whether some item has an answer left of a column."""
    columns = range(form.item_col + 1, end or 0)
    return any(grid.at(hit.row, col) is not None for hit in form.hits for col in columns)


def _next_head(grid: Grid, form: Spotted, cols: tuple[int, int]) -> int | None:
    """Return the column of the first head after that of the answers; None when there is none."""
    if form.head_row is None:
        return None
    heads = [col for col in range(form.item_col + 1, cols[1]) if grid.at(form.head_row, col) is not None]
    ticked = tick_heads(grid, form.head_row, range(form.item_col + 1, cols[1]))
    named = (col for col in heads if is_one_of(grid.at(form.head_row, col), as_written_words.ANSWER_HEADS))
    answers = next(named, min(ticked, default=None))
    return next((col for col in heads if answers is not None and col > answers and col not in ticked), None)


def _runs(grid: Grid, col: int, cols: tuple[int, int]) -> list[_Run]:
    """Cut a column into runs of item texts: at heads, at titles, and where item 1 is repeated."""
    runs: list[_Run] = []
    head_row: int | None = None
    title: Annex | None = None
    pending = True
    last = 0
    for row in range(len(grid.rows)):
        if is_head_row(grid, row, cols):
            head_row, pending = row, True
            continue
        if (named := _titled(grid, row, cols)) is not None:
            title, pending = named, True
            head_row = None
            continue
        likely = _candidates(grid, row, col)
        if not likely:
            continue
        number = _number_in(grid, row, col, likely)
        if not runs or pending or (number <= 1 < last):
            runs.append(_Run([], head_row, title))
            pending = False
        runs[-1].rows.append(row)
        last = number
    return runs


def _number_in(grid: Grid, row: int, col: int, likely: Sequence[tuple[str, int, float]]) -> int:
    numbers = [number for _, number, _ in likely]
    beside = number_beside(grid, row, col)
    return beside if beside in numbers else min(numbers)


def is_head_row(grid: Grid, row: int, cols: tuple[int, int]) -> bool:
    """Return whether a row contains the heads of a form: one of the items, then one of answers or of ticks."""
    values = [grid.at(row, col) for col in range(*cols)]
    asked = [at for at, value in enumerate(values) if is_one_of(value, as_written_words.ITEM_HEADS)]
    found = [at for at, value in enumerate(values) if is_one_of(value, as_written_words.ANSWER_HEADS)]
    found = found or [col - cols[0] for col in tick_heads(grid, row, range(*cols))]
    return bool(asked and found and asked[0] < found[-1])


def tick_heads(grid: Grid, row: int, columns: range) -> dict[int, str]:
    """Return the columns of a row headed by different answers, `是` and `否`; empty for fewer than two."""
    found = {
        col: squeeze(grid.at(row, col)) for col in columns if is_one_of(grid.at(row, col), as_written_words.TICK_HEADS)
    }
    return found if len(set(found.values())) > 1 else {}


def _titled(grid: Grid, row: int, cols: tuple[int, int]) -> Annex | None:
    for col in range(*cols):
        value = grid.at(row, col)
        if isinstance(value, str) and (annex := annex_titled(value)) is not None:
            return annex
    return None


@lru_cache(maxsize=20_000)
def annex_titled(text: str) -> Annex | None:
    """Return the annex with this title, with or without 附件 and number before it.

    >>> annex_titled("附件2 违法违规“小化工”企业现场督导表").number
    2
    """
    words = plain(text)
    for annex in ANNEXES:
        titles = [plain(title) for title in (annex.title, *annex.other_titles)]
        if words == plain(annex.label) or words.removeprefix(plain(annex.label)) in titles:
            return annex
    return None


def _top_of(grid: Grid, above: Spotted, form: Spotted, cols: tuple[int, int]) -> int:
    """Return the first row of a form: its title, its heads, or what follows a blank row above its items.

    Signature rows below the last item of `above` (whose first row is known) belong to it. Rows with header labels
    belong to the form below them, also across a blank row.
    """
    floor = above.hits[-1].row + 1
    start = _first_of(form, floor)
    for row in range(floor, start):
        if _titled(grid, row, cols) is not None:
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
    ranked = sorted(spotted, key=lambda s: (_items_found(s), s.annex is run.title), reverse=True)
    best, *others = ranked
    lead = _items_found(best) - max(map(_items_found, others), default=0.0)
    return replace(best, is_clear=lead >= 1 or run.title is best.annex)


def _items_found(spotted: Spotted) -> float:
    return sum(hit.sure for hit in spotted.hits)


def _as_annex(grid: Grid, col: int, run: _Run, annex: Annex) -> Spotted:
    """Return a run as a form of one annex: each row is its most similar item; an item found twice is doubtful."""
    hits: dict[int, Hit] = {}
    doubtful: set[int] = set()
    for row in run.rows:
        hit = _hit(grid, row, col, annex)
        if hit is None:
            continue
        if hit.item.number in hits:
            doubtful.add(hit.item.number)
        hits.setdefault(hit.item.number, hit)
    kept = tuple(sorted(hits.values(), key=lambda hit: hit.row))
    return Spotted(annex, kept, (0, 0), (0, 0), run.head_row, frozenset(doubtful))


def _hit(grid: Grid, row: int, col: int, annex: Annex) -> Hit | None:
    number = number_beside(grid, row, col)
    scored = sorted(_scores(grid, row, col, annex, number), key=lambda pair: -pair[0])
    if not scored or scored[0][0] < as_written_words.SURE_TEXT:
        return None
    sure, item = scored[0]
    if len(scored) > 1 and scored[0][0] - scored[1][0] < as_written_words.CLEAR_LEAD and sure < 1:
        return None
    return Hit(item, row, col, sure)


def _scores(grid: Grid, row: int, col: int, annex: Annex, number: int | None) -> Iterator[tuple[float, Item]]:
    for key, candidate, alike in _candidates(grid, row, col):
        if key != annex.key:
            continue
        item = annex.items[candidate - 1]
        if alike < 1 and number is not None:
            alike = (
                min(0.99, alike + as_written_words.SAME_NUMBER_ADDS)
                if number == candidate
                else alike - as_written_words.SAME_NUMBER_ADDS
            )
        yield alike, item
