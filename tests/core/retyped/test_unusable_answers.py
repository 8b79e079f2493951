"""Samples, drafts, void forms, stand-ins for answers: named, not read."""

from __future__ import annotations

import pytest

from tests.core.retyped.test_read_form import ROWS, handed_in, said
from xhg_excel.core.model.grid import CellValue, Grid
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.retyped.unusable_answers import is_no_text
from xhg_excel.notice.small_chemical.annexes import ANNEX1, ANNEX3

Rows = list[list[CellValue]]


def with_value(row: int, col: int, value: CellValue, sheet: str = "Sheet1") -> Submission:
    rows: Rows = [list(values) for values in ROWS]
    rows[row][col] = value
    return handed_in(Grid(sheet, rows))


NAME, ADDRESS, REASON, SIGNED = (1, 1), (2, 1), (10, 2), (17, 1)


# fmt: off
@pytest.mark.parametrize(("at", "key", "value"), [
    *((NAME, "site_name", value) for value in ("XX厂", "×××厂", "如：如东作坊", "（单位全称）", "请填写", "***")),
    *((ADDRESS, "address", value) for value in ("同上", "某镇某村", "X镇X村", "不详")),
    *((REASON, "reason_unfinished", value) for value in ("（填写是或否）", "是/否", "请选择", "……", 44055, "□是 □否", "断水：是；断电：否")),
    *((SIGNED, "inspectors", value) for value in ("（签名）", "（签字）", "【请输入】", "8月12日", "2020.8.12", "12")),
])
def test_print_of_a_form_and_stand_ins_are_no_text(at: tuple[int, int], key: str, value: CellValue) -> None:
    submission = with_value(*at, value)

    assert key not in submission.forms[0].answers
    assert [cells for code, cells, _ in said(submission, "E21")] == [(f"{'ABC'[at[1]]}{at[0] + 1}",)]


@pytest.mark.parametrize(("at", "key", "value"), [
    (NAME, "site_name", "演练甲厂（北区）"), (ADDRESS, "address", "演练村3-5号"), (REASON, "reason_unfinished", "负责人某某外出"),
    (REASON, "reason_unfinished", "说明" * 200), (SIGNED, "inspectors", "张三、李四"),
])
def test_a_text_is_read(at: tuple[int, int], key: str, value: str) -> None:
    submission = with_value(*at, value)

    assert submission.forms[0].get(key) == (value if len(value) < 120 else None)
    assert said(submission, "E21") == []
# fmt: on


@pytest.mark.parametrize("value", ["无", "没有", "已完成整治"])
def test_a_reason_that_says_there_is_none_is_blank(value: str) -> None:
    submission = with_value(*REASON, value)

    assert submission.forms[0].answers["reason_unfinished"] is None
    assert ("N01", ("C11",), value) in said(submission, "N01")


@pytest.mark.parametrize(
    "mark",
    [
        "（示例）违法违规“小化工”现场督导检查表",
        "样表",
        "例：",
        "此表作废",
        "草稿，请勿填报",
        "违法违规“小化工”现场督导检查计划表",
    ],
)
def test_a_form_that_says_it_is_none_is_not_read(mark: str) -> None:
    above = handed_in(Grid("Sheet1", [[mark], *ROWS[1:]]))
    below = handed_in(Grid("Sheet1", [*ROWS[:16], [None, mark], *ROWS[16:]]))

    for submission in (above, below):
        assert submission.forms == []
        assert [f.code for f in submission.findings if f.code in ("F53", "F03")] == ["F53"]


@pytest.mark.parametrize("name", ["备份", "旧表", "附件2草稿", "样表"])
def test_a_form_on_a_sheet_that_is_called_old_or_a_draft_is_not_read(name: str) -> None:
    submission = handed_in(Grid("附件2", ROWS), Grid(name, ROWS))

    assert len(submission.forms) == 1
    assert [f.sheet for f in submission.findings if f.code == "F53"] == [name]


def test_such_a_word_in_an_answer_concerns_that_answer_only() -> None:
    assert with_value(*REASON, "原租赁合同已作废，正在重签").forms[0].get("reason_unfinished") is not None


def test_a_title_of_another_annex_contradicts_the_items() -> None:
    rows: Rows = [[ANNEX3.title], *(list(row) for row in ROWS[1:])]

    submission = handed_in(Grid("Sheet1", rows))

    assert (submission.forms, [f.code for f in submission.findings if f.code == "F23"]) == ([], ["F23"])


def test_a_long_text_of_an_item_that_is_free_is_a_text() -> None:
    assert is_no_text("（" + "说明" * 30 + "）", in_item=True) is False


def counted(*notes: str, head: str = "检查情况", beside: str | None = None) -> Submission:
    """Return Annex 1 with three counts, notes above it, and a unit beside the second count."""
    rows: Rows = [[note] for note in notes]
    rows += [[ANNEX1.title], ["序号", "督导内容", head]]
    values: dict[int, list[CellValue]] = {1: ["是"], 6: [10], 7: [3, beside], 17: ["没收金额：2；罚款：3万"]}
    rows += [[item.number, item.text, *values.get(item.number, [])] for item in ANNEX1.items]
    return handed_in(Grid("Sheet1", rows))


@pytest.mark.parametrize("note", ["单位：万份", "计量单位：千张", "数量（百）"])
def test_a_unit_that_multiplies_counts_leaves_them_unread(note: str) -> None:
    submission = counted(note)

    assert submission.forms[0].get("council_established") == "是"
    assert not {"slogans_count", "posters_count"} & submission.forms[0].answers.keys()
    assert [cells for _, cells, _ in said(submission, "E22")][:2] == [("C9",), ("C10",)]


@pytest.mark.parametrize("note", ["单位：万元", "注：1.金额以千元为单位；2.时间填8月", "货币单位：人民币百元"])
def test_a_unit_that_multiplies_amounts_leaves_counts_alone(note: str) -> None:
    submission = counted(note)

    assert (submission.forms[0].get("slogans_count"), submission.forms[0].get("posters_count")) == (10, 3)
    assert submission.forms[0].get("confiscated_yuan") is None


def test_a_unit_beside_an_item_concerns_that_item_only() -> None:
    submission = counted(beside="千份")

    assert submission.forms[0].get("slogans_count") == 10
    assert submission.forms[0].get("posters_count") is None


@pytest.mark.parametrize("note", ["单位：元", "单位：家", "罚款2万元已缴", "共3千份"])
def test_an_amount_is_no_unit(note: str) -> None:
    assert counted(note).forms[0].get("slogans_count") == 10


@pytest.mark.parametrize(("value", "is_none"), [("是/否", True), ("□是□否", True), ("是/", False), ("是", False)])
def test_options_without_a_choice_are_no_text(value: str, is_none: bool) -> None:
    assert is_no_text(value, in_item=False) == is_none
