"""`xhg progress`: the forms received against the drawn list, day by day, and what the report still lacks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xhg_excel.cli.options import path_type, resolved, settings_option

if TYPE_CHECKING:
    from xhg_excel.core.model.context import Context
    from xhg_excel.core.progress.itinerary import VisitSite
    from xhg_excel.core.progress.progress import CityProgress
    from xhg_excel.notice.schema.region import Region


def _day(_: click.Context, param: click.Parameter, text: str | None) -> date:
    """Return the day that was typed; without one, today."""
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError as error:
        raise click.BadParameter("应为“2020-08-15”的样式", param=param) from error


on_option = click.option("--on", callback=_day, help="截至哪一天；不给则为今天。")


@click.command("progress")
@click.argument("folder", metavar="报送文件夹", type=path_type)
@click.option("--ledgers", required=True, type=path_type, help="台账所在文件夹。")
@click.option("--drawn", required=True, type=path_type, help="抽取名单（xhg draw run 生成）。")
@click.option("--out", required=True, type=path_type, help="进度写到哪个 .xlsx 文件。")
@on_option
@settings_option
def command(folder: Path, ledgers: Path, drawn: Path, out: Path, on: date, settings: Path | None) -> int:
    """按每日安排核对已报的表：到过哪些现场、落后多少、推算缺多少，报告前还缺什么。

    退出码：0 可以报告，1 还有缺项，2 不能运行。

    例：xhg progress 报送 --ledgers 台账 --drawn 抽取名单.xlsx --on 2020-08-15 --out 督导进度.xlsx
    """
    from xhg_excel.cli.console import print_findings, print_passed_over
    from xhg_excel.cli.inputs import is_earlier_result, read_inputs, sound_ledgers
    from xhg_excel.cli.plan import drawn_list
    from xhg_excel.core.planning.coverage import check_coverage
    from xhg_excel.core.planning.plan import ledger_plans
    from xhg_excel.core.progress.progress import as_of, progress
    from xhg_excel.core.progress.workbook import progress_book
    from xhg_excel.errors.files import SameFileError
    from xhg_excel.files.read.folder import find_files, read_context
    from xhg_excel.files.write.workbook import write_book
    from xhg_excel.notice import PROBLEMS, SCREENING

    context = read_context(settings)
    lists = sound_ledgers(ledgers, out, (PROBLEMS, SCREENING), context)
    names = drawn_list(drawn, context)
    if resolved(out) == resolved(drawn):
        raise SameFileError(out)
    files = find_files([folder])
    print_passed_over(files.others)
    books = [(path, name) for path, name in files.books if resolved(path) != resolved(drawn)]
    read = zip(books, read_inputs(books, context), strict=True)
    submissions = as_of([made for (path, _), made in read if not is_earlier_result(path, made, out)], on)
    lacking = list(check_coverage(submissions, lists, context, on))
    plans = [names.plan_of(plan) for plan in ledger_plans(lists, context.campaign)]
    cities = progress(plans, names.sites, submissions, lacking, on=on, context=context)
    _print_strangers(names.sites, [city.city for city in cities])
    write_book(progress_book(cities, on, context.campaign), out)
    _print_pace(cities, on, context)
    if lacking:
        print_findings(lacking)
    click.echo(f"督导进度：{out}")
    return 1 if any(city.blocking for city in cities) else 0


def _print_strangers(sites: Sequence[VisitSite], cities: Sequence[Region]) -> None:
    """Print how many sites of the list lie in no city of the ledgers."""
    apart = [site for site in sites if site.city not in cities]
    if apart:
        names = "、".join(dict.fromkeys(site.city.name for site in apart))
        click.echo(f"名单中有{len(apart)}家的设区市（{names}）不在台账里，没有计入。")


def _print_pace(cities: Sequence[CityProgress], on: date, context: Context) -> None:
    """Print in a line a city how many sites were inspected, and how many will be lacking at this pace."""
    from xhg_excel.core.progress.workbook import conclusion, progress_note

    click.echo(progress_note(cities, on, context.campaign))
    for city in cities:
        pace = city.pace
        line = f"{city.city.name}：{pace.done}/{pace.planned}家，按计划应{pace.due}家"
        if pace.short:
            needed = "" if pace.needed is None else f"，余下每天须{pace.needed}家"
            line += f"；照此速度缺{pace.short}家{needed}"
        if city.unlisted:
            line += f"；名单外的表{len(city.unlisted)}份"
        click.echo(f"{line}。{conclusion(city, context.campaign)}")
