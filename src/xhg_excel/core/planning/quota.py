"""How many counties, problems and other sites must be inspected (五(二)): whole numbers, rounded up.

The rows of the ledgers become pandas tables: 问题清单 as codes and classes, 排查底数 by county; ranking,
grouping and missing figures (NaN) are pandas' own.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xhg_excel.core.answers.ledger_rows import ledger_rows
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.shares import share_of
from xhg_excel.core.model.submission import Answers, Submission
from xhg_excel.errors.files import LedgerFaultError, LedgerMissingError
from xhg_excel.notice import PROBLEMS, SCREENING, SMALL_CHEM, STATUS_DONE, is_small_trade, is_suspended
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.findings import Severity

if TYPE_CHECKING:  # most commands that import this module make no table, and pandas takes long to load
    import pandas as pd


@dataclass(frozen=True)
class CountyRank:
    """The ranks of one county by companies screened and by problems found; None where 排查底数 has no figure."""

    county: Region
    screened: int | None
    problems: int | None
    screened_rank: int | None
    problems_rank: int | None
    priority: bool

    @property
    def rank_sum(self) -> int | None:
        """The two ranks added; None where one is missing."""
        if self.screened_rank is None or self.problems_rank is None:
            return None
        return self.screened_rank + self.problems_rank


@dataclass(frozen=True)
class CountyProblems:
    """The problem list of one county, counted: 小化工 by status, the types of 附件3 in `others`."""

    county: Region
    finished: int
    unfinished: int
    others: Mapping[str, int]


@dataclass(frozen=True)
class CityQuota:
    """The quotas of one city; every number is a minimum.

    `to_draw` is how many finished 小化工 must be drawn in addition to all unfinished ones. `by_county` has every
    county of the city, by code; problems of no known county are in `problems` only.
    """

    city: Region
    counties: int
    counties_due: int
    ranks: tuple[CountyRank, ...]
    problems: int
    problems_due: int
    unfinished: int
    to_draw: int
    small_trades: int
    suspended: int
    small_trades_due: int
    suspended_due: int
    by_county: tuple[CountyProblems, ...]

    @property
    def counties_needed(self) -> int | None:
        """The fewest counties, the priority ones among them, that meet both halves of 五(二).

        Finished sites are drawn in visited counties only; unfinished ones are visited wherever they are.
        None when all counties together have too few. `plan.choose_counties` chooses the counties.
        """
        priority = set(self.priority)
        inside, count = self.finished_in(priority), len(priority)
        for more in sorted((p.finished for p in self.by_county if p.county not in priority), reverse=True):
            if inside >= self.to_draw:
                break
            inside, count = inside + more, count + 1
        return max(self.counties_due, count) if inside >= self.to_draw else None

    @property
    def priority(self) -> tuple[Region, ...]:
        """The counties that must be among those visited, by code."""
        return tuple(rank.county for rank in self.ranks if rank.priority)

    def finished_in(self, counties: Container[Region]) -> int:
        """Return how many finished 小化工 the list has in these counties."""
        return sum(problems.finished for problems in self.by_county if problems.county in counties)


def ledger_quotas(submissions: Sequence[Submission], where: str, context: Context) -> list[CityQuota]:
    """Return the quotas of every city that 问题清单 or 排查底数 names, by code.

    Source: notice 五(二).

    Args:
        submissions: the parsed ledgers.
        where: the name of their folder or workbook, for messages.
        context: settings and regions.

    Raises:
        LedgerMissingError: one of the two ledgers is missing.
        LedgerFaultError: the workbooks have 强制 findings; a quota from a faulty list would be wrong.
    """
    problems, screening = ledger_rows(submissions, PROBLEMS), ledger_rows(submissions, SCREENING)
    if absent := [ledger.title for ledger, rows in ((PROBLEMS, problems), (SCREENING, screening)) if not rows]:
        raise LedgerMissingError(where, "、".join(absent))
    must = [f for submission in submissions for f in submission.findings if f.severity is Severity.MUST]
    if must:
        raise LedgerFaultError(len(must), f"{must[0].where} {must[0].what}。")
    return quotas(problems, screening, context.registry, context.campaign)


def quotas(
    problems: Sequence[Answers], screening: Sequence[Answers], registry: Registry, campaign: Campaign
) -> list[CityQuota]:
    """Return the quotas of every city that either ledger names, by code; rows of unknown cities do not count.

    Source: notice 五(二).
    """
    listed, screened = problem_frame(problems, registry), screening_frame(screening, registry)
    named = {*listed["city"], *screened["city"]}
    return [
        _city_quota(city, listed[listed["city"] == city.code], screened, registry, campaign)
        for city in registry.cities
        if city.code in named
    ]


def problem_frame(rows: Sequence[Answers], registry: Registry) -> pd.DataFrame:
    """Return the problem list, a row a problem: codes of city and county ("" unknown), class, type, whether done."""
    import pandas as pd

    records = [
        (*_codes(row, registry), _class_of(site_type := str(row.get("site_type") or "")), site_type, row.get("status"))
        for row in rows
    ]
    frame = pd.DataFrame.from_records(records, columns=["city", "county", "kind", "type", "status"])
    return frame.assign(done=frame["status"] == STATUS_DONE)


def screening_frame(rows: Sequence[Answers], registry: Registry) -> pd.DataFrame:
    """Return 排查底数, a row a known county: companies screened and problems found (NaN = 未提供)."""
    import pandas as pd

    figures = ["screened_total", "problem_total"]
    records = [
        (city, county, *(float(n) if isinstance(n := row.get(key), int) else None for key in figures))
        for row in rows
        for city, county in [_codes(row, registry)]
        if county
    ]
    frame = pd.DataFrame.from_records(records, columns=["city", "county", *figures])
    # A county under its old and its new name has two rows; they add up.
    return frame.groupby(["city", "county"], as_index=False).sum(min_count=1)


def _codes(row: Answers, registry: Registry) -> tuple[str, str]:
    """Return the codes of a row's city and county, "" where it is unknown."""
    city = registry.match_city(str(row.get("city") or ""))
    county = registry.match_county(str(row.get("county") or ""), city).region if city else None
    return city.code if city else "", county.code if county else ""


def _class_of(site_type: str) -> str:
    if site_type == SMALL_CHEM:
        return "small_chem"
    if is_small_trade(site_type):
        return "small_trades"
    return "suspended" if is_suspended(site_type) else ""


def _city_quota(
    city: Region, listed: pd.DataFrame, screened: pd.DataFrame, registry: Registry, campaign: Campaign
) -> CityQuota:
    counties = registry.counties_of(city)
    count = {kind: int((listed["kind"] == kind).sum()) for kind in ("small_chem", "small_trades", "suspended")}
    problems = count["small_chem"]
    due = share_of(problems, campaign.problem_share, campaign)
    unfinished = int(((listed["kind"] == "small_chem") & ~listed["done"]).sum())
    return CityQuota(
        city=city,
        counties=len(counties),
        counties_due=share_of(len(counties), campaign.county_share, campaign),
        ranks=rank_counties(counties, screened, campaign),
        problems=problems,
        problems_due=due,
        unfinished=unfinished,
        to_draw=max(0, due - unfinished) if campaign.unfinished_counts else min(due, problems - unfinished),
        small_trades=count["small_trades"],
        suspended=count["suspended"],
        small_trades_due=min(campaign.small_trades_quota, count["small_trades"]),
        suspended_due=min(campaign.suspended_quota, count["suspended"]),
        by_county=tuple(_county_problems(county, listed[listed["county"] == county.code]) for county in counties),
    )


def _county_problems(county: Region, listed: pd.DataFrame) -> CountyProblems:
    chem = listed[listed["kind"] == "small_chem"]
    finished = int(chem["done"].sum())
    others = listed.loc[listed["kind"].isin(["small_trades", "suspended"]), "type"].value_counts()
    return CountyProblems(county, finished, len(chem) - finished, {str(k): int(n) for k, n in others.items()})


def rank_counties(counties: Sequence[Region], screened: pd.DataFrame, campaign: Campaign) -> tuple[CountyRank, ...]:
    """Rank a city's counties by few companies screened and few problems found; the lowest share has priority.

    Equal counts share the better rank; equal rank sums are ordered by code. Without figures of every county
    no county has priority, since a missing figure is not a small one.

    Source: notice 五(二), 排查企业、排查问题较少的县（市、区）.

    Args:
        counties: all counties of the city, by code.
        screened: `screening_frame`; rows of other counties are ignored.
        campaign: its `priority_share` of the counties has priority.

    >>> from xhg_excel.notice import NOTICE
    >>> registry = Registry()
    >>> counties = registry.counties_of(registry.cities[0])[:3]
    >>> rows = [{"city": registry.cities[0].name, "county": county.name, "screened_total": screened, "problem_total": 5}
    ...         for county, screened in zip(counties, (30, 10, 20))]
    >>> ranks = rank_counties(counties, screening_frame(rows, registry), NOTICE)
    >>> [(rank.screened_rank, rank.problems_rank, rank.rank_sum, rank.priority) for rank in ranks]
    [(3, 1, 4, False), (1, 1, 2, True), (2, 1, 3, False)]
    """
    figures = screened.set_index("county").reindex([county.code for county in counties])
    ranks = figures[["screened_total", "problem_total"]].rank(method="min")
    total = ranks.sum(axis=1, skipna=False)
    complete = bool(total.notna().all())
    order = sorted(counties, key=lambda county: (total[county.code], county.code)) if complete else []
    chosen = {county.code for county in order[: share_of(len(counties), campaign.priority_share, campaign)]}
    return tuple(
        CountyRank(
            county,
            _whole(figures.at[county.code, "screened_total"]),
            _whole(figures.at[county.code, "problem_total"]),
            _whole(ranks.at[county.code, "screened_total"]),
            _whole(ranks.at[county.code, "problem_total"]),
            county.code in chosen,
        )
        for county in counties
    )


def _whole(number: Any) -> int | None:
    import pandas as pd

    return None if pd.isna(number) else int(number)
