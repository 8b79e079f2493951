"""Parts of a package as lxml trees, parsed without entities, document types and network.

lxml is loaded at the first use, because a click and most commands need none of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# XML 1.0, 2.2: all characters that it does not list.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What programs read as the code of a character; its first sign is written as its own code.
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_VML = "xml"
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
    """Return a tree as the bytes of a part: UTF-8 with a declaration (VML without one, as Excel writes it)."""
    from lxml import etree

    tree = root.getroottree()
    if local_name(root) == _VML:
        vml: bytes = etree.tostring(tree, encoding="UTF-8", xml_declaration=False)
        return vml
    xml: bytes = etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True)
    return xml


def fragment(parent: Element, xml: str) -> Element:
    """Return XML of ours as an element, in the namespace of its later parent and with the prefixes it knows.

    Args:
        parent: of what it is made for.
        xml: one element without a prefix; texts in it are escaped.
    """
    known = "".join(
        f' xmlns{":" if prefix else ""}{prefix or ""}="{space}"' for prefix, space in parent.nsmap.items() if prefix
    )
    return parsed(f'<in xmlns="{namespace(parent)}"{known}>{xml_text(xml)}</in>'.encode())[0]


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


def made(parent: Element, name: str, attributes: Mapping[str, str] | None = None, text: str | None = None) -> Element:
    """Return a new element in the namespace of its later parent, not yet added to it.

    Args:
        parent: of what it is made for.
        name: its local name.
        attributes: by name; one in a namespace as `{namespace}name`.
        text: what XML cannot hold of it is left out.
    """
    space = namespace(parent)
    element = parent.makeelement(f"{{{space}}}{name}" if space else name, dict(attributes or {}), parent.nsmap)
    if text is not None:
        element.text = xml_text(text)
    return element


def add(parent: Element, name: str, attributes: Mapping[str, str] | None = None, text: str | None = None) -> Element:
    """Add a new last element to a parent, and return it; arguments as of `made`."""
    element = made(parent, name, attributes, text)
    parent.append(element)
    return element


def xml_text(text: str) -> str:
    r"""Return a text without the characters that XML 1.0 cannot hold.

    >>> xml_text("a\x00b\ud800\ufffe\n")
    'ab\n'
    """
    return _NO_XML.sub("", text)


def cell_text(text: str) -> str:
    r"""Return a text as a cell stores it; programs read `_x0041_` as the letter A (ECMA-376 22.9.2.19).

    >>> cell_text(r"C:\R&D\_x0041_\python.exe")
    'C:\\R&D\\_x005F_x0041_\\python.exe'
    """
    return _ESCAPE.sub("_x005F_", xml_text(text))


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
