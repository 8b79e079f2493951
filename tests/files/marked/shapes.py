"""The same workbook as other programs write it: prefixes, quotes, encodings, names of parts, lists that lie or lack."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

import openpyxl
from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
STRICT = "http://purl.oclc.org/ooxml"
DATA, FIRST = "xl/worksheets/sheet2.xml", "xl/worksheets/sheet1.xml"
STYLES, BOOK = "xl/styles.xml", "xl/workbook.xml"
TYPES = "[Content_Types].xml"
VML, RELS = "xl/drawings/vmlDrawing1.vml", "xl/worksheets/_rels/sheet2.xml.rels"

Change = Callable[[str], str]


def edited(content: bytes, changes: Mapping[str, Change | None], added: dict[str, str] | None = None) -> bytes:
    """Return a workbook with some parts changed as text, removed (None) or added."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            change = changes.get(name, str)
            if change is not None:
                after.writestr(name, changed(before.read(name), change))
        for name, text in (added or {}).items():
            after.writestr(name, text)
    return out.getvalue()


def changed(xml: bytes, change: Change) -> bytes:
    return xml if change is str else change(xml.decode()).encode()


def everywhere(content: bytes, change: Callable[[bytes], bytes], suffixes: tuple[str, ...] = (".xml",)) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            xml = before.read(name)
            after.writestr(name, change(xml) if name.endswith(suffixes) else xml)
    return out.getvalue()


def renamed(content: bytes, name_of: Callable[[str], str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name_of(name), before.read(name))
    return out.getvalue()


def prefixed(xml: bytes) -> bytes:
    """Return a part with a prefix for what had none."""
    root = etree.fromstring(xml)
    if None not in root.nsmap:
        return xml
    spaces = {"x" if prefix is None else prefix: uri for prefix, uri in root.nsmap.items()}
    new = etree.Element(root.tag, dict(root.attrib), nsmap=spaces)
    new.extend(list(root))
    return bytes(etree.tostring(new, encoding="UTF-8", xml_declaration=True))


def with_quotes(xml: bytes) -> bytes:
    return re.sub(rb'="([^"\']*)"', rb"='\1'", xml)


def as_strict(xml: bytes) -> bytes:
    xml = xml.replace(MAIN.encode(), f"{STRICT}/spreadsheetml/main".encode())
    return xml.replace(f"{OFFICE}/relationships".encode(), f"{STRICT}/officeDocument/relationships".encode())


def saved_by_openpyxl(content: bytes) -> bytes:
    out = BytesIO()
    openpyxl.load_workbook(BytesIO(content)).save(out)
    return out.getvalue()


def without(pattern: str, instead: str = "") -> Change:
    return lambda xml: re.sub(pattern, instead, xml, flags=re.DOTALL)


def with_inner_declaration(xml: str) -> str:
    """Return a worksheet whose root declares no `r`, as some programs write it."""
    declared = f' xmlns:r="{OFFICE}/relationships"'
    return xml.replace(declared, "", 1).replace(" r:id=", f"{declared} r:id=")


def with_wrong_counts(xml: str) -> str:
    return re.sub(r'<(dxfs|cellXfs) count="\d+"', r'<\1 count="99"', xml)


def with_threads(content: bytes) -> bytes:
    """Return the workbook with a comment thread beside the sender's note, and the list of its persons."""
    threads = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="A2" dT="2020-08-01T00:00:00.00" personId="{1}" id="{2}"><text>a</text></threadedComment>'
        "</ThreadedComments>"
    )
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    related = f'<Relationship Id="rIdT" Type="{kind}" Target="../threadedComments/t.xml"/></Relationships>'
    declared = (
        '<Override PartName="/xl/threadedComments/t.xml" ContentType="application/vnd.ms-excel.threadedcomments+xml"/>'
    )
    changes = {RELS: without("</Relationships>", related), TYPES: without("</Types>", f"{declared}</Types>")}
    return edited(content, changes, {"xl/threadedComments/t.xml": threads})


def _lists(**patterns: str) -> Callable[[bytes], bytes]:
    return lambda content: edited(content, {STYLES: without(patterns["of"], patterns.get("to", ""))})


SHAPES: dict[str, Callable[[bytes], bytes]] = {
    "as it is": bytes,
    "prefixes": lambda content: everywhere(content, prefixed),
    "prefixes of relationships": lambda content: everywhere(content, prefixed, (".rels",)),
    "single quotes": lambda content: everywhere(content, with_quotes, (".xml", ".rels", ".vml")),
    "Strict": lambda content: everywhere(content, as_strict, (".xml", ".rels")),
    "other case": lambda content: renamed(content, lambda n: n if "[" in n else n.upper()),
    "backslashes": lambda content: renamed(content, lambda n: n.replace("/", "\\")),
    "saved by openpyxl": saved_by_openpyxl,
    "no dxfs": _lists(of="<dxfs.*?</dxfs>"),
    "dxfs without a count": _lists(of=r'<dxfs count="\d+"', to="<dxfs"),
    "no dxfs, colours": _lists(of="<dxfs.*?</styleSheet>", to='<colors><mruColors/></colors></styleSheet>'),
    "wrong counts": lambda content: edited(content, {STYLES: with_wrong_counts}),
    "empty style sheet": _lists(of="<styleSheet.*</styleSheet>", to=f'<styleSheet xmlns="{MAIN}"/>'),
    "no style sheet": lambda content: edited(
        content,
        {
            STYLES: None,
            "xl/_rels/workbook.xml.rels": without('<Relationship [^>]*styles.xml"/>'),
            TYPES: without('<Override PartName="/xl/styles.xml"[^>]*/>'),
        },
    ),
    "empty names": lambda content: edited(content, {BOOK: without("<definedNames.*</definedNames>", "<definedNames/>")}),
    "no views": lambda content: edited(content, {BOOK: without("<bookViews.*</bookViews>")}),
    "first tab": lambda content: edited(content, {BOOK: without('activeTab="1"', 'activeTab="0"')}),
    "inner declaration": lambda content: edited(content, {DATA: with_inner_declaration}),
    "no notes": lambda content: edited(
        content,
        {
            DATA: without("<legacyDrawing [^>]*/>"),
            RELS: without('<Relationship [^>]*(?:comments1.xml|vmlDrawing1.vml)"/>'),
            "xl/comments1.xml": None,
            VML: None,
            TYPES: without('<Override PartName="/xl/comments1.xml"[^>]*/>'),
        },
    ),
    "notes without shapes": lambda content: edited(
        content,
        {DATA: without("<legacyDrawing [^>]*/>"), RELS: without('<Relationship [^>]*vmlDrawing1.vml"/>'), VML: None},
    ),
    "empty relationships": lambda content: edited(
        content, {}, {"xl/worksheets/_rels/sheet1.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'}
    ),
    "threads": with_threads,
    "a drawing of the header": lambda content: edited(
        content,
        {DATA: without(r"(<legacyDrawing) (r:id=[^>]*/>)", r"\1 \2<legacyDrawingHF \2")},
    ),
}  # fmt: skip
