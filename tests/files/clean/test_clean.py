"""Nothing that acts survives cleaning, however it is hidden; what a plain form carries keeps its bytes."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.files.clean.base import BOOK, CHART, DRAWING, SHEET, VML, before, edit, plain, zipped
from tests.files.clean.checker import survivors
from tests.files.clean.further_ways import FURTHER
from tests.files.clean.ways import WAYS, _pivot, baited
from tests.office import sdk_errors
from xhg_excel.core.results.cuts import Cut
from xhg_excel.errors.files import NotMarkableError
from xhg_excel.files.clean.workbook import clean
from xhg_excel.files.marked.copy import write_unmarked_copy
from xhg_excel.files.ooxml.package import Package
from xhg_excel.notice.words.cuts import CutKind

# What repeats something else, or says nothing by itself.
UNNAMED = (
    "base of a relation", "style sheet", "properties", "two types of a part", "network path", "of the notes",
)  # fmt: skip


def cleaned(content: bytes) -> tuple[bytes, list[Cut]]:
    package = Package(content, "a.xlsx")
    cuts = clean(package)
    return package.save(), cuts


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name).decode()


@pytest.mark.parametrize("way", [*WAYS, *FURTHER])
def test_nothing_hidden_survives_it_is_named_and_the_values_stay(way: str) -> None:
    parts = plain()
    (WAYS.get(way) or FURTHER[way])(parts)
    content = zipped(parts)
    assert survivors(content)

    left, cuts = cleaned(content)

    assert survivors(left) == []
    assert cuts or way in UNNAMED
    assert re.findall(r"<(?:z:)?v>(\d+)</(?:z:)?v>", part(left, SHEET))[:2] == ["7", "3"]
    assert cleaned(left)[1] == []


def test_a_plain_workbook_loses_nothing() -> None:
    package = Package(zipped(plain()), "a.xlsx")

    assert clean(package) == []
    assert [name for name in package if package.member(name) is None] == []


def test_all_ways_at_once() -> None:
    parts = plain()
    for way in (
        "link of a cell",
        "object",
        "activex",
        "linked picture",
        "query",
        "book",
        "vba",
        "validation",
        "chart values",
    ):
        try:
            WAYS[way](parts)
        except AssertionError:
            continue

    left, cuts = cleaned(zipped(parts))

    assert survivors(left) == []
    assert {cut.kind for cut in cuts} >= {CutKind.LINK, CutKind.OBJECT, CutKind.MACRO, CutKind.BOOK}


def test_a_chart_whose_cells_are_elsewhere_keeps_its_values() -> None:
    left, _ = cleaned(zipped(baited("chart values")))

    assert '<c:numLit><c:ptCount val="1"/><c:pt idx="0"><c:v>7</c:v></c:pt></c:numLit>' in part(left, CHART)


def test_shapes_keep_their_size_when_others_go() -> None:
    """DrawingML has a size and an extension of one name."""
    left, _ = cleaned(zipped(baited("linked picture")))

    assert part(left, DRAWING).count('<a:ext cx="9" cy="9"/>') == plain()[DRAWING].count(b'<a:ext cx="9" cy="9"/>')


def test_emptied_sheets_keep_their_place_in_the_list() -> None:
    left, cuts = cleaned(zipped(baited("macro sheet")))

    assert '<sheet name="宏1" sheetId="9" r:id="rIdBait"/>' in part(left, BOOK)
    assert Cut(CutKind.MACRO, "宏1", "xlMacrosheet") in cuts


def test_the_order_of_calculation_goes_with_a_formula() -> None:
    left, _ = cleaned(zipped(baited("shared formula")))

    with zipfile.ZipFile(BytesIO(left)) as archive:
        assert "xl/calcChain.xml" not in archive.namelist()
    assert "<f" not in part(left, SHEET).partition("</row>")[0]


def test_a_cut_formula_is_named_with_its_cell_and_function() -> None:
    _, cuts = cleaned(zipped(baited("formula: web")))

    assert cuts == [Cut(CutKind.FUNCTION, "表1!A1", "_xlfn.WEBSERVICE")]


def test_vml_with_open_line_breaks_as_excel_writes_it_is_cleaned() -> None:
    parts = baited("macro of a note shape")
    edit(parts, VML, "</v:shape>", "<v:textbox>a<br>b</v:textbox></v:shape>")

    left, cuts = cleaned(zipped(parts))

    assert survivors(left) == []
    assert [cut.kind for cut in cuts] == [CutKind.MACRO]


def test_a_binary_workbook_in_an_xlsx_is_refused() -> None:
    parts = plain()
    kind = b"application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    parts["[Content_Types].xml"] = re.sub(rb"application/[a-z.-]+sheet.main\+xml", kind, parts["[Content_Types].xml"])

    with pytest.raises(NotMarkableError):
        clean(Package(zipped(parts), "a.xlsx"))


@pytest.mark.slow
def test_what_is_left_is_valid_for_the_open_xml_sdk(tmp_path: Path) -> None:
    results = []
    for number, way in enumerate(list(WAYS)[::4]):  # the validator takes a second or two a file
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(cleaned(zipped(baited(way)))[0])
        results.append(path)

    assert sdk_errors(results, "Microsoft365") == {}


def test_what_is_put_into_a_copy_after_marking_does_not_come_back_unmarked(tmp_path: Path) -> None:
    path = tmp_path / "a（退回）.xlsm"
    path.write_bytes(zipped(baited("vba")))

    said = write_unmarked_copy(path, path.name, tmp_path / "out")

    (left,) = (tmp_path / "out").iterdir()
    assert left.name == "a.xlsx"
    assert survivors(left.read_bytes()) == []
    assert CutKind.MACRO.value in said


def test_a_plain_file_comes_back_unmarked_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(zipped(plain()))

    write_unmarked_copy(path, path.name, tmp_path / "out")

    assert (tmp_path / "out" / "a.xlsx").read_bytes() == path.read_bytes()


def test_the_chart_of_a_pivot_table_of_the_workbook_stays_one() -> None:
    parts = plain()
    source = '<cacheSource type="worksheet"><worksheetSource ref="A1:B2" sheet="表1"/></cacheSource><cacheFields/>'
    _pivot(parts, source)
    del parts["xl/pivotCache/_rels/p1.xml.rels"]
    before(
        parts,
        CHART,
        "<c:chart>",
        "<c:pivotSource><c:name>[旧名.xlsx]表1!bait9</c:name><c:fmtId val='0'/></c:pivotSource>",
    )

    left, cuts = cleaned(zipped(parts))

    assert cuts == []
    assert "pivotSource" in part(left, CHART)
