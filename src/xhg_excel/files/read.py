"""Workbooks of strangers → grids, read-only, through calamine; what cannot be read is a finding.

Room: files.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineWorkbook

from xhg_excel.core.finding import Finding, at_sheet
from xhg_excel.core.grid import Grid
from xhg_excel.files.sheet_xml import far_cell, has_hidden_cells, show_hidden_cells, worksheets

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et")
_LOCK_PREFIXES = ("~$", ".~", ".")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST_INFLATED = 300_000_000
_MOST_CELLS = 20_000_000


@dataclass(frozen=True)
class ReadFile:
    """One file read: its grids, hash and size, or the finding why not."""

    file: str
    sha256: str = ""
    size: int = 0
    grids: list[Grid] = field(default_factory=list)
    fault: Finding | None = None
    folder: str = ""


def find_workbooks(path: Path) -> list[Path]:
    """Return the workbooks at or below a path, sorted; lock files are passed over."""
    if path.is_file():
        return [path]
    found = (p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in SUFFIXES)
    return sorted(p for p in found if not p.name.startswith(_LOCK_PREFIXES))


def read_file(path: Path, name: str) -> ReadFile:
    """Read every sheet of a workbook; `name` is what findings call it.

    Never raises for what the file holds: a damaged, encrypted, foreign or
    oversized file comes back with its finding.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        return ReadFile(name, fault=at_sheet("F01", "", detail=error.strerror or ""))
    digest = hashlib.sha256(content).hexdigest()
    fault = _refuse(content, path.suffix.lower())
    if fault is None:
        try:
            return ReadFile(name, digest, len(content), _grids(content))
        except _TooWideError as error:
            fault = at_sheet("F11", "", detail=str(error))
        except BaseException as error:  # calamine panics with a BaseException
            if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
                raise
            fault = at_sheet("F01", "", detail=_short(error))
    return ReadFile(name, digest, len(content), fault=fault)


class _TooWideError(Exception):
    """A sheet's used range is beyond all reason."""


def _short(error: BaseException) -> str:
    return str(error).splitlines()[0][:80] if str(error) else type(error).__name__


def _refuse(content: bytes, suffix: str) -> Finding | None:
    """Return why a file must not be given to the reader; None when it may."""
    if not content:
        return at_sheet("F03", "")
    if suffix not in SUFFIXES:
        return at_sheet("F16", "", detail=suffix or "-")
    if content.startswith(_OLE):
        return at_sheet("F02", "") if _ENCRYPTED in content else None
    return None if content.startswith(_ZIP) else at_sheet("F04", "", detail=suffix)


def _grids(content: bytes) -> list[Grid]:
    suspicious = content.startswith(_ZIP) and _has_hidden_cells(content)
    grids = list(_fast_grids(content))
    return show_hidden_cells(content, grids) if suspicious else grids


def _has_hidden_cells(content: bytes) -> bool:
    """Look over the parts of a zip before the reader does: sizes, extents, hidden cells."""
    hidden = False
    with zipfile.ZipFile(BytesIO(content)) as archive:
        inflated = sum(part.file_size for part in archive.infolist())
        if inflated > _MOST_INFLATED:
            raise _TooWideError(f"{inflated // 1_000_000} MB")
        for xml in worksheets(archive):
            if (reach := far_cell(xml, _MOST_CELLS)) is not None:
                raise _TooWideError(reach)
            hidden = hidden or has_hidden_cells(xml)
    return hidden


def _fast_grids(content: bytes) -> Iterator[Grid]:
    with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.total_height * sheet.total_width > _MOST_CELLS:
                raise _TooWideError(name)
            yield Grid(name, sheet.to_python(skip_empty_area=False))
