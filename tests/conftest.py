"""What the tests share: the notice as reading basis, facts, and rehearsal workbooks."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from tests.compiled import keep_compiled

keep_compiled()

import hypothesis
import pytest

from tests.once import built_once
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.grid import CellValue, Grid
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.rehearsal.made_up import CityRehearsal, rehearse_city
from xhg_excel.core.sheets.layout import Cell, Formula, SheetLayout
from xhg_excel.core.templates.workbooks import CountyContent, county_book
from xhg_excel.files.read import worker
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import NOTICE
from xhg_excel.safe_path import safe_path

FACTS = Path(__file__).parent / "facts"
# One screen, so one worker: windows of a real program, in the order of their files.
SCREEN = "window"


def pytest_configure(config: pytest.Config) -> None:
    """Let workers find the work that these tests give them: they do not look into the current folder."""
    setattr(worker, "safe_path", lambda: [*safe_path(), str(config.rootpath)])  # noqa: B010  # it is imported there


@pytest.fixture(autouse=True)
def usual_path() -> None:
    """Let Pythons that a test starts look into its folder: our entrances forbid it for this process when imported."""
    os.environ.pop("PYTHONSAFEPATH", None)


def pytest_sessionfinish() -> None:
    """End the workers that read for this process: what they ran counts only when they have ended by themselves."""
    worker.end_idle(gently=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file on one worker (they share what is built once), those of windows on the same one.

    Only `--dist loadgroup` asks for it.
    """
    for item in items:
        folder, file = item.path.parent.name, str(item.path)
        item.add_marker(pytest.mark.xdist_group(SCREEN if folder == SCREEN else file))


CONTEXT = Context(NOTICE, Registry())

# How long an example takes is nobody's fault on a busy machine, and a change is judged by what it changed: the examples
# are the same at every run. `make explore` looks for new ones, many more of them.
hypothesis.settings.register_profile("same", deadline=None, derandomize=True, database=None)
hypothesis.settings.register_profile("explore", deadline=None, max_examples=1000)
hypothesis.settings.load_profile(os.environ.get("XHG_HYPOTHESIS", "same"))


@pytest.fixture
def context() -> Context:
    """The notice's own settings and regions."""
    return CONTEXT


@pytest.fixture(scope="session")
def nantong() -> CityRehearsal:
    """One clean rehearsal of 南通市."""
    city = CONTEXT.registry.match_city("南通市")
    assert city is not None
    return rehearse_city(city, CONTEXT.registry, NOTICE, random.Random("tests"))


@pytest.fixture(scope="session")
def nantong_folder(nantong: CityRehearsal, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The submissions of that rehearsal as workbooks."""

    def build(folder: Path) -> None:
        for unit in nantong.units:
            content = CountyContent(nantong.annex1[unit], nantong.sites[unit])
            write_book(county_book(NOTICE, unit, content, CONTEXT.registry), folder / f"{unit.full_name}.xlsx")

    return built_once(tmp_path_factory, "nantong", build)


def drawn(picture: str, sheet: str = "sheet") -> Grid:
    """Return the grid that a table of `| a | b |` lines draws."""
    lines = [line.strip() for line in picture.strip().splitlines()]
    rows: list[Sequence[CellValue]] = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return Grid(sheet, rows)


def grid_of(sheet: SheetLayout) -> Grid:
    """Return what a reader sees of a layout: its values, formulas as their present value."""
    cells = {**sheet.cells, **{(block.top, block.left): cell for block, cell in sheet.merges.items()}}
    for fill in sheet.fills:
        cells |= {(fill.top + row, fill.col): Cell(value, fill.style) for row, value in enumerate(fill.values)}
    height, width = (max(at[axis] for at in cells) + 1 for axis in (0, 1))
    rows: list[list[CellValue]] = [[None] * width for _ in range(height)]
    for (row, col), cell in cells.items():
        content = cell.content.value if isinstance(cell.content, Formula) else cell.content
        rows[row][col] = float(content) if isinstance(content, Decimal) else content  # type: ignore[assignment]
    return Grid(sheet.name, rows)
