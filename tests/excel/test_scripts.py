"""Each button's script: what it takes, how it fails; filling in, templates, help."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw

from tests.cli.test_confirm import saved
from tests.conftest import CONTEXT
from tests.core.answers.test_sentence import retyped
from tests.excel.conftest import opened, opened_file, refused, said, sheet_of, values
from tests.excel.engine import App, HostModel, SheetModel
from tests.records import CLEAN
from xhg_excel import __version__
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.core.templates.workbooks import form_book
from xhg_excel.excel import help as help_page
from xhg_excel.excel import scripts
from xhg_excel.excel.click import NoBook
from xhg_excel.files.places import log_file
from xhg_excel.files.read.folder import list_workbooks, read_submissions
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import NOTICE
from xhg_excel.notice.small_chemical.annexes import ANNEX2
from xhg_excel.notice.words.shells.buttons import BUTTONS, Asks

PERSON, PHONE = "演甲", "13800000000"


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


def test_a_retyped_form_is_named_and_its_filled_template_confirms_the_file(host: HostModel, tmp_path: Path) -> None:
    path = saved(retyped({2: "是", 3: "断水：是；断电：说不清"}), tmp_path / "in" / "南通市如东县 附件2.xlsx")
    book = opened_file(host, path)

    scripts.check_book(book)
    first = said(host)
    host.alerts.clear()
    scripts.repair_template(book)

    assert "有 1 份表不是下发的模板，是按印刷文字读取的，待确认：点“修复模板”" in first
    (made,) = host.opened
    assert made.name == "南通市如东县 附件2（请核对后报送）.xlsx"
    original, offered = read_submissions(list_workbooks([path, made]), CONTEXT)
    assert offered.confirms == original.source.sha256


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
