"""A rehearsed city, and what the commands make of it, for the functions to be compared with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.books import run


@pytest.fixture(scope="package")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with 台账 and 报送 of a city, faults planted, and the totals that `xhg merge` made of it."""
    folder = tmp_path_factory.mktemp("api")
    run("rehearse", "--out", folder, "--city", "南通市")
    run("merge", folder / "报送", "--ledgers", folder / "台账", "--out", folder / "市级汇总.xlsx")
    return folder
