"""Remove elements from a part the way the schema wants it: containers left empty go too, counts stay right."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from xhg_excel.files.ooxml.xml_tree import local_name, remove

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Elements that the schema wants to have at least one child (or that mean nothing without).
_NEVER_EMPTY = (
    "hyperlinks", "oleObjects", "controls", "externalReferences", "tableParts", "pivotCaches", "dataValidations",
    "conditionalFormattings", "customProperties", "definedNames", "sparklines", "sparklineGroups", "slicerCaches",
    "slicerList", "timelineCacheRefs", "timelineRefs", "dataRefs", "dataConsolidate", "ext", "extLst", "Choice",
    "Fallback",
)  # fmt: skip
# Elements that need a child of one name, whatever else is in them.
_NEEDED = {"AlternateContent": "Choice", "sparklineGroup": "sparklines", "conditionalFormatting": "cfRule"}
_ANCHORS = {"twoCellAnchor", "oneCellAnchor", "absoluteAnchor", "relSizeAnchor", "absSizeAnchor"}


def tidy(root: Element) -> None:
    """Remove the containers that were left empty, and set stated numbers of children right, once for a whole part."""
    # From the last to the first: what is inside comes before what is around it.
    for element in reversed(list(root.iter(*(f"{{*}}{name}" for name in (*_NEVER_EMPTY, *_NEEDED))))):
        if local_name(element) == "ext" and local_name(element.getparent()) != "extLst":
            continue  # DrawingML has a size of the same name
        children = [local_name(child) for child in element if local_name(child)]
        needed = _NEEDED.get(local_name(element))
        if not children or (needed and needed not in children):
            if element is not root:
                remove(element)
        elif element.get("count") is not None:
            element.set("count", str(len(children)))


def above(element: Element, names: Collection[str]) -> Element | None:
    """Return the nearest element around one (or itself) that has one of these local names."""
    at: Element | None = element
    while at is not None and local_name(at) not in names:
        at = at.getparent()
    return at


def cut(element: Element) -> None:
    """Remove an element that is not the root; `tidy` removes afterwards what is left empty."""
    if element.getparent() is not None:
        remove(element)


def cut_anchor(element: Element) -> None:
    """Remove from a drawing the whole shape that an element belongs to; the element alone, outside of a shape."""
    anchor = above(element, _ANCHORS)
    cut(element if anchor is None else anchor)


def is_in(element: Element, root: Element) -> bool:
    """Return whether an element still belongs to a tree: a container of it may have been removed."""
    return [element, *element.iterancestors()][-1] is root


def text_of(element: Element) -> str | None:
    """Return the text of an element; None if anything else stands in it, which programs read differently.

    A comment or processing instruction inside a formula makes one program see all of it and another one half.
    """
    return None if len(element) else (element.text or "")


def with_attributes(root: Element, names: Collection[str]) -> Iterator[tuple[Element, str]]:
    """Yield (element, key of the attribute) for every attribute with one of these local names, in any namespace."""
    for element in root.iter("*"):
        for key in element.attrib:
            if str(key).rpartition("}")[2] in names:
                yield element, str(key)
