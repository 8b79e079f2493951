"""What is checked before calamine parses a workbook is every sheet that is read afterwards."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from xhg_excel.files.ooxml.package import Package
from xhg_excel.files.read.read_file import read_file
from xhg_excel.notice.words.check_columns import OWN_LISTS


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f'<sheet name="{OWN_LISTS[0]}" sheetId="7" state="veryHidden"', f'<sheet name="{OWN_LISTS[0]}" sheetId="7"'),
        ('<sheet name="附件2打印" sheetId="5" r:id="rId5"', '<sheet name="附件2打印" sheetId="5" r:id="rId7"'),
    ],
    ids=["visible", "used by a second sheet"],
)
def test_a_list_of_ours_that_can_be_seen_is_checked_and_read(
    before: str, after: str, nantong_folder: Path, tmp_path: Path
) -> None:
    book = Package(min(nantong_folder.glob("*.xlsx")).read_bytes(), "a.xlsx")
    workbook = book.content_of("xl/workbook.xml").decode()
    assert before in workbook
    book.replace("xl/workbook.xml", workbook.replace(before, after).encode())
    path, spoilt = tmp_path / "shown.xlsx", tmp_path / "spoilt.xlsx"
    path.write_bytes(book.save())
    book.replace("xl/worksheets/sheet7.xml", b"<worksheet/>")
    spoilt.write_bytes(book.save())

    shown = {OWN_LISTS[0], "附件2打印"} & {grid.sheet for grid in read_file(path, path.name).grids}
    fault = read_file(spoilt, spoilt.name).fault

    assert shown
    assert fault is not None
    assert fault.code == "F01"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_parts_of_one_name_both_are_checked(nantong_folder: Path, tmp_path: Path) -> None:
    """A zip may contain a name twice; calamine reads one of them, and which is its own affair."""
    with zipfile.ZipFile(min(nantong_folder.glob("*.xlsx"))) as whole:
        parts = [(name, whole.read(name)) for name in whole.namelist()]
    spoilt = ("xl/worksheets/sheet1.xml", b"<worksheet/>")
    for number, order in enumerate(([spoilt, *parts], [*parts, spoilt])):
        twice = tmp_path / f"{number}.xlsx"
        with zipfile.ZipFile(twice, "w") as out:
            for name, content in order:
                out.writestr(name, content)

        fault = read_file(twice, twice.name).fault

        assert fault is not None
        assert fault.code == "F01"
