"""A rehearsed city, and what the commands make of it, for the functions to be compared with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.books import rehearsed, run


@pytest.fixture(scope="package")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with 台账 and 报送 of a city, faults planted, and the totals that `xhg merge` made of it."""
    folder = tmp_path_factory.mktemp("api")
    shutil.copytree(rehearsed(tmp_path_factory), folder, dirs_exist_ok=True)
    run("merge", folder / "报送", "--ledgers", folder / "台账", "--out", folder / "市级汇总.xlsx")
    return folder
