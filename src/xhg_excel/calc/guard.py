"""What keeps a script from harming a document: read-only, protection, a document that is gone.

Calc writes into locked cells through some calls and passes over others without a word, so every
change of a cell asks here first.

Room: calc.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from xhg_excel.calc.office import is_disposed
from xhg_excel.errors import BookClosedError, LockedCellsError, ReadOnlyBookError


@contextmanager
def still_open(document: Any, name: str) -> Iterator[None]:
    """Name the workbook when it is gone: Calc answers some calls to a closed one, others with an error.

    Raises:
        BookClosedError: it was closed, or LibreOffice ended.

    """
    try:
        if document.Sheets is None:
            raise BookClosedError(name)
        yield
    except Exception as error:
        if is_disposed(error):
            raise BookClosedError(name) from error
        raise


def check_document(document: Any, name: str) -> None:
    """Pass when the document may be changed.

    Raises:
        ReadOnlyBookError: it is read-only.
        BookClosedError: it is gone.

    """
    with still_open(document, name):
        if document.isReadonly():
            raise ReadOnlyBookError(name)


def check_cells(sheet: Any, cells: Any, shown: str) -> None:
    """Pass when all these cells may be changed.

    Args:
        sheet: the UNO sheet.
        cells: one UNO range, or ranges.
        shown: their address, for the message.

    Raises:
        LockedCellsError: the sheet is protected and one of them is locked.

    """
    if sheet.isProtected() and any(group.CellProtection.IsLocked for group in cells.UniqueCellFormatRanges):
        raise LockedCellsError(sheet.Name, shown)


def check_sheet(sheet: Any, shown: str) -> None:
    """Pass when widths, rows and columns of a sheet may be changed.

    Raises:
        LockedCellsError: the sheet is protected.

    """
    if sheet.isProtected():
        raise LockedCellsError(sheet.Name, shown)
