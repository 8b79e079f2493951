"""Each button's script on each kind of workbook: what it makes, what it says, what it never touches."""

from __future__ import annotations

import copy
import inspect
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw

from tests.books import cells, run, typed
from tests.conftest import CONTEXT
from tests.excel.conftest import opened, opened_file, sheet_of
from tests.excel.engine import App, HostModel, SheetModel
from tests.records import CLEAN
from xhg_excel import __version__
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.core.templates.workbooks import form_book, ledger_book
from xhg_excel.errors.files import TargetChangedError
from xhg_excel.excel import help as help_page
from xhg_excel.excel import scripts
from xhg_excel.excel.click import NoBook
from xhg_excel.files.places import log_file
from xhg_excel.files.read.folder import list_workbooks, read_submissions
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import LEDGERS, NOTICE
from xhg_excel.notice.small_chemical.annexes import ANNEX2
from xhg_excel.notice.words.shells.buttons import BUTTONS, Asks

PERSON, PHONE = "演甲", "13800000000"


def said(host: HostModel) -> str:
    """Return the one message a script ended with; what went wrong is shown as critical."""
    assert len(host.alerts) == 1, host.alerts
    mode, text = host.alerts.pop()
    assert mode == "info", text
    return text


def refused(host: HostModel) -> str:
    assert [mode for mode, _ in host.alerts] == ["critical"], host.alerts
    return host.alerts.pop()[1]


def values(sheet: SheetModel) -> dict[tuple[int, int], object]:
    return {at: cell.value for at, cell in sheet.cells.items() if cell.value is not None}


@pytest.fixture
def county(nantong: CityRehearsal, nantong_folder: Path, tmp_path: Path) -> Path:
    """One clean county workbook, under a name nobody would choose."""
    path = tmp_path / "报送" / "演练=1 '甲' & 乙😀.xlsx"
    path.parent.mkdir()
    shutil.copy(nantong_folder / f"{nantong.units[0].full_name}.xlsx", path)
    return path


def ledgers_folder(made: CityRehearsal, folder: Path) -> Path:
    for ledger in LEDGERS:
        write_book(ledger_book(NOTICE, ledger, made.ledgers[ledger.key]), folder / f"{ledger.title}.xlsx")
    return folder


# Every button.


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.key)
def test_every_button_has_a_script_that_takes_what_it_asks_for(button: object) -> None:
    assert isinstance(button, type(BUTTONS[0]))
    script = getattr(scripts, button.key)

    names = list(inspect.signature(script).parameters)

    assert names == (["book"] if button.asks is Asks.NOTHING else ["book", "answer"])
    assert {button.key for button in BUTTONS} >= scripts.WITHOUT_BOOK


class Broken:
    """A workbook that fails wherever it is touched."""

    name = PERSON

    @property
    def app(self) -> xw.App:
        return xw.apps[4711]

    def __getattr__(self, asked: str) -> object:
        raise RuntimeError(f"{self.name} {PHONE} {asked}")


def _named(name: str, script: Callable[[Any], Any]) -> Callable[[Any], Any]:
    script.__name__ = name
    return script


@pytest.mark.parametrize("key", [*(button.key for button in BUTTONS), "self_test"])
def test_a_bug_of_ours_ends_in_a_message_and_a_log(host: HostModel, key: str, tmp_path: Path) -> None:
    """No traceback reaches a user, the screen moves on, and no name of a form is logged."""
    broken = Broken()
    if key in scripts.WITHOUT_BOOK:  # what they need breaks, not their workbook
        scripts.ends_in_a_message(_named(key, lambda book: book.broken))(broken)
    else:
        asks = {button.key: button.asks for button in BUTTONS}.get(key)
        getattr(scripts, key)(broken, *([str(tmp_path)] if asks is Asks.FOLDER else []))

    text = refused(host)
    assert text.startswith("程序出错了，没有做完；工作簿可以继续使用。")
    assert "RuntimeError" in text
    assert str(log_file()) in text
    logged = log_file().read_text("utf-8")
    assert f" {key}\n" in logged
    assert PERSON not in logged
    assert PHONE not in logged
    assert (host.screen_updating, host.enable_events, host.status[-1]) == (True, True, False)


def test_a_refusal_ends_in_its_own_sentence(host: HostModel) -> None:
    scripts.draw_sample(opened(host, SheetModel("表")), "123")

    assert refused(host).startswith("“演练.xlsx”的清单还没有冻结；请先点一次“抽取名单”、不填种子，")
    assert not log_file().exists()


# 校验.


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
    assert text.startswith("校验完毕：强制 4 处。\n\n第一处：附件1!D13 附件1第6项应填0或正整数，现为“约30”。请只填数字")
    result = host.books[0].sheets[0]
    assert (result.name, host.books[0].active) == ("校验结果", 0)
    codes = [result.cells[row, 8].value for row in range(4, 8)]
    assert codes == ["R103", "E02", "R301", "R302"]
    assert result.cells[4, 3].formula == '=HYPERLINK("#\'附件1\'!D13","D13")'
    notes = {sheet.name: sorted(sheet.notes) for sheet in host.books[0].sheets if sheet.notes}
    assert notes == {"附件1": [(13, 4)], "附件2登记表": [(4, 10)], "附件3登记表": [(4, 11), (4, 16), (4, 17)]}


def test_a_check_finds_what_the_command_line_finds(host: HostModel, county: Path) -> None:
    """The same workbook, typed over in a file and in a live sheet."""
    book = openpyxl.load_workbook(county)
    book["附件1"]["D13"], book["附件2登记表"]["J4"], book["附件3登记表"]["K4"] = "约30", "部分", "否"
    book.save(county)
    (submission,) = read_submissions(list_workbooks([county]), CONTEXT)
    live = opened_file(host, county)

    scripts.check_book(live)

    rows = host.books[0].sheets[0]
    found = {(rows.cells[row, 2].value, rows.cells[row, 8].value) for row in range(4, rows.extent[0] + 1)}
    assert found == {(finding.sheet, finding.code) for finding in submission.findings}


def test_checked_again_old_marks_are_replaced_and_nothing_grows(host: HostModel, county: Path) -> None:
    book = spoiled(host, county)
    before = copy.deepcopy(host.books[0])
    scripts.check_book(book)
    once = copy.deepcopy(host.books[0])

    scripts.check_book(book)
    assert host.books[0].sheets == once.sheets
    scripts.clear_marks(book)

    assert host.books[0].sheets == before.sheets
    assert host.alerts[-1] == ("info", "已清除标记：4 处颜色、5 条批注；原来的颜色、格式和批注没有动。")


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
    rows: list[list[object]] = [[None], [None, "演练：违法违规“小化工”现场督导检查表"], [None, *ANNEX2.heads]]
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


# 填表.


def test_the_next_empty_row_is_selected(host: HostModel, county: Path, nantong: CityRehearsal) -> None:
    book = opened_file(host, county)
    rows = {key: len(sites) for key, sites in nantong.sites[nantong.units[0]].items()}

    scripts.add_site(book)
    assert said(host) == f"请从“附件2登记表”第 {4 + rows['annex2']} 行（序号 {rows['annex2'] + 1}）填起。"
    assert host.books[0].selected == ("附件2登记表", 4 + rows["annex2"], 2)
    host.books[0].active = [sheet.name for sheet in host.books[0].sheets].index("附件3打印")
    scripts.add_site(book)

    assert host.books[0].selected == ("附件3登记表", 4 + rows["annex3"], 2)
    assert host.books[0].sheets[host.books[0].active].name == "附件3登记表"


def test_a_full_register_is_named(host: HostModel, county: Path) -> None:
    book = opened_file(host, county)
    register = next(sheet for sheet in host.books[0].sheets if sheet.name == "附件2登记表")
    register.put((203, 2), "P999")

    scripts.add_site(book)

    assert refused(host) == ("“附件2登记表”的 200 行都已填满；请先存盘，再点“修复模板”，生成的新工作簿会留出更多的行。")


def test_beside_a_single_form_a_blank_one_of_the_same_unit_is_made(host: HostModel, tmp_path: Path) -> None:
    filled = CLEAN["annex2"] | {"unit_city": "南通市", "unit_county": "如东县"}
    write_book(form_book(NOTICE, ANNEX2, filled, CONTEXT.registry), tmp_path / "一家.xlsx")
    book = opened_file(host, tmp_path / "一家.xlsx")
    content = (tmp_path / "一家.xlsx").read_bytes()

    scripts.add_site(book)
    host.alerts.clear()
    scripts.add_site(book)

    names = ["附件2 违法违规“小化工”现场督导检查表.xlsx", "附件2 违法违规“小化工”现场督导检查表 (2).xlsx"]
    assert host.opened == [tmp_path / name for name in names]
    assert said(host) == f"已新建一份空白表：{tmp_path / names[1]}"
    (made,) = read_submissions(list_workbooks([tmp_path / names[0]]), CONTEXT)
    assert [f.code for f in made.findings] == ["F03"]
    texts = {value for row in openpyxl.load_workbook(tmp_path / names[0])["附件2"].values for value in row}
    assert {"南通市", "如东县"} <= texts
    assert (tmp_path / "一家.xlsx").read_bytes() == content


@pytest.mark.parametrize("sheets", [[SheetModel("Sheet1")], [sheet_of("随手记", [["a"]])]])
def test_without_a_register_there_is_nothing_to_add_to(host: HostModel, sheets: list[SheetModel]) -> None:
    scripts.add_site(opened(host, *sheets))

    assert refused(host) == "“演练.xlsx”里没有附件2、附件3的登记表或单表；请打开县级填报表后再点“新增一户”。"


def test_a_repaired_workbook_lies_beside_the_open_one(host: HostModel, county: Path) -> None:
    """As `xhg template --repair` makes it; what stands only in the live workbook is kept too."""
    content = county.read_bytes()
    book = opened_file(host, county)
    next(s for s in host.books[0].sheets if s.name == "附件1").put((90, 11), "联系电话另报")

    scripts.repair_template(book)

    made = county.with_name(f"{county.stem}（修复）.xlsx")
    assert said(host) == f"已按模板重新生成：{made}\n\n原工作簿没有动。不在填报格内的内容列在“未归位内容”表。"
    assert (county.read_bytes(), host.opened) == (content, [made])
    before, after = (next(iter(read_submissions(list_workbooks([path]), CONTEXT))) for path in (county, made))
    assert [dict(form.answers) for form in after.forms] == [dict(form.answers) for form in before.forms]
    assert after.unit == before.unit


def test_a_workbook_never_saved_is_repaired_into_the_documents(host: HostModel, county: Path, tmp_path: Path) -> None:
    book = opened_file(host, county)
    host.books[0].path, host.books[0].name = None, "工作簿1"

    scripts.repair_template(book)

    assert host.opened == [tmp_path / "home" / "Documents" / "工作簿1（修复）.xlsx"]
    assert said(host).startswith("已按模板重新生成：")


def test_what_cannot_be_repaired_is_refused_with_the_reason(host: HostModel) -> None:
    scripts.repair_template(opened(host, SheetModel("Sheet1")))

    assert refused(host).startswith("“演练.xlsx”不能修复（工作簿是空的，没有任何填报内容）")


def test_templates_are_written_and_nothing_is_overwritten(host: HostModel, tmp_path: Path) -> None:
    """A filled form of the same name is a form, not an old template."""
    folder = tmp_path / "空表 = 1"
    folder.mkdir()
    (folder / "县级填报表.xlsx").write_bytes(b"filled in by somebody")

    scripts.make_templates(NoBook(xw.apps[4711]), str(folder))

    text = said(host)
    assert text == f"已生成 8 个工作簿，在“{folder}”。\n已有同名文件，没有覆盖：县级填报表.xlsx。"
    assert (folder / "县级填报表.xlsx").read_bytes() == b"filled in by somebody"
    committed = Path(__file__).parents[2] / "workbook_templates"
    for made in folder.iterdir():
        if made.name != "县级填报表.xlsx":
            assert made.read_bytes() == (committed / made.name).read_bytes()


@pytest.mark.parametrize("key", ["make_templates", "merge_folder"])
def test_no_folder_and_a_missing_one_have_different_messages(host: HostModel, key: str, tmp_path: Path) -> None:
    script = getattr(scripts, key)

    script(NoBook(xw.apps[4711]), "")
    assert refused(host).startswith("没有选文件夹，什么也没有做。")
    script(NoBook(xw.apps[4711]), str(tmp_path / "没有"))
    assert refused(host) == f"“{tmp_path / '没有'}”不存在；请检查路径，或把报送文件放进去再运行。"


# 汇总 and 抽样.


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


def quota_ledgers(host: HostModel, made: CityRehearsal, folder: Path) -> xw.Book:
    """Open a workbook that holds both ledgers, as one who copied their sheets together."""
    ledgers_folder(made, folder)
    book = opened_file(host, folder / "问题清单.xlsx")
    opened_file(host, folder / "排查底数.xlsx")
    host.books[0].sheets.insert(1, host.books.pop().sheets[0])
    return book


def test_quotas_in_place_are_those_of_the_command_line(host: HostModel, nantong: CityRehearsal, tmp_path: Path) -> None:
    """Cell for cell, on sheets behind the ledgers; computed again they are replaced."""
    book = quota_ledgers(host, nantong, tmp_path / "台账")
    result = run("quota", "--ledgers", tmp_path / "台账", "--out", tmp_path / "cli.xlsx")
    expected = cells(tmp_path / "cli.xlsx")

    scripts.compute_quotas(book)
    host.alerts.clear()
    scripts.compute_quotas(book)

    names = [sheet.name for sheet in host.books[0].sheets]
    assert names[-3:] == ["抽样配额", "重点县（市、区）", "口径说明"]
    assert len(names) == len(set(names)) == 6
    for name in names[-3:]:
        live = next(sheet for sheet in host.books[0].sheets if sheet.name == name)
        wide = len(expected[name][0])
        found = {at: v for at, v in values(live).items() if at[1] <= wide}
        wanted = {(r, c): v for r, row in enumerate(expected[name], 1) for c, v in enumerate(row, 1) if v is not None}
        assert found == wanted
    text = said(host)
    assert text.startswith("已计算 1 个设区市的配额，在“抽样配额”表。\n\n南通市：7个县（市、区）至少督导4个；")
    assert text.splitlines()[2] in result.output
    assert host.books[0].sheets[host.books[0].active].name == "抽样配额"


def test_quotas_need_both_ledgers_and_no_fault_in_them(host: HostModel, nantong: CityRehearsal, tmp_path: Path) -> None:
    scripts.compute_quotas(opened(host, SheetModel("Sheet1")))
    assert refused(host).startswith("“演练.xlsx”里缺少台账：问题清单、排查底数；")
    host.books.clear()
    book = quota_ledgers(host, nantong, tmp_path / "台账")
    host.books[0].sheets[0].put((4, 2), "没有市")

    scripts.compute_quotas(book)

    assert refused(host).startswith("台账有 ")
    assert "抽样配额" not in [sheet.name for sheet in host.books[0].sheets]


# 抽取名单.

SEED = "20200810123456789012"
DRAWN = ("抽取名单", "备选", "路线清单", "公示名单")


def live_values(host: HostModel, sheet: str, wide: int) -> dict[tuple[int, int], object]:
    model = next(one for one in host.books[0].sheets if one.name == sheet)
    shown = {at: cell.formula or cell.value for at, cell in model.cells.items() if at[1] <= wide}
    return {at: value for at, value in shown.items() if value is not None}


def recalculated(host: HostModel, from_file: Path) -> None:
    """Give formula cells the values that a spreadsheet program would: those of the same sheets in a file."""
    saved = cells(from_file)
    for sheet in host.books[0].sheets:
        for (row, col), cell in sheet.cells.items():
            if cell.formula and sheet.name in DRAWN:
                cell.value = saved[sheet.name][row - 1][col - 1]


def test_the_list_drawn_in_place_is_that_of_the_command_line(
    host: HostModel, nantong: CityRehearsal, tmp_path: Path
) -> None:
    """First click: frozen, one hash to publish. Second click, with the seed: the same sample and spares, cell for cell."""
    book = quota_ledgers(host, nantong, tmp_path / "台账")
    folder, frozen, drawn = tmp_path / "台账", tmp_path / "冻结.xlsx", tmp_path / "抽取名单.xlsx"
    published = run("draw", "freeze", "--ledgers", folder, "--out", frozen).output.splitlines()[0].split("：")[1]
    run("draw", "run", "--ledgers", folder, "--freeze", frozen, "--seed", SEED, "--out", drawn)
    expected = typed(drawn)

    scripts.draw_sample(book, "")
    first = said(host)
    names = [sheet.name for sheet in host.books[0].sheets]
    host.alerts.clear()
    scripts.draw_sample(book, SEED)

    assert first.startswith(f"清单已冻结，请公布校验码：\n\n{published}\n")
    assert names[-2:] == ["抽样底账", "冻结清单"]
    assert said(host).startswith("已抽取：1 个设区市，名单 ")
    for name in DRAWN:
        rows = enumerate(expected[name], 1)
        wanted = {(r, c): v for r, row in rows for c, v in enumerate(row, 1) if v is not None}
        assert live_values(host, name, len(expected[name][0])) == wanted
    recalculated(host, drawn)
    host.alerts.clear()
    scripts.draw_sample(book, SEED[::-1])
    assert refused(host).startswith(f"这份清单已用种子 {SEED} 抽取，不能再抽")
    assert host.books[0].sheets[host.books[0].active].name == "抽取名单"


def test_a_list_is_frozen_once_and_drawn_by_a_seed_of_20_digits(
    host: HostModel, nantong: CityRehearsal, tmp_path: Path
) -> None:
    book = quota_ledgers(host, nantong, tmp_path / "台账")
    scripts.draw_sample(book, "")
    host.alerts.clear()

    scripts.draw_sample(book, "")
    again = said(host)
    host.alerts.clear()
    scripts.draw_sample(book, "12345")
    short = refused(host)

    assert again.startswith("清单早已冻结（“抽样底账”表），校验码：")
    assert short.startswith("种子须是不少于 20 位的数字（现有 5 位）")


def test_a_list_that_changed_after_freezing_is_not_drawn(
    host: HostModel, nantong: CityRehearsal, tmp_path: Path
) -> None:
    book = quota_ledgers(host, nantong, tmp_path / "台账")
    scripts.draw_sample(book, "")
    host.alerts.clear()
    host.books[0].sheets[0].put((4, 4), "演练改名作坊")

    scripts.draw_sample(book, SEED)

    assert refused(host).startswith("台账与冻结时不同，不能抽取：")
    assert "抽取名单" not in [sheet.name for sheet in host.books[0].sheets]


# 帮助.


def test_help_shows_version_log_and_settings(
    host: HostModel, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr("webbrowser.open", shown.append)

    scripts.open_help(NoBook(xw.apps[4711]))
    text = said(host)

    assert __version__ in text
    assert f"日志：{own_folder / 'xhg_excel.log'}" in text
    assert f"要改的，把设置文件放到 {own_folder / 'settings.toml'}" in text
    assert len(shown) == 1
    assert shown[0].startswith("file://")
    monkeypatch.setattr(help_page, "guide_file", lambda: None)
    scripts.open_help(NoBook(xw.apps[4711]))
    assert "没有随程序安装" in said(host)


def test_the_self_test_passes_and_is_replaced(host: HostModel) -> None:
    book = opened(host, sheet_of("表", [["a"]]))

    scripts.self_test(book)
    scripts.self_test(book)

    assert host.alerts == [("info", "自检通过：7 项都符合，见“自检”表。")] * 2
    assert [sheet.name for sheet in host.books[0].sheets] == ["表", "自检"]
    rows = values(host.books[0].sheets[1])
    outcomes = {rows[row, 1]: rows.get((row, 2), "") for row in range(4, 18)}
    assert Counter(outcomes.values()) == {"通过": 7, "": 7}
    assert rows[4, 4] == __version__


def test_a_program_need_not_know_its_version(host: HostModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(App, "version", property(lambda _: 1 / 0))

    scripts.self_test(opened(host, sheet_of("表", [["a"]])))

    assert said(host).startswith("自检通过")
    assert values(host.books[0].sheets[1])[8, 4] == "memory"


def test_a_self_test_that_fails_names_the_line(host: HostModel, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that takes texts for formulas is found out, and so is another campaign's count."""
    monkeypatch.setattr("xhg_excel.excel.self_test.TICKET", "0" * 64)
    monkeypatch.setattr("xhg_excel.excel.self_test.WRONG_FINDING", "E02@Z9")

    scripts.self_test(opened(host, sheet_of("表", [["a"]])))

    assert said(host) == "自检没有通过：对一份演练表的校验、抽签号，见“自检”表。"
