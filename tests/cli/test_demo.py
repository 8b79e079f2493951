"""The whole road, as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.books import cells, demonstrated, run, table
from xhg_excel.notice.small_chemical.rehearsal import FAULTS


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demonstrated(tmp_path_factory)


def test_the_demo_finds_every_planted_fault_and_no_other(demo: Path) -> None:
    rows = table(demo / "演练错误清单.xlsx", "演练错误清单")[3:]
    report = json.loads((demo / "校验结果.json").read_text("utf-8"))
    planted = {row[:4] for row in rows}
    found = {(f["file"], f["sheet"], f["cells"][0], f["rule"]): f["severity"] for f in report["findings"]}

    assert len(rows) == len(planted) == len(FAULTS)
    assert planted - set(found) == set()
    # A finding of the inspection (R305, R215 …) follows from the answers; nothing else may.
    assert {severity for key, severity in found.items() if key not in planted} <= {"发现"}


def test_the_same_seed_gives_the_same_totals(demo: Path, tmp_path: Path) -> None:
    assert run("demo", "--out", tmp_path / "again", "--seed", 7).return_value == 0

    # 来源 and the marker say when each file was read.
    first, second = (cells(d / "市级汇总.xlsx", without=("来源", "_xhg")) for d in (demo, tmp_path / "again"))
    assert first == second
    assert cells(demo / "抽样配额.xlsx") == cells(tmp_path / "again" / "抽样配额.xlsx")
