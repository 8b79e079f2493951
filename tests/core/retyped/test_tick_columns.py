"""Checklists ticked in columns: a tick means what its column is headed by, or nothing is read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.core.answers.test_sentence import retyped
from tests.core.retyped.test_read_form import handed_in, said
from xhg_excel.core.model.grid import CellValue, Grid
from xhg_excel.core.model.submission import Submission
from xhg_excel.notice.small_chemical.annexes import ANNEX2

Row = list[CellValue]
ROWS: list[Row] = [list(row) for row in retyped({}).rows]
HEADS = ROWS.index(list(ANNEX2.heads))
# Items that one yes or no answers, and all that are asked so; item 7 asks for a text.
PLAIN, TEXT = {2: "closed", 12: "landlord_liable"}, 7


def checklist(*heads: Row, marks: Row | Callable[[int], Row]) -> Submission:
    """Return what is read of a form with these heads, and what stands beside each item, or beside each by its number."""
    beside = marks if callable(marks) else lambda _: marks
    items = [[*row[:2], *beside(row[0])] for row in ROWS if isinstance(row[0], int)]
    return handed_in(Grid("Sheet1", [*ROWS[:HEADS], *heads, *items, *ROWS[HEADS + 1 + len(items) :]]))


def odd_yes(number: int) -> Row:
    """Return ticks under the first head for odd items, under the second for even ones; none for a text."""
    if number == TEXT:
        return []
    return ["√", None] if number % 2 else [None, "√"]


def answers(submission: Submission) -> dict[str, object]:
    (form,) = submission.forms
    return {key: form.get(key) for key in ("closed", "water_cut", "power_cut", "equipment_removed", "landlord_liable")}


@pytest.mark.parametrize(
    "heads",
    [
        [["序号", "检查内容", "是", "否", "备注"]],
        [["序号", "检查内容", "是", "否", "检查情况"]],
        [["序号", "检查内容", "检查情况", None, "备注"], [None, None, "是", "否"]],
        [["序号", "检查内容", "有", "没有"]],
        [[None, None, "是", "否"]],
    ],
)
def test_a_tick_means_what_its_column_is_headed_by(heads: list[Row]) -> None:
    found = checklist(*heads, marks=odd_yes)

    closed, *rest = answers(found).values()
    assert (closed, rest[:2], rest[3]) == ("否", ["是", "是"], "否" if heads[0][3] != "没有" else None)
    assert rest[2] == ("否" if heads[0][3] != "没有" else None)  # 没有 may mean 不涉及 there: E02
    assert said(found, "F24") == []


def test_what_was_read_of_a_tick_is_said() -> None:
    found = checklist(["序号", "检查内容", "是", "否"], marks=odd_yes)

    notes = [(f.cells, f.facts["value"], f.facts["detail"]) for f in found.findings if f.code == "N01"]
    assert (("D6",), "√", "否") in notes
    assert (("C7",), "√", "是") in notes


def test_words_stand_beside_the_columns_of_ticks() -> None:
    found = checklist(
        ["序号", "检查内容", "是", "否", "情况"],
        marks=lambda n: [None, None, "产权不清"] if n == TEXT else odd_yes(n),
    )

    assert found.forms[0].get("reason_unfinished") == "产权不清"


@pytest.mark.parametrize(
    ("heads", "marks"),
    [
        (["序号", "检查内容", "符合", "不符合"], odd_yes),  # nobody knows what these words mean for each item
        (["序号", "检查内容", "符合", "不符合"], ["√"]),
        (["序号", "检查内容", "检查情况"], odd_yes),  # one of two columns may mean no
        ([None], odd_yes),
        (["序号", "检查内容", "是", "否"], ["×"]),  # not yes, or a mark like any other
        (["序号", "检查内容", "是", "否"], [None, None, "√"]),  # beside the columns
        (["序号", "检查内容", "是", "否"], ["√", "√"]),
        (["序号", "检查内容", "是", "否"], ["√", "×"]),
    ],
)
def test_a_tick_that_may_mean_its_opposite_is_named_and_not_read(heads: Row, marks: Row | Callable[[int], Row]) -> None:
    found = checklist(heads, marks=marks)

    assert set(answers(found).values()) == {None}
    assert len(said(found, "F24")) == 13 - (marks is odd_yes)


def test_a_tick_is_no_text() -> None:
    found = checklist(["序号", "检查内容", "是", "否"], marks=["√"])

    assert said(found, "F24") == [("F24", ("C11",), "√")]
    assert found.forms[0].get("reason_unfinished") is None


def test_ticks_in_one_column_with_an_unknown_head_are_answers() -> None:
    """`现场核查 | 备注`: one column, and one for remarks."""
    found = checklist(["序号", "检查内容", "现场核查", "备注"], marks=lambda n: ["√"] if n != TEXT else [])

    assert answers(found)["closed"] == "是"
    assert said(found, "F24") == []


def test_a_tick_beside_a_label_means_yes_one_further_on_is_named() -> None:
    found = checklist([None], marks=lambda n: ["断水", "√"] if n == 3 else [])
    assert answers(found)["water_cut"] == "是"

    far = checklist([None], marks=lambda n: ["断水", None, "√"] if n == 3 else [])
    assert answers(far)["water_cut"] is None
    assert said(far, "F24") == [("F24", ("E7",), "√")]


@pytest.mark.parametrize(("ticked", "fined"), [(["√", None], "是"), ([None, "√"], "否")])
def test_a_tick_and_what_is_written_beside_it_are_read_together(ticked: Row, fined: str) -> None:
    found = checklist(
        ["序号", "检查内容", "是", "否", "情况"], marks=lambda n: [*ticked, "处罚金额：2万元"] if n == 10 else []
    )

    (form,) = found.forms
    assert (form.get("fined"), form.get("fine_yuan")) == (fined, 20000)


def test_a_cross_beside_words_leaves_all_of_the_item_unread() -> None:
    found = checklist(
        ["序号", "检查内容", "是", "否", "情况"], marks=lambda n: ["×", None, "处罚金额：2万元"] if n == 10 else []
    )

    assert (found.forms[0].get("fined"), found.forms[0].get("fine_yuan")) == (None, None)
    assert [code for code, _, _ in said(found, "F24")] == ["F24"]


@pytest.mark.parametrize("word", ["Y", "是", "对", "有"])
def test_a_yes_below_no_is_named(word: str) -> None:
    found = checklist(["序号", "检查内容", "是", "否"], marks=lambda n: [None, word] if n == 2 else [])

    assert said(found, "F24") == [("F24", ("D6",), word)]


def test_a_word_below_its_own_head_is_read() -> None:
    found = checklist(["序号", "检查内容", "是", "否"], marks=lambda n: [None, "否"] if n == 2 else ["Y"] * (n == 12))

    assert (answers(found)["closed"], answers(found)["landlord_liable"]) == ("否", "是")


@pytest.mark.parametrize(
    ("heads", "marks"),
    [
        ([["序号", "检查内容", "甲厂", "乙厂"]], ["是"]),
        ([["序号", "检查内容", "检查情况"], [None, None, "甲厂", "乙厂"]], [None, "是"]),
        ([["序号", "检查内容", "甲厂", None, "乙厂"], [None, None, "是", "否", "是", "否"]], ["√"]),
        ([["序号", "检查内容", "自查情况", "督查情况"]], ["是"]),
    ],
)
def test_columns_of_several_companies_or_visits_are_not_read_as_one_form(heads: list[Row], marks: Row) -> None:
    found = checklist(*heads, marks=lambda n: marks if n in (2, 12) else [])

    assert set(answers(found).values()) == {None}
    assert len(said(found, "F24")) == 2


def test_a_column_of_labels_may_have_any_head() -> None:
    """`要点 | 现场情况`: one column of answers, and what says what they answer."""
    rows: list[Row] = [["断水", "是"], ["断电", "否"]]
    items: list[Row] = [[*row[:2], *(rows[0] if row[0] == 3 else [])] for row in ROWS if isinstance(row[0], int)]
    items.insert(3, [None, None, *rows[1]])
    heads: Row = ["序号", "检查内容", "要点", "现场情况", "备注"]

    found = handed_in(Grid("Sheet1", [*ROWS[:HEADS], heads, *items, *ROWS[HEADS + 14 :]]))

    assert list(answers(found).values())[1:3] == ["是", "否"]
    assert said(found, "F24") == []


@pytest.mark.parametrize("head", ["否（打√）", "未完成", "存在问题打√", "是否存在问题", "×"])
def test_a_tick_below_a_head_that_asks_for_what_is_wrong_is_named(head: str) -> None:
    found = checklist(["序号", "检查内容", head], marks=lambda n: ["√"] if n == 2 else [])

    assert said(found, "F24") == [("F24", ("C6",), "√")]


@pytest.mark.parametrize("head", ["是否完成（打√）", "检查情况（是/否）", "现场核查"])
def test_a_tick_below_a_head_that_asks_whether_is_a_yes(head: str) -> None:
    found = checklist(["序号", "检查内容", head], marks=lambda n: ["√"] if n == 2 else [])

    assert answers(found)["closed"] == "是"


def test_a_note_that_says_what_a_tick_means_makes_all_of_them_unclear() -> None:
    found = checklist(["注：√表示未完成"], ["序号", "检查内容", "检查情况"], marks=lambda n: ["√"] if n == 2 else [])

    assert said(found, "F24") == [("F24", ("C7",), "√")]
