"""The buttons that check and clear: what they mark, list and say, and what they never touch."""

from __future__ import annotations

import copy
from collections import Counter
from pathlib import Path

import pytest
import xlsxwriter
import xlwings as xw

from tests.books import run
from tests.conftest import CONTEXT
from tests.excel.conftest import ledgers_folder, opened, opened_file, refused, said, sheet_of
from tests.excel.engine import HostModel, SheetModel
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.core.templates.workbooks import Answers, CountyContent, county_book
from xhg_excel.excel import scripts
from xhg_excel.excel.book import read_book
from xhg_excel.excel.checking import parse_open_book
from xhg_excel.files.places import log_file
from xhg_excel.files.read.folder import list_workbooks, read_submissions
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import NOTICE
from xhg_excel.notice.small_chemical.annexes import ANNEX2
from xhg_excel.notice.words.shells.addin import LOOKS_NOT_SEEN


def test_a_clean_county_workbook_is_praised_and_left_as_it_is(host: HostModel, county: Path) -> None:
    book = opened_file(host, county)
    before = copy.deepcopy(host.books[0])

    scripts.check_book(book)

    assert said(host) == "校验完毕：没有发现问题。"
    assert host.books[0] == before


def spoiled(host: HostModel, county: Path) -> xw.Book:
    """Open a county workbook and type three faults into it."""
    book = opened_file(host, county)
    sheets = {sheet.name: sheet for sheet in host.books[0].sheets}
    sheets["附件1"].put((13, 4), "约30")
    sheets["附件2登记表"].put((4, 10), "部分")
    sheets["附件3登记表"].put((4, 11), "否")
    return book


def test_faults_are_marked_listed_and_counted(host: HostModel, county: Path) -> None:
    book = spoiled(host, county)

    scripts.check_book(book)

    text = said(host)
    assert text.startswith(
        "校验完毕：强制 4 处，核实 1 处。\n\n第一处：附件1!D13 附件1第6项应填0或正整数，现为“约30”。请只填数字"
    )
    result = host.books[0].sheets[0]
    assert (result.name, host.books[0].active) == ("校验结果", 0)
    codes = [result.cells[row, 8].value for row in range(4, 9)]
    # The site that is not closed is one that 附件1 counts as completed.
    assert codes == ["R103", "E02", "R301", "R302", "R113"]
    assert result.cells[4, 3].formula == '=HYPERLINK("#\'附件1\'!D13","D13")'
    notes = {sheet.name: sorted(sheet.notes) for sheet in host.books[0].sheets if sheet.notes}
    assert notes == {
        "附件1": [(13, 4), (68, 5), (69, 5)],
        "附件2登记表": [(4, 10)],
        "附件3登记表": [(4, 11), (4, 16), (4, 17)],
    }


def test_a_check_finds_what_the_command_line_finds(host: HostModel, nantong: CityRehearsal, tmp_path: Path) -> None:
    """The same workbook, in a file and in live sheets."""
    unit = nantong.units[0]
    annex1: Answers = {**nantong.annex1[unit], "slogans_count": "约30"}
    sites = {key: [dict(row) for row in rows] for key, rows in nantong.sites[unit].items()}
    sites["annex2"][0]["fined"] = "部分"
    sites["annex3"][0]["transferred"] = "也许"
    write_book(county_book(NOTICE, unit, CountyContent(annex1, sites), CONTEXT.registry), tmp_path / "县.xlsx")
    (submission,) = read_submissions(list_workbooks([tmp_path / "县.xlsx"]), CONTEXT)
    live = opened_file(host, tmp_path / "县.xlsx")

    scripts.check_book(live)

    rows = host.books[0].sheets[0]
    found = {(rows.cells[row, 2].value, rows.cells[row, 8].value) for row in range(4, rows.extent[0] + 1)}
    assert found == {(finding.sheet, finding.code) for finding in submission.findings}
    assert {sheet for sheet, _ in found} == {"附件1", "附件2登记表", "附件3登记表"}


def test_checked_again_old_marks_are_replaced_and_nothing_grows(host: HostModel, county: Path) -> None:
    book = spoiled(host, county)
    before = copy.deepcopy(host.books[0])
    scripts.check_book(book)
    once = copy.deepcopy(host.books[0])

    scripts.check_book(book)
    assert host.books[0].sheets == once.sheets
    scripts.clear_marks(book)

    assert host.books[0].sheets == before.sheets
    assert host.alerts[-1] == ("info", "已清除标记：5 处颜色、7 条批注；原来的颜色、格式和批注没有动。")


def test_mended_marks_go_away(host: HostModel, county: Path) -> None:
    book = spoiled(host, county)
    scripts.check_book(book)
    sheets = {sheet.name: sheet for sheet in host.books[0].sheets}
    sheets["附件1"].put((13, 4), 30.0)
    sheets["附件2登记表"].put((4, 10), "是")
    sheets["附件3登记表"].put((4, 11), "是")
    host.alerts.clear()

    scripts.check_book(book)

    assert said(host) == "校验完毕：没有发现问题。"
    assert [sheet.name for sheet in host.books[0].sheets if sheet.notes or sheet.name == "校验结果"] == []


def test_one_sheet_is_checked_alone(host: HostModel, county: Path) -> None:
    book = spoiled(host, county)
    host.books[0].active = [sheet.name for sheet in host.books[0].sheets].index("附件2登记表")

    scripts.check_sheet(book)

    assert said(host).startswith("校验完毕：强制 1 处。\n\n第一处：附件2登记表!J4 ")
    assert {sheet.name for sheet in host.books[0].sheets if sheet.notes} == {"附件2登记表"}


def test_a_check_reads_each_sheet_once_and_writes_in_blocks(host: HostModel, county: Path) -> None:
    """Two hundred rows of faults cost as many calls to the host as their rectangles, not as their cells."""
    book = opened_file(host, county)
    register = next(sheet for sheet in host.books[0].sheets if sheet.name == "附件2登记表")
    for row in range(4, 204):
        for col in range(2, 26):
            register.put((row, col), "看不懂")
    host.calls.clear()

    scripts.check_book(book)

    calls = Counter(host.calls)
    assert calls["read"] == len(host.books[0].sheets) - 1
    assert calls["write"] <= 3
    assert calls["rule"] <= 20
    assert calls["note"] == 200
    assert calls["look"] <= 200
    assert "只在前 200 格写了批注" in said(host)


def retyped() -> SheetModel:
    """A form typed anew by hand, on a sheet of any name, further down."""
    rows: list[list[object]] = [[None], [None, "违法违规“小化工”现场督导检查表"], [None, *ANNEX2.heads]]
    answers = {2: "也许"}
    rows += [[None, float(item.number), item.text, answers.get(item.number, "是")] for item in ANNEX2.items]
    return sheet_of("Sheet1", rows)


def totals_file(nantong_folder: Path, tmp_path: Path) -> Path:
    run("merge", nantong_folder, "--out", tmp_path / "市级汇总.xlsx")
    return tmp_path / "市级汇总.xlsx"


def test_a_retyped_form_is_checked_in_place(host: HostModel) -> None:
    book = opened(host, retyped())

    scripts.check_book(book)

    assert said(host).startswith("校验完毕：强制 ")
    assert host.books[0].sheets[1].notes[5, 4].startswith("【强制】附件2第2项应填“是”、“否”，现为“也许”")


def test_a_ledger_workbook_is_checked_too(host: HostModel, nantong: CityRehearsal, tmp_path: Path) -> None:
    folder = ledgers_folder(nantong, tmp_path / "台账")
    book = opened_file(host, folder / "问题清单.xlsx")
    host.books[0].sheets[0].put((4, 10), "快了")

    scripts.check_book(book)

    assert "应填“已完成”、“未完成”，现为“快了”" in said(host)


def test_a_totals_workbook_keeps_its_own_sheet_of_findings(
    host: HostModel, nantong_folder: Path, tmp_path: Path
) -> None:
    """Its sheet 校验结果 is no mark of ours: neither replaced nor cleared."""
    book = opened_file(host, totals_file(nantong_folder, tmp_path))
    before = copy.deepcopy(host.books[0])

    scripts.check_book(book)
    scripts.clear_marks(book)

    assert host.books[0].sheets == before.sheets


@pytest.mark.parametrize("key", ["check_book", "check_sheet"])
def test_an_empty_workbook_ends_in_a_message(host: HostModel, key: str) -> None:
    book = opened(host, SheetModel("Sheet1"))

    getattr(scripts, key)(book)

    assert "工作簿是空的，没有任何填报内容" in said(host)


@pytest.mark.parametrize("key", ["check_sheet", "add_site"])
def test_a_chart_in_front_is_named(host: HostModel, key: str) -> None:
    book = opened(host, SheetModel("图1", is_chart=True), sheet_of("附件2登记表", [["a"]]))

    getattr(scripts, key)(book)

    assert refused(host) in (
        "当前是图表页，没有单元格；请先点到要处理的工作表，再点按钮。",
        "“演练.xlsx”里没有附件2、附件3的登记表或单表；请打开县级填报表后再点“新增一户”。",
    )


def test_a_protected_sheet_does_not_stop_a_check(host: HostModel, county: Path) -> None:
    book = spoiled(host, county)
    for sheet in host.books[0].sheets:
        sheet.allowed = frozenset()

    scripts.check_book(book)

    text = said(host)
    assert "这些工作表受保护，没有全部标上颜色和批注（结果表里都有）：附件1、附件2登记表、附件3登记表。" in text
    assert host.books[0].sheets[0].name == "校验结果"


def test_a_protected_structure_stops_a_check_with_the_reason(host: HostModel, county: Path) -> None:
    book = spoiled(host, county)
    host.books[0].structure_locked = True
    before = copy.deepcopy(host.books[0].sheets)

    scripts.check_book(book)

    assert host.books[0].sheets == before
    assert "工作簿的结构可能受保护" in refused(host)
    assert "HostError: the structure is protected" in log_file().read_text("utf-8")


def test_marks_that_cannot_be_cleared_are_named(host: HostModel, county: Path) -> None:
    book = spoiled(host, county)
    scripts.check_book(book)
    host.alerts.clear()
    for sheet in host.books[0].sheets:
        sheet.allowed = frozenset()

    scripts.clear_marks(book)

    assert said(host) == "这些工作表受保护，标记没有清除干净，请撤销保护后再点一次：附件1、附件2登记表、附件3登记表。"


def test_nothing_to_clear_ends_in_a_message(host: HostModel) -> None:
    scripts.clear_marks(opened(host, sheet_of("表", [["a"]])))

    assert said(host) == "这个工作簿里没有校验留下的标记。"


def test_the_users_own_settings_count(host: HostModel, county: Path, own_folder: Path) -> None:
    """A settings file is read from the user's own folder, never from beside the workbook."""
    (county.parent / "settings.toml").write_text("window_start = 1999-01-01\n", "utf-8")
    book = opened_file(host, county)
    scripts.check_book(book)
    assert said(host) == "校验完毕：没有发现问题。"

    own_folder.mkdir(parents=True)
    (own_folder / "settings.toml").write_text("window_start = 2020-08-01\nwindow_end = 2020-08-02\n", "utf-8")
    scripts.check_book(book)
    assert "不在督导期" in said(host)
    (own_folder / "settings.toml").write_text("half = 1\n", "utf-8")
    scripts.check_book(book)
    assert "设置文件中“half”不对" in refused(host)


def odd_form(path: Path) -> None:
    """Write a retyped form with an answer struck, one in a hidden row, one in ten thousands, and one with a note."""
    book = xlsxwriter.Workbook(path)
    sheet, hidden = book.add_worksheet("表"), book.add_worksheet("旧的")
    struck, scaled = book.add_format({"font_strikeout": True}), book.add_format({"num_format": '0"万"'})
    for target in (sheet, hidden):
        target.write_row("A1", ["名称：", "演练甲厂"])
        target.write_row("A2", ANNEX2.heads)
        for row, item in enumerate(ANNEX2.items, start=2):
            target.write_row(row, 0, [item.number, item.text, 3 if item.number == 10 else "是"])
    sheet.write("C4", "是", struck)
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.write("C12", 3, scaled)
    sheet.write_comment("C11", "此处应为否")
    hidden.hide()
    book.close()


def test_the_button_gives_the_verdict_of_the_command(host: HostModel, tmp_path: Path) -> None:
    """DESIGN 3: what one sees counts in an open workbook too, read from a copy as the program has it."""
    odd_form(path := tmp_path / "演练县.xlsx")
    book = opened_file(host, path)
    host.books[0].copy = path.read_bytes()
    (by_command,) = read_submissions([(path, path.name)], CONTEXT)

    read = read_book(book)
    by_button = parse_open_book(book, read.grids, CONTEXT)

    told = {(f.code, f.sheet, f.cells) for f in by_button.findings}
    assert told == {(f.code, f.sheet, f.cells) for f in by_command.findings}
    assert {"C4", "C11", "C12"} <= {cell for code, _, cells in told if code == "E12" for cell in cells}
    assert ("F43", "旧的", ()) in told
    assert [form.answers for form in by_button.forms] == [form.answers for form in by_command.forms]
    assert read.as_seen


def test_a_text_table_is_read_by_its_values_and_keeps_the_name_of_its_sheet(host: HostModel) -> None:
    book = opened(host, sheet_of("表", [["是"]]))
    host.books[0].name, host.books[0].copy = "演练.csv", "否".encode()

    read = read_book(book)

    assert [(grid.sheet, grid.rows) for grid in read.grids] == [("表", [["是"]])]


@pytest.mark.parametrize("copied", [None, b"no workbook"])
def test_without_a_copy_values_are_read_and_what_nobody_looked_at_is_told(
    host: HostModel, tmp_path: Path, copied: bytes | None
) -> None:
    odd_form(path := tmp_path / "演练县.xlsx")
    book = opened_file(host, path)
    host.books[0].copy = copied

    scripts.check_book(book)

    ((_, text),) = host.alerts
    assert text.endswith(LOOKS_NOT_SEEN)
    assert not read_book(book).as_seen
