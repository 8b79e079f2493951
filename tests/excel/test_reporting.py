"""生成报告: the report of the command line, beside the totals workbook; drafts, own words, drawn lists."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from tests.books import run
from tests.cli.test_report import write_own
from tests.excel.conftest import ledgers_folder, opened, opened_file, refused, said
from tests.excel.engine import HostModel, SheetModel
from tests.excel.test_draw_scripts import SEED
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.errors.files import TargetChangedError
from xhg_excel.excel import scripts
from xhg_excel.files.word.read import read_report
from xhg_excel.files.write.workbook import write_beside


@pytest.fixture(scope="module")
def made(nantong: CityRehearsal, nantong_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a totals workbook and the folder of its ledgers."""
    folder = tmp_path_factory.mktemp("汇总 = 1")
    ledgers_folder(nantong, folder / "台账")
    run("merge", nantong_folder, "--ledgers", folder / "台账", "--out", folder / "市级汇总.xlsx")
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "汇总 = 1")


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_report_in_a_window_is_that_of_the_command_line(host: HostModel, folder: Path) -> None:
    """Part for part; the totals and the ledgers are not touched."""
    before = {path: path.read_bytes() for path in folder.rglob("*.xlsx")}
    done = run("report", folder / "市级汇总.xlsx", "--ledgers", folder / "台账", "--out", folder / "cli.docx")

    scripts.write_report(opened_file(host, folder / "市级汇总.xlsx"), str(folder / "台账"))

    target = folder / "南通市督导专题报告.docx"
    count = done.output.split("（")[1].split("处")[0]
    assert said(host) == f"督导专题报告已生成：{target}\n\n其中 {count} 处数字都记着来历，改动了汇总表以后可以核对。"
    assert parts(target) == parts(folder / "cli.docx")
    assert {path: path.read_bytes() for path in folder.rglob("*.xlsx")} == before


def test_a_second_report_is_a_new_file_with_the_group_s_own_words(host: HostModel, folder: Path) -> None:
    book = opened_file(host, folder / "市级汇总.xlsx")
    first, second = (folder / f"南通市督导专题报告{more}.docx" for more in ("", " (2)"))
    scripts.write_report(book, str(folder / "台账"))
    write_own(first, "org", "演练：本组认为宣传还不够。")
    content = first.read_bytes()
    host.alerts.clear()

    scripts.write_report(book, f'"{folder / "台账"}"')

    text = said(host)
    assert f"报告已生成：{second}" in text
    assert text.endswith("上一份报告“南通市督导专题报告.docx”里的“本组补充”已带过来，那份报告没有动。")
    assert read_report(second).own == {"org": "演练：本组认为宣传还不够。"}
    assert first.read_bytes() == content


def test_a_stranger_s_file_of_that_name_is_left_alone_and_named(host: HostModel, folder: Path) -> None:
    (folder / "南通市督导专题报告.docx").write_bytes(b"somebody's")

    scripts.write_report(opened_file(host, folder / "市级汇总.xlsx"), str(folder / "台账"))

    assert "上一份“南通市督导专题报告.docx”打不开，或不是本程序生成的，里面的话没有带过来" in said(host)
    assert (folder / "南通市督导专题报告.docx").read_bytes() == b"somebody's"
    assert read_report(folder / "南通市督导专题报告 (2).docx").own == {}


def test_without_ledgers_a_draft_lists_what_is_missing(host: HostModel, folder: Path) -> None:
    """The folder of the totals themselves, where no ledger lies."""
    alone = folder / "只有汇总"
    alone.mkdir()
    shutil.copy(folder / "市级汇总.xlsx", alone)

    scripts.write_report(opened_file(host, alone / "市级汇总.xlsx"), str(alone))

    text = said(host)
    assert text.endswith(
        "现在是草稿，还缺 1 项，列在报告第一章。第一项：没有提供台账，不能核对督导任务、问题清单和信访举报。"
    )
    assert "gate_1__1" in read_report(alone / "南通市督导专题报告.docx").figures


def test_the_one_drawn_list_in_the_folder_gives_the_conclusions(host: HostModel, folder: Path) -> None:
    """Of two nobody can say which counts: both are named, neither is taken."""
    ledgers, frozen, drawn = folder / "台账", folder / "台账" / "冻结.xlsx", folder / "台账" / "抽取名单.xlsx"
    run("draw", "freeze", "--ledgers", ledgers, "--out", frozen)
    run("draw", "run", "--ledgers", ledgers, "--freeze", frozen, "--seed", SEED, "--out", drawn)
    book = opened_file(host, folder / "市级汇总.xlsx")

    scripts.write_report(book, str(ledgers))
    one = said(host)
    shutil.copy(drawn, ledgers / "抽取名单 旧.xlsx")
    scripts.write_report(book, str(ledgers))
    two = said(host)

    assert "抽取名单" not in one
    assert "as_320600__1" in read_report(folder / "南通市督导专题报告.docx").figures
    assert "有几份抽取名单（抽取名单 旧.xlsx、抽取名单.xlsx），都没有采用" in two
    assert "as_320600__1" not in read_report(folder / "南通市督导专题报告 (2).docx").figures


def test_only_a_totals_workbook_gives_a_report(host: HostModel, folder: Path) -> None:
    scripts.write_report(opened(host, SheetModel("Sheet1")), str(folder / "台账"))

    assert refused(host).startswith("“演练.xlsx”不是本程序的汇总表（没有“数据明细”）")
    assert list(folder.rglob("*.docx")) == []


@pytest.mark.parametrize("is_saved", [True, False])
def test_where_nothing_may_be_written_the_report_goes_to_the_documents(
    host: HostModel, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_saved: bool
) -> None:
    """A disc that is read-only, and a workbook that was never saved."""
    book = opened_file(host, folder / "市级汇总.xlsx")
    if not is_saved:
        host.books[0].path = None

    def refuse(target: Path, writer: Callable[[BinaryIO], object]) -> None:
        if target.parent == folder:
            raise TargetChangedError(target, "只读")
        write_beside(target, writer)

    monkeypatch.setattr("xhg_excel.files.word.write.write_beside", refuse)
    scripts.write_report(book, str(folder / "台账"))

    target = tmp_path / "home" / "Documents" / "南通市督导专题报告.docx"
    assert f"报告已生成：{target}" in said(host)
    assert target.is_file()
