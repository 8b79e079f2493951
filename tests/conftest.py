"""What the tests share: the notice as reading basis, facts, and rehearsal workbooks."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from xhg_excel.core.books import CountyContent, county_book
from xhg_excel.core.grid import CellValue, Grid
from xhg_excel.core.regions import Registry
from xhg_excel.core.rehearse import CityRehearsal, rehearse_city
from xhg_excel.core.submission import Reading
from xhg_excel.files.write import write_book
from xhg_excel.spec.campaign import NOTICE

FACTS = Path(__file__).parent / "facts"
AGAINST = Reading(NOTICE, Registry())


@pytest.fixture
def against() -> Reading:
    """The notice's own settings and regions."""
    return AGAINST


@pytest.fixture(scope="session")
def nantong() -> CityRehearsal:
    """One clean rehearsal of 南通市."""
    city = AGAINST.registry.match_city("南通市")
    assert city is not None
    return rehearse_city(city, AGAINST.registry, NOTICE, random.Random("tests"))


@pytest.fixture(scope="session")
def nantong_folder(nantong: CityRehearsal, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The submissions of that rehearsal as workbooks."""
    folder = tmp_path_factory.mktemp("nantong")
    for unit in nantong.units:
        content = CountyContent(nantong.annex1[unit], nantong.sites[unit])
        write_book(county_book(NOTICE, unit, content), folder / f"{unit.full_name}.xlsx")
    return folder


def drawn(picture: str, sheet: str = "sheet") -> Grid:
    """Return the grid that a table of `| a | b |` lines draws."""
    lines = [line.strip() for line in picture.strip().splitlines()]
    rows: list[Sequence[CellValue]] = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return Grid(sheet, rows)
