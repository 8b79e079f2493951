"""Filled county workbooks of a made-up notice, written by the program that knows it; run as `fill.py FOLDER`.

Five counties of 南通市 and the city itself are sound; 启东市 breaks every rule of the notice.
"""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Unit
from xhg_excel.core.templates.workbooks import Answers, CountyContent, county_book
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import NOTICE, SITE_ANNEXES

SOUND: Answers = {
    "team_formed": "是",
    "places_listed": 40,
    "places_screened": 30,
    "problems_mended": "是",
    "problems_count": 3,
    "penalty_yuan": Decimal("1500.50"),
    "difficulties": "演练困难",
}
CHANGES: dict[str, dict[str, object]] = {
    "如东县": {},
    "海安市": {"team_formed": "否", "places_screened": 40, "penalty_yuan": 0, "problems_count": 0},
    "如皋市": {},
    "通州区": {},
    "海门区": {},
    "": {"places_listed": 500, "places_screened": 500},
    "启东市": {"team_formed": "否", "places_screened": 41, "problems_mended": "否", "difficulties": None},
}
SOUND_SITE: Answers = {"extinguishers": "是", "extinguishers_count": 4, "wires": "否", "fined": "否"}
# One sound site where nothing else is said.
SITES: dict[str, tuple[dict[str, object], ...]] = {
    "如东县": ({}, {"extinguishers_count": 6}),
    "海安市": ({"wires": "是", "fined": "是", "fine_yuan": Decimal("200.50")},),
    "启东市": ({"extinguishers_count": 0}, {"wires": "否", "fined": "是", "fine_yuan": 100}, {}),
}


def sites_of(county: str) -> list[Answers]:
    """Return the rows of a register; the third of 启东市 has number, name and address of its second."""
    rows: list[Answers] = []
    for number, changes in enumerate(SITES.get(county, ({},)), start=1):
        known = min(number, 2)
        place = {
            "site_name": f"{county}{known}号充电棚（演练）",
            "address": f"{county}演练路{known}号",
            "problem_id": f"{county}-{known}",
            "visited_on": NOTICE.window_start,
        }
        rows.append({**SOUND_SITE, **place, **changes})  # type: ignore[dict-item]  # answers of every kind
    return rows


def main(folder: Path) -> None:
    """Write them."""
    registry = Registry(NOTICE)
    city = registry.match_city("南通市")
    assert city is not None
    for name, changes in CHANGES.items():
        unit = Unit(city, registry.match_county(name, city).region if name else None)
        answers: Answers = {**SOUND, **changes}  # type: ignore[dict-item]  # as above
        content = CountyContent(answers, {annex.key: sites_of(name) for annex in SITE_ANNEXES})
        write_book(county_book(NOTICE, unit, content, registry), folder / f"{unit.full_name}.xlsx")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
