"""A drawn list is read back from its sheets alone, and every edit of it is named."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from tests.conftest import CONTEXT, grid_of
from tests.ledgers import AT, CITY, SEED, frame, handed, listed, site
from xhg_excel.core.drawing.frame import frame_of
from xhg_excel.core.drawing.record import Record, RecordFacts, SourceFile, UserEntries
from xhg_excel.core.drawing.sample import Replacement, TopUp
from xhg_excel.core.drawing.verify import differences, read_entries, read_record
from xhg_excel.core.drawing.workbook import draw_book, draw_sheets, notice_book
from xhg_excel.core.model.grid import CellValue, Grid
from xhg_excel.core.sheets.layout import SheetLayout
from xhg_excel.errors.base import XhgError
from xhg_excel.errors.draw import NotADrawError, NotOnListError
from xhg_excel.notice.words.as_written import UNCALCULATED
from xhg_excel.notice.words.planning.draw import NOTICE_SHEET

FACTS = RecordFacts(AT, "2020-08-10 10:00:00+08:00", 0, False, (SourceFile("南通市/问题清单.xlsx", "0" * 64),), "0.1.0")
FROZEN = Record(frame(), replace(FACTS, drawn_at=""))
DRAWN = Record(frame(), FACTS, SEED)
OUT = next(p.row.identifier for p in DRAWN.sample()[CITY.code].picks if p.rule == "B2")
LATER = frame_of([handed([*listed(), site("Z1", status="未完成"), site("Z2")])], CONTEXT, frame().printed)
CHANGED = replace(
    DRAWN,
    events=(
        Replacement(AT, CITY.code, OUT, "厂房已拆除，现场不存在"),
        TopUp(AT, frame().additions(LATER)),
    ),
)


def grids(sheets: Sequence[SheetLayout]) -> list[Grid]:
    """Return what a reader sees of the sheets, what is filled down too."""
    seen = []
    for sheet in sheets:
        rows: list[list[CellValue]] = [list(row) for row in grid_of(sheet).rows]
        for fill in sheet.fills:
            for row, value in enumerate(fill.values, start=fill.top):
                rows += [[] for _ in range(row + 1 - len(rows))]
                rows[row] += [None] * (fill.col + 1 - len(rows[row]))
                rows[row][fill.col] = value
        seen.append(Grid(sheet.name, rows))
    return seen


def edited(book: Sequence[Grid], sheet: str, at: tuple[int, int], value: CellValue) -> list[Grid]:
    """Return the book with one cell changed."""
    changed = []
    for grid in book:
        rows = [list(row) for row in grid.rows]
        if grid.sheet == sheet:
            rows[at[0]][at[1]] = value
        changed.append(Grid(grid.sheet, rows))
    return changed


@pytest.mark.parametrize("record", [FROZEN, DRAWN, CHANGED], ids=["frozen", "drawn", "changed"])
def test_a_record_read_back_is_the_same_and_agrees_with_itself(record: Record) -> None:
    book = grids(draw_sheets(record))

    again = read_record(book, "名单.xlsx")

    assert again.frame.sha256 == record.frame.sha256
    assert (again.facts, again.seed, again.events) == (record.facts, record.seed, record.events)
    assert list(differences(book, again)) == []
    assert {row.identifier: row.name for row in again.frame.rows} == {r.identifier: r.name for r in record.frame.rows}


def test_what_users_type_is_theirs_and_is_kept() -> None:
    """Visit methods and notes on the road are read, put back, and are no difference."""
    methods = {(CITY.code, OUT): "明察暗访", (CITY.code, "P000"): "现场核查"}
    typed = UserEntries(methods, {(CITY.code, "P001"): (date(2020, 8, 12), "已拆除")})
    book = grids(draw_sheets(DRAWN, typed))

    with_total = [Grid(grid.sheet, [*grid.rows, ["合计", None, None, None]]) for grid in book]

    assert read_entries(book, DRAWN) == read_entries(with_total, DRAWN) == typed
    assert list(differences(book, DRAWN)) == []


def test_a_sheet_may_be_sorted_anew() -> None:
    """Rows are known by city and identifier, lines by themselves."""
    book = []
    for grid in grids(draw_sheets(CHANGED)):
        rows = list(grid.rows)
        if grid.sheet in ("抽取名单", "备选", "冻结清单"):
            below = rows[3:]
            random.Random(3).shuffle(below)
            rows = rows[:3] + below
        book.append(Grid(grid.sheet, rows))

    assert list(differences(book, read_record(book, "名单.xlsx"))) == []


@pytest.mark.parametrize(
    ("sheet", "at", "value", "said"),
    [
        ("抽取名单", (3, 3), "P999", "抽取名单!D4应为“空白”，现为“P999”"),
        ("抽取名单", (10, 12), "0" * 64, "抽取名单!M11应为“"),
        ("抽取名单", (5, 9), "抽取", "抽取名单!J6应为“全部督导”，现为“抽取”"),
        ("抽取名单", (5, 11), "换一家", "抽取名单!L6应为“空白”，现为“换一家”"),
        ("抽取名单", (5, 4), "别的作坊", "抽取名单!E6应为“演练作坊P002”，现为“别的作坊”"),
        ("备选", (3, 4), 9, "备选!E4应为“1”，现为“9”"),
        ("路线清单", (3, 5), "别处", "路线清单!F4应为“"),
        ("公示名单", (3, 3), "别的作坊", "公示名单!D4应为“"),
        ("公示名单", (1, 0), "种子 1", "公示名单!A2应为“"),
        ("抽样底账", (4, 1), "0" * 64, "清单校验码应为"),
        ("抽样底账", (5, 1), "9" * 20, "应为“"),
        ("抽样底账", (5, 1), 2.02e19, "抽样底账!B6应为“文本格式的种子”，现为“2.02e+19”"),
        ("冻结清单", (20, 0), "问题｜320600｜320612｜P777｜小化工｜已完成｜甲｜乙", "清单校验码应为"),
        ("冻结清单", (20, 5), "换了名称", "冻结清单!F21应为“"),
        ("冻结清单", (4, 0), "设置｜county_share｜1/4", "清单校验码应为"),
    ],
)
def test_every_edit_is_named(sheet: str, at: tuple[int, int], value: CellValue, said: str) -> None:
    book = edited(grids(draw_sheets(DRAWN)), sheet, at, value)

    found = list(differences(book, read_record(book, "名单.xlsx")))

    assert found[0].startswith(said) or said in found[0]


def test_a_row_taken_out_or_put_in_is_named() -> None:
    whole = grids(draw_sheets(DRAWN))
    sample = whole[0]
    without = [Grid(sample.sheet, [*sample.rows[:6], *sample.rows[7:]]), *whole[1:]]
    twice = [Grid(sample.sheet, [*sample.rows, sample.rows[6]]), *whole[1:]]

    assert "应为“P003”，现为“空白”" in next(differences(without, DRAWN))
    assert "应为“空白”，现为“P003”" in next(differences(twice, DRAWN))


def test_a_sheet_taken_out_is_named() -> None:
    book = [grid for grid in grids(draw_sheets(DRAWN)) if grid.sheet != "备选"]

    assert list(differences(book, DRAWN)) == ["缺少“备选”"]


def test_a_replacement_told_otherwise_is_named() -> None:
    """Who came in follows from the draw, whatever the record says."""
    book = grids(draw_sheets(CHANGED))
    record = next(grid for grid in book if grid.sheet == "抽样底账")
    row = next(r for r in range(len(record.rows)) if record.text(r, 1) == "替换")

    forged = edited(book, "抽样底账", (row, 5), "P777")

    assert "，现为“P777”" in next(differences(forged, read_record(forged, "名单.xlsx")))


def test_what_is_visited_unannounced_is_not_announced() -> None:
    """四: 暗访 is in neither form of the notice, and its empty end shows no lines."""
    typed = UserEntries({(CITY.code, OUT): "明察暗访", (CITY.code, "P000"): "随机抽查"})
    live = next(sheet for sheet in draw_sheets(DRAWN, typed) if sheet.name == "公示名单")
    alone = notice_book(DRAWN, typed).sheets[0]
    everyone = {pick.row.identifier for pick in DRAWN.sample()[CITY.code].picks}

    shown = live.fills[2].values
    assert set(shown) == everyone - {OUT} | {""}
    assert shown[-1] == ""
    assert {fill.style for fill in live.fills} == {"plain"}
    assert {str(cell.content) for (row, col), cell in alone.cells.items() if row >= 3 and col == 2} == everyone - {OUT}
    assert alone.fills == []


@pytest.mark.parametrize("sheet", ["抽样底账", "冻结清单"])
def test_a_workbook_without_a_record_is_refused_by_the_sheet_it_lacks(sheet: str) -> None:
    book = [grid for grid in grids(draw_sheets(DRAWN)) if grid.sheet != sheet]

    with pytest.raises(NotADrawError, match=f"缺少“{sheet}”"):
        read_record(book, "名单.xlsx")


@pytest.mark.parametrize(
    ("at", "value"),
    [((3, 0), "xhg-draw 0"), ((20, 0), "问题｜320600"), ((3, 1), "x"), ((4, 0), "设置｜county_share｜x")],
)
def test_a_record_by_other_rules_is_refused(at: tuple[int, int], value: str) -> None:
    book = edited(grids(draw_sheets(DRAWN)), "冻结清单", at, value)

    with pytest.raises(XhgError, match=r"名单\.xlsx|county_share"):
        read_record(book, "名单.xlsx")


def test_the_record_says_what_the_draw_was_made_from() -> None:
    record = next(sheet for sheet in draw_book(CHANGED).sheets if sheet.name == "抽样底账")
    texts = [str(cell.content) for cell in (*record.cells.values(), *record.merges.values())]

    for said in (CHANGED.frame.sha256, SEED, AT, "xhg-draw 1", "已抽取", "新增2家，改为未完成0家", LATER.sha256):
        assert said in texts
    assert any("县（市、区）比例=1/2" in text for text in texts)
    assert any(text.endswith("取整=小数进一；未完成的计入比例=是；启用的功能区=无；增加的功能区=无") for text in texts)


def test_a_draw_in_an_open_workbook_says_why_it_has_no_hash_of_a_file() -> None:
    made = replace(
        DRAWN, facts=replace(FACTS, sources=(SourceFile("台账.xlsx", ""), SourceFile("问题清单.xlsx", "0" * 64)))
    )

    read = read_record(grids(draw_book(made).sheets), "台账.xlsx")

    record = next(sheet for sheet in draw_book(made).sheets if sheet.name == "抽样底账")
    sources = next(str(cell.content) for cell in record.merges.values() if "台账.xlsx" in str(cell.content))
    assert sources.splitlines() == [
        "台账.xlsx（在打开的工作簿里点按钮做的，没有文件可算 SHA-256；以清单校验码为准）",
        f"问题清单.xlsx  SHA-256 {'0' * 64}",
    ]
    assert read.facts.sources == made.facts.sources


def test_a_record_cut_short_gives_differences_not_a_crash() -> None:
    """Facts without an empty row below, no sections, a change of no known city or number, no typed sheets."""
    book = grids(draw_sheets(CHANGED))
    at = next(n for n, grid in enumerate(book) if grid.sheet == "抽样底账")
    row = next(r for r in range(len(book[at].rows)) if book[at].text(r, 1) == "增补")
    cut = [*book[:at], Grid("抽样底账", book[at].rows[:16]), *book[at + 1 :]]
    wordy = edited(book, "抽样底账", (row, 0), "一")
    other = edited(edited(book, "抽样底账", (row - 1, 3), "演练市"), "抽样底账", (row + 0, 1), "别的")

    assert read_record(cut, "名单.xlsx").events == ()
    assert next(differences(cut, read_record(cut, "名单.xlsx")))
    assert next(differences(wordy, read_record(wordy, "名单.xlsx")))
    with pytest.raises(NotOnListError):
        next(differences(other, read_record(other, "名单.xlsx")))


def test_a_list_drawn_where_nothing_is_to_be_inspected_is_a_list_too() -> None:
    """No site at all in the city: heads, no rows, and it verifies."""
    nobody = Record(frame([site("X1", site_type=None)]), FACTS, SEED)
    book = grids(draw_sheets(nobody))

    assert [len(s.picks) for s in nobody.sample().values()] == [0]
    assert list(differences(book, read_record(book, "名单.xlsx"))) == []


def test_a_public_list_that_was_not_calculated_yet_is_passed_over() -> None:
    """Its formulas look up the list, and that is compared."""
    book = grids(draw_sheets(DRAWN))
    place = next((row, col) for grid in book if grid.sheet == NOTICE_SHEET for row, col, _ in grid.filled())

    assert list(differences(edited(book, NOTICE_SHEET, place, UNCALCULATED), DRAWN)) == []
    assert list(differences(edited(book, NOTICE_SHEET, place, "改过"), DRAWN)) != []
