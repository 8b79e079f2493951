"""How many counties, problems and others must be inspected: whole numbers, rounded up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xhg_excel.core.answers.ledger_rows import ledger_rows
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.finding import Finding
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.shares import share_of
from xhg_excel.core.model.submission import Answers, Submission
from xhg_excel.errors.files import LedgerFaultError, LedgerMissingError
from xhg_excel.notice import PROBLEMS, SCREENING, SMALL_CHEM, STATUS_DONE, is_small_trade, is_suspended
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.findings import Severity

if TYPE_CHECKING:  # most commands that know of quotas make no table
    import pandas as pd


@dataclass(frozen=True)
class CountyRank:
    """One county's place by two counts; None where the ledger gives no figure."""

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
    """What the problem list holds of one county; `others` are counts by type of 附件3."""

    county: Region
    finished: int
    unfinished: int
    others: Mapping[str, int]

    @property
    def listed(self) -> int:
        """How many 小化工 the list has here."""
        return self.finished + self.unfinished


@dataclass(frozen=True)
class CityQuota:
    """The quotas of one city; every number is a minimum.

    `to_draw` is how many finished problems must be drawn beside all unfinished ones.
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

        The finished ones to draw must lie in the counties visited; unfinished ones count
        wherever they lie. None when even all counties hold too few. `core.plan` names them.
        """
        priority = set(self.priority)
        inside = sum(held.finished for held in self.by_county if held.county in priority)
        others = sorted((held.finished for held in self.by_county if held.county not in priority), reverse=True)
        visited = len(self.by_county) - len(others)
        for more in others:
            if inside >= self.to_draw:
                break
            inside, visited = inside + more, visited + 1
        return max(self.counties_due, visited) if inside >= self.to_draw else None

    @property
    def priority(self) -> tuple[Region, ...]:
        """The counties that must be among those visited, by code."""
        return tuple(rank.county for rank in self.ranks if rank.priority)


def quotas(
    problems: Sequence[Answers], screening: Sequence[Answers], registry: Registry, campaign: Campaign
) -> list[CityQuota]:
    """Return the quotas of every city that either ledger names, by code.

    Clause: 五(二). Rows whose city or county is unknown were refused before.
    """
    frame = problem_frame(problems, registry)
    screened = screening_frame(screening, registry)
    named = set(frame["city"]) | set(screened["city"])
    return [
        _city_quota(city, frame[frame["city"] == city.code], screened, (registry, campaign))
        for city in registry.cities
        if city.code in named
    ]


def problem_frame(rows: Sequence[Answers], registry: Registry) -> pd.DataFrame:
    """Return the problem list as codes and classes: one row a problem, n rows by 5 columns."""
    import pandas as pd

    records = []
    for row in rows:
        city = registry.match_city(str(row.get("city") or ""))
        county = registry.match_county(str(row.get("county") or ""), city).region if city else None
        kind = str(row.get("site_type") or "")
        records.append(
            {
                "city": city.code if city else "",
                "county": county.code if county else "",
                "kind": _class_of(kind),
                "type": kind,
                "done": row.get("status") == STATUS_DONE,
            }
        )
    return pd.DataFrame.from_records(records, columns=["city", "county", "kind", "type", "done"])


def screening_frame(rows: Sequence[Answers], registry: Registry) -> pd.DataFrame:
    """Return 排查底数 by county code: screened and problems (NaN = 未提供), added up if repeated."""
    import pandas as pd

    records = []
    for row in rows:
        city = registry.match_city(str(row.get("city") or ""))
        county = registry.match_county(str(row.get("county") or ""), city).region if city else None
        if city and county:
            figures = {key: _figure(row.get(key)) for key in ("screened_total", "problem_total")}
            records.append({"city": city.code, "county": county.code, **figures})
    frame = pd.DataFrame.from_records(records, columns=["city", "county", "screened_total", "problem_total"])
    # An old and a new name of one county are two rows of it.
    return frame.groupby(["city", "county"], as_index=False).sum(min_count=1)


def _figure(answer: object) -> float | None:
    return float(answer) if isinstance(answer, int) else None


def _class_of(site_type: str) -> str:
    if site_type == SMALL_CHEM:
        return "small_chem"
    if is_small_trade(site_type):
        return "small_trades"
    return "suspended" if is_suspended(site_type) else ""


def _city_quota(
    city: Region, problems: pd.DataFrame, screening: pd.DataFrame, by: tuple[Registry, Campaign]
) -> CityQuota:
    registry, campaign = by
    counties = registry.counties_of(city)
    chem = problems[problems["kind"] == "small_chem"]
    due = share_of(len(chem), campaign.problem_share, campaign)
    unfinished = int((~chem["done"].astype(bool)).sum())
    available = {kind: int((problems["kind"] == kind).sum()) for kind in ("small_trades", "suspended")}
    return CityQuota(
        city=city,
        counties=len(counties),
        counties_due=share_of(len(counties), campaign.county_share, campaign),
        ranks=rank_counties(counties, screening, campaign),
        problems=len(chem),
        problems_due=due,
        unfinished=unfinished,
        to_draw=max(0, due - unfinished) if campaign.unfinished_counts else min(due, len(chem) - unfinished),
        small_trades=available["small_trades"],
        suspended=available["suspended"],
        small_trades_due=min(campaign.small_trades_quota, available["small_trades"]),
        suspended_due=min(campaign.suspended_quota, available["suspended"]),
        by_county=tuple(_holding(county, problems[problems["county"] == county.code]) for county in counties),
    )


def _holding(county: Region, rows: pd.DataFrame) -> CountyProblems:
    chem = rows[rows["kind"] == "small_chem"]
    finished = int(chem["done"].astype(bool).sum())
    others = Counter(rows[rows["kind"].isin(["small_trades", "suspended"])]["type"])
    return CountyProblems(county, finished, len(chem) - finished, dict(others))


def rank_counties(counties: Sequence[Region], screening: pd.DataFrame, campaign: Campaign) -> tuple[CountyRank, ...]:
    """Rank a city's counties by few screened and few problems; the lowest share are priority.

    Equal counts share a rank; equal rank-sums are ordered by code. Without figures
    for every county there is no priority: a missing figure is not a small one.
    """
    figures = screening.set_index("county").reindex([county.code for county in counties])
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


def ledger_quotas(submissions: Sequence[Submission], where: str, context: Context) -> list[CityQuota]:
    """Return the quotas of every city that 问题清单 or 排查底数 names, by code; `where` is what holds the ledgers.

    Clause: 五(二).

    Raises:
        LedgerMissingError: one of the two ledgers is not there.
        LedgerFaultError: something in the workbooks must be mended first.

    """
    if absent := [ledger.title for ledger in (PROBLEMS, SCREENING) if not ledger_rows(submissions, ledger)]:
        raise LedgerMissingError(where, "、".join(absent))
    _refuse_faults([f for s in submissions for f in s.findings])
    from xhg_excel.core.planning.quota import quotas

    problems, screening = ledger_rows(submissions, PROBLEMS), ledger_rows(submissions, SCREENING)
    return quotas(problems, screening, context.registry, context.campaign)


def _refuse_faults(findings: Sequence[Finding]) -> None:
    """Name the first fault instead: a quota from a faulty list would be a wrong number."""
    must = [finding for finding in findings if finding.severity is Severity.MUST]
    if must:
        raise LedgerFaultError(len(must), f"{must[0].where} {must[0].what}。")
