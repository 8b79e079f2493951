"""What this engine raises where a document must not be changed or is gone, and the checks that raise it.

Calc writes into locked cells through some calls and ignores others without an error, so every
change of a cell runs a check of this module first.
"""

from __future__ import annotations

from typing import Any


class CalcError(Exception):
    """LibreOffice, or an open document, does not allow what a script does."""


class UnreachableError(CalcError):
    """No LibreOffice listens on the pipe, or this Python has no `uno`."""

    def __init__(self, pipe: str, reason: str) -> None:
        super().__init__(f"No LibreOffice answers on the pipe {pipe}: {reason}")


class ReadOnlyError(CalcError):
    """The document was opened read-only."""

    def __init__(self, document: str) -> None:
        super().__init__(f"{document} was opened read-only")
        self.document = document


class LockedError(CalcError):
    """A protected sheet does not allow the change; `cells` is their address, '' for formats and sizes."""

    def __init__(self, sheet: str, cells: str) -> None:
        super().__init__(f"Sheet {sheet} is protected: {cells or 'its formats'} cannot be changed")
        self.sheet, self.cells = sheet, cells


class ClosedError(CalcError):
    """The document was closed, or LibreOffice ended, while a script ran."""

    def __init__(self, document: str) -> None:
        super().__init__(f"{document} was closed")
        self.document = document


def is_disposed(error: BaseException) -> bool:
    """Return whether an error of UNO's means that the document or the program is gone."""
    return type(error).__name__ in ("DisposedException", "com.sun.star.lang.DisposedException")


class StillOpen:
    """A block that needs an open document; Calc answers some calls to a closed one, and fails on others.

    A class, not a generator: Python cannot pass UNO's exceptions into a generator.

    Raises:
        ClosedError: the document was closed, or LibreOffice ended.

    """

    def __init__(self, document: Any, name: str) -> None:
        self._document, self._name = document, name

    def __enter__(self) -> None:
        try:
            gone = self._document.Sheets is None
        except Exception as error:
            if is_disposed(error):
                raise ClosedError(self._name) from None
            raise
        if gone:
            raise ClosedError(self._name)

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is not None and is_disposed(error):
            raise ClosedError(self._name) from None


def check_document(document: Any, name: str) -> None:
    """Check that the document may be changed.

    Raises:
        ReadOnlyError: it is read-only.
        ClosedError: it is closed.

    """
    with StillOpen(document, name):
        if document.isReadonly():
            raise ReadOnlyError(name)


def check_cells(sheet: Any, cells: Any, address: str) -> None:
    """Check that all these cells may be changed.

    Args:
        sheet: the UNO sheet.
        cells: one UNO range, or ranges.
        address: their address, for the message.

    Raises:
        LockedError: the sheet is protected and at least one of the cells is locked.

    """
    if sheet.isProtected() and any(group.CellProtection.IsLocked for group in cells.UniqueCellFormatRanges):
        raise LockedError(sheet.Name, address)


def check_sheet(sheet: Any, address: str) -> None:
    """Check that widths, rows and columns of a sheet may be changed.

    Raises:
        LockedError: the sheet is protected.

    """
    if sheet.isProtected():
        raise LockedError(sheet.Name, address)
