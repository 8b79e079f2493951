"""Whatever program wrote a workbook, its marked copy opens, shows every mark, and gives the workbook back."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

import pytest

from tests.files.marked.shapes import DATA, FIRST, SHAPES, TYPES, VML, edited, without
from tests.files.marked.test_mark import FINDINGS, SHEET, own_workbook, parts, without_original
from xhg_excel.core.model.finding import at_cells
from xhg_excel.core.model.grid import Place
from xhg_excel.core.results.marks import CellMark, marks_of
from xhg_excel.errors.files import FaultyCopyError, NotMarkableError
from xhg_excel.files.marked.looks import Looks, colour
from xhg_excel.files.marked.mark import mark
from xhg_excel.files.marked.unmark import unmark
from xhg_excel.files.ooxml.package import Package
from xhg_excel.files.ooxml.xml_tree import parsed
from xhg_excel.notice.schema.message import Severity

OWN_NOTE = "用户自己的批注"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return own_workbook(tmp_path_factory.mktemp("own") / "own.xlsx")


def rules(content: bytes) -> set[str]:
    """Return the cells that our conditional formats colour on the second sheet, by another parser."""
    package = Package(content, "a.xlsx")
    root = ElementTree.fromstring(package.content_of(package.sheets[SHEET]))  # noqa: S314  # ours
    found: set[str] = set()
    for block in root.iter():
        if block.tag.endswith("}conditionalFormatting") and "xhg_mark" in "".join(block.itertext()):
            found |= set(block.get("sqref", "").split())
    return found


def texts(content: bytes, ending: str) -> str:
    return "".join(
        "".join(ElementTree.fromstring(xml).itertext())  # noqa: S314  # ours
        for name, xml in parts(content).items()
        if re.search(ending, name, re.IGNORECASE)
    )


@pytest.mark.parametrize("shape", SHAPES)
def test_every_mark_is_shown_and_the_file_comes_back(shape: str, own: bytes) -> None:
    content = SHAPES[shape](own)

    copy = mark(content, "a.xlsx", marks_of(FINDINGS))

    assert (copy.cuts, copy.unshown) == ([], [])
    assert rules(copy.content) == {"B5", "A2", "A3", "A4"}
    noted = texts(copy.content, r"(comment|xhg_notes)[^/]*\.xml$")
    assert "现为“abc<&>”" in noted
    assert unmark(copy.content, "a.xlsx").content == content


@pytest.mark.parametrize("shape", SHAPES)
def test_saved_without_the_file_inside_our_marks_go_and_the_sender_s_stay(shape: str, own: bytes) -> None:
    content = SHAPES[shape](own)
    saved = without_original(mark(content, "a.xlsx", marks_of(FINDINGS)).content)

    plain = unmark(saved, "a.xlsx")

    assert plain.findings == []
    assert rules(plain.content) == set()
    assert Package(plain.content, "a.xlsx").sheets == Package(content, "a.xlsx").sheets
    notes = r"comment[^/]*\.xml$"
    assert texts(plain.content, notes).split() == texts(content, notes).split()
    assert not [name for name in parts(plain.content) if "notes" in name or "result" in name]


def test_a_sheet_that_takes_no_marks_is_named_and_the_others_are_marked(own: bytes) -> None:
    chart = "<chartsheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetViews/></chartsheet>"
    changes = {
        FIRST: lambda _: chart,
        TYPES: without('sheet1.xml" ContentType="([^"]*)worksheet', r'sheet1.xml" ContentType="\1chartsheet'),
        "xl/_rels/workbook.xml.rels": without(
            'worksheet" Target="worksheets/sheet1', 'chartsheet" Target="worksheets/sheet1'
        ),
    }
    content = edited(own, changes)
    findings = [*FINDINGS, at_cells("E03", [Place("说明页", 1, 1)], "三(一)1", item="x", value="y")]

    copy = mark(content, "a.xlsx", marks_of(findings))

    assert copy.unshown == ["“说明页”不是普通工作表，不能标注，问题见下表。"]
    assert copy.unshown[0] in texts(copy.content, r"xhg_result\.xml$")
    assert "B5" in rules(copy.content)


def test_marks_on_a_hidden_sheet_are_set_and_it_is_said_that_nobody_sees_them(own: bytes) -> None:
    content = edited(own, {"xl/workbook.xml": without('sheetId="2"', 'sheetId="2" state="hidden"')})

    copy = mark(content, "a.xlsx", marks_of(FINDINGS))

    assert copy.unshown == [f"“{SHEET}”是隐藏的工作表，标注要取消隐藏后才看得见。"]
    assert "B5" in rules(copy.content)


def test_a_form_control_keeps_its_shape_beside_our_notes(own: bytes) -> None:
    button = '<v:shape id="b"><x:ClientData ObjectType="Button"><x:Row>4</x:Row><x:Column>1</x:Column></x:ClientData></v:shape>'
    content = edited(own, {VML: without("</xml>", f"{button}</xml>")})

    saved = without_original(mark(content, "a.xlsx", marks_of(FINDINGS)).content)

    assert b'ObjectType="Button"' in parts(saved)[VML]
    assert b'ObjectType="Button"' in parts(unmark(saved, "a.xlsx").content)[VML]


def test_a_workbook_without_a_list_of_sheets_is_refused(own: bytes) -> None:
    """A sheet numbered as ours would be, in a place where no one looks for numbers."""
    with pytest.raises(NotMarkableError):
        mark(edited(own, {"xl/workbook.xml": without("<sheets>.*</sheets>")}), "a.xlsx", marks_of(FINDINGS))


def test_a_document_type_is_refused(own: bytes) -> None:
    with pytest.raises(NotMarkableError):
        mark(edited(own, {DATA: lambda xml: f"<!DOCTYPE a>{xml}"}), "a.xlsx", marks_of(FINDINGS))


def test_a_faulty_copy_says_what_is_wrong() -> None:
    assert "2 处，如 a" in str(FaultyCopyError("a.xlsx", ["a", "b"]))


def test_equal_inputs_give_equal_copies_with_every_other_member_as_it_was(own: bytes) -> None:
    one, two = (mark(own, "a.xlsx", marks_of(FINDINGS)).content for _ in range(2))

    assert one == two
    with zipfile.ZipFile(BytesIO(one)) as archive:
        assert archive.testzip() is None


def test_our_formats_rank_before_the_sheets_own_each_with_a_rank_of_its_own() -> None:
    """A form that colours what is filled in white would hide the marks."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rule = '<cfRule type="expression" priority="{}"><formula>TRUE</formula></cfRule>'
    own = f'<conditionalFormatting sqref="A1:B9">{rule.format(1)}{rule.format(2)}</conditionalFormatting>'
    root = parsed(f'<worksheet xmlns="{space}"><sheetData/>{own}</worksheet>'.encode())
    marks = {(0, 0): CellMark(Severity.MUST, "改"), (1, 0): CellMark(Severity.EXPLAIN, "说明")}

    colour(root, marks, Looks({Severity.MUST: 5, Severity.EXPLAIN: 6}, 7, 8))

    rules = list(root.iter(f"{{{space}}}cfRule"))
    ranks = {
        rule.get("dxfId", "own"): [
            r.get("priority") for r in rules if r.get("dxfId", "own") == rule.get("dxfId", "own")
        ]
        for rule in rules
    }
    assert ranks == {"own": ["3", "4"], "5": ["1"], "6": ["2"]}
