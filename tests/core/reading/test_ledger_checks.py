"""Ledgers: what is missing, who is unknown, what stands twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from tests.conftest import CONTEXT, grid_of
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.field_names import ledger_columns
from xhg_excel.core.model.grid import CellValue, Grid, Place
from xhg_excel.core.model.submission import LedgerRows, Source, Submission
from xhg_excel.core.reading.across_files import redact_and_crosscheck
from xhg_excel.core.reading.ledger_checks import check_files, check_ledger
from xhg_excel.core.reading.parse_sheet import parse_rows
from xhg_excel.core.reading.parse_workbook import parse_book
from xhg_excel.core.reading.recognise import recognise
from xhg_excel.core.templates.register import ledger_sheet
from xhg_excel.notice import LEDGERS, NOTICE, PROBLEMS, SCREENING
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.words.findings import Severity

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
    return [(f.code, f.cells) for f in check_ledger(ledger, parsed, CONTEXT.registry, NOTICE)]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"status": None}, [("E01", ("J4",))]),
        ({"city": "演练市"}, [("L01", ("B4",))]),
        ({"county": "演练县"}, [("L02", ("C4",))]),
        ({"county": "江阴市"}, [("L03", ("C4",))]),
        ({"county": "鼓楼区"}, [("L03", ("C4",))]),
        ({"county": "港闸区"}, [("F14", ("C4",))]),
        ({"city": None}, [("E01", ("B4",))]),
        ({"county": None}, [("E01", ("C4",))]),
    ],
)
def test_a_row_is_checked_cell_by_cell(change: Row, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert found(PROBLEMS, PROBLEM | change) == expected


def test_two_rows_without_a_number_are_not_one_site_twice() -> None:
    unnumbered = PROBLEM | {"problem_id": None}

    assert {code for code, _ in found(PROBLEMS, unnumbered, unnumbered)} == {"E01"}


def test_an_id_twice_in_a_city_names_both_cells_and_in_two_cities_none() -> None:
    twice = found(PROBLEMS, PROBLEM, PROBLEM | {"problem_id": "P002"}, PROBLEM)
    apart = found(PROBLEMS, PROBLEM, PROBLEM | {"city": "无锡市", "county": "江阴市"})

    assert twice == [("F20", ("D6", "D4"))]
    assert apart == []


@pytest.mark.parametrize(("other", "code"), [("Ｐ００１", "F20"), (" P 001", "F20"), ("P001\u200b", "F20")])
def test_an_id_typed_another_way_is_the_same_id(other: str, code: str) -> None:
    """Full-width, blanks and unseen marks make no second problem; both writings are named."""
    twice = found(PROBLEMS, PROBLEM, PROBLEM | {"problem_id": other, "city": "南通"})

    assert twice[-1] == (code, ("D5", "D4"))


def test_a_number_that_lost_its_zeros_is_the_same_number_and_another_letter_is_not() -> None:
    lost = found(PROBLEMS, PROBLEM | {"problem_id": "007"}, PROBLEM | {"problem_id": "7"})
    apart = found(PROBLEMS, PROBLEM | {"problem_id": "P7"}, PROBLEM | {"problem_id": "Q7"})

    assert lost == [("L04", ("D5", "D4"))]
    assert apart == []


def test_a_county_twice_by_two_spellings_is_named_and_old_and_new_names_add_up() -> None:
    row: Row = {"city": "南通市", "county": "如东县", "screened_total": 9, "problem_total": 1}

    assert found(SCREENING, row, row | {"county": "如东"}) == [("L04", ("C5", "C4"))]
    assert found(SCREENING, row, row) == [("F20", ("C5", "C4"))]
    assert found(SCREENING, row | {"county": "崇川区"}, row | {"county": "港闸区"}) == [("F14", ("C5",))]


@pytest.mark.parametrize(("figure", "code"), [(-5, "E03"), (None, "E01"), ("2.5", "E03"), ("约300", "E03")])
def test_a_total_that_is_negative_missing_or_no_count_is_named(figure: Answer | None, code: str) -> None:
    row: Row = {"city": "南通市", "county": "如东县", "screened_total": figure, "problem_total": 1}
    grid = grid_of(ledger_sheet(SCREENING, [row], NOTICE))
    parsed, _ = parse_rows(grid, recognise(grid), ledger_columns(SCREENING), 2020)

    findings = [*parsed[0].findings, *check_ledger(SCREENING, parsed, CONTEXT.registry, NOTICE)]
    assert [(f.code, f.cells) for f in findings] == [(code, ("D4",))]


def test_a_total_with_letters_for_digits_is_not_read_and_its_remedy_says_which() -> None:
    row: Row = {"city": "南通市", "county": "如东县", "screened_total": "1,2OO", "problem_total": 1}
    grid = grid_of(ledger_sheet(SCREENING, [row], NOTICE))
    parsed, _ = parse_rows(grid, recognise(grid), ledger_columns(SCREENING), 2020)
    (finding,) = parsed[0].findings

    assert "screened_total" not in parsed[0].answers
    assert (finding.code, finding.cells) == ("E03", ("D4",))
    assert finding.remedy.startswith("其中字母O应为数字0。请只填数字")


@pytest.mark.parametrize("word", ["合计", "合 计：", "南通市小计", "全市", "总计"])
def test_a_row_of_totals_is_no_problem_and_is_named_once(word: str) -> None:
    grid = grid_of(ledger_sheet(SCREENING, [{"city": "南通市", "county": "如东县", "screened_total": 9}], NOTICE))
    rows = [*grid.rows[:4], [None, "南通市", word, 900, 7], *grid.rows[4:]]

    parsed, findings = parse_rows(Grid("排查底数", rows), recognise(grid), ledger_columns(SCREENING), 2020)

    assert [row.answers["county"] for row in parsed if not row.is_blank] == ["如东县"]
    assert [(f.code, f.cells, f.severity) for f in findings] == [("L05", ("B5", "C5", "D5", "E5"), Severity.NOTE)]


def test_a_missing_column_is_named() -> None:
    grid = grid_of(ledger_sheet(SCREENING, [], NOTICE))
    heads = [None if cell == "排查问题数（个）" else cell for cell in grid.rows[2]]
    rows: list[Sequence[CellValue]] = [*grid.rows[:2], heads, [1, "南通市", "如东县", 9, 1]]

    _, findings = parse_rows(Grid("排查底数", rows), recognise(grid), ledger_columns(SCREENING), 2020)

    assert next((f.code, f.what) for f in findings) == ("F19", "缺少“排查问题数（个）”栏，没有读取这一栏")


def test_a_surplus_is_a_doubt() -> None:
    assert found(PROBLEMS, PROBLEM | {"completed_on": date(2020, 8, 1)}) == [("E06", ("K4",))]


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.key)
def test_every_ledger_is_recognised_when_blank(ledger: Ledger) -> None:
    sheet = recognise(grid_of(ledger_sheet(ledger, (), NOTICE)))

    assert (sheet.role, sheet.ledger) == ("ledger", ledger)
    assert recognise(Grid("x", [["序号", "设区市"]])).role == "other"


def handed(name: str, *rows: Row) -> Submission:
    listed = tuple((row, {key: Place("问题清单", 3 + n, 3) for key in row}) for n, row in enumerate(rows))
    return Submission(Source(name), ledgers=[LedgerRows(PROBLEMS, listed)])


def test_an_old_copy_of_a_list_is_named_once_with_how_many_rows_it_repeats() -> None:
    """Counted twice, M and every quota from it would be wrong without a sign."""
    other = PROBLEM | {"problem_id": "P002"}
    old = handed("旧.xlsx", PROBLEM, other, PROBLEM | {"problem_id": "P009"})

    findings = list(check_files([handed("问题清单.xlsx", PROBLEM, other), old], CONTEXT.registry))

    assert [(f.code, f.file, f.cells, f.what) for f in findings] == [
        ("L06", "旧.xlsx", ("D4",), "有2行的问题清单“问题编号”与“问题清单.xlsx”里的相同，会重复计算")
    ]


def test_lists_of_two_cities_and_rows_without_an_id_repeat_nothing() -> None:
    elsewhere = PROBLEM | {"city": "无锡市", "county": "江阴市"}
    blank = PROBLEM | {"problem_id": None}

    assert (
        list(check_files([handed("a.xlsx", PROBLEM, blank), handed("b.xlsx", elsewhere, blank)], CONTEXT.registry))
        == []
    )


def test_a_sheet_copied_within_a_workbook_is_named_once() -> None:
    """Excel copies a sheet as “问题清单 (2)” in one move; both would be counted."""
    sheet = ledger_sheet(PROBLEMS, [PROBLEM, PROBLEM | {"problem_id": "P002"}], NOTICE)
    grid = grid_of(sheet)

    made = parse_book([grid, Grid("问题清单 (2)", grid.rows)], Source("清单.xlsx"), CONTEXT)

    assert [(f.code, f.file, f.sheet, f.cells, f.facts["value"], f.facts["detail"]) for f in made.findings] == [
        ("L06", "清单.xlsx", "问题清单 (2)", ("D4",), "2", "问题清单")
    ]


def test_lists_only_held_against_are_not_found_fault_with() -> None:
    form = Submission(Source("如东县.xlsx"))

    redact_and_crosscheck([form], [handed("问题清单.xlsx", PROBLEM), handed("旧.xlsx", PROBLEM)], CONTEXT)

    assert form.findings == []


def test_validating_a_folder_names_an_old_copy_where_it_stands() -> None:
    made = [handed("问题清单.xlsx", PROBLEM), handed("旧.xlsx", PROBLEM)]
    form = Submission(Source("如东县.xlsx"))

    redact_and_crosscheck([*made, form], [*made, form, *made], CONTEXT)

    assert [[f.code for f in one.findings] for one in (*made, form)] == [[], ["L06"], []]
