"""`xhg template`: blank workbooks for everyone, and for one city with its problem list."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.cli.test_demo import run


def test_with_ledgers_each_county_chooses_from_its_own_problems(tmp_path: Path) -> None:
    run("rehearse", "--out", tmp_path, "--city", "宿迁市", "--no-faults")

    made = run("template", "--city", "宿迁", "--ledgers", tmp_path / "台账", "--out", tmp_path / "空表")

    assert made.exit_code == 0, made.exception
    listed = openpyxl.load_workbook(next((tmp_path / "台账").rglob("问题清单.xlsx")))["问题清单"]
    rows = [row for row in listed.iter_rows(min_row=4, values_only=True) if row[6] == "小化工"]
    book = openpyxl.load_workbook(tmp_path / "空表" / "宿迁市沭阳县 填报表.xlsx")
    own = [row[0] for row in book["本县问题清单"].iter_rows(min_row=4, values_only=True)]
    assert own == [row[3] for row in rows if row[2] == "沭阳县"]
    limits = {str(rule.sqref): rule.formula1 for rule in book["附件2登记表"].data_validations.dataValidation}
    assert limits["C4:C203"] == f"本县问题清单!$A$4:$A${3 + len(own)}"
    city = openpyxl.load_workbook(tmp_path / "空表" / "宿迁市市本级 填报表.xlsx")
    assert city["本县问题清单"].max_row == 3 + len(rows)


def test_such_a_workbook_is_still_empty_until_it_is_filled(tmp_path: Path) -> None:
    run("rehearse", "--out", tmp_path, "--city", "宿迁市", "--no-faults")
    run("template", "--city", "宿迁", "--ledgers", tmp_path / "台账", "--out", tmp_path / "空表")

    done = run("validate", tmp_path / "空表" / "宿迁市沭阳县 填报表.xlsx")

    assert done.return_value == 1
    assert "工作簿是空的" in done.output.replace("\n", "")
