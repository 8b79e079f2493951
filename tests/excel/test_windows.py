"""The same clicks through xlwings' own Windows engine, over COM objects that behave like Excel's."""

from __future__ import annotations

import atexit
import copy
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlsxwriter
import xlwings as xw

from tests.excel.com import Application, ComError, windows
from tests.excel.conftest import sheet_of
from tests.excel.engine import BookModel, HostModel, RuleModel, SheetModel
from tests.excel.test_click import hexed
from xhg_excel.core.results.marks import note_lines
from xhg_excel.core.sheets.layout import Area
from xhg_excel.excel.book import read_book
from xhg_excel.excel.click import click
from xhg_excel.excel.host import joined_ranges
from xhg_excel.excel.other_excels import spare_other_excels
from xhg_excel.notice.small_chemical.annexes import ANNEX2
from xhg_excel.notice.words.marks import MARK_TEST

NAME = "如东 = 1 'x'😀.xlsx"


@pytest.fixture
def excel() -> Iterator[HostModel]:
    """A running Excel with one retyped form, its user's rule and note in it."""
    rows: list[list[object]] = [list(ANNEX2.heads)]
    rows += [[float(item.number), item.text, "也许" if item.number in (2, 9) else None] for item in ANNEX2.items]
    sheet = sheet_of("Sheet1", rows)
    sheet.rules = [RuleModel(((1, 1, 9, 9),), "=A1>4", (1, 2, 3))]
    sheet.notes = {(3, 3): "用户自己的批注"}
    host = HostModel(hwnd=5000, books=[BookModel(NAME, [SheetModel("图", is_chart=True), sheet])])
    with windows(host) as module:
        engine = xw.Engine(impl=module.engine)
        xw.engines.add(engine)
        engine.activate()
        yield host
    xw.engines.active = None


def press(script: str) -> None:
    click(script, "5000", hexed(NAME), "")


def test_a_click_checks_marks_and_clears_in_excel(excel: HostModel) -> None:
    before = copy.deepcopy(excel.books[0].sheets)

    press("check_book")

    mode, text = excel.alerts.pop()
    assert (mode, text[:5]) == ("info", "校验完毕：")
    result, sheet = excel.books[0].sheets[1], excel.books[0].sheets[2]
    assert (result.name, excel.books[0].sheets[0].is_chart) == ("校验结果", True)
    assert (result.frozen, result.filtered[:5], result.gridlines) == (3, "$A$3:", False)
    assert result.hidden_columns == {31}
    linked = [cell.formula for at, cell in result.cells.items() if at[1] == 3 and cell.formula]
    assert '=HYPERLINK("#\'Sheet1\'!C10","C10")' in linked
    ours = [rule for rule in sheet.rules if rule.formula == f"={MARK_TEST}"]
    assert sheet.rules[: len(ours)] == ours
    assert {(3, 3, 3, 3), (10, 3, 10, 3)} <= {area for rule in ours for area in rule.areas}
    assert all(rule.stop and rule.fill and rule.ink for rule in ours)
    assert sheet.notes[3, 3] == "用户自己的批注"
    assert sheet.notes[10, 3].startswith("【强制】")
    box = sheet.boxes[10, 3]
    assert (box.Width, box.Height) == (190, 13 * note_lines(sheet.notes[10, 3]))
    press("clear_marks")

    assert excel.books[0].sheets == before
    assert excel.alerts.pop()[1].startswith("已清除标记：")


def test_a_clicked_self_test_passes_in_excel(excel: HostModel) -> None:
    """A text that looks like a formula, a number and a day come back as they were written."""
    press("self_test")

    assert excel.alerts == [("info", "自检通过：7 项都符合，见“自检”表。")]
    sheet = next(sheet for sheet in excel.books[0].sheets if sheet.name == "自检")
    assert sheet.cells[8, 4].value == "excel 16.0"


def test_a_protected_structure_and_a_gone_workbook_end_in_message_boxes(excel: HostModel) -> None:
    excel.books[0].structure_locked = True
    press("check_book")
    click("check_book", "5000", hexed("关了.xlsx"), "")

    assert [mode for mode, _ in excel.alerts] == ["critical", "critical"]
    assert "工作簿的结构可能受保护" in excel.alerts[0][1]


def test_a_chart_in_front_is_named_in_excel(excel: HostModel) -> None:
    press("check_sheet")

    assert excel.alerts == [("critical", "当前是图表页，没有单元格；请先点到要处理的工作表，再点按钮。")]


def test_many_blocks_are_few_rules_in_excel(excel: HostModel) -> None:
    """Excel takes a range of several areas, as long as its address has 255 characters at most."""
    (book,) = next(iter(xw.apps)).books
    sheet = book.sheets["Sheet1"]
    blocks = [Area(row, 0, row, 2) for row in range(1000, 3000, 2)]

    found: list[Any] = list(joined_ranges(sheet, blocks))

    assert len(found) == 50
    assert [area for one in found for area in one.impl.xl.areas] == [
        (b.top + 1, b.left + 1, b.bottom + 1, b.right + 1) for b in blocks
    ]
    with pytest.raises(ComError):
        sheet.range(",".join(["A1000:C1000"] * 30))
    assert excel.alerts == []


def test_a_click_reads_a_copy_that_excel_saves(excel: HostModel, tmp_path: Path) -> None:
    """Excel alone knows what is struck or hidden in a workbook that nobody has saved."""
    made = xlsxwriter.Workbook(path := tmp_path / "copy.xlsx")
    made.add_worksheet("表").write_row("A1", ["A", "B"])
    made.close()
    excel.books[0].copy = path.read_bytes()

    read = read_book(next(iter(next(iter(xw.apps)).books)))

    assert (read.as_seen, [(grid.sheet, grid.rows) for grid in read.grids]) == (True, [("表", [["A", "B"]])])


class _Running:
    """An object among the running ones, with its moniker."""

    def __init__(self, name: str, application: object) -> None:
        self.name, self.Application = name, application

    def GetDisplayName(self, *_: object) -> str:  # noqa: N802  # COM
        return self.name

    def QueryInterface(self, _: object) -> _Running:  # noqa: N802  # COM
        return self


class _Table(list[_Running]):
    """COM's table of running objects."""

    def GetObject(self, moniker: _Running) -> _Running:  # noqa: N802  # COM
        if moniker.Application is None:
            raise ComError
        return moniker


def test_an_excel_without_a_workbook_is_found_by_its_window(
    excel: HostModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its add-in is a running object; another program's, one that has ended, another Excel's are none of ours."""
    excel.books.clear()
    com, empty = sys.modules["pythoncom"], Application(excel)
    other = SimpleNamespace(Hwnd=7)
    running = _Table(
        [
            _Running(r"C:\甲.docx", SimpleNamespace(Hwnd=5000)),
            _Running("!{00024500-0000-0000-C000-000000000046}", other),
            _Running(r"C:\gone.xlsx", None),
            _Running(r"C:\XLSTART\xhg_excel.xlam", empty),
        ]
    )
    monkeypatch.setattr(com, "GetRunningObjectTable", lambda: running, raising=False)
    monkeypatch.setattr(com, "CreateBindCtx", lambda _: None, raising=False)
    monkeypatch.setattr(com, "IID_IDispatch", None, raising=False)
    monkeypatch.setattr(sys.modules["win32com.client"], "Dispatch", lambda it: it)
    monkeypatch.setattr(sys.modules["xlwings._xlwindows"], "get_excel_hwnds", lambda: iter([]))

    click("merge_folder", "5000", "", hexed(str(tmp_path)))

    ((mode, text),) = excel.alerts
    assert (mode, "里没有可读的工作簿" in text) == ("critical", True)
    with pytest.raises(SystemExit, match="窗口 5001"):
        click("merge_folder", "5001", "", hexed(str(tmp_path)))


def test_a_click_ends_no_other_excel(excel: HostModel, monkeypatch: pytest.MonkeyPatch) -> None:
    """Xlwings' exit hook ends every EXCEL.EXE that has no workbook window."""
    assert excel.books
    removed: list[object] = []
    monkeypatch.setattr(atexit, "unregister", removed.append)

    spare_other_excels()

    assert removed == [sys.modules["xlwings._xlwindows"].cleanup]
