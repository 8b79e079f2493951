"""Which part holds which sheet, said once for reading and for marking."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from tests.books import COMMITTED, blank
from xhg_excel.errors.files import NotMarkableError
from xhg_excel.files.ooxml.package import Package, listed_sheets
from xhg_excel.files.ooxml.worksheet_xml import parts_by_sheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = b"""<p:Relationships xmlns:p="x"><p:Relationship Id="a" Target="worksheets/one.xml"/>
<p:Relationship Target="/xl/worksheets/two.xml" Id='b'/></p:Relationships>"""


def workbook(*sheets: str, prefix: str = "") -> bytes:
    """Return a workbook's XML with these sheets, its tags with a prefix or without."""
    tag, declared = (f"{prefix}:", f"xmlns:{prefix}") if prefix else ("", "xmlns")
    inside = "".join(f"<{tag}sheet {sheet}/>" for sheet in sheets)
    return (
        f'<{tag}workbook {declared}="{MAIN}" xmlns:r="{LINKS}" xmlns:rel="{LINKS}">'
        f"<{tag}sheets>{inside}</{tag}sheets></{tag}workbook>"
    ).encode()


@pytest.mark.parametrize("prefix", ["", "x", "a1"])
def test_a_sheet_is_known_by_its_name_however_its_tag_is_written(prefix: str) -> None:
    """Prefixes, single quotes, references and an order of one's own: all of it is the same XML."""
    sheets = ('name="&#19968;&amp;b" sheetId="1" r:id="a"', "rel:id='b' name='c &gt; d' sheetId='2'")

    assert parts_of(workbook(*sheets, prefix=prefix)) == {
        "一&b": "xl/worksheets/one.xml",
        "c > d": "xl/worksheets/two.xml",
    }


def test_a_sheet_that_no_relationship_is_for_keeps_its_name() -> None:
    """Its name is taken, though it has no part."""
    assert parts_of(workbook('name="a"', 'name="b" r:id="z"')) == {"a": "", "b": ""}


def test_a_sheet_no_menu_shows_is_told_from_a_hidden_one() -> None:
    sheets = workbook('name="a" state="veryHidden"', 'name="b" state="hidden"', 'name="c"')

    assert [sheet.very_hidden for sheet in listed_sheets(sheets, RELATIONS)] == [True, False, False]


def parts_of(workbook: bytes) -> dict[str, str]:
    return {sheet.name: sheet.part for sheet in listed_sheets(workbook, RELATIONS)}


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/workbook.xml", b'<!DOCTYPE x [<!ENTITY a "b">]>' + workbook('name="a" r:id="a"')),
        ("xl/workbook.xml", workbook('name="a" r:id="a"')[:-3]),
        ("xl/_rels/workbook.xml.rels", b"<Relationships"),
    ],
)
def test_a_workbook_whose_sheets_nobody_can_name_is_not_marked(part: str, content: bytes | None) -> None:
    with pytest.raises(NotMarkableError):
        _ = Package(book_with({part: content}), "a.xlsx").sheets


def book_with(changes: dict[str, bytes | None]) -> bytes:
    parts: dict[str, bytes | None] = {
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.xml": workbook('name="a" r:id="a"', 'name="b" r:id="b"'),
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/styles.xml": b"<styleSheet/>",
        "xl/worksheets/two.xml": b"<worksheet/>",
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part, content in (parts | changes).items():
            if content is not None:
                archive.writestr(part, content)
    return out.getvalue()


def test_reading_asks_only_for_parts_that_are_there() -> None:
    content = book_with({})

    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert parts_by_sheet(archive) == {"b": "xl/worksheets/two.xml"}
    assert Package(content, "a.xlsx").sheets == {"a": "xl/worksheets/one.xml", "b": "xl/worksheets/two.xml"}


@pytest.mark.parametrize("name", blank())
def test_reading_and_marking_name_the_same_parts_of_what_we_write(name: str) -> None:
    path = COMMITTED / name

    with zipfile.ZipFile(path) as archive:
        parts = parts_by_sheet(archive)

    assert list(parts) == [sheet.name for sheet in blank()[name].sheets]
    assert Package(path.read_bytes(), name).sheets == parts
