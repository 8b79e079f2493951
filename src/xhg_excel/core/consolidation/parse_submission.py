"""One workbook → a submission, a totals workbook's figures held against its detail rows."""

from __future__ import annotations

from collections.abc import Sequence

from xhg_excel.core.model.context import Context
from xhg_excel.core.model.finding import Finding
from xhg_excel.core.model.grid import Grid
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Source, Submission
from xhg_excel.core.reading.parse_workbook import parse_book
from xhg_excel.notice.schema.region import Region


def parse_submission(grids: Sequence[Grid], source: Source, context: Context) -> Submission:
    """Return what one workbook hands in; see `parse_book`, whose arguments these are."""
    return parse_book(grids, source, context, check_totals=changed_figures)


def changed_figures(
    parts: Sequence[Submission], region: Region | None, grids: Sequence[Grid], registry: Registry
) -> list[Finding]:
    """Return a finding (M09) for every figure of a totals workbook that its detail rows do not make.

    Args:
        parts: what the workbook holds of each unit, read from its detail rows.
        region: the city it adds up; None for the province.
        grids: all its sheets.
        registry: the regions.
    """
    from xhg_excel.core.consolidation.explain import changed_by_hand, rebuild  # a check of a form needs none of it

    return changed_by_hand(rebuild(parts, region, registry), {grid.sheet: grid for grid in grids})
