"""Marks lie over what the user made, and come off without a trace."""

from __future__ import annotations

import copy
import shutil
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw

from tests.conftest import CONTEXT
from tests.excel.conftest import opened, opened_file, sheet_of
from tests.excel.engine import BookModel, HostModel, RuleModel, SheetModel
from tests.excel.xlsx import save
from tests.files.marked.test_mark import FINDINGS, SHEET, coloured, own_workbook
from xhg_excel.core.model.finding import Finding, at_cells
from xhg_excel.core.model.grid import Place
from xhg_excel.core.model.submission import Source
from xhg_excel.core.reading.parse_workbook import parse_book
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.core.results.live_sheet import result_sheet
from xhg_excel.core.results.marks import marks_of
from xhg_excel.excel import marking
from xhg_excel.excel.book import read_book, write_sheet
from xhg_excel.excel.marking import clear_marks, put_marks
from xhg_excel.files.marked.mark import mark
from xhg_excel.files.marked.unmark import unmark
from xhg_excel.files.places import log_file

RED, ORANGE, BLUE = (255, 199, 206), (255, 217, 179), (221, 235, 247)


def user_sheet() -> SheetModel:
    """A sheet with its user's own colours, rule and note."""
    sheet = sheet_of(SHEET, [["家数", None], [3.0, None], [4.0, None], [5.0, None], [None, "abc"]])
    sheet.cells[1, 1].looks["color"] = "#FF0000"
    sheet.rules = [RuleModel(((2, 1, 4, 1),), "=A2>4", (255, 0, 0))]
    sheet.notes = {(2, 1): "用户自己的批注\n第二行"}
    return sheet


def marked(host: HostModel) -> tuple[xw.Book, BookModel]:
    """Open the user's sheet, mark it, and return the workbook with what it was before."""
    book = opened(host, SheetModel("说明页"), user_sheet())
    before = copy.deepcopy(host.books[0])
    done = put_marks(book, marks_of(FINDINGS))
    write_sheet(book, result_sheet(marks_of(FINDINGS)))
    assert (done.rules, done.notes, done.refused) == (3, 3, [])
    return book, before


def test_colours_and_notes_lie_over_the_users_own(host: HostModel) -> None:
    """No fill is overwritten: ours are conditional formats before all others; a note of the user stays alone."""
    marked(host)

    sheet = host.books[0].sheets[2]
    ours = [(rule.areas, rule.fill, rule.stop) for rule in sheet.rules if "xhg_mark" in rule.formula]
    assert sorted(ours) == [
        (((2, 1, 3, 1),), ORANGE, True),
        (((4, 1, 4, 1),), BLUE, True),
        (((5, 2, 5, 2),), RED, True),
    ]
    assert sheet.rules[-1].formula == "=A2>4"
    assert sheet.cells[1, 1].looks == {"color": "#FF0000"}
    assert sheet.notes[2, 1] == "用户自己的批注\n第二行"
    assert sheet.notes[5, 2].startswith("【强制】附件1第6项应填0或正整数，现为“abc<&>”")
    assert sorted(sheet.notes) == [(2, 1), (3, 1), (4, 1), (5, 2)]


def test_cleared_everything_is_what_it_was(host: HostModel) -> None:
    book, before = marked(host)

    done = clear_marks(book)

    assert host.books[0].sheets == before.sheets
    assert (done.rules, done.notes, done.refused) == (3, 3, [])


def test_marks_follow_rows_that_the_user_moved(host: HostModel) -> None:
    """They are found by what they are, not by where they were put."""
    book, before = marked(host)
    sheet = host.books[0].sheets[2]
    sheet.notes = {(row + 7, col): text for (row, col), text in sheet.notes.items()}
    for rule in sheet.rules[:-1]:
        rule.areas = ((90, 1, 99, 2),)

    clear_marks(book)

    assert host.books[0].sheets[1].rules == before.sheets[1].rules
    assert host.books[0].sheets[1].notes == {(9, 1): "用户自己的批注\n第二行"}


def test_rules_far_down_are_looked_at_where_a_result_sheet_or_the_user_asks(host: HostModel) -> None:
    """A template has hundreds of its own; a check looks at the front of the sheets that were never marked."""
    book, _ = marked(host)
    sheet = host.books[0].sheets[2]
    sheet.rules = [RuleModel(((1, 1, 1, 1),), f"=A1>{n}") for n in range(50)] + sheet.rules

    assert [len(clear_marks(book, named).refused) for named in ([], ["别的"])] == [0, 0]
    assert sum("xhg_mark" in rule.formula for rule in sheet.rules) == 3
    clear_marks(book, [SHEET])
    assert sum("xhg_mark" in rule.formula for rule in sheet.rules) == 0


def test_what_a_user_wrote_below_our_words_stays(host: HostModel) -> None:
    book, _ = marked(host)
    host.books[0].sheets[2].notes[5, 2] += "\n已问过演甲，周三补"

    clear_marks(book)

    assert host.books[0].sheets[1].notes[5, 2] == "已问过演甲，周三补"


def test_a_result_sheet_of_the_user_is_left_alone(host: HostModel) -> None:
    book = opened(host, sheet_of("校验结果", [["用户自己的"]]), user_sheet())
    before = copy.deepcopy(host.books[0])
    write_sheet(book, result_sheet(marks_of(FINDINGS)))

    clear_marks(book)

    assert host.books[0].sheets == before.sheets


@pytest.mark.parametrize("allowed", [frozenset[str](), frozenset({"formats"}), frozenset({"notes"})])
def test_a_protected_sheet_is_named_and_the_others_are_marked(host: HostModel, allowed: frozenset[str]) -> None:
    """What the host refused stands in the log."""
    locked = user_sheet()
    locked.name, locked.allowed = "锁定", allowed
    book = opened(host, locked, user_sheet())
    both: list[Finding] = [*FINDINGS, at_cells("E01", [Place("锁定", 4, 1)], item="第1项")]

    done = put_marks(book, marks_of(both))

    assert done.refused == ["锁定"]
    assert len(host.books[0].sheets[1].notes) == 4
    assert "HostError" in log_file().read_text("utf-8")


def test_marks_on_a_sheet_that_was_protected_since_are_named(host: HostModel) -> None:
    book, _ = marked(host)
    host.books[0].sheets[2].allowed = frozenset()

    assert clear_marks(book).refused == [SHEET]


def test_notes_are_limited_and_colours_are_not(host: HostModel, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host takes long for a note; the result sheet has every finding anyhow."""
    monkeypatch.setattr(marking, "MOST_NOTES", 3)
    findings = [at_cells("E01", [Place(SHEET, row, 0)], item="第1项") for row in range(9)]
    book = opened(host, user_sheet())

    done = put_marks(book, marks_of(findings))

    assert (done.rules, done.notes, done.limited) == (1, 3, True)
    assert host.books[0].sheets[0].rules[0].areas == ((1, 1, 9, 1),)


def test_marks_of_a_marked_copy_come_off_in_a_live_workbook(host: HostModel, tmp_path: Path) -> None:
    """退回单 opened by its sender: colours, notes and result sheet were put there by the command line."""
    (tmp_path / "退回.xlsx").write_bytes(
        mark(own_workbook(tmp_path / "own.xlsx"), "own.xlsx", marks_of(FINDINGS)).content
    )
    book = opened_file(host, tmp_path / "退回.xlsx")
    assert [grid.sheet for grid in read_book(book).added] == ["校验结果"]

    done = clear_marks(book)

    model = host.books[0]
    assert ([s.name for s in model.sheets], done.rules > 0, done.refused) == (["说明页", SHEET], True, [])
    assert model.sheets[1].notes == {(2, 1): "用户自己的批注"}
    assert [rule.formula for rule in model.sheets[1].rules] == ["=4"]


def test_live_marks_of_a_saved_workbook_come_off_with_the_command_line(
    host: HostModel, tmp_path: Path, nantong: CityRehearsal, nantong_folder: Path
) -> None:
    """Saved as it was, sent in and taken for what it is: no mark is a fault, `unmark` takes all off."""
    path = tmp_path / "如东.xlsx"
    shutil.copy(nantong_folder / f"{nantong.units[0].full_name}.xlsx", path)
    book = opened_file(host, path)
    findings = [at_cells("R103", [Place("附件1", 12, 3)], item="附件1第6项", value="约30")]
    put_marks(book, marks_of(findings))
    write_sheet(book, result_sheet(marks_of(findings)))
    save(host.books[0], tmp_path / "marked.xlsx")
    content = (tmp_path / "marked.xlsx").read_bytes()
    assert ("附件1", "D13") in coloured(openpyxl.load_workbook(BytesIO(content)))

    plain = unmark(content, "marked.xlsx").content

    back = openpyxl.load_workbook(BytesIO(plain))
    assert "校验结果" not in back.sheetnames
    assert coloured(back) == {}
    assert back["附件1"]["D13"].comment is None


def test_our_own_sheets_are_no_fault_of_the_form(host: HostModel, nantong: CityRehearsal, nantong_folder: Path) -> None:
    book = opened_file(host, nantong_folder / f"{nantong.units[0].full_name}.xlsx")
    write_sheet(book, result_sheet(marks_of(FINDINGS)))

    read = read_book(book)

    assert [grid.sheet for grid in read.added] == ["校验结果"]
    assert "F17" not in [f.code for f in parse_book(read.grids, Source("x"), CONTEXT).findings]


def test_a_sheet_with_a_number_of_somebody_in_its_name_is_marked_and_not_named(host: HostModel) -> None:
    """五(四): the result sheet shows the name without the number, and jumps to no cell of it."""
    book = opened(host, sheet_of("举报13900001234", [["a"]]))
    marks = marks_of([at_cells("E03", [Place("举报（已隐去）", 0, 0)], item="附件1第6项", value="a")])

    assert put_marks(book, marks).notes == 1
    assert [row.goal for row in marks.rows] == [None]
