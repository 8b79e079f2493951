"""Files of strangers → grids, read-only; what cannot be read is a finding."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import islice
from pathlib import Path

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from xhg_excel.core.model.finding import Finding, at_sheet
from xhg_excel.core.model.grid import Grid
from xhg_excel.core.reading.count_places import PlaceCounts, count_places
from xhg_excel.core.reading.recognise import heads_found, recognise
from xhg_excel.files.ooxml.worksheet_xml import show_hidden_cells
from xhg_excel.files.ooxml.zip_parts import NO_ZIP
from xhg_excel.files.read.blank_rows import Alike, UnlikeError
from xhg_excel.files.read.csv_file import cell_of, encoding_of, opened_rows
from xhg_excel.files.read.look_over import MOST_CELLS, UnsafeError, is_own_list, look_over
from xhg_excel.files.read.openpyxl_reader import patient_grids
from xhg_excel.files.read.saved_when import saved_at
from xhg_excel.notice import PLACES
from xhg_excel.notice.words.as_written import BROKEN_ZIP, CSV_SUFFIXES

BOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et")
SUFFIXES = BOOK_SUFFIXES + CSV_SUFFIXES
_LOCK_PREFIXES = ("~$", ".~", ".")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PASSWORD_SAID = "password"  # noqa: S105  # a word in the reader's message
_MOST_BYTES = {True: 4_000_000_000, False: 300_000_000}
_HEAD_ROWS = 40


@dataclass(frozen=True)
class ReadFile:
    """One file read: its grids, hash and size, or the finding why not.

    A ledger of places is `counted` while it is read, under the name of its sheet; `saved_at` is
    when the file's own properties say that it was saved, '' when they do not.
    """

    file: str
    sha256: str = ""
    size: int = 0
    grids: list[Grid] = field(default_factory=list)
    fault: Finding | None = None
    folder: str = ""
    counted: tuple[str, PlaceCounts] | None = None
    saved_at: str = ""


class _ChangedError(Exception):
    """A file is not what it was when reading began."""


def find_workbooks(path: Path) -> list[Path]:
    """Return the files to read at or below a path, sorted; lock files are passed over.

    A folder named like a workbook is among them when it holds none: somebody meant it to be one.
    """
    if path.is_file() or _is_named_like_one(path):
        return [path]
    found = [p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES]
    return sorted(
        p
        for p in found
        if not any(part.startswith(_LOCK_PREFIXES) for part in p.relative_to(path).parts)
        and (p.is_file() or _is_named_like_one(p))
    )


def _is_named_like_one(path: Path) -> bool:
    if path.suffix.lower() not in SUFFIXES or not path.is_dir():
        return False
    return not any(p.suffix.lower() in SUFFIXES and p.is_file() for p in path.rglob("*"))


def read_file(path: Path, name: str) -> ReadFile:
    """Read every sheet of a file but the template's own lists; `name` is what findings call it.

    Never raises for what the file holds: a damaged, encrypted, foreign, oversized or
    occupied file comes back with its finding.
    """
    folder = "/".join(path.absolute().parent.parts[-2:])
    try:
        return _read_whole(path, name, folder)
    except _ChangedError:
        try:  # Once more: a copy that was just being finished is whole now.
            return _read_whole(path, name, folder)
        except _ChangedError:
            return ReadFile(name, fault=at_sheet("F29", ""), folder=folder)
        except OSError as error:
            return ReadFile(name, fault=_closed(path, error), folder=folder)
    except OSError as error:
        return ReadFile(name, fault=_closed(path, error), folder=folder)


def _closed(path: Path, error: OSError) -> Finding:
    if path.is_dir():
        return at_sheet("F27", "")
    if isinstance(error, PermissionError):
        return at_sheet("F28", "")
    return at_sheet("F01", "", detail=error.strerror or "")


def _read_whole(path: Path, name: str, folder: str) -> ReadFile:
    before = path.stat()
    is_text = path.suffix.lower() in CSV_SUFFIXES
    if before.st_size > _MOST_BYTES[is_text]:
        return ReadFile(name, "", before.st_size, fault=at_sheet("F11", "", detail=_megabytes(before.st_size)))
    read = _read_text(path, name, folder) if is_text else _read_book(path, name, folder)
    after = path.stat()
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or read.size != after.st_size:
        raise _ChangedError
    return read


def _megabytes(size: int) -> str:
    return f"{size // 1_000_000} MB"


def _read_book(path: Path, name: str, folder: str) -> ReadFile:
    content = path.read_bytes()
    digest, size = hashlib.sha256(content).hexdigest(), len(content)
    fault = _refuse(content, path.suffix.lower())
    if fault is None:
        try:
            return ReadFile(name, digest, size, _grids(content), folder=folder, saved_at=saved_at(content))
        except UnsafeError as error:
            fault = at_sheet(error.code, "", detail=error.detail)
        except BaseException as error:  # calamine panics with a BaseException
            if isinstance(error, (KeyboardInterrupt, SystemExit)):
                raise
            grids = patient_grids(content) if content.startswith(_ZIP) and not isinstance(error, MemoryError) else []
            if grids:
                return ReadFile(name, digest, size, grids, folder=folder, saved_at=saved_at(content))
            fault = _broken(error)
    return ReadFile(name, digest, size, fault=fault, folder=folder)


def _broken(error: BaseException) -> Finding:
    if isinstance(error, MemoryError):
        return at_sheet("F31", "")
    if isinstance(error, (zipfile.BadZipFile, zlib.error, EOFError)):
        return at_sheet("F01", "", detail=BROKEN_ZIP)
    said = str(error).splitlines()[0][:80] if str(error) else type(error).__name__
    return at_sheet("F02", "") if _PASSWORD_SAID in said.lower() else at_sheet("F01", "", detail=said)


def _refuse(content: bytes, suffix: str) -> Finding | None:
    """Return why a file must not be given to the reader; None when it may."""
    if not content:
        return at_sheet("F03", "")
    if suffix not in BOOK_SUFFIXES:
        return at_sheet("F16", "", detail=suffix or "-")
    if content.startswith(_OLE):
        return at_sheet("F02", "") if _ENCRYPTED in content else None
    return None if content.startswith(_ZIP) else at_sheet("F04", "", detail=suffix)


def _grids(content: bytes) -> list[Grid]:
    if not content.startswith(_ZIP):
        return list(_fast_grids(content))
    look = look_over(content)
    try:
        grids = [_whole(grid, look.alike.get(grid.sheet)) for grid in _fast_grids(look.light)]
    except UnlikeError:
        look_over(content, closely=True)
        grids = list(_fast_grids(content))
    return show_hidden_cells(content, grids) if look.hidden else grids


def _whole(grid: Grid, alike: Alike | None) -> Grid:
    if alike is None:
        return grid
    rows = alike.unfold(grid.rows)
    return Grid(grid.sheet, rows, range(alike.row, len(rows)))


def _fast_grids(content: bytes) -> Iterator[Grid]:
    with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
        for listed in workbook.sheets_metadata:
            name = listed.name
            if is_own_list(name, very_hidden=listed.visible is SheetVisibleEnum.VeryHidden):
                continue
            sheet = workbook.get_sheet_by_name(name)
            if sheet.total_height * sheet.total_width > MOST_CELLS:
                raise UnsafeError("F11", name)
            yield Grid(name, sheet.to_python(skip_empty_area=False))


def _read_text(path: Path, name: str, folder: str) -> ReadFile:
    """Read a text table; one of places is counted row by row and never held."""
    digest, size = _hashed(path)
    if not size:
        return ReadFile(name, digest, size, fault=at_sheet("F03", ""), folder=folder)
    encoding = encoding_of(path)
    if encoding is None:
        return ReadFile(name, digest, size, fault=at_sheet("F33", ""), folder=folder)
    with opened_rows(path, encoding) as rows:
        head = [list(row) for row in islice(rows, _HEAD_ROWS)]
        sheet = recognise(Grid(path.stem, head))
        if sheet.ledger is PLACES:
            found = heads_found(Grid(path.stem, head), sheet, sheet.columns)
            first = sheet.head[0] + 1
            counted = count_places(_chained(head[first:], rows), found, first)
            return ReadFile(name, digest, size, folder=folder, counted=(path.stem, counted))
        grid, cells = [], 0
        for row in _chained(head, rows):
            grid.append([cell_of(text) for text in row])
            cells += len(row)
            if cells > MOST_CELLS:
                return ReadFile(name, digest, size, fault=at_sheet("F11", "", detail=_megabytes(size)), folder=folder)
    return ReadFile(name, digest, size, [Grid(path.stem, grid)], folder=folder)


def _chained(head: list[list[str]], rows: Iterator[list[str]]) -> Iterator[list[str]]:
    yield from head
    yield from rows


def _hashed(path: Path) -> tuple[str, int]:
    with path.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
        return digest, opened.tell()


def is_readable_here(path: Path) -> bool:
    """Tell whether a file may be read in this process: small, and looked over cell by cell before.

    All others (old formats, odd parts, large ones) are read in a process that may die.
    """
    try:
        if path.stat().st_size > 5_000_000 or path.is_dir():
            return path.is_dir()
        if path.suffix.lower() in CSV_SUFFIXES:
            return True
        content = path.read_bytes()
        if _refuse(content, path.suffix.lower()) is not None:
            return True
        if not content.startswith(_ZIP):
            return False
        look_over(content, closely=True)
    except OSError:
        return True  # Refused before the reader sees it.
    except (UnsafeError, *NO_ZIP):
        return False
    return True


def why_it_died(path: Path) -> Finding:
    """Return why a file ended the process that read it, as far as a closer look tells."""
    try:
        content = path.read_bytes()
        if content.startswith(_ZIP):
            look_over(content, closely=True)
    except UnsafeError as error:
        return at_sheet(error.code, "", detail=error.detail)
    except NO_ZIP:
        pass
    return at_sheet("F31", "")
