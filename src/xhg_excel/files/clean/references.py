"""Remove from a kept part what refers to cut relationships, and what carries addresses and programs itself."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from xhg_excel.files.clean import allowed
from xhg_excel.files.clean.elements import above, cut, cut_anchor, is_in, tidy, with_attributes
from xhg_excel.files.clean.parts import Walk
from xhg_excel.files.ooxml.xml_tree import attribute, elements, local_name
from xhg_excel.notice.words.cuts import CutKind

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Attributes `r:id`, `r:embed` … and VML's `o:relid`.
_REFERRING = (
    f"//*[@*[namespace-uri()='{allowed.TRANSITIONAL}' or namespace-uri()='{allowed.STRICT}' or local-name()='relid']]"
)
# Elements that are right without their reference: page set-up, a fill, the picture of a control.
_RIGHT_WITHOUT = {"pageSetup", "fill", "stroke", "imagedata", "controlPr", "objectPr", "blip"}
_LINKS = {"hlinkClick", "hlinkHover", "hlinkMouseOver", "snd", "hyperlink"}
_SHAPED = {"control", "oleObject"}
# What publishes, looks up, computes outside of the workbook or starts a program, and needs no relationship for it.
_ACTING = {
    CutKind.MACRO: ("FmlaMacro", "ScriptText", "ScriptLanguage", "ScriptExtended", "ScriptLocation"),
    CutKind.CONNECTION: ("dataModel", "connection", "externalCodeService", "webExtensions"),
    CutKind.OBJECT: ("oleObject",),  # also one that is linked by a formula only
    CutKind.OTHER: ("webPublishObjects", "webPublishItems", "smartTagPr", "smartTagTypes", "smartTags"),
}
# These repeat links that are cut.
_REPEATED_LINKS = ("HLinks", "HyperlinkBase")
# Addresses in VML and in threaded comments. (`url` elsewhere is where the sender kept the file: x15ac:absPath.)
_OF_VML, _OF_COMMENTS = ("src", "href", "althref"), ("url",)
_MACROS = ("macro", "fmlaMacro")
_OF_QUERIES = ("tableType", "connectionId", "queryTableFieldId")


def cut_references(walk: Walk, part: str, root: Element) -> bool:
    """Remove what refers to cut relationships from one part, in place; return whether there was anything."""
    changed = False
    lost = walk.lost.get(part, set())
    shapes: set[str] = set()
    for element in root.xpath(_REFERRING) if lost else ():
        keys = [key for key, value in element.attrib.items() if value in lost and _refers(str(key))]
        if keys and is_in(element, root):
            if local_name(element) in _SHAPED:
                shapes.add(element.get("shapeId", ""))
            _cut_reference(walk, part, element, keys)
            changed = True
    if shapes:
        _cut_shapes(walk, part, {f"_x0000_s{number}" for number in shapes})
    return changed


def _refers(key: str) -> bool:
    return key.startswith((f"{{{allowed.TRANSITIONAL}}}", f"{{{allowed.STRICT}}}")) or key.endswith("relid")


def _cut_reference(walk: Walk, part: str, element: Element, keys: Collection[str]) -> None:
    name = local_name(element)
    if name in _LINKS:
        if name != "snd":
            walk.cut_at(CutKind.LINK, part, attribute(element, "ref"))
        cut(element)
    elif name == "blip" and len(keys) == len([key for key in element.attrib if _refers(str(key))]):
        # A picture of which nothing is left goes whole; a fill stays without its picture.
        _without(element, keys)
        if above(element, {"pic"}) is not None:
            cut_anchor(element)
    elif name in _RIGHT_WITHOUT:
        _without(element, keys)
    elif above(element, {"wsDr", "userShapes", "cellImages"}) is not None and name != "svgBlip":
        cut_anchor(element)
    else:
        cut(element)


def _without(element: Element, keys: Collection[str]) -> None:
    for key in keys:
        del element.attrib[key]


def _cut_shapes(walk: Walk, part: str, names: Collection[str]) -> None:
    """Remove the shapes of cut controls and objects from the drawings of their sheet."""
    for relation in walk.package.relations(part):
        if relation.ends in ("vmlDrawing", "drawing") and relation.target in walk.kept:
            root = walk.package.tree(relation.target)
            shapes = [found for found, key in with_attributes(root, ("id", "spid")) if found.get(key) in names]
            for found in shapes:
                if is_in(found, root):
                    cut_anchor(found)
            if shapes:
                tidy(root)
                walk.package.replace(relation.target, root)


def cut_outward(walk: Walk, part: str, root: Element) -> bool:
    """Remove addresses, macros and publishing from one part, in place; return whether there was anything."""
    changed = _cuts(walk, part, root)
    addresses: tuple[str, ...] = _OF_COMMENTS if local_name(root) == "ThreadedComments" else ()
    addresses = _OF_VML if walk.types[part].endswith(".vmldrawing") else addresses
    for element, key in list(with_attributes(root, (*addresses, *_MACROS, "base"))):
        changed |= _cut_attribute(walk, part, element, key)
    if any(root.get(key) for key in _OF_QUERIES):
        for element, key in list(with_attributes(root, _OF_QUERIES)):
            del element.attrib[key]
        for element in elements(root, "xmlColumnPr"):
            cut(element)
        if not walk.lost.get(part):  # else the relationship was named
            walk.cut_at(CutKind.CONNECTION, part)
        changed = True
    return changed


def _cuts(walk: Walk, part: str, root: Element) -> bool:
    changed = _cut_links(walk, part, root)
    for kind, names in _ACTING.items():
        for element in elements(root, *names):
            if is_in(element, root) and _is_filled(element):
                walk.cut_at(kind, part)
                cut(element)
                changed = True
    for element in elements(root, *_REPEATED_LINKS):
        if _is_filled(element):
            cut(element)
            changed = True
    changed |= _cut_pivot_sources(walk, part, root)
    if walk.drops_slicers and local_name(root) == "wsDr":
        for slicer in elements(root, "slicer", "timeslicer"):
            cut_anchor(slicer)
            changed = True
    return changed


def _cut_pivot_sources(walk: Walk, part: str, root: Element) -> bool:
    """Remove what makes a chart that of a pivot table, unless this workbook has that table.

    The name of a workbook stands before the table's, as it was when the chart was made: `[汇总.xlsx]表1!数据透视表1`.
    """
    found = elements(root, "pivotSource")
    if not found:
        return False
    pivots = [name for name in walk.kept if walk.types[name].endswith("pivottable+xml")]
    known = {walk.package.tree(name).get("name", "") for name in pivots}
    changed = False
    for source in found:
        sheet, _, pivot = "".join(source.itertext()).rpartition("]")[2].strip().rpartition("!")
        if pivot not in known or sheet.rstrip("'").replace("''", "'") not in walk.package.sheets:
            walk.cut_at(CutKind.BOOK, part)
            cut(source)
            changed = True
    return changed


def _is_filled(element: Element) -> bool:
    return len(element) > 0 or len(element.attrib) > 0 or bool((element.text or "").strip())


def _cut_links(walk: Walk, part: str, root: Element) -> bool:
    """Remove the hyperlinks to places that are not in the workbook."""
    found = [link for link in elements(root, "hyperlink") if not walk.formulas.is_inner_place(link.get("location", ""))]
    for link in found:
        walk.cut_at(CutKind.LINK, part, link.get("ref", ""))
        cut(link)
    return bool(found)


def _cut_attribute(walk: Walk, part: str, element: Element, key: str) -> bool:
    name, value = key.rpartition("}")[2], element.get(key, "")
    if name == "base" and not key.startswith("{http://www.w3.org/XML/1998/namespace}"):
        return False
    if not value or value.startswith("#"):
        return False
    if name in _MACROS:
        walk.cut_at(CutKind.MACRO, part)
    elif name in (*_OF_VML, *_OF_COMMENTS):
        walk.cut_at(CutKind.LINK, part)
    if name == "macro":
        element.set(key, "")  # the schema wants it
    else:
        del element.attrib[key]
    return True
