"""Ledgers: what is missing, who is unknown, what stands twice."""

from __future__ import annotations

from datetime import date

import pytest

from tests.conftest import AGAINST, grid_of
from xhg_excel.core.columns import ledger_columns
from xhg_excel.core.grid import Grid
from xhg_excel.core.ledger_checks import check_ledger
from xhg_excel.core.normalize import Answer
from xhg_excel.core.parse import parse_rows
from xhg_excel.core.recognise import recognise
from xhg_excel.core.register_sheet import ledger_sheet
from xhg_excel.spec.campaign import NOTICE
from xhg_excel.spec.ledgers import LEDGERS, PROBLEMS, Ledger

Row = dict[str, Answer | None]
PROBLEM: Row = {
    "city": "南通市",
    "county": "如东县",
    "problem_id": "P001",
    "site_name": "演练作坊",
    "address": "演练村",
    "site_type": "小化工",
    "status": "未完成",
}


def found(ledger: Ledger, *rows: Row) -> list[tuple[str, tuple[str, ...]]]:
    grid = grid_of(ledger_sheet(ledger, rows, NOTICE))
    parsed, _ = parse_rows(grid, recognise(grid), ledger_columns(ledger), 2020)
    return [(f.code, f.cells) for f in check_ledger(ledger, parsed, AGAINST.registry, NOTICE)]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"status": None}, [("E01", ("J4",))]),
        ({"city": "演练市"}, [("F18", ("B4",))]),
        ({"county": "演练县"}, [("F06", ("C4",))]),
        ({"county": "江阴市"}, [("F08", ("C4",))]),
        ({"county": "鼓楼区"}, [("F08", ("C4",))]),
        ({"county": "港闸区"}, [("F14", ("C4",))]),
        ({"city": None}, [("E01", ("B4",))]),
        ({"county": None}, [("E01", ("C4",))]),
    ],
)
def test_a_row_is_checked_cell_by_cell(change: Row, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert found(PROBLEMS, PROBLEM | change) == expected


def test_an_id_twice_in_a_city_names_both_cells_and_in_two_cities_none() -> None:
    twice = found(PROBLEMS, PROBLEM, PROBLEM | {"problem_id": "P002"}, PROBLEM)
    apart = found(PROBLEMS, PROBLEM, PROBLEM | {"city": "无锡市", "county": "江阴市"})

    assert twice == [("F20", ("D6", "D4"))]
    assert apart == []


def test_a_surplus_is_a_doubt() -> None:
    assert found(PROBLEMS, PROBLEM | {"completed_on": date(2020, 8, 1)}) == [("E06", ("K4",))]


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.key)
def test_every_ledger_is_recognised_when_blank(ledger: Ledger) -> None:
    sheet = recognise(grid_of(ledger_sheet(ledger, (), NOTICE)))

    assert (sheet.role, sheet.ledger) == ("ledger", ledger)
    assert recognise(Grid("x", [["序号", "设区市"]])).role == "other"
