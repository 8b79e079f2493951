"""A filled workbook that was pasted over gets its guards back and loses nothing."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from tests.books import run
from tests.conftest import CONTEXT
from tests.core.templates.test_template_guards import entries, guarded
from tests.records import CLEAN
from xhg_excel.core.model.submission import Submission, note_key
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.core.templates.workbooks import form_book
from xhg_excel.errors.files import NothingToRepairError
from xhg_excel.files.read.folder import list_workbooks, read_submissions
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import NOTICE
from xhg_excel.notice.small_chemical.annexes import ANNEX2


def pasted_over(path: Path) -> None:
    """Take off every limit, colour and formula, type junk into cells, beside the table and on a new sheet."""
    book = openpyxl.load_workbook(path)
    for sheet in book:
        sheet.data_validations.dataValidation = []
        sheet.conditional_formatting = type(sheet.conditional_formatting)()
        sheet.protection.sheet = False
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    cell.value = None
    book["附件2登记表"]["J4"] = "部分"
    book["附件2登记表"]["AL5"] = "已同属地核对属实情况"
    book["附件1"]["E11"] = "是的呀"
    book["附件1"]["H40"] = None
    book["附件1"]["K90"] = "联系电话另报"
    book.create_sheet("随手记")["B2"] = "周三再核"
    book.save(path)


def parsed(path: Path) -> Submission:
    (submission,) = read_submissions(list_workbooks([path]), CONTEXT)
    return submission


def test_every_entry_is_kept_and_every_guard_is_back(
    nantong: CityRehearsal, nantong_folder: Path, tmp_path: Path
) -> None:
    unit = nantong.units[0]
    broken = tmp_path / "坏.xlsx"
    shutil.copy(nantong_folder / f"{unit.full_name}.xlsx", broken)
    pasted_over(broken)
    before, content = parsed(broken), broken.read_bytes()

    assert run("template", "--repair", broken, "--out", tmp_path / "修复").exit_code == 0

    mended = tmp_path / "修复" / "坏（修复）.xlsx"
    after = parsed(mended)
    assert broken.read_bytes() == content
    assert [(f.annex.key, dict(f.answers), list(f.notes.values())) for f in after.forms] == [
        (f.annex.key, dict(f.answers), list(f.notes.values())) for f in before.forms
    ]
    assert (after.unit, after.cover) == (before.unit, before.cover)
    unread = [(f.code, f.facts["value"]) for f in after.findings if f.code == "E02"]
    assert sorted(unread) == [("E02", "是的呀"), ("E02", "部分")]
    book = openpyxl.load_workbook(mended)
    for name in ("封面", "附件1", "附件2登记表", "附件3登记表"):
        assert entries(book[name]) - guarded(book[name]) == set()
        assert book[name].protection.sheet
    loose = [row[:3] for row in book["未归位内容"].iter_rows(min_row=4, values_only=True)]
    assert sorted(loose) == [("附件1", "K90", "联系电话另报"), ("随手记", "B2", "周三再核")]


def test_a_single_form_stays_a_single_form_with_its_unit_and_notes(tmp_path: Path) -> None:
    filled = CLEAN["annex2"] | {"unit_city": "南通市", "unit_county": "如东县", note_key("fined"): "适用简易程序处罚"}
    write_book(form_book(NOTICE, ANNEX2, filled, CONTEXT.registry), tmp_path / "一家.xlsx")
    before = parsed(tmp_path / "一家.xlsx")

    run("template", "--repair", tmp_path / "一家.xlsx", "--out", tmp_path)

    after = parsed(tmp_path / "一家（修复）.xlsx")
    assert (after.kind, after.unit) == ("annex2", before.unit)
    assert [(f.answers, f.notes) for f in after.forms] == [(f.answers, f.notes) for f in before.forms]
    assert [list(f.notes.values()) for f in after.forms] == [["适用简易程序处罚"]]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip"])
def test_what_cannot_be_read_is_refused_with_the_reason(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "坏.xlsx").write_bytes(content)

    error = run("template", "--repair", tmp_path / "坏.xlsx", "--out", tmp_path).exception

    assert isinstance(error, NothingToRepairError)
    assert [p.name for p in tmp_path.iterdir()] == ["坏.xlsx"]


def test_dates_come_back_as_dates(nantong: CityRehearsal, nantong_folder: Path, tmp_path: Path) -> None:
    unit = nantong.units[0]

    run("template", "--repair", nantong_folder / f"{unit.full_name}.xlsx", "--out", tmp_path)

    sheet = openpyxl.load_workbook(tmp_path / f"{unit.full_name}（修复）.xlsx")["附件2登记表"]
    heads = [cell.value for cell in sheet[3]]
    assert isinstance(sheet.cell(4, heads.index("时间") + 1).value, datetime)
