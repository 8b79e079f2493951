"""The positions of labels and entry cells of a blank form, taken from its layout."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from xhg_excel.core.model.grid import Grid, squeeze
from xhg_excel.core.sheets.layout import Cell, Formula
from xhg_excel.core.templates.form import HEAD_COLUMNS, form_sheet
from xhg_excel.core.templates.hint_texts import hint_ranges
from xhg_excel.notice import NOTICE
from xhg_excel.notice.schema.form import Annex

_ENTRY = "entry"
_SENTINEL = "\0"


@dataclass(frozen=True)
class Template:
    """Cells of a blank form by (row, column).

    Args:
        head: the first cell of the row of heads.
        labels: the printed texts, without white space.
        entries: the entry cells, by field key.
        computed: the cells with a formula.
        worded: those of `computed` within the form that show a text.
        lines: the lines below a form, whole and up to their blank, without white space.

    """

    head: tuple[int, int]
    labels: dict[tuple[int, int], str]
    entries: dict[str, tuple[int, int]]
    computed: frozenset[tuple[int, int]]
    worded: frozenset[tuple[int, int]]
    lines: frozenset[str]


@cache
def template_of(annex: Annex, *, alone: bool = True) -> Template:
    """Return the cells of an annex as `form_sheet` lays it out, alone or in a county workbook."""
    filled = {field.key: _SENTINEL + field.key for field in annex.fields}
    sheet = form_sheet(annex, filled, NOTICE, hint_ranges(0, annex, NOTICE), alone=alone).sheet
    cells = {**sheet.cells, **{(b.top, b.left): cell for b, cell in sheet.merges.items()}}
    entries = {_key(cell): at for at, cell in cells.items() if _key(cell)}
    labels = {at: squeeze(str(cell.content)) for at, cell in cells.items() if _is_label(cell)}
    computed = frozenset(at for at, cell in cells.items() if isinstance(cell.content, Formula))
    head = next(at for at, text in labels.items() if text == annex.heads[0])
    end = max(col for _, col in entries.values())
    worded = frozenset(
        at for at in computed if at[1] <= end and isinstance(_value(cells[at]), str) and _value(cells[at])
    )
    lines = frozenset(squeeze(text) for line in annex.footer_lines for text in (line, before_colon(line)))
    return Template(head, labels, entries, computed, worded, lines)


def is_in_place(grid: Grid, head: tuple[int, int], annex: Annex) -> bool:
    """Return whether each printed text of header and items is in its place; `head` is the cell of the first head."""
    if any(grid.text(head[0], head[1] + col) != text for col, text in zip(HEAD_COLUMNS, annex.heads, strict=True)):
        return False  # checked first: laying out a template costs far more
    template = template_of(annex)
    down, right = head[0] - template.head[0], head[1] - template.head[1]
    top = min([template.head[0], *(template.entries[declared.key][0] for declared in annex.header)])
    end = max(col for _, col in template.entries.values())
    if any(grid.text(row + down, col + right) not in template.lines for row, col in template.worded if row >= top):
        return False
    return all(
        row + down >= 0 and grid.text(row + down, col + right) == text
        for (row, col), text in template.labels.items()
        if row >= top and col <= end
    )


def before_colon(line: str) -> str:
    """Return a printed line up to and with its colon, without the blank to fill in.

    >>> before_colon("时间：月 日")
    '时间：'
    """
    head, colon, _ = line.partition("：")
    return head + colon


def _value(cell: Cell) -> object:
    return cell.content.value if isinstance(cell.content, Formula) else None


def _key(cell: Cell) -> str:
    content = cell.content
    return content[1:] if isinstance(content, str) and content.startswith(_SENTINEL) else ""


def _is_label(cell: Cell) -> bool:
    return not cell.style.startswith(_ENTRY) and isinstance(cell.content, (str, int)) and not _key(cell)
