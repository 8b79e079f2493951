"""Clean a workbook: what may act or lead out is cut by lists of what is allowed; values stay, and all is named."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from xhg_excel.core.results.cuts import Cut
from xhg_excel.errors.files import NotMarkableError
from xhg_excel.files.clean.elements import cut, text_of, tidy
from xhg_excel.files.clean.formula_places import KIND_OF_ACT, cut_formulas
from xhg_excel.files.clean.formulas import Act, Acting, Formulas, unusable_names
from xhg_excel.files.clean.parts import Walk, cut_parts
from xhg_excel.files.clean.references import cut_outward, cut_references
from xhg_excel.files.ooxml.package import Package
from xhg_excel.files.ooxml.xml_tree import elements, parsed

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Names that start a macro when the workbook is opened or closed, in any case.
_STARTING = re.compile(r"(?:_xlnm\.)?auto_?(?:open|close|activate|deactivate)", re.IGNORECASE)
_OF_MACROS, _TRUE = ("xlm", "vbProcedure", "function"), ("1", "true", "on")
_UTF8 = {"", "UTF-8", "UTF8", "ASCII", "US-ASCII"}


def clean(package: Package) -> list[Cut]:
    """Cut out of a workbook, in place, what acts or leads out of it; return what was cut, [] for a plain form.

    A workbook that has nothing of it keeps all its bytes.

    Raises:
        NotMarkableError: it is no workbook, or a part is damaged.

    """
    book = package.tree(package.workbook)
    sheets = list(package.sheets)
    unusable = _unusable_names(book, sheets)
    walk = Walk(package, Formulas(sheets, unusable))
    _close_line_breaks(walk)
    cut_parts(walk)
    if _cut_names(walk, book, unusable):
        tidy(book)
        package.replace(package.workbook, book)
    for part in list(walk.kept):
        if walk.types[part].endswith(("/xml", "+xml", ".vmldrawing")):
            _clean_part(walk, part)
    if walk.cut_cells:
        _drop_calculation_order(package)
    return walk.cuts


def _close_line_breaks(walk: Walk) -> None:
    """Make VML of which Excel left line breaks open (`<br>`, in text boxes) well-formed, which Excel reads too."""
    for part, kind in walk.types.items():
        if kind.endswith(".vmldrawing"):
            try:
                walk.package.tree(part)
            except NotMarkableError:
                walk.package.replace(part, walk.package.content_of(part).replace(b"<br>", b"<br/>"))


def _clean_part(walk: Walk, part: str) -> None:
    root = walk.package.tree(part)
    changed = cut_references(walk, part, root)
    changed |= cut_outward(walk, part, root)
    changed |= cut_formulas(walk, part, root)
    changed |= walk.drops_values and _forget_values(root)
    if root.xpath("//processing-instruction('xml-stylesheet')"):
        root = parsed(_without_instructions(root))
        changed = True
    if changed:
        tidy(root)
    # ECMA-376 part 2, 8.1.4: UTF-8 or UTF-16. In any other encoding two programs might read two texts.
    encoding = (root.getroottree().docinfo.encoding or "").upper()
    if changed or encoding not in _UTF8:
        walk.package.replace(part, root)


def _without_instructions(root: Element) -> bytes:
    """Return a part without processing instructions, also those before its root."""
    from lxml import etree

    etree.strip_tags(root, etree.ProcessingInstruction)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _forget_values(root: Element) -> bool:
    """Remove from cells the numbers of values that the internet fills and of formulas that fill further cells."""
    found = [cell for cell in elements(root, "c") if cell.get("vm") or cell.get("cm")]
    for cell in found:
        cell.attrib.pop("vm", None)
        cell.attrib.pop("cm", None)
    return bool(found)


# Defined names.


def _unusable_names(book: Element, sheets: Collection[str]) -> dict[str, Acting]:
    """Return the names that are cut, in small letters; a name that has several scopes goes in all of them."""
    formulas: dict[str, list[str]] = defaultdict(list)
    known: dict[str, Acting] = {}
    for tag in elements(book, "definedName"):
        name, text = _key(tag), text_of(tag)
        if text is None:
            known[name] = Acting(Act.UNREADABLE)
        elif _STARTING.match(name) or any(tag.get(key) in _TRUE for key in _OF_MACROS):
            known[name] = Acting(Act.MACRO)
        formulas[name].append(text or "")
    return unusable_names(formulas, sheets, known)


def _key(tag: Element) -> str:
    return str(tag.get("name", "")).casefold()


def _cut_names(walk: Walk, book: Element, unusable: Mapping[str, Acting]) -> bool:
    found = [tag for tag in elements(book, "definedName") if _key(tag) in unusable]
    for tag in found:
        acting = unusable[_key(tag)]
        walk.cut_at(KIND_OF_ACT[acting.act], "", tag.get("name", ""), acting.word)
        cut(tag)
    return bool(found)


def _drop_calculation_order(package: Package) -> None:
    """Drop the list of cells in the order of calculation: it names cells that have no formula now; it is optional."""
    for relation in package.relations(package.workbook):
        if relation.ends == "calcChain":
            package.unrelate(package.workbook, relation.key)
            package.drop(relation.target)
