"""The Wine of `.ci/windows`, and a folder on its drive C for each test."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.windows.wine import Wine

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.windows)


@pytest.fixture(scope="session")
def wine() -> Wine:
    """The one that `.ci/windows` made; without one these tests are not run."""
    return Wine(Path(os.environ["XHG_WINDOWS"]))


@pytest.fixture
def folder(wine: Wine) -> Iterator[Path]:
    """An empty folder on drive C, with a name as offices give them."""
    made = Path(tempfile.mkdtemp(prefix="演练 (1) [x] & ", dir=wine.drive))
    yield made
    shutil.rmtree(made)
