"""One headless LibreOffice for the slow tests of this folder."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
import xlwings as xw

from tests.calc.office import join_uno, profile, running
from xhg_excel.calc.engine import activate


@pytest.fixture(scope="session")
def headless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[xw.App]:
    """LibreOffice without a window, as xlwings' app; its documents are hidden."""
    folder = tmp_path_factory.mktemp("calc")
    join_uno(folder)
    with running(profile(folder), f"xhg-calc-{os.getpid()}") as office:
        yield activate(office, visible=False)


@pytest.fixture
def calc(headless: xw.App) -> Iterator[xw.App]:
    """The same, as the engine in use."""
    headless.engine.activate()
    yield headless
    xw.engines.active = None


@pytest.fixture(autouse=True)
def no_engine() -> Iterator[None]:
    """Leave no engine in use behind."""
    yield
    xw.engines.active = None
