"""The sheet 抽取名单, or one like it → the sites to inspect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from xhg_excel.core.drawing.verify import read_record
from xhg_excel.core.model.grid import Grid, squeeze
from xhg_excel.core.model.identifiers import canonical_id
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.planning.plan import CityPlan
from xhg_excel.core.progress.itinerary import VisitSite
from xhg_excel.errors.draw import NoDrawnListError, NotADrawError
from xhg_excel.notice import STATUS_OPEN
from xhg_excel.notice.words.planning.draw import SAMPLE_HEADS, SAMPLE_SHEET
from xhg_excel.notice.words.workbook import LISTED

# City, county, identifier, name, address, type, state, rule.
_WANTED = SAMPLE_HEADS[1:9]


@dataclass(frozen=True)
class DrawnList:
    """What was drawn: the sites, and by city code the plans it was drawn by where the workbook records them."""

    sites: tuple[VisitSite, ...]
    plans: Mapping[str, CityPlan]

    def plan_of(self, plan: CityPlan) -> CityPlan:
        """Return the recorded plan of a city in place of one made from today's ledgers.

        The list was frozen at the draw: a later status changes neither who is visited nor
        of how many the sample speaks.
        """
        recorded = self.plans.get(plan.quota.city.code)
        return plan if recorded is None else replace(recorded, petitions=plan.petitions)


def read_drawn_list(grids: Sequence[Grid], file: str, registry: Registry) -> DrawnList:
    """Return the sites of a drawn list with the plans of its record, if it has one.

    Raises:
        NoDrawnListError: there is no list in it.

    """
    sites = tuple(parse_drawn(grids, file, registry))
    try:
        samples = read_record(grids, file).sample()
    except NotADrawError:  # A list of another making: its plan is made from the ledgers.
        return DrawnList(sites, {})
    return DrawnList(sites, {code: replace(s.plan, visited=s.visited) for code, s in samples.items()})


def parse_drawn(grids: Sequence[Grid], file: str, registry: Registry) -> list[VisitSite]:
    """Return the sites of a drawn list, in its order; rows of no known city are left out.

    The table is found by its heads, on the sheet of that name or on any other.

    Raises:
        NoDrawnListError: no sheet has these heads, or the table is empty.

    """
    for grid in sorted(grids, key=lambda grid: grid.sheet != SAMPLE_SHEET):
        for row in range(len(grid.rows)):
            texts = [grid.text(row, col) for col in range(len(grid.rows[row]))]
            if all(squeeze(head) in texts for head in _WANTED):
                sites = list(_sites(grid, row, [texts.index(squeeze(head)) for head in _WANTED], registry))
                if sites:
                    return sites
    raise NoDrawnListError(file, LISTED.join(_WANTED))


def _sites(grid: Grid, head: int, cols: Sequence[int], registry: Registry) -> Iterator[VisitSite]:
    for row in range(head + 1, len(grid.rows)):
        place, county_name, identifier = (grid.text(row, col) for col in cols[:3])
        city = registry.match_city(place)
        if city is None or not identifier:
            continue
        county = registry.match_county(county_name, city).region if county_name else None
        name, address = (str(grid.at(row, col) or "").strip() for col in cols[3:5])
        kind, state, rule = (grid.text(row, col) for col in cols[5:8])
        yield VisitSite(city, county, canonical_id(identifier), name, address, kind, state == STATUS_OPEN, rule)
