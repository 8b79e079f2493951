"""`xhg plan`: from the ledgers to 督导计划.xlsx, the counties chosen and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xhg_excel.cli.options import path_type, resolved, settings_option

if TYPE_CHECKING:
    from xhg_excel.core.model.context import Context
    from xhg_excel.core.planning.plan import CityPlan
    from xhg_excel.core.progress.drawn_list import DrawnList
    from xhg_excel.core.sheets.layout import SheetLayout
    from xhg_excel.notice.schema.campaign import Campaign


@click.command("plan")
@click.option("--ledgers", required=True, type=path_type, help="台账所在文件夹。")
@click.option("--out", required=True, type=path_type, help="计划写到哪个 .xlsx 文件。")
@click.option("--drawn", type=path_type, help="抽取名单；给了就排出每日安排。")
@settings_option
def command(ledgers: Path, out: Path, drawn: Path | None, settings: Path | None) -> int:
    """由台账排出每个设区市的督导计划：督导哪些县（市、区）、为什么，各县督导多少家。

    退出码：0 计划可用，1 有须先解决的问题（如排查底数不全），2 不能运行。

    例：xhg plan --ledgers 台账 --out 督导计划.xlsx
        xhg plan --ledgers 台账 --drawn 抽取名单.xlsx --out 督导计划.xlsx
    """
    from xhg_excel.cli.console import print_findings
    from xhg_excel.cli.inputs import sound_ledgers
    from xhg_excel.core.model.finding import count_by_severity
    from xhg_excel.core.planning.other_settings import compare_settings
    from xhg_excel.core.planning.plan import ledger_plans
    from xhg_excel.core.planning.plan_checks import check_plans
    from xhg_excel.core.planning.plan_workbook import PlanBook, plan_book
    from xhg_excel.errors.files import SameFileError
    from xhg_excel.files.read.folder import read_context
    from xhg_excel.files.write.workbook import write_book
    from xhg_excel.notice import PROBLEMS, SCREENING
    from xhg_excel.notice.words.findings import Severity

    context = read_context(settings)
    lists = sound_ledgers(ledgers, out, (PROBLEMS, SCREENING), context)
    plans = ledger_plans(lists, context.campaign)
    findings = list(check_plans(plans, lists, context))
    others = compare_settings(lambda campaign: ledger_plans(lists, campaign), context.campaign)
    if drawn is not None and resolved(drawn) == resolved(out):
        raise SameFileError(out)
    more = [] if drawn is None else [_days(plans, drawn_list(drawn, context), context.campaign)]
    write_book(plan_book(PlanBook(plans, findings, others, more), context.campaign), out)
    for plan in plans:
        click.echo(_line(plan))
    if findings:
        print_findings(findings)
    click.echo(f"督导计划：{out}")
    return 1 if count_by_severity(findings)[Severity.MUST] else 0


def drawn_list(path: Path, context: Context) -> DrawnList:
    """Return what a workbook says was drawn.

    Raises:
        NothingToReadError: there is no such file.
        NoDrawnListError: it holds no drawn list.
    """
    from xhg_excel.files.read import drawn
    from xhg_excel.files.read.folder import list_workbooks

    [(book, name)] = list_workbooks([path])[:1]
    return drawn.drawn_list(book, name, context)


def _days(plans: Sequence[CityPlan], drawn: DrawnList, campaign: Campaign) -> SheetLayout:
    """Return 每日安排: the drawn sites of each city by day."""
    from xhg_excel.core.progress.itinerary import plan_days
    from xhg_excel.core.progress.workbook import days_sheet

    kept = [drawn.plan_of(plan) for plan in plans]
    cities = [(plan.quota.city, plan.visited) for plan in kept]
    sites = {city: [site for site in drawn.sites if site.city == city] for city, _ in cities}
    return days_sheet([(city, plan_days(sites[city], visited, campaign)) for city, visited in cities])


def _line(plan: CityPlan) -> str:
    from xhg_excel.core.planning.plan_workbook import names
    from xhg_excel.notice.words.planning.plan import SMALL_TRADES_RULE, SUSPENDED_RULE

    quota = plan.quota
    return (
        f"{quota.city.name}：督导{len(plan.visited)}/{quota.counties}个县（市、区）（{names(plan.visited)}；"
        f"取决于{plan.binding.value}）；问题{quota.problems}个，未完成{quota.unfinished}个全部督导，"
        f"再抽{quota.to_draw}个（督导县内可抽{plan.available}个）；"
        f"小字头{plan.due(SMALL_TRADES_RULE)}家，停产停业{plan.due(SUSPENDED_RULE)}家。"
    )
