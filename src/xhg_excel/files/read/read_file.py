"""Read one file of any supported format into grids; a file that cannot be read becomes a finding.

Files are only ever opened for reading. calamine reads all workbooks; openpyxl, twenty times slower
but less strict, reads an .xlsx or .xlsm that calamine gives up on.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from python_calamine import CalamineWorkbook, SheetMetadata, SheetVisibleEnum

from xhg_excel.core.model.finding import Finding, at_sheet
from xhg_excel.core.model.grid import CellValue, Grid, filled_in
from xhg_excel.core.reading.count_places import count_places
from xhg_excel.core.reading.recognise import heads_found, recognise
from xhg_excel.files.looks.workbook import covered_cells, with_looks, with_other_looks
from xhg_excel.files.ooxml.worksheet_xml import blanked_cells
from xhg_excel.files.ooxml.zip_parts import NO_ZIP
from xhg_excel.files.places import readable
from xhg_excel.files.read.csv_file import cell_of, encoding_of, opened_records
from xhg_excel.files.read.file_dates import saved_at
from xhg_excel.files.read.precheck import MOST_CELLS, Prechecked, UnsafeError, is_own_list, precheck
from xhg_excel.files.read.read_result import ReadFile
from xhg_excel.files.read.zip_folder import FileAt, ZipRefusedError, inflate, opened, zip_of
from xhg_excel.notice import PLACES
from xhg_excel.notice.words.as_written import BOOK_SUFFIXES, BROKEN_ZIP, CSV_SUFFIXES, UNCALCULATED
from xhg_excel.notice.words.passed_over import ZIP_DAMAGED

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PASSWORD_MENTIONED = "password"  # noqa: S105  # a word in calamine's message
_MOST_TEXT_BYTES, _MOST_BOOK_BYTES = 4_000_000_000, 300_000_000
_HEAD_ROWS = 40


class _ChangedError(Exception):
    """The file changed while it was read."""


def read_file(path: Path, name: str) -> ReadFile:
    """Return the sheets of a file, except the template's own hidden lists.

    Never raises for the content of a file: a damaged, encrypted, foreign, too large or locked one
    is returned with its finding. `name` is the name by which findings mention it.
    """
    folder = _folder(path)
    if (archive := zip_of(path)) is not None:
        return _read_member(path, archive, name, folder)
    try:
        return _read_whole(path, name, folder)
    except _ChangedError:
        try:  # once more, because a copy that was being written may be complete now
            return _read_whole(path, name, folder)
        except _ChangedError:
            return ReadFile(name, fault=at_sheet("F29", ""), folder=folder)
        except OSError as error:
            return ReadFile(name, fault=_not_opened(path, error), folder=folder)
    except OSError as error:
        return ReadFile(name, fault=_not_opened(path, error), folder=folder)


def grids_of_file(path: Path) -> list[Grid]:
    """Return the sheets of a file; [] when it cannot be read."""
    return read_file(path, path.name).grids


def _read_member(path: Path, archive: Path, name: str, folder: str) -> ReadFile:
    """Read a file in a zip; a damaged one is a finding, as a file of its own is."""
    try:
        with opened(path, archive) as member:
            if (size := member.info.file_size) > _MOST_BOOK_BYTES:
                return ReadFile(name, "", size, fault=at_sheet("F11", "", detail=_megabytes(size)), folder=folder)
            is_text = path.suffix.lower() in CSV_SUFFIXES
            return _read_text(member, name, folder) if is_text else _read_book(member, name, folder)
    except ZipRefusedError as error:
        return ReadFile(name, fault=at_sheet("F41", "", detail=str(error)), folder=folder)
    except NO_ZIP:
        return ReadFile(name, fault=at_sheet("F41", "", detail=ZIP_DAMAGED), folder=folder)


def _not_opened(path: Path, error: OSError) -> Finding:
    if path.is_dir():
        return at_sheet("F27", "")
    if isinstance(error, PermissionError):
        return at_sheet("F28", "")
    return at_sheet("F01", "", detail=error.strerror or "")


def _read_whole(path: Path, name: str, folder: str) -> ReadFile:
    before = path.stat()
    is_text = path.suffix.lower() in CSV_SUFFIXES
    if before.st_size > (_MOST_TEXT_BYTES if is_text else _MOST_BOOK_BYTES):
        return ReadFile(name, "", before.st_size, fault=at_sheet("F11", "", detail=_megabytes(before.st_size)))
    read = _read_text(path, name, folder) if is_text else _read_book(path, name, folder)
    after = path.stat()
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or read.size != after.st_size:
        raise _ChangedError
    return read


def _megabytes(size: int) -> str:
    return f"{size // 1_000_000} MB"


def _read_book(path: FileAt, name: str, folder: str) -> ReadFile:
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
            grids = (
                grids_by_openpyxl(content) if content.startswith(_ZIP) and not isinstance(error, MemoryError) else []
            )
            if grids:
                return ReadFile(name, digest, size, grids, folder=folder, saved_at=saved_at(content))
            fault = _broken(error)
    return ReadFile(name, digest, size, fault=fault, folder=folder)


def _broken(error: BaseException) -> Finding:
    if isinstance(error, MemoryError):
        return at_sheet("F31", "")
    if isinstance(error, (zipfile.BadZipFile, zlib.error, EOFError)):
        return at_sheet("F01", "", detail=BROKEN_ZIP)
    message = str(error).splitlines()[0][:80] if str(error) else type(error).__name__
    return at_sheet("F02", "") if _PASSWORD_MENTIONED in message.lower() else at_sheet("F01", "", detail=message)


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
    checked = precheck(content) if content.startswith(_ZIP) else Prechecked()
    grids = list(_grids_by_calamine(content))
    if checked.has_blanked:
        grids = with_blanked_cells(content, grids)
    grids = with_looks(content, grids, checked.facts, checked.odd)
    return grids if checked.is_xlsx else with_other_looks(content, grids)


def _grids_by_calamine(content: bytes) -> Iterator[Grid]:
    with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
        for listed in workbook.sheets_metadata:
            name = listed.name
            if is_own_list(name, very_hidden=listed.visible == SheetVisibleEnum.VeryHidden):
                continue
            sheet = workbook.get_sheet_by_name(name)
            if sheet.total_height * sheet.total_width > MOST_CELLS:
                raise UnsafeError("F11", name)
            grid = Grid(name, sheet.to_python(skip_empty_area=False), is_hidden=_is_hidden(listed))
            areas = sheet.merged_cell_ranges or ()
            yield replace(grid, looks=covered) if (covered := covered_cells(grid, areas)) else grid


def _is_hidden(listed: SheetMetadata) -> bool:
    return listed.visible != SheetVisibleEnum.Visible


def grids_by_openpyxl(content: bytes) -> list[Grid]:
    """Return every sheet of an .xlsx or .xlsm; [] when openpyxl cannot read all of it either.

    Links to other workbooks are dropped and macros are not loaded.
    """
    import openpyxl  # half a second, and seldom needed

    try:
        book = openpyxl.load_workbook(BytesIO(content), data_only=True, keep_links=False)
        if any(sheet.max_row * sheet.max_column > MOST_CELLS for sheet in book.worksheets):
            return []
        grids = [_grid_of(sheet) for sheet in book.worksheets]
        checked = precheck(content)
        return with_looks(content, with_blanked_cells(content, grids), checked.facts, checked.odd)
    except Exception:  # noqa: BLE001  # whatever it raises, calamine's message is reported
        return []


def _grid_of(sheet: Worksheet) -> Grid:
    """Return a sheet of openpyxl; it drops the values under merged areas."""
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    return Grid(sheet.title, rows, is_hidden=sheet.sheet_state != "visible")


def with_blanked_cells(content: bytes, grids: Sequence[Grid]) -> list[Grid]:
    """Return the grids of an .xlsx with the cells that calamine returned as blank: `#REF!`, or a word of ours."""
    found = blanked_cells(content, [grid.sheet for grid in grids])
    return [_with_cells(grid, found[grid.sheet]) if grid.sheet in found else grid for grid in grids]


def _with_cells(grid: Grid, cells: Iterable[tuple[int, int, str | None]]) -> Grid:
    rows: list[list[CellValue]] = [list(row) for row in grid.rows]
    for row, col, error in cells:
        while len(rows) <= row:
            rows.append([])
        rows[row] += [None] * (col + 1 - len(rows[row]))
        rows[row][col] = UNCALCULATED if error is None else error
    return replace(grid, rows=rows)


def _read_text(path: FileAt, name: str, folder: str) -> ReadFile:
    """Read a text table; a ledger with one row a place is counted while it is read, and not kept."""
    digest, size = _hashed(path)
    if not size:
        return ReadFile(name, digest, size, fault=at_sheet("F03", ""), folder=folder)
    encoding = encoding_of(path)
    if encoding is None:
        return ReadFile(name, digest, size, fault=at_sheet("F33", ""), folder=folder)
    with opened_records(path, encoding) as records:
        head = Grid(path.stem, [list(row) for row in islice(records, _HEAD_ROWS)])
    sheet = recognise(head)
    width = filled_in(head.rows[sheet.head[0]])[-1] + 1 if sheet.role in ("register", "ledger") else None
    with opened_records(path, encoding, sheet.head[0], width) as records:
        read = ReadFile(name, digest, size, folder=folder)
        if sheet.ledger is PLACES:
            first, records.keeps_text = sheet.head[0] + 1, False
            counted = count_places(islice(records, first, None), heads_found(head, sheet, sheet.columns), first)
            return replace(read, counted=(path.stem, counted), findings=records.findings(path.stem))
        grid, cells = [], 0
        for row in records:
            grid.append([cell_of(text) for text in row])
            cells += len(row)
            if cells > MOST_CELLS:
                return replace(read, fault=at_sheet("F11", "", detail=_megabytes(size)))
        return replace(read, grids=[Grid(path.stem, grid)], findings=records.findings(path.stem))


def _hashed(path: FileAt) -> tuple[str, int]:
    with path.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
        return digest, opened.tell()


def read_file_again(path: Path, name: str) -> ReadFile:
    """Read a file that may have ended its reader before; first see by a thorough check whether it would again."""
    try:
        content = path.read_bytes() if zip_of(path) is None else inflate(path)
        if path.suffix.lower() in BOOK_SUFFIXES and content.startswith(_ZIP):
            precheck(content, thorough=True)
    except UnsafeError as error:
        fault = at_sheet(error.code, "", detail=error.detail)
        return ReadFile(name, hashlib.sha256(content).hexdigest(), len(content), fault=fault, folder=_folder(path))
    except (ZipRefusedError, *NO_ZIP):
        pass
    return read_file(path, name)


def _folder(path: Path) -> str:
    return readable("/".join(path.absolute().parent.parts[-2:]))
