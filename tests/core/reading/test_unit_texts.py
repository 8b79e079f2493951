"""Every name of a unit on a sheet takes part; values behind other labels, addresses and companies do not."""

from __future__ import annotations

import pytest

from tests.conftest import CONTEXT
from xhg_excel.core.model.field_names import annex_columns
from xhg_excel.core.model.grid import CellValue, Grid
from xhg_excel.core.model.submission import Source, Submission
from xhg_excel.core.reading.parse_workbook import parse_book
from xhg_excel.notice import ANNEXES

ANNEX1, ANNEX2 = ANNEXES[0], ANNEXES[1]
Rows = list[list[CellValue]]


def retyped(above: Rows, below: Rows = (), title: str = ANNEX1.title, head: str = "检查情况") -> Rows:  # type: ignore[assignment]
    items: Rows = [[item.number, item.text, "是"] for item in ANNEX1.items]
    return [[title], *above, ["序号", "督导内容", head], *items, *below]


def site(name: str, unit_line: Rows) -> Rows:
    items: Rows = [[item.number, item.text, "是"] for item in ANNEX2.items]
    header: Rows = [["名称：", name, "问题编号：", "P001"], ["详细地址：", "海安市演练村"]]
    return [
        [ANNEX2.title],
        *unit_line,
        *header,
        ["序号", "检查内容", "检查情况"],
        *items,
        ["检查人：", "张三"],
        ["时间：", "8月12日"],
    ]


def read(file: str = "收件/附件1.xlsx", /, **sheets: Rows) -> Submission:
    grids = [Grid(name, rows) for name, rows in sheets.items()]
    return parse_book(grids, Source(file), CONTEXT)


def unit(found: Submission) -> str | None:
    return found.unit.name if found.unit else None


def codes(found: Submission) -> set[str]:
    return {one.code for one in found.findings} & {"F06", "F07", "F12", "F14", "F26", "F60", "M06", "N07", "N20"}


@pytest.mark.parametrize(
    ("line", "name", "said"),
    [
        (["填报单位：如东县应急管理局"], "如东县", set()),
        (["填报单位：如东县人民政府（盖章）"], "如东县", set()),
        (["填报单位：江苏省南通市如东县"], "如东县", set()),
        (["填报单位：如东  填报人：张三  2020年8月"], "如东县", set()),
        (["填报单位：320623"], "如东县", set()),
        (["填报单位（盖章）：", "如东县"], "如东县", None),
        (["填报单位：徐州鼓楼区"], "鼓楼区", set()),
        (["填报单位：港闸"], "崇川区", {"F14"}),
        (["单位：如东县"], "如东县", {"N20"}),
        (["督导地区", "如东县"], "如东县", {"N20"}),
        (["如东县（盖章）"], "如东县", {"N20"}),
        (["如东县安监局（公章）"], "如东县", {"N20"}),
        (["填报单位：加东县"], None, {"F06"}),
        (["填报单位：如皋县"], None, {"F06"}),
        (["填报单位：如東縣"], None, {"F06"}),
        (["填报单位：鼓楼区"], None, {"F07"}),
        (["填报单位：南通市应急管理局"], None, {"F12"}),
        (["单位：万元"], None, {"F12"}),
        (["填报单位（盖章）：", None], None, {"F12"}),
        (["填报单位（盖章）：", "填报人：张三"], None, {"F12"}),
        (["地址：如东县海安路3号"], None, {"F12"}),
        (["填报单位：如东县、海安市"], None, {"M06"}),
        (["填报单位：如东县"], "如东县", set()),
    ],
)
def test_a_line_above_the_items_says_the_unit(line: list[CellValue], name: str | None, said: set[str] | None) -> None:
    found = read(Sheet1=retyped([line]))

    assert unit(found) == name
    assert said is None or codes(found) == said
    assert found.source.account is not None
    assert found.source.account.is_balanced


@pytest.mark.parametrize(
    "sheets",
    [
        {"如东县": retyped([]), "海安市": retyped([])},
        {"Sheet1": retyped([["填报单位：如东县"]], title="海安市" + ANNEX1.title)},
        {"Sheet1": retyped([["填报单位：如东县"], ["海安市（盖章）"]])},
        {"Sheet1": retyped([["填报单位：如东县"]], [["海安市应急管理局（盖章）"]])},
        {"Sheet1": retyped([["填报单位：如东县"]], [["填报单位：海安市"]])},
        {"Sheet1": retyped([["填报单位：如东县"]], head="海安市")},
        {"海安市": retyped([["填报单位：如东县"]])},
        {"Sheet1": retyped([["填报单位：如东县", None, None, "市本级"]])},
        {"Sheet1": site("演练甲厂", [["填报单位：如东县"]]) + site("演练乙厂", [["填报单位：海安市"]])},
        {"Sheet1": retyped([["填报单位：如东县"]], title="海安市第二批“小化工”督导（2020年8月）")},
    ],
)
def test_two_units_in_one_workbook_are_named_and_neither_is_used(sheets: dict[str, Rows]) -> None:
    found = read(**sheets)

    assert unit(found) is None
    assert "M06" in codes(found)


@pytest.mark.parametrize(
    ("file", "sheets", "said"),
    [
        ("南通市/如东县 报送.xlsx", {"海安市": retyped([])}, {"F26"}),
        ("南通市/如东县 报送.xlsx", {"Sheet1": retyped([], head="海安市")}, {"F26"}),
        ("如东县/附件1.xlsx", {"Sheet1": retyped([["单位：海安市"]])}, {"F26"}),
        ("无锡市/附件1.xlsx", {"Sheet1": retyped([["单位：海安市"]])}, {"F26"}),
        ("如皋县/附件1.xlsx", {"Sheet1": retyped([["单位：如皋市"]])}, {"F06"}),
        ("附件1.xlsx", {"如皋县": retyped([])}, {"F06"}),
    ],
)
def test_a_unit_on_the_sheet_that_is_not_that_of_the_file_is_named(
    file: str, sheets: dict[str, Rows], said: set[str]
) -> None:
    found = read(file, **sheets)

    assert (unit(found), codes(found)) == (None, said)


def test_names_of_companies_roads_and_values_of_other_labels_say_nothing() -> None:
    found = read("如东县/海安路小作坊.xlsx", 检查表=site("海安化工厂", []))

    assert (unit(found), codes(found)) == ("如东县", {"N07"})
    assert unit(read(Sheet1=[["海安市第一化工厂督导检查表"], *site("演练甲厂", [])[1:]])) is None


def test_a_county_in_two_cities_is_completed_by_the_folder() -> None:
    found = read("徐州市/附件1.xlsx", Sheet1=retyped([["单位：鼓楼区"]]))

    assert found.unit is not None
    assert (found.unit.full_name, codes(found)) == ("徐州市鼓楼区", {"N07", "N20"})


def test_a_register_with_a_column_of_several_counties_belongs_to_none() -> None:
    columns = annex_columns(ANNEX2)
    heads: list[CellValue] = ["县（市、区）", *(column.head for column in columns)]
    yes: list[CellValue] = ["是"] * 20
    rows: Rows = [[county, "演练甲厂", "P001", *yes] for county in ("如东县", "海安市")]

    assert codes(read(登记=[heads, *rows])) == {"M06"}
    assert unit(read(登记=[heads, rows[0], rows[0]])) == "如东县"


def test_a_title_page_says_the_unit() -> None:
    cover: Rows = [["海安市“小化工”专项督导"], ["填报单位", "如东县"], ["填表人", "张三"], ["填表日期", "8月12日"]]

    assert codes(read(封面=cover, Sheet1=retyped([]))) == {"M06"}
