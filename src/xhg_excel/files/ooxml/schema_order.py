"""The order in which the schema wants the elements of a part, and elements put there (ECMA-376 part 1, annex A)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from xhg_excel.files.ooxml.xml_tree import local_name

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# CT_Worksheet.
_WORKSHEET = """sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection
protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells
phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup
headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing
legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts
extLst"""
# CT_Stylesheet.
_STYLE_SHEET = "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
# CT_Workbook.
_WORKBOOK = """fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences
definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr
webPublishObjects extLst"""
# CT_Comments.
_COMMENTS = "authors commentList extLst"
ORDERS: Mapping[str, Mapping[str, int]] = {
    root: {name: place for place, name in enumerate(names.split())}
    for root, names in {
        "worksheet": _WORKSHEET,
        "styleSheet": _STYLE_SHEET,
        "workbook": _WORKBOOK,
        "comments": _COMMENTS,
    }.items()
}
# The one element of a worksheet that may stand there several times.
_REPEATED = "conditionalFormatting"


def put_in_order(root: Element, child: Element) -> None:
    """Add an element to the root of a part, before the first that the schema wants after it."""
    order = ORDERS.get(local_name(root), {})  # a root of another name has no order: the last place
    place = order.get(local_name(child), len(order))
    after = (number for number, other in enumerate(root) if _place(other, order) > place)
    root.insert(next(after, len(root)), child)


def _place(element: Element, order: Mapping[str, int]) -> int:
    """Return the place of an element; that of what it contains for `mc:AlternateContent`; -1 for one of no place."""
    place = order.get(local_name(element))
    if place is not None:
        return place
    inside = (order[local_name(inner)] for inner in element.iterdescendants() if local_name(inner) in order)
    return next(inside, -1)


def misplaced(root: Element) -> list[str]:
    """Return the elements below the root of a part that stand before one that the schema wants before them, or twice.

    A root of another kind has no order that is known here.
    """
    order = ORDERS.get(local_name(root), {})
    found, last, before = [], -1, ""
    for child in root:
        place = _place(child, order)
        if place < 0:
            continue
        name = local_name(child)
        if place < last or (place == last and name == before != _REPEATED):
            found.append(name)
        last, before = max(place, last), name
    return found
