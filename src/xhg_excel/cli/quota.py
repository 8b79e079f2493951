"""`xhg quota`: from the ledgers to 抽样配额.xlsx."""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.cli.console import reading, sound_ledgers
from xhg_excel.core.planning.quota import ledger_quotas
from xhg_excel.core.planning.quota_workbook import quota_book, quota_line
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import PROBLEMS, SCREENING


def command(ledgers: Path, out: Path, settings: Path | None) -> int:
    """Write the quotas that follow from the ledgers, and a line for each city."""
    context = reading(settings)
    handed = sound_ledgers(ledgers, out, (PROBLEMS, SCREENING), context)
    found = ledger_quotas(handed, str(ledgers), context)
    write_book(quota_book(found, context.campaign), out)
    for quota in found:
        click.echo(quota_line(quota, context.campaign))
    click.echo(f"配额表：{out}")
    return 0
