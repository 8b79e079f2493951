"""Edit the parts of an .xlsx package as text; everything that is not edited keeps its bytes."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from xml.etree import ElementTree

from xhg_excel.errors.files import NotMarkableError
from xhg_excel.files.ooxml.package import RELATIONS, WORKBOOK, listed_sheets, rels_of, resolved

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
# The parts that every workbook has, and their root tags without a namespace prefix.
_NEEDED = {"[Content_Types].xml": b"<Types", WORKBOOK: b"<workbook", "xl/styles.xml": b"<styleSheet"}
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}


class TextPackage:
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


def attribute(tag: str, name: str) -> str:
    """Return an attribute of a tag, unescaped; '' if the tag does not have it.

    >>> attribute('<sheet name="a&amp;b"/>', "name")
    'a&b'
    """
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return unescaped(found[1]) if found else ""


def unescaped(text: str) -> str:
    """Return escaped XML text without its escapes.

    >>> unescaped("&lt;&amp;lt;&quot;")
    '<&lt;"'
    """
    for entity, char in _ENTITIES.items():
        text = text.replace(entity, char)
    return text


def declared(xml: str) -> str:
    """Return the declaration of the prefix `r` that an element with an `r:id` needs; '' if the root declares it.

    Some programs declare the prefix only at each element that uses it.

    >>> declared('<worksheet xmlns:r="x"><a/></worksheet>'), declared("<worksheet/>")[:9]
    ('', ' xmlns:r=')
    """
    root = re.search(r"<[A-Za-z][^>]*>", xml)
    return "" if root and " xmlns:r=" in root[0] else f' xmlns:r="{RELATIONS}"'
