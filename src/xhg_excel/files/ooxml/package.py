"""An .xlsx package as its parts, to be edited as text; every other byte stays what it was."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree

from xhg_excel.errors.files import NotMarkableError

WORKBOOK = "xl/workbook.xml"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
# What a workbook cannot be without, as it is written when it can be edited as text.
_NEEDED = {"[Content_Types].xml": b"<Types", WORKBOOK: b"<workbook", "xl/styles.xml": b"<styleSheet"}
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}


class Package:
    """The parts of a workbook by name, in their order."""

    def __init__(self, content: bytes, name: str) -> None:
        """Take a workbook apart.

        Raises:
            NotMarkableError: it is damaged, lacks a part that every workbook has, or is
                written with prefixed tags, so that it cannot be edited as text; any part
                that is no text says so when it is asked for.

        """
        self._name = name
        try:
            with zipfile.ZipFile(BytesIO(content)) as archive:
                self._infos = {info.filename: info for info in archive.infolist()}
                self.parts = {part: archive.read(part) for part in self._infos}
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise NotMarkableError(name) from error
        if any(tag not in self.parts.get(part, b"") for part, tag in _NEEDED.items()):
            raise NotMarkableError(name)

    def __getitem__(self, part: str) -> str:
        try:
            return self.parts[part].decode("utf-8")
        except (KeyError, UnicodeDecodeError) as error:
            raise NotMarkableError(self._name) from error

    def __setitem__(self, part: str, text: str) -> None:
        self.parts[part] = text.encode("utf-8")

    def __contains__(self, part: str) -> bool:
        return part in self.parts

    def drop(self, part: str) -> None:
        """Leave a part out."""
        self.parts.pop(part, None)

    def save(self) -> bytes:
        """Return the package with its parts in their old order, new ones last."""
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in self.parts.items():
                archive.writestr(self._infos.get(part) or zipfile.ZipInfo(part), content, zipfile.ZIP_DEFLATED)
        return out.getvalue()

    @property
    def sheets(self) -> dict[str, str]:
        """The part of every sheet by the sheet's name; '' of a sheet that none is named for."""
        try:
            listed = listed_sheets(self.parts[WORKBOOK], self.parts[rels_of(WORKBOOK)])
        except (KeyError, ValueError, ElementTree.ParseError) as error:
            raise NotMarkableError(self._name) from error
        return {sheet.name: sheet.part for sheet in listed}

    def relations(self, part: str) -> list[tuple[str, str, str]]:
        """Return id, type and target part of every relationship of a part."""
        rels = rels_of(part)
        if rels not in self:
            return []
        tags = re.findall(r"<Relationship [^>]*>", self[rels])
        return [(attribute(t, "Id"), attribute(t, "Type"), resolved(part, attribute(t, "Target"))) for t in tags]

    def relate(self, part: str, key: str, kind: str, target: str) -> None:
        """Add a relationship of a part, its file of relationships with it."""
        rels = rels_of(part)
        if rels not in self:
            self[rels] = (
                f'<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="{_RELATIONSHIPS}"></Relationships>'
            )
        tag = f'<Relationship Id="{key}" Type="{kind}" Target="/{target}"/>'
        self[rels] = self[rels].replace("</Relationships>", tag + "</Relationships>")

    def unrelate(self, part: str, key: str) -> None:
        """Take a relationship out again, and its file when it holds no other."""
        rels = rels_of(part)
        self[rels] = re.sub(rf'<Relationship [^>]*Id="{re.escape(key)}"[^>]*/>', "", self[rels])
        if "<Relationship " not in self[rels]:
            self.drop(rels)

    def declare(self, part: str, content_type: str) -> None:
        """State the content type of a part."""
        tag = f'<Override PartName="/{part}" ContentType="{content_type}"/>'
        self["[Content_Types].xml"] = self["[Content_Types].xml"].replace("</Types>", tag + "</Types>")

    def undeclare(self, part: str) -> None:
        """Take the content type of a part out again."""
        types = self["[Content_Types].xml"]
        self["[Content_Types].xml"] = re.sub(rf'<Override [^>]*PartName="/{re.escape(part)}"[^>]*/>', "", types)


class ListedSheet(NamedTuple):
    """A sheet as a workbook lists it: its name, the part that holds it ('' of none), and whether no menu shows it."""

    name: str
    part: str
    very_hidden: bool


def listed_sheets(workbook: bytes, relations: bytes) -> list[ListedSheet]:
    """Return the sheets of a workbook in their order, whatever prefix the tags have.

    A part that is named need not be there.

    Raises:
        ValueError: the XML declares something of its own.
        ElementTree.ParseError: it is no XML.

    """
    targets = {one.get("Id"): one.get("Target", "") for one in _tree(relations)}
    found = []
    for sheet in _tree(workbook).iter():
        if local_name(sheet.tag) == "sheet":
            key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), None)
            part = resolved(WORKBOOK, targets[key]) if key in targets else ""
            found.append(ListedSheet(sheet.get("name", ""), part, sheet.get("state") == "veryHidden"))
    return found


def _tree(xml: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(plain_xml(xml))  # noqa: S314  # it has no DTD, so no entities


def plain_xml(xml: bytes) -> bytes:
    """Return XML that declares nothing of its own; a workbook may not (ECMA-376 part 2, 8.1.4)."""
    if b"<!DOCTYPE" in xml:
        raise ValueError(xml[:80])
    return xml


def local_name(tag: str) -> str:
    """Return the name of a tag without its namespace."""
    return tag.rpartition("}")[2]


def rels_of(part: str) -> str:
    """Return the file that holds a part's relationships.

    >>> rels_of("xl/worksheets/sheet1.xml")
    'xl/worksheets/_rels/sheet1.xml.rels'
    """
    folder, slash, name = part.rpartition("/")
    return f"{folder}{slash}_rels/{name}.rels"


def resolved(part: str, target: str) -> str:
    """Return the part that a relationship of `part` points to.

    >>> resolved("xl/workbook.xml", "worksheets/sheet1.xml"), resolved("xl/worksheets/sheet1.xml", "../comments1.xml")
    ('xl/worksheets/sheet1.xml', 'xl/comments1.xml')
    """
    if target.startswith("/"):
        return target[1:]
    names: list[str] = []
    for name in (*part.split("/")[:-1], *target.split("/")):
        if name == "..":
            names = names[:-1]
        elif name not in ("", "."):
            names.append(name)
    return "/".join(names)


def attribute(tag: str, name: str) -> str:
    """Return an attribute of a tag as text; '' when it is not there.

    >>> attribute('<sheet name="a&amp;b"/>', "name")
    'a&b'
    """
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return unescaped(found[1]) if found else ""


def quoted(text: str) -> str:
    """Return a text as an attribute holds it."""
    return escaped(text).replace('"', "&quot;")


def escaped(text: str) -> str:
    """Return a text as an element holds it (the standard module for it would load urllib and ssl).

    >>> escaped("<a> & b")
    '&lt;a&gt; &amp; b'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    """Return what escaped text means in XML.

    >>> unescaped("&lt;&amp;lt;&quot;")
    '<&lt;"'
    """
    for entity, char in _ENTITIES.items():
        text = text.replace(entity, char)
    return text


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def declared(xml: str) -> str:
    """Return what an element with an `r:id` must carry in this part: the prefix, where the root does not declare it.

    Some programs write the declaration beside each use only.

    >>> declared('<worksheet xmlns:r="x"><a/></worksheet>'), declared("<worksheet/>")[:9]
    ('', ' xmlns:r=')
    """
    root = re.search(r"<[A-Za-z][^>]*>", xml)
    return "" if root and " xmlns:r=" in root[0] else f' xmlns:r="{RELATIONS}"'
