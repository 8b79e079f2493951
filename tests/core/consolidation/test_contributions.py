"""From a figure to its cells: without rows there is no jump, and a cell that was not there is none."""

from __future__ import annotations

from dataclasses import replace

from tests.conftest import CONTEXT
from tests.records import filled
from xhg_excel.core.consolidation.consolidate import Totals, consolidate
from xhg_excel.core.consolidation.contributions import Contribution, all_details, contributions, link_figures, trail_of
from xhg_excel.core.consolidation.totals_sheets import TotalsSheet, unit_sheet
from xhg_excel.core.model.submission import Form, Source, Submission, Unit
from xhg_excel.core.sheets.layout import Link
from xhg_excel.notice.small_chemical.annexes import ANNEX1

CITY = CONTEXT.registry.match_city("南通市")
assert CITY is not None
RUDONG = Unit(CITY, CONTEXT.registry.match_county("如东县", CITY).region)
QIDONG = Unit(CITY, CONTEXT.registry.match_county("启东市", CITY).region)


def totals_of(*forms: Form) -> Totals:
    parts = [
        Submission(Source(f"{unit.name}.xlsx", sha256=unit.code), "county", unit, forms=[form])
        for unit, form in zip((RUDONG, QIDONG), forms, strict=False)
    ]
    return consolidate(parts, CITY, CONTEXT.registry)


def figure_at(made: TotalsSheet, key: str) -> tuple[int, int]:
    """Return the cell of a field's total over all units."""
    return next(at for at, c in made.figures.items() if getattr(c.line, "key", "") == key and c.group.is_total)


def test_a_figure_without_detail_rows_stays_a_plain_figure() -> None:
    totals = totals_of(filled(ANNEX1, {"slogans_count": 5, "posters_count": 7}))
    trail = trail_of([(order, row) for order, row in all_details(totals) if row["field_key"] != "slogans_count"])
    made = unit_sheet(totals, ANNEX1)
    plain, linked = figure_at(made, "slogans_count"), figure_at(made, "posters_count")
    before = made.sheet.cells[plain]

    link_figures(made, trail, "附件1汇总")

    assert trail.target(made.figures[plain]) == ""
    assert (before.content, made.sheet.cells[plain]) == (5, before)
    assert made.sheet.cells[linked].content == Link(trail.target(made.figures[linked]), 7)


def test_a_form_whose_row_was_cut_out_contributes_no_cell() -> None:
    whole = filled(ANNEX1, {"slogans_count": 5})
    cut = replace(
        whole,
        answers={key: answer for key, answer in whole.answers.items() if key != "slogans_count"},
        places={key: place for key, place in whole.places.items() if key != "slogans_count"},
    )
    totals = totals_of(whole, cut)
    made = unit_sheet(totals, ANNEX1)

    found = contributions(totals, made.figures[figure_at(made, "slogans_count")])

    place = whole.places["slogans_count"]
    assert found == [Contribution("南通市如东县", "5", "如东县.xlsx", "演练", place.a1, "宣传标语（条）")]
