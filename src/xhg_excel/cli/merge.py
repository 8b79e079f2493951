"""`xhg merge`: county submissions to city totals, city totals to the province."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import click

from xhg_excel.cli.console import city_named, counted_line, ledgers_in, reading, watched
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.finding import count_by_severity
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.totals.merge import MergeRequest, MergeResult, merge
from xhg_excel.core.totals.reported import missing_lines, shortened
from xhg_excel.files.read.folder import list_workbooks, read_submissions
from xhg_excel.files.read.saved_when import note_dates
from xhg_excel.files.read.workers import Limits
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.totals.totals import NOT_MERGED, SOURCES_SHEET

# Findings of whole files, of units, and of lists held twice are said one by one.
_TOLD = ("F", "M", "L06")


def command(folder: Path, out: Path, settings: Path | None, **options: object) -> int:
    """Merge a folder, or say how it would be; return the exit status."""
    context = reading(settings)
    city, ledgers = options["city"], options["ledgers"]
    chosen = city_named(str(city), context.registry) if city else None
    books = [(path, name) for path, name in list_workbooks([folder]) if path.resolve() != out.resolve()]
    submissions = list(watched(_read(books, context, options), len(books), "读取"))
    note_dates(submissions, books, context.campaign.issued_on)
    asked = MergeRequest(date.today(), str(folder), options["level"] == "province", chosen)
    merged = merge(submissions, ledgers_in(ledgers if isinstance(ledgers, Path) else None, context), asked, context)
    if options["dry_run"]:
        _tell_plan(merged, out)
    else:
        write_book(merged.book, out)
    return tell(merged, out, wrote=not options["dry_run"])


def _read(books: Sequence[tuple[Path, str]], context: Context, options: dict[str, object]) -> Iterator[Submission]:
    """Return the submissions as they are read: on a cluster, or in so many processes here."""
    workers, cluster = options["workers"], options["cluster"]
    if workers and cluster:
        raise click.UsageError("--workers 和 --cluster 只给一个")
    if cluster:
        from xhg_excel.files.read.cluster import read_on_cluster

        return read_on_cluster(books, str(cluster), context)
    return read_submissions(books, context, Limits(workers=int(str(workers or 0))))


def _tell_plan(merged: MergeResult, out: Path) -> None:
    """Say file by file what a merge would do."""
    click.echo("试运行：没有写任何文件。")
    for source, unit in merged.totals.sources:
        who = f"（{unit.full_name}）" if unit else ""
        click.echo(f"  {source.file}{who}：{source.outcome}")
    click.echo(f"  {'会替换' if out.exists() else '会新建'}：{out}，{len(merged.book.sheets)} 张表")


def tell(merged: MergeResult, out: Path, *, wrote: bool = True) -> int:
    """Say what was merged and what was not; return the exit status."""
    totals, audit = merged.totals, merged.audit
    region = totals.region.name if totals.region else "全省"
    click.echo(f"{region}：已汇总 {len(totals.counties)} 个县（市、区）、市本级 {len(totals.own)} 份。")
    left = [source.file for source, _ in totals.sources if source.outcome == NOT_MERGED]
    for finding in totals.findings:
        if finding.code.startswith(_TOLD) and finding.severity in (Severity.MUST, Severity.EXPLAIN):
            click.echo(f"  {finding.where}：{finding.what}。{finding.remedy}")
    if left:
        click.echo(f"  未并入 {len(left)} 个文件：{shortened(left, SOURCES_SHEET)}")
    for line in missing_lines(totals):
        click.echo(f"  {line}")
    click.echo(f"  {counted_line(totals.findings)}")
    click.echo(f"  {audit.said}")
    if wrote:
        click.echo(f"  汇总表：{out}")
    return 0 if audit.is_complete and not count_by_severity(totals.findings)[Severity.MUST] else 1
