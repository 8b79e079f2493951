"""A totals workbook read back, the ledgers and the drawn list → what a report is made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from xhg_excel.core.consolidation.consolidate import Totals, consolidate
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.planning.coverage import check_coverage
from xhg_excel.core.planning.plan import ledger_plans
from xhg_excel.core.progress.drawn_list import DrawnList
from xhg_excel.core.progress.progress import progress
from xhg_excel.core.progress.workbook import conclusion
from xhg_excel.core.reading.across_files import lists_of
from xhg_excel.core.reading.personal_data import redact
from xhg_excel.core.report.figures import ReportInputs, inputs_of
from xhg_excel.core.totals.merge import add_joined, city_of
from xhg_excel.errors.files import NotTotalsError, ReportOfOneCityError
from xhg_excel.notice.words import report_document as words


def report_inputs(
    book: Submission,
    ledgers: Sequence[Submission],
    context: Context,
    on: date,
    *,
    drawn: DrawnList | None = None,
    province: bool | None = None,
) -> ReportInputs:
    """Return what a report on a totals workbook states on a day.

    `ledgers` may hold other workbooks too; those without a ledger count for nothing. A drawn list
    says nothing without ledgers. `province` None takes the level the workbook has.

    Raises:
        NotTotalsError: the workbook holds no details.
        ReportOfOneCityError: a city's report is asked of several cities' totals.

    """
    handed = [submission for submission in ledgers if submission.ledgers]
    totals = totals_from(book, handed, context, province)
    concluded = conclusions(drawn, handed, totals, context, on) if drawn is not None and handed else None
    return inputs_of(totals, handed, context, on, concluded)


def totals_from(
    book: Submission, ledgers: Sequence[Submission], context: Context, province: bool | None = None
) -> Totals:
    """Return the totals of what a totals workbook holds of each unit; None takes the level it has.

    Clause: 五(三); a report states what 数据明细 gives, never a figure someone typed over.

    Raises:
        NotTotalsError: the workbook holds no details.
        ReportOfOneCityError: a city's report is asked of several cities' totals.

    """
    if not book.parts:
        raise NotTotalsError(book.source.file)
    redact([book, *ledgers])
    cities = {part.unit.city.name for part in book.parts if part.unit}
    if province is None:
        province = len(cities) > 1
    if not province and len(cities) > 1:
        raise ReportOfOneCityError(book.source.file, "、".join(sorted(cities)))
    region = None if province else city_of(book.parts)
    totals = consolidate([replace(part, parts=[]) for part in book.parts], region, context.registry)
    totals.findings += [finding for finding in book.findings if finding.code == "M09"]
    add_joined(totals, lists_of(ledgers, context.registry), context)
    return totals


def conclusions(
    drawn: DrawnList, ledgers: Sequence[Submission], totals: Totals, context: Context, on: date
) -> list[tuple[str, str]]:
    """Return what the check of each city's drawn sites says of its list, by city code."""
    there = {unit.city for unit in totals.units}
    plans = [drawn.plan_of(plan) for plan in ledger_plans(ledgers, context.campaign) if plan.quota.city in there]
    lacking = list(check_coverage(totals.taken, ledgers, context, on))
    made = progress(plans, drawn.sites, totals.taken, lacking, on=on, context=context)
    return [
        (city.city.code, words.CONCLUDED.format(city=city.city.name, said=conclusion(city, context.campaign)))
        for city in made
    ]
