"""The installer's Python goes into the add-in's own sheet and nowhere else."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from xhg_excel.errors.addin import NotOurAddinError
from xhg_excel.files.addin_file import with_interpreter
from xhg_excel.notice.words.shells.addin_sheets import CONF_SHEET

ADDIN = (Path(__file__).parent.parent.parent / "addin" / "xhg_excel.xlam").read_bytes()
PATHS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="￾￿"), min_size=1)


def settings(content: bytes) -> list[list[object]]:
    """Return the configuration as another reader sees it."""
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        return [list(row) for row in book.get_sheet_by_name(CONF_SHEET).to_python()]


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    "interpreter",
    [
        r"C:\Users\演练 甲\.venv\Scripts\python.exe",
        r"D:\R&D <1>\'“”\python.exe",
        r"\\server\share\python.exe",
        r"C:\ends with a space \😀\pythonw.exe",
        "  ",
    ],
)
def test_the_path_is_written_beside_its_key(interpreter: str) -> None:
    assert settings(with_interpreter(ADDIN, interpreter)) == [
        ["INTERPRETER_WIN", interpreter],
        ["ADD_WORKBOOK_TO_PYTHONPATH", "False"],
    ]


@given(PATHS)
def test_any_text_comes_back(interpreter: str) -> None:
    assert settings(with_interpreter(ADDIN, interpreter))[0] == ["INTERPRETER_WIN", interpreter]


def test_what_excel_would_read_as_an_escape_is_escaped() -> None:
    """`_x0041_` in a cell is the letter A to Excel."""
    changed = parts(with_interpreter(ADDIN, r"C:\_x0041_\python.exe"))

    assert rb"C:\_x005F_x0041_\python.exe" in changed["xl/worksheets/sheet1.xml"]


def test_only_the_sheet_of_settings_changes_and_the_parts_keep_their_order() -> None:
    before, after = parts(ADDIN), parts(with_interpreter(ADDIN, r"C:\python.exe"))

    assert list(before) == list(after)
    assert [name for name in before if before[name] != after[name]] == ["xl/worksheets/sheet1.xml"]


def test_it_is_the_same_each_time_and_another_path_replaces_the_first() -> None:
    once = with_interpreter(ADDIN, r"C:\new\python.exe")

    assert with_interpreter(with_interpreter(ADDIN, r"C:\old & gone\python.exe"), r"C:\new\python.exe") == once
    assert with_interpreter(once, r"C:\new\python.exe") == once


def test_another_workbook_is_refused_in_chinese() -> None:
    for sheet in ("Sheet1", CONF_SHEET):
        content = io.BytesIO()
        book = openpyxl.Workbook()
        book.active.title = sheet
        book.save(content)

        with pytest.raises(NotOurAddinError, match="不是本程序的加载项"):
            with_interpreter(content.getvalue(), r"C:\python.exe")
