"""Write layouts as .xlsx: equal layouts give equal bytes, and a file appears complete or not at all."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
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
from xhg_excel.files.write.temporary import TEMPORARY, locked, scratch, sweep
from xhg_excel.notice.schema.style import HIGHLIGHTS, RULED, STYLES

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

    from xhg_excel.files.write.worksheet import QuickSheet

_ROW_LIMIT = 1_048_576
_PAPER_A4 = 9
# XlsxWriter writes workbooks of more cells through temporary files; their XML would need most of the memory.
_LARGE = 100_000
_GB2312 = 134
_CREATED = datetime(2020, 8, 3)
_NOTE_SIZE = {"x_scale": 2.0, "y_scale": 1.4}
_MARGIN = 0.6
_WORD = (".docx", ".docm", ".doc")
# Allowed on protected sheets, which have no password.
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
    """Write a workbook to `target`, replacing it; on an error the old file stays as it was.

    Raises:
        NotXlsxError: the target's name does not end in .xlsx.
        TargetChangedError: the target cannot be written or replaced.
        SheetTooLongError: a sheet has more rows than .xlsx holds.

    """
    if target.suffix.lower() != ".xlsx" and not target.is_dir():
        other = target.suffix[1:].isascii() and target.suffix[1:].isalpha()  # “8.15汇总” has no file ending
        raise NotXlsxError(target, f"{target.stem if other else target.name}.xlsx")
    content = BytesIO()  # complete in memory first: an interrupted run leaves no open archive
    write_to(book, content)
    write_beside(target, lambda out: out.write(content.getbuffer()))


def write_to(book: BookLayout, out: BinaryIO) -> None:
    """Write a workbook into an open file; a formula filled down a column is stored once.

    Raises:
        ScratchRefusedError: the temporary files for a large workbook cannot be written.
        SheetTooLongError: a sheet has more rows than .xlsx holds.

    """
    content = _Unclosed()
    if sum(len(sheet.cells) for sheet in book.sheets) < _LARGE:
        _write(book, content, {"in_memory": True})
    else:
        try:
            with scratch() as folder:
                _write(book, content, {"tmpdir": folder})
        except OSError as error:
            raise ScratchRefusedError(tempfile.gettempdir(), *_reason(error)) from error
    out.write(share_formulas(content.getvalue(), book))


class _Unclosed(BytesIO):
    """A file in memory that ignores `close`.

    XlsxWriter leaves its archive open when it fails; the archive writes its end when it is garbage
    collected, possibly after the file, which would then raise.
    """

    def close(self) -> None:
        """Stay open."""


def write_beside(target: Path, fill: Callable[[BinaryIO], object]) -> None:
    """Write a temporary file beside `target` with `fill`, then rename it to `target`.

    Raises:
        TargetChangedError: the target cannot be written or replaced, or is a link or a device; it is unchanged.
        TargetOpenError: another program has it open.

    """
    temporary = None
    if (lock := lock_of(target)) is not None:
        raise TargetOpenError(target, lock)
    _refuse_other_kinds(target)
    replaces = os.path.isfile(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep(target.parent)
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=TEMPORARY, delete=False) as out:
            temporary = Path(out.name)
            with locked(temporary):
                fill(out)  # type: ignore[arg-type]  # the wrapper has every method of BinaryIO
                if replaces:  # else a power cut after the renaming could leave an empty file in place of the old one
                    out.flush()
                    os.fsync(out.fileno())
        os.chmod(temporary, _mode(target))
        os.replace(temporary, target)
        temporary = None
        if replaces:
            _sync(target.parent)
    except OSError as error:
        raise TargetChangedError(target, *_reason(error)) from error
    except UnicodeEncodeError as error:  # of a path, where the system is set to ASCII
        raise TargetChangedError(target, "NAME") from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _refuse_other_kinds(target: Path) -> None:
    """Refuse to write over a link, which would be lost or lead elsewhere, or to a device.

    Raises:
        TargetChangedError: the target is one.
    """
    if os.path.islink(target):  # a name that is too long is none (`Path.is_symlink` raises)
        raise TargetChangedError(target, "LINK")
    if os.path.exists(target) and not os.path.isfile(target) and not os.path.isdir(target):
        raise TargetChangedError(target, "DEVICE")


def _mode(target: Path) -> int:
    """Return the permissions of a new file: those of the file it replaces, else what the user's umask leaves."""
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        umask = os.umask(0o077)
        os.umask(umask)
        return 0o666 & ~umask


def _sync(folder: Path) -> None:
    """Have the system write a folder's names to the disk, where it can (Windows does it by itself)."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _reason(error: OSError) -> tuple[str, str]:
    """Return the name of an error's code ("EACCES"; "" without one) and the system's message."""
    return errno.errorcode.get(error.errno or 0, ""), error.strerror or str(error)


def lock_of(target: Path) -> str | None:
    """Return the name of the lock file of Excel, Word, WPS or LibreOffice for `target`; None when it is not open.

    Linux and macOS replace an open file without an error; the other program would later save over it.
    """
    if not os.path.isfile(target):  # `Path.is_file` raises for a name that is too long
        return None
    # Word omits up to two letters at the beginning of a long name.
    left_out = max(0, min(2, len(target.stem) - 6)) if target.suffix.lower() in _WORD else 0
    names = (f"~${target.name[left_out:]}", f".~{target.name}", f".~lock.{target.name}#")
    return next((name for name in names if os.path.isfile(target.with_name(name))), None)


def _write(book: BookLayout, out: BinaryIO, options: dict[str, Any]) -> None:
    import xlsxwriter  # 60 ms, and many commands write no workbook
    from xlsxwriter.exceptions import FileCreateError

    from xhg_excel.files.write.worksheet import QuickSheet

    for sheet in book.sheets:
        if sheet.cells.last_row >= _ROW_LIMIT:
            raise SheetTooLongError(sheet.name, sheet.cells.last_row + 1)
    as_texts = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(out, {**as_texts, **options})
    workbook.set_properties({"title": book.title, "created": _CREATED})
    formats = _Formats(workbook)
    for sheet in book.sheets:
        target = workbook.add_worksheet(sheet.name, QuickSheet)
        _write_sheet(target, sheet, formats)
        for chart in sheet.charts:
            insert_chart(workbook, target, chart)
    try:
        workbook.close()
    except FileCreateError as error:
        raise OSError(*error.args[0].args) from error


class _Formats(dict[str, "Format"]):
    """Formats by style name, created on first use: each becomes an entry of styles.xml."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self._workbook = workbook
        self._highlights: dict[str, Format] = {}

    def __missing__(self, name: str) -> Format:
        self[name] = added = self._add(name)
        return added

    def highlight(self, name: str) -> Format:
        """Return the format of a conditional format by its style name."""
        if name not in self._highlights:
            fill, letters = HIGHLIGHTS[name]
            properties = {"bg_color": fill, "font_color": letters, "border": int(name in RULED)}
            self._highlights[name] = self._workbook.add_format(properties)
        return self._highlights[name]

    def _add(self, name: str) -> Format:
        style = STYLES[name]
        properties: dict[str, Any] = {
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
            properties["bg_color"] = style.fill
        return self._workbook.add_format(properties)


def _write_sheet(target: QuickSheet, sheet: SheetLayout, formats: _Formats) -> None:
    for col, width in enumerate(sheet.widths):
        target.set_column(col, col, width)
    for col in sheet.hidden_columns:
        target.set_column(col, col, sheet.widths[col], None, {"hidden": True})
    for row, height in sheet.heights.items():
        target.set_row(row, height)
    for block, cell in sheet.merges.items():
        target.merge_range(*_corners(block), "", formats[cell.style])
        _put(target, block.top, block.left, cell, formats=formats)
    for row, line in sheet.cells.lines():
        for col, written in enumerate(line):
            if written is not None:
                _put(target, row, col, written, formats=formats)
    for fill in sheet.fills:
        for offset, value in enumerate(fill.values):
            if offset == 0:
                target.write_formula(fill.top, fill.col, fill.formula, formats[fill.style], value)
            else:  # a place for `share_formulas`, which refers to the first row's formula
                target.put_number(fill.top + offset, fill.col, 0, formats[fill.style])
    for validation in sheet.validations:
        _validate(target, validation)
    for highlight in sheet.highlights:
        rule = {"type": "formula", "criteria": highlight.formula, "format": formats.highlight(highlight.style)}
        target.conditional_format(*_corners(highlight.block), {**rule, "stop_if_true": highlight.stop})
    for (row, col), text in sheet.notes.items():
        target.write_comment(row, col, text, _NOTE_SIZE)
    _set_up(target, sheet)


def _corners(block: Area) -> tuple[int, int, int, int]:
    return block.top, block.left, block.bottom, block.right


def _put(target: QuickSheet, row: int, col: int, cell: Cell, *, formats: _Formats) -> None:
    look, content = formats[cell.style], cell.content
    match content:
        case str() if content:  # most cells
            # Always a text, also one that begins with `=`: nothing that a clerk typed becomes a formula.
            target.put_text(row, col, content, look)
        case None | "":
            target.write_blank(row, col, None, look)
        case Formula(text, value):
            target.write_formula(row, col, text, look, value)
        case Link(goal, str(shown)):
            target.write_url(row, col, f"internal:{goal}", look, shown)
        case Link(goal, shown):
            target.write_url(row, col, f"internal:{goal}", look, "")
            _put(target, row, col, Cell(shown, cell.style), formats=formats)  # a number stays a number under a link
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
