"""Grids of a workbook with the looks of their cells: what of them one does not see as it is."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

from xhg_excel.core.model.grid import Grid, filled_in
from xhg_excel.files.looks.notes import between, has_notes, with_notes, with_texts
from xhg_excel.files.looks.open_document import TableLooks, looks_of_ods
from xhg_excel.files.looks.records import SheetRecords, records_of_xls, records_of_xlsb
from xhg_excel.files.looks.sheet import BookFacts, has_struck_run, hidden_cells, look_of_value, refers_outside
from xhg_excel.files.looks.styles import odd_styles
from xhg_excel.files.ooxml.package import WORKBOOK, local_name, plain_xml
from xhg_excel.files.ooxml.worksheet_xml import parts_by_sheet
from xhg_excel.notice.words.looks import Look

_MOST_CELLS = 20_000_000
_ZIP = b"PK\x03\x04"
_XLSB, _ODS = "xl/workbook.bin", "content.xml"
_STYLES, _TEXTS = "xl/styles.xml", "xl/sharedStrings.xml"
# Rectangle of cells: first and last row and column.
Area = tuple[tuple[int, int], tuple[int, int]]


def facts_of(archive: zipfile.ZipFile) -> BookFacts:
    """Return what the parts of an .xlsx beside its worksheets tell about the cells.

    Raises:
        ValueError: a part has a document type declaration, or is too large.
        ElementTree.ParseError: a part is no XML.
    """
    names = set(archive.namelist())
    styles, texts, book = (archive.read(part) if part in names else b"" for part in (_STYLES, _TEXTS, WORKBOOK))
    return BookFacts(
        odd_styles(styles) if styles else {},
        frozenset(_struck_texts(texts)) if b"strike" in texts else frozenset(),
        frozenset(_outside_names(book)) if b"]" in book else frozenset(),
        b"DISPIMG" in texts,
        WORKBOOK in names and has_notes(archive),
    )


def _struck_texts(texts: bytes) -> Iterable[int]:
    number = 0
    for _, tag in ElementTree.iterparse(BytesIO(plain_xml(texts))):  # noqa: S314  # no DTD
        if local_name(tag.tag) == "si":
            if has_struck_run(tag):
                yield number
            number += 1
            tag.clear()


def _outside_names(book: bytes) -> Iterable[str]:
    for tag in ElementTree.fromstring(plain_xml(book)).iter():  # noqa: S314  # no DTD
        if local_name(tag.tag) == "definedName" and refers_outside(tag.text or ""):
            yield tag.get("name", "")


def with_looks(content: bytes, grids: Sequence[Grid], facts: BookFacts, odd: Mapping[str, bytes]) -> list[Grid]:
    """Return the grids of an .xlsx with the looks of their cells, and the notes on them.

    Args:
        content: the file.
        grids: its sheets.
        facts: what its other parts tell.
        odd: the XML of the worksheet parts for which `BookFacts.may_differ`, by part.
    """
    if not odd and not facts.has_notes:
        return list(grids)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = parts_by_sheet(archive)
    grids = [_with_looks(grid, facts, odd.get(parts.get(grid.sheet, ""))) for grid in grids]
    return with_notes(content, grids, parts) if facts.has_notes else grids


def _with_looks(grid: Grid, facts: BookFacts, xml: bytes | None) -> Grid:
    looks = facts.looks(xml, grid) if xml is not None else {}
    return replace(grid, looks={**grid.looks, **looks}) if looks else grid


def with_other_looks(content: bytes, grids: Sequence[Grid]) -> list[Grid]:
    """Return the grids of an .xls, .xlsb or .ods with their error values and looks; those of an .xlsx as they are.

    Raises:
        ValueError: the file is damaged where that is told.
    """
    try:
        if not content.startswith(_ZIP):
            records = records_of_xls(content)
            return [_with_records(grid, records) for grid in grids]
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
        if _XLSB in names:
            records = records_of_xlsb(content)
            grids = [_with_records(grid, records) for grid in grids]
            parts = {name: sheet.part for name, sheet in records.items()}
            return with_notes(content, grids, parts)
        if _ODS in names:
            tables = looks_of_ods(content, {grid.sheet: grid for grid in grids})
            return [_with_found(grid, tables[grid.sheet]) if grid.sheet in tables else grid for grid in grids]
    except (struct.error, IndexError, KeyError, ElementTree.ParseError) as error:
        raise ValueError(error) from error
    return list(grids)


def _with_records(grid: Grid, records: Mapping[str, SheetRecords]) -> Grid:
    sheet = records.get(grid.sheet)
    if sheet is None:
        return grid
    grid = _with_found(grid, TableLooks(sheet.errors, _looks_of_records(sheet, grid)))
    return with_texts(grid, [(*between(*sheet.corners[number]), text) for number, text in sheet.texts.items()])


def _looks_of_records(sheet: SheetRecords, grid: Grid) -> dict[tuple[int, int], Look]:
    looks = dict(grid.looks)
    if sheet.hidden_rows or sheet.hidden_columns or sheet.styles:
        hidden = hidden_cells(grid, sheet.hidden_rows, sheet.hidden_columns)
        styled = ((at, look_of_value(style, grid.at(*at))) for at, style in sheet.styles.items())
        looks |= dict(hidden) | {at: look for at, look in styled if look is not None}
    return looks


def _with_found(grid: Grid, found: TableLooks) -> Grid:
    if found.notes:
        grid = replace(grid, notes=found.notes)
    if not found.errors:
        return replace(grid, looks=found.looks) if found.looks else grid
    last_row, last_col = (max(at[n] for at in found.errors) for n in (0, 1))
    if (last_row + 1) * (last_col + 1) > _MOST_CELLS:
        raise ValueError(last_row)
    rows = [list(row) for row in grid.rows]
    for (row, col), error in found.errors.items():
        rows += [[] for _ in range(row + 1 - len(rows))]
        rows[row] += [None] * (col + 1 - len(rows[row]))
        rows[row][col] = error
    return replace(grid, rows=rows, looks=found.looks)


def covered_cells(grid: Grid, areas: Iterable[Area]) -> Mapping[tuple[int, int], Look]:
    """Return the look of the filled cells under merged areas; one that repeats the value that shows is as seen.

    Areas overlap in damaged files only: what is left of them after as many cells as the sheet has is not examined.
    """
    found: dict[tuple[int, int], Look] = {}
    width = max(map(len, grid.rows), default=0)
    left = len(grid.rows) * (width + 1)
    for (top, first), (bottom, last) in areas:
        if first >= width:
            continue
        shown = grid.at(top, first)
        for row in range(top, min(bottom + 1, len(grid.rows))):
            values = grid.rows[row][first : last + 1]
            left -= len(values) + 1
            if left < 0:
                return found
            for col in filled_in(values):
                if (row, first + col) != (top, first) and values[col] != shown:
                    found[row, first + col] = Look.UNDER_MERGED
    return found
