"""`xhg merge`: county submissions to city totals, city totals to the province."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xhg_excel.cli.options import cities_like, path_type, resolved, settings_option

if TYPE_CHECKING:
    from xhg_excel.core.model.context import Context
    from xhg_excel.core.model.submission import Submission
    from xhg_excel.core.totals.merge import MergeResult


# The exit status of a merge in which every form is sound and only the task is not done yet.
_ONLY_GAPS = 3


@click.command("merge")
@click.argument("folder", metavar="报送文件夹", type=path_type)
@click.option("--out", required=True, type=path_type, help="汇总写到哪个 .xlsx 文件。")
@click.option("--level", type=click.Choice(["city", "province"]), default="city", help="汇总到市（默认）或到省。")
@click.option("--city", shell_complete=cities_like, help="汇总哪个设区市；不给则按报送表判断。")
@click.option("--ledgers", type=path_type, help="台账文件夹：另核对清单和覆盖面（五(二)）。")
@click.option("--workers", type=click.IntRange(1, 64), help="用几个进程读取；不给则按处理器核数。")
@click.option(
    "--cluster", metavar="tcp://主机:端口", help="用 Dask 集群读取（要装 xhg-excel[cluster]）；文件须在共享存储上。"
)
@click.option("--dry-run", "is_dry", is_flag=True, help="只说明会怎样汇总，不写任何文件。")
@settings_option
def command(
    folder: Path,
    out: Path,
    level: str,
    city: str | None,
    ledgers: Path | None,
    workers: int | None,
    cluster: str | None,
    is_dry: bool,
    settings: Path | None,
) -> int:
    """把文件夹里的填报表汇总成一个工作簿。

    同一单位报了几份的，采用最新一份（先看封面填报日期，再看文件属性里的保存时间，再看文件修改时间，早于通知印发日的时间不算；分不出先后的都不并入）。
    不能并入的文件逐个说明原因，其余照常汇总。退出码：0 汇总完整且没有强制问题，1 不完整或有强制的填报问题，2 不能运行，3 只有强制的任务缺口（五(二)要求而还没有做到的）。

    例：xhg merge 报送/南通市 --out 市级汇总.xlsx
        xhg merge 市级汇总 --level province --out 省级汇总.xlsx
        xhg merge 报送 --ledgers 台账 --out 汇总.xlsx --dry-run
        xhg merge 报送 --out 汇总.xlsx --cluster tcp://10.0.0.5:8786
    """
    from xhg_excel.cli.inputs import read_ledgers
    from xhg_excel.core.model.nearest import city_named
    from xhg_excel.core.totals.merge import MergeRequest, merge
    from xhg_excel.files.places import readable
    from xhg_excel.files.read.file_dates import note_dates
    from xhg_excel.files.read.folder import find_files, read_context
    from xhg_excel.files.write.workbook import write_book

    context = read_context(settings)
    chosen = city_named(city, context.registry) if city else None
    files = find_files([folder])
    books = [(path, name) for path, name in files.books if resolved(path) != resolved(out)]
    submissions = [*_read(books, context, workers, cluster), *files.others]
    note_dates(submissions, books, context.campaign.issued_on)
    request = MergeRequest(date.today(), readable(str(folder)), level == "province", chosen)
    merged = merge(submissions, read_ledgers(ledgers, context), request, context)
    if is_dry:
        _print_plan(merged, out)
        return print_merged(merged)
    write_book(merged.book, out)
    return print_merged(merged, out)


def _read(
    books: Sequence[tuple[Path, str]], context: Context, workers: int | None, cluster: str | None
) -> list[Submission]:
    """Return the submissions, read on a cluster or by so many processes here."""
    from xhg_excel.cli.console import watched
    from xhg_excel.files.read.folder import read_submissions
    from xhg_excel.files.read.workers import Limits

    if workers and cluster:
        raise click.UsageError("--workers 和 --cluster 只给一个")
    if cluster:
        from xhg_excel.files.read.cluster import read_on_cluster

        read = read_on_cluster(books, cluster, context)
    else:
        read = read_submissions(books, context, Limits(workers=workers or 0))
    return list(watched(read, len(books), "读取"))


def _print_plan(merged: MergeResult, out: Path) -> None:
    """Print file by file what a merge would do."""
    click.echo("试运行：没有写任何文件。")
    for source, unit in merged.totals.sources:
        who = f"（{unit.full_name}）" if unit else ""
        click.echo(f"  {source.file}{who}：{source.outcome}")
    click.echo(f"  {'会替换' if out.exists() else '会新建'}：{out}，{len(merged.book.sheets)} 张表")


def print_merged(merged: MergeResult, out: Path | None = None) -> int:
    """Print what was merged, what was not, and where it was written; return the exit status of a merge."""
    from xhg_excel.core.model.finding import count_by_severity, count_gaps
    from xhg_excel.core.totals.merge import result_lines
    from xhg_excel.notice.words.findings import Severity

    main_line, *lines = result_lines(merged)
    click.echo(main_line)
    for line in lines:
        click.echo(f"  {line}")
    if out is not None:
        click.echo(f"  汇总表：{out}")
    if not merged.audit.is_complete or count_by_severity(merged.totals.findings)[Severity.MUST]:
        return 1
    return _ONLY_GAPS if count_gaps(merged.totals.findings, Severity.MUST) else 0
