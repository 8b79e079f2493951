"""A package is read by what its XML means, and what nobody changed keeps its compressed bytes."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from xhg_excel.errors.files import NotMarkableError
from xhg_excel.files.ooxml.package import RELATIONS, TYPES, Package

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'


def relationships(*targets: str, kind: str = "worksheet", prefix: str = "") -> str:
    tag = f"{prefix}:" if prefix else ""
    inside = "".join(
        f"<{tag}Relationship Id='r{n}' Type='{RELATIONS}/{kind}' Target='{target}'/>"
        for n, target in enumerate(targets)
    )
    declared = f"xmlns:{prefix}" if prefix else "xmlns"
    return f"<{tag}Relationships {declared}='{PACKAGE}/relationships'>{inside}</{tag}Relationships>"


def book(
    folder: str = "xl/", targets: tuple[str, ...] = ("worksheets/sheet1.xml",), prefix: str = ""
) -> dict[str, str]:
    """Return the parts of a workbook of one sheet, in a folder of the package."""
    sheets = "".join(f"<s:sheet name='表{n}' rel:id='r{n}' sheetId='{n + 1}'/>" for n in range(len(targets)))
    return {
        TYPES: f"<Types xmlns='{PACKAGE}/content-types'><Default Extension='xml' ContentType='application/xml'/></Types>",
        "_rels/.rels": relationships(f"{folder}workbook.xml", kind="officeDocument", prefix=prefix),
        f"{folder}workbook.xml": f"<s:workbook xmlns:s='{MAIN}' xmlns:rel='{RELATIONS}'><s:sheets>{sheets}</s:sheets></s:workbook>",
        f"{folder}_rels/workbook.xml.rels": relationships(*targets, prefix=prefix),
        f"{folder}worksheets/sheet1.xml": SHEET,
    }


def zipped(parts: dict[str, str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return out.getvalue()


@pytest.mark.parametrize("prefix", ["", "ns0"])
@pytest.mark.parametrize("folder", ["xl/", "excel/", ""])
@pytest.mark.parametrize("target", ["worksheets/sheet1.xml", "/{}WORKSHEETS/Sheet1.xml", r"worksheets\sheet1.xml"])
def test_a_sheet_is_found_in_any_folder_case_and_spelling(folder: str, target: str, prefix: str) -> None:
    package = Package(zipped(book(folder, (target.format(folder),), prefix)), "a.xlsx")

    assert package.sheets == {"表0": f"{folder}worksheets/sheet1.xml"}


def test_members_with_backslashes_are_parts() -> None:
    package = Package(zipped({part.replace("/", "\\"): xml for part, xml in book().items()}), "a.xlsx")

    assert package.content_of("xl/worksheets/sheet1.xml") == SHEET.encode()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_what_nobody_changed_keeps_its_packed_bytes(method: int) -> None:
    package = Package(zipped(book(), method), "a.xlsx")
    sheet = package.tree("xl/worksheets/sheet1.xml")
    sheet.set("a", "1")
    package.replace("xl/Worksheets/sheet1.xml", sheet)

    saved = Package(package.save(), "a.xlsx")

    assert list(saved) == list(package)
    assert b' a="1"' in saved.content_of("xl/worksheets/sheet1.xml")
    assert saved.member("xl/workbook.xml") == package.member("xl/workbook.xml")
    assert package.member("xl/worksheets/sheet1.xml") is None


def test_a_relationship_is_added_to_an_empty_list_and_taken_away_again() -> None:
    parts = book() | {"xl/worksheets/_rels/sheet1.xml.rels": f"<Relationships xmlns='{PACKAGE}/relationships'/>"}
    package = Package(zipped(parts), "a.xlsx")
    sheet = "xl/worksheets/sheet1.xml"

    keys = [package.relate(sheet, f"{RELATIONS}/comments", "xl/comments1.xml") for _ in range(2)]

    assert [(relation.key, relation.ends, relation.target) for relation in package.relations(sheet)] == [
        (key, "comments", "xl/comments1.xml") for key in keys
    ]
    for key in keys:
        package.unrelate(sheet, key)
    assert package.relations(sheet) == []
    assert "xl/worksheets/_rels/sheet1.xml.rels" not in package


def test_a_part_is_declared_once_and_a_dropped_one_not_at_all() -> None:
    package = Package(zipped(book()), "a.xlsx")
    for kind in ("text/plain", "text/html"):
        package.declare("/XL/worksheets/sheet1.xml", kind)

    assert package.content_type("xl/worksheets/sheet1.xml") == "text/html"
    assert package.content_type("xl/workbook.xml") == "application/xml"
    package.drop("xl/worksheets/sheet1.xml")
    assert "xl/worksheets/sheet1.xml" not in package
    assert b"PartName" not in package.content_of(TYPES)


def test_a_dropped_part_takes_its_relationships_and_their_content_type_along() -> None:
    """LibreOffice declares every relationships part by its name."""
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    package = Package(zipped(book() | {rels: relationships("../a.xml")}), "a.xlsx")
    package.declare(rels, "application/vnd.openxmlformats-package.relationships+xml")

    package.drop("xl/worksheets/sheet1.xml")

    assert rels not in package
    assert b"sheet1.xml" not in package.content_of(TYPES)


@pytest.mark.parametrize(
    "changes",
    [
        {"XL/workbook.xml": "<a/>"},  # one name in two cases
        {"xl/workbook.xml": "<!DOCTYPE a []><a/>"},
        {"xl/workbook.xml": "<a>&b;</a>"},
        {"xl/workbook.xml": "<a>" * 300 + "</a>" * 300},
    ],
)
def test_a_package_that_could_be_read_in_two_ways_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(NotMarkableError):
        Package(zipped(book() | changes), "a.xlsx").tree("xl/workbook.xml")


def test_a_member_longer_than_stated_is_refused() -> None:
    content = zipped(book())
    with zipfile.ZipFile(BytesIO(content)) as archive:
        length = archive.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    package = Package(content.replace(length, (1).to_bytes(4, "little")), "a.xlsx")

    with pytest.raises(NotMarkableError):
        package.content_of("xl/worksheets/sheet1.xml")
