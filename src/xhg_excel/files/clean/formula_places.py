"""Cut the formulas of one part that act: cells keep their values, charts theirs, rules and validations go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xhg_excel.files.clean.elements import above, cut, is_in, text_of, with_attributes
from xhg_excel.files.clean.formulas import Act, Acting
from xhg_excel.files.clean.parts import Walk
from xhg_excel.files.ooxml.xml_tree import attribute, elements, local_name, remove
from xhg_excel.notice.words.cuts import CutKind

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

KIND_OF_ACT = {
    Act.OTHER_BOOK: CutKind.BOOK,
    Act.PROGRAM: CutKind.PROGRAM,
    Act.FUNCTION: CutKind.FUNCTION,
    Act.NAME: CutKind.FUNCTION,
    Act.MACRO: CutKind.MACRO,
    Act.UNREADABLE: CutKind.UNREADABLE,
}
# Elements whose text is a formula, in any part and namespace.
_FORMULAS = (
    "formula", "formula1", "formula2", "calculatedColumnFormula", "totalsRowFormula",
    "FmlaLink", "FmlaRange", "FmlaGroup", "FmlaTxbx", "FmlaPict",
)  # fmt: skip
_ATTRIBUTES = ("textlink", "cellRange", "fmlaLink", "fmlaRange", "fmlaGroup", "fmlaTxbx", "linkedCell", "listFillRange")
# What goes whole when one of its formulas acts.
_WHOLE = {"dataValidation", "cfRule", "sparkline", "calculatedColumnFormula", "totalsRowFormula"}
_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]{1,7}")
_NOTHING = "#REF!"


def cut_formulas(walk: Walk, part: str, root: Element) -> bool:
    """Cut the formulas of one part that act, in place; return whether there were any."""
    cells = [f for f in root.iter("{*}f") if local_name(f.getparent()) == "c"]
    others = [f for f in root.iter("{*}f") if local_name(f.getparent()) != "c"]
    # The cells of a series that a filter keeps out of a chart; elsewhere `sqref` lists ranges.
    others += [f for f in root.iter("{*}sqref") if local_name(f.getparent()) == "formulaRef"]
    changed = _cut_cells(walk, part, cells)
    for element in (*others, *(found for found in elements(root, *_FORMULAS) if not _holds_formulas(found))):
        acting = judged(walk, element)
        if acting is not None and is_in(element, root):
            _cut_other(element)
            _note(walk, part, acting)
            changed = True
    return _cut_attributes(walk, part, root) or changed


def _holds_formulas(element: Element) -> bool:
    """Return whether an element only holds formulas: `<x14:formula1><xm:f>A1</xm:f></x14:formula1>`."""
    blank = not "".join((element.text or "", *(child.tail or "" for child in element))).strip()
    return len(element) > 0 and blank and all(local_name(child) == "f" for child in element)


def judged(walk: Walk, element: Element) -> Acting | None:
    """Return what the formula in an element does beside computing."""
    text = text_of(element)
    if text is None:
        return Acting(Act.UNREADABLE)
    if any(not _CELL.fullmatch(element.get(key, "A1")) for key in ("r1", "r2")):
        return Acting(Act.OTHER_BOOK)
    return walk.formulas.acting(text)


def _note(walk: Walk, part: str, acting: Acting, place: str = "") -> None:
    walk.cut_at(KIND_OF_ACT[acting.act], part, place, acting.word)


def _cut_cells(walk: Walk, part: str, formulas: list[Element]) -> bool:
    """Remove formulas from cells, whose values stay; with a shared formula go all that share it."""
    acting = {number: found for number, f in enumerate(formulas) if (found := judged(walk, f)) is not None}
    shared = {formulas[number].get("si"): found for number, found in acting.items() if formulas[number].get("si")}
    for number, f in enumerate(formulas):
        found = acting.get(number) or shared.get(f.get("si"))
        if found is None:
            continue
        cell = f.getparent()
        _note(walk, part, found, attribute(cell, "r"))
        remove(f)
        cell.attrib.pop("cm", None)  # says that the formula fills further cells
        walk.cut_cells = True
    return bool(acting)


def _cut_other(element: Element) -> None:
    whole = above(element, _WHOLE)
    if whole is not None:
        cut(whole)
    elif local_name(element) == "f" and _to_literal(element.getparent()):
        return
    elif local_name(element).startswith("Fmla"):
        cut(element)
    else:
        element.text = _NOTHING
        for child in list(element):
            element.remove(child)


def _to_literal(reference: Element) -> bool:
    """Make a chart's reference to cells a list of the values it shows; return whether it is such a reference.

    ECMA-376 part 1, 21.2.2.123 and 21.2.2.201: numRef holds f and numCache, which has the content of numLit.
    """
    kind = local_name(reference)
    above_it = local_name(reference.getparent()) if reference.getparent() is not None else ""
    literal, cached = {"numRef": ("numLit", "numCache"), "strRef": ("strLit", "strCache")}.get(kind, ("", ""))
    cache = elements(reference, cached) if cached else []
    if not cache or (kind == "strRef" and above_it not in ("cat", "xVal")):
        return False
    beginning = str(reference.tag).removesuffix(kind)
    reference.tag = beginning + literal
    values = list(cache[0])
    for child in list(reference):
        reference.remove(child)
    reference.extend(values)
    return True


def _cut_attributes(walk: Walk, part: str, root: Element) -> bool:
    changed = False
    for element, key in list(with_attributes(root, _ATTRIBUTES)):
        acting = walk.formulas.acting(element.get(key, ""))
        if acting is not None:
            del element.attrib[key]
            _note(walk, part, acting)
            changed = True
    for limit in elements(root, "cfvo"):
        acting = walk.formulas.acting(limit.get("val", ""))
        rule = above(limit, _WHOLE)
        if acting is not None and rule is not None and is_in(limit, root):
            cut(rule)
            _note(walk, part, acting)
            changed = True
    return changed
