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
