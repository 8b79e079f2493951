"""A running spreadsheet program for each test, and a user's own folder that is nobody's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings as xw

from tests.excel.engine import HostModel, join


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep log and settings out of the folders of whoever runs the tests."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home" / "Documents").mkdir(parents=True)
    return tmp_path / "state" / "xhg_excel"


@pytest.fixture
def host() -> Iterator[HostModel]:
    """A program without a workbook."""
    model = HostModel(hwnd=4711)
    join(model)
    yield model
    xw.engines.active = None
