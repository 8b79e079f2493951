"""`xhg quota`: from the ledgers to 抽样配额.xlsx.

Room: cli.
"""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.cli.console import reading, settings_option, sound_ledgers
from xhg_excel.core.ledger_quota import ledger_quotas
from xhg_excel.core.quota_book import quota_book, quota_line
from xhg_excel.files.write import write_book
from xhg_excel.spec.ledgers import PROBLEMS, SCREENING


@click.command("quota")
@click.option("--ledgers", required=True, type=click.Path(path_type=Path), help="台账所在文件夹。")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="配额写到哪个 .xlsx 文件。")
@settings_option
def command(ledgers: Path, out: Path, settings: Path | None) -> int:
    """由问题清单和排查底数计算每个设区市的督导配额。

    例：xhg quota --ledgers 台账 --out 抽样配额.xlsx
    """
    against = reading(settings)
    handed = sound_ledgers(ledgers, out, (PROBLEMS, SCREENING), against)
    found = ledger_quotas(handed, str(ledgers), against)
    write_book(quota_book(found, against.campaign), out)
    for quota in found:
        click.echo(quota_line(quota, against.campaign))
    click.echo(f"配额表：{out}")
    return 0
