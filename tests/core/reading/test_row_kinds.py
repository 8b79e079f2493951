"""A row of a register counts only with a name or number and an answer; every other row is named, none is counted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import CONTEXT
from xhg_excel.core.model.field_names import annex_columns, ledger_columns
from xhg_excel.core.model.grid import CellValue, Grid
from xhg_excel.core.model.submission import Source, Submission
from xhg_excel.core.reading.parse_workbook import parse_book
from xhg_excel.notice import PROBLEMS, SITE_ANNEXES

Row = list[CellValue]
ANNEX2 = SITE_ANNEXES[0]
HEADS: Row = ["序号", *(column.head for column in annex_columns(ANNEX2)), "备注"]
NAME, NUMBER, WATER, FINE = (
    HEADS.index(head) for head in ("企业（小作坊、黑窝点）名称", "问题编号", "3.断水", "10.处罚金额（元）")
)


def row(**cells: CellValue) -> Row:
    """Return a row of the register; cells by `order`, `name`, `number`, `water`, `fine`, `remark`."""
    at = {"order": 0, "name": NAME, "number": NUMBER, "water": WATER, "fine": FINE, "remark": len(HEADS) - 1}
    found: Row = [None] * len(HEADS)
    for key, value in cells.items():
        found[at[key]] = value
    return found


def site(number: int, **more: CellValue) -> Row:
    return row(**{"order": number, "name": f"演练{number}厂", "number": f"P{number:03}", "water": "是", **more})


def read(*rows: Row, heads: Row = HEADS) -> Submission:
    return parse_book([Grid("登记", [heads, *rows])], Source("如东县.xlsx"), CONTEXT)


def counted(submission: Submission) -> list[object]:
    return [form.get("problem_id") for form in submission.forms]


# fmt: off
JUNK: dict[str, tuple[str, list[Row]]] = {
    "heads again": ("L10", [list(HEADS)]),
    "column numbers": ("L10", [[number + 1 for number in range(len(HEADS))], [f"（{n}）" for n in range(len(HEADS))]]),
    "notes": ("L10", [row(name="注：以上均已核实"), row(order="备注：共两页"), row(order="填表人：张三", number="审核人：李四")]),
    "signatures": ("L10", [row(order="填报日期：2020年8月12日"), row(name="联系电话：0513"), row(name="制表人（签字）：张三")]),
    "examples": ("L10", [site(900, order="例"), site(900, name="例：某某厂"), site(900, name="（示例）某某厂"), site(900, order="示例1")]),
    "totals": ("L05", [row(order="共2家"), row(name="合计：12家"), row(order="合计", fine=20000), row(name="共计3家。", fine=3)]),
    "deleted": ("L11", [site(900, remark="已删除"), site(900, remark="此行作废，不计"), site(900, name="演练厂（作废）")]),
    "towns": ("L11", [row(name="演练镇"), row(name="演练街道", number="三家")]),
    "half a site": ("L11", [row(water="否"), row(water="是", fine=3), row(name="1", water="是")]),
    "no answer": ("L11", [row(name="演练厂", number="P900"), row(name="演练厂", number="P900", fine=300), row(name="演练厂", water=3)]),
}
# fmt: on


@pytest.mark.parametrize("kind", JUNK)
def test_a_row_that_is_no_site_is_named_and_not_counted(kind: str) -> None:
    code, rows = JUNK[kind]
    for junk in rows:
        found = read(site(1), junk, site(2))

        assert counted(found) == ["P001", "P002"], junk
        named = {place.col for one in found.findings if one.code == code for place in one.places if place.row == 2}
        assert named >= {
            col for col, value in enumerate(junk) if value is not None and (col or not isinstance(value, int))
        }


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(st.integers(1, 800), st.sampled_from([row for _, rows in JUNK.values() for row in rows])), max_size=9
    )
)
def test_rows_counted_are_rows_meant_and_every_cell_is_used_or_named(picked: list[int | Row]) -> None:
    rows = [site(one) if isinstance(one, int) else one for one in picked]

    found = read(*rows, site(801))

    assert counted(found) == [f"P{one:03}" for one in [*picked, 801] if isinstance(one, int)]
    used = {place for form in found.forms for place in form.places.values()}
    used |= {place for one in found.findings for place in one.places}
    cells = {
        (at, col) for at, values in enumerate(rows, 1) for col, value in enumerate(values) if value is not None and col
    }
    assert cells <= {(place.row, place.col) for place in used}
    assert found.source.account is not None
    assert found.source.account.is_balanced


def test_a_site_without_a_name_but_with_its_number_counts() -> None:
    found = read(site(1), site(2, name=None))

    assert counted(found) == ["P001", "P002"]
    assert any(one.code == "E01" and one.cells == ("B3",) for one in found.findings)


def test_an_unreadable_answer_is_an_answer() -> None:
    assert counted(read(site(1, water="部分"))) == ["P001"]


def test_a_remark_about_something_else_changes_nothing() -> None:
    assert counted(read(site(1, remark="设备已删除登记"), site(2, remark="已核实"))) == ["P001", "P002"]


def test_a_head_asked_with_whether_is_the_same_head() -> None:
    same, other = (
        read(site(1), heads=[head_text if head == "3.断水" else head for head in HEADS])
        for head_text in ("是否断水", "未断水")
    )

    assert same.forms[0].get("water_cut") == "是"
    assert counted(other) == []  # its only answer stands under a head that asks for something else
    assert any(one.code == "L11" for one in other.findings)


def test_rows_of_a_ledger_that_are_none_are_named_and_not_counted() -> None:
    heads: Row = ["序号", *(column.head for column in ledger_columns(PROBLEMS))]
    good: Row = [1, "南通市", "如东县", "P001", "演练厂", "演练村", "小化工", None, None, "未完成"]
    junk: list[Row] = [
        [None, "演练镇"],
        ["注：演练"],
        list(range(12)),
        list(heads),
        [None, None, None, "P002", "演练厂（已删除）"],
    ]

    found = parse_book([Grid("问题清单", [heads, good, *junk])], Source("清单.xlsx"), CONTEXT)

    assert len(found.ledgers[0].rows) == 1
    assert {row for one in found.findings if one.code in ("L10", "L11") for row in {p.row for p in one.places}} == {
        2,
        3,
        4,
        5,
        6,
    }


@pytest.mark.parametrize(
    ("sheet", "above", "void"),
    [
        ("作废", [], True), ("附件2登记表（旧表）", [], True), ("登记", [["（草稿）违法违规“小化工”登记表"]], True),
        ("登记", [["“小化工”自查情况表"]], True), ("登记", [["现场督导情况汇总表", "共2家"]], False),
        ("登记", [["自查与督导都登记"]], True), ("登记", [["自查的不登"]], False),
    ],
)  # fmt: skip
def test_a_register_that_is_not_handed_in_is_named_and_not_used(sheet: str, above: list[Row], *, void: bool) -> None:
    read_as = parse_book([Grid(sheet, [*above, HEADS, site(1)])], Source("南通市如东县.xlsx"), CONTEXT)

    assert ("F53" in {f.code for f in read_as.findings}, len(read_as.forms)) == (void, 1 - void)


def test_a_ledger_on_a_void_sheet_is_named_by_its_title_and_one_of_own_findings_is_read() -> None:
    heads: Row = [column.head for column in ledger_columns(PROBLEMS)]
    filled: Row = ["南通市", "如东县", "P001", *["演练"] * (len(heads) - 3)]

    void, own = (
        parse_book([Grid(sheet, [heads, filled])], Source("清单.xlsx"), CONTEXT) for sheet in ("作废", "自查问题清单")
    )

    assert ([(f.code, f.item) for f in void.findings], void.ledgers) == ([("F53", PROBLEMS.title)], [])
    assert len(own.ledgers[0].rows) == 1


def test_a_void_text_box_on_a_register_counts() -> None:
    """One on a cell of a site concerns that cell only."""
    at = {"beside": (9, 9), "in the title": (0, 0), "on a name": (2, NAME)}
    grids = (Grid("登记", [["登记表"], HEADS, site(1)], notes={cell: "样表"}) for cell in at.values())

    read_as = [parse_book([grid], Source("南通市如东县.xlsx"), CONTEXT) for grid in grids]

    assert dict(zip(at, [len(one.forms) for one in read_as], strict=True)) == {
        "beside": 0,
        "in the title": 0,
        "on a name": 1,
    }
    assert read_as[-1].forms[0].get("site_name") is None


@pytest.mark.parametrize("head", ["3.断水", "断水"])
def test_two_columns_with_the_same_head_are_named_and_neither_is_read(head: str) -> None:
    heads, first = [*HEADS, head], [*site(1), "否"]
    first[heads.index("3.断电")] = "是"
    if head == "断水":
        heads[WATER] = "断水"

    read_as = read(first, heads=heads)

    assert read_as.forms[0].get("water_cut") is None
    assert {f.facts["detail"] for f in read_as.findings if f.code == "F19"} == {"3.断水"}
    cells = {cell for f in read_as.findings if f.code == "N03" for cell in f.cells}
    assert {"H2", "AK2"} <= cells


def test_two_names_in_one_cell_of_a_retyped_register_are_named() -> None:
    heads = ["企业名称" if head == HEADS[NAME] else head for head in HEADS]

    read_as = read(site(1, name="演练甲厂 / 演练丙厂"), site(2), heads=heads)

    assert [form.get("site_name") for form in read_as.forms] == [None, "演练2厂"]
    assert [f.cells for f in read_as.findings if f.code == "E21"] == [("B2",)]
