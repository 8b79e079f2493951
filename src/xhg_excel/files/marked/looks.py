"""Colours of marked cells: conditional formats, recognised by their formula, and their formats in the style sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from xhg_excel.core.model.grid import a1
from xhg_excel.core.results.marks import At, CellMark
from xhg_excel.files.ooxml.package import Package, escaped
from xhg_excel.files.ooxml.schema_order import put_in_order
from xhg_excel.files.ooxml.soundness import refuse_doubled
from xhg_excel.files.ooxml.xml_tree import fragment, made, namespace, parsed, remove
from xhg_excel.notice.words import marks as words
from xhg_excel.notice.words.findings import Severity

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_STYLES = "xl/xhg_styles.xml"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_FILL = '<fill><patternFill patternType="solid"><bgColor rgb="{fill}"/></patternFill></fill>'
_XF = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
# What a format of cells needs in a style sheet: the first of each, which a cell without a format has.
_FIRST = {
    "fonts": "<font/>",
    "fills": '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
    "borders": "<border><left/><right/><top/><bottom/><diagonal/></border>",
    "cellStyleXfs": _XF,
    "cellXfs": _XF.replace("/>", ' xfId="0"/>'),
}
_WRAPPED = (
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    '<alignment vertical="center" wrapText="1"/></xf>'
)
_DXF = "<dxf><font>{font}</font>{fill}</dxf>"
_INK = '<color rgb="{ink}"/>'
_RULE = (
    '<conditionalFormatting sqref="{places}"><cfRule type="expression" dxfId="{look}" priority="{priority}" '
    'stopIfTrue="1"><formula>{test}</formula></cfRule></conditionalFormatting>'
)


class Looks(NamedTuple):
    """The numbers of our formats in a style sheet: of cells by severity, of the table's heads, of a cell that wraps."""

    by_severity: Mapping[Severity, int]
    head: int
    wrapped: int


def add_looks(package: Package) -> Looks:
    """Append our formats to the style sheet of a workbook; one that has none gets one."""
    related = [relation.target for relation in package.relations(package.workbook) if relation.ends == "styles"]
    part = next((target for target in related if target in package), "") or _new_styles(package)
    root = package.tree(part)
    refuse_doubled(package, root)
    for name, first in _FIRST.items():
        _listed(root, name, first)
    wrapped = _append(_listed(root, "cellXfs"), _WRAPPED)
    formats = _listed(root, "dxfs")
    by_severity = {
        severity: _append(formats, _DXF.format(font=_INK.format(ink=ink), fill=_FILL.format(fill=fill)))
        for severity, (fill, ink) in words.MARK_COLOURS.items()
    }
    head = _append(formats, _DXF.format(font="<b/>", fill=_FILL.format(fill=words.HEAD_COLOUR)))
    package.replace(part, root)
    return Looks(by_severity, head, wrapped)


def _new_styles(package: Package) -> str:
    package.replace(_STYLES, parsed(f'<styleSheet xmlns="{namespace(package.tree(package.workbook))}"/>'.encode()))
    package.declare(_STYLES, _STYLES_TYPE)
    package.relate(package.workbook, f"{package.relations_namespace}/styles", _STYLES)
    return _STYLES


def _listed(root: Element, name: str, first: str = "") -> Element:
    """Return a list of formats of a style sheet; one that is missing or empty is made of `first`."""
    found = root.find(f"{{*}}{name}")
    if found is None:
        found = made(root, name)
        put_in_order(root, found)
    if not len(found) and first:
        found.extend(fragment(found, f"<all>{first}</all>"))
        found.set("count", str(len(found)))
    return found


def _append(formats: Element, xml: str) -> int:
    """Append a format and count the list anew, because a stated count may lie; return the format's number."""
    formats.append(fragment(formats, xml))
    children = [child for child in formats if isinstance(child.tag, str)]
    formats.set("count", str(len(children)))
    return len(children) - 1


def colour(root: Element, cells: Mapping[At, CellMark], looks: Looks) -> None:
    """Add one conditional format for each severity to a worksheet, before all others of the sheet in rank."""
    by_severity: dict[Severity, list[str]] = defaultdict(list)
    for at, marked in sorted(cells.items()):
        by_severity[marked.severity].append(a1(*at))
    for rule in list(_rules(root)):
        priority = rule.get("priority", "")
        if priority.isdecimal():
            rule.set("priority", str(int(priority) + len(by_severity)))
    for number, (severity, places) in enumerate(by_severity.items(), start=1):
        put_in_order(root, rule_of(root, places, looks.by_severity[severity], number))


def rule_of(root: Element, places: list[str], look: int, priority: int) -> Element:
    """Return a conditional format of ours for some cells of a worksheet."""
    xml = _RULE.format(places=" ".join(places), look=look, priority=priority, test=escaped(words.MARK_TEST))
    return fragment(root, xml)


def _rules(root: Element) -> Iterator[Element]:
    """Yield the rules of conditional formats; those of Excel 2010 stand in `extLst` with the same local name."""
    for child in root:
        if child.tag != f"{{{namespace(root)}}}sheetData":
            yield from child.iter("{*}cfRule")


def clear_colours(root: Element) -> bool:
    """Remove our conditional formats from a worksheet; return whether there were any."""
    ours = [rule for rule in _rules(root) if any(_is_ours(inner.text) for inner in rule)]
    for rule in ours:
        block = rule.getparent()
        remove(rule)
        if not block.findall("{*}cfRule"):
            remove(block)
    return bool(ours)


def _is_ours(formula: str | None) -> bool:
    return formula is not None and "".join(formula.split()).removeprefix("=") == words.MARK_TEST
