"""Edit the parts of an .xlsx package as text; everything that is not edited keeps its bytes."""

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
# The parts that every workbook has, and their root tags without a namespace prefix.
_NEEDED = {"[Content_Types].xml": b"<Types", WORKBOOK: b"<workbook", "xl/styles.xml": b"<styleSheet"}
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}


class Package:
    """The parts of a workbook by name, in the order of the file."""

    def __init__(self, content: bytes, name: str) -> None:
        """Read all parts of a workbook.

        Raises:
            NotMarkableError: it is damaged, lacks a part that every workbook has, or its tags have
                prefixes, so that it cannot be edited as text. Accessing a part that is not UTF-8 raises it too.

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
        """Remove a part, if there is one."""
        self.parts.pop(part, None)

    def save(self) -> bytes:
        """Return the package as a file: parts in their old order, new ones last."""
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in self.parts.items():
                archive.writestr(self._infos.get(part) or zipfile.ZipInfo(part), content, zipfile.ZIP_DEFLATED)
        return out.getvalue()

    @property
    def sheets(self) -> dict[str, str]:
        """The part of every sheet by the sheet's name; '' if the workbook gives none."""
        try:
            listed = listed_sheets(self.parts[WORKBOOK], self.parts[rels_of(WORKBOOK)])
        except (KeyError, ValueError, ElementTree.ParseError) as error:
            raise NotMarkableError(self._name) from error
        return {sheet.name: sheet.part for sheet in listed}

    def relations(self, part: str) -> list[tuple[str, str, str]]:
        """Return (id, type, target part) of every relationship of a part."""
        rels = rels_of(part)
        if rels not in self:
            return []
        tags = re.findall(r"<Relationship [^>]*>", self[rels])
        return [(attribute(t, "Id"), attribute(t, "Type"), resolved(part, attribute(t, "Target"))) for t in tags]

    def relate(self, part: str, key: str, kind: str, target: str) -> None:
        """Add a relationship to a part; its relationships file is created if there is none."""
        rels = rels_of(part)
        if rels not in self:
            self[rels] = (
                f'<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="{_RELATIONSHIPS}"></Relationships>'
            )
        tag = f'<Relationship Id="{key}" Type="{kind}" Target="/{target}"/>'
        self[rels] = self[rels].replace("</Relationships>", tag + "</Relationships>")

    def unrelate(self, part: str, key: str) -> None:
        """Remove a relationship, and the relationships file if it becomes empty."""
        rels = rels_of(part)
        self[rels] = re.sub(rf'<Relationship [^>]*Id="{re.escape(key)}"[^>]*/>', "", self[rels])
        if "<Relationship " not in self[rels]:
            self.drop(rels)

    def declare(self, part: str, content_type: str) -> None:
        """Add the content type of a part."""
        tag = f'<Override PartName="/{part}" ContentType="{content_type}"/>'
        self["[Content_Types].xml"] = self["[Content_Types].xml"].replace("</Types>", tag + "</Types>")

    def undeclare(self, part: str) -> None:
        """Remove the content type of a part."""
        types = self["[Content_Types].xml"]
        self["[Content_Types].xml"] = re.sub(rf'<Override [^>]*PartName="/{re.escape(part)}"[^>]*/>', "", types)


class ListedSheet(NamedTuple):
    """A sheet in a workbook's list: its name, its part ('' if none is given), and whether it is hidden from menus."""

    name: str
    part: str
    very_hidden: bool


def listed_sheets(workbook: bytes, relations: bytes) -> list[ListedSheet]:
    """Return the sheets of a workbook in order; tags may have any prefix, and the parts need not exist.

    Args:
        workbook: the XML of the workbook part.
        relations: the XML of its relationships file.

    Raises:
        ValueError: the XML has a document type declaration.
        ElementTree.ParseError: it is no XML.

    """
    targets = {relation.get("Id"): relation.get("Target", "") for relation in _tree(relations)}
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
    """Return XML unchanged; raise ValueError if it has a document type (forbidden by ECMA-376 part 2, 8.1.4)."""
    if b"<!DOCTYPE" in xml:
        raise ValueError(xml[:80])
    return xml


def local_name(tag: str) -> str:
    """Return the name of a tag without its namespace."""
    return tag.rpartition("}")[2]


def rels_of(part: str) -> str:
    """Return the name of the relationships file of a part.

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
    """Return an attribute of a tag, unescaped; '' if the tag does not have it.

    >>> attribute('<sheet name="a&amp;b"/>', "name")
    'a&b'
    """
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return unescaped(found[1]) if found else ""


def quoted(text: str) -> str:
    """Return a text escaped for an attribute."""
    return escaped(text).replace('"', "&quot;")


def escaped(text: str) -> str:
    """Return a text escaped for an element (`xml.sax.saxutils` would load urllib and ssl).

    >>> escaped("<a> & b")
    '&lt;a&gt; &amp; b'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    """Return escaped XML text without its escapes.

    >>> unescaped("&lt;&amp;lt;&quot;")
    '<&lt;"'
    """
    for entity, char in _ENTITIES.items():
        text = text.replace(entity, char)
    return text


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def declared(xml: str) -> str:
    """Return the declaration of the prefix `r` that an element with an `r:id` needs; '' if the root declares it.

    Some programs declare the prefix only at each element that uses it.

    >>> declared('<worksheet xmlns:r="x"><a/></worksheet>'), declared("<worksheet/>")[:9]
    ('', ' xmlns:r=')
    """
    root = re.search(r"<[A-Za-z][^>]*>", xml)
    return "" if root and " xmlns:r=" in root[0] else f' xmlns:r="{RELATIONS}"'
