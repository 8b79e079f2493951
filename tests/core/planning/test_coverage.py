"""Where a lack of a city is shown: in the list concerned, else in any, else at the plan itself."""

from __future__ import annotations

import pytest

from tests.conftest import CONTEXT
from tests.core.reading.test_across_files import Row, ledgers, problem
from xhg_excel.core.answers.ledger_rows import ledger_cell
from xhg_excel.core.model.grid import Place
from xhg_excel.notice import PROBLEMS, SCREENING
from xhg_excel.notice.schema.ledger import Ledger

WUXI: Row = {"city": "无锡市", "county": "江阴市", "screened_total": 1, "problem_total": 1}
NANTONG: Row = {"city": "南通", "county": "如东县", "screened_total": 1, "problem_total": 1}


@pytest.mark.parametrize(
    ("city", "concerned", "place"),
    [
        ("无锡市", PROBLEMS, Place("screening", 3, 1)),
        ("南通市", PROBLEMS, Place("problems", 4, 1)),
        ("南通市", SCREENING, Place("screening", 4, 1)),
        ("", PROBLEMS, Place("problems", 4, 1)),
    ],
)
def test_a_lack_is_shown_at_the_first_cell_of_the_city(city: str, concerned: Ledger, place: Place) -> None:
    (listed,) = ledgers(problems=[problem(city="演练市"), problem()])
    (screened,) = ledgers(screening=[WUXI, NANTONG])
    listed.source.file = "问题清单.xlsx"

    at = ledger_cell([screened, listed], city, CONTEXT, concerned)

    assert at == (place, "问题清单.xlsx" if place.sheet == "problems" else "台账.xlsx")


def test_a_city_that_no_list_names_any_more_is_said_at_the_plan() -> None:
    """A draw topped up from newer lists may hold a city that they left out."""
    assert ledger_cell(ledgers(problems=[problem()]), "徐州市", CONTEXT) == (Place("督导计划", 0, 0), "督导计划")
