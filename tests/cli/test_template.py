"""`xhg template`: blank workbooks for everyone, and for one city with its problem list."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.books import rehearsed, run, table


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rehearsed(tmp_path_factory, "--city", "宿迁市", "--no-faults") / "台账"


@pytest.fixture(scope="module")
def blank(ledgers: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbooks that the counties of one city get."""
    folder = tmp_path_factory.mktemp("空表")
    made = run("template", "--city", "宿迁", "--ledgers", ledgers, "--out", folder)
    assert made.exit_code == 0, made.exception
    return folder


def test_with_ledgers_each_county_chooses_from_its_own_problems(ledgers: Path, blank: Path) -> None:
    listed = table(next(ledgers.rglob("问题清单.xlsx")), "问题清单")
    rows = [row for row in listed[3:] if row[6] == "小化工"]
    book = openpyxl.load_workbook(blank / "宿迁市沭阳县 填报表.xlsx")
    own = [row[0] for row in book["本县问题清单"].iter_rows(min_row=4, values_only=True)]
    assert own == [row[3] for row in rows if row[2] == "沭阳县"]
    limits = {str(rule.sqref): rule.formula1 for rule in book["附件2登记表"].data_validations.dataValidation}
    assert limits["C4:C203"] == f"本县问题清单!$A$4:$A${3 + len(own)}"
    assert len(table(blank / "宿迁市市本级 填报表.xlsx", "本县问题清单")) == 3 + len(rows)


def test_such_a_workbook_is_still_empty_until_it_is_filled(blank: Path) -> None:
    done = run("validate", blank / "宿迁市沭阳县 填报表.xlsx")

    assert done.return_value == 1
    assert "工作簿是空的" in done.output.replace("\n", "")
