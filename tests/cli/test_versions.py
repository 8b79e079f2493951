"""What people send twice, what they ask of a figure, and that nothing they sent is touched."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.books import cells, demonstrated, run, submission, table
from tests.cli.test_merge import files_named
from xhg_excel.errors.files import NoFigureError, NothingToCompareError, NothingToReadError, NotTotalsError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "报送"
    made.mkdir()
    return made


def hashes(folder: Path) -> dict[str, str]:
    return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*")) if p.is_file()}


def typed(path: Path, sheet: str, address: str, value: object) -> Path:
    book = openpyxl.load_workbook(path)
    book[sheet][address] = value
    book.save(path)
    return path


def test_the_newer_of_two_submissions_counts_and_its_changes_are_listed(folder: Path) -> None:
    """By 填报日期, though the older file was saved later."""
    submission(folder, "如东县", "新.xlsx", slogans=8, cover={"填报日期": "2020-8-20"})
    submission(folder, "如东县", "旧.xlsx", slogans=7, cover={"填报日期": "2020-8-18"})
    submission(folder, "海安市")
    out = folder.parent / "out.xlsx"

    run("merge", folder, "--out", out)

    assert files_named(out, "M01") == {"新.xlsx"}
    assert next(row[3:5] for row in table(out, "附件1汇总") if row[1] == "悬挂宣传标语数") == (8, 7)
    assert {row[0]: row[2] for row in table(out, "来源")[3:]} == {
        "新.xlsx": "已并入",
        "旧.xlsx": "已被较新的一份代替",
        "海安市.xlsx": "已并入",
    }
    changes = table(out, "更正情况")[3:]
    assert [row[1:5] for row in changes][1] == ("更改", "附件1第6项", "7", "8")
    assert "完整" in str(table(out, "总览")[2][1])


def test_a_file_name_in_two_folders_and_the_same_content_saved_again_change_nothing(folder: Path) -> None:
    first = submission(folder, "如东县", "a.xlsx")
    alone = folder.parent / "alone.xlsx"
    run("merge", folder, "--out", alone)
    typed(
        Path(shutil.copy(first, folder / "b.xlsx")), "附件1", "A1", openpyxl.load_workbook(first)["附件1"]["A1"].value
    )
    (folder / "再报").mkdir()
    shutil.copy(first, folder / "再报" / "a.xlsx")
    out = folder.parent / "out.xlsx"
    run("merge", folder, "--out", out)

    by_file = ("来源", "核对", "_xhg", "总览", "合计核对", "校验结果")
    assert cells(out, without=by_file) == cells(alone, without=by_file)
    assert sorted(str(row[2]) for row in table(out, "来源")[3:]) == ["与另一文件相同，未重复计"] * 2 + ["已并入"]


def test_dry_run_says_what_would_be_done_and_writes_nothing(folder: Path) -> None:
    submission(folder, "如东县")
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 no")
    before = hashes(folder.parent)

    done = run("merge", folder, "--out", folder.parent / "out.xlsx", "--dry-run")

    assert hashes(folder.parent) == before
    assert done.return_value == 1
    for said in ("没有写任何文件", "如东县.xlsx（南通市如东县）：已并入", "坏.xlsx：未并入", "会新建", "汇总不完整"):
        assert said in done.output
    (folder.parent / "out.xlsx").write_bytes(b"old")
    assert "会替换" in run("merge", folder, "--out", folder.parent / "out.xlsx", "--dry-run").output
    assert (folder.parent / "out.xlsx").read_bytes() == b"old"


def test_no_command_touches_what_it_reads(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    shutil.copytree(demonstrated(tmp_path_factory), tmp_path / "demo")
    sources = [tmp_path / "demo" / name for name in ("报送", "台账")]
    before = [hashes(path) for path in sources]
    one, two = sorted(sources[0].rglob("*.xlsx"))[:2]
    out = tmp_path / "demo" / "汇总.xlsx"

    run("validate", sources[0], "--ledgers", sources[1], "--mark", tmp_path / "退回", "--json", tmp_path / "r.json")
    run("merge", sources[0], "--ledgers", sources[1], "--out", out)
    totals = hashes(out.parent)[str(out)]
    run("explain", out, "附件1!H12")
    run("diff", one, two, "--xlsx", tmp_path / "d.xlsx")
    run("quota", "--ledgers", sources[1], "--out", tmp_path / "q.xlsx")

    assert [hashes(path) for path in sources] == before
    assert hashes(out.parent)[str(out)] == totals


def test_explain_prints_arithmetic_and_cells(folder: Path) -> None:
    submission(folder, "如东县", slogans=7)
    submission(folder, "海安市", slogans=8)
    out = folder.parent / "out.xlsx"
    run("merge", folder, "--out", out)
    rows = table(out, "附件1汇总")
    row = next(n for n, cells_ in enumerate(rows, start=1) if cells_[1] == "悬挂宣传标语数")

    done = run("explain", out, f"附件1!F{row}")

    assert done.return_value == 0
    assert "7 + 8 = 15" in done.output
    assert "海安市.xlsx" in done.output
    assert "D13" in done.output or "E13" in done.output
    typed(out, "附件1汇总", f"F{row}", 16)
    changed = run("explain", out, f"附件1!F{row}")
    assert changed.return_value == 1
    assert "表中现为“16”" in changed.output


def test_explain_refuses_in_words(folder: Path) -> None:
    path = submission(folder, "如东县")
    out = folder.parent / "out.xlsx"
    run("merge", folder, "--out", out)

    assert isinstance(run("explain", out, "附件1!A1").exception, NoFigureError)
    assert isinstance(run("explain", path, "附件1!D12").exception, NotTotalsError)
    assert isinstance(run("explain", folder / "没有.xlsx", "附件1!D12").exception, NothingToReadError)


def test_diff_lists_cells_and_errors_and_writes_a_table(folder: Path) -> None:
    old = submission(folder, "如东县", "旧.xlsx", slogans=7)
    new = submission(folder, "如东县", "新.xlsx", slogans=8)
    table_file = folder.parent / "差别.xlsx"

    done = run("diff", old, new, "--xlsx", table_file)

    assert done.return_value == 1
    assert "更改 1 格，新增 0 格，删去 0 格" in done.output
    assert [row[1:5] for row in table(table_file, "更正情况")[3:]] == [("更改", "附件1第6项", "7", "8")]
    assert run("diff", old, old).return_value == 0
    assert "内容相同" in run("diff", old, old).output


def test_diff_refuses_what_holds_nothing(folder: Path) -> None:
    path = submission(folder, "如东县")
    (folder / "x.xlsx").write_bytes(b"")

    assert isinstance(run("diff", path, folder / "x.xlsx").exception, NothingToCompareError)
    assert isinstance(run("diff", path, folder).exception, NothingToReadError)


def test_a_cell_the_city_could_not_read_is_named_by_the_province(folder: Path, tmp_path: Path) -> None:
    """M08: it is missing from the totals, not blank."""
    typed(submission(folder, "如东县"), "附件1", "D13", "约30")
    submission(folder, "海安市")
    city = tmp_path / "市级" / "南通.xlsx"
    run("merge", folder, "--out", city)
    run("merge", city.parent, "--level", "province", "--out", tmp_path / "省.xlsx")

    found = [row[1:5] for row in table(tmp_path / "省.xlsx", "校验结果") if row[1] in ("M08", "R103")]
    assert found == [("M08", "如东县.xlsx", "附件1", "D13")]
    assert not [row for row in table(city, "校验结果") if row[1] == "M08"]
