"""An open workbook of xlwings: its sheets read as grids, layouts written as new sheets.

A program that can save a copy of the workbook as it stands is asked for one, which is read as `xhg` reads a file:
a click sees what a command sees, struck and hidden cells, formats and notes among it. From any other program every
sheet is read with one call. Values, formats and sizes are written in blocks: a call for each cell would take seconds.
Only members of xlwings that every engine has are used; for the others see host.py.

Formats are written before values, and text cells get the format `@` (text): in a cell of any other format
Excel turns `=1+1` into a formula, `007` into a number and `8-12` into a date.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlwings as xw

from xhg_excel.core.model.finding import Finding, at_sheet
from xhg_excel.core.model.grid import CellValue, Grid
from xhg_excel.core.reading.recognise import is_added
from xhg_excel.core.sheets.layout import Area, Cell, Formula, Link, SheetLayout
from xhg_excel.core.sheets.rectangles import rectangles
from xhg_excel.errors.addin import NotASheetError, SheetRefusedError
from xhg_excel.errors.base import XhgError
from xhg_excel.excel.host import filter_table, freeze_rows, save_copy
from xhg_excel.notice.schema.style import STYLES
from xhg_excel.notice.words.as_written import BOOK_SUFFIXES
from xhg_excel.notice.words.marks import OWN_COLUMN

_MOST_CELLS = 20_000_000
# Above so many different heights, Excel fits the rows itself: one call a row takes seconds.
_MOST_HEIGHTS = 300
_FIRST_YEAR = 1900
_PLAIN, _TEXT = "General", "@"
_NEW = ".xlsx"  # of a workbook that was never saved
# A layout's names of alignments → xlwings'.
_HORIZONTAL: dict[str, Any] = {"left": "left", "center": "center", "right": "right"}
_VERTICAL: dict[str, Any] = {"vcenter": "center", "top": "top"}
_BLACK = "#000000"
_EDGES = ("edge_top", "edge_bottom", "edge_left", "edge_right")

Cells = Mapping[tuple[int, int], Cell]


@dataclass
class BookRead:
    """An open workbook as read: the user's sheets, the sheets that this program added, and sheets not read.

    `as_seen` tells whether it was read from a copy: without one nobody knows how its cells look.
    """

    grids: list[Grid] = field(default_factory=list)
    added: list[Grid] = field(default_factory=list)
    faults: list[Finding] = field(default_factory=list)
    as_seen: bool = False


def read_book(book: xw.Book) -> BookRead:
    """Return every sheet as one sees it, including hidden ones; chart sheets have no cells."""
    grids = _read_copy(book)
    if not grids:
        return read_values(book)
    own = [is_added(grid) for grid in grids]
    added, others = (
        [grid for grid, is_own in zip(grids, own, strict=True) if is_own is wanted] for wanted in (True, False)
    )
    return BookRead(others, added, as_seen=True)


def _read_copy(book: xw.Book) -> list[Grid]:
    """Return the sheets of a copy of the workbook, read in a worker; [] where the program saves none that is sound."""
    suffix = Path(book.name).suffix.lower() or _NEW
    if suffix not in BOOK_SUFFIXES:  # a text table has no looks, and its copy not the name of its sheet
        return []
    with TemporaryDirectory(prefix="xhg_", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / f"copy{suffix}"
        if not save_copy(book, path):
            return []
        from xhg_excel.files.read.apart import call_apart  # not needed by buttons that only write
        from xhg_excel.files.read.read_file import grids_of_file

        with suppress(XhgError):
            return call_apart(grids_of_file, path)
    return []


def read_values(book: xw.Book) -> BookRead:
    """Return the values of every sheet, read from the program: fast, and without how they look."""
    read = BookRead()
    for sheet in book.sheets:
        grid = read_sheet(sheet)
        if grid is None:
            read.faults.append(at_sheet("F11", sheet.name, detail=sheet.used_range.address).in_file(book.name))
        else:
            (read.added if is_added(grid) else read.grids).append(grid)
    return read


def read_sheet(sheet: xw.Sheet) -> Grid | None:
    """Return a sheet from A1 to its last used cell, errors by name; None above 20 million cells."""
    extent = _extent(sheet)
    if extent is None:
        return None
    rows = sheet.range((1, 1), extent).options(ndim=2, err_to_str=True).value
    return Grid(sheet.name, [[_cell_value(value) for value in row] for row in rows])


def _extent(sheet: xw.Sheet) -> tuple[int, int] | None:
    """Return the last used row and column, from 1; None above the limit.

    Formats count as use, also far below the last value: then the last values are searched.
    """
    used = sheet.used_range
    rows, cols = used.row + used.shape[0] - 1, used.column + used.shape[1] - 1
    if rows * cols <= _MOST_CELLS:
        return rows, cols
    try:
        lowest, rightmost = (_last_filled(sheet, order) for order in ("rows", "columns"))
    except Exception:  # noqa: BLE001  # an engine without search raises an error of its own
        return None
    if lowest is None or rightmost is None:
        return 1, 1
    return (lowest.row, rightmost.column) if lowest.row * rightmost.column <= _MOST_CELLS else None


def _last_filled(sheet: xw.Sheet, order: str) -> Any:
    return sheet.cells.find("*", direction="backward", order=order)


def _cell_value(value: Any) -> CellValue:
    """Return a value as the file readers return it: a time of day without a date, money as a number."""
    if isinstance(value, datetime) and value.year < _FIRST_YEAR:
        return value.time()
    converted: CellValue = float(value) if isinstance(value, Decimal) else value
    return converted


def active_sheet(book: xw.Book) -> xw.Sheet:
    """Return the active sheet.

    Raises:
        NotASheetError: it is a chart sheet.
    """
    active = book.sheets.active
    if all(sheet.name != active.name for sheet in book.sheets):
        raise NotASheetError
    return active


def folder_of(book: xw.Book) -> Path | None:
    """Return the folder of a workbook; None when it was never saved, or is saved in a cloud."""
    try:
        folder = Path(book.fullname).parent
    except Exception:  # noqa: BLE001  # xlwings cannot convert every cloud address into a path
        return None
    return folder if folder.is_absolute() and folder.is_dir() else None


def delete_added(book: xw.Book, name: str) -> None:
    """Delete the sheets called `name` or `name (2)`… that this program added; the user's own stay."""
    for sheet in list(book.sheets):
        if sheet.name == name or sheet.name.startswith(f"{name} ("):
            top = sheet.range((1, 1), (1, OWN_COLUMN + 1)).options(ndim=2, err_to_str=True).value
            if is_added(Grid(sheet.name, top)):
                sheet.delete()


def write_sheet(book: xw.Book, layout: SheetLayout, *, last: bool = False) -> xw.Sheet:
    """Write a layout to a new sheet, before all others or behind them; return the sheet.

    Its name is `name (2)`… where a sheet of the user has the layout's name. Data validation, conditional
    formats and print set-up are not written; files have them.

    Raises:
        SheetRefusedError: the workbook accepts no new sheet.
    """
    sheet = _new_sheet(book, layout.name, last=last)
    own = {**layout.cells, **_filled_down(layout)}
    cells = {**own, **{(block.top, block.left): cell for block, cell in layout.merges.items()}}
    merged = {at: cell for block, cell in layout.merges.items() for at in _within(block)}
    _set_formats(sheet, merged | own)
    for block in layout.merges:
        sheet.range(block.a1).merge()
    _write_cells(sheet, cells)
    _set_sizes(sheet, layout)
    if not layout.gridlines:
        sheet.show_gridlines = False
    if layout.filter_block:
        filter_table(sheet, layout.filter_block)
    if layout.freeze_rows:
        freeze_rows(sheet, layout.freeze_rows)
    return sheet


def _filled_down(layout: SheetLayout) -> dict[tuple[int, int], Cell]:
    """Return the cells of formulas that are filled down a column, each with its own formula."""
    return {
        (fill.top + row, fill.col): Cell(Formula(fill.formula_at(row), value), fill.style)
        for fill in layout.fills
        for row, value in enumerate(fill.values)
    }


def _new_sheet(book: xw.Book, name: str, *, last: bool) -> xw.Sheet:
    used = {sheet.name.lower() for sheet in book.sheets}
    names = [name, *(f"{name} ({number})" for number in range(2, len(used) + 3))]
    free = next(one for one in names if one.lower() not in used)
    end = book.sheets[len(book.sheets) - 1 if last else 0]
    try:
        return book.sheets.add(free, **({"after": end} if last else {"before": end}))
    except Exception as error:
        raise SheetRefusedError(book.name, name) from error


def _within(block: Area) -> list[tuple[int, int]]:
    return [(row, col) for row in range(block.top, block.bottom + 1) for col in range(block.left, block.right + 1)]


def _set_formats(sheet: xw.Sheet, cells: Cells) -> None:
    """Set the formats of blocks of cells with the same style; call it before values are written."""
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
        target.horizontal_alignment = _HORIZONTAL[style.align]
        target.vertical_alignment = _VERTICAL[style.valign]
        if style.wrap:
            target.wrap_text = True
        if style.border:
            _draw_borders(target, block)


def _draw_borders(target: xw.Range, block: Area) -> None:
    """Draw a thin line around every cell; Excel raises an error for inside lines of a single row or column."""
    inside = ["inside_horizontal"] * (block.bottom > block.top) + ["inside_vertical"] * (block.right > block.left)
    target.borders.set([*_EDGES, *inside], line_style="continuous", weight="thin")


def _write_cells(sheet: xw.Sheet, cells: Cells) -> None:
    """Write all values in one block, then the formulas in blocks."""
    if not cells:
        return
    height, width = (max(at[axis] for at in cells) + 1 for axis in (0, 1))
    values: list[list[Any]] = [[None] * width for _ in range(height)]
    formulas: dict[tuple[int, int], str] = {}
    for (row, col), cell in cells.items():
        match cell.content:
            case Formula(text, _):
                formulas[row, col] = text
            case Link(target, text):
                formulas[row, col] = _link_formula(target, str(text))
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


def _link_formula(target: str, text: str) -> str:
    target, text = (part.replace('"', '""') for part in (target, text))
    return f'=HYPERLINK("#{target}","{text}")'


def _set_sizes(sheet: xw.Sheet, layout: SheetLayout) -> None:
    """Set widths and heights, equal neighbours in one call, and hide columns."""
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
