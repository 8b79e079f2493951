"""Bytes to grids, in every format people send."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.xlsb import write_xlsb
from xhg_excel.core.model.context import Context
from xhg_excel.files.read.folder import _unread_file, list_workbooks, read_submissions
from xhg_excel.files.read.read_file import read_file
from xhg_excel.files.read.workers import Limits, Why


def test_xlsb_gives_the_same_answers_as_xlsx(nantong_folder: Path, tmp_path: Path, context: Context) -> None:
    """Only dates lose their format in our small writer: they come as day numbers, and that is said."""
    for path in nantong_folder.glob("*.xlsx"):
        write_xlsb(read_file(path, path.name).grids, tmp_path / f"{path.stem}.xlsb")
    one, two = (list(read_submissions(list_workbooks([f]), context)) for f in (nantong_folder, tmp_path))

    assert [[f.answers for f in s.forms] for s in two] == [[f.answers for f in s.forms] for s in one]
    assert {f.code for s in two for f in s.findings} == {"N01"}


def test_an_error_value_and_a_formula_never_calculated_are_not_blank(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append([3, "=A1*2", "#REF!", "text"])
    book.save(tmp_path / "a.xlsx")

    (grid,) = read_file(tmp_path / "a.xlsx", "a.xlsx").grids

    assert list(grid.rows) == [[3.0, "#未计算", "#REF!", "text"]]


def replace_in(path: Path, pattern: bytes, by: bytes) -> None:
    """Change the XML of every worksheet of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            changed = re.sub(pattern, by, content) if name.startswith("xl/worksheets/") else content
            archive.writestr(name, changed)


@pytest.mark.parametrize("dimension", [None, b'<dimension ref="A1"/>', b""])
@pytest.mark.parametrize("cell", ["XFD1048576", "ZZ1000000"])
def test_a_stray_cell_far_out_is_one_finding_and_no_dead_process(
    tmp_path: Path, cell: str, dimension: bytes | None
) -> None:
    """The stated dimension may be true, lie, or be absent."""
    book = xlsxwriter.Workbook(tmp_path / "far.xlsx")
    sheet = book.add_worksheet()
    sheet.write("A1", 1)
    sheet.write(cell, " ")
    book.close()
    if dimension is not None:
        replace_in(tmp_path / "far.xlsx", rb"<dimension [^>]*/>", dimension)

    read = read_file(tmp_path / "far.xlsx", "far.xlsx")

    assert read.grids == []
    assert read.fault is not None
    assert (read.fault.code, read.fault.facts) == ("F11", {"detail": cell})


def test_lock_files_hidden_files_and_folders_named_like_workbooks_are_passed_over(tmp_path: Path) -> None:
    for name in ("~$a.xlsx", ".~lock.a.xlsx", ".xhg-1.xlsx", "a.XLSX", "b.txt"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "folder.xlsx").mkdir()
    (tmp_path / "folder.xlsx" / "c.et").write_bytes(b"x")

    assert [p.name for p, _ in list_workbooks([tmp_path])] == ["a.XLSX", "c.et"]


def test_a_file_that_cannot_be_opened_is_a_finding(tmp_path: Path) -> None:
    read = read_file(tmp_path / "gone.xlsx", "gone.xlsx")

    assert read.fault is not None
    assert read.fault.code == "F01"


def test_a_text_file_given_by_name_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(b"x")

    read = read_file(tmp_path / "a.doc", "a.doc")

    assert read.fault is not None
    assert (read.fault.code, read.fault.facts["detail"]) == ("F16", ".doc")


def test_a_file_at_which_our_own_code_fails_is_named_and_no_other_reason_is_given(tmp_path: Path) -> None:
    """A worker reports what was raised in it as a fault (test_workers.py)."""
    book = (tmp_path / "甲.xlsx", "甲.xlsx")

    reasons: tuple[Why, ...] = ("time", "died", "fault")
    found = {why: _unread_file(Limits(), book, why).fault for why in reasons}

    assert {why: fault.code for why, fault in found.items() if fault} == {"time": "F30", "died": "F31", "fault": "F42"}
