"""The toolbar in a real LibreOffice window: buttons clicked, messages read, documents looked at."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw
from click.testing import CliRunner

from tests.calc.flat import changed, everything
from tests.calc.office import join_uno, profile, running, screen
from tests.calc.window import Person, frame_of
from tests.conftest import CONTEXT
from tests.office import shrink
from xhg_excel.calc.clicked import end_typing
from xhg_excel.calc.engine import activate, book_of
from xhg_excel.calc.engine.office import filter_for, properties
from xhg_excel.cli.main import xhg
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.core.sheets.layout import BookLayout
from xhg_excel.core.templates.workbooks import CountyContent, county_book, ledger_book
from xhg_excel.files.read.read_file import read_file
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import LEDGERS, NOTICE
from xhg_excel.notice.words.marks import PLACED_TEXT
from xhg_excel.notice.words.planning.draw import SAMPLE_SHEET
from xhg_excel.setup.calc_extension import install_calc

pytestmark = pytest.mark.slow
IMAGES = Path(__file__).parents[2] / "docs" / "images"
REGISTER = "附件2登记表"
SEED = "20200810123456789012345"


@dataclass
class Desk:
    """A person at a window, and LibreOffice as xlwings' app for reading what the window shows."""

    person: Person
    app: xw.App
    pictures: Path

    def book(self, document: Any) -> xw.Book:
        return book_of(self.app, document)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("window")
    join_uno(folder)
    office = profile(folder)
    for step in install_calc(office):
        step.do()
    with screen() as display, running(office, f"xhg-window-{os.getpid()}", display=display) as program:
        yield Desk(Person(program, display), activate(program), folder)
    xw.engines.active = None


@pytest.fixture(autouse=True)
def tidy(desk: Desk) -> Iterator[None]:
    """Leave no dialog and no document to the next test."""
    yield
    desk.person.leave()


@pytest.fixture
def county(nantong: CityRehearsal, tmp_path: Path) -> Path:
    """A filled county workbook with two faults."""
    unit = nantong.units[0]
    content = CountyContent(nantong.annex1[unit], nantong.sites[unit])
    write_book(county_book(NOTICE, unit, content, CONTEXT.registry), tmp_path / "演练县.xlsx")
    return tmp_path / "演练县.xlsx"


def plant(document: Any) -> None:
    """Put in two faults, as pasting does."""
    register = document.Sheets.getByName(REGISTER)
    register.getCellRangeByName("E4").setString("不知道")
    register.getCellRangeByName("AG4").setString("八月中旬")


def shown(desk: Desk, name: str, keep: bool) -> None:
    """Take a picture; those of the guide are kept when it is made anew."""
    target = desk.pictures / f"{name}.png"
    desk.person.picture(target)
    assert target.stat().st_size > 10_000
    if keep:
        shrink(target, IMAGES / target.name, "1200x")


def test_a_county_checks_its_workbook_clears_the_marks_and_undoes(
    desk: Desk, county: Path, tmp_path: Path, make_images: bool
) -> None:
    """校验本簿 → message, colours, notes, result sheet; one undo, and 清除标记, give the document back."""
    person = desk.person
    document = person.open(county)
    plant(document)
    book = desk.book(document)
    document.calculateAll()  # hidden cells that were loaded with their values get looks when they are calculated
    before = everything(document, tmp_path)

    person.click(document, "校验本簿")
    said = person.message()
    shown(desk, "calc-result", make_images)
    person.answer()

    assert "校验完毕：强制 2 处" in said
    assert book.sheets[0].name == "校验结果"
    assert [row[2] for row in book.sheets[0]["A4:C5"].value] == ["E4", "AG4"]
    assert [note.location.address for note in book.sheets[REGISTER].notes] == ["$E$4", "$AG$4"]
    register = book.sheets[REGISTER]
    assert register["E4"].conditional_formats[0].fill_color == (255, 199, 206)
    assert document.UndoManager.getAllUndoActionTitles()[0] == "校验本簿"
    register.activate()
    shown(desk, "calc-marks", make_images)

    document.UndoManager.undo()
    time.sleep(1)  # what protected sheets wait for
    assert changed(before, everything(document, tmp_path)) == []

    person.click(document, "校验本簿")
    person.message()
    person.answer()
    person.click(document, "清除标记")
    cleared = person.message()
    person.answer()

    assert cleared.startswith("已清除标记：")
    assert changed(before, everything(document, tmp_path)) == []


def test_what_is_being_typed_is_checked_and_not_lost(desk: Desk, county: Path) -> None:
    """A click while a cell is open takes what was typed first."""
    person = desk.person
    document = person.open(county)
    register = document.Sheets.getByName(REGISTER)
    document.getCurrentController().setActiveSheet(register)
    document.getCurrentController().select(register.getCellRangeByName("B4"))
    person.focus(document)
    person.type("7")

    person.click(document, "校验本表")
    said = person.message()
    person.answer()

    assert register.getCellRangeByName("B4").getString() == "7"
    assert "校验完毕" in said


MOMENT = re.compile(rf"^{date.today():%Y}-\d\d-\d\d \d\d:\d\d:\d\d$")
Cells = dict[tuple[int, int], object]


def cells(path: Path) -> dict[str, Cells]:
    """Return what stands in a workbook, by sheet and place, but for our mark on a sheet put into an open workbook."""
    return {
        grid.sheet: {
            (row, col): plain(value)
            for row, values in enumerate(grid.rows)
            for col, value in enumerate(values)
            if value not in (None, "", PLACED_TEXT)
        }
        for grid in read_file(path, path.name).grids
    }


def plain(value: object) -> object:
    """Return a number to the twelve digits that any program keeps, and any moment of reading as the same one."""
    if isinstance(value, float):
        return float(f"{value:.12g}")
    return MOMENT.sub("now", value) if isinstance(value, str) else value


def cells_shown(document: Any, folder: Path) -> dict[str, Cells]:
    """Return what stands in a document as the window shows it, from a copy that LibreOffice saves."""
    target = folder / "shown.xlsx"
    document.storeToURL(target.as_uri(), properties(FilterName=filter_for(target.name), Overwrite=True))
    return cells(target)


def unlike(shown: Cells, expected: Cells) -> list[str]:
    """Return the places that differ."""
    return [
        f"{at}: {shown.get(at)!r} / {expected.get(at)!r}"
        for at in sorted(shown.keys() | expected.keys())
        if shown.get(at) != expected.get(at)
    ]


def command_line(*arguments: object) -> None:
    """Run `xhg`; it may end with 1 for findings."""
    result = CliRunner().invoke(xhg, [str(argument) for argument in arguments], standalone_mode=False)
    assert result.exception is None, result.output


def test_a_city_merges_a_folder(
    desk: Desk, nantong_folder: Path, county: Path, tmp_path: Path, make_images: bool
) -> None:
    """合并文件夹 → the totals in a window, equal to the command line's cell for cell."""
    person = desk.person
    folder = tmp_path / "baosong"
    folder.mkdir()
    for file in nantong_folder.glob("*.xlsx"):
        (folder / file.name).write_bytes(file.read_bytes())
    command_line("merge", folder, "--out", tmp_path / "cli.xlsx")
    expected = cells(tmp_path / "cli.xlsx")
    document = person.open(county)

    person.click(document, "合并文件夹")
    person.fill(str(folder))
    person.answer("Select")
    said = person.message()
    person.answer()
    shown(desk, "calc-merge", make_images)

    assert "南通市：已汇总 4 个县（市、区）、市本级 1 份" in said
    totals = person.office.desktop.getCurrentComponent()
    assert desk.book(totals).fullname == str(tmp_path / "baosong 市级汇总.xlsx")
    seen = cells_shown(totals, tmp_path)
    assert list(seen) == list(expected)
    assert {name: unlike(seen[name], rows) for name, rows in expected.items() if unlike(seen[name], rows)} == {}
    assert sum(map(len, expected.values())) > 1000


@pytest.fixture
def ledgers(nantong: CityRehearsal, tmp_path: Path) -> tuple[Path, Path]:
    """The city's ledgers: as a folder for the command line, and copied together into one workbook."""
    folder = tmp_path / "taizhang"
    books = {ledger: ledger_book(NOTICE, ledger, nantong.ledgers[ledger.key]) for ledger in LEDGERS}
    for ledger, book in books.items():
        write_book(book, folder / f"{ledger.title}.xlsx")
    sheets = tuple(book.sheets[0] for book in books.values())
    write_book(BookLayout(sheets, "台账"), tmp_path / "台账.xlsx")
    return folder, tmp_path / "台账.xlsx"


def test_a_city_computes_its_quotas_and_draws(
    desk: Desk, ledgers: tuple[Path, Path], tmp_path: Path, make_images: bool
) -> None:
    """计算配额 and 抽取名单, equal to the command line's."""
    person, (folder, workbook) = desk.person, ledgers
    frozen, drawn = tmp_path / "dongjie.xlsx", tmp_path / "mingdan.xlsx"
    command_line("quota", "--ledgers", folder, "--out", tmp_path / "peie.xlsx")
    command_line("draw", "freeze", "--ledgers", folder, "--out", frozen)
    command_line("draw", "run", "--ledgers", folder, "--freeze", frozen, "--seed", SEED, "--out", drawn)
    document = person.open(workbook)

    person.click(document, "计算配额")
    quotas = person.message()
    shown(desk, "calc-quotas", make_images)
    person.answer()
    person.click(document, "抽取名单")
    person.answer()
    frozen_told = person.message()
    person.answer()
    person.click(document, "抽取名单")
    person.fill(SEED)
    shown(desk, "calc-seed", make_images)
    person.answer()
    drawn_told = person.message()
    shown(desk, "calc-drawn", make_images)
    person.answer()

    seen, due = cells_shown(document, tmp_path), {**cells(drawn), **cells(tmp_path / "peie.xlsx")}
    for name in ("抽样配额", "重点县（市、区）", "口径说明", SAMPLE_SHEET):
        assert (name, unlike(seen[name], due[name])) == (name, [])
    assert quotas.startswith("已计算 1 个设区市的配额")
    assert ("冻结" in frozen_told, SAMPLE_SHEET in drawn_told) == (True, True)


def test_what_cannot_be_done_is_reported_and_nothing_changes(desk: Desk, county: Path, tmp_path: Path) -> None:
    """A document opened read-only, and one that is no spreadsheet."""
    person = desk.person
    document = person.open(county, ReadOnly=True)
    document.calculateAll()  # hidden cells that were loaded with their values get looks when they are calculated
    before = everything(document, tmp_path)

    person.click(document, "校验本簿")
    said = person.message()
    person.answer()

    assert "是以只读方式打开的" in said
    assert changed(before, everything(document, tmp_path)) == []


def test_a_document_is_not_closed_while_a_script_runs(desk: Desk, county: Path) -> None:
    """Closing is refused while the message stands; afterwards it closes as ever."""
    person = desk.person
    document = person.open(county)
    plant(document)

    person.click(document, "校验本簿")
    person.message()
    with pytest.raises(Exception, match="小化工督导"):
        document.close(True)
    person.answer()
    time.sleep(1)

    end_typing(document)
    assert frame_of(document).getContainerWindow().isEnabled()


def test_the_menu_explains_every_button(desk: Desk, county: Path, make_images: bool) -> None:
    """各按钮的用途…, which a toolbar of an extension cannot show itself."""
    person = desk.person
    document = person.open(county)
    helper = person.office.service("com.sun.star.frame.DispatchHelper")
    frame = frame_of(document)
    person.later(lambda: helper.executeDispatch(frame, "xhg.excel:explain", "", 0, ()))

    said = person.message()
    shown(desk, "calc-help", make_images)
    person.answer()

    assert said.count("：") >= 10
    document.close(True)
