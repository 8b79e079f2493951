"""The engine keeps a document from harm, and says what it cannot do."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw
from xlwings import base_classes

from tests.conftest import CONTEXT
from tests.excel.test_check_scripts import odd_form
from xhg_excel.calc.engine import ClosedError, LockedError, ReadOnlyError
from xhg_excel.calc.engine.gaps import named_gaps
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.core.templates.workbooks import CountyContent, county_book
from xhg_excel.excel.book import read_book
from xhg_excel.files.read.read_file import read_file
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import NOTICE


def test_what_is_missing_is_named() -> None:
    """Reading, setting and calling alike; what a class has is left alone."""

    @named_gaps
    class Range(base_classes.Range):
        def __init__(self) -> None:
            self.sheet = "mine"

        @property
        def row(self) -> int:
            return 1

    cells: Any = Range()
    said = []
    for act in (lambda: cells.left, lambda: setattr(cells, "formula", "=1"), lambda: cells.sort([1], [True], False)):
        with pytest.raises(NotImplementedError) as caught:
            act()
        said.append(str(caught.value))

    assert said == ["Range.left", "Range.formula =", "Range.sort"]
    assert (cells.row, cells.sheet) == (1, "mine")


@pytest.fixture
def county(nantong: CityRehearsal, tmp_path: Path) -> Path:
    """A filled county workbook, its sheets protected as ours are."""
    unit = nantong.units[0]
    content = CountyContent(nantong.annex1[unit], nantong.sites[unit])
    write_book(county_book(NOTICE, unit, content, CONTEXT.registry), tmp_path / "演练县.xlsx")
    return tmp_path / "演练县.xlsx"


@pytest.mark.slow
def test_locked_cells_are_never_overwritten(calc: xw.App, county: Path) -> None:
    """Calc's own calls write over some locked cells and pass over others without a word."""
    book = calc.books.open(county)
    sheet = book.sheets["附件2登记表"]
    was = sheet["A1:H6"].value

    for act in (
        lambda: setattr(sheet["A1"], "value", "改"),
        lambda: setattr(sheet["A4:C5"], "value", [["x", "y", "z"]] * 2),
        lambda: setattr(sheet["A1"], "formula", "=1"),
        lambda: setattr(sheet["A1"], "color", (1, 2, 3)),
        lambda: setattr(sheet["A1"].font, "bold", False),
        lambda: setattr(sheet["A1"], "column_width", 3),
        lambda: sheet["A1"].clear(),
        lambda: sheet["3:3"].insert("down"),
        lambda: sheet["A1"].add_note("x"),
        lambda: sheet["A1:B1"].merge(),
    ):
        with pytest.raises(LockedError):
            act()
    sheet["B4"].value = "演练甲作坊"

    assert (sheet["A1:H6"].value[0], sheet["B4"].value, sheet["A1"].note) == (was[0], "演练甲作坊", None)
    book.close()


@pytest.mark.slow
def test_a_read_only_document_is_left_alone(calc: xw.App, county: Path) -> None:
    book = calc.books.open(county, read_only=True)
    sheet = book.sheets["附件2登记表"]
    was = sheet["B4"].value

    for act in (
        lambda: setattr(sheet["B4"], "value", "改"),
        lambda: book.sheets.add("新表"),
        lambda: sheet["B4"].add_note("x"),
        lambda: sheet["B4"].conditional_formats.add_custom("=1=1"),
        sheet.delete,
    ):
        with pytest.raises(ReadOnlyError):
            act()

    assert sheet["B4"].value == was
    book.close()


@pytest.mark.slow
def test_a_document_closed_in_between_is_named(calc: xw.App, county: Path) -> None:
    book = calc.books.open(county)
    sheet = book.sheets["附件1"]
    book.impl.api.close(True)

    for act in (lambda: sheet["A1"].value, lambda: setattr(sheet["A1"], "value", 1), lambda: sheet.used_range):
        with pytest.raises(ClosedError, match="演练县"):
            act()


@pytest.mark.slow
def test_rules_of_the_user_stay_and_ours_comes_first(calc: xw.App, county: Path) -> None:
    """Put and taken off again, every rule of the template says what it said, in the same order."""
    book = calc.books.open(county)
    sheet = book.sheets["附件2登记表"]

    before = rules_of(sheet)
    mine = sheet["B4:C9,E5"].conditional_formats.add_custom('="xhg_mark"<>""', fill_color=(255, 199, 206))
    first = sheet["B5"].conditional_formats[0].formula
    mine.delete()

    assert sum(len(said) for _, said in before) > 100
    assert first == '="xhg_mark"<>""'
    assert rules_of(sheet) == before
    assert not [name for name in book.impl.api.StyleFamilies.getByName("CellStyles").ElementNames if "xlwings" in name]
    book.close()


def rules_of(sheet: xw.Sheet) -> list[tuple[str, list[tuple[int, str, str]]]]:
    """Return where every format of a sheet lies and what it says; no two of them lie over one cell."""
    found = sheet.impl.api.ConditionalFormats.getConditionalFormats()
    return sorted(
        (one.Range.RangeAddressesAsString, [(e.Operator, e.Formula1, e.StyleName) for e in map(one.getByIndex, range(one.getCount()))])
        for one in found
    )  # fmt: skip


@pytest.mark.slow
def test_a_rule_shows_over_those_the_cells_have(calc: xw.App, tmp_path: Path) -> None:
    """Red over green while it is there, green again without it; LibreOffice paints it, not the test."""
    book = calc.books.add()
    sheet = book.sheets[0]
    sheet["A1:A8"].value = [[n] for n in range(8)]
    sheet["A1:A8"].conditional_formats.add_custom("=$A1>3", fill_color="#00ff00")

    def painted() -> tuple[bool, bool]:
        book.to_pdf(tmp_path / "p.pdf")
        subprocess.run(["pdftoppm", "-r", "50", str(tmp_path / "p.pdf"), str(tmp_path / "p")], check=True, timeout=60)  # noqa: S603, S607  # poppler
        body = next(tmp_path.glob("p-*.ppm")).read_bytes().split(b"\n", 3)[3]
        dots = {body[at : at + 3] for at in range(0, len(body), 3)}
        return b"\xff\x00\x00" in dots, b"\x00\xff\x00" in dots

    states = [painted()]
    rule = sheet["A1:B9"].conditional_formats.add_custom("=1=1", fill_color="#ff0000")
    states.append(painted())
    rule.delete()
    states.append(painted())

    assert states == [(False, True), (True, False), (False, True)]
    assert rules_of(sheet) == [("Sheet1.A1:A8", [(24, "$A1>3", "xlwings 00ff00 - 00")])]
    book.close()


@pytest.mark.slow
def test_a_colour_scale_keeps_its_place(calc: xw.App, tmp_path: Path) -> None:
    """Calc could not give it back, so its cells take no other rule."""
    from openpyxl import Workbook
    from openpyxl.formatting.rule import ColorScaleRule

    made = Workbook()
    scale = ColorScaleRule(start_type="min", start_color="FF0000", end_type="max", end_color="00FF00")
    made.active.conditional_formatting.add("A1:A9", scale)
    made.save(tmp_path / "色阶.xlsx")
    book = calc.books.open(tmp_path / "色阶.xlsx")

    rule = book.sheets[0]["A1"].conditional_formats.add_custom("=1=1", fill_color="#ff0000")
    kinds = [found.type for found in book.sheets[0].cells.conditional_formats]
    rule.delete()

    assert kinds == ["color_scale"]
    assert [found.type for found in book.sheets[0].cells.conditional_formats] == ["color_scale"]
    book.close()


@pytest.mark.slow
def test_saved_and_printed(calc: xw.App, tmp_path: Path) -> None:
    book = calc.books.add()
    book.sheets[0]["A1"].value = [["设区市", 7], ["南通市", True]]
    book.save(tmp_path / "表 =1.xlsx")
    book.to_pdf(tmp_path / "表.pdf")
    book.close()

    again = calc.books.open(tmp_path / "表 =1.xlsx")
    assert again.sheets[0]["A1:B2"].value == [["设区市", 7.0], ["南通市", True]]
    assert (again.name, again.fullname) == ("表 =1.xlsx", str(tmp_path / "表 =1.xlsx"))
    assert (tmp_path / "表.pdf").read_bytes().startswith(b"%PDF")
    again.close()


@pytest.mark.slow
def test_a_copy_has_what_one_sees_of_a_document_that_nobody_saved(calc: xw.App, tmp_path: Path) -> None:
    """The copy is read as `xhg` reads a file, and the document stays what it is."""
    odd_form(path := tmp_path / "演练县.xlsx")
    book = calc.books.open(path)
    book.sheets["表"]["C3"].value = "改"

    read = read_book(book)

    by_command = read_file(path, path.name).grids
    assert (read.as_seen, book.name, path.stat().st_mtime_ns) == (True, path.name, path.stat().st_mtime_ns)
    assert [(g.sheet, g.is_hidden, dict(g.looks), dict(g.notes)) for g in read.grids] == [
        (g.sheet, g.is_hidden, dict(g.looks), dict(g.notes)) for g in by_command
    ]
    assert read.grids[0].at(2, 2) == "改"
    book.close()
