"""Ledgers with one row a place, as they are counted: short rows, many repeats, cities nobody knows."""

from __future__ import annotations

from tests.conftest import CONTEXT
from xhg_excel.core.model.field_names import ledger_columns
from xhg_excel.core.model.grid import CellValue, Grid
from xhg_excel.core.model.submission import LedgerRows, Source, Submission
from xhg_excel.core.reading.count_places import PlaceCounts, count_places, screening_rows, with_double_counts
from xhg_excel.core.reading.parse_workbook import parse_book, submission_of_counts
from xhg_excel.notice import PLACES, SCREENING

FOUND = dict(enumerate(ledger_columns(PLACES)))


def counted(*rows: list[CellValue]) -> PlaceCounts:
    return count_places(rows, FOUND, 1)


def told(counted: PlaceCounts) -> tuple[list[tuple[object, ...]], list[tuple[str, tuple[str, ...], dict[str, str]]]]:
    rows, findings = screening_rows(counted, "排查台账", CONTEXT.registry)
    return [tuple(answers.values()) for answers, _ in rows.rows], [(f.code, f.cells, f.facts) for f in findings]


def test_a_row_that_ends_before_the_question_counts_and_its_answer_is_missing() -> None:
    """A text file whose last columns were left out of a line."""
    whole: list[CellValue] = ["南通市", "如东县", "演练企业甲", "演练村1号", "是"]

    assert told(counted(whole, ["南通市", "如东县", "演练企业乙"], [])) == (
        [("南通市", "如东县", 2, 1)],
        [("F36", ("E3",), {"value": "1", "detail": ""}), ("N08", ("C1",), {"value": "2", "detail": "1"})],
    )


def test_of_many_repeated_rows_the_first_twenty_are_shown_and_all_are_counted() -> None:
    row: list[CellValue] = ["南通市", "如东县", "演练企业甲", "演练村1号", "否"]

    _, findings = told(counted(*[row] * 31))

    assert findings[0] == (
        "F35",
        tuple(f"C{number}" for number in range(3, 23)),
        {"value": "30", "detail": "演练企业甲"},
    )


def test_a_county_of_a_city_nobody_knows_is_not_counted_for_another_city() -> None:
    """A known county under an unknown city may be a slip in either."""
    assert told(counted(["演练市", "如东县", "演练企业甲", "演练村1号", "否"])) == (
        [],
        [
            ("F34", ("B2",), {"value": "1", "detail": "演练市如东县"}),
            ("N08", ("C1",), {"value": "0", "detail": "0"}),
        ],
    )


def test_what_was_counted_while_a_file_was_read_is_a_submission_and_what_is_also_stated_is_named() -> None:
    """Both figures of a county would be added (F37)."""
    row: list[CellValue] = ["南通市", "如东县", "演练企业甲", "演练村1号", "是"]
    one = submission_of_counts("排查台账", counted(row, row), Source("a.csv"), CONTEXT)
    stated = Submission(Source("底数.csv"), ledgers=[LedgerRows(SCREENING, one.ledgers[0].rows)])

    read = with_double_counts([one, stated])

    assert (one.source.rows, one.ledgers[0].rows[0][0]["screened_total"]) == (2, 2)
    assert [(s.source.file, f.code, f.file) for s in read for f in s.findings] == [
        ("a.csv", "F35", "a.csv"), ("a.csv", "N08", "a.csv"), ("a.csv", "F37", "a.csv"),
    ]  # fmt: skip


def test_a_sheet_with_a_row_a_place_is_counted() -> None:
    heads: list[CellValue] = [column.head for column in FOUND.values()]
    rows: list[list[CellValue]] = [["南通市", "如东县", f"演练企业{n}", "演练村1号", "否"] for n in range(3)]

    read = parse_book([Grid("排查台账", [heads, *rows])], Source("a.xlsx"), CONTEXT)

    assert [answers["screened_total"] for ledger in read.ledgers for answers, _ in ledger.rows] == [3]
