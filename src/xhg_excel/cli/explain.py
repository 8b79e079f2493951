"""`xhg explain`: a figure of a totals workbook, its arithmetic and every cell behind it."""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.cli.console import reading
from xhg_excel.cli.table import print_table
from xhg_excel.core.consolidation.explain import Explanation, explain, rebuild
from xhg_excel.errors.files import NothingToReadError, NotTotalsError
from xhg_excel.files.read.folder import submission_of
from xhg_excel.files.read.read_file import read_file
from xhg_excel.notice.words.totals.explain import EXPLAIN_HEADS
from xhg_excel.notice.words.workbook import MARKER_KEYS, MARKER_SHEET


def command(totals: Path, address: str, settings: Path | None) -> int:
    """Say where a figure comes from; return 1 when it was changed by hand."""
    if not totals.is_file():
        raise NothingToReadError(totals, exists=totals.exists())
    context = reading(settings)
    read = read_file(totals, totals.name)
    submission = submission_of(read, context)
    marker = next((grid for grid in read.grids if grid.sheet == MARKER_SHEET), None)
    if marker is None or not submission.parts:
        raise NotTotalsError(totals.name)
    region = context.registry.match_code(marker.text(MARKER_KEYS.index("city"), 1))
    found = explain(rebuild(submission.parts, region, context.registry), read.grids, address)
    _tell(found)
    return 1 if found.warning else 0


def _tell(found: Explanation) -> None:
    click.echo(found.title)
    click.echo(f"  {found.arithmetic}")
    if found.warning:
        click.echo(f"  {found.warning}")
    rows = [(c.unit, c.value, c.file, c.sheet, c.cell, c.item) for c in found.contributions]
    print_table(EXPLAIN_HEADS, rows, [None, None, 2, None, None, 2])
