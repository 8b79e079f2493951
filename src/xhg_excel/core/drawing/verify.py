"""A record read back from its sheets, and compared with what it gives when made again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from xhg_excel.core.drawing.frame import FrameRow, frame_from
from xhg_excel.core.drawing.record import Record, RecordFacts, UserEntries
from xhg_excel.core.drawing.sample import Event, Replacement, TopUp
from xhg_excel.core.drawing.sheets import METHOD, ROAD
from xhg_excel.core.drawing.workbook import draw_sheets
from xhg_excel.core.model.grid import CellValue, Grid, a1, squeeze
from xhg_excel.core.model.identifiers import canonical_id
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.sheets.layout import Formula, SheetLayout
from xhg_excel.core.sheets.table import FIRST_ROW
from xhg_excel.errors.draw import NotADrawError
from xhg_excel.notice.words.as_written import UNCALCULATED
from xhg_excel.notice.words.planning import draw as words

# Which columns tell rows of a sheet apart, so that a sheet may have been sorted anew.
_KEYS = {
    words.SAMPLE_SHEET: (1, 3),
    words.SPARES_SHEET: (0, 5),
    words.ROUTE_SHEET: (0, 3),
    words.NOTICE_SHEET: (0, 2),
    words.FROZEN_SHEET: (0, 1),
}
_NAME, _ADDRESS = 5, 6
_DESPITE = re.escape(words.CHANGE_DESPITE).replace(re.escape("{count}"), r"(\d+)")

Book = Mapping[str, Grid]


def read_record(grids: Sequence[Grid], file: str) -> Record:
    """Return the record that a frozen or drawn workbook carries.

    Raises:
        NotADrawError: its sheets are missing, or were written by other rules.

    """
    book = {grid.sheet: grid for grid in grids}
    for sheet in (words.RECORD_SHEET, words.FROZEN_SHEET):
        if sheet not in book:
            raise NotADrawError(file, sheet)
    told = _facts(book[words.RECORD_SHEET])
    batches = _batches(book[words.FROZEN_SHEET], file)
    try:
        frame = frame_from(batches.get(0, ([], []))[0])
    except NotADrawError as error:
        raise NotADrawError(file) from error
    frame = replace(frame, rows=tuple(batches[0][1]))
    facts = RecordFacts(
        told.get(words.FACT_FROZEN_AT, ""),
        told.get(words.FACT_DRAWN_AT, ""),
        int(told[words.FACT_FINDINGS]) if told.get(words.FACT_FINDINGS, "").isdecimal() else 0,
        told.get(words.FACT_DESPITE) == words.DESPITE_YES,
        tuple(_sources(told.get(words.FACT_SOURCES, ""))),
        told.get(words.FACT_PROGRAM, ""),
    )
    events = tuple(_events(book[words.RECORD_SHEET], batches, Registry(frame.campaign)))
    return Record(frame, facts, told.get(words.FACT_SEED, ""), events)


def stated_hash(grids: Sequence[Grid]) -> str:
    """Return the hash that a record states, right or not."""
    return next((_facts(grid).get(words.FACT_HASH, "") for grid in grids if grid.sheet == words.RECORD_SHEET), "")


def _facts(grid: Grid) -> dict[str, str]:
    """Return the facts above the sections, by label; a section begins after an empty row."""
    start = next((row for row in range(len(grid.rows)) if grid.text(row, 0) == words.RECORD_HEADS[0]), None)
    facts: dict[str, str] = {}
    for row in range(start + 1 if start is not None else len(grid.rows), len(grid.rows)):
        if not grid.text(row, 0):
            break
        value = grid.at(row, 1)
        facts[grid.text(row, 0)] = squeeze(value) if isinstance(value, float) else str(value or "")
    return facts


def _sources(text: str) -> Iterator[tuple[str, str]]:
    between = words.SOURCE_LINE.format(file="", sha256="")
    for line in text.splitlines():
        file, _, digest = line.rpartition(between)
        yield file or line.removesuffix(words.OPEN_SOURCE_LINE.format(file="")), digest if file else ""


def _batches(grid: Grid, file: str) -> dict[int, tuple[list[str], list[FrameRow]]]:
    """Return lines and sites by batch: 0 was frozen, others are changes by their number."""
    found: dict[int, tuple[list[str], list[FrameRow]]] = {}
    for row in range(FIRST_ROW, len(grid.rows)):
        line, batch = grid.at(row, 0), grid.text(row, 1)
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
    """Return a site with name and address as typed, where they say what the line says."""
    name, address = (str(grid.at(row, col) or "") for col in (_NAME, _ADDRESS))
    return replace(
        site,
        name=name if canonical_id(name) == site.name else site.name,
        address=address if canonical_id(address) == site.address else site.address,
    )


def _events(grid: Grid, batches: Mapping[int, tuple[list[str], list[FrameRow]]], registry: Registry) -> Iterator[Event]:
    heads = [squeeze(head) for head in words.CHANGE_HEADS]
    start = next((r for r in range(len(grid.rows)) if [grid.text(r, c) for c in range(len(heads))] == heads), None)
    for row in range(start + 1 if start is not None else len(grid.rows), len(grid.rows)):
        _, kind, at, city, out, _, reason, _ = (str(grid.at(row, col) or "") for col in range(len(heads)))
        if kind == words.EventKind.TOPPED_UP:
            passed = re.search(_DESPITE, reason)
            batch = int(grid.text(row, 0)) if grid.text(row, 0).isdecimal() else -1
            yield TopUp(at, tuple(batches.get(batch, ([], []))[1]), int(passed[1]) if passed else 0)
        elif kind == words.EventKind.REPLACED:
            region = registry.match_city(city)
            yield Replacement(at, region.code if region else "", out, reason)


def read_typed(grids: Sequence[Grid], record: Record) -> UserEntries:
    """Return what users typed into a drawn list: visit methods, and notes on the road."""
    book, registry = {grid.sheet: grid for grid in grids}, Registry(record.frame.campaign)
    methods = {
        key: str(row[METHOD]) for key, row in _keyed_rows(book, words.SAMPLE_SHEET, registry) if row[METHOD] is not None
    }
    road = {key: (row[ROAD[0]], row[ROAD[1]]) for key, row in _keyed_rows(book, words.ROUTE_SHEET, registry)}
    return UserEntries(methods, {key: told for key, told in road.items() if any(part is not None for part in told)})


def _keyed_rows(book: Book, sheet: str, registry: Registry) -> Iterator[tuple[tuple[str, str], list[CellValue]]]:
    grid = book.get(sheet, Grid(sheet, ()))
    city_col, id_col = _KEYS[sheet]
    for row in range(FIRST_ROW, len(grid.rows)):
        city = registry.match_city(grid.text(row, city_col))
        if city is not None:
            yield (city.code, grid.text(row, id_col)), [grid.at(row, col) for col in range(METHOD + 1)]


# Made again and compared.


def differences(grids: Sequence[Grid], record: Record) -> Iterator[str]:
    """Yield every difference between a workbook and what its own record gives, sheet by sheet.

    A sheet may have been sorted anew; what users type in is theirs.
    """
    book = {grid.sheet: grid for grid in grids}
    yield from _seed_as_number(book)
    stated = stated_hash(grids)
    if stated != record.frame.sha256:
        yield words.HASH_DIFFERENCE.format(wanted=record.frame.sha256, found=stated or words.NOTHING)
    for sheet in draw_sheets(record, read_typed(grids, record)):
        if sheet.name not in book:
            yield words.SHEET_MISSING.format(sheet=sheet.name)
        elif sheet.name == words.NOTICE_SHEET and _is_uncalculated(book[sheet.name]):
            continue  # Formulas only; what is announced is made anew from the list.
        elif sheet.name in _KEYS:
            yield from _in_table(sheet, book[sheet.name])
        else:
            yield from _in_place(sheet, book[sheet.name])


def _seed_as_number(book: Book) -> Iterator[str]:
    """Name a seed that a program turned into a number: its last digits are lost."""
    grid = book.get(words.RECORD_SHEET, Grid(words.RECORD_SHEET, ()))
    for row in range(len(grid.rows)):
        found = grid.at(row, 1)
        if grid.text(row, 0) == words.FACT_SEED and isinstance(found, (int, float)):
            yield words.DIFFERENCE.format(
                sheet=words.RECORD_SHEET, cell=a1(row, 1), wanted=words.SEED_AS_TEXT, found=f"{found:g}"
            )


def _is_uncalculated(grid: Grid) -> bool:
    return any(value == UNCALCULATED for _, _, value in grid.filled())


def _values(sheet: SheetLayout) -> dict[tuple[int, int], str]:
    """Return every cell of a layout that is not the user's, as text."""
    cells = {**sheet.cells, **{(block.top, block.left): cell for block, cell in sheet.merges.items()}}
    values = {at: _text(cell.content) for at, cell in cells.items() if not cell.style.startswith("entry")}
    for fill in sheet.fills:
        if fill.style == "hidden":  # Only there for another sheet, which is compared itself.
            continue
        values |= {(fill.top + n, fill.col): str(value) for n, value in enumerate(fill.values)}
    return values


def _text(content: object) -> str:
    value = content.value if isinstance(content, Formula) else content
    return squeeze(value) if isinstance(value, (float, int)) else str(value or "")


def _found(grid: Grid, row: int, col: int) -> str:
    return _text(grid.at(row, col))


def _differs(sheet: str, at: tuple[int, int], wanted: str, found: str) -> Iterator[str]:
    if canonical_id(wanted) != canonical_id(found):
        yield words.DIFFERENCE.format(
            sheet=sheet, cell=a1(*at), wanted=wanted or words.NOTHING, found=found or words.NOTHING
        )


def _in_place(sheet: SheetLayout, grid: Grid) -> Iterator[str]:
    for at, wanted in sorted(_values(sheet).items()):
        yield from _differs(sheet.name, at, wanted, _found(grid, *at))


def _in_table(sheet: SheetLayout, grid: Grid) -> Iterator[str]:
    """Compare row by row, by what tells rows apart; a surplus row is a difference too."""
    keys = _KEYS[sheet.name]
    wanted: dict[tuple[str, ...], dict[int, str]] = {}
    by_row: dict[int, dict[int, str]] = {}
    for (row, col), value in _values(sheet).items():
        if row >= FIRST_ROW:
            by_row.setdefault(row, {})[col] = value
        else:
            yield from _differs(sheet.name, (row, col), value, _found(grid, row, col))
    for _, cells in sorted(by_row.items()):
        if any(cells.get(col) for col in keys):
            wanted[tuple(cells.get(col, "") for col in keys)] = cells
    for row in range(FIRST_ROW, len(grid.rows)):
        key = tuple(_found(grid, row, col) for col in keys)
        here = wanted.pop(key, None)
        if here is None:
            if any(key):
                yield words.DIFFERENCE.format(
                    sheet=sheet.name, cell=a1(row, keys[1]), wanted=words.NOTHING, found=key[1] or words.NOTHING
                )
            continue
        for col, value in sorted(here.items()):
            yield from _differs(sheet.name, (row, col), value, _found(grid, row, col))
    for key in wanted:
        yield words.DIFFERENCE.format(sheet=sheet.name, cell=a1(FIRST_ROW, keys[1]), wanted=key[1], found=words.NOTHING)
