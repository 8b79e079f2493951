"""The one place that knows the shape of a live workbook: sheets to grids, layouts to sheets.

Everything is read once and written in blocks: a call for each cell would take seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlwings as xw

from xhg_excel.core.model.finding import Finding, at_sheet
from xhg_excel.core.model.grid import CellValue, Grid
from xhg_excel.core.reading.recognise import is_added
from xhg_excel.core.sheets.layout import Area, Cell, Formula, Link, SheetLayout
from xhg_excel.core.sheets.rectangles import rectangles
from xhg_excel.errors.addin import NotASheetError, SheetRefusedError
from xhg_excel.excel.host import filter_table, freeze_rows
from xhg_excel.notice.schema.style import STYLES
from xhg_excel.notice.words.marks import OWN_COLUMN

_MOST_CELLS = 20_000_000
# A call a row takes a host seconds for thousands of rows: those it fits by itself.
_MOST_HEIGHTS = 300
_FIRST_YEAR = 1900
_PLAIN, _TEXT = "General", "@"
# A layout's words for how a cell is set, and xlwings'.
_ACROSS: dict[str, Any] = {"left": "left", "center": "center", "right": "right"}
_DOWN: dict[str, Any] = {"vcenter": "center", "top": "top"}
_BLACK = "#000000"
_EDGES = ("edge_top", "edge_bottom", "edge_left", "edge_right")

Cells = Mapping[tuple[int, int], Cell]


@dataclass
class BookRead:
    """A live workbook read once: its grids in order, those this program added, and what could not be read."""

    grids: list[Grid] = field(default_factory=list)
    added: list[Grid] = field(default_factory=list)
    faults: list[Finding] = field(default_factory=list)


def read_book(book: xw.Book) -> BookRead:
    """Return the values of every sheet, hidden ones too; chart sheets hold none."""
    read = BookRead()
    for sheet in book.sheets:
        grid = read_sheet(sheet)
        if grid is None:
            read.faults.append(at_sheet("F11", sheet.name, detail=sheet.used_range.address).in_file(book.name))
        else:
            (read.added if is_added(grid) else read.grids).append(grid)
    return read


def read_sheet(sheet: xw.Sheet) -> Grid | None:
    """Return a sheet as a rectangle from A1, errors by their names; None when it is beyond all reason."""
    extent = _extent(sheet)
    if extent is None:
        return None
    rows = sheet.range((1, 1), extent).options(ndim=2, err_to_str=True).value
    return Grid(sheet.name, [[_plain(value) for value in row] for row in rows])


def _extent(sheet: xw.Sheet) -> tuple[int, int] | None:
    """Return the last row and column in use, counted from 1; a look far off that holds nothing does not count."""
    used = sheet.used_range
    rows, cols = used.row + used.shape[0] - 1, used.column + used.shape[1] - 1
    if rows * cols <= _MOST_CELLS:
        return rows, cols
    try:
        low, right = (_last_filled(sheet, order) for order in ("rows", "columns"))
    except Exception:  # noqa: BLE001  # a host that cannot search says so in its own way
        return None
    if low is None or right is None:
        return 1, 1
    return (low.row, right.column) if low.row * right.column <= _MOST_CELLS else None


def _last_filled(sheet: xw.Sheet, order: str) -> Any:
    return sheet.cells.find("*", direction="backward", order=order)


def _plain(value: Any) -> CellValue:
    """Return a cell as files give it: a time of day without its day, money as a number."""
    if isinstance(value, datetime) and value.year < _FIRST_YEAR:
        return value.time()
    plain: CellValue = float(value) if isinstance(value, Decimal) else value
    return plain


def active_sheet(book: xw.Book) -> xw.Sheet:
    """Return the sheet the user looks at.

    Raises:
        NotASheetError: it is a chart.

    """
    active = book.sheets.active
    if all(sheet.name != active.name for sheet in book.sheets):
        raise NotASheetError
    return active


def folder_of(book: xw.Book) -> Path | None:
    """Return the folder a workbook is saved in; None when it never was, or lies in a cloud."""
    try:
        folder = Path(book.fullname).parent
    except Exception:  # noqa: BLE001  # xlwings cannot map every cloud address
        return None
    return folder if folder.is_absolute() and folder.is_dir() else None


def drop_added(book: xw.Book, name: str) -> None:
    """Delete the sheets of that name (or `name (2)`…) that this program added; a user's own stays."""
    for sheet in list(book.sheets):
        if sheet.name == name or sheet.name.startswith(f"{name} ("):
            top = sheet.range((1, 1), (1, OWN_COLUMN + 1)).options(ndim=2, err_to_str=True).value
            if is_added(Grid(sheet.name, top)):
                sheet.delete()


def place(book: xw.Book, layout: SheetLayout, *, last: bool = False) -> xw.Sheet:
    """Put a layout on a new sheet, first of all or last; `name (2)` where a sheet of the user has its name.

    Limits, highlights and print set-up travel in files only.

    Raises:
        SheetRefusedError: the workbook takes no new sheet.

    """
    sheet = _new_sheet(book, layout.name, last=last)
    own = {**layout.cells, **_filled_down(layout)}
    cells = {**own, **{(block.top, block.left): cell for block, cell in layout.merges.items()}}
    whole = {at: cell for block, cell in layout.merges.items() for at in _within(block)} | own
    _dress(sheet, whole)
    for block in layout.merges:
        sheet.range(block.a1).merge()
    _fill(sheet, cells)
    _measure(sheet, layout)
    if not layout.gridlines:
        sheet.show_gridlines = False
    if layout.filter_block:
        filter_table(sheet, layout.filter_block)
    if layout.freeze_rows:
        freeze_rows(sheet, layout.freeze_rows)
    return sheet


def _filled_down(layout: SheetLayout) -> dict[tuple[int, int], Cell]:
    """Return the cells of formulas filled down a column, each with its own."""
    return {
        (fill.top + row, fill.col): Cell(Formula(fill.formula_at(row), value), fill.style)
        for fill in layout.fills
        for row, value in enumerate(fill.values)
    }


def _new_sheet(book: xw.Book, name: str, *, last: bool) -> xw.Sheet:
    taken = {sheet.name.lower() for sheet in book.sheets}
    names = [name, *(f"{name} ({number})" for number in range(2, len(taken) + 3))]
    free = next(one for one in names if one.lower() not in taken)
    end = book.sheets[len(book.sheets) - 1 if last else 0]
    try:
        return book.sheets.add(free, **({"after": end} if last else {"before": end}))
    except Exception as error:
        raise SheetRefusedError(book.name, name) from error


def _within(block: Area) -> list[tuple[int, int]]:
    return [(row, col) for row in range(block.top, block.bottom + 1) for col in range(block.left, block.right + 1)]


def _dress(sheet: xw.Sheet, cells: Cells) -> None:
    """Give blocks of cells their looks, before their values: a text must not be taken for a number or formula."""
    kinds = {at: (cell.style, isinstance(cell.content, str) and cell.content != "") for at, cell in cells.items()}
    for block, (name, is_text) in rectangles(kinds):
        style, target = STYLES[name], sheet.range(block.a1)
        target.font.name, target.font.size = style.font, style.size
        if style.bold:
            target.font.bold = True
        if style.colour != _BLACK:
            target.font.color = style.colour
        if style.fill:
            target.color = style.fill
        number_format = _TEXT if is_text and style.number_format == _PLAIN else style.number_format
        if number_format != _PLAIN:
            target.number_format = number_format
        target.horizontal_alignment = _ACROSS[style.align]
        target.vertical_alignment = _DOWN[style.valign]
        if style.wrap:
            target.wrap_text = True
        if style.border:
            _frame(target, block)


def _frame(target: xw.Range, block: Area) -> None:
    """Draw a thin line round every cell; a block of one row has no line inside that could be drawn."""
    inside = ["inside_horizontal"] * (block.bottom > block.top) + ["inside_vertical"] * (block.right > block.left)
    target.borders.set([*_EDGES, *inside], line_style="continuous", weight="thin")


def _fill(sheet: xw.Sheet, cells: Cells) -> None:
    """Write all values in one block, then formulas in blocks of their own."""
    if not cells:
        return
    height, width = (max(at[axis] for at in cells) + 1 for axis in (0, 1))
    values: list[list[Any]] = [[None] * width for _ in range(height)]
    formulas: dict[tuple[int, int], str] = {}
    for (row, col), cell in cells.items():
        match cell.content:
            case Formula(text, _):
                formulas[row, col] = text
            case Link(goal, shown):
                formulas[row, col] = _jump(goal, str(shown))
            case bool():
                values[row][col] = cell.content
            case int() | float() | Decimal():
                values[row][col] = float(cell.content)
            case _:
                values[row][col] = cell.content or None
    sheet.range((1, 1), (height, width)).options(ndim=2).value = values
    for block, _ in rectangles(dict.fromkeys(formulas, 0)):
        texts = [[formulas[row, col] for col in range(block.left, block.right + 1)] for row in _rows(block)]
        sheet.range(block.a1).formula = texts


def _rows(block: Area) -> range:
    return range(block.top, block.bottom + 1)


def _jump(goal: str, shown: str | float | Decimal) -> str:
    target = goal.replace('"', '""')
    text = '"' + shown.replace('"', '""') + '"' if isinstance(shown, str) else str(shown)
    return f'=HYPERLINK("#{target}",{text})'


def _measure(sheet: xw.Sheet, layout: SheetLayout) -> None:
    """Set widths and heights, equal neighbours in one go, and hide what is to be hidden."""
    for block, width in rectangles({(0, col): width for col, width in enumerate(layout.widths)}):
        sheet.range(block.a1).column_width = width
    heights = rectangles({(row, 0): height for row, height in layout.heights.items()})
    if len(heights) > _MOST_HEIGHTS:
        sheet.range(Area(0, 0, max(layout.heights), len(layout.widths) - 1).a1).rows.autofit()
        heights = heights[:_MOST_HEIGHTS]
    for block, height in heights:
        sheet.range(block.a1).row_height = height
    for col in layout.hidden_columns:
        sheet.range(Area(0, col, 0, col).a1).columns.hidden = True
