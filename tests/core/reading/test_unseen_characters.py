"""Characters that one does not see are taken out of every text, and that is said."""

from __future__ import annotations

from tests.conftest import CONTEXT
from xhg_excel.core.model.grid import CellValue, Grid
from xhg_excel.core.model.submission import Source
from xhg_excel.core.reading.parse_workbook import parse_book
from xhg_excel.core.reading.unseen_characters import without_unseen_characters
from xhg_excel.notice import PROBLEMS


def test_a_sheet_without_them_stays_as_it_is() -> None:
    grid = Grid("问题清单", [["P001", 3.0, None], ["“是”\u3000", True]])

    assert without_unseen_characters(grid) == (grid, None)


def test_they_are_taken_out_and_the_cells_are_named() -> None:
    grid = Grid("问题清单", [["\ufeff南通市", "是"], ["P1\u200b14", "\u200b"], ["P1\u200b14", 3.0]])

    seen, note = without_unseen_characters(grid)

    assert seen == Grid("问题清单", [["南通市", "是"], ["P114", None], ["P114", 3.0]])
    assert note is not None
    assert (note.code, note.cells) == ("N10", ("A1", "A2", "B2", "A3"))
    assert note.what == "有看不见的字符（U+200B、U+FEFF），已略去，按“南通市”读取"


def test_a_list_with_such_characters_reads_as_the_list_without() -> None:
    """Heads, cities, numbers and states alike; elsewhere than on sheets that are filled in nothing is said."""
    heads = [column.label for column in PROBLEMS.columns]
    row: list[CellValue] = ["南通市", "如东县", "P001", *[None] * (len(heads) - 3)]

    def parsed(mark: str) -> tuple[list[object], set[str]]:
        sheet: list[list[CellValue]] = [
            [f"{head}{mark}" for head in heads],
            [f"{mark}{value}" if value else value for value in row],
        ]
        other = Grid("随手记", [[f"周三再核{mark}"]])
        submission = parse_book([Grid("问题清单", sheet), other], Source("a.xlsx"), CONTEXT)
        rows = [answers for ledger in submission.ledgers for answers, _ in ledger.rows]
        return [*rows], {f.code for f in submission.findings}

    rows, codes = parsed("")
    assert rows
    assert parsed("\u200b") == (rows, codes | {"N10"})
