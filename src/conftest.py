"""The examples of the public functions run in a folder with a rehearsal, as their readers would run them."""

from __future__ import annotations

from pathlib import Path

import pytest

from xhg_excel.cli.main import xhg


@pytest.fixture(scope="session")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which `xhg rehearse --out 演练` was run."""
    folder = tmp_path_factory.mktemp("api")
    xhg.main(["rehearse", "--out", str(folder / "演练"), "--city", "南通市"], standalone_mode=False)
    return folder


@pytest.fixture(autouse=True)
def _in_the_rehearsal(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.node.name.startswith("xhg_excel.api."):
        monkeypatch.chdir(request.getfixturevalue("rehearsal"))
