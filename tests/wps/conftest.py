"""The stand-in for WPS, and the tests' engine that the outcome is compared with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.excel.conftest import county, host, own_folder  # noqa: F401  # fixtures; log and settings of nobody
from tests.excel.engine import Engine
from tests.wps.standin import Standin, node_modules, started


@pytest.fixture(scope="session")
def modules() -> Path:
    return node_modules()


@pytest.fixture(autouse=True)
def joined(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the tests' engine have rules over several areas, as Excel has: their number is in a message."""
    monkeypatch.setattr(Engine, "joins_areas", True, raising=False)


@pytest.fixture
def wps(tmp_path: Path, modules: Path, own_folder: Path) -> Iterator[Standin]:  # noqa: ARG001, F811  # set before node starts
    standin = started(tmp_path / "clicks", modules)
    with standin.process:  # closes its pipes, by which it ends, and waits
        yield standin
    assert standin.process.returncode == 0
