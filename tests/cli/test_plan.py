"""`xhg plan` and `xhg progress` as users run them, on rehearsal ledgers and on faulty ones."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.books import run
from tests.conftest import CONTEXT
from tests.processes import xhg
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.core.sheets.layout import BookLayout, Content
from xhg_excel.core.sheets.table import Table
from xhg_excel.core.templates.workbooks import ledger_book
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import LEDGERS, NOTICE
from xhg_excel.notice.words.planning.draw import SAMPLE_HEADS, SAMPLE_SHEET


@pytest.fixture
def ledgers(nantong: CityRehearsal, tmp_path: Path) -> Path:
    """The ledgers of one rehearsal city as workbooks."""
    for ledger in LEDGERS:
        write_book(ledger_book(NOTICE, ledger, nantong.ledgers[ledger.key]), tmp_path / "台账" / f"{ledger.title}.xlsx")
    return tmp_path / "台账"


def drawn_list(nantong: CityRehearsal, target: Path, count: int) -> Path:
    """Write a drawn list of the sites that the rehearsal's forms are of, as `xhg draw run` does."""
    rows: list[dict[str, Content]] = []
    by_id = {row["problem_id"]: row for row in nantong.ledgers["problems"]}
    forms = [form for unit in nantong.units for form in nantong.sites[unit]["annex2"]]
    for number, form in enumerate(forms[:count], start=1):
        row = by_id[form["problem_id"]]
        place = [row[key] for key in ("city", "county", "problem_id", "site_name", "address", "site_type", "status")]
        rows.append(dict(zip(SAMPLE_HEADS, [number, *place, "B2", "抽取", "", "", "0" * 64], strict=True)))
    write_book(BookLayout((Table[dict[str, Content]](SAMPLE_SHEET, SAMPLE_HEADS).sheet(rows),), ""), target)
    return target


def test_the_plan_says_which_counties_and_agrees_with_the_quota(ledgers: Path, tmp_path: Path) -> None:
    said = run("plan", "--ledgers", ledgers, "--out", tmp_path / "计划.xlsx").output
    quota = run("quota", "--ledgers", ledgers, "--out", tmp_path / "配额.xlsx").output

    assert "南通市：督导4/7个县（市、区）" in said
    numbers = said.split("再抽")[1].split("个")[0]
    assert f"再抽{numbers}个" in quota
    assert openpyxl.load_workbook(tmp_path / "计划.xlsx").sheetnames[:-1] == [
        "计划总览", "须知", "选定县（市、区）", "各县（市、区）任务", "抽取分配", "口径变化", "口径说明",
    ]  # fmt: skip


def test_a_drawn_list_adds_the_daily_plan_and_progress_follows_it(
    ledgers: Path, nantong: CityRehearsal, nantong_folder: Path, tmp_path: Path
) -> None:
    """Twenty drawn, all of which have a form by the end; on the fifth day not yet."""
    names = drawn_list(nantong, tmp_path / "名单.xlsx", 20)

    run("plan", "--ledgers", ledgers, "--drawn", names, "--out", tmp_path / "计划.xlsx")
    early = xhg(
        "progress",
        nantong_folder,
        "--ledgers",
        ledgers,
        "--drawn",
        names,
        "--on",
        "2020-08-14",
        "--out",
        tmp_path / "a.xlsx",
    )
    late = xhg(
        "progress",
        nantong_folder,
        "--ledgers",
        ledgers,
        "--drawn",
        names,
        "--on",
        "2020-08-21",
        "--out",
        tmp_path / "b.xlsx",
    )

    assert "每日安排" in openpyxl.load_workbook(tmp_path / "计划.xlsx").sheetnames
    assert early.returncode == 1
    assert "督导第5天，共12天" in early.stdout
    assert "南通市：20/20家，按计划应20家" in late.stdout
    assert openpyxl.load_workbook(tmp_path / "b.xlsx")["还没到现场"]["A4"].value == "没有"


def test_faults_of_a_ledger_are_all_named_with_their_cells_and_no_plan_is_made(
    ledgers: Path, nantong: CityRehearsal, tmp_path: Path
) -> None:
    problems = [dict(row) for row in nantong.ledgers["problems"]]
    problems[0]["county"], problems[1]["problem_id"], problems[2]["city"] = (
        "江阴市",
        problems[0]["problem_id"],
        "演练市",
    )
    problems[3]["problem_id"] = None
    write_book(ledger_book(NOTICE, LEDGERS[0], problems), ledgers / "问题清单.xlsx")

    done = xhg("plan", "--ledgers", ledgers, "--out", tmp_path / "计划.xlsx")

    assert done.returncode == 2
    for code, cell in (("L03", "C4"), ("F20", "D5"), ("L01", "B6"), ("E01", "D7")):
        assert any(code in line and cell in line for line in done.stdout.splitlines()), code
    assert "台账有 4 处强制问题" in done.stderr
    assert not (tmp_path / "计划.xlsx").exists()


def test_missing_figures_make_a_plan_that_says_it_is_not_final(
    ledgers: Path, nantong: CityRehearsal, tmp_path: Path
) -> None:
    write_book(ledger_book(NOTICE, LEDGERS[2], nantong.ledgers["screening"][1:]), ledgers / "排查底数.xlsx")

    done = xhg("plan", "--ledgers", ledgers, "--out", tmp_path / "计划.xlsx")

    assert done.returncode == 1
    assert "P01" in done.stdout
    assert openpyxl.load_workbook(tmp_path / "计划.xlsx")["须知"]["B4"].value == "P01"


@pytest.mark.parametrize("command", ["plan", "quota"])
def test_a_folder_without_the_lists_says_which_are_missing(command: str, ledgers: Path, tmp_path: Path) -> None:
    (ledgers / "排查底数.xlsx").unlink()

    done = xhg(command, "--ledgers", ledgers, "--out", tmp_path / "x.xlsx")

    assert (done.returncode, "缺少台账：排查底数" in done.stderr) == (2, True)


def test_a_workbook_that_is_no_drawn_list_is_refused(ledgers: Path, tmp_path: Path) -> None:
    done = xhg("plan", "--ledgers", ledgers, "--drawn", ledgers / "问题清单.xlsx", "--out", tmp_path / "x.xlsx")

    assert done.returncode == 2
    assert "“问题清单.xlsx”里没有抽取名单" in done.stderr
    assert CONTEXT.campaign == NOTICE


def test_no_input_is_written_over(ledgers: Path, nantong: CityRehearsal, tmp_path: Path) -> None:
    """A ledger, a drawn list or a form named as --out stops the run and stays as it is."""
    names = drawn_list(nantong, tmp_path / "名单.xlsx", 3)
    before = (ledgers / "问题清单.xlsx").read_bytes(), names.read_bytes()

    for target in (ledgers / "问题清单.xlsx", names):
        done = xhg("plan", "--ledgers", ledgers, "--drawn", names, "--out", target)
        assert (done.returncode, "就是输入文件之一" in done.stderr) == (2, True)

    assert ((ledgers / "问题清单.xlsx").read_bytes(), names.read_bytes()) == before


def test_a_plan_kept_among_the_ledgers_may_be_made_again(ledgers: Path) -> None:
    for _ in range(2):
        assert xhg("plan", "--ledgers", ledgers, "--out", ledgers / "督导计划.xlsx").returncode == 0
    assert xhg("quota", "--ledgers", ledgers, "--out", ledgers / "抽样配额.xlsx").returncode == 0


def test_an_old_copy_of_the_list_stops_the_plan(ledgers: Path, tmp_path: Path) -> None:
    (ledgers / "问题清单（旧）.xlsx").write_bytes((ledgers / "问题清单.xlsx").read_bytes())

    done = xhg("plan", "--ledgers", ledgers, "--out", tmp_path / "x.xlsx")

    assert done.returncode == 2
    assert "L06" in done.stdout


def test_a_status_changed_after_the_draw_changes_neither_counties_nor_frame(
    ledgers: Path, nantong: CityRehearsal, nantong_folder: Path, tmp_path: Path
) -> None:
    """The list is frozen at the draw; today's ledgers would choose other counties and count more finished ones."""
    run("draw", "freeze", "--ledgers", ledgers, "--out", tmp_path / "冻结.xlsx")
    names = tmp_path / "抽取名单.xlsx"
    run("draw", "run", "--ledgers", ledgers, "--freeze", tmp_path / "冻结.xlsx", "--seed", "1" * 20, "--out", names)

    def said() -> str:
        arguments = ("--ledgers", ledgers, "--drawn", names, "--on", "2020-08-21", "--out", tmp_path / "进度.xlsx")
        return next(
            line for line in xhg("progress", nantong_folder, *arguments).stdout.splitlines() if "南通市：" in line
        )

    before = said()
    done = [row | {"status": "已完成", "completed_on": None} for row in nantong.ledgers["problems"]]
    write_book(ledger_book(NOTICE, LEDGERS[0], done), ledgers / "问题清单.xlsx")

    assert said() == before
    assert "随机抽查" in before
