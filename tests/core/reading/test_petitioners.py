"""五(四): petitioners' data is hidden in the sheets before anything is read from them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conftest import CONTEXT, drawn, grid_of
from tests.personal import SPELLINGS, held
from xhg_excel.core.model.grid import CellValue, Grid
from xhg_excel.core.model.submission import Source
from xhg_excel.core.reading.parse_workbook import parse_book
from xhg_excel.core.reading.petitioners import hide_petitioners
from xhg_excel.core.templates.workbooks import form_book, ledger_book
from xhg_excel.notice import NOTICE, PETITIONS
from xhg_excel.notice.small_chemical.annexes import ANNEX2
from xhg_excel.notice.words.privacy import HIDDEN

LIST = """
    | 信访举报清单 |        |            |            |        |        |          |      |
    | 设区市 | 县(市、区) | 信访编号 | 受理日期 | 反映事项 | 是否核实核查 | 是否处置 | 处置日期 | 是否应奖励 | 奖励金额 | {head} |
    | 南通市 | 如东县 | X1 | 2020-08-01 | 夜间排放 | 是 | 否 |  | 否 | | 演练张龙 |
"""


def shown(grid: Grid) -> Grid:
    (one,) = hide_petitioners([grid]).sheets
    return one.grid


@pytest.mark.parametrize(
    "head", ["举报人", "投诉人", "信访人姓名", "来访人", "反映人：", "手机号码", "身份证号", "举报人住址"]
)
def test_what_stands_below_a_declared_head_of_a_list_is_hidden(head: str) -> None:
    hidden = hide_petitioners([drawn(LIST.format(head=head))])

    assert hidden.sheets[0].grid.rows[2][10] == HIDDEN
    assert hidden.sheets[0].grid.rows[2][4] == "夜间排放"
    assert hidden.values == {"演练张龙"}
    assert hidden.findings == []  # there it belongs


def test_a_sheet_that_is_not_read_hides_below_and_behind_its_labels() -> None:
    grid = drawn("""
        | 投诉人 | 演练张龙 | 内容 |
        | 演练李凤 | 见来信 |  |
        | 联系电话 | 手机 | 备注 |
    """)

    hidden = hide_petitioners([grid])

    assert hidden.sheets[0].grid.rows == [
        ["投诉人", HIDDEN, "内容"], [HIDDEN, "见来信", ""], ["联系电话", "手机", HIDDEN],
    ]  # fmt: skip
    assert [(f.code, f.cells) for f in hidden.findings] == [("M07", ("B1", "A2", "C3"))]


def test_on_a_form_only_what_stands_behind_a_label_is_hidden() -> None:
    grid = grid_of(form_book(NOTICE, ANNEX2, {}, CONTEXT.registry).sheets[0])
    rows = [list(row) for row in grid.rows]
    rows.append(["投诉人", "演练张龙"])
    rows.append(["见附页", "另页"])

    hidden = shown(Grid("附件2", rows))

    assert [row[:2] for row in hidden.rows[-2:]] == [["投诉人", HIDDEN], ["见附页", "另页"]]
    assert hidden.rows[:-2] == rows[:-2]


def test_the_sheets_that_only_the_program_reads_are_left_alone() -> None:
    rows: list[list[CellValue]] = [["联系电话", "甲"]]

    assert shown(Grid("校验结果", rows)).rows == rows


@pytest.mark.parametrize("value", [13900001234, 13900001234.0, "139 0000 1234"])
def test_a_number_is_hidden_whatever_its_type(value: CellValue) -> None:
    rows: list[list[CellValue]] = [["见", value, 12.5, True, None]]

    assert shown(Grid("s", rows)).rows == [["见", HIDDEN, 12.5, True, None]]


def test_the_name_of_a_sheet_is_hidden_and_stays_its_own() -> None:
    hidden = hide_petitioners([Grid("举报13900001234", [["a"]]), Grid("举报13900005678", [["b"]])])

    assert [one.grid.sheet for one in hidden.sheets] == ["举报（已隐去）", "举报（已隐去2）"]


def test_a_note_or_text_box_is_hidden_as_its_cell_is() -> None:
    grid = replace(
        drawn(LIST.format(head="投诉人")), notes={(2, 10): "住演练村", (2, 0): "见 139 0000 1234", (2, 1): "核对过"}
    )

    hidden = hide_petitioners([grid])

    assert hidden.sheets[0].grid.notes == {(2, 10): HIDDEN, (2, 0): f"见 {HIDDEN}", (2, 1): "核对过"}
    assert [(f.code, f.cells) for f in hidden.findings] == [("M07", ("A3",))]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_finding_answer_or_repr_of_a_workbook_holds_a_number(spelling: str) -> None:
    grid = grid_of(ledger_book(NOTICE, PETITIONS, []).sheets[0])
    rows = [list(row) for row in grid.rows[:4]]
    head = next(row for row in rows if "反映事项" in row)
    row: list[CellValue] = ["" for _ in range(len(head) + 4)]
    for key, value in {
        "设区市": spelling,
        "信访编号": spelling,
        "反映事项": f"见{spelling}",
        "举报人": spelling,
    }.items():
        row[head.index(key)] = value
    row[len(head) + 2] = f"另{spelling}"

    made = parse_book([Grid("清单", [*rows, row])], Source("清单.xlsx"), CONTEXT)

    assert held(repr(made)) == []
    assert any(finding.code == "M07" for finding in made.findings)


def test_a_name_in_traditional_characters_is_the_same_name() -> None:
    made = parse_book(
        [drawn(LIST.format(head="投诉人"), "清单"), drawn("| 由演練張 龍反映 | 演练·张龙來信 |", "演練張龍")],
        Source("演练张龙.xlsx"),
        CONTEXT,
    )

    said = repr([made.findings, made.ledgers, made.source])
    assert "张龙" not in said
    assert "張龍" not in said.replace("Place(sheet='演練張龍'", "")  # the key by which cells are marked
