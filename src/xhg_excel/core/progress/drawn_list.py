"""Read the sites to inspect from the sheet 抽取名单, or from any table with the same heads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from xhg_excel.core.drawing.verify import read_record
from xhg_excel.core.model.grid import Grid, squeeze
from xhg_excel.core.model.identifiers import canonical_id
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.planning.plan import CityPlan
from xhg_excel.core.planning.quota import CountyProblems
from xhg_excel.core.progress.itinerary import VisitSite
from xhg_excel.core.reading.unit_facts import CrossValues
from xhg_excel.errors.draw import NoDrawnListError, NotADrawError
from xhg_excel.notice import STATUS_OPEN, is_small_trade, is_suspended
from xhg_excel.notice.words.planning.draw import SAMPLE_HEADS, SAMPLE_SHEET
from xhg_excel.notice.words.workbook import LISTED

# The heads a drawn list must have, by column key; the tickets are not needed.
_HEADS = {
    key: SAMPLE_HEADS[key] for key in ("city", "county", "identifier", "name", "address", "site_type", "status", "rule")
}


@dataclass(frozen=True)
class DrawnList:
    """The drawn sites, and by city code the plans they were drawn by, where the workbook has a record of the draw."""

    sites: tuple[VisitSite, ...]
    plans: Mapping[str, CityPlan]

    def plan_of(self, plan: CityPlan) -> CityPlan:
        """Return the recorded plan of a city in place of `plan`, which was made from today's ledgers.

        The list was frozen at the draw: a status that changes later changes neither who is visited nor
        how many sites the sample stands for.
        """
        recorded = self.plans.get(plan.quota.city.code)
        return plan if recorded is None else replace(recorded, petitions=plan.petitions)

    def facts(self) -> dict[str, CrossValues]:
        """Return, by code of county or city, what the list held when it was frozen (R116); none without a record."""
        found = {}
        for code, plan in self.plans.items():
            found[code] = _frozen(plan.quota.by_county)
            found |= {problems.county.code: _frozen([problems]) for problems in plan.quota.by_county}
        return found


def _frozen(counties: Sequence[CountyProblems]) -> CrossValues:
    finished = sum(problems.finished for problems in counties)
    others = [(name, count) for problems in counties for name, count in problems.others.items()]
    return {
        "drawn.listed": finished + sum(problems.unfinished for problems in counties),
        "drawn.completed": finished,
        "drawn.small_trades": sum(count for name, count in others if is_small_trade(name)),
        "drawn.suspended": sum(count for name, count in others if is_suspended(name)),
    }


def read_drawn_list(grids: Sequence[Grid], file: str, registry: Registry) -> DrawnList:
    """Return the sites of a drawn list with the plans of its record, if it has one.

    Args:
        grids: the sheets of the workbook.
        file: its name, for messages.
        registry: the regions.

    Raises:
        NoDrawnListError: no sheet has a drawn list.
    """
    sites = tuple(parse_drawn(grids, file, registry))
    try:
        samples = read_record(grids, file).sample()
    except NotADrawError:  # Made by another program: the plans are made from the ledgers.
        return DrawnList(sites, {})
    return DrawnList(sites, {code: replace(s.plan, visited=s.visited) for code, s in samples.items()})


def parse_drawn(grids: Sequence[Grid], file: str, registry: Registry) -> list[VisitSite]:
    """Return the sites of a drawn list, in its order; rows without identifier or known city are left out.

    The table is found by its heads, first on the sheet 抽取名单, then on any other.

    Raises:
        NoDrawnListError: no sheet has these heads with a site below them.
    """
    for grid in sorted(grids, key=lambda grid: grid.sheet != SAMPLE_SHEET):
        for row in range(len(grid.rows)):
            texts = [grid.text(row, col) for col in range(len(grid.rows[row]))]
            if all(squeeze(head) in texts for head in _HEADS.values()):
                columns = {key: texts.index(squeeze(head)) for key, head in _HEADS.items()}
                if sites := list(_sites(grid, row + 1, columns, registry)):
                    return sites
    raise NoDrawnListError(file, LISTED.join(_HEADS.values()))


def _sites(grid: Grid, first: int, columns: Mapping[str, int], registry: Registry) -> Iterator[VisitSite]:
    for row in range(first, len(grid.rows)):
        text = {key: grid.text(row, col) for key, col in columns.items()}
        city = registry.match_city(text["city"])
        if city is None or not text["identifier"]:
            continue
        yield VisitSite(
            city,
            registry.match_county(text["county"], city).region if text["county"] else None,
            canonical_id(text["identifier"]),
            name=str(grid.at(row, columns["name"]) or "").strip(),
            address=str(grid.at(row, columns["address"]) or "").strip(),
            site_type=text["site_type"],
            unfinished=text["status"] == STATUS_OPEN,
            rule=text["rule"],
        )
