"""Answers in more words than one: declared ones change nothing, any other word names the cell."""

from __future__ import annotations

from datetime import date

import pytest

from tests.conftest import CONTEXT
from tests.mutation.copies import Rows, retyped_rows
from xhg_excel.core.model.grid import CellValue, Grid
from xhg_excel.core.model.submission import Source, Submission
from xhg_excel.core.reading.parse_workbook import parse_book
from xhg_excel.core.retyped.plain_answers import plain_answer
from xhg_excel.notice.schema.form import Annex
from xhg_excel.notice.small_chemical.annexes import ANNEX1, ANNEX2, ANNEX3

TRUTH = {"site_name": "演练甲厂", "problem_id": "P001", "address": "演练镇三村5组", "closed": "是", "water_cut": "是", "power_cut": "是", "council_established": "是", "site_type": "小电镀"}  # fmt: skip


def rows_of(annex: Annex, said: dict[int, CellValue] | None = None) -> Rows:
    rows = retyped_rows(annex, {field.key: TRUTH.get(field.key) for field in annex.fields})
    for row in rows:
        if isinstance(row[0], int) and row[0] in (said or {}):
            row[2] = (said or {})[row[0]]
    return rows


def read(rows: Rows, *, name: str = "南通市如东县.xlsx", sheet: str = "Sheet1") -> Submission:
    return parse_book([Grid(sheet, rows)], Source(name), CONTEXT)


@pytest.mark.parametrize(
    ("annex", "number", "text", "expected"),
    [
        (ANNEX2, 2, "是（7月20日镇政府取缔）", {"closed": "是"}),
        (ANNEX2, 2, "是，已于8月3日关闭取缔。", {"closed": "是"}),
        (ANNEX2, 2, "已关闭取缔", {"closed": "是"}),
        (ANNEX2, 2, "未关闭取缔", {"closed": "否"}),
        (ANNEX2, 4, "已彻底拆除生产、储存设备设施", {"equipment_removed": "是"}),
        (ANNEX2, 3, "已断水、已断电", {"water_cut": "是", "power_cut": "是"}),
        (ANNEX2, 3, "已断水，未断电", {"water_cut": "是", "power_cut": "否"}),
        (ANNEX2, 3, "1.断水：是\n2.断电：否", {"water_cut": "是", "power_cut": "否"}),
        (ANNEX2, 3, "①断水：是 ②断电：否", {"water_cut": "是", "power_cut": "否"}),
        (ANNEX1, 6, "共悬挂标语300条", {"slogans_count": 300}),
        (ANNEX1, 6, "累计：1,300条", {"slogans_count": 1300}),
        (ANNEX1, 7, "印发宣传海报12份", {"posters_count": 12}),
    ],
)  # fmt: skip
def test_declared_words_around_an_answer_change_nothing(
    annex: Annex, number: int, text: str, expected: dict[str, object]
) -> None:
    read_as = read(rows_of(annex, {number: text}))

    assert {key: read_as.forms[0].get(key) for key in expected} == expected
    assert "N01" in {finding.code for finding in read_as.findings}


@pytest.mark.parametrize(
    ("annex", "number", "text", "keys"),
    [
        (ANNEX2, 2, "是（拟取缔）", ["closed"]), (ANNEX2, 2, "是（8月30日取缔）", ["closed"]),
        (ANNEX2, 2, "是，但有反弹", ["closed"]), (ANNEX2, 2, "否（7月20日取缔）", ["closed"]),
        (ANNEX2, 2, "已于8月1日取缔", ["closed"]), (ANNEX2, 2, "是（未由镇政府取缔）", ["closed"]),
        (ANNEX2, 3, "未断水断电", ["water_cut", "power_cut"]), (ANNEX2, 3, "已断水，未断水", ["water_cut", "power_cut"]),
        (ANNEX2, 3, "已断水，拟断电", ["water_cut", "power_cut"]),
        (ANNEX1, 6, "计划悬挂300条", ["slogans_count"]), (ANNEX1, 6, "共300余条", ["slogans_count"]),
        (ANNEX1, 6, "共悬挂标语300条、横幅20条", ["slogans_count"]), (ANNEX1, 6, "共悬挂横幅300条", ["slogans_count"]),
        (ANNEX1, 6, "共300份", ["slogans_count"]),
    ],
)  # fmt: skip
def test_any_other_word_names_the_cell(annex: Annex, number: int, text: str, keys: list[str]) -> None:
    read_as = read(rows_of(annex, {number: text}))

    form = read_as.forms[0]
    assert [form.get(key) for key in keys] == [None] * len(keys)
    named = {place for f in read_as.findings if f.code in ("E02", "E11", "F24", "R103") for place in f.places}
    assert {form.places[key] for key in keys} <= named


def test_long_texts_and_other_values_stay_as_they_are() -> None:
    item, long = ANNEX2.items[2], "断水" * 200

    assert [plain_answer(item, value) for value in (3.0, None, long)] == [3.0, None, long]
    assert plain_answer(item, "。") == "。"


@pytest.mark.parametrize(
    ("typed", "site_type", "other"),
    [
        ("其它（小塑料）", "其它", "小塑料"), ("其他：小塑料", "其它", "小塑料"), ("其它", "其它", None),
        ("其它（____）", None, None), ("其它（待定）", None, None), ("其它（小电镀）", None, None), ("小电镀（小塑料）", None, None), (3.0, None, None),
    ],
)  # fmt: skip
def test_a_text_behind_other_is_the_text_of_the_other_type(
    typed: CellValue, site_type: str | None, other: str | None
) -> None:
    rows = rows_of(ANNEX3)
    rows = [[row[0], typed] if row[0] == "类型：" else row for row in rows if row[0] != "其它类型："]

    form = read(rows).forms[0]

    assert (form.get("site_type"), form.get("other_type")) == (site_type, other)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([2020.0, "年", 8.0, "月", 12.0, "日"], date(2020, 8, 12)), ([None, "8月", None, "12", "日"], date(2020, 8, 12)),
        (["二〇二〇年八月十二日"], date(2020, 8, 12)), (["8月12号"], date(2020, 8, 12)),
        (["8月", "12日", "填表人：", "演练甲"], date(2020, 8, 12)),
        (["8月", "12日", "8月", "13日"], None), ([8.0, "月", "12-13", "日"], None), ([8.0, "月"], None),
    ],
)  # fmt: skip
def test_a_day_may_be_written_over_several_cells_and_in_chinese_digits(
    cells: list[CellValue], expected: date | None
) -> None:
    rows = [[row[0], *cells] if row[0] == "时间：" else row for row in rows_of(ANNEX2)]

    read_as = read(rows)

    assert read_as.forms[0].get("visited_on") == expected
    unread = {cell for f in read_as.findings if f.code in ("N03", "F24") for cell in f.cells}
    assert bool(unread) is (expected is None)


@pytest.mark.parametrize("sheet", ["作废", "附件2（草稿）", "备份", "旧表", "示例", "模拟", "自查"])
def test_a_sheet_whose_name_says_that_it_is_not_handed_in_is_named_and_not_used(sheet: str) -> None:
    read_as = read(rows_of(ANNEX2), sheet=sheet)

    assert ([f.code for f in read_as.findings if f.code != "F12"], read_as.forms) == (["F53"], [])
    assert read_as.findings[0].item == ANNEX2.label


@pytest.mark.parametrize("name", ["演练甲厂 / 演练丙厂", "演练甲厂\n演练丙厂", "演练甲厂、演练丙厂"])
def test_two_names_in_one_cell_are_named(name: str) -> None:
    read_as = read([[row[0], name] if str(row[0]).endswith("名称：") else row for row in rows_of(ANNEX2)])

    assert read_as.forms[0].get("site_name") is None
    assert ("E21", ("B3",)) in {(f.code, f.cells) for f in read_as.findings}


@pytest.mark.parametrize(
    ("title", "sheet"),
    [
        (f"演练街道{ANNEX1.title}", "Sheet1"), (f"{ANNEX1.title}（演练镇）", "Sheet1"), (f"如东县演练镇{ANNEX1.title}", "表"),
        (ANNEX1.title, "演练镇"),
    ],
)  # fmt: skip
def test_a_form_of_a_town_is_not_the_countys(title: str, sheet: str) -> None:
    read_as = read([[title] if row == [ANNEX1.title] else row for row in rows_of(ANNEX1)], sheet=sheet)

    assert read_as.unit is None
    assert "F06" in {f.code for f in read_as.findings}


def test_a_town_on_the_form_of_a_site_is_its_place() -> None:
    read_as = read(rows_of(ANNEX2), sheet="演练镇")

    assert read_as.unit is not None
    assert read_as.unit.full_name == "南通市如东县"
