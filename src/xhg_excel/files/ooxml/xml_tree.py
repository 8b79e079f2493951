"""Parts of a package as lxml trees, parsed without entities, document types and network.

lxml is loaded at the first use, because a click and most commands need none of it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DOCTYPE = "<!DOCTYPE"
# A document type in any encoding that XML parsers recognise by themselves.
_DOCTYPES = tuple(_DOCTYPE.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


@cache
def _parser() -> Any:
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, strip_cdata=False, recover=False
    )


def parsed(xml: bytes) -> Element:
    """Return the root of a part.

    Raises:
        ValueError: not well-formed, too deep, or with a document type (forbidden by ECMA-376 part 2, 8.1.4).

    """
    from lxml import etree

    if any(doctype in xml for doctype in _DOCTYPES):
        raise ValueError(_DOCTYPE)
    try:
        root = etree.fromstring(xml, _parser())
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError(_DOCTYPE)
    return root


def written(root: Element) -> bytes:
    """Return a tree as the bytes of a part: UTF-8 with a declaration, comments before the root kept."""
    from lxml import etree

    xml: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return xml


def elements(root: Element, *names: str) -> list[Element]:
    """Return the elements below (and with) the root that have one of these local names, in any namespace."""
    return [element for name in names for element in root.iter(f"{{*}}{name}")]


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace; '' for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: Element) -> str:
    """Return the namespace of an element, '' for none."""
    tag = str(element.tag)
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""


def attribute(element: Element, name: str) -> str:
    """Return an attribute by its local name, whatever its namespace; '' if the element does not have it.

    An attribute without a namespace is preferred: `sheetId` has none, `r:id` has one of two.
    """
    plain = element.get(name)
    if plain is not None:
        return str(plain)
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith(f"}}{name}")), "")


def remove(element: Element) -> None:
    """Remove an element from its parent; the text after it stays."""
    parent = element.getparent()
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
