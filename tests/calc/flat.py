"""All that a document of Calc holds, as LibreOffice itself writes it, so that two states can be compared."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from xhg_excel.calc.engine.office import properties

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _STYLE, _TABLE = f"{_NAMES}office:1.0}}", f"{_NAMES}style:1.0}}", f"{_NAMES}table:1.0}}"
_SVG = f"{_NAMES}svg-compatible:1.0}}"
_RULES = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}conditional-formats"
_STYLED = (f"{_TABLE}style-name", f"{_TABLE}default-cell-style-name", f"{_STYLE}data-style-name")


def everything(document: Any, folder: Path) -> dict[str, list[str]]:
    """Return by sheet its rows, rules, limits, locks and columns as text, and what is the document's own under ''.

    Automatic names are told by what they stand for, and the height of a row that follows its
    content is left out: Calc measures such rows when it gets round to it.
    """
    target = folder / "everything.fods"
    document.storeToURL(target.as_uri(), properties(FilterName="OpenDocument Spreadsheet Flat XML", Overwrite=True))
    root = ElementTree.parse(target).getroot()  # noqa: S314  # written by LibreOffice just now
    _spell_out(root)
    book = root.find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
    assert book is not None
    found = {"": [_text(part) for part in book if part.tag != f"{_TABLE}table"]}
    for table in book.iter(f"{_TABLE}table"):
        found[table.get(f"{_TABLE}name", "")] = [str(table.attrib), *_runs(table)]
    return found


def changed(before: dict[str, list[str]], after: dict[str, list[str]]) -> list[str]:
    """Return what differs, shortly: nothing when both are equal."""
    found = [f"sheet {name}" for name in before.keys() ^ after.keys()]
    for name in before.keys() & after.keys():
        gone, new = set(before[name]) - set(after[name]), set(after[name]) - set(before[name])
        found += [f"{name} - {text[:400]}" for text in gone] + [f"{name} + {text[:400]}" for text in new]
        if before[name] != after[name] and not gone | new:
            found.append(f"{name}: order or number")
    return found


def _spell_out(root: Element) -> None:
    """Put what an automatic name stands for in its place."""
    faces = {face.get(f"{_STYLE}name"): face.get(f"{_SVG}font-family") for face in root.iter(f"{_STYLE}font-face")}
    for part in root.iter(f"{_STYLE}text-properties"):
        for name in [name for name in part.attrib if name.startswith(f"{_STYLE}font-name")]:
            part.set(name, faces.get(part.get(name)) or "")
    for part in root.iter(f"{_STYLE}table-row-properties"):
        if part.get(f"{_STYLE}use-optimal-row-height") == "true":
            part.attrib.pop(f"{_STYLE}row-height", None)
    says: dict[str, str] = {}
    for style in root.find(f"{_OFFICE}automatic-styles") or ():
        name = style.attrib.pop(f"{_STYLE}name", "")
        _name_styles(style, says)
        says[name] = _text(style)
    for part in root.iter():
        _name_styles(part, says)
        if not (part.tail or "").strip():  # how the lines are indented
            part.tail = None


def _name_styles(part: Element, says: dict[str, str]) -> None:
    for attribute in _STYLED:
        if (name := part.get(attribute)) in says:
            part.set(attribute, says[name])


def _runs(table: Element) -> Iterator[str]:
    """Yield rows and all else of a sheet; equal ones on end are one, with their number."""
    repeated = f"{_TABLE}number-rows-repeated"
    counted = [(int(part.attrib.pop(repeated, 1)), part) for part in _flat(table)]
    parts = [(_text(part), times) for times, part in counted]
    for text, run in groupby(parts, key=lambda part: part[0]):
        yield f"{sum(times for _, times in run)} × {text}"


def _flat(table: Element) -> Iterator[Element]:
    for part in table:
        if part.tag in (f"{_TABLE}table-row-group", f"{_TABLE}table-header-rows", f"{_TABLE}table-rows"):
            yield from _flat(part)
        elif part.tag == _RULES:  # no two of them lie over one cell, so their order says nothing
            yield from sorted(part, key=_text)
        elif part.tag != f"{_OFFICE}forms":  # comes with the first look at a sheet
            yield part


def _text(part: Element) -> str:
    return ElementTree.tostring(part, "unicode")
