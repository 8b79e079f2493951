"""Forms that are not our template: what was recognised is said, what is not clear is not read."""

from __future__ import annotations

from tests.conftest import AGAINST, drawn, grid_of
from tests.core.test_parse import filled_form
from tests.core.test_sentence import retyped
from xhg_excel.core.grid import CellValue, Grid
from xhg_excel.core.records import Source, Submission
from xhg_excel.core.register_sheet import ledger_sheet
from xhg_excel.core.submission import parse_book
from xhg_excel.core.survey import survey
from xhg_excel.spec.annexes import ANNEX2
from xhg_excel.spec.campaign import NOTICE
from xhg_excel.spec.ledgers import SCREENING

ROWS: list[list[CellValue]] = [list(row) for row in retyped({2: "是", 3: "断水：是；断电：否"}).rows]


def handed_in(*grids: Grid) -> Submission:
    return parse_book(grids, Source("南通市如东县.xlsx"), AGAINST)


def said(submission: Submission, *codes: str) -> list[tuple[str, tuple[str, ...], str]]:
    return [(f.code, f.cells, f.facts.get("value", "")) for f in submission.findings if f.code in codes]


def changed(at: tuple[int, int], value: CellValue) -> Grid:
    made = [list(row) for row in ROWS]
    made[at[0]][at[1]] = value
    return Grid("Sheet1", made)


def test_what_was_recognised_and_how_surely_is_said() -> None:
    submission = handed_in(changed((6, 1), "断水断电情况"))

    assert said(submission, "N04", "N05") == [("N04", ("B5",), ""), ("N05", ("B7",), "断水断电情况")]
    assert submission.forms[0].answers["power_cut"] == "否"


def test_a_template_needs_no_such_words() -> None:
    assert said(handed_in(filled_form(ANNEX2)), "N04", "N05", "N06", "E11", "F25") == []


def test_words_beside_the_answers_are_named() -> None:
    submission = handed_in(changed((6, 2), "断水：是，断电：否，已拍照"))

    assert said(submission, "E11") == [("E11", ("C7",), "已拍照")]
    assert (submission.forms[0].get("water_cut"), submission.forms[0].get("power_cut")) == ("是", "否")


def test_a_header_blank_that_cannot_be_found_is_named() -> None:
    """The made form has no 问题编号; without its row the address is missing too."""
    submission = handed_in(Grid("Sheet1", [row for n, row in enumerate(ROWS) if n != 2]))

    assert [value for _, _, value in said(submission, "F25")] == ["问题编号", "详细地址"]


def test_two_values_right_of_the_answer_are_none() -> None:
    submission = handed_in(Grid("Sheet1", [[*row, "否"] if n == 5 else row for n, row in enumerate(ROWS)]))

    assert said(submission, "F24") == [("F24", ("C6", "D6"), "是、否")]
    assert "closed" not in submission.forms[0].answers


def test_heads_in_other_words_are_read_and_said() -> None:
    sheet = drawn("""
        | 地市   | 县区   | 备注 | 排查企业总数（家） | 排查问题数 |
        | 南通市 | 如东县 |      | 12                 | 3          |
    """)

    submission = handed_in(sheet)

    (ledger,) = submission.ledgers
    assert ledger.ledger is SCREENING
    assert [tuple(row.values()) for row, _ in ledger.rows] == [("南通市", "如东县", 12, 3)]
    assert [value for _, _, value in said(submission, "N06")] == ["地市", "县区", "排查问题数"]


def test_printed_heads_need_no_words() -> None:
    assert said(handed_in(grid_of(ledger_sheet(SCREENING, (), NOTICE))), "N06") == []


def test_every_filled_cell_belongs_to_one_form() -> None:
    """Two forms below each other and one beside: no cell is in none or in two."""
    one: list[list[CellValue]] = [[*row, *[None] * (3 - len(row))] for row in ROWS]
    gap: list[list[CellValue]] = [[None] * 3]
    below = [*one, *gap, *one]
    grid = Grid("Sheet1", [[*row, None, *(one[n] if n < len(one) else [])] for n, row in enumerate(below)])

    forms = survey(grid)

    assert len(forms) == 3
    for row, col, _ in grid.filled():
        owners = [f for f in forms if f.rows[0] <= row < f.rows[1] and f.cols[0] <= col < f.cols[1]]
        assert len(owners) == 1, (row, col)


def test_remarks_beside_a_second_form_without_their_head_are_no_answers() -> None:
    """The column 备注 has its head over the first form only; a remark stands beside a blank of the second."""
    rows: list[list[CellValue]] = [[*row, *[None] * (3 - len(row)), None] for row in ROWS]
    first, second = [list(row) for row in rows], [list(row) for row in rows]
    first[3][3] = "备注"
    second[1][1], second[1][3], second[5][3] = None, "见附件", "否"

    submission = handed_in(Grid("Sheet1", [*first, *second]))

    assert [form.get("site_name") for form in submission.forms] == ["演练作坊", None]
    assert [form.get("closed") for form in submission.forms] == ["是", "是"]
    assert [value for _, _, value in said(submission, "N03")] == ["备注", "见附件", "否"]


def test_a_form_without_any_answer_column_is_blank_not_a_crash() -> None:
    """Only numbers and items are left of it."""
    submission = handed_in(Grid("Sheet1", [row[:2] for row in ROWS]))

    assert [form.answers["closed"] for form in submission.forms] == [None]


def test_a_text_beside_the_answers_is_no_answer() -> None:
    """A remark without a head over it, where the reason itself is blank."""
    rows = [[*row, None] for row in ROWS]
    at = next(n for n, row in enumerate(ROWS) if row[0] == 7)
    rows[at] = [*ROWS[at], "见附件"]

    submission = handed_in(Grid("Sheet1", rows))

    assert "reason_unfinished" not in submission.forms[0].answers
    assert said(submission, "F24") == [("F24", (f"D{at + 1}",), "见附件")]


def test_two_forms_below_each_other_may_stand_in_other_columns() -> None:
    moved: list[list[CellValue]] = [[None, *row] for row in ROWS]

    submission = handed_in(Grid("Sheet1", [*moved, *ROWS]))

    assert [(f.get("closed"), f.get("site_name")) for f in submission.forms] == [("是", "演练作坊")] * 2
