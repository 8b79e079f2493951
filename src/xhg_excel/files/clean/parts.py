"""Follow a package from its root through listed relationships; what is not reached so is dropped."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xhg_excel.core.results.cuts import Cut
from xhg_excel.errors.files import NotMarkableError
from xhg_excel.files.clean import allowed
from xhg_excel.files.clean.formulas import Formulas
from xhg_excel.files.ooxml.package import TYPES, Package, rels_of, resolved
from xhg_excel.files.ooxml.xml_tree import attribute, elements, local_name, namespace, remove
from xhg_excel.notice.words.cuts import CutKind

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# What a relationship type that is cut stands for, by its last word.
_KINDS = {
    CutKind.MACRO: (
        "vbaProject", "vbaProjectSignature", "vbaProjectSignatureAgile", "vbaProjectSignatureV3", "wordVbaData",
        "extensibility", "userCustomization", "attachedToolbars", "jdeExtension", "xlMacrosheet", "xlIntlMacrosheet",
        "dialogsheet",
    ),
    CutKind.BOOK: ("externalLink", "externalLinkPath", "xlExternalLinkPath", "xlPathMissing", "externalLinkLongPath"),
    CutKind.CONNECTION: (
        "connections", "queryTable", "xmlMaps", "volatileDependencies", "powerPivotData", "pivotCacheDefinition",
        "pivotTable", "pivotCacheRecords", "tableSingleCells", "slicer", "slicerCache", "timeline", "timelineCache",
        "rdRichValueWebImage", "rdSupportingPropertyBag", "rdSupportingPropertyBagStructure", "rdArray",
    ),
    CutKind.OBJECT: ("oleObject", "package", "control", "activeXControlBinary", "font", "audio", "video", "media"),
    CutKind.LINK: ("hyperlink",),
    CutKind.PICTURE: ("image",),
}  # fmt: skip
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}
_SLICERS = ("slicer", "slicerCache", "timeline", "timelineCache")
_PIVOTS = ("pivotTable", "pivotCacheDefinition", "pivotCacheRecords")
# Some programs declare no more than that a part is XML; then its root says what it is.
_ANY_XML = ("application/xml", "text/xml")
_OF_ANY_XML = ("officeDocument", "worksheet", "styles", "sharedStrings", "theme")
# Parts of the kind of value that the internet fills; without all of them the rest means nothing.
_VALUES = re.compile(r"/(?:rd[A-Z]\w*|richValueRel|richStyles|sheetMetadata)$")
# Values of the file itself: a picture in a cell, an error, a number with its format; others are asked for again.
_OWN_VALUES = ("_localImage", "_error", "_formattednumber")
_RELATION_ATTRIBUTES = {"Id", "Type", "Target", "TargetMode"}
_OUTSIDE = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\|/\\|\\/)")


@dataclass
class Walk:
    """A package on its way through: what was kept, what was cut, and the ids of cut relationships by part."""

    package: Package
    formulas: Formulas
    cuts: list[Cut] = field(default_factory=list)
    kept: dict[str, None] = field(default_factory=dict)
    lost: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    dropped: set[str] = field(default_factory=set)
    titles: dict[str, str] = field(default_factory=dict)
    drops_slicers: bool = False
    drops_values: bool = False
    cut_cells: bool = False

    types: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look up the content type of every part once: the package looks through its list each time."""
        root = self.package.tree(TYPES)
        by_name: dict[str, str] = {}
        for tag in elements(root, "Override"):
            name = self.package.actual(tag.get("PartName", ""))
            if name in by_name:  # which one of two counts differs by program
                remove(tag)
                self.package.replace(TYPES, root)
            by_name.setdefault(name, tag.get("ContentType", ""))
        defaults = elements(root, "Default")
        endings = {tag.get("Extension", "").lower(): tag.get("ContentType", "") for tag in defaults}
        for name in self.package:
            kind = by_name.get(name) or endings.get(name.rpartition(".")[2].lower(), "")
            self.types[name] = kind.partition(";")[0].strip().lower()

    def cut_at(self, kind: CutKind, part: str, place: str = "", what: str = "") -> None:
        """Note that something was cut at a cell, by its address, or at another place of a part."""
        title = self.titles.get(part, part)
        self.cuts.append(Cut(kind, f"{title}!{place}" if title and place else title or place, what))

    def cut(self, kind: CutKind, part: str, what: str = "") -> None:
        """Note that something was cut out of a part."""
        self.cuts.append(Cut(kind, self.titles.get(part, part or TYPES), what))


def cut_parts(walk: Walk) -> None:
    """Drop every part and relationship that is not listed, and the content types that nothing uses any more.

    Raises:
        NotMarkableError: no workbook is left.

    """
    package = walk.package
    walk.titles = {part: title for title, part in package.sheets.items()}
    walk.drops_slicers = _slicers_must_go(walk)
    walk.drops_values = _values_must_go(package)
    sheets = {attribute(tag, "id") for tag in elements(package.tree(package.workbook), "sheet")}
    pending = [""]
    while pending:
        part = pending.pop()
        is_workbook = part == package.workbook
        pending.extend(_kept_targets(walk, part, sheets if is_workbook else set()))
    if package.workbook not in walk.kept:
        raise NotMarkableError(package.name)
    _drop_unreached(walk)
    _plain_content_types(walk)


def _kept_targets(walk: Walk, part: str, sheets: set[str]) -> Iterator[str]:
    """Go through the relationships of one part; yield the parts reached for the first time."""
    rels = rels_of(part)
    if rels not in walk.package:
        return
    root = walk.package.tree(rels)
    changed = False
    for tag in list(root):
        if local_name(tag) != "Relationship":
            remove(tag)
            changed = True
            continue
        target = _judged(walk, part, tag)
        if target is None and tag.get("Id", "") in sheets:
            target = _empty_sheet(walk, part, tag)
            changed = True
        if target is None:
            _drop_relation(walk, part, tag)
            changed = True
        elif target and target not in walk.kept:
            walk.kept[target] = None
            yield target
        changed |= _drop_odd_attributes(tag)
    if changed:
        walk.package.replace(rels, root)
    if changed and not len(root):
        walk.package.drop(rels)


def _drop_odd_attributes(tag: Element) -> bool:
    odd = [key for key in tag.attrib if key not in _RELATION_ATTRIBUTES]
    for key in odd:  # xml:base would lead the target elsewhere
        del tag.attrib[key]
    return bool(odd)


def _judged(walk: Walk, part: str, tag: Element) -> str | None:
    """Return the part that a listed relationship leads to, '' for a place in the workbook; None if it is cut."""
    kind, target = tag.get("Type", ""), tag.get("Target", "")
    if kind.rpartition("/")[2] == allowed.HYPERLINK:
        return "" if target.startswith("#") and walk.formulas.is_inner_place(target[1:]) else None
    if tag.get("TargetMode", "Internal") != "Internal" or _OUTSIDE.match(target):
        return None
    name = walk.package.actual(resolved(part, target.partition("#")[0]))
    types = allowed.content_types_for(kind)
    if name not in walk.package or not _has_type(walk, name, types, kind.rpartition("/")[2]):
        return None
    if not part and kind.endswith("/officeDocument") and name != walk.package.workbook:
        return None
    return name if _is_sound(walk, name, kind) else None


def _has_type(walk: Walk, name: str, types: Collection[str], word: str) -> bool:
    """Return whether a part has one of some content types (or that of any XML) and the root that it must have."""
    kind = walk.types[name]
    root = allowed.ROOTS.get(word)
    if kind not in types and not (kind in _ANY_XML and word in _OF_ANY_XML):
        return False
    return root is None or local_name(walk.package.tree(name)) == root


def _is_sound(walk: Walk, name: str, kind: str) -> bool:
    """Return whether a part of a listed type holds what its type says, and nothing that leads out."""
    word = kind.rpartition("/")[2]
    if allowed.is_picture_kind(kind):
        return walk.package.content_of(name).startswith(allowed.PICTURE_STARTS)
    if word == "printerSettings":
        return is_printer_settings(walk.package.content_of(name))
    if word in _PIVOTS:
        return not _leads_out(walk, name)
    if word in _SLICERS:
        return not walk.drops_slicers
    if word == "chartEx":  # Excel draws maps with the help of a server
        return all(series.get("layoutId") != "regionMap" for series in elements(walk.package.tree(name), "series"))
    return not (walk.drops_values and _VALUES.search(kind))


def is_printer_settings(content: bytes) -> bool:
    """Return whether bytes are the DEVMODE of a printer, with the lengths it states, or a Mac's property list.

    MS docs, DEVMODEW: dmSize and dmDriverExtra stand at 68 and 70.
    """
    if content.startswith(b"<?xml"):
        return b"<plist" in content[:400]
    size, extra = (int.from_bytes(content[at : at + 2], "little") for at in (68, 70))
    return size >= 188 and size + extra <= len(content) <= size + extra + 8


def _leads_out(walk: Walk, name: str) -> bool:
    """Return whether a pivot table or its cache comes from anything else than cells of this workbook."""
    if name not in walk.package:
        return True
    root = walk.package.tree(name)
    if local_name(root) == "pivotCacheRecords":
        return False
    if local_name(root) != "pivotCacheDefinition":
        related = [relation for relation in walk.package.relations(name) if relation.ends == "pivotCacheDefinition"]
        return not related or any(relation.is_external or _leads_out(walk, relation.target) for relation in related)
    sources = elements(root, "worksheetSource", "rangeSet")
    return (
        any(source.get("type", "worksheet") == "external" for source in elements(root, "cacheSource"))
        or any(attribute(source, "id") for source in sources)
        or any(walk.formulas.acting(source.get("name", "")) for source in sources)
        or any(walk.formulas.acting(tag.get("formula")) for tag in root.xpath("//*[@formula]"))
    )


def _slicers_must_go(walk: Walk) -> bool:
    """Return whether a slicer depends on something that is cut: one pivot table, or a cube."""
    for name, kind in walk.types.items():
        if kind.endswith("pivotcachedefinition+xml") and _leads_out(walk, name):
            return True
        if kind.endswith(("slicercache+xml", "timelinecache+xml")) and elements(walk.package.tree(name), "olap"):
            return True
    return False


def _values_must_go(package: Package) -> bool:
    """Return whether rich values of the workbook need a part that is cut."""
    related = [r for r in package.relations(package.workbook) if _VALUES.search(r.kind)]
    targets = [inner for r in related if r.ends == "richValueRel" for inner in package.relations(r.target)]
    kinds = [
        tag.get("t", "")
        for r in related
        if r.ends == "rdRichValueStructure" and r.target in package
        for tag in elements(package.tree(r.target), "s")
    ]
    return (
        any(not allowed.content_types_for(r.kind) for r in (*related, *targets))
        or any(r.is_external for r in targets)
        or any(kind not in _OWN_VALUES for kind in kinds)
    )


def _drop_relation(walk: Walk, part: str, tag: Element) -> None:
    word = tag.get("Type", "").replace("\\", "/").rpartition("/")[2]
    walk.lost[part].add(tag.get("Id", ""))
    remove(tag)
    inner = tag.get("TargetMode", "Internal") == "Internal"
    target = walk.package.actual(resolved(part, tag.get("Target", "").partition("#")[0])) if inner else ""
    if inner and target not in walk.package and word not in _KIND_OF:
        return  # it led nowhere
    walk.dropped.add(target)
    # Links of cells are named by their cells, when their elements are cut.
    if word != allowed.HYPERLINK:
        walk.cut(_KIND_OF.get(word, CutKind.OTHER), part, word)


def _empty_sheet(walk: Walk, part: str, tag: Element) -> str:
    """Put an empty worksheet in the place of a sheet that is cut: other parts refer to sheets by their order."""
    package = walk.package
    word = tag.get("Type", "").rpartition("/")[2]
    target = package.actual(resolved(part, tag.get("Target", "").partition("#")[0]))
    if target not in package or target in walk.kept or target == package.workbook:
        number = sum(name.startswith("xl/worksheets/emptied") for name in package) + 1
        target = f"xl/worksheets/emptied{number}.xml"
    title = walk.titles.get(target, "")
    package.drop(target)
    main = namespace(package.tree(package.workbook))
    package.replace(target, f'<worksheet xmlns="{main}"><sheetData/></worksheet>'.encode())
    package.declare(target, allowed.WORKSHEET_TYPE)
    walk.types[target] = allowed.WORKSHEET_TYPE
    beginning = allowed.STRICT if "purl.oclc.org" in main else allowed.TRANSITIONAL
    tag.set("Type", f"{beginning}/worksheet")
    tag.set("Target", f"/{target}")
    tag.attrib.pop("TargetMode", None)
    walk.titles[target] = title or target
    walk.cut(_KIND_OF.get(word, CutKind.OTHER), target, word)
    return target


def _drop_unreached(walk: Walk) -> None:
    """Drop the parts that were not reached; those that no cut relationship led to are named by themselves."""
    package = walk.package
    pending = [name for name in walk.dropped if name in package]
    led_to: set[str] = set(pending)
    while pending:
        for relation in package.relations(pending.pop()):
            if not relation.is_external and relation.target in package and relation.target not in led_to:
                led_to.add(relation.target)
                pending.append(relation.target)
    reached = {"", *walk.kept}
    rels = {package.actual(rels_of(name)) for name in reached}
    of_parts = {package.actual(rels_of(name)) for name in package if not name.endswith(".rels")}
    for name in list(package):
        if name not in reached and name not in rels and name != TYPES and name in package:
            if name not in led_to and name not in of_parts:
                walk.cut(CutKind.OTHER, name)
            package.drop(name)


def _plain_content_types(walk: Walk) -> None:
    """Keep the content types of kept parts; the workbook gets that of a plain one."""
    package = walk.package
    book = package.workbook
    if walk.types[book] != allowed.SHEET_MAIN:
        package.declare(book, allowed.SHEET_MAIN)
        walk.types[book] = allowed.SHEET_MAIN
    if not walk.cuts:
        return
    used = {walk.types[name] for name in package if name != TYPES}
    root = package.tree(TYPES)
    for tag in [tag for tag in root if local_name(tag)]:
        unused = tag.get("ContentType", "").lower() not in used and not _is_plain_default(tag)
        if unused or (local_name(tag) == "Override" and tag.get("PartName", "") not in package):
            remove(tag)
            package.replace(TYPES, root)


def _is_plain_default(tag: Element) -> bool:
    """Return whether a content type for a file extension may stay although no part has it now."""
    kind = tag.get("ContentType", "").lower()
    plain = kind.startswith("image/") or kind.endswith(("/xml", "+xml", ".vmldrawing", ".printersettings"))
    return local_name(tag) == "Default" and plain and "macro" not in kind and "activex" not in kind
