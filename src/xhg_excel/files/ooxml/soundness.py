"""What would make a spreadsheet program refuse or repair a package that we changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from xhg_excel.errors.files import NotMarkableError
from xhg_excel.files.ooxml.package import TYPES, Package, rels_of
from xhg_excel.files.ooxml.schema_order import misplaced
from xhg_excel.files.ooxml.xml_tree import attribute, elements, local_name
from xhg_excel.files.ooxml.zip_parts import Member

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_XML = (".xml", ".rels", ".vml")
_COUNTED = ("cellXfs", "dxfs")
_RELATED = "officeDocument/relationships}"


def new_faults(first: Package, second: Package) -> list[str]:
    """Return the faults of the second package that the first did not have; parts of the same packed bytes are not read.

    Args:
        first: as it was before it was changed, newly opened.
        second: what became of it, newly opened.
    """
    changed = [part for part in second if _stored(first, part) != _stored(second, part)]
    had = Counter(_faults(first, [part for part in changed if part in first]))
    return sorted((Counter(_faults(second, changed)) - had).elements())


def refuse_doubled(package: Package, root: Element) -> None:
    """Refuse a style sheet or list of notes in which a child stands twice: which one counts differs by program.

    Raises:
        NotMarkableError: one does; what is appended to the one list would be looked for in the other.
    """
    names = Counter(local_name(child) for child in root if local_name(child))
    if any(times > 1 for times in names.values()):
        raise NotMarkableError(package.name)


def _stored(package: Package, part: str) -> tuple[Member | None, Member | None]:
    """Return a part and its relationships as they are packed; None for what the package lacks."""
    return package.member(part), package.member(rels_of(part))


def _faults(package: Package, parts: list[str]) -> Iterator[str]:
    yield from _undeclared(package)
    for part in package:
        yield from _unresolved(package, part)
    yield from _unresolved(package, "")
    yield from _twice(package)
    for part in parts:
        if part.lower().endswith(_XML):
            yield from _odd_xml(package, part)


def _odd_xml(package: Package, part: str) -> Iterator[str]:
    try:
        root = package.tree(part)
    except NotMarkableError:
        yield f"{part}: not well-formed"
        return
    yield from (f"{part}: {name} misplaced" for name in misplaced(root))
    keys = {relation.key for relation in package.relations(part)}
    for element in root.iter():
        for name, value in element.attrib.items():
            if _RELATED in name and value not in keys:
                yield f"{part}: {local_name(element)} {value} without relationship"
    for element in elements(root, *_COUNTED):
        if attribute(element, "count") not in ("", str(len(element))):
            yield f"{part}: {local_name(element)} count"


def _undeclared(package: Package) -> Iterator[str]:
    declared = Counter(attribute(tag, "PartName").lower() for tag in elements(package.tree(TYPES), "Override"))
    yield from (f"{part}: declared twice" for part, times in declared.items() if times > 1)
    yield from (f"{part}: no content type" for part in package if part != TYPES and not package.content_type(part))
    yield from (f"{part}: declared, missing" for part in declared if part not in package)


def _unresolved(package: Package, part: str) -> Iterator[str]:
    relations = package.relations(part) if part == "" or rels_of(part) in package else []
    keys = Counter(relation.key for relation in relations)
    yield from (f"{part}: relationship {key} twice" for key, times in keys.items() if times > 1)
    for relation in relations:
        if not relation.is_external and relation.target not in package:
            yield f"{part}: {relation.ends} leads nowhere"


def _twice(package: Package) -> Iterator[str]:
    """Yield sheets that share a name or a number."""
    sheets = elements(package.tree(package.workbook), "sheet")
    for key in ("name", "sheetId"):
        counted = Counter(attribute(sheet, key).lower() for sheet in sheets)
        yield from (f"sheet {key} twice" for times in counted.values() if times > 1)
