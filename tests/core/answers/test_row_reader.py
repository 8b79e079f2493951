"""Rows read at a glance are the rows read cell by cell."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from tests.core.reading.test_parse_sheet import answer_for
from xhg_excel.core.answers.cell_reader import CellReader, Parsed
from xhg_excel.core.answers.row_reader import RowReader, blank_test
from xhg_excel.core.model.field_names import annex_columns, item_ref
from xhg_excel.core.model.grid import CellValue, Grid, Place, RowPlaces
from xhg_excel.notice.small_chemical.annexes import ANNEX2

COLUMNS = annex_columns(ANNEX2)
ODD = st.sampled_from(["√", " 是 ", "未提供", "约30", "8月12日", 1.0, 1, True, "1", 0.0, None, "", " ", "#REF!", "无"])


@given(st.lists(st.tuples(*(st.one_of(answer_for(c.field), ODD) for c in COLUMNS)), min_size=1, max_size=4))
def test_a_row_read_at_a_glance_is_the_row_read_cell_by_cell(rows: list[tuple[CellValue, ...]]) -> None:
    """Also when a text was met before: 1, 1.0, True and “1” are four different cells."""
    grid = Grid("附件2登记表", [list(row) for row in rows])
    reader = CellReader(grid, 2020, lambda f: item_ref(ANNEX2, f), ANNEX2.clause_of)
    found = dict(enumerate(COLUMNS))
    for number in range(len(rows)):
        patient = Parsed()
        for col, column in found.items():
            reader.read_cell(patient, column.field, (number, col))

        quick = RowReader(reader, found).parse(number)

        assert (quick.answers, dict(quick.places), quick.findings) == (
            patient.answers,
            patient.places,
            patient.findings,
        )


def test_a_row_is_blank_only_when_nothing_but_the_sheets_own_stands_in_it() -> None:
    is_blank = blank_test(5, skipped={0, 3}, order={0})

    assert is_blank([7.0, "", "", "完整", ""])
    assert not is_blank([7.0, "", "是", "", ""])
    assert not is_blank([7.0, "", "", "", 0.0])
    assert not is_blank(["合计", "", "", "", ""])
    assert not is_blank([7.0, "", ""])
    assert not is_blank([7.0, "", "", "", "", ""])


def test_the_places_of_a_row_are_a_mapping_that_crosses_to_another_process() -> None:
    places = RowPlaces("附件2登记表", 3, {"site_name": 1, "closed": 6})

    sent = pickle.loads(pickle.dumps(places))  # noqa: S301  # made here

    assert type(sent) is RowPlaces
    assert (len(sent), dict(sent)) == (
        2,
        {"site_name": Place("附件2登记表", 3, 1), "closed": Place("附件2登记表", 3, 6)},
    )
