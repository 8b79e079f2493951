"""`xhg plan`: from the ledgers to 督导计划.xlsx, the counties chosen and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from xhg_excel.cli.console import print_findings, reading, sound_ledgers
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.finding import count_by_severity
from xhg_excel.core.planning.other_settings import compare_settings
from xhg_excel.core.planning.plan import CityPlan, ledger_plans
from xhg_excel.core.planning.plan_checks import check_plans
from xhg_excel.core.planning.plan_workbook import PlanBook, names, plan_book
from xhg_excel.core.progress.drawn_list import DrawnList, read_drawn_list
from xhg_excel.core.progress.itinerary import plan_days
from xhg_excel.core.progress.workbook import days_sheet
from xhg_excel.core.sheets.layout import SheetLayout
from xhg_excel.errors.files import SameFileError
from xhg_excel.files.read.folder import list_workbooks
from xhg_excel.files.read.read_file import read_file
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import PROBLEMS, SCREENING
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.planning.plan import SMALL_TRADES_RULE, SUSPENDED_RULE


def command(ledgers: Path, out: Path, drawn: Path | None, settings: Path | None) -> int:
    """Write the plan that follows from the ledgers; return 1 when something must be settled first."""
    context = reading(settings)
    handed = sound_ledgers(ledgers, out, (PROBLEMS, SCREENING), context)
    made = ledger_plans(handed, context.campaign)
    findings = list(check_plans(made, handed, context))
    others = compare_settings(lambda campaign: ledger_plans(handed, campaign), context.campaign)
    if drawn is not None and drawn.resolve() == out.resolve():
        raise SameFileError(out)
    more = [] if drawn is None else [_days(made, drawn_list(drawn, context), context.campaign)]
    write_book(plan_book(PlanBook(made, findings, others, more), context.campaign), out)
    for plan in made:
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
    [(book, name)] = list_workbooks([path])[:1]
    return read_drawn_list(read_file(book, name).grids, name, context.registry)


def _days(made: Sequence[CityPlan], drawn: DrawnList, campaign: Campaign) -> SheetLayout:
    kept = [drawn.plan_of(plan) for plan in made]
    cities = [(plan.quota.city, plan.visited) for plan in kept]
    sites = {city: [site for site in drawn.sites if site.city == city] for city, _ in cities}
    return days_sheet([(city, plan_days(sites[city], visited, campaign)) for city, visited in cities])


def _line(plan: CityPlan) -> str:
    quota = plan.quota
    return (
        f"{quota.city.name}：督导{len(plan.visited)}/{quota.counties}个县（市、区）（{names(plan.visited)}；"
        f"取决于{plan.binding.value}）；问题{quota.problems}个，未完成{quota.unfinished}个全部督导，"
        f"再抽{quota.to_draw}个（督导县内可抽{plan.available}个）；"
        f"小字头{plan.due(SMALL_TRADES_RULE)}家，停产停业{plan.due(SUSPENDED_RULE)}家。"
    )
