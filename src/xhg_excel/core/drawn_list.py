"""The sheet 抽取名单, or one like it → the sites to inspect.

Room: core.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xhg_excel.core.draw import canonical_id
from xhg_excel.core.grid import Grid, squeeze
from xhg_excel.core.itinerary import Site
from xhg_excel.core.regions import Registry
from xhg_excel.errors import NoDrawnListError
from xhg_excel.spec.draw import SAMPLE_HEADS, SAMPLE_SHEET
from xhg_excel.spec.ledgers import STATUS_OPEN
from xhg_excel.spec.workbook import LISTED

# City, county, identifier, name, address, type, state, rule.
_WANTED = SAMPLE_HEADS[1:9]


def parse_drawn(grids: Sequence[Grid], file: str, registry: Registry) -> list[Site]:
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


def _sites(grid: Grid, head: int, cols: Sequence[int], registry: Registry) -> Iterator[Site]:
    for row in range(head + 1, len(grid.rows)):
        place, county_name, identifier = (grid.text(row, col) for col in cols[:3])
        city = registry.match_city(place)
        if city is None or not identifier:
            continue
        county = registry.match_county(county_name, city).region if county_name else None
        name, address = (str(grid.at(row, col) or "").strip() for col in cols[3:5])
        kind, state, rule = (grid.text(row, col) for col in cols[5:8])
        yield Site(city, county, canonical_id(identifier), name, address, kind, state == STATUS_OPEN, rule)
