"""Read a record from its sheets, and compare them with the sheets computed again from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from xhg_excel.core.drawing.frame import FrameRow, frame_from
from xhg_excel.core.drawing.record import Record, RecordFacts, SourceFile, UserEntries
from xhg_excel.core.drawing.sample import Event, Replacement, TopUp
from xhg_excel.core.drawing.sheets import ANNOUNCED, ROUTE, SAMPLE, SPARES, Row
from xhg_excel.core.drawing.workbook import FROZEN, draw_sheets
from xhg_excel.core.model.grid import CellValue, Grid, a1, squeeze
from xhg_excel.core.model.identifiers import canonical_id
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.sheets.layout import Formula, SheetLayout
from xhg_excel.core.sheets.table import FIRST_ROW, Table
from xhg_excel.errors.draw import NotADrawError
from xhg_excel.notice.words.as_written import UNCALCULATED
from xhg_excel.notice.words.planning import draw as words

# The columns that identify a row of a table: users may sort these sheets.
_KEYS = {
    **{table.name: (table.col("city"), table.col("identifier")) for table in (SAMPLE, SPARES, ROUTE, ANNOUNCED)},
    FROZEN.name: (FROZEN.col("line"), FROZEN.col("batch")),
}
_DESPITE = re.escape(words.CHANGE_DESPITE).replace(re.escape("{count}"), r"(\d+)")

Book = Mapping[str, Grid]


def read_record(grids: Sequence[Grid], file: str) -> Record:
    """Return the record in a frozen or drawn workbook.

    Args:
        grids: its sheets.
        file: its name, for messages.

    Raises:
        NotADrawError: 抽样底账 or 冻结清单 is missing, or is of another version of the draw rules.
    """
    book = {grid.sheet: grid for grid in grids}
    for sheet in (words.RECORD_SHEET, words.FROZEN_SHEET):
        if sheet not in book:
            raise NotADrawError(file, sheet)
    stated = _facts(book[words.RECORD_SHEET])
    batches = _batches(book[words.FROZEN_SHEET], file)
    try:
        frame = frame_from(batches.get(0, ([], []))[0])
    except NotADrawError as error:
        raise NotADrawError(file) from error
    frame = replace(frame, rows=tuple(batches[0][1]))
    facts = RecordFacts(
        stated.get(words.FACT_FROZEN_AT, ""),
        stated.get(words.FACT_DRAWN_AT, ""),
        int(stated[words.FACT_FINDINGS]) if stated.get(words.FACT_FINDINGS, "").isdecimal() else 0,
        stated.get(words.FACT_DESPITE) == words.DESPITE_YES,
        tuple(_sources(stated.get(words.FACT_SOURCES, ""))),
        stated.get(words.FACT_PROGRAM, ""),
    )
    events = tuple(_events(book[words.RECORD_SHEET], batches, Registry(frame.campaign)))
    return Record(frame, facts, stated.get(words.FACT_SEED, ""), events)


def stated_hash(grids: Sequence[Grid]) -> str:
    """Return the hash that 抽样底账 states, right or wrong; "" when nothing is frozen in the workbook."""
    return next((_facts(grid).get(words.FACT_HASH, "") for grid in grids if grid.sheet == words.RECORD_SHEET), "")


def _facts(grid: Grid) -> dict[str, str]:
    """Return the facts by their labels: the rows below their heads, up to an empty row."""
    start = next((row for row in range(len(grid.rows)) if grid.text(row, 0) == words.RECORD_HEADS[0]), None)
    facts: dict[str, str] = {}
    for row in range(start + 1 if start is not None else len(grid.rows), len(grid.rows)):
        if not grid.text(row, 0):
            break
        value = grid.at(row, 1)
        facts[grid.text(row, 0)] = squeeze(value) if isinstance(value, float) else str(value or "")
    return facts


def _sources(text: str) -> Iterator[SourceFile]:
    between = words.SOURCE_LINE.format(file="", sha256="")
    for line in text.splitlines():
        file, _, digest = line.rpartition(between)
        without_hash = line.removesuffix(words.OPEN_SOURCE_LINE.format(file=""))
        yield SourceFile(file, digest) if file else SourceFile(without_hash, "")


def _batches(grid: Grid, file: str) -> dict[int, tuple[list[str], list[FrameRow]]]:
    """Return lines and sites by batch: 0 was frozen, the others are the additions by the number of their change."""
    found: dict[int, tuple[list[str], list[FrameRow]]] = {}
    for row in range(FIRST_ROW, len(grid.rows)):
        line, batch = grid.at(row, FROZEN.col("line")), grid.text(row, FROZEN.col("batch"))
        if line is None or not batch.isdecimal():
            continue
        lines, rows = found.setdefault(int(batch), ([], []))
        lines.append(str(line))
        kind, *fields = str(line).split(words.LINE_SEPARATOR)
        if kind == words.PROBLEM_LINE:
            if len(fields) != 7:
                raise NotADrawError(file)
            rows.append(_as_typed(FrameRow(*fields), grid, row))
    return found


def _as_typed(site: FrameRow, grid: Grid, row: int) -> FrameRow:
    """Return a site with name and address as typed, where they agree with its line."""
    name, address = (str(grid.at(row, col) or "") for col in (FROZEN.col("name"), FROZEN.col("address")))
    return replace(
        site,
        name=name if canonical_id(name) == site.name else site.name,
        address=address if canonical_id(address) == site.address else site.address,
    )


def _events(grid: Grid, batches: Mapping[int, tuple[list[str], list[FrameRow]]], registry: Registry) -> Iterator[Event]:
    heads = [squeeze(head) for head in words.CHANGE_HEADS.values()]
    start = next((r for r in range(len(grid.rows)) if [grid.text(r, c) for c in range(len(heads))] == heads), None)
    for row in range(start + 1 if start is not None else len(grid.rows), len(grid.rows)):
        cell = {key: str(grid.at(row, col) or "") for col, key in enumerate(words.CHANGE_HEADS)}
        if cell["kind"] == words.EventKind.TOPPED_UP:
            passed = re.search(_DESPITE, cell["reason"])
            batch = int(grid.text(row, 0)) if grid.text(row, 0).isdecimal() else -1
            yield TopUp(cell["at"], tuple(batches.get(batch, ([], []))[1]), int(passed[1]) if passed else 0)
        elif cell["kind"] == words.EventKind.REPLACED:
            region = registry.match_city(cell["city"])
            yield Replacement(cell["at"], region.code if region else "", cell["out"], cell["reason"])


def read_entries(grids: Sequence[Grid], record: Record) -> UserEntries:
    """Return what users typed into a drawn list: visit methods, and dates and observations of the route list."""
    book, registry = {grid.sheet: grid for grid in grids}, Registry(record.frame.campaign)
    methods = {
        key: str(row["method"]) for key, row in _rows_by_site(book, SAMPLE, registry) if row["method"] is not None
    }
    road = {key: (row["visited_on"], row["observed"]) for key, row in _rows_by_site(book, ROUTE, registry)}
    return UserEntries(methods, {key: noted for key, noted in road.items() if noted != (None, None)})


def _rows_by_site(
    book: Book, table: Table[Row], registry: Registry
) -> Iterator[tuple[tuple[str, str], dict[str, CellValue]]]:
    """Yield the rows of a sheet of known cities, by column key, with city code and identifier."""
    grid = book.get(table.name, Grid(table.name, ()))
    for row in range(FIRST_ROW, len(grid.rows)):
        city = registry.match_city(grid.text(row, table.col("city")))
        if city is not None:
            cells = {key: grid.at(row, table.col(key)) for key in table.heads}
            yield (city.code, grid.text(row, table.col("identifier"))), cells


def differences(grids: Sequence[Grid], record: Record) -> Iterator[str]:
    """Yield, as sentences, every difference between a workbook and the sheets computed from its record.

    Rows may be in another order; cells that users fill in are not compared.
    """
    book = {grid.sheet: grid for grid in grids}
    yield from _seed_as_number(book)
    stated = stated_hash(grids)
    if stated != record.frame.sha256:
        yield words.HASH_DIFFERENCE.format(wanted=record.frame.sha256, found=stated or words.NOTHING)
    for sheet in draw_sheets(record, read_entries(grids, record)):
        if sheet.name not in book:
            yield words.SHEET_MISSING.format(sheet=sheet.name)
        elif sheet.name == words.NOTICE_SHEET and _is_uncalculated(book[sheet.name]):
            continue  # It has formulas only, not calculated yet; the list they look up is compared.
        elif sheet.name in _KEYS:
            yield from _differences_by_row(sheet, book[sheet.name])
        else:
            yield from _differences(book[sheet.name], _expected_cells(sheet))


def _seed_as_number(book: Book) -> Iterator[str]:
    """Name a seed that a program turned into a number: its last digits are lost."""
    grid = book.get(words.RECORD_SHEET, Grid(words.RECORD_SHEET, ()))
    for row in range(len(grid.rows)):
        found = grid.at(row, 1)
        if grid.text(row, 0) == words.FACT_SEED and isinstance(found, (int, float)):
            yield _difference(words.RECORD_SHEET, (row, 1), words.SEED_AS_TEXT, f"{found:g}")


def _is_uncalculated(grid: Grid) -> bool:
    return any(value == UNCALCULATED for _, _, value in grid.filled())


def _expected_cells(sheet: SheetLayout) -> dict[tuple[int, int], str]:
    """Return every cell of a layout as text, except those that users fill in."""
    cells = {**sheet.cells, **{(block.top, block.left): cell for block, cell in sheet.merges.items()}}
    expected = {at: _text(cell.content) for at, cell in cells.items() if not cell.style.startswith("entry")}
    for fill in sheet.fills:
        if fill.style != "hidden":  # Hidden cells only serve another sheet, which is compared itself.
            expected |= {(fill.top + n, fill.col): str(value) for n, value in enumerate(fill.values)}
    return expected


def _text(content: object) -> str:
    value = content.value if isinstance(content, Formula) else content
    return squeeze(value) if isinstance(value, (float, int)) else str(value or "")


def _difference(sheet: str, at: tuple[int, int], wanted: str, found: str) -> str:
    return words.DIFFERENCE.format(
        sheet=sheet, cell=a1(*at), wanted=wanted or words.NOTHING, found=found or words.NOTHING
    )


def _differences(grid: Grid, expected: Mapping[tuple[int, int], str]) -> Iterator[str]:
    """Yield a sentence for each cell whose text is not the expected one, but for width and blanks."""
    for at, wanted in sorted(expected.items()):
        found = _text(grid.at(*at))
        if canonical_id(wanted) != canonical_id(found):
            yield _difference(grid.sheet, at, wanted, found)


def _differences_by_row(sheet: SheetLayout, grid: Grid) -> Iterator[str]:
    """Compare a table row by row, by the columns that identify a row; missing and surplus rows are differences."""
    keys = _KEYS[sheet.name]
    above: dict[tuple[int, int], str] = {}
    by_row: dict[int, dict[int, str]] = {}
    for (row, col), value in _expected_cells(sheet).items():
        if row < FIRST_ROW:
            above[row, col] = value
        else:
            by_row.setdefault(row, {})[col] = value
    yield from _differences(grid, above)
    rows = (cells for _, cells in sorted(by_row.items()))
    expected = {key: cells for cells in rows if any(key := tuple(cells.get(col, "") for col in keys))}
    for row in range(FIRST_ROW, len(grid.rows)):
        key = tuple(_text(grid.at(row, col)) for col in keys)
        if key in expected:
            yield from _differences(grid, {(row, col): value for col, value in expected.pop(key).items()})
        elif any(key):
            yield _difference(grid.sheet, (row, keys[1]), "", key[1])
    for key in expected:
        yield _difference(grid.sheet, (FIRST_ROW, keys[1]), key[1], "")
