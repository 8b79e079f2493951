"""Totals workbooks read back whose detail rows are not what they were."""

from __future__ import annotations

from datetime import date

import pytest

from tests.conftest import CONTEXT, grid_of
from tests.core.consolidation.test_explain import grids_of
from tests.core.totals.test_audit import CITY, handed_in
from xhg_excel.core.model.grid import Grid
from xhg_excel.core.model.submission import Source, Submission
from xhg_excel.core.reading.parse_workbook import parse_book
from xhg_excel.core.templates.workbooks import ledger_book
from xhg_excel.core.totals.merge import MergeRequest, merge
from xhg_excel.notice import NOTICE, PETITIONS, PROBLEMS
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.small_chemical.ledgers import ROSTER
from xhg_excel.notice.words.totals.detail_rows import DETAILS


@pytest.fixture(scope="module", params=[False, True], ids=["city", "province"])
def totals(request: pytest.FixtureRequest) -> list[Grid]:
    """The totals workbook of two counties, 崇川区 (320613) and 通州区 (320612): a city's or the province's."""
    asked = MergeRequest(date(2020, 8, 20), "报送", province=request.param, city=CITY)
    return grids_of(merge([handed_in(0), handed_in(1)], [], asked, CONTEXT).book)


def read_back(totals: list[Grid], codes: dict[str, str]) -> Submission:
    """Return the workbook as it is read with other unit codes in its detail rows."""
    grids = []
    for grid in totals:
        rows = [[codes.get(str(row[0]), row[0]), *row[1:]] for row in grid.rows]
        grids.append(Grid(grid.sheet, rows) if grid.sheet == DETAILS.title else grid)
    return parse_book(grids, Source("市级汇总.xlsx"), CONTEXT)


def names(submission: Submission) -> list[str]:
    return [part.unit.name for part in submission.parts if part.unit]


def test_a_unit_code_that_is_none_is_named_and_its_rows_are_in_no_part(totals: list[Grid]) -> None:
    assert (names(read_back(totals, {})), read_back(totals, {}).findings) == (["通州区", "崇川区"], [])

    submission = read_back(totals, {"320612": "999999"})

    assert names(submission) == ["崇川区"]
    told = [(f.code, f.file, f.sheet, f.facts["value"]) for f in submission.findings if f.code == "F06"]
    assert told == [("F06", "市级汇总.xlsx", DETAILS.title, "999999")]


def test_a_totals_workbook_without_any_known_unit_is_not_called_empty(totals: list[Grid]) -> None:
    """Each code is named; no figure is held against details that nobody can read."""
    submission = read_back(totals, {"320612": "999999", "320613": "888888"})

    assert submission.parts == []
    assert [(f.code, f.facts["value"]) for f in submission.findings] == [("F06", "888888"), ("F06", "999999")]


def test_a_totals_workbook_without_detail_rows_is_empty(totals: list[Grid]) -> None:
    grids = [Grid(g.sheet, g.rows[:3]) if g.sheet == DETAILS.title else g for g in totals]

    submission = parse_book(grids, Source("市级汇总.xlsx"), CONTEXT)

    assert (submission.parts, [(f.code, f.file) for f in submission.findings]) == ([], [("F03", "市级汇总.xlsx")])


@pytest.mark.parametrize(("ledger", "found"), [(PETITIONS, []), (PROBLEMS, ["F03"]), (ROSTER, ["F03"])])
def test_a_blank_petition_list_is_read_as_no_petitions(ledger: Ledger, found: list[str]) -> None:
    """五(三): the province may have none; no other list is handed over empty."""
    grids = [grid_of(sheet) for sheet in ledger_book(NOTICE, ledger, []).sheets]

    submission = parse_book(grids, Source("空表.xlsx"), CONTEXT)

    assert [f.code for f in submission.findings] == found
    assert [(sheet.ledger, sheet.rows) for sheet in submission.ledgers] == [(ledger, ())]
