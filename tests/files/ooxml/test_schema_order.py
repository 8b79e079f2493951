"""New elements stand where the schema wants them, whatever the part's prefixes and neighbours."""

from __future__ import annotations

import pytest

from xhg_excel.files.ooxml.schema_order import ORDERS, misplaced, put_in_order
from xhg_excel.files.ooxml.xml_tree import fragment, local_name, made, parsed, written

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def worksheet(inside: str) -> str:
    return f'<worksheet xmlns="{MAIN}" xmlns:mc="{COMPATIBILITY}">{inside}</worksheet>'


@pytest.mark.parametrize(
    ("inside", "after"),
    [
        ("<sheetData/>", ["sheetData", "legacyDrawing"]),
        ("<sheetData/><drawing/><!-- a --><tableParts/>", ["sheetData", "drawing", "", "legacyDrawing", "tableParts"]),
        (
            "<sheetData/><mc:AlternateContent><mc:Choice><controls/></mc:Choice></mc:AlternateContent><extLst/>",
            ["sheetData", "legacyDrawing", "AlternateContent", "extLst"],
        ),
        ("<sheetData/><unknown/><extLst/>", ["sheetData", "unknown", "legacyDrawing", "extLst"]),
        ("", ["legacyDrawing"]),
    ],
)
def test_an_element_stands_before_the_first_that_comes_after_it(inside: str, after: list[str]) -> None:
    root = parsed(worksheet(inside).encode())

    put_in_order(root, made(root, "legacyDrawing"))

    assert [local_name(child) for child in root] == after
    assert misplaced(root) == []


@pytest.mark.parametrize("kind", ORDERS)
def test_any_order_of_adding_gives_the_schema_s_order(kind: str) -> None:
    root = parsed(f'<x:{kind} xmlns:x="{MAIN}"/>'.encode())

    for name in sorted(ORDERS[kind], reverse=True):
        put_in_order(root, made(root, name))

    assert [local_name(child) for child in root] == list(ORDERS[kind])
    assert misplaced(root) == []
    assert written(root).count(b"<x:") == len(root) + 1


def test_what_stands_before_its_place_or_twice_is_named() -> None:
    root = parsed(
        worksheet("<conditionalFormatting/><conditionalFormatting/><sheetData/><drawing/><drawing/>").encode()
    )

    assert misplaced(root) == ["sheetData", "drawing"]


def test_text_of_a_fragment_is_what_xml_can_hold() -> None:
    root = parsed(f'<x:worksheet xmlns:x="{MAIN}"/>'.encode())

    root.append(fragment(root, "<a>b\x00\ud800</a>"))

    assert [child.text for child in root] == ["b"]
    assert root[0].tag == f"{{{MAIN}}}a"
