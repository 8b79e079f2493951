"""Layouts → .xlsx, byte for byte the same each time, written beside the target and renamed."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from xhg_excel.core.model.grid import a1
from xhg_excel.core.sheets.layout import Area, BookLayout, Cell, Formula, Link, SheetLayout, Validation
from xhg_excel.errors.files import (
    NotXlsxError,
    ScratchRefusedError,
    SheetTooLongError,
    TargetChangedError,
    TargetOpenError,
)
from xhg_excel.files.write.charts import insert_chart
from xhg_excel.files.write.shared_formulas import share_formulas
from xhg_excel.files.write.temporary import TEMPORARY, hold, scratch, sweep
from xhg_excel.notice.schema.style import HIGHLIGHTS, RULED, STYLES

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

    from xhg_excel.files.write.worksheet import QuickSheet

_ROW_LIMIT = 1_048_576
_PAPER_A4 = 9
# A book of more cells is put together in temporary files: its XML would be larger than all else in memory.
_LARGE = 100_000
_GB2312 = 134
_CREATED = datetime(2020, 8, 3)
_MARGIN = 0.6
_WORD = (".docx", ".docm", ".doc")
# Without a password: entries, notes, sorting, filtering and looks stay free.
_ALLOWED = {
    "objects": True,
    "scenarios": True,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
}


def write_book(book: BookLayout, target: Path) -> None:
    """Write a workbook to `target`; it appears whole or not at all.

    Raises:
        NotXlsxError: the target's name does not end in .xlsx.
        TargetChangedError: the target cannot be written or replaced.
        SheetTooLongError: a sheet has more rows than .xlsx holds.

    """
    if target.suffix.lower() != ".xlsx" and not target.is_dir():
        other = target.suffix[1:].isascii() and target.suffix[1:].isalpha()  # “8.15汇总” has no ending
        raise NotXlsxError(target, f"{target.stem if other else target.name}.xlsx")
    content = BytesIO()  # Made whole in memory: an interrupted run holds no open archive.
    write_to(book, content)
    write_beside(target, lambda out: out.write(content.getbuffer()))


def write_to(book: BookLayout, out: BinaryIO) -> None:
    """Write a workbook into an open file; formulas filled down are stored once.

    Raises:
        ScratchRefusedError: a large one is put together in temporary files, and these cannot be written.
        SheetTooLongError: a sheet has more rows than .xlsx holds.

    """
    content = _Open()
    if sum(len(sheet.cells) for sheet in book.sheets) < _LARGE:
        _write(book, content, {"in_memory": True})
    else:
        try:
            with scratch() as folder:
                _write(book, content, {"tmpdir": folder})
        except OSError as error:
            raise ScratchRefusedError(tempfile.gettempdir(), *_reason(error)) from error
    out.write(share_formulas(content, book).getbuffer())


class _Open(BytesIO):
    """A file in memory that nobody closes: XlsxWriter leaves its archive open when it fails.

    The archive still writes its end when both are cleared away, in whatever order.
    """

    def close(self) -> None:
        """Stay open."""


def write_beside(target: Path, fill: Callable[[BinaryIO], object]) -> None:
    """Let `fill` write a temporary file next to `target`, then rename it over the target.

    Raises:
        TargetChangedError: the target cannot be written or replaced; it is what it was.
        TargetOpenError: another program has it open.

    """
    temporary = None
    if (lock := lock_of(target)) is not None:
        raise TargetOpenError(target, lock)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep(target.parent)
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=TEMPORARY, delete=False) as out:
            temporary = Path(out.name)
            with hold(temporary):
                fill(out)  # type: ignore[arg-type]  # the wrapper has every method of BinaryIO
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
        temporary = None
    except OSError as error:
        raise TargetChangedError(target, *_reason(error)) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _reason(error: OSError) -> tuple[str, str]:
    """Return what a system says: by its code, and in its own words."""
    return errno.errorcode.get(error.errno or 0, ""), error.strerror or str(error)


def lock_of(target: Path) -> str | None:
    """Return the name of the file by which Excel, Word, WPS or LibreOffice says that it has `target` open.

    Where a system lets an open file be replaced, the other program would later save over it.
    """
    if not os.path.isfile(target):  # unlike a Path it says no of a name that is too long
        return None
    # Word leaves out the first letters of a long name.
    left_out = max(0, min(2, len(target.stem) - 6)) if target.suffix.lower() in _WORD else 0
    names = (f"~${target.name[left_out:]}", f".~{target.name}", f".~lock.{target.name}#")
    return next((name for name in names if os.path.isfile(target.with_name(name))), None)


def _write(book: BookLayout, out: BinaryIO, where: dict[str, Any]) -> None:
    import xlsxwriter  # whoever writes no workbook does not wait for it
    from xlsxwriter.exceptions import FileCreateError

    from xhg_excel.files.write.worksheet import QuickSheet

    for sheet in book.sheets:
        if sheet.cells.last_row >= _ROW_LIMIT:
            raise SheetTooLongError(sheet.name, sheet.cells.last_row + 1)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(out, {**options, **where})
    workbook.set_properties({"title": book.title, "created": _CREATED})
    looks = _Looks(workbook)
    for sheet in book.sheets:
        target = workbook.add_worksheet(sheet.name, QuickSheet)
        _write_sheet(target, sheet, looks)
        for chart in sheet.charts:
            insert_chart(workbook, target, chart)
    try:
        workbook.close()
    except FileCreateError as error:
        raise OSError(*error.args[0].args) from error


class _Looks(dict[str, "Format"]):
    """Formats by style name, made once a workbook."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self._workbook = workbook
        self._highlights: dict[str, Format] = {}

    def __missing__(self, name: str) -> Format:
        self[name] = made = self._make(name)
        return made

    def highlight(self, name: str) -> Format:
        """Return what a cell looks like while a formula holds, made once a workbook."""
        if name not in self._highlights:
            fill, letters = HIGHLIGHTS[name]
            look = {"bg_color": fill, "font_color": letters, "border": int(name in RULED)}
            self._highlights[name] = self._workbook.add_format(look)
        return self._highlights[name]

    def _make(self, name: str) -> Format:
        style = STYLES[name]
        look: dict[str, Any] = {
            "font_name": style.font,
            "font_size": style.size,
            "font_charset": _GB2312,
            "font_family": style.family,
            "bold": style.bold,
            "font_color": style.colour,
            "align": style.align,
            "indent": style.indent,
            "valign": style.valign,
            "text_wrap": style.wrap,
            "border": int(style.border),
            "num_format": style.number_format,
            "locked": style.locked,
        }
        if style.fill:
            look["bg_color"] = style.fill
        return self._workbook.add_format(look)


def _write_sheet(target: QuickSheet, sheet: SheetLayout, looks: _Looks) -> None:
    for col, width in enumerate(sheet.widths):
        target.set_column(col, col, width)
    for col in sheet.hidden_columns:
        target.set_column(col, col, sheet.widths[col], None, {"hidden": True})
    for row, height in sheet.heights.items():
        target.set_row(row, height)
    for block, cell in sheet.merges.items():
        target.merge_range(*_corners(block), "", looks[cell.style])
        _put(target, (block.top, block.left), cell, looks)
    for row, line in sheet.cells.lines():
        for col, there in enumerate(line):
            if there is not None:
                _put(target, (row, col), there, looks)
    for fill in sheet.fills:
        for offset, value in enumerate(fill.values):
            if offset == 0:
                target.write_formula(fill.top, fill.col, fill.formula, looks[fill.style], value)
            else:  # `share_formulas` gives it the first row's formula and its own value
                target.put_number(fill.top + offset, fill.col, 0, looks[fill.style])
    for validation in sheet.validations:
        _validate(target, validation)
    for highlight in sheet.highlights:
        look = {"type": "formula", "criteria": highlight.formula, "format": looks.highlight(highlight.style)}
        target.conditional_format(*_corners(highlight.block), {**look, "stop_if_true": highlight.stop})
    _set_up(target, sheet)


def _corners(block: Area) -> tuple[int, int, int, int]:
    return block.top, block.left, block.bottom, block.right


def _put(target: QuickSheet, at: tuple[int, int], cell: Cell, looks: _Looks) -> None:
    row, col = at
    look, content = looks[cell.style], cell.content
    match content:
        case str() if content:  # most cells
            # A text stays a text, whatever it begins with: no formula of a stranger acts.
            target.put_text(row, col, content, look)
        case None | "":
            target.write_blank(row, col, None, look)
        case Formula(text, value):
            target.write_formula(row, col, text, look, value)
        case Link(goal, str(shown)):
            target.write_url(row, col, f"internal:{goal}", look, shown)
        case Link(goal, shown):
            target.write_url(row, col, f"internal:{goal}", look, "")
            _put(target, at, Cell(shown, cell.style), looks)  # the jump stays, the cell holds the number
        case bool():
            target.write_boolean(row, col, content, look)
        case datetime() | date():
            target.write_datetime(row, col, content, look)
        case int() | float() | Decimal():
            target.put_number(row, col, float(content), look)
        case _:
            target.put_text(row, col, str(content), look)


def _validate(target: QuickSheet, validation: Validation) -> None:
    options: dict[str, Any] = {
        "input_title": validation.title,
        "input_message": validation.hint,
        "error_title": validation.alert_title,
        "error_message": validation.alert,
        "error_type": "warning" if validation.warn_only else "stop",
    }
    match validation.rule:
        case "list":
            options |= {"validate": "list", "source": validation.formula or list(validation.choices)}
        case "custom":
            options |= {"validate": "custom", "value": validation.formula}
        case "date":
            low, high = validation.bounds or (None, None)
            options |= {"validate": "date", "criteria": "between", "minimum": low, "maximum": high}
        case "length":
            low, high = validation.bounds or (0, 0)
            options |= {"validate": "length", "criteria": "between", "minimum": low, "maximum": high}
    target.data_validation(*_corners(validation.block), options)


def _set_up(target: QuickSheet, sheet: SheetLayout) -> None:
    page = sheet.page
    target.set_paper(_PAPER_A4)
    target.set_margins(_MARGIN, _MARGIN, 0.75, 0.75)
    target.center_horizontally()
    if page.scale:
        target.set_print_scale(page.scale)
    else:
        target.fit_to_pages(1, page.tall)
    if page.breaks:
        target.set_h_pagebreaks(page.breaks)
    if page.repeat_columns:
        target.repeat_columns(*page.repeat_columns)
    if page.landscape:
        target.set_landscape()
    if page.area:
        target.print_area(*_corners(page.area))
    if page.repeat:
        target.repeat_rows(*page.repeat)
    if page.footer:
        target.set_footer(page.footer)
    if sheet.freeze_rows:
        target.freeze_panes(sheet.freeze_rows, 0)
    if sheet.filter_block:
        target.autofilter(*_corners(sheet.filter_block))
    if sheet.tab_colour:
        target.set_tab_color(sheet.tab_colour)
    if not sheet.gridlines:
        target.hide_gridlines(2)
    if sheet.protected:
        target.protect("", _ALLOWED)
    if sheet.hidden:
        target.very_hidden()
    elif sheet.cells:
        target.set_selection(a1(*min(sheet.cells)))
