"""The button that merges a folder: the totals are those of the command line, the sources stay as they were."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import xlwings as xw

from tests.books import cells, run
from tests.excel.conftest import ledgers_folder, refused, said
from tests.excel.engine import HostModel
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.errors.files import TargetChangedError
from xhg_excel.excel import scripts
from xhg_excel.excel.click import NoBook


def test_merged_in_a_window_the_totals_are_those_of_the_command_line(
    host: HostModel, nantong_folder: Path, tmp_path: Path
) -> None:
    """Cell for cell; the sources are not touched and a second run overwrites nothing."""
    folder = tmp_path / "南通 报送=1"
    shutil.copytree(nantong_folder, folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    run("merge", folder, "--out", tmp_path / "cli.xlsx")

    scripts.merge_folder(NoBook(xw.apps[4711]), f'"{folder}"')
    scripts.merge_folder(NoBook(xw.apps[4711]), str(folder))

    made = [tmp_path / "南通 报送=1 市级汇总.xlsx", tmp_path / "南通 报送=1 市级汇总 (2).xlsx"]
    assert host.opened == made
    # 来源 says when each file was read, the marker when the newest was.
    assert cells(made[0], without=("来源", "_xhg")) == cells(tmp_path / "cli.xlsx", without=("来源", "_xhg"))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert host.alerts[0][1].startswith("南通市：已汇总 4 个县（市、区）、市本级 1 份。\n")
    assert f"汇总表：{made[0]}" in host.alerts[0][1]
    assert any("正在读取第 2 个文件，共 5 个" in str(shown) for shown in host.status)


def test_ledgers_in_the_folder_are_checked_against(
    host: HostModel, nantong: CityRehearsal, nantong_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "报送"
    shutil.copytree(nantong_folder, folder)
    ledgers_folder(nantong, folder / "台账")
    run("merge", folder, "--ledgers", folder, "--out", tmp_path / "cli.xlsx")

    scripts.merge_folder(NoBook(xw.apps[4711]), str(folder))

    assert cells(host.opened[0], without=("来源", "_xhg")) == cells(tmp_path / "cli.xlsx", without=("来源", "_xhg"))


def test_cities_make_the_province(host: HostModel, nantong_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "市级汇总"
    folder.mkdir()
    run("merge", nantong_folder, "--out", folder / "南通市.xlsx")
    run("merge", folder, "--level", "province", "--out", tmp_path / "cli.xlsx")

    scripts.merge_folder(NoBook(xw.apps[4711]), str(folder))

    assert host.opened == [tmp_path / "市级汇总 省级汇总.xlsx"]
    assert cells(host.opened[0], without=("来源", "_xhg")) == cells(tmp_path / "cli.xlsx", without=("来源", "_xhg"))
    assert said(host).startswith("全省：已汇总 4 个县（市、区）、市本级 1 份。")


def test_files_that_are_not_merged_are_named(host: HostModel, nantong_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    shutil.copytree(nantong_folder, folder)
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 no zip")

    scripts.merge_folder(NoBook(xw.apps[4711]), str(folder))

    text = said(host)
    assert "\n坏.xlsx：" in text
    assert "\n未并入 1 个文件：坏.xlsx\n" in text


def test_a_folder_of_nothing_is_refused_with_the_reason(host: HostModel, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()

    scripts.merge_folder(NoBook(xw.apps[4711]), str(tmp_path / "空"))

    assert "里没有可读的工作簿" in refused(host)


def test_where_nothing_may_be_written_the_totals_go_to_the_documents(
    host: HostModel, nantong_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder on a disc that is read-only, or a drive that is itself the folder."""
    folder = tmp_path / "光盘" / "报送"
    shutil.copytree(nantong_folder, folder)

    def refuse(target: Path) -> Path:
        if target.parent == folder.parent:
            raise TargetChangedError(target, "只读")
        return target

    monkeypatch.setattr("xhg_excel.excel.merging.free_path", refuse)
    scripts.merge_folder(NoBook(xw.apps[4711]), str(folder))

    assert host.opened == [tmp_path / "home" / "Documents" / "报送 市级汇总.xlsx"]
    assert str(host.opened[0]) in said(host)


def test_where_a_program_opens_no_file_the_message_has_its_path(
    host: HostModel, nantong_folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(nantong_folder, tmp_path / "报送")
    host.lacks = {"open", "status_bar", "screen_updating"}

    scripts.merge_folder(NoBook(xw.apps[4711]), str(tmp_path / "报送"))

    assert f"汇总表：{tmp_path / '报送 市级汇总.xlsx'}" in said(host)
    assert (tmp_path / "报送 市级汇总.xlsx").is_file()
