"""The sender's own workbook goes back marked, and unmarked it is again what it was."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl import Workbook

from tests.conftest import CONTEXT
from tests.files.marked.shapes import edited
from tests.office import convert, sdk_errors
from xhg_excel.core.model.finding import Finding, at_cells, at_sheet
from xhg_excel.core.model.grid import Place
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.core.results.marks import Marks, marks_of
from xhg_excel.errors.files import NotMarkableError
from xhg_excel.files.marked.copy import write_marked_copy, write_unmarked_copy
from xhg_excel.files.marked.mark import mark as mark_fully
from xhg_excel.files.marked.original import PART, drop_original
from xhg_excel.files.marked.unmark import unmark as unmark_fully
from xhg_excel.files.ooxml.package import Package
from xhg_excel.files.read.folder import list_workbooks, read_submissions

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def own_workbook(path: Path) -> bytes:
    """Write a workbook with its user's colours, notes, formats, limits, a chart, a picture and names."""
    book = xlsxwriter.Workbook(path)
    first, data = book.add_worksheet("说明页"), book.add_worksheet("填报 & 表'1")
    red = book.add_format({"bg_color": "red"})
    data.write_string(0, 0, "家数", red)
    data.write_column(1, 0, [3, 4, 5])
    data.write_string(4, 1, "abc")
    data.write_comment(1, 0, "用户自己的批注", {"author": "演甲"})
    data.conditional_format(1, 0, 3, 0, {"type": "cell", "criteria": ">", "value": 4, "format": red})
    data.data_validation(1, 0, 3, 0, {"validate": "integer", "criteria": ">", "value": 0})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='填报 & 表''1'!$A$2:$A$4"})
    data.insert_chart("D2", chart)
    data.insert_image("D20", "p.png", {"image_data": BytesIO(PNG)})
    data.print_area(0, 0, 9, 3)
    data.autofilter(0, 0, 3, 0)
    book.define_name("家数", "='填报 & 表''1'!$A$2")
    first.write_string(0, 0, "x")
    data.activate()
    book.close()
    return path.read_bytes()


SHEET = "填报 & 表'1"
FINDINGS: list[Finding] = [
    at_cells("E03", [Place(SHEET, 4, 1)], "三(一)1", item="附件1第6项", value="abc<&>"),
    at_cells("R204", [Place(SHEET, 1, 0), Place(SHEET, 2, 0)], "三(一)3", item="附件2第2项"),
    at_cells("R305", [Place(SHEET, 3, 0)], item="附件3第1项"),
    at_cells("N02", [Place("说明页", 0, 0)], item="附件1第7项"),
    at_sheet("F10", "", value="旧", detail="新"),
]


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def mark(content: bytes, name: str, marks: Marks) -> bytes:
    return mark_fully(content, name, marks).content


def unmark(content: bytes, name: str) -> bytes:
    return unmark_fully(content, name).content


def without_original(content: bytes) -> bytes:
    """Return a copy as a program saves it that knows nothing of the file inside."""
    package = Package(content, "a.xlsx")
    assert drop_original(package)
    return package.save()


def coloured(book: Workbook) -> dict[tuple[str, str], str]:
    """Return the background that our marks give each cell."""
    found = {}
    for sheet in book:
        for block in sheet.conditional_formatting:
            for rule in block.rules:
                if rule.formula == ['"xhg_mark"<>""'] and sheet.title != "校验结果":
                    for cell in str(block.sqref).split():
                        found[sheet.title, cell] = rule.dxf.fill.bgColor.rgb
    return found


def test_cells_are_coloured_by_their_heaviest_finding_and_noted(tmp_path: Path) -> None:
    content = own_workbook(tmp_path / "own.xlsx")

    book = openpyxl.load_workbook(BytesIO(mark(content, "own.xlsx", marks_of(FINDINGS))))

    sheet = book[SHEET]
    assert coloured(book) == {
        (SHEET, "B5"): "FFFFC7CE",
        (SHEET, "A2"): "FFFFD9B3",
        (SHEET, "A3"): "FFFFD9B3",
        (SHEET, "A4"): "FFDDEBF7",
    }
    assert "【强制】附件1第6项应填0或正整数，现为“abc<&>”" in sheet["B5"].comment.text
    assert sheet["A2"].comment.text == "用户自己的批注"
    assert "【核实】" in sheet["A3"].comment.text


def test_the_result_sheet_stands_in_front_and_each_row_jumps_to_its_cell(tmp_path: Path) -> None:
    content = own_workbook(tmp_path / "own.xlsx")

    book = openpyxl.load_workbook(BytesIO(mark(content, "own.xlsx", marks_of(FINDINGS))))

    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows(min_row=5, max_col=8, values_only=True))
    assert (sheet.title, book.active.title, sheet.auto_filter.ref) == ("校验结果", "校验结果", "A4:H9")
    assert "强制 1 处" in sheet["A2"].value
    assert [row[0] for row in rows] == ["强制", "核实", "核实", "提示", "发现"]
    assert rows[0][1:4] == (SHEET, "B5", "附件1第6项")
    links = {cell: sheet[cell].hyperlink.location for cell in ("C5", "C7")}
    assert links == {"C5": "'填报 & 表''1'!B5", "C7": "'填报 & 表''1'!A2"}
    assert sheet["C6"].hyperlink is None
    selected = [ws.title for ws in book if ws.sheet_view.tabSelected]
    assert selected == ["校验结果"]


def test_everything_else_is_byte_for_byte_what_it_was(tmp_path: Path) -> None:
    content = own_workbook(tmp_path / "own.xlsx")

    before, after = parts(content), parts(mark(content, "own.xlsx", marks_of(FINDINGS)))

    touched = {name for name in before if before[name] != after[name]}
    assert touched == {
        "_rels/.rels",
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet2.xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }
    assert set(after) - set(before) == {"xl/worksheets/xhg_result.xml", PART}
    names = re.findall(r'localSheetId="(\d)"', after["xl/workbook.xml"].decode())
    assert sorted(names) == ["0", "2", "2"]


def test_unmarked_the_file_is_byte_for_byte_what_it_was(
    tmp_path: Path, nantong: CityRehearsal, nantong_folder: Path
) -> None:
    template = nantong_folder / f"{nantong.units[0].full_name}.xlsx"
    place = Place("附件1", 12, 3)
    for content, findings in (
        (own_workbook(tmp_path / "own.xlsx"), FINDINGS),
        (template.read_bytes(), [at_cells("R103", [place], item="x", value="y")]),
        (template.read_bytes(), [at_sheet("F10", "")]),
    ):
        back = unmark(mark(content, "own.xlsx", marks_of(findings)), "own.xlsx")

        assert back == content


def test_marking_again_replaces_the_old_marks(tmp_path: Path) -> None:
    content = own_workbook(tmp_path / "own.xlsx")
    once = mark(content, "own.xlsx", marks_of(FINDINGS))

    again = mark(once, "own.xlsx", marks_of(FINDINGS[:1]))

    assert again == mark(content, "own.xlsx", marks_of(FINDINGS[:1]))
    assert set(coloured(openpyxl.load_workbook(BytesIO(again)))) == {(SHEET, "B5")}


def test_a_workbook_without_marks_comes_back_as_it_is(tmp_path: Path) -> None:
    content = own_workbook(tmp_path / "own.xlsx")

    assert unmark(content, "own.xlsx") is content


def test_a_sheet_of_that_name_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "校验结果"
    book.save(tmp_path / "their.xlsx")
    content = (tmp_path / "their.xlsx").read_bytes()

    assert unmark(content, "their.xlsx") is content


def test_a_sender_s_own_sheet_of_that_name_stays_beside_ours(tmp_path: Path) -> None:
    """A totals workbook has its own 校验结果, with a filter; two sheets of one name would break the file."""
    book = xlsxwriter.Workbook(tmp_path / "totals.xlsx")
    own, other = book.add_worksheet("校验结果"), book.add_worksheet(SHEET)
    own.write_column(0, 0, ["级别", "强制", "核实"])
    own.autofilter(0, 0, 2, 0)
    other.write_column(0, 0, [1, 2, 3, 4, "abc"])
    book.close()
    content = (tmp_path / "totals.xlsx").read_bytes()

    marked = mark(content, "totals.xlsx", marks_of(FINDINGS))
    again = mark(marked, "totals.xlsx", marks_of(FINDINGS[:1]))

    opened = openpyxl.load_workbook(BytesIO(marked))
    assert opened.sheetnames == ["校验结果 (2)", "校验结果", SHEET]
    assert opened["校验结果"].auto_filter.ref == "A1:A3"
    assert unmark(marked, "totals.xlsx") == content
    assert openpyxl.load_workbook(BytesIO(again)).sheetnames == opened.sheetnames
    opened.save(tmp_path / "saved.xlsx")
    back = openpyxl.load_workbook(BytesIO(unmark((tmp_path / "saved.xlsx").read_bytes(), "saved.xlsx")))
    assert back.sheetnames == ["校验结果", SHEET]


def read(path: Path) -> Submission:
    (submission,) = read_submissions(list_workbooks([path]), CONTEXT)
    return submission


def faulty(folder: Path, nantong_folder: Path, nantong: CityRehearsal) -> Path:
    """Copy a submission and type a fault into it, as a clerk would."""
    path = folder / "演练 填报表.xlsx"
    book = openpyxl.load_workbook(nantong_folder / f"{nantong.units[0].full_name}.xlsx")
    book["附件1"]["D13"] = "约30"
    book.save(path)
    return path


def test_the_marked_and_corrected_file_is_accepted_as_a_submission(
    tmp_path: Path, nantong: CityRehearsal, nantong_folder: Path
) -> None:
    path = faulty(tmp_path, nantong_folder, nantong)
    before = path.read_bytes()
    assert (
        write_marked_copy(path, read(path), tmp_path / "退回")
        == f"退回单：{tmp_path / '退回' / '演练 填报表（退回）.xlsx'}"
    )
    copy = tmp_path / "退回" / "演练 填报表（退回）.xlsx"
    marked = read(copy)

    book = openpyxl.load_workbook(copy)
    book["附件1"]["D13"] = 30
    book.save(copy)

    assert path.read_bytes() == before
    assert [(f.code, f.cells) for f in marked.findings] == [("R103", ("D13",))]
    assert (read(copy).findings, read(copy).unit) == ([], nantong.units[0])


def test_marks_are_taken_off_after_another_program_saved_the_copy(
    tmp_path: Path, nantong: CityRehearsal, nantong_folder: Path
) -> None:
    path = faulty(tmp_path, nantong_folder, nantong)
    write_marked_copy(path, read(path), tmp_path)
    copy = tmp_path / "演练 填报表（退回）.xlsx"
    openpyxl.load_workbook(copy).save(copy)

    assert write_unmarked_copy(copy, copy.name, tmp_path / "out").endswith("演练 填报表.xlsx")

    back = openpyxl.load_workbook(tmp_path / "out" / "演练 填报表.xlsx")
    assert "校验结果" not in back.sheetnames
    assert coloured(back) == {}
    assert [cell.comment for row in back["附件1"].iter_rows() for cell in row if cell.comment] == []


def test_a_file_that_cannot_be_read_has_no_copy_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 no zip")

    said = write_marked_copy(tmp_path / "坏.xlsx", read(tmp_path / "坏.xlsx"), tmp_path / "退回")

    assert said.startswith("没有退回单：坏.xlsx（文件打不开")
    assert not (tmp_path / "退回").exists()


@pytest.mark.slow
def test_marked_copies_pass_the_sdk_and_come_through_libreoffice(tmp_path: Path) -> None:
    """Marked, saved by LibreOffice, unmarked: no mark is left; the chart and the picture are."""
    content = own_workbook(tmp_path / "own.xlsx")
    (tmp_path / "marked.xlsx").write_bytes(mark(content, "own.xlsx", marks_of(FINDINGS)))
    convert([tmp_path / "marked.xlsx"], "xlsx", tmp_path / "office")

    saved = (tmp_path / "office" / "marked.xlsx").read_bytes()
    back = unmark(saved, "marked.xlsx")
    (tmp_path / "back.xlsx").write_bytes(back)

    for version in ("Microsoft365", "Office2010"):
        assert sdk_errors([tmp_path / "marked.xlsx"], version) == {}
    book = openpyxl.load_workbook(tmp_path / "back.xlsx")
    assert book.sheetnames == ["说明页", SHEET]
    assert coloured(book) == {}
    assert [c.coordinate for row in book[SHEET].iter_rows() for c in row if c.comment] == ["A2"]
    assert len(book[SHEET]._charts) == 1
    assert [name for name in parts(back) if name.startswith("xl/media/")] != []


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_an_old_format_comes_back_as_xlsx_and_says_so(
    tmp_path: Path, nantong: CityRehearsal, nantong_folder: Path, suffix: str
) -> None:
    convert([faulty(tmp_path, nantong_folder, nantong)], suffix, tmp_path / "old")
    path = tmp_path / "old" / f"演练 填报表.{suffix}"

    said = write_marked_copy(path, read(path), tmp_path / "退回")

    assert "原文件不是.xlsx" in said
    copy = tmp_path / "退回" / "演练 填报表（退回）.xlsx"
    assert ("附件1", "D13") in coloured(openpyxl.load_workbook(copy))
    assert [f.code for f in read(copy).findings] == ["R103"]
    assert sdk_errors([copy], "Office2010") == {}


def test_a_sheet_with_a_number_of_somebody_in_its_name_is_marked_and_not_named(tmp_path: Path) -> None:
    """五(四): findings name it without the number, so does the result sheet."""
    book = Workbook()
    book.active.title = "举报13900001234"
    book.save(tmp_path / "a.xlsx")
    finding = at_cells("E03", [Place("举报（已隐去）", 0, 0)], item="附件1第6项", value="a")

    copy = mark_fully((tmp_path / "a.xlsx").read_bytes(), "a.xlsx", marks_of([finding]))

    with zipfile.ZipFile(BytesIO(copy.content)) as package:
        assert b"13900001234" not in package.read("xl/worksheets/xhg_result.xml")
        assert b"xhg_mark" in package.read("xl/worksheets/sheet1.xml")
    assert copy.unshown == []


@pytest.mark.parametrize(("part", "name"), [("xl/styles.xml", "dxfs"), ("xl/comments1.xml", "authors")])
def test_a_list_that_stands_twice_is_refused(part: str, name: str, tmp_path: Path) -> None:
    """Which of both counts differs by program: what is appended to one is looked for in the other."""
    content = edited(
        own_workbook(tmp_path / "own.xlsx"),
        {part: lambda xml: re.sub(rf"(<{name}.*</{name}>)", r"\1\1", xml, flags=re.DOTALL)},
    )

    with pytest.raises(NotMarkableError, match="格式特殊"):
        mark_fully(content, "own.xlsx", marks_of(FINDINGS))
