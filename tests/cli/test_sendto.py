"""`xhg sendto`: what the Send-to menu does; results in new files beside the chosen ones, nothing overwritten."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests import books
from tests.books import cells, run, table
from xhg_excel.cli.sendto import path_beside
from xhg_excel.notice.words.shells.install import SEND_TO

HARD_NAMES = ["报送 甲&乙", "100%USERNAME%!", "a^b (1)", "8.12 报送", "=cmd' 演练"]


def hashes(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return books.rehearsed(tmp_path_factory, "--city", "宿迁市") / "报送" / "宿迁市"


@pytest.fixture(params=HARD_NAMES)
def chosen(request: pytest.FixtureRequest, rehearsed: Path, tmp_path: Path) -> Path:
    """A folder of submissions with a name that command lines get wrong."""
    return shutil.copytree(rehearsed, tmp_path / str(request.param))


def test_check_writes_a_table_beside_the_folder_and_reads_only(chosen: Path) -> None:
    before = hashes(chosen)

    done = run("sendto", "check", "--no-open", chosen)

    table = chosen.parent / f"{chosen.name} 校验结果.xlsx"
    assert done.return_value == 1
    assert "共校验 4 个文件" in done.output
    assert f"请打开：{table}" in done.output
    assert list(cells(table)) == ["各文件情况", "校验结果"]
    assert hashes(chosen) == before


def test_merge_writes_what_the_merge_command_writes(chosen: Path) -> None:
    before = hashes(chosen)
    run("merge", chosen, "--out", chosen.parent / "expected.xlsx")

    done = run("sendto", "merge", "--no-open", chosen)

    merged = chosen.parent / f"{chosen.name} 汇总.xlsx"
    assert done.return_value == 1, done.exception
    assert cells(merged, without=("来源", "_xhg")) == cells(chosen.parent / "expected.xlsx", without=("来源", "_xhg"))
    assert hashes(chosen) == before


def test_return_writes_marked_copies_into_a_folder_of_their_own(chosen: Path) -> None:
    before = hashes(chosen)

    done = run("sendto", "return", "--no-open", chosen)

    copies = sorted(path.name for path in (chosen.parent / f"{chosen.name} 退回单").rglob("*.xlsx"))
    assert done.return_value == 1, done.exception
    assert "宿迁市泗洪县 填报表（退回）.xlsx" in copies
    assert hashes(chosen) == before


def test_a_second_run_takes_another_name(rehearsed: Path, tmp_path: Path) -> None:
    chosen = shutil.copytree(rehearsed, tmp_path / "8.12 报送")

    for _ in range(2):
        run("sendto", "check", "--no-open", chosen)
        run("sendto", "return", "--no-open", chosen)

    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "8.12 报送",
        "8.12 报送 校验结果 (2).xlsx",
        "8.12 报送 校验结果.xlsx",
        "8.12 报送 退回单",
        "8.12 报送 退回单 (2)",
    ]


def test_results_of_single_files_do_not_disturb_a_later_merge_of_their_folder(rehearsed: Path, tmp_path: Path) -> None:
    """They lie among the submissions, and a returned copy would count as a second submission of its unit."""
    chosen = shutil.copytree(rehearsed, tmp_path / "报送")
    one = chosen / "宿迁市泗洪县 填报表.xlsx"
    run("sendto", "merge", "--no-open", chosen)
    run("sendto", "check", "--no-open", one)
    run("sendto", "return", "--no-open", one)
    assert len(list(chosen.rglob("*.xlsx"))) == 6

    done = run("sendto", "merge", "--no-open", chosen)

    assert "不计本工具生成的 2 个结果文件" in done.output
    first, second = (cells(tmp_path / f"报送 汇总{n}.xlsx", without=("来源", "_xhg")) for n in ("", " (2)"))
    assert first == second


def test_a_returned_copy_that_is_chosen_itself_is_read(rehearsed: Path, tmp_path: Path) -> None:
    chosen = shutil.copytree(rehearsed, tmp_path / "报送")
    run("sendto", "return", "--no-open", chosen / "宿迁市泗洪县 填报表.xlsx")
    copy = next(chosen.rglob("*（退回）.xlsx"))

    done = run("sendto", "check", "--no-open", copy)

    assert "共校验 1 个文件" in done.output


def test_several_files_are_merged_as_one_folder_would_be(rehearsed: Path, tmp_path: Path) -> None:
    chosen = sorted(shutil.copytree(rehearsed, tmp_path / "报送").iterdir())

    done = run("sendto", "merge", "--no-open", *chosen)

    assert "宿迁市：已汇总 3 个县（市、区）、市本级 1 份" in done.output
    assert (tmp_path / "报送" / f"{chosen[0].stem} 汇总.xlsx").exists()


def test_files_of_one_name_from_two_folders_are_told_apart(rehearsed: Path, tmp_path: Path) -> None:
    first, second = (shutil.copytree(rehearsed, tmp_path / name) for name in ("一", "二"))
    name = "宿迁市泗洪县 填报表.xlsx"

    run("sendto", "check", "--no-open", first / name, second / name)

    rows = table(first / "宿迁市泗洪县 填报表 校验结果.xlsx", "各文件情况")
    assert [row[0] for row in rows if row[0] and name in str(row[0])] == [f"一/{name}", f"二/{name}"]


def test_a_clean_file_needs_no_return(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    clean = books.rehearsed(tmp_path_factory, "--city", "宿迁市", "--no-faults")
    chosen = Path(shutil.copy(next(clean.rglob("宿迁市泗洪县 填报表.xlsx")), tmp_path))

    done = run("sendto", "return", "--no-open", chosen)

    assert done.return_value == 0
    assert "不需要退回单" in done.output
    assert not list(chosen.parent.glob("*退回单*"))


@pytest.mark.parametrize("key", [entry.key for entry in SEND_TO])
def test_what_cannot_be_read_is_said_in_one_sentence(tmp_path: Path, key: str) -> None:
    (tmp_path / "空 文件夹").mkdir()
    command = [sys.executable, "-m", "xhg_excel.cli.window", "sendto", key, "--no-open", str(tmp_path / "空 文件夹")]

    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603

    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "里没有可读的工作簿" in done.stderr


@pytest.mark.parametrize("name", HARD_NAMES)
def test_the_shortcut_s_command_gets_every_name_whole(rehearsed: Path, tmp_path: Path, name: str) -> None:
    """Explorer starts the program with the arguments and the chosen paths: no shell in between."""
    chosen = tmp_path / f"{name}.xlsx"
    shutil.copy(next(rehearsed.glob("*泗洪县*")), chosen)
    (entry,) = [entry for entry in SEND_TO if entry.key == "check"]
    command = [sys.executable, *entry.arguments.split(), "--no-open", str(chosen)]

    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603

    assert done.returncode == 1, done.stderr
    sheet = openpyxl.load_workbook(tmp_path / f"{name} 校验结果.xlsx")["各文件情况"]
    assert sheet["A4"].value == f"{name}.xlsx"


def test_modules_planted_beside_received_files_are_not_run(rehearsed: Path, tmp_path: Path) -> None:
    """The current folder of a Send-to entry may be that of the chosen files."""
    chosen = shutil.copy(next(rehearsed.glob("*泗洪县*")), tmp_path / "a.xlsx")
    for name in ("click", "json", "xhg_excel", "openpyxl"):
        (tmp_path / f"{name}.py").write_text("open('planted', 'w').close()")
    (entry,) = [entry for entry in SEND_TO if entry.key == "check"]
    command = [sys.executable, *entry.arguments.split(), "--no-open", str(chosen)]

    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)  # noqa: S603

    assert done.returncode == 1
    assert not (tmp_path / "planted").exists()


def test_a_result_beside_a_file_or_folder_never_has_a_taken_name(tmp_path: Path) -> None:
    (tmp_path / "a.b").mkdir()
    (tmp_path / "a.b 汇总.xlsx").touch()

    assert path_beside(tmp_path / "a.b", "{stem} 汇总", ".xlsx") == tmp_path / "a.b 汇总 (2).xlsx"
    assert path_beside(tmp_path / "c.xlsx", "{stem} 退回单") == tmp_path / "c 退回单"


def test_a_totals_workbook_and_its_ledgers_give_a_report_beside_it(rehearsed: Path, tmp_path: Path) -> None:
    """Without ledgers a draft; nothing is overwritten; no totals workbook, or two, are told."""
    chosen = shutil.copytree(rehearsed, tmp_path / HARD_NAMES[1])
    run("sendto", "merge", "--no-open", chosen)
    (totals,) = chosen.parent.glob("* 汇总.xlsx")

    first = run("sendto", "report", "--no-open", totals)
    second = run("sendto", "report", "--no-open", totals, rehearsed.parents[1] / "台账")
    none = run("sendto", "report", "--no-open", chosen)
    shutil.copy(totals, chosen.parent / "又一份.xlsx")
    two = run("sendto", "report", "--no-open", totals, chosen.parent / "又一份.xlsx")

    names = sorted(path.name for path in chosen.parent.glob("*.docx"))
    assert names == ["宿迁市督导专题报告 (2).docx", "宿迁市督导专题报告.docx"]
    assert (first.return_value, second.return_value) == (0, 0)
    assert f"督导专题报告已生成：{chosen.parent / names[1]}" in first.output
    missing = [one.output.split("还缺 ")[1].split(" 项")[0] for one in (first, second)]
    assert missing == ["2", "1"]
    assert "里的“本组补充”已带过来" in second.output
    assert str(none.exception).startswith("选中的文件里没有汇总表；")
    assert str(two.exception).startswith(f"选中的文件里有2个汇总表（{totals.name}、又一份.xlsx）；")
