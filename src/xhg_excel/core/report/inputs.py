"""Compute what a report is made from: a parsed totals workbook, the ledgers and the drawn list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from xhg_excel.core.reading.unit_facts import CrossValues
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
    """Return everything a report on a totals workbook states on a day.

    Args:
        book: the parsed totals workbook; informants in it and in `ledgers` are redacted, in place.
        ledgers: parsed workbooks; those without a ledger are ignored.
        context: settings and regions.
        on: the day of the report.
        drawn: the drawn list; without ledgers it is ignored.
        province: whether the report is about the province; None = by the number of cities in the workbook.

    Raises:
        NotTotalsError: the workbook has no details.
        ReportOfOneCityError: the report should be about one city, and the workbook has several.
    """
    lists = [submission for submission in ledgers if submission.ledgers]
    totals = totals_from(book, lists, context, province, None if drawn is None else drawn.facts())
    concluded = conclusions(drawn, lists, totals, context, on) if drawn is not None and lists else None
    return inputs_of(totals, lists, context, on, concluded)


def totals_from(
    book: Submission,
    ledgers: Sequence[Submission],
    context: Context,
    province: bool | None = None,
    drawn: Mapping[str, CrossValues] | None = None,
) -> Totals:
    """Return the totals computed again from the details of a totals workbook; arguments as `report_inputs`.

    Source: notice 五(三). A figure that someone typed over in the workbook is never used.

    Raises:
        NotTotalsError: the workbook has no details.
        ReportOfOneCityError: the report should be about one city, and the workbook has several.
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
    add_joined(totals, lists_of(ledgers, context.registry), context, drawn)
    return totals


def conclusions(
    drawn: DrawnList, ledgers: Sequence[Submission], totals: Totals, context: Context, on: date
) -> list[tuple[str, str]]:
    """Return, with the city code, what the check of each city's drawn sites proves of its list."""
    there = {unit.city for unit in totals.units}
    plans = [drawn.plan_of(plan) for plan in ledger_plans(ledgers, context.campaign) if plan.quota.city in there]
    lacking = list(check_coverage(totals.taken, ledgers, context, on))
    made = progress(plans, drawn.sites, totals.taken, lacking, on=on, context=context)
    return [
        (city.city.code, words.CONCLUDED.format(city=city.city.name, said=conclusion(city, context.campaign)))
        for city in made
    ]
