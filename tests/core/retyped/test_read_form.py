"""Forms that are not our template: what was recognised is said, what is not clear is not read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conftest import CONTEXT, drawn, grid_of
from tests.core.answers.test_sentence import retyped
from tests.core.reading.test_parse_sheet import filled_form
from xhg_excel.core.model.grid import CellValue, Grid
from xhg_excel.core.model.submission import Source, Submission
from xhg_excel.core.reading.parse_workbook import parse_book
from xhg_excel.core.retyped.find_forms import find_forms
from xhg_excel.core.retyped.read_form import parse_forms_of
from xhg_excel.core.templates.register import ledger_sheet
from xhg_excel.notice import NOTICE, SCREENING
from xhg_excel.notice.schema.form import Annex
from xhg_excel.notice.small_chemical.annexes import ANNEX1, ANNEX2
from xhg_excel.notice.words.looks import Look

ROWS: list[list[CellValue]] = [list(row) for row in retyped({2: "是", 3: "断水：是；断电：否"}).rows]


def handed_in(*grids: Grid) -> Submission:
    return parse_book(grids, Source("南通市如东县.xlsx"), CONTEXT)


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
    """They may change what is said: nothing of the cell is read, but for words that are declared to change nothing."""
    submission = handed_in(changed((6, 2), "断水：是，断电：否，但夜间仍有供电"))
    harmless = handed_in(changed((6, 2), "断水：是，断电：否，已拍照"))

    assert said(submission, "E11") == [("E11", ("C7",), "但夜间仍有供电")]
    assert not {"water_cut", "power_cut"} & submission.forms[0].answers.keys()
    assert (harmless.forms[0].get("water_cut"), harmless.forms[0].get("power_cut")) == ("是", "否")


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

    forms = find_forms(grid)

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


def with_remark(number: int, *cells: CellValue) -> Submission:
    """Return the form handed in with other cells right of the text of one item."""
    return handed_in(Grid("Sheet1", [[*row[:2], *cells] if row[0] == number else row for row in ROWS]))


def test_two_texts_none_of_which_can_be_assigned_are_named_together() -> None:
    """For an item of several fields, and for one that begins with a bare answer."""
    several = with_remark(3, "水电都断了", "另见附件")
    bare = with_remark(10, "已罚款了", "另见附件")

    codes = ("F21", "F24", "E11", "N03")
    assert said(several, *codes) == [("F24", ("C7", "D7"), "水电都断了、另见附件")]
    assert said(bare, *codes) == [("F24", ("C14", "D14"), "已罚款了、另见附件")]
    assert not {"water_cut", "power_cut"} & several.forms[0].answers.keys()
    assert not {"fined", "fine_yuan"} & bare.forms[0].answers.keys()


def test_a_sentence_over_several_cells_leaves_blank_what_it_does_not_say() -> None:
    submission = with_remark(6, "原材料：是", "危险废物：否")

    (form,) = submission.forms
    keys = ("materials_cleared", "products_cleared", "hazwaste_cleared")
    assert [form.answers[key] for key in keys] == ["是", None, "否"]
    assert [form.places[key].a1 for key in keys] == ["C10", "C10", "D10"]
    assert said(submission, "E11", "F24", "N03") == []


def labelled(annex: Annex, items: dict[int, list[tuple[CellValue, CellValue]]]) -> Grid:
    """Return a form retyped with a label and a value in each row: number, item, label, value."""
    rows: list[list[CellValue]] = [[annex.title], [*annex.heads[:2], "检查情况"]]
    for item in annex.items:
        (label, value), *more = items.get(item.number, [(None, None)])
        rows += [[item.number, item.text, label, value], *([None, None, *pair] for pair in more)]
    return Grid("Sheet1", rows)


def test_of_two_rates_the_one_that_was_left_out_is_not_held_against_the_other() -> None:
    """附件1 第13项: 核实核查率 is wrong, 处置率 has no row; 第9项 has no rate at all."""
    received: list[tuple[CellValue, CellValue]] = [("收到", 8), ("已核实核查", 4), ("核实核查率", 0.9), ("已处置", 2)]
    grid = labelled(ANNEX1, {9: [("排查底单数", 100), ("已排查", 80)], 13: received})

    submission = handed_in(grid)

    (form,) = submission.forms
    keys = ("market_listed", "market_screened", "petitions_received", "petitions_verified", "petitions_disposed")
    assert [form.answers[key] for key in keys] == [100, 80, 8, 4, 2]
    rates = [(f.cells, f.facts["value"]) for f in submission.findings if f.code == "R104"]
    assert rates == [(("D18", "D17", "D16"), "90.0%，应为4/8")]
    assert said(submission, "N03", "F24", "F21") == []


def test_of_two_fields_with_one_label_only_the_unit_tells_them_apart() -> None:
    """A notice may ask 没收违法所得 as 是/否 and as an amount: the bare label is the answer without a unit."""
    given: list[tuple[CellValue, CellValue]] = [("从严查处", "是"), ("没收违法所得", "是"), ("没收违法所得（元）", 500)]
    grid = labelled(ANNEX2, {11: given})
    (spotted,) = find_forms(grid)
    item = ANNEX2.items[10]
    fields = tuple(replace(f, label="没收违法所得") if f.key == "confiscated_yuan" else f for f in item.fields)
    changed_item = replace(item, fields=fields)
    annex = replace(ANNEX2, items=tuple(changed_item if one is item else one for one in ANNEX2.items))
    hits = tuple(replace(hit, item=changed_item) if hit.item is item else hit for hit in spotted.hits)

    (parsed,) = parse_forms_of(grid, [replace(spotted, annex=annex, hits=hits)], 2020)

    keys = ("punished", "confiscated", "confiscated_yuan")
    assert [parsed.answers[key] for key in keys] == ["是", "是", 500]


def test_an_item_that_stands_twice_in_one_form_is_not_read() -> None:
    """The row of 第2项 was pasted once more with the other answer: neither is taken."""
    at = next(n for n, row in enumerate(ROWS) if row[0] == 2)
    again = [*ROWS[at][:2], "否"]

    submission = handed_in(Grid("Sheet1", [*ROWS[: at + 1], again, *ROWS[at + 1 :]]))

    assert [(f.cells, f.facts["item"]) for f in submission.findings if f.code == "F24"] == [
        ((f"B{at + 1}",), "附件2第2项")
    ]
    assert "closed" not in submission.forms[0].answers


def test_a_remark_behind_a_blank_in_the_header_is_not_what_is_asked() -> None:
    rows: list[list[CellValue]] = [list(row) for row in ROWS]
    rows[2] = ["详细地址：", None, None, "见附件"]

    submission = handed_in(Grid("Sheet1", rows))

    assert said(submission, "F24") == [("F24", ("D3",), "见附件")]
    assert "address" not in submission.forms[0].answers


def test_a_remark_behind_a_blank_answer_with_a_label_is_no_answer() -> None:
    grid = labelled(ANNEX2, {8: [("跟踪督办", "是"), ("督办人", None), ("完成时限", "8月20日")]})
    at = next(n for n, row in enumerate(grid.rows) if row[2:3] == ["督办人"])
    rows = [[*row, "见附件"] if n == at else row for n, row in enumerate(grid.rows)]

    submission = handed_in(Grid("Sheet1", rows))

    (form,) = submission.forms
    assert "tracker_person" not in form.answers
    assert form.get("tracked") == "是"
    assert said(submission, "F24") == [("F24", (f"E{at + 1}",), "见附件")]


def form(
    annex: Annex,
    answers: dict[int, list[CellValue]],
    texts: dict[int, str] | None = None,
    more: dict[int, list[CellValue]] | None = None,
    head: str = "检查情况",
) -> Submission:
    """Return a retyped form handed in: answers and item texts by number, and a row more below an item."""
    rows: list[list[CellValue]] = [[annex.title], ["序号", annex.heads[1], head]]
    for item in annex.items:
        rows.append([item.number, (texts or {}).get(item.number, item.text), *answers.get(item.number, [])])
        rows += [more[item.number]] if more and item.number in more else []
    return handed_in(Grid("Sheet1", [*rows, ["检查人：", "演练甲"], ["时间：", "8月12日"]]))


def test_the_answer_of_an_item_that_was_not_recognised_is_not_that_of_the_item_above() -> None:
    found = form(ANNEX2, {5: ["否"]}, {5: "厂房、场地是否清理"})

    (made,) = found.forms
    assert made.get("equipment_removed") is None
    assert said(found, "F51") == [("F51", ("B7", "C7"), "厂房、场地是否清理")]


@pytest.mark.parametrize(
    ("number", "row", "key"),
    [
        (2, [None, "是否张贴封条", "是"], "closed"),
        (7, [None, "整改时限", "8月底"], "reason_unfinished"),
        (12, ["12-1", "出租方是否到场", "是"], "landlord_liable"),
        (12, ["注：否的须说明原因", None, "否"], "landlord_liable"),
        (13, ["被检查单位意见", None, "是"], "officials_liable"),
        (13, [None, None, "是"], "officials_liable"),  # a stamp or a note may stand there
        (3, [None, "（1）断水", "是"], "power_cut"),
    ],
)
def test_a_row_of_their_own_answers_nothing_that_is_asked(number: int, row: list[CellValue], key: str) -> None:
    found = form(ANNEX2, {1: ["否"]}, more={number: row})

    assert found.forms[0].get(key) is None
    assert row[2] in [value for _, _, value in said(found, "N03")]


def test_one_figure_for_several_counts_is_named_and_not_read() -> None:
    found = form(ANNEX1, {6: [3], 9: [120], 13: [8]})

    (made,) = found.forms
    assert {key: made.get(key) for key in ("slogans_count", "market_listed", "petitions_received")} == {
        "slogans_count": 3,
        "market_listed": None,
        "petitions_received": None,
    }
    assert said(found, "E11") == [("E11", ("C11",), "120"), ("E11", ("C15",), "8")]
    assert form(ANNEX1, {9: ["未提供"]}).forms[0].get("market_screened") == "未提供"


@pytest.mark.parametrize("words", ["演练甲", "落实", "否，无人督办"])
def test_words_for_an_item_all_of_whose_fields_are_conditional_are_named(words: str) -> None:
    found = form(ANNEX2, {8: [words]})

    assert said(found, "E02", "E11") == [("E02", ("C10",), words)]


@pytest.mark.parametrize("tail", ["：是", " 否", "——是"])
def test_an_answer_behind_the_text_of_its_item_is_named(tail: str) -> None:
    found = form(ANNEX2, {1: ["否"]}, {2: f"是否已关闭取缔{tail}"})

    assert said(found, "F51") == [("F51", ("B4",), f"是否已关闭取缔{tail}")]
    assert "closed" not in found.forms[0].answers


def test_amounts_under_a_word_like_wan_yuan_are_named_and_not_read() -> None:
    """2 and 3 are 20,000 and 30,000 there; what has its own 万 is clear."""
    head = form(ANNEX2, {10: ["是；处罚金额：2"], 11: ["没收金额：3万"]}, head="检查情况（金额：万元）")
    row = form(ANNEX2, {10: ["处罚金额", 2, "万元"], 13: ["追责人数", 5]})
    item = form(ANNEX2, {11: ["没收金额：3"]}, {11: f"{ANNEX2.items[10].text}（万元）"})

    assert [found.forms[0].get("fine_yuan") for found in (head, row)] == [None, None]
    assert (head.forms[0].get("confiscated_yuan"), item.forms[0].get("confiscated_yuan")) == (30000, None)
    assert row.forms[0].get("officials_count") == 5
    assert said(row, "F24") == [("F24", ("D12", "E12"), "2、万元")]
    assert said(head, "E22") == [("E22", ("C12",), "是；处罚金额：2")]


def test_what_a_second_cell_says_once_more_or_besides_is_named() -> None:
    found = with_remark(3, "断水：是", "断水：否；断电：是；已拍照")

    assert not {"water_cut", "power_cut"} & found.forms[0].answers.keys()
    assert said(found, "F24") == [("F24", ("C7", "D7"), "断水：是、断水：否；断电：是；已拍照")]


def test_what_stands_beside_the_answers_of_a_line_is_named_at_its_cell() -> None:
    rows: list[list[CellValue]] = [list(row) for row in ROWS]
    rows[1], rows[2] = ["企业名称：甲厂　负责人：张三　地址：乙村　联系电话：138"], ["填表人：李 日期：8月15日"]

    submission = handed_in(Grid("Sheet1", rows))

    (form,) = submission.forms
    assert [form.get(key) for key in ("site_name", "address")] == ["甲厂", "乙村"]
    assert str(form.get("visited_on")) == "2020-08-12"
    assert said(submission, "N03") == [("N03", ("A2",), "负责人：张三"), ("N03", ("A2",), "联系电话：138")]


def test_forms_below_each_other_keep_their_signatures_and_their_names() -> None:
    """Neither titles nor blank rows part them; the name of the first is blank, the second is not signed."""
    first, second = [list(row) for row in ROWS[1:]], [list(row) for row in ROWS[1:-2]]
    first[0][1], second[0][1] = None, "丙厂"

    for gap in ([], [[None]]):
        submission = handed_in(Grid("Sheet1", [*first, *gap, *second]))

        assert [form.get("site_name") for form in submission.forms] == [None, "丙厂"]
        assert [form.get("inspectors") for form in submission.forms] == ["演甲", None]
        assert [str(form.get("visited_on")) for form in submission.forms] == ["2020-08-12", "None"]


def test_a_blank_name_above_the_items_is_not_the_name_below_them() -> None:
    rows: list[list[CellValue]] = [list(row) for row in ROWS]
    rows[1][1] = None

    submission = handed_in(Grid("Sheet1", [*rows, ["企业名称：", "丙厂"]]))

    assert submission.forms[0].get("site_name") is None
    assert [value for _, _, value in said(submission, "N03")] == ["企业名称：", "丙厂"]


def test_the_remedy_of_a_retyped_form_names_no_list_that_it_has_not() -> None:
    found = {f.remedy for f in handed_in(changed((5, 2), "部分")).findings if f.code == "E02"}

    assert found == {"请只写“是”、“否”中的一个。"}


def header(*rows: list[CellValue]) -> Submission:
    """Return the form handed in with another header."""
    return handed_in(Grid("Sheet1", [ROWS[0], *rows, *ROWS[3:]]))


def test_what_could_continue_or_contradict_a_value_of_the_header_leaves_it_unread() -> None:
    two = header(["企业名称：", "演练甲厂", "演练乙厂"], ["详细地址：", "演练村"], [None, "5组"])
    one = header(["企业名称：", "演练甲厂"], ["详细地址：", "演练村"], [None, "____"])

    assert said(two, "F24") == [
        ("F24", ("B2", "C2"), "演练甲厂、演练乙厂"),
        ("F24", ("B3", "B4"), "演练村、5组"),
    ]
    assert [two.forms[0].get(key) for key in ("site_name", "address")] == [None, None]
    assert one.forms[0].get("site_name") == "演练甲厂"


def test_a_printed_line_is_no_value() -> None:
    submission = header(["企业名称：", "________"], ["1.详细地址：演练村"])

    assert [submission.forms[0].get(key) for key in ("site_name", "address")] == [None, "演练村"]
    assert said(submission, "F24", "N03") == []


def test_labels_in_the_column_of_remarks_are_labels_all_the_same() -> None:
    rows: list[list[CellValue]] = [list(row) for row in ROWS]
    rows[1], rows[3] = ["企业名称：", "演练甲厂", "问题编号：", "P001"], [*ROWS[3], "备注"]

    submission = handed_in(Grid("Sheet1", rows))

    assert [submission.forms[0].get(key) for key in ("site_name", "problem_id")] == ["演练甲厂", "P001"]


def test_an_item_that_nothing_seems_to_be_is_named_with_its_number() -> None:
    found = form(ANNEX2, {5: ["否"]}, {5: "企业负责人签字"})

    assert [(f.item, f.facts["detail"]) for f in found.findings if f.code == "F21"] == [("附件2第5项", "5")]


def test_an_answer_in_the_row_below_or_a_correction_there_is_not_read() -> None:
    below = form(ANNEX2, {}, more={2: [None, None, "是"]})
    corrected = form(ANNEX2, {2: ["否"]}, more={2: [None, None, "更正：是"]})

    assert [found.forms[0].get("closed") for found in (below, corrected)] == [None, None]
    assert [said(found, "F24") for found in (below, corrected)] == [
        [("F24", ("C5",), "是")],
        [("F24", ("C4", "C5"), "否、更正：是")],
    ]


def test_values_left_of_their_labels_are_not_read() -> None:
    found = form(ANNEX2, {3: ["是", "断水", "否", "断电"]})

    assert said(found, "F24") == [("F24", ("C5", "D5", "E5", "F5"), "是、断水、否、断电")]


def test_a_first_answer_stands_before_the_labels_of_the_others() -> None:
    found = form(ANNEX2, {10: ["是", "处罚金额", 20000]})

    assert (found.forms[0].get("fined"), found.forms[0].get("fine_yuan")) == ("是", 20000)


def test_items_out_of_order_are_one_form_and_a_second_without_its_first_item_is_seen() -> None:
    items = [list(row) for row in ROWS if isinstance(row[0], int)]
    mixed = handed_in(Grid("Sheet1", [*ROWS[:4], *items[10:], *items[:10], *ROWS[-2:]]))
    two = handed_in(Grid("Sheet1", [*ROWS[:4], *items[:-1], [None], ["企业名称：", "演练乙厂"], *items[1:]]))

    assert [(f.get("closed"), f.get("power_cut")) for f in mixed.forms] == [("是", "否")]
    assert [f.get("site_name") for f in two.forms] == ["演练作坊", "演练乙厂"]


def test_a_struck_text_of_an_item_is_no_item() -> None:
    grid = Grid("Sheet1", ROWS, {(5, 1): Look.STRUCK})

    submission = handed_in(grid)

    assert "closed" not in submission.forms[0].answers
    assert ("F51", ("B6", "C6"), "是否已关闭取缔") in said(submission, "F51")


def test_explanations_in_their_own_column_are_kept() -> None:
    rows: list[list[CellValue]] = [list(row) for row in ROWS]
    rows[3], rows[5] = [*ROWS[3], "说明"], [*ROWS[5], "现场已核对无误并拍照"]

    submission = handed_in(Grid("Sheet1", rows))

    assert submission.forms[0].notes == {5: "现场已核对无误并拍照"}
    assert said(submission, "N03") == []


def test_a_hidden_form_is_named_and_never_beats_one_that_is_seen() -> None:
    old = replace(changed((5, 2), "否"), sheet="旧", is_hidden=True)
    alone, both = handed_in(old), handed_in(old, changed((5, 2), "是"))

    assert (said(alone, "F43"), len(alone.forms)) == ([("F43", (), "旧")], 0)
    assert (said(both, "F43"), [form.get("closed") for form in both.forms]) == ([("F43", (), "旧")], ["是"])
    assert both.source.account is not None
    assert both.source.account.filled == sum(both.source.account.went.values())


def test_a_hidden_form_without_answers_is_nothing_to_name() -> None:
    blank = grid_of(ledger_sheet(SCREENING, (), NOTICE))
    submission = handed_in(replace(blank, is_hidden=True), changed((5, 2), "是"))

    assert said(submission, "F43") == []
    assert len(submission.forms) == 1


@pytest.mark.parametrize("title", ["2019年度{}", "{}（征求意见稿）", "{}（模板）", "{}第二联试填"])
def test_a_title_with_other_words_is_of_no_form_to_read(title: str) -> None:
    submission = handed_in(changed((0, 0), title.format(ANNEX2.title)))

    assert [f.code for f in submission.findings if f.code == "F53"] == ["F53"]
    assert not [form for form in submission.forms if not form.is_blank]


@pytest.mark.parametrize(
    "title",
    ["附件2：{}", "附件2 南通市如东县{}", "2020年8月{}（第二批）", "{}（续表）", "{}（如东县）", "注：{}另附复印件"],
)
def test_a_title_with_declared_additions_is_read(title: str) -> None:
    assert handed_in(changed((0, 0), title.format(ANNEX2.title))).forms[0].get("water_cut") == "是"


@pytest.mark.parametrize(
    "line", ["企业名称：__演练甲厂__", "企业(小作坊、黑窝点)名称: 演练甲厂", "被检查单位：演练甲厂＿＿"]
)
def test_the_print_of_a_blank_is_not_part_of_its_value(line: str) -> None:
    assert header([line], ["单位地址：演练村"]).forms[0].get("site_name") == "演练甲厂"
