"""`xhg merge`: county submissions to city totals, city totals to the province.

Room: cli.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from xhg_excel.cli.console import city_named, counted_line, ledgers_in, reading, settings_option, watched
from xhg_excel.core.consolidate import Totals
from xhg_excel.core.finding import count_by_severity
from xhg_excel.core.merge import Asked, merge
from xhg_excel.files.folder import list_workbooks, read_submissions
from xhg_excel.files.write import write_book
from xhg_excel.spec.messages import Severity
from xhg_excel.spec.totals import NOT_MERGED


@click.command("merge")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="汇总写到哪个 .xlsx 文件。")
@click.option("--level", type=click.Choice(["city", "province"]), default="city", help="汇总到市（默认）或到省。")
@click.option("--city", help="汇总哪个设区市；不给则按报送表判断。")
@click.option("--ledgers", type=click.Path(path_type=Path), help="台账文件夹：另核对清单和覆盖面（五(二)）。")
@settings_option
def command(folder: Path, out: Path, level: str, city: str | None, ledgers: Path | None, settings: Path | None) -> int:
    """把文件夹里的填报表汇总成一个工作簿。

    不能并入的文件逐个说明原因，其余照常汇总。退出码：0 全部并入且没有强制问题，1 有未并入的文件或强制问题，2 不能运行。

    例：xhg merge 报送/南通市 --out 市级汇总.xlsx
        xhg merge 市级汇总 --level province --out 省级汇总.xlsx
    """
    against = reading(settings)
    chosen = city_named(city, against.registry) if city else None
    books = [(path, name) for path, name in list_workbooks([folder]) if path.resolve() != out.resolve()]
    submissions = list(watched(read_submissions(books, against), len(books), "读取"))
    asked = Asked(date.today(), str(folder), level == "province", chosen)
    merged = merge(submissions, ledgers_in(ledgers, against), asked, against)
    write_book(merged.book, out)
    return tell(merged.totals, out)


def tell(totals: Totals, out: Path) -> int:
    """Say what was merged and what was not; return the exit status."""
    region = totals.region.name if totals.region else "全省"
    click.echo(f"{region}：已汇总 {len(totals.counties)} 个县（市、区）、市本级 {len(totals.own)} 份。")
    left = [source.file for source, _ in totals.sources if source.outcome == NOT_MERGED]
    for finding in totals.findings:
        if finding.code.startswith("F") and finding.severity is Severity.MUST:
            click.echo(f"  {finding.file}：{finding.what}。{finding.remedy}")
    if left:
        click.echo(f"  未并入 {len(left)} 个文件：{'、'.join(left)}")
    if totals.missing:
        click.echo(f"  未报送 {len(totals.missing)} 个：{'、'.join(totals.missing_names)}")
    click.echo(f"  {counted_line(totals.findings)}")
    click.echo(f"  汇总表：{out}")
    return 1 if left or count_by_severity(totals.findings)[Severity.MUST] else 0
