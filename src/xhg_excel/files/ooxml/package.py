"""The parts of an .xlsx package by name; a part that nobody changes keeps its bytes, also its compressed ones.

Part names are those of the zip, with forward slashes and none in front. Every method takes a name in any
case, with either slash, or percent-encoded, and finds the part that the package has (ECMA-376 part 2, 6.2.2).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree

from xhg_excel.errors.files import NotMarkableError
from xhg_excel.files.ooxml.xml_tree import add, attribute, elements, namespace, parsed, written
from xhg_excel.files.ooxml.zip_parts import NO_ZIP, Member, archive_of, deflated_member, members_of, unpacked

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

WORKBOOK = "xl/workbook.xml"
TYPES = "[Content_Types].xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MOST_INFLATED = 300_000_000
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_NO_RELATIONSHIPS = f'<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode()
_STRICT = "http://purl.oclc.org/ooxml"
_OFFICE_DOCUMENT = "/officeDocument"


class Relation(NamedTuple):
    """A relationship of a part: its id, its type, what it points to, and whether that is outside the package.

    An inner target is the name of the part as the package has it; one that the package lacks is kept resolved.
    """

    key: str
    kind: str
    target: str
    is_external: bool = False

    @property
    def ends(self) -> str:
        """The last word of the type, which Transitional and Strict share: `worksheet`, `comments`."""
        return self.kind.rpartition("/")[2]


class Package:
    """The parts of a workbook; changed by `replace`, `drop`, `relate` …, written by `save`.

    `name` is the file's name for messages, `content` the file it was read from.
    """

    def __init__(self, content: bytes, name: str) -> None:
        """Read the list of members; nothing is unpacked yet.

        Raises:
            NotMarkableError: no zip, damaged, encrypted, too large when unpacked, or without the parts
                that every workbook has. Accessing a part that is damaged or no XML raises it too.

        """
        self.name, self.content = name, content
        try:
            found = members_of(content, MOST_INFLATED)
        except NO_ZIP as error:
            raise NotMarkableError(name) from error
        # The one part that is found by its name alone.
        self._members = {TYPES if _key(part) == _key(TYPES) else part: member for part, member in found.items()}
        self._count = len(found)
        self._changed: dict[str, bytes | Element] = {}
        self._trees: dict[str, Element] = {}
        self._overrides: dict[str, Element] = {}
        self._index = {_key(part): part for part in self._members}
        if TYPES not in self or self.workbook not in self:
            raise NotMarkableError(name)

    # Parts.

    def __iter__(self) -> Iterator[str]:
        """Yield the names of all parts: those of the file in its order, then new ones."""
        return iter(list(self._index.values()))

    def __contains__(self, part: str) -> bool:
        return _key(part) in self._index

    def actual(self, part: str) -> str:
        """Return the name that the package has for a part; the given one if it has none."""
        return self._index.get(_key(part), part)

    def content_of(self, part: str) -> bytes:
        """Return the bytes of a part, with its changes."""
        part = self.actual(part)
        changed = self._changed.get(part)
        if changed is not None:
            return changed if isinstance(changed, bytes) else written(changed)
        try:
            return unpacked(self._members[part])
        except (KeyError, zipfile.BadZipFile) as error:
            raise NotMarkableError(self.name) from error

    def tree(self, part: str) -> Element:
        """Return the root of a part. What is edited in it counts once it is given to `replace`.

        Raises:
            NotMarkableError: no XML, or with a document type.

        """
        part = self.actual(part)
        if part not in self._trees:
            try:
                self._trees[part] = parsed(self.content_of(part))
            except ValueError as error:
                raise NotMarkableError(self.name) from error
        return self._trees[part]

    def mentions(self, part: str, word: str) -> bool:
        """Return whether a word may stand in a part, without parsing it; True for a part that is not UTF-8."""
        content = self.content_of(part)
        return word.encode() in content or b"\0" in content[:4]

    def replace(self, part: str, content: bytes | Element) -> None:
        """Set the content of a part, which is added if there is none of this name."""
        part = self.actual(part)
        self._index[_key(part)] = part
        self._changed[part] = content
        if isinstance(content, bytes):
            self._trees.pop(part, None)
        else:
            self._trees[part] = content

    def drop(self, part: str) -> None:
        """Remove a part, its own relationships and its content type; relationships that point to it stay."""
        for name in (self.actual(part), self.actual(rels_of(part))):
            self._index.pop(_key(name), None)
            self._members.pop(name, None)
            self._changed.pop(name, None)
            self._trees.pop(name, None)
            self.undeclare(name)

    def member(self, part: str) -> Member | None:
        """Return a part as the file has it, still compressed; None if it is new or changed."""
        part = self.actual(part)
        return None if part in self._changed else self._members.get(part)

    @property
    def is_changed(self) -> bool:
        """Whether a part was replaced, added or dropped."""
        return bool(self._changed) or len(self._members) != self._count

    def save(self) -> bytes:
        """Return the package as a file: parts in their old order, new ones last."""
        return archive_of((part, self.member(part) or deflated_member(self.content_of(part))) for part in self)

    # The workbook.

    @property
    def workbook(self) -> str:
        """The part of the workbook, by the relationships of the package."""
        found = (relation.target for relation in self.relations("") if relation.kind.endswith(_OFFICE_DOCUMENT))
        return next((target for target in found if target in self), self.actual(WORKBOOK))

    @property
    def relations_namespace(self) -> str:
        """The namespace of `r:id` and the beginning of relationship types: Transitional's or Strict's."""
        is_strict = namespace(self.tree(self.workbook)).startswith(_STRICT)
        return f"{_STRICT}/officeDocument/relationships" if is_strict else RELATIONS

    @property
    def sheets(self) -> dict[str, str]:
        """The part of every sheet by the sheet's name; '' if the workbook gives none."""
        targets = {relation.key: relation.target for relation in self.relations(self.workbook)}
        listed = elements(self.tree(self.workbook), "sheet")
        return {attribute(sheet, "name"): targets.get(attribute(sheet, "id"), "") for sheet in listed}

    @property
    def hidden_sheets(self) -> set[str]:
        """The names of the sheets that are not shown."""
        listed = elements(self.tree(self.workbook), "sheet")
        return {attribute(sheet, "name") for sheet in listed if attribute(sheet, "state") not in ("", "visible")}

    # Relationships.

    def relations(self, part: str) -> list[Relation]:
        """Return the relationships of a part; `""` is the package itself."""
        rels = rels_of(part)
        if rels not in self:
            return []
        return [self._relation(part, tag) for tag in elements(self.tree(rels), "Relationship")]

    def _relation(self, part: str, tag: Element) -> Relation:
        key, kind, target = (tag.get(name, "") for name in ("Id", "Type", "Target"))
        if tag.get("TargetMode", "") == "External":
            return Relation(key, kind, target, is_external=True)
        return Relation(key, kind, self.actual(resolved(part, target.partition("#")[0])))

    def relate(self, part: str, kind: str, target: str, key: str = "rIdXhg") -> str:
        """Add a relationship to a part of this package; return its id, `key` or `key` and a number."""
        rels = rels_of(part)
        if rels not in self:
            self.replace(rels, parsed(_NO_RELATIONSHIPS))
            if not self.content_type(rels):
                self.declare(rels, _RELATIONSHIPS_TYPE)
        root = self.tree(rels)
        taken = {tag.get("Id") for tag in elements(root, "Relationship")}
        key = next(
            free for free in (key, *(f"{key}{number}" for number in range(1, len(taken) + 2))) if free not in taken
        )
        add(root, "Relationship", {"Id": key, "Type": kind, "Target": f"/{target}"})
        self.replace(rels, root)
        return key

    def unrelate(self, part: str, key: str) -> None:
        """Remove a relationship, and the relationships part if it becomes empty."""
        rels = rels_of(part)
        root = self.tree(rels)
        for tag in elements(root, "Relationship"):
            if tag.get("Id") == key:
                root.remove(tag)
        self.replace(rels, root)
        if not elements(root, "Relationship"):
            self.drop(rels)

    # Content types.

    def _declared(self) -> dict[str, Element]:
        """Return the content types of single parts; of two for one part the first counts."""
        root = self.tree(TYPES)
        if self._overrides.get("") is not root:
            tags = reversed(elements(root, "Override"))
            self._overrides = {"": root} | {_key(tag.get("PartName", "")): tag for tag in tags}
        return self._overrides

    def content_type(self, part: str) -> str:
        """Return the content type of a part; '' if none is declared."""
        own = self._declared().get(_key(part))
        if own is not None:
            return str(own.get("ContentType", ""))
        suffix = part.rpartition(".")[2].lower()
        defaults = [tag for tag in elements(self.tree(TYPES), "Default") if tag.get("Extension", "").lower() == suffix]
        return str(defaults[-1].get("ContentType", "")) if defaults else ""

    def declare(self, part: str, content_type: str) -> None:
        """Set the content type of a part."""
        self.undeclare(part)
        root = self.tree(TYPES)
        attributes = {"PartName": f"/{self.actual(part)}", "ContentType": content_type}
        self._declared()[_key(part)] = add(root, "Override", attributes)
        self.replace(TYPES, root)

    def undeclare(self, part: str) -> None:
        """Remove the content type of a part, if one is declared for it alone."""
        tag = self._declared().pop(_key(part), None)
        if tag is not None and tag.getparent() is not None:
            root = self.tree(TYPES)
            root.remove(tag)
            self.replace(TYPES, root)


def _key(part: str) -> str:
    r"""Return what two names of one part have in common.

    >>> _key(r"/XL\Worksheets/sheet%201.xml")
    'xl/worksheets/sheet 1.xml'
    """
    return unquote(part).replace("\\", "/").lstrip("/").lower()


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
    r"""Return the part that a relationship of `part` points to.

    >>> resolved("xl/workbook.xml", "worksheets/sheet1.xml"), resolved("xl/worksheets/sheet1.xml", "../comments1.xml")
    ('xl/worksheets/sheet1.xml', 'xl/comments1.xml')
    >>> resolved("xl/workbook.xml", "/XL/a.xml"), resolved("xl/workbook.xml", r"worksheets\sheet1.xml")
    ('XL/a.xml', 'xl/worksheets/sheet1.xml')
    """
    steps = target.replace("\\", "/").split("/")
    names: list[str] = []
    for name in steps if target.startswith(("/", "\\")) else (*part.split("/")[:-1], *steps):
        if name == "..":
            names = names[:-1]
        elif name not in ("", "."):
            names.append(name)
    return "/".join(names)


def quoted(text: str) -> str:
    """Return a text escaped for an attribute."""
    return escaped(text).replace('"', "&quot;")


def escaped(text: str) -> str:
    """Return a text escaped for an element (`xml.sax.saxutils` would load urllib and ssl).

    >>> escaped("<a> & b")
    '&lt;a&gt; &amp; b'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
