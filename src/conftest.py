"""The examples of the public functions run in a folder with a rehearsal, as their readers would run them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.books import rehearsed


@pytest.fixture(scope="session")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which `xhg rehearse --out 演练` was run."""
    folder = tmp_path_factory.mktemp("api")
    shutil.copytree(rehearsed(tmp_path_factory), folder / "演练")
    return folder


@pytest.fixture(autouse=True)
def _in_the_rehearsal(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.node.name.startswith("xhg_excel.api."):
        monkeypatch.chdir(request.getfixturevalue("rehearsal"))
