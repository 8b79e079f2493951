"""Look for what acts in a workbook with the standard library only: another reading of the zip than the program's."""

from __future__ import annotations

import posixpath
import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

from tests.files.clean.ways import BAIT

_KNOWN = [
    "officeDocument",
    "extended-properties",
    "core-properties",
    "custom-properties",
    "worksheet",
    "chartsheet",
    "styles",
    "sharedStrings",
    "theme",
    "calcChain",
    "sheetMetadata",
    "table",
    "comments",
    "drawing",
    "vmlDrawing",
    "image",
    "chart",
    "chartUserShapes",
    "cellImage",
    "ctrlProp",
    "printerSettings",
    "hyperlink",
    "threadedComment",
    "person",
    "pivotTable",
    "pivotCacheDefinition",
    "pivotCacheRecords",
    "slicer",
    "slicerCache",
    "chartEx",
]
_REFERS = re.compile(
    r"\{http://(?:schemas\.openxmlformats\.org|purl\.oclc\.org)/[^}]*relationships\}|\{[^}]*:office\}relid$"
)


def survivors(content: bytes, word: str = BAIT) -> list[str]:
    """Return what acts, what is left of the planted word, and what does not fit together any more."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    found = [f"name: {name}" for name in parts if word in name.lower() or ".." in name]
    trees = {}
    for name, raw in parts.items():
        if word.encode() in raw.lower():
            found.append(f"bytes: {name}")
        if name.endswith((".xml", ".rels", ".vml")):
            trees[name] = ElementTree.fromstring(raw)  # noqa: S314  # made by the tests
            found += [f"text: {name}" for text in _texts(trees[name]) if word in text.lower()]
    types = _content_types(trees["[Content_Types].xml"])
    for name in trees:
        if name.endswith(".rels"):
            found += _related(name, trees[name], parts)
        elif name != "[Content_Types].xml":
            found += _references(name, trees)
            if name not in types and not name.endswith((".vml", ".png")):
                found.append(f"no type: {name}")
    found += [f"type without part: {name}" for name in types if name not in parts]
    return found


def _texts(root: ElementTree.Element) -> list[str]:
    return [
        text for e in root.iter() for text in (e.text or "", e.tail or "", *e.attrib.values(), *e.attrib, str(e.tag))
    ]


def _content_types(root: ElementTree.Element) -> set[str]:
    return {tag.get("PartName", "").lstrip("/") for tag in root if tag.tag.endswith("Override")}


def _source(rels: str) -> str:
    folder, _, name = rels.rpartition("_rels/")
    return folder + name.removesuffix(".rels")


def _related(name: str, root: ElementTree.Element, parts: dict[str, bytes]) -> list[str]:
    source = _source(name)
    found = [] if not source or source in parts else [f"relations of nothing: {name}"]
    for tag in root:
        target, kind = tag.get("Target", ""), tag.get("Type", "").rpartition("/")[2]
        inner = (
            target.lstrip("/")
            if target[:1] == "/"
            else posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
        )
        if tag.get("TargetMode", "Internal") != "Internal" or ":" in target or "\\" in target:
            found.append(f"outside: {name} {target}")
        elif not target.startswith("#") and inner not in parts:
            found.append(f"leads nowhere: {name} {target}")
        if kind not in _KNOWN:
            found.append(f"unknown: {name} {kind}")
    return found


def _references(name: str, trees: dict[str, ElementTree.Element]) -> list[str]:
    rels = f"{posixpath.dirname(name)}/_rels/{posixpath.basename(name)}.rels"
    known = {tag.get("Id") for tag in trees.get(rels, ())}
    used = {value for e in trees[name].iter() for key, value in e.attrib.items() if _REFERS.match(key)}
    return [f"dangling: {name} {key}" for key in used - known - {""}]
