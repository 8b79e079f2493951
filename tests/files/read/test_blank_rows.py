"""Rows that are alike are read once, and the grid is the one that reading them all gives."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import CONTEXT
from xhg_excel.core.model.grid import CellValue, Grid
from xhg_excel.core.model.submission import Source
from xhg_excel.core.reading.parse_workbook import parse_book
from xhg_excel.core.templates.workbooks import blank_books
from xhg_excel.files.ooxml.package import Package
from xhg_excel.files.ooxml.worksheet_xml import parts_by_sheet
from xhg_excel.files.read.blank_rows import Alike, UnlikeError, fold
from xhg_excel.files.read.look_over import look_over
from xhg_excel.files.read.read_file import _fast_grids, read_file
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import NOTICE
from xhg_excel.notice.small_chemical.annexes import ANNEX2
from xhg_excel.notice.words.check_columns import OWN_LISTS
from xhg_excel.notice.words.workbook import REGISTER_SHEETS

Rows = list[tuple[str, list[list[CellValue]]]]


def plainly(path: Path) -> Rows:
    """Return what the reader makes of every row of a file, no row spared."""
    return [(grid.sheet, [list(row) for row in grid.rows]) for grid in _fast_grids(path.read_bytes())]


def folded(path: Path) -> Rows:
    """Return what is read of a file as it is read always."""
    return [(grid.sheet, [list(row) for row in grid.rows]) for grid in read_file(path, path.name).grids]


def spared(path: Path) -> int:
    """Return how many rows are not given to the reader."""
    return sum(alike.more for alike in look_over(path.read_bytes()).alike.values())


def rows_written(path: Path, lines: Iterable[Sequence[object]], look: dict[str, str] | None = None) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet, style = book.add_worksheet(), book.add_format(look or {"bg_color": "#FFFF00"})
        for number, line in enumerate(lines):
            for col, content in enumerate(line):
                if content is None:
                    sheet.write_blank(number, col, None, style)
                else:
                    sheet.write(number, col, content, style)
    return path


@pytest.mark.parametrize("name", [name for name, _ in blank_books(NOTICE, CONTEXT.registry)])
def test_a_blank_workbook_reads_the_same(name: str, tmp_path: Path) -> None:
    write_book(dict(blank_books(NOTICE, CONTEXT.registry))[name], tmp_path / name)

    assert repr(folded(tmp_path / name)) == repr(plainly(tmp_path / name))


def test_county_workbooks_read_the_same_and_most_rows_are_spared(nantong_folder: Path) -> None:
    for path in sorted(nantong_folder.glob("*.xlsx")):
        assert repr(folded(path)) == repr(plainly(path))
        assert spared(path) > 350, path


@given(st.integers(0, 2**32), st.integers(9, 40), st.integers(0, 3))
def test_whatever_stands_in_the_rows_the_grid_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, seed: int, count: int, changes: int
) -> None:
    """Rows of one kind, some of them changed anywhere: numbers, texts, formulas, looks and gaps."""
    chance = random.Random(seed)
    kinds = [None, "无", "演练", 1, 20.5, True, '=A1&""', "=1+1"]
    line = [chance.choice(kinds) for _ in range(chance.randint(1, 6))]
    runs = chance.choice([None, 0, 1, 100])
    lines: list[list[object]] = [[*([runs + at] if runs is not None else []), *line] for at in range(count)]
    for _ in range(changes):
        lines[chance.randrange(count)][chance.randrange(len(lines[0]))] = chance.choice(kinds)
    path = rows_written(tmp_path_factory.mktemp("alike") / "a.xlsx", lines)
    if any(str(cell).startswith("=") for row in lines for cell in row):
        shown = [cell for _, rows in folded(path) for row in rows for cell in row if cell != "#未计算"]
        assert shown  # never calculated formulas are shown by another reader; here the rows must still stand
        return

    assert repr(folded(path)) == repr(plainly(path))


def test_a_running_number_is_put_back_and_a_constant_one_too(tmp_path: Path) -> None:
    running = rows_written(tmp_path / "a.xlsx", [[number, None, None] for number in range(7, 207)])
    constant = rows_written(tmp_path / "b.xlsx", [["演练", None, 5, 6] for _ in range(200)])

    assert (spared(running), spared(constant)) == (199, 199)
    assert [row[0] for row in folded(running)[0][1]] == [float(number) for number in range(7, 207)]
    assert folded(constant) == plainly(constant)


def test_running_dates_are_read_one_by_one(tmp_path: Path) -> None:
    """A number that a look makes a date cannot be told of the next row by adding one."""
    path = rows_written(tmp_path / "a.xlsx", [[44000 + day] for day in range(20)], {"num_format": "yyyy-mm-dd"})

    assert spared(path) == 19
    assert folded(path) == plainly(path)
    assert folded(path)[0][1][1] == [date(2020, 6, 19)]


def test_rows_that_end_a_sheet_empty_are_as_absent_as_before(tmp_path: Path) -> None:
    path = rows_written(tmp_path / "a.xlsx", [["演练"], *([None, None] for _ in range(50))])

    assert spared(path) == 49
    assert folded(path) == plainly(path) == [("Sheet1", [["演练"]])]


def _rows(*cells: bytes) -> bytes:
    rows = [b'<row r="%d">%s</row>' % (at, cell) for at, cell in enumerate(cells, start=1)]
    return b"<worksheet><sheetData>" + b"".join(rows) + b"</sheetData></worksheet>"


def test_numbers_that_are_no_address_are_not_taken_for_one() -> None:
    """A look or a value that happens to be the row's number differs from row to row: no run."""
    looks = _rows(*(b'<c r="A%d" s="%d"/>' % (at, at) for at in range(1, 31)))
    values = _rows(*(b'<c r="A%d" t="s"><v>%d</v></c>' % (at, at) for at in range(1, 31)))

    assert fold(looks) == (looks, None)
    assert fold(values) == (values, None)


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<worksheet><sheetData/></worksheet>",
        _rows(b""),
        _rows(*[b'<c r="A1"/>'] * 30),  # addresses that lie
        _rows(*(b'<c r="A%d" t="str"><v>%s</v></c>' % (at, b"x" * 100_000) for at in range(1, 31))),  # kept in memory
        b'<worksheet><sheetData><row r="x"></row></sheetData></worksheet>',
        _rows(*[b""] * 30).replace(b'<row r="17">', b'<row r="17" hidden="1">').replace(b'<row r="29">', b"<row>"),
    ],
)
def test_what_is_no_run_of_rows_is_left_as_it_is(xml: bytes) -> None:
    assert fold(xml) == (xml, None)


@pytest.mark.parametrize(
    "stray",
    [
        b'<c r="B7"><v>7</v></c>',
        b'<c r="B10"><v>7</v></c>',
        b'<c r="B30"><v>7</v></c>',
        b'<c s="1" r="B2"/>',
        b"<c r='B30'/>",
        b'<c r = "B30"/>',
        b"<c/>",
    ],
)
def test_a_cell_above_that_may_reach_into_the_rows_alike_forbids_to_spare_them(stray: bytes) -> None:
    xml = _rows(b'<c r="A1"/>' + stray, b'<c r="A2" s="3"/>', *(b'<c r="A%d"/>' % at for at in range(3, 31)))

    assert fold(xml) == (xml, None)
    assert fold(xml.replace(stray, b'<c r="B1"/>'))[1] is not None


def test_a_gap_ends_a_run() -> None:
    """Rows 1 to 9, then 11 to 30: only what follows each other is one run."""
    xml = _rows(*(b'<c r="A%d"/>' % at for at in range(1, 31))).replace(b'<row r="10"><c r="A10"/></row>', b"")

    light, alike = fold(xml)

    assert alike is not None
    assert (alike.row, alike.more, alike.col) == (10, 19, None)
    assert light.endswith(b'<row r="9"><c r="A9"/></row><row r="11"><c r="A11"/></row></sheetData></worksheet>')


def test_the_reader_gets_every_part_it_may_ask_for(nantong_folder: Path) -> None:
    path = min(nantong_folder.glob("*.xlsx"))

    light = BytesIO(look_over(path.read_bytes()).light)

    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(light) as cut:
        assert cut.testzip() is None
        left_out = set(whole.namelist()) - set(cut.namelist())
        own_lists = {parts_by_sheet(whole)[sheet] for sheet in OWN_LISTS}
        assert left_out == {"docProps/core.xml", "docProps/app.xml", "xl/theme/theme1.xml", *own_lists}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f'<sheet name="{OWN_LISTS[0]}" sheetId="7" state="veryHidden"', f'<sheet name="{OWN_LISTS[0]}" sheetId="7"'),
        ('<sheet name="附件2打印" sheetId="5" r:id="rId5"', '<sheet name="附件2打印" sheetId="5" r:id="rId7"'),
    ],
    ids=["shown", "under another name too"],
)
def test_a_list_that_somebody_can_see_is_looked_over_and_read(
    before: str, after: str, nantong_folder: Path, tmp_path: Path
) -> None:
    book = Package(min(nantong_folder.glob("*.xlsx")).read_bytes(), "a.xlsx")
    assert before in book["xl/workbook.xml"]
    book["xl/workbook.xml"] = book["xl/workbook.xml"].replace(before, after)
    path = tmp_path / "shown.xlsx"
    path.write_bytes(book.save())
    spoilt = Package(path.read_bytes(), "a.xlsx")
    spoilt["xl/worksheets/sheet7.xml"] = "<worksheet/>"
    other = tmp_path / "spoilt.xlsx"
    other.write_bytes(spoilt.save())

    assert folded(path) == plainly(path)
    assert (fault := read_file(other, other.name).fault) is not None
    assert fault.code == "F01"


def test_more_rows_than_the_first_cannot_be_put_back() -> None:
    with pytest.raises(UnlikeError):
        Alike(1, 9, None).unfold([["a"], ["b"], ["c"]])


def test_of_two_parts_of_one_name_the_same_one_is_cut_and_read(tmp_path: Path) -> None:
    """A zip may name a part twice: no rows of one are put back into the other."""
    long = rows_written(tmp_path / "long.xlsx", [["演练", None]] * 60)
    short = rows_written(tmp_path / "short.xlsx", [["演练", None]] * 3)
    twice = tmp_path / "twice.xlsx"
    for first, last, count in ((long, short, 3), (short, long, 60)):
        with zipfile.ZipFile(first) as one, zipfile.ZipFile(last) as other, zipfile.ZipFile(twice, "w") as out:
            for name in one.namelist():
                out.writestr(name, one.read(name))
            with pytest.warns(UserWarning, match="Duplicate name"):
                out.writestr("xl/worksheets/sheet1.xml", other.read("xl/worksheets/sheet1.xml"))

        assert [len(rows) for _, rows in folded(twice)] == [count]
        assert folded(twice) == plainly(twice)


def test_a_workbook_says_the_same_whether_its_rows_are_known_to_be_alike_or_not(nantong_folder: Path) -> None:
    """Cells counted once and times are the cells counted one by one."""
    for path in sorted(nantong_folder.glob("*.xlsx"))[:3]:
        grids = read_file(path, path.name).grids
        strangers = [Grid(grid.sheet, grid.rows) for grid in grids]
        assert [len(grid.alike) > 180 for grid in grids].count(True) == 2

        known, unknown = (parse_book(made, Source(path.name), CONTEXT) for made in (grids, strangers))

        assert known == unknown
        assert known.source.account is not None
        assert known.source.account.is_balanced


def test_a_row_that_is_claimed_is_not_counted_with_those_like_it(nantong_folder: Path) -> None:
    """Rows alike that all hold a site are forms, each of them."""
    path = min(nantong_folder.glob("*.xlsx"))
    grid = next(grid for grid in read_file(path, path.name).grids if grid.sheet == REGISTER_SHEETS[ANNEX2.key])
    first = grid.alike[0]
    rows = [list(row) for row in grid.rows]
    for row in grid.alike:
        rows[row][1:3] = ["演练市", "演练县"]
    filled, plain = Grid(grid.sheet, rows, range(first, len(rows))), Grid(grid.sheet, rows)

    known, unknown = (parse_book([made], Source(path.name), CONTEXT) for made in (filled, plain))

    assert known == unknown
    assert len(known.forms) >= len(grid.alike)
