"""Rows of the detail sheet and back: a 说明 keeps its file and cell, what is unknown is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.conftest import CONTEXT
from tests.records import filled
from xhg_excel.core.consolidation.detail_rows import Row, ordered_rows
from xhg_excel.core.model.grid import Place, place_of
from xhg_excel.core.model.submission import Form, Unit
from xhg_excel.core.reading.detail_rows import parse_details
from xhg_excel.notice.small_chemical.annexes import ANNEX1

CITY = CONTEXT.registry.match_city("南通市")
assert CITY is not None
RUDONG = Unit(CITY, CONTEXT.registry.match_county("如东县", CITY).region)


def detail_rows(unit: Unit, forms: Sequence[Form], file: str) -> list[Row]:
    """Return one row for every answer of a unit's forms of one file; blank ones have none."""
    return [row for _, row in ordered_rows(unit, [(form, form.file or file) for form in forms])]


def test_an_explanation_travels_with_its_own_file_and_cell() -> None:
    """One taken over from an earlier submission keeps that file; the form keeps the newer one."""
    notes, places = {3: "演练说明", 7: "演练说明二"}, {3: Place("演练", 3, 50), 7: Place("演练", 7, 50)}
    form = replace(filled(ANNEX1), notes=notes, note_places=places, note_files={7: "旧.xlsx"})

    rows = detail_rows(RUDONG, [form], "新.xlsx")

    shown = ("field_key", "label", "value", "file", "sheet", "cell")
    assert [tuple(row[key] for key in shown) for row in rows[-2:]] == [
        ("row_note:3", "附件1“说明”", "演练说明", "新.xlsx", "演练", "AY4"),
        ("row_note:7", "附件1“说明”", "演练说明二", "旧.xlsx", "演练", "AY8"),
    ]
    (back,) = parse_details(rows, 2020)[RUDONG.code].forms
    assert (back.file, back.notes, back.note_places, back.note_files) == ("新.xlsx", notes, places, {7: "旧.xlsx"})


def test_a_row_of_neither_an_annex_nor_a_cover_is_left_out() -> None:
    """Such as one a person added by hand below the rows."""
    rows = detail_rows(RUDONG, [filled(ANNEX1)], "县.xlsx")
    strange = rows[0] | {"annex": "附件9", "field_key": "演练"}

    assert parse_details([*rows, strange], 2020) == parse_details(rows, 2020)
    assert parse_details([strange], 2020) == {}


@pytest.mark.parametrize(
    ("address", "row", "col"), [("C5", 4, 2), ("AA10", 9, 26), ("XFD1048576", 1048575, 16383), ("A1", 0, 0)]
)
def test_an_address_is_a_place(address: str, row: int, col: int) -> None:
    assert place_of("附件1", address) == Place("附件1", row, col)
    assert Place("附件1", row, col).a1 == address


@pytest.mark.parametrize("address", ["", "C", "5", "C0", "c5", "C5:D6", "ABCD5", "第5行"])
def test_what_is_no_address_is_the_first_cell(address: str) -> None:
    """A detail sheet that was edited still says which sheet it speaks of."""
    assert place_of("附件1", address) == Place("附件1", 0, 0)
