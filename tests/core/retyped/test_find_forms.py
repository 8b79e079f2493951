"""Where the forms of a sheet are that is not our template: each cell belongs to one."""

from __future__ import annotations

import pytest

from tests.core.answers.test_sentence import retyped
from xhg_excel.core.model.grid import CellValue, Grid
from xhg_excel.core.retyped.find_forms import find_forms
from xhg_excel.notice.small_chemical.annexes import ANNEX2

Rows = list[list[CellValue]]
# Title, name, address, heads, one row an item, inspectors, date: three columns.
ROWS: Rows = [[*row, *[None] * (3 - len(row))] for row in retyped({2: "是", 3: "断水：是；断电：否"}).rows]
HEADS = ROWS.index(list(ANNEX2.heads))


def bounds(rows: Rows) -> list[tuple[str, tuple[int, int], tuple[int, int], int]]:
    """Return of each form: annex, rows, columns, and how many items were found."""
    return [(f.annex.key, f.rows, f.cols, len(f.hits)) for f in find_forms(Grid("Sheet1", rows))]


def test_labels_beside_the_items_are_no_form_of_their_own() -> None:
    """A column 项目 repeats in short what 检查内容 asks."""
    short: dict[int, str] = {2: "关闭取缔", 3: "断水断电", 9: "立案查处", 10: "行政处罚", 12: "追究相关法律责任"}
    rows: Rows = [[*row[:2], short.get(row[0]) if isinstance(row[0], int) else None, row[2]] for row in ROWS]
    rows[HEADS] = ["序号", "检查内容", "项目", "检查情况"]

    assert bounds(rows) == [("annex2", (0, len(rows)), (0, 4), 13)]


def numbered_in_the_text() -> Rows:
    """Return a form without a column of numbers: they stand in front of the texts."""
    return [[f"{row[0]}．{row[1]}" if isinstance(row[0], int) else row[1] or row[0], row[2]] for row in ROWS]


def test_forms_beside_each_other_without_a_column_of_numbers_are_told_apart() -> None:
    """The second begins at its items, there is nothing left of them that is its own."""
    one = numbered_in_the_text()
    high = len(one)

    found = bounds([[*row, None, *row] for row in one])

    assert found == [("annex2", (0, high), (0, 3), 13), ("annex2", (0, high), (3, 5), 13)]


def test_a_form_below_another_without_a_title_begins_after_the_blank_row() -> None:
    high = len(ROWS)
    blank: Rows = [[None] * 3]
    rows = [*ROWS, *blank, *ROWS[1:]]

    assert bounds(rows) == [("annex2", (0, high + 1), (0, 3), 13), ("annex2", (high + 1, 2 * high), (0, 3), 13)]


def test_a_text_that_is_only_near_an_item_makes_no_form() -> None:
    assert find_forms(Grid("会议纪要", [["原联席会议制度"], ["演练"]])) == ()


def bare() -> Rows:
    """Return a form whose items have no numbers."""
    return [[None, *row[1:]] if isinstance(row[0], int) else row for row in ROWS]


@pytest.mark.parametrize("headed", [True, False])
def test_forms_beside_each_other_without_any_numbers_are_told_apart(headed: bool) -> None:
    """The answers of the left one stand between the items of the two; also where it is the shorter one."""
    one = bare() if headed else [row for row in bare() if row != list(ANNEX2.heads)]
    high = len(one)
    half = [row if n < high - 4 else [None] * 3 for n, row in enumerate(one)]

    found = bounds([[*left, None, *right] for left, right in zip(half, one, strict=True)])

    columns = [(key, cols) for key, _, cols, _ in found]
    assert columns == [("annex2", (0, 4 if headed else 5)), ("annex2", (4 if headed else 5, 7))]


def test_short_words_left_of_the_items_are_no_form_either() -> None:
    """项目 | 依据 | 检查内容: something stands between them, and it is no answer."""
    rows: Rows = [[row[1] if row[0] in range(1, 13) else None, "演练依据", *row] for row in ROWS]
    rows[HEADS] = ["项目", "依据", *ROWS[HEADS]]

    assert [cols for _, _, cols, _ in bounds(rows)] == [(0, 5)]


NAME, ADDRESS, SIGNED, DATED = ROWS[1], ROWS[2], ROWS[-2], ROWS[-1]
TABLE = ROWS[HEADS:-2]
GAP: list[CellValue] = [None] * 3


def second_begins(*rows: Rows) -> int:
    """Return where the second form begins, of two below each other."""
    (_, (_, first_ends), _, _), (_, (begins, _), _, _) = bounds([row for part in rows for row in part])
    assert first_ends == begins
    return begins - HEADS - len(TABLE) + 1  # Without a title, and with name and address, the first ends at row 0.


# fmt: off
@pytest.mark.parametrize(("between", "begins"), [
    ([SIGNED, DATED, NAME, ADDRESS], 2),
    ([["检查人：甲"], ["督导日期：8月12日"], NAME, ADDRESS], 2),
    ([["备注：无"], SIGNED, DATED, NAME, ADDRESS], 3),
    # Blank rows before signatures, and between names and heads.
    ([GAP, SIGNED, DATED, NAME, ADDRESS], 3),
    ([SIGNED, DATED, NAME, ADDRESS, GAP], 2),
    ([SIGNED, DATED, GAP, ["填报单位：如东县"], NAME, GAP, ADDRESS], 3),
    # A second signature is that of the form below; so is one below a name.
    ([SIGNED, DATED, SIGNED, DATED, NAME], 2),
    ([SIGNED, NAME, DATED], 1),
    # The form below has its own address: another one above a blank row is not its.
    ([SIGNED, DATED, ADDRESS, GAP, NAME, ADDRESS], 4),
    # Titles come first of all.
    ([SIGNED, ROWS[0], DATED, NAME], 1),
])
def test_signatures_belong_to_the_form_above_and_names_to_the_form_below(between: Rows, begins: int) -> None:
    assert second_begins([NAME, ADDRESS], TABLE, between, TABLE) == begins
# fmt: on


def test_where_a_form_is_signed_and_named_the_next_one_is_too() -> None:
    """Signatures above the items belong to the form below; names below the items to the form above."""
    assert second_begins([SIGNED, DATED], TABLE, [SIGNED, DATED], TABLE) == 0
    assert second_begins([SIGNED, DATED], TABLE, [NAME, ADDRESS, GAP], TABLE, [NAME, ADDRESS]) == 3
