"""Cells that a form prints beside its answers: rates that are typed, and labels outside the item table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xhg_excel.core.answers.cell_reader import At, Parsed
from xhg_excel.core.answers.normalize import is_error, ratio_of
from xhg_excel.core.model.finding import Finding, at_cells
from xhg_excel.core.model.grid import Grid, squeeze
from xhg_excel.notice.schema.form import Annex, Field
from xhg_excel.notice.words import as_written
from xhg_excel.notice.words.workbook import ITEM_REF


def wrong_rates(grid: Grid, annex: Annex, parsed: Parsed, cells: Mapping[tuple[int, str], At]) -> list[Finding]:
    """Return findings for typed rates that differ from numerator over denominator (R104) or are no rates (N03)."""
    findings = []
    for item in annex.items:
        for rate in item.rates:
            at = cells.get((item.number, rate.part))
            stated = ratio_of(grid.at(*at)) if at else None
            part, whole = parsed.answers.get(rate.part), parsed.answers.get(rate.whole)
            if at is not None and stated is None and grid.text(*at) and not is_error(grid.text(*at)):
                findings.append(at_cells("N03", [grid.place(*at)], value=grid.at(*at)))
            if at is None or stated is None or not isinstance(part, int) or not isinstance(whole, int) or part > whole:
                continue  # a rate over 100 % is reported where the two numbers are checked
            if whole == 0 or abs(stated - part / whole) > as_written.ROUNDED_RATE:
                places = [grid.place(*at), parsed.places[rate.part], parsed.places[rate.whole]]
                place = ITEM_REF.format(annex=annex.label, number=item.number)
                shown = as_written.STATED_RATE.format(stated=f"{stated:.1%}", part=part, whole=whole)
                findings.append(at_cells("R104", places, annex.clause_of(rate.part), item=place, value=shown))
    return findings


def side_cells(grid: Grid, fields: Sequence[Field]) -> dict[str, At]:
    """Return the entry cell of each field by key: right of the first cell with the label's text."""
    wanted = {squeeze(declared.shown): declared.key for declared in fields}
    cells: dict[str, At] = {}
    for row, col, text in grid.worded():
        if key := wanted.get(text):
            cells.setdefault(key, (row, col + 1))
    return cells
