"""`xhg quota`: from the ledgers to 抽样配额.xlsx, a line for each city."""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.cli.options import path_type, settings_option


@click.command("quota")
@click.option("--ledgers", required=True, type=path_type, help="台账所在文件夹。")
@click.option("--out", required=True, type=path_type, help="配额写到哪个 .xlsx 文件。")
@settings_option
def command(ledgers: Path, out: Path, settings: Path | None) -> int:
    """由问题清单和排查底数计算每个设区市的督导配额。

    例：xhg quota --ledgers 台账 --out 抽样配额.xlsx
    """
    from xhg_excel.cli.inputs import sound_ledgers
    from xhg_excel.core.planning.quota import ledger_quotas
    from xhg_excel.core.planning.quota_workbook import quota_book, quota_line
    from xhg_excel.files.places import readable
    from xhg_excel.files.read.folder import read_context
    from xhg_excel.files.write.workbook import write_book
    from xhg_excel.notice import PROBLEMS, SCREENING

    context = read_context(settings)
    quotas = ledger_quotas(sound_ledgers(ledgers, out, (PROBLEMS, SCREENING), context), readable(str(ledgers)), context)
    write_book(quota_book(quotas, context.campaign), out)
    for quota in quotas:
        click.echo(quota_line(quota, context.campaign))
    click.echo(f"配额表：{out}")
    return 0
