"""Plain tables: how a cell looks and how wide its column is, by what it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from tests.conftest import CONTEXT
from xhg_excel.core.sheets.layout import Area, Cell, Content, Formula, Link, SheetLayout, text_width
from xhg_excel.core.sheets.table import (
    ARROW_POINTS,
    FIRST_ROW,
    HEADS_ROW,
    Column,
    Table,
    style_of,
    widths,
    without_filter,
)
from xhg_excel.core.templates.register import ledger_sheet
from xhg_excel.notice import SCREENING
from xhg_excel.notice.schema.style import STYLES


def test_a_cell_looks_as_what_it_holds() -> None:
    contents: list[Content] = [0.5, True, 3, Decimal("1.5"), date(2020, 8, 20), "演练", None, Link("a!A1", 3)]

    assert [(style_of(content), style_of(content, total=True)) for content in contents] == [
        ("cell_rate", "total_rate"),
        ("cell", "total"),
        ("cell_count", "total_count"),
        ("cell_yuan", "total_yuan"),
        ("cell_date", "cell_date"),
        ("cell", "total"),
        ("cell", "total"),
        ("cell_count", "total_count"),
    ]


def test_a_column_is_as_wide_as_what_it_shows_not_as_what_it_stores() -> None:
    """A third is shown as 33.3%, a number with its commas, a date without the time."""
    shown = ["100.0%", "1,234,567,890", "2020-12-31", "演练作坊演练作坊", "演练作坊演练作坊", "", "12345678901"]
    row: list[Content] = [
        1 / 3,
        1234567890,
        date(2020, 8, 20),
        "演练作坊演练作坊\n演练",
        Link("a!A1", "演练作坊演练作坊"),
        None,
        Formula("=A1", 12345678901),
    ]

    one, other = (
        Table[dict[str, Content]]("表", dict.fromkeys(map(str, range(7)), "")).sheet([_keyed(of)])
        for of in (row, shown)
    )
    assert one.widths == other.widths


def _keyed(contents: Sequence[Content]) -> dict[str, Content]:
    return {str(number): content for number, content in enumerate(contents)}


HEADS = {"city": "设区市", "rest": "余下每天须完成的家数"}


def table(*columns: Column[Mapping[str, Content]]) -> SheetLayout:
    return Table("表", HEADS, columns).sheet([{"city": "南通市", "rest": 3}])


def _lines(head: str, width: float) -> int:
    """Return how many lines a head takes, a character of 10.5 points being as wide as two of the column's."""
    return -(-text_width(head) // (int(width - 0.7) // 2 * 2))


@pytest.mark.parametrize(
    "sheet",
    [
        table(),
        table(*widths(HEADS, 20.0, 8.0)),
        table(Column("rest", widest=7.0)),
        ledger_sheet(SCREENING, [], CONTEXT.campaign),
    ],
    ids=["as made", "set", "narrowed", "ledger"],
)
def test_heads_stand_over_the_arrows_that_filter(sheet: SheetLayout) -> None:
    """Arrows stand at the foot of their cells: texts at the top, and room for both in whatever width."""
    heads = [sheet.cells[HEADS_ROW, col] for col in range(len(sheet.widths))]
    texts = [_lines(str(head.content), width) for head, width in zip(heads, sheet.widths, strict=True)]

    assert sheet.filter_block is not None
    assert {STYLES[head.style].valign for head in heads} == {"top"}
    assert sheet.heights[HEADS_ROW] >= max(texts) * 15 + ARROW_POINTS


def test_heads_without_arrows_stand_in_the_middle() -> None:
    sheet = table()
    high = sheet.heights[HEADS_ROW]

    without_filter(sheet)

    assert sheet.filter_block is None
    assert [sheet.cells[HEADS_ROW, col].style for col in (0, 1)] == ["head_small"] * 2
    assert sheet.heights[HEADS_ROW] == high - ARROW_POINTS


@dataclass(frozen=True)
class Row:
    """One line of the table 设区市 | 还差 | 指纹."""

    city: str
    lacking: int
    code: str = "0" * 64


HEADED = {"city": "设区市", "lacking": "还差", "code": "指纹"}


def test_a_column_without_a_value_shows_the_rows_own() -> None:
    table = Table[Row]("表", HEADED)

    assert table.values(Row("南通市", 3, "")) == {"city": "南通市", "lacking": 3, "code": ""}
    assert Table[dict[str, str]]("表", {"a": "甲"}).values({"a": "乙"}) == {"a": "乙"}


def test_a_column_without_a_head_is_refused() -> None:
    with pytest.raises(KeyError, match="nowhere"):
        Table("表", HEADED, [Column("nowhere")])


def test_a_look_is_one_for_the_column_or_one_for_the_row() -> None:
    must = Column[Row]("lacking", look=lambda row: "must" if row.lacking else "")
    table = Table("表", HEADED, [Column("city", look="remark"), must])

    sheet = table.sheet([Row("南通市", 3), Row("扬州市", 0)])

    looks = [[sheet.cells[row, table.col(key)].style for key in ("city", "lacking")] for row in (3, 4)]
    assert looks == [["remark", "must"], ["remark", "cell_count"]]


def test_rows_are_as_high_as_their_texts_at_the_width_that_is_set() -> None:
    """A set width folds the text; short texts stay in the middle, whatever width is set."""
    rows = [Row("南通市", 3)]
    wide = Table("表", HEADED, [Column[Row]("city", width=30.0)]).sheet(rows)
    tight = Table("表", HEADED, [Column[Row]("code", widest=10.0)]).sheet(rows)

    assert wide.widths[0] == 30.0
    assert wide.cells[FIRST_ROW, 0] == Cell("南通市", "cell_center")
    assert tight.widths[2] == 10.0
    assert tight.heights[FIRST_ROW] > wide.heights[FIRST_ROW]


def test_a_column_that_is_not_measured_leaves_widths_and_heights_alone() -> None:
    table = Table("表", HEADED, [Column[Row]("code", look="ticket", width=8.0, measured=False)])

    sheet = table.sheet([Row("南通市", 3)])

    assert sheet.heights[FIRST_ROW] == table.sheet([Row("南通市", 3, "")]).heights[FIRST_ROW]


def test_a_table_names_the_cells_of_a_column_and_may_do_without_arrows() -> None:
    table = Table[Row]("表", HEADED, filtered=False)

    assert table.area("lacking", 4) == Area(FIRST_ROW, 1, FIRST_ROW + 3, 1)
    assert table.sheet([]).filter_block is None


def test_a_note_of_the_day_replaces_the_declared_one() -> None:
    table = Table[Row]("表", HEADED, note="常设")

    assert [sheet.cells[1, 0].content for sheet in (table.sheet([]), table.sheet([], "今天"))] == ["常设", "今天"]
