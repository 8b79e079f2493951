"""`xhg validate --confirm` offers the filled template, `xhg confirm` records who checked a file."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.books import run, table
from tests.core.answers.test_sentence import retyped
from tests.core.reading.test_parse_sheet import filled_form
from xhg_excel.core.model.grid import Grid
from xhg_excel.errors.files import NotARecordError, NothingToConfirmError, TargetChangedError
from xhg_excel.notice.small_chemical.annexes import ANNEX2
from xhg_excel.notice.words.confirmation import RECORD_FILE, UNCONFIRMED

NAME = "南通市如东县 附件2.xlsx"


def saved(grid: Grid, path: Path) -> Path:
    """Write a grid as a workbook; return its path."""
    path.parent.mkdir(exist_ok=True)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = grid.sheet
    for row in grid.rows:
        sheet.append(list(row))
    book.save(path)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    saved(retyped({2: "是", 3: "断水：是；断电：说不清"}), tmp_path / "报送" / NAME)
    return tmp_path / "报送"


def test_a_filled_template_is_offered_and_settles_the_form_when_it_is_sent_back(folder: Path, tmp_path: Path) -> None:
    checked = run("validate", folder)
    offered = run("validate", folder, "--confirm", tmp_path / "核对")

    assert "待确认：1 份表" in checked.output
    assert "--confirm" in checked.output
    (written,) = (tmp_path / "核对").iterdir()
    assert written.name == "南通市如东县 附件2（请核对后报送）.xlsx"
    assert f"请核对后报送：{written}" in offered.output
    notes = [cell.comment.text for row in openpyxl.load_workbook(written)["附件2"] for cell in row if cell.comment]
    assert any("断电：说不清" in note for note in notes)

    written.rename(folder / written.name)
    merged = run("merge", folder, "--out", tmp_path / "汇总.xlsx")

    assert "待确认" not in merged.output
    assert {row[0]: row[2] for row in table(tmp_path / "汇总.xlsx", "来源")[3:]} == {
        NAME: "已被较新的一份代替",
        written.name: "已并入",
    }


def test_a_record_settles_a_file_until_it_is_changed(folder: Path, tmp_path: Path) -> None:
    before = run("merge", folder, "--out", tmp_path / "汇总.xlsx")
    confirmed = run("confirm", folder / NAME, "--by", "张三")
    after = run("merge", folder, "--out", tmp_path / "汇总.xlsx")
    again = run("confirm", folder / NAME, "--by", "张三").exception
    saved(retyped({2: "否"}), folder / NAME)
    changed = run("confirm", folder / NAME, "--by", "李四")

    assert "待确认：1 份表" in before.output
    assert "已确认 南通市如东县 附件2.xlsx（1 份表），确认人 张三" in confirmed.output
    assert UNCONFIRMED not in after.output
    assert again is None  # the record lies beside it, and was not among the files given
    assert changed.exit_code == 0
    assert [row[2] for row in table(folder / RECORD_FILE, "确认记录")[3:]] == ["张三", "李四"]


def test_what_needs_no_confirmation_and_what_is_no_record_are_refused(folder: Path, tmp_path: Path) -> None:
    template = saved(filled_form(ANNEX2), tmp_path / "模板" / NAME)
    saved(filled_form(ANNEX2), folder / RECORD_FILE)

    nothing, no_record = (run("confirm", path, "--by", "张三").exception for path in (template, folder / NAME))
    among = run("validate", folder, "--confirm", folder / "核对").exception

    assert isinstance(nothing, NothingToConfirmError)
    assert isinstance(no_record, NotARecordError)
    assert isinstance(among, TargetChangedError)
