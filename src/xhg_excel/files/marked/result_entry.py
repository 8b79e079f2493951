"""Put the result sheet in front of a workbook's sheets, and take it away again.

What counts sheets by their order follows: names of one sheet, the sheet that is shown first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xhg_excel.core.results.marks import Marks
from xhg_excel.errors.files import NotMarkableError
from xhg_excel.files.marked.looks import Looks
from xhg_excel.files.marked.result_sheet import filter_range, result_xml
from xhg_excel.files.ooxml.package import Package
from xhg_excel.files.ooxml.schema_order import put_in_order
from xhg_excel.files.ooxml.xml_tree import add, attribute, elements, made, namespace
from xhg_excel.notice.words import marks as words

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

RESULT_PART = "xl/worksheets/xhg_result.xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_FILTER_NAME = "_xlnm._FilterDatabase"
_LOCAL = "localSheetId"
_SELECTED = "tabSelected"
# The largest number of a sheet that Excel accepts.
_MOST_SHEET_IDS = 65_533


def open_on_result(package: Package) -> None:
    """Deselect all sheets: with two sheets selected, typing would go into both."""
    for part in package.sheets.values():
        if part in package and package.mentions(part, _SELECTED):
            root = package.tree(part)
            for view in elements(root, "sheetView"):
                view.attrib.pop(_SELECTED, None)
            package.replace(part, root)


def free_sheet_name(package: Package) -> str:
    """Return a name for the result sheet that no sheet of the sender has."""
    taken = {name.lower() for name in package.sheets}
    names = [words.RESULT_SHEET, *(f"{words.RESULT_SHEET} ({number})" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name.lower() not in taken)


def add_result(package: Package, name: str, marks: Marks, looks: Looks, more: str) -> None:
    """Add the result sheet under this name, shown first; `more` is said at its top."""
    root = package.tree(package.workbook)
    listed = root.find("{*}sheets")
    if listed is None:
        raise NotMarkableError(package.name)
    part = RESULT_PART if RESULT_PART not in package else "xl/worksheets/xhg_result2.xml"
    package.replace(part, result_xml(marks, looks, namespace(root), more))
    package.declare(part, _SHEET_TYPE)
    space = package.relations_namespace
    key = package.relate(package.workbook, f"{space}/worksheet", part, "rIdXhgResult")
    sheet = made(listed, "sheet", {"name": name, "sheetId": _free_id(listed), f"{{{space}}}id": key})
    listed.insert(0, sheet)
    _renumber(root, 1)
    names = root.find("{*}definedNames")
    if names is None:
        names = made(root, "definedNames")
        put_in_order(root, names)
    # The hidden name by which spreadsheet programs recognise a filtered range.
    hidden = {"name": _FILTER_NAME, _LOCAL: "0", "hidden": "1"}
    add(names, "definedName", hidden, f"'{name}'!{filter_range(len(marks.rows))}")
    for view in elements(root, "workbookView"):
        for place in ("activeTab", "firstSheet"):
            view.attrib.pop(place, None)
    package.replace(package.workbook, root)


def _free_id(listed: Element) -> str:
    taken = {attribute(sheet, "sheetId") for sheet in listed}
    highest = max((int(number) for number in taken if number.isdecimal()), default=0)
    if highest < _MOST_SHEET_IDS:
        return str(highest + 1)
    return next(str(number) for number in range(1, _MOST_SHEET_IDS) if str(number) not in taken)


def _numbered(root: Element, attribute_name: str, *names: str) -> Iterator[tuple[Element, int]]:
    """Yield the elements whose attribute is a sheet's place in the order, and that place."""
    for element in elements(root, *names):
        number = element.get(attribute_name, "")
        if number.isdecimal():
            yield element, int(number)


def _renumber(root: Element, by: int, after: int = -1) -> None:
    for name, place in _numbered(root, _LOCAL, "definedName"):
        if place > after:
            name.set(_LOCAL, str(place + by))


def drop_result(package: Package, name: str) -> None:
    """Remove a result sheet from the workbook, with its names; the sheet that was shown with it stays shown."""
    root = package.tree(package.workbook)
    listed = elements(root, "sheet")
    at, sheet = next((at, sheet) for at, sheet in enumerate(listed) if attribute(sheet, "name") == name)
    part = package.sheets[name]
    package.unrelate(package.workbook, attribute(sheet, "id"))
    package.drop(part)
    sheet.getparent().remove(sheet)
    for defined, place in list(_numbered(root, _LOCAL, "definedName")):
        if place == at:
            defined.getparent().remove(defined)
    _renumber(root, -1, at)
    for names in elements(root, "definedNames"):
        if not len(names):
            names.getparent().remove(names)
    for place_of in ("activeTab", "firstSheet"):
        for view, place in _numbered(root, place_of, "workbookView"):
            view.set(place_of, str(place - 1 if place > at else _first_visible(root) if place == at else place))
    package.replace(package.workbook, root)


def _first_visible(root: Element) -> int:
    states = [attribute(sheet, "state") for sheet in elements(root, "sheet")]
    return next((number for number, state in enumerate(states) if state in ("", "visible")), 0)
