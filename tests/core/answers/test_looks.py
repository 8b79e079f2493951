"""A value that is not what one sees in its cell is named there, and is no answer."""

from __future__ import annotations

import pytest

from tests.conftest import CONTEXT
from xhg_excel.core.answers.cell_reader import CellReader, Parsed
from xhg_excel.core.answers.row_reader import RowReader
from xhg_excel.core.model.field_names import annex_columns, item_ref, ledger_columns
from xhg_excel.core.model.finding import Finding
from xhg_excel.core.model.grid import CellValue, Grid
from xhg_excel.core.reading.count_places import count_places, screening_rows, seen_rows
from xhg_excel.core.reading.parse_sheet import parse_rows
from xhg_excel.core.reading.recognise import recognise
from xhg_excel.notice import PLACES
from xhg_excel.notice.small_chemical.annexes import ANNEX1, ANNEX2
from xhg_excel.notice.words.looks import REMEDIES, Look

COLUMNS = annex_columns(ANNEX2)


def reader_of(grid: Grid) -> CellReader:
    return CellReader(grid, 2020, lambda f: item_ref(ANNEX2, f), ANNEX2.clause_of)


def told(findings: list[Finding]) -> list[tuple[str, tuple[str, ...], str]]:
    return [(f.code, f.cells, f.facts["value"]) for f in findings]


@pytest.mark.parametrize("look", Look)
def test_an_answer_that_is_not_as_one_sees_it_is_named_with_the_reason_and_not_used(look: Look) -> None:
    grid = Grid("附件1", [["是", "300"]], {(0, 1): look})
    field = ANNEX1.fields[-1]
    parsed = Parsed()

    reader_of(grid).read_cell(parsed, field, (0, 1))

    assert (parsed.answers, parsed.places[field.key].a1) == ({}, "B1")
    assert told(parsed.findings) == [("E12", ("B1",), "300")]
    assert look.value in parsed.findings[0].what
    assert parsed.findings[0].remedy.endswith(REMEDIES[look])


def test_a_struck_sentence_answers_none_of_the_fields_of_its_item_and_is_named_once() -> None:
    item = ANNEX2.items[2]
    grid = Grid("附件2", [["断水：是；断电：否"]], {(0, 0): Look.STRUCK})
    parsed = Parsed()

    reader_of(grid).read_sentence(parsed, item, (0, 0), grid.at(0, 0))

    assert (parsed.answers, set(parsed.places)) == ({}, {field.key for field in item.fields})
    assert told(parsed.findings) == [("E12", ("A1",), "断水：是；断电：否")]


def test_a_struck_note_explains_nothing() -> None:
    grid = Grid("附件2", [["是", "演练：另案处理"]], {(0, 1): Look.STRUCK})
    parsed = Parsed(places={"closed": grid.place(0, 0)})

    reader_of(grid).read_notes(parsed, 1)

    assert (parsed.notes, told(parsed.findings)) == ({}, [("E12", ("B1",), "演练：另案处理")])


def test_a_row_with_a_struck_cell_keeps_its_other_answers() -> None:
    """Also where the same text was read before as a plain one."""
    row = ["演练甲厂", *[""] * (len(COLUMNS) - 1)]
    grid = Grid("附件2登记表", [row, row], {(1, 0): Look.STRUCK})
    rows = RowReader(reader_of(grid), dict(enumerate(COLUMNS)))

    first, second = rows.parse(0), rows.parse(1)

    assert first.answers["site_name"] == "演练甲厂"
    assert "site_name" not in second.answers
    assert (second.answers["closed"], told(second.findings)) == (None, [("E12", ("A2",), "演练甲厂")])


def test_hidden_rows_of_a_register_are_no_sites_and_are_named_together() -> None:
    heads = ["序号", *(column.head for column in COLUMNS)]
    rows: list[list[CellValue]] = [
        [n, f"演练{n:g}厂", "演练村1号", *[""] * (len(COLUMNS) - 2)] for n in (1.0, 2.0, 3.0)
    ]
    closed = next(col for col, column in enumerate(COLUMNS, 1) if column.field.key == "closed")
    rows[1][closed] = "是"
    hidden = {(row, col): Look.HIDDEN_ROW for row in (1, 3) for col in (0, 1, 2)}
    grid = Grid("附件2登记表", [heads, *rows], hidden)
    sheet = recognise(grid)

    parsed, findings = parse_rows(grid, sheet, sheet.columns, 2020)

    assert [row.answers["site_name"] for row in parsed] == ["演练2厂"]
    assert told(findings) == [("L07", ("B2", "C2", "B4", "C4"), "2")]


def test_places_that_one_does_not_see_are_not_counted() -> None:
    found = dict(enumerate(ledger_columns(PLACES)))
    row = ["南通市", "如东县", "演练企业甲", "演练村1号", "否"]
    grid = Grid(
        "排查台账", [["头"], row, [*row[:3], "演练村2号", "是"], row], {(2, 2): Look.STRUCK, (2, 9): Look.STRUCK}
    )

    rows, unseen = seen_rows(grid, 1, found)
    ledger, _ = screening_rows(count_places(rows, found, 1), "排查台账", CONTEXT.registry)

    assert [(a["screened_total"], a["problem_total"], p["county"].row) for a, p in ledger.rows] == [(2, 0, 1)]
    assert told(unseen) == [("L07", ("C3",), "1")]
    assert seen_rows(Grid("排查台账", grid.rows), 1, found) == (grid.rows[1:], [])
    assert seen_rows(Grid("排查台账", grid.rows, {(0, 0): Look.STRUCK}), 1, found) == ([*grid.rows[1:]], [])
