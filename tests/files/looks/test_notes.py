"""Notes, comment threads and text boxes travel with the grids of every format that has them."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from tests.files.looks.test_open_document import cell, ods
from tests.files.looks.test_records import biff, compound, record, short, wide, xlsb
from xhg_excel.core.model.grid import Grid, a1
from xhg_excel.files.looks.notes import has_notes, with_notes, with_texts
from xhg_excel.files.looks.workbook import with_other_looks
from xhg_excel.files.read.read_file import read_file
from xhg_excel.notice.words.looks import DAMAGED_NOTES

GRID = Grid("一", [["是", 3.0, None], ["否", 5.0, 7.0]])
PART = "xl/worksheets/sheet1.xml"


def notes(grid: Grid) -> dict[str, str]:
    return {a1(*at): text for at, text in grid.notes.items()}


def test_notes_and_text_boxes_of_an_xlsx_are_read_at_their_cells(tmp_path: Path) -> None:
    path = tmp_path / "noted.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet, plain = book.add_worksheet("一"), book.add_worksheet("二")
    sheet.write("A1", "是")
    sheet.write("B3", 300)
    plain.write("A1", "是")
    sheet.write_comment("A1", "此处应为否", {"author": "演练甲"})
    sheet.insert_textbox("B2", "样表\n第二行", {"width": 100, "height": 40})
    book.close()

    noted, other = read_file(path, path.name).grids

    assert notes(noted) == {"A1": "此处应为否", "B2": "样表\n第二行", "B3": "样表\n第二行"}
    assert notes(other) == {}


def package(related: dict[str, tuple[str, str]]) -> bytes:
    """Return a package of one worksheet and the parts that it relates to, by name: kind and content."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        rels = "".join(f'<a Type="x/{kind}" Target="/{name}"/>' for name, (kind, _) in related.items())
        archive.writestr(
            "xl/worksheets/_rels/sheet1.xml.rels", f'<r>{rels}<a Type="x/comments" Target="lost.xml"/></r>'
        )
        for name, (_, content) in related.items():
            archive.writestr(name, content)
    return packed.getvalue()


def read(related: dict[str, tuple[str, str]]) -> dict[str, str]:
    (grid,) = with_notes(package(related), [GRID], {"一": PART})
    return notes(grid)


def test_of_a_comment_thread_what_people_wrote_is_read_and_not_the_copy_for_old_programs() -> None:
    old = '<c><comment ref="a1"><text><t>[线程批注] 您的版本…否</t></text></comment><comment ref="?"/><comment ref="B2"><text><r><t>3</t></r><r><t>0</t></r></text></comment></c>'
    thread = '<c><threadedComment ref="A1"><text>应为否</text></threadedComment></c>'

    assert read({"c.xml": ("comments", old), "t.xml": ("threadedComment", thread)}) == {"A1": "应为否", "B2": "30"}


def test_shapes_without_a_corner_or_a_text_say_nothing() -> None:
    corner = "<from><row>{}</row><col>0</col></from>"
    shapes = (
        f"<d><oneCellAnchor>{corner.format(1)}<p><t>否</t></p></oneCellAnchor><absoluteAnchor><t>否</t></absoluteAnchor>"
        f"<twoCellAnchor>{corner.format(0)}<pic/></twoCellAnchor></d>"
    )

    assert read({"d.xml": ("drawing", shapes)}) == {"A2": "否"}


@pytest.mark.parametrize("damaged", ["<d>", "<!DOCTYPE a><d/>", "<d><oneCellAnchor><from/></oneCellAnchor></d>"])
def test_notes_that_cannot_be_read_are_told(damaged: str) -> None:
    assert read({"d.xml": ("drawing", damaged)}) == {"A1": DAMAGED_NOTES}


def test_a_sheet_without_related_parts_has_no_notes() -> None:
    (grid,) = with_notes(package({}), [GRID], {"一": "xl/worksheets/other.xml"})

    assert grid is GRID


def test_texts_over_millions_of_cells_end_the_search() -> None:
    wide_grid = Grid("一", [["是"] * 1000] * 1000)
    over = (range(10**9), range(10**9), "否")

    covered = with_texts(wide_grid, [over] * 1000)

    assert len(covered.notes) == 1_000_000
    assert covered.notes[0, 0].count("否") == 1000
    assert covered.notes[999, 999] == "否"


@pytest.mark.parametrize(
    ("types", "expected"), [("x.comments+xml", True), ("DRAWING+XML", True), ("sheet+xml", False), (None, False)]
)
def test_most_workbooks_are_seen_to_have_none_by_their_list_of_types(types: str | None, *, expected: bool) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        if types is not None:
            archive.writestr("[Content_Types].xml", types)

    assert has_notes(zipfile.ZipFile(packed)) is expected


def test_notes_of_an_xlsb_are_read() -> None:
    content = io.BytesIO(xlsb(b"", None))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr(
            "xl/worksheets/_rels/sheet1.bin.rels", '<r><a Type="x/comments" Target="/xl/comments1.bin"/></r>'
        )
        text = record(635, struct.pack("<IIIII", 0, 1, 1, 0, 0)) + record(637, b"\0" + wide("应为否"))
        archive.writestr("xl/comments1.bin", record(636) + text)

    (grid,) = with_other_looks(content.getvalue(), [GRID])

    assert notes(grid) == {"A2": "应为否"}


def test_notes_and_text_boxes_of_an_xls_are_read() -> None:
    anchor = b"..\x10\xf0\x12\0\0\0" + struct.pack("<9H", 0, 0, 0, 0, 0, 1, 0, 1, 0)

    def told(number: int, text: str) -> bytes:
        head = biff(0x5D, struct.pack("<HHHH", 0x15, 0x12, 6, number)) + biff(
            0x1B6, bytes(10) + struct.pack("<H", len(text))
        )
        return head + biff(0x3C, b"\1" + text.encode("utf-16-le")) + biff(0x3C, b"\0")

    sheet = (
        biff(0xEC, b"-") + biff(0xEC, anchor) + told(7, "作废") + told(8, "应为30") + told(9, "")
        + biff(0x1C, struct.pack("<HHHH", 1, 2, 0, 8))
    )  # fmt: skip

    start = len(biff(0x85, bytes(7) + short("一"))) + len(biff(0x0A))
    stream = biff(0x85, struct.pack("<IBBB", start, 0, 0, 1) + short("一")) + biff(0x0A) + sheet + biff(0x0A)

    (grid,) = with_other_looks(compound(stream), [GRID])

    assert notes(grid) == {"A1": "作废", "B1": "作废", "A2": "作废", "B2": "作废", "C2": "应为30"}


def test_notes_and_shapes_of_an_ods_are_read() -> None:
    note = "<o:annotation><o:creator>演练甲</o:creator><x:p>应为</x:p><x:p>否</x:p></o:annotation><x:p>是</x:p>"
    box = "<o:frame><o:text-box><x:p>样表</x:p></o:text-box></o:frame>"
    shapes = "<t:shapes><o:custom-shape><x:p>作废</x:p></o:custom-shape></t:shapes>"
    rows = (
        f"<t:table-row>{cell()}</t:table-row><t:table-row>{cell(note)}<t:table-cell>{box}</t:table-cell></t:table-row>"
    )

    (grid,) = with_other_looks(ods(rows, shapes), [Grid("一", [["是"], ["是"]])])

    assert notes(grid) == {"A1": "作废", "A2": "应为\n否", "B2": "样表"}
