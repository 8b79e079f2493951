"""Check a plan: shortages in the lists, sites outside the visited counties, missing figures (P01 to P07)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xhg_excel.core.answers.ledger_rows import ledger_cell
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.finding import Finding, at_cells
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.planning.plan import CityPlan
from xhg_excel.notice import PROBLEMS, SCREENING
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.words.planning.plan import COUNTED_IN, SMALL_TRADES_RULE, SUSPENDED_RULE
from xhg_excel.notice.words.planning.quota import QUOTA_CLAUSE, SMALL_TRADES_NAME, SUSPENDED_NAME
from xhg_excel.notice.words.workbook import LISTED

# The code of a finding and the values its sentence quotes.
CodeAndFacts = tuple[str, dict[str, object]]


def check_plans(plans: Sequence[CityPlan], ledgers: Sequence[Submission], context: Context) -> Iterator[Finding]:
    """Yield the findings on each city's plan, at the city's first cell in the ledger concerned."""
    for plan in plans:
        city = plan.quota.city.name
        campaign = context.campaign
        for code, facts in (*_on_counties(plan, campaign), *_on_others(plan, campaign), *_on_unfinished(plan)):
            concerned = SCREENING if code == "P01" else PROBLEMS
            place, file = ledger_cell(ledgers, city, context, concerned)
            yield at_cells(code, [place], QUOTA_CLAUSE, item=city, **facts).in_file(file)


def _on_counties(plan: CityPlan, campaign: Campaign) -> Iterator[CodeAndFacts]:
    quota = plan.quota
    if unknown := [rank.county.name for rank in quota.ranks if rank.rank_sum is None]:
        yield "P01", {"detail": LISTED.join(unknown)}
    if plan.short:
        yield "P02", {"value": plan.available, "detail": quota.to_draw}
    if quota.problems == 0:
        yield "P06", {}
    elif campaign.unfinished_counts and quota.unfinished >= quota.problems_due:
        yield "P07", {"value": quota.unfinished, "detail": quota.problems_due}


def _on_others(plan: CityPlan, campaign: Campaign) -> Iterator[CodeAndFacts]:
    """Yield what is to know of “小字头” and of “停产停业”: fewer than ten, or some outside the visited counties."""
    quota = plan.quota
    for rule, name, available, due in (
        (SMALL_TRADES_RULE, SMALL_TRADES_NAME, quota.small_trades, campaign.small_trades_quota),
        (SUSPENDED_RULE, SUSPENDED_NAME, quota.suspended, campaign.suspended_quota),
    ):
        if available < due:
            yield "P03", {"value": name, "detail": available}
        outside: dict[str, int] = {}
        for stratum in plan.strata:
            if stratum.rule == rule and stratum.county is not None and stratum.county not in plan.visited:
                outside[stratum.county.name] = outside.get(stratum.county.name, 0) + stratum.due
        if outside:
            yield "P04", {"value": name, "detail": _counted(outside)}


def _on_unfinished(plan: CityPlan) -> Iterator[CodeAndFacts]:
    outside = {
        problems.county.name: problems.unfinished
        for problems in plan.quota.by_county
        if problems.unfinished and problems.county not in plan.visited
    }
    if outside:
        yield "P05", {"value": sum(outside.values()), "detail": _counted(outside)}


def _counted(counts: dict[str, int]) -> str:
    return LISTED.join(COUNTED_IN.format(name=name, count=count) for name, count in counts.items())
