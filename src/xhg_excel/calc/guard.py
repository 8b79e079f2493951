"""What keeps a script from harming a document: read-only, protection, a document that is gone.

Calc writes into locked cells through some calls and passes over others without a word, so every
change of a cell asks here first.
"""

from __future__ import annotations

from typing import Any

from xhg_excel.calc.office import is_disposed
from xhg_excel.errors.office import BookClosedError, LockedCellsError, ReadOnlyBookError


class StillOpen:
    """A block in which a document is needed: Calc answers some calls to a closed one, others with an error.

    A class, not a generator: Python cannot hand UNO's exceptions to one.

    Raises:
        BookClosedError: the document was closed, or LibreOffice ended.

    """

    def __init__(self, document: Any, name: str) -> None:
        """Take the document, and what its message calls it."""
        self._document, self._name = document, name

    def __enter__(self) -> None:
        try:
            gone = self._document.Sheets is None
        except Exception as error:
            if is_disposed(error):
                raise BookClosedError(self._name) from None
            raise
        if gone:
            raise BookClosedError(self._name)

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is not None and is_disposed(error):
            raise BookClosedError(self._name) from None


def check_document(document: Any, name: str) -> None:
    """Pass when the document may be changed.

    Raises:
        ReadOnlyBookError: it is read-only.
        BookClosedError: it is gone.

    """
    with StillOpen(document, name):
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
