"""Every cell of a retyped form is used or named, whatever columns people add."""

from __future__ import annotations

from random import Random

import pytest

from tests.core.answers.test_sentence import retyped
from tests.core.retyped.test_read_form import handed_in
from xhg_excel.core.model.grid import CellValue, Grid
from xhg_excel.core.model.submission import Submission
from xhg_excel.notice.small_chemical.annexes import ANNEX2
from xhg_excel.notice.words import retyped_forms as words

ROWS = [list(row) for row in retyped({}).rows]
HEADS = ROWS.index(list(ANNEX2.heads))
ANSWER_HEADS = ("检查情况", "是", "否", "不涉及", "有", "情况说明", "数量", "金额", "是/否")
OTHER_HEADS = (
    *words.REMARK_HEADS,
    "状态",
    "怎样改",
    "检查码",
    "整改措施",
    "上期",
    "是/否/部分",
    "是",
    "类别",
    "责任人",
    None,
)
VALUES = ("是", "否", "√", "×", "危险废物待转移", "2020-09-10", "断水：是", "处罚金额：20000元", 7)


def unheard(grid: Grid, submission: Submission) -> list[tuple[str, CellValue]]:
    """Return the filled cells from the heads down that are neither read, nor a note, nor named by a finding."""
    known = {cell for finding in submission.findings for cell in finding.cells}
    for form in submission.forms:
        places = [place for key, place in form.places.items() if form.answers.get(key) is not None]
        known |= {f"{'ABCDEFGHIJ'[place.col]}{place.row + 1}" for place in (*places, *form.note_places.values())}
    cells = [(row, col) for row in range(HEADS + 1, HEADS + 14) for col in range(len(grid.rows[row]))]
    texts = {cell: grid.at(*cell) for cell in cells if grid.at(*cell) is not None}
    printed = {str(value) for row in ROWS[HEADS + 1 :] for value in row[:2]}
    named = {f"{'ABCDEFGHIJ'[col]}{row + 1}": value for (row, col), value in texts.items() if str(value) not in printed}
    return [(cell, value) for cell, value in named.items() if cell not in known]


@pytest.mark.parametrize("seed", range(60))
def test_a_cell_beside_the_items_is_used_or_named(seed: int) -> None:
    draw = Random(seed)
    left = [draw.choice(OTHER_HEADS) for _ in range(draw.choice((0, 0, 0, 1)))]
    right = [draw.choice(draw.choice((ANSWER_HEADS, OTHER_HEADS))) for _ in range(draw.randint(1, 4))]

    def some(count: int) -> list[CellValue]:
        return [draw.choice(VALUES) if draw.random() < 0.4 else None for _ in range(count)]

    above = [[*[None] * len(left), *row] for row in ROWS[:HEADS]]
    items = [[*some(len(left)), *row[:2], *some(len(right))] for row in ROWS if isinstance(row[0], int)]
    grid = Grid("Sheet1", [*above, [*left, "序号", "检查内容", *right], *items])

    assert unheard(grid, handed_in(grid)) == []


@pytest.mark.parametrize("state", ["完成", "否"])
def test_a_column_of_states_that_is_not_ours_is_named(state: str) -> None:
    rows = [[*row, state] if row[0] == 2 else row for row in ROWS]
    rows[HEADS] = [*rows[HEADS], "状态"]
    grid = Grid("Sheet1", rows)

    assert ("N03", state) in {(f.code, f.facts.get("value")) for f in handed_in(grid).findings}


def test_words_beside_columns_of_ticks_are_read_under_remarks() -> None:
    rows: list[list[CellValue]] = [list(row) for row in ROWS]
    rows[HEADS] = ["序号", "检查内容", "是", "否", "说明"]
    rows[HEADS + 2] = [*rows[HEADS + 2][:2], "√", None, None]
    rows[HEADS + 3] = [*rows[HEADS + 3][:2], None, None, "断水：是；断电：否"]

    (form,) = handed_in(Grid("Sheet1", rows)).forms

    assert [form.get(key) for key in ("closed", "water_cut", "power_cut")] == ["是", "是", "否"]
    assert not form.notes


def test_a_remark_beside_a_blank_answer_is_named_one_beside_an_answer_is_a_note() -> None:
    rows = [
        [*row[:2], "是", "已拍照"] if row[0] == 2 else [*row[:2], None, "是"] if row[0] == 4 else row for row in ROWS
    ]
    rows[HEADS] = [*rows[HEADS][:3], "说明"]

    submission = handed_in(Grid("Sheet1", rows))

    assert list(submission.forms[0].notes.values()) == ["已拍照"]
    assert [f.facts["value"] for f in submission.findings if f.code == "N03"] == ["是"]
