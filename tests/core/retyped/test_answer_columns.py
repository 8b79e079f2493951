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
        (["序号", "检查内容", "检查情况"], odd_yes),  # one of two columns may mean no
        ([None], odd_yes),
        (["序号", "检查内容", "是", "否"], ["×"]),  # not yes, or a mark like any other
        (["序号", "检查内容", "是", "否"], ["1"]),
        (["序号", "检查内容", "是", "否"], [None, None, "√"]),  # beside the columns
        (["序号", "检查内容", "是", "否"], ["√", "√"]),
        (["序号", "检查内容", "是", "否"], ["√", "×"]),
        (["序号", "检查内容", "是"], ["√"]),  # what is not ticked may be 否, or not answered
    ],
)
def test_a_tick_that_may_mean_its_opposite_is_named_and_not_read(heads: Row, marks: Row | Callable[[int], Row]) -> None:
    found = checklist(heads, marks=marks)

    assert set(answers(found).values()) == {None}
    at = {cell for f in found.findings if f.code in ("F24", "F52", "N03") for cell in f.cells}
    ticked = {
        (row, col)
        for row in range(13)
        for col, mark in enumerate(marks(row + 1) if callable(marks) else marks)
        if mark is not None
    }
    assert {f"{'CDE'[col]}{row + HEADS + 2}" for row, col in ticked} <= at


def test_a_tick_is_no_text() -> None:
    found = checklist(["序号", "检查内容", "是", "否"], marks=["√"])

    assert ("N03", ("C11",), "√") in said(found, "N03")
    assert found.forms[0].get("reason_unfinished") is None


@pytest.mark.parametrize(
    "head",
    [
        "现场核查", "符合", "上期", "去年同期", "计划数", "得分", "自查情况", "整改前", "第一次检查", "海安市", "8月12日检查情况", "上次检查情况",
        "否（打√）", "未完成", "存在问题打√", "是否存在问题", "是否完成（打√）", "存在的问题", "不符合项", "×",
    ],
)  # fmt: skip
@pytest.mark.parametrize("value", ["√", "是", "否", "无"])
def test_nothing_is_read_below_a_head_that_is_not_declared(head: str, value: str) -> None:
    found = checklist(["序号", "检查内容", head], marks=lambda n: [value] if n in PLAIN else [])

    assert set(answers(found).values()) == {None}
    assert said(found, "F52") == [("F52", ("C4", "C6", "C16"), head)]


@pytest.mark.parametrize("head", ["上级复核", "备注", "整改后"])
def test_what_stands_in_another_column_is_named_where_the_answer_is_blank(head: str) -> None:
    found = checklist(["序号", "检查内容", "检查情况", head], marks=lambda n: [None, "否"] if n == 2 else [])

    assert found.forms[0].answers["closed"] is None
    assert ("N03", ("D6",), "否") in said(found, "N03")


@pytest.mark.parametrize(
    "head",
    [
        "检 查 情 况",
        "督查情况",
        "检查情况（是/否）",
        "检查情况（是/否/不涉及）",
        "检查情况（如实填写）",
        "结果",
        "检查情况（金额：元）",
        "是/否",
    ],
)
def test_a_declared_head_is_read_with_spaces_and_hints(head: str) -> None:
    found = checklist(["序号", "检查内容", head], marks=lambda n: ["√"] if n == 2 else [])

    assert answers(found)["closed"] == "是"


def test_heads_say_which_answers_are_below_them() -> None:
    """是/否 | 数量 | 情况说明 | 备注: each kind of field is read in its own column."""
    beside: dict[int, Row] = {
        2: ["是", None, "已停"],
        7: [None, None, "产权不清"],
        10: ["是", None, "处罚金额：2万元"],
        12: [None, 3, None, "否"],
    }

    found = checklist(["序号", "检查内容", "是/否", "数量", "情况说明", "备注"], marks=lambda n: beside.get(n, []))

    (form,) = found.forms
    keys = ("closed", "reason_unfinished", "fined", "fine_yuan", "landlord_liable")
    assert [form.get(key) for key in keys] == ["是", "产权不清", "是", 20000, None]
    assert [value for _, _, value in said(found, "N03")] == ["备注", "已停", "3", "否"]


def test_heads_that_stand_twice_are_of_two_sites() -> None:
    found = checklist(["序号", "检查内容", "检查情况", "检查情况"], marks=["是", "是"])

    assert set(answers(found).values()) == {None}
    assert said(found, "F24")[0][2] == "检查情况、检查情况"


def test_heads_without_that_of_the_items_count_too() -> None:
    found = checklist(["序号", "检查要点", "去年同期"], marks=["是"])

    assert set(answers(found).values()) == {None}
    assert [code for code, _, _ in said(found, "F52")] == ["F52"]


def test_heads_repeated_on_the_next_page_are_heads_of_the_items_below_them() -> None:
    heads: Row = ["序号", "检查内容", "检查情况", "备注"]
    items: list[Row] = [[*row[:2], "是" if row[0] in PLAIN else None] for row in ROWS if isinstance(row[0], int)]
    other: Row = ["序号", "检查内容", "备注", "检查情况"]

    same = handed_in(Grid("Sheet1", [*ROWS[:HEADS], heads, *items[:6], [None], heads, *items[6:], *ROWS[-2:]]))
    changed = handed_in(Grid("Sheet1", [*ROWS[:HEADS], heads, *items[:6], other, *items[6:], *ROWS[-2:]]))

    assert [(f.get("closed"), f.get("landlord_liable")) for f in same.forms] == [("是", "是")]
    assert [(f.get("closed"), f.get("landlord_liable")) for f in changed.forms] == [("是", None)]


def test_of_two_rows_of_heads_the_one_next_to_the_items_counts() -> None:
    found = checklist(["序号", "检查内容", "去年同期"], ["序号", "检查内容", "检查情况"], marks=["是"])
    other = checklist(["序号", "检查内容", "检查情况"], ["序号", "检查内容", "去年同期"], marks=["是"])

    assert [one.forms[0].get("closed") for one in (found, other)] == ["是", None]


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
        ([["序号", "检查内容", "检查情况"], [None, None, "自评"]], ["是"]),
        ([["序号", "检查内容", "甲厂", None, "乙厂"], [None, None, "是", "否", "是", "否"]], ["√"]),
        ([["序号", "检查内容", "自查情况", "复查情况"]], ["是"]),
    ],
)
def test_columns_of_several_companies_or_visits_are_not_read_as_one_form(heads: list[Row], marks: Row) -> None:
    found = checklist(*heads, marks=lambda n: marks if n in (2, 12) else [])

    assert set(answers(found).values()) == {None}
    (unread,) = [f for f in found.findings if f.code in ("F24", "F52")]
    assert len([place for place in unread.places if place.row > HEADS + len(heads) - 1]) == 2


def test_a_column_of_labels_may_have_any_head() -> None:
    """`要点 | 现场情况`: one column of answers, and what says what they answer."""
    rows: list[Row] = [["断水", "是"], ["断电", "否"]]
    items: list[Row] = [[*row[:2], *(rows[0] if row[0] == 3 else [])] for row in ROWS if isinstance(row[0], int)]
    items.insert(3, [None, None, *rows[1]])
    heads: Row = ["序号", "检查内容", "要点", "现场情况", "备注"]

    found = handed_in(Grid("Sheet1", [*ROWS[:HEADS], heads, *items, *ROWS[HEADS + 14 :]]))

    assert list(answers(found).values())[1:3] == ["是", "否"]
    assert said(found, "F24") == []


LEGENDS = [
    "注：√表示未完成",
    "√=否",
    "存在问题请打“√”",
    "完成打○，未完成打√",
    "（不符合项打√）",
    "注：√：否，○：是",
    "未完成的打√" * 20,
]


@pytest.mark.parametrize("legend", LEGENDS)
@pytest.mark.parametrize("is_above", [True, False])
def test_a_note_that_gives_ticks_another_meaning_makes_all_of_them_unclear(legend: str, is_above: bool) -> None:
    rows: list[Row] = [[*row[:2], {2: "√", 12: "是"}.get(row[0])] for row in ROWS if isinstance(row[0], int)]
    heads: Row = ["序号", "检查内容", "检查情况"]
    note: list[Row] = [[legend]]

    found = handed_in(
        Grid("Sheet1", [*note * is_above, *ROWS[:HEADS], heads, *rows, *ROWS[-2:], *note * (not is_above)])
    )

    assert [value for _, _, value in said(found, "F24")] == ["√"]
    assert answers(found)["landlord_liable"] == "是"  # a word needs no note


@pytest.mark.parametrize(
    "legend",
    [
        "注：√表示是，×表示否",
        "注：是打√，否打×",
        "（√代表已完成，×代表未完成）",
        "请在相应栏内打√",
        "□是 ☑否",
        "一式两份",
    ],
)
def test_a_note_that_says_the_usual_is_understood(legend: str) -> None:
    found = checklist(
        [legend], ["序号", "检查内容", "检查情况"], marks=lambda n: ["√"] if n == 2 else ["×"] * (n == 12)
    )

    assert (answers(found)["closed"], answers(found)["landlord_liable"]) == ("是", "否")


def test_heads_of_the_form_above_say_nothing_about_ticks() -> None:
    heads: Row = ["序号", "检查内容", "是", "否"]
    first: list[Row] = [[*row[:2], "√"] for row in ROWS if isinstance(row[0], int)]
    second: list[Row] = [[*row[:2], None, "√"] for row in ROWS if isinstance(row[0], int)]

    found = handed_in(Grid("Sheet1", [*ROWS[:HEADS], heads, *first, *ROWS[-2:], *ROWS[1:HEADS], *second, *ROWS[-2:]]))

    assert [form.get("closed") for form in found.forms] == ["是", None]
    assert "F24" in [f.code for f in found.findings]


def test_one_word_answers_several_limbs_only_where_it_can() -> None:
    """是 says that all is so; 否 only that not all is; item 11 asks two questions."""
    yes = checklist(["序号", "检查内容", "检查情况"], marks=lambda n: ["是"] if n in (3, 6, 11) else [])
    no = checklist(["序号", "检查内容", "检查情况"], marks=lambda n: ["否"] if n in (3, 6) else [])

    keys = ("water_cut", "power_cut", "hazwaste_cleared", "punished")
    assert [yes.forms[0].get(key) for key in keys] == ["是", "是", "是", None]
    assert [no.forms[0].get(key) for key in keys] == [None] * 4
    assert [value for _, _, value in said(yes, "E11")] == ["是"]
    assert said(no, "E11") == [("E11", ("C7",), "否"), ("E11", ("C10",), "否")]
