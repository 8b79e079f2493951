"""The texts of a worksheet's cells, read from its tree: for one sheet of ours, not for what senders fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from xhg_excel.files.ooxml.package import Package
from xhg_excel.files.ooxml.xml_tree import attribute, elements, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LETTERS = re.compile("[A-Z]{1,3}")


def cell_texts(package: Package, part: str) -> Iterator[dict[str, str]]:
    """Yield the texts of every row of a worksheet by the letters of their columns; numbers as they are stored."""
    shared = _shared(package)
    for row in elements(package.tree(part), "row"):
        yield {letters[0]: _text(cell, shared) for cell in row if (letters := _LETTERS.match(attribute(cell, "r")))}


def _shared(package: Package) -> list[str]:
    related = [relation.target for relation in package.relations(package.workbook) if relation.ends == "sharedStrings"]
    found = [target for target in related if target in package]
    return [shown_text(text) for text in elements(package.tree(found[0]), "si")] if found else []


def _text(cell: Element, shared: list[str]) -> str:
    value = cell.find("{*}v")
    if value is None:
        return shown_text(cell)
    text = value.text or ""
    if attribute(cell, "t") != "s":
        return text
    return shared[int(text)] if text.isdecimal() and int(text) < len(shared) else ""


def shown_text(element: Element) -> str:
    """Return the text of a shared string, an inline one or a note, without readings of its characters (`rPh`)."""
    return "".join(inner.text or "" for inner in elements(element, "t") if local_name(inner.getparent()) != "rPh")
