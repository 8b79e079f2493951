"""`xhg explain`: a figure of a totals workbook, its arithmetic and every cell behind it."""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.cli.options import path_type, settings_option
from xhg_excel.cli.table import print_table


@click.command("explain")
@click.argument("totals", metavar="汇总表", type=path_type)
@click.argument("address", metavar="单元格")
@settings_option
def command(totals: Path, address: str, settings: Path | None) -> int:
    """说明汇总表里一个数是怎样来的：算式，以及每个来源的文件、工作表、单元格。

    地址写“附件1!D12”或“附件1汇总!D12”。退出码：0 相符，1 汇总表被手工改过，2 不能运行。

    例：xhg explain 市级汇总.xlsx 附件1!D12
    """
    from xhg_excel.core.consolidation.explain import explain, rebuild
    from xhg_excel.errors.files import NothingToReadError, NotTotalsError
    from xhg_excel.files.read.folder import read_context, read_with_sheets
    from xhg_excel.notice.words.totals.explain import EXPLAIN_HEADS
    from xhg_excel.notice.words.workbook import MARKER_KEYS, MARKER_SHEET

    if not totals.is_file():
        raise NothingToReadError(totals, exists=totals.exists())
    context = read_context(settings)
    read, submission = read_with_sheets(totals, totals.name, context)
    marker = next((grid for grid in read.grids if grid.sheet == MARKER_SHEET), None)
    if marker is None or not submission.parts:
        raise NotTotalsError(totals.name)
    region = context.registry.match_code(marker.text(MARKER_KEYS.index("city"), 1))
    figure = explain(rebuild(submission.parts, region, context.registry), read.grids, address)
    click.echo(figure.title)
    click.echo(f"  {figure.arithmetic}")
    if figure.warning:
        click.echo(f"  {figure.warning}")
    rows = [(c.unit, c.value, c.file, c.sheet, c.cell, c.item) for c in figure.contributions]
    print_table(list(EXPLAIN_HEADS.values()), rows, [None, None, 2, None, None, 2])
    return 1 if figure.warning else 0
