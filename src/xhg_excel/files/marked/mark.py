"""Mark a sender's workbook (coloured cells, notes, a result sheet in front) and remove the marks again.

Parts of the package are edited as text, so that everything else in the workbook (formats, notes,
charts, pictures, validations) keeps its bytes. What was changed is recorded in the result sheet, so that
`unmark` restores the file's content exactly; in a copy saved by a spreadsheet program the marks are found
by their formula and words.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from xhg_excel.core.model.grid import a1
from xhg_excel.core.results.marks import At, CellMark, Marks
from xhg_excel.files.marked.cut_links import sever
from xhg_excel.files.marked.notes import drop_notes, put_notes
from xhg_excel.files.marked.result_sheet import filter_range, result_xml
from xhg_excel.files.ooxml.package import WORKBOOK, quoted
from xhg_excel.files.ooxml.text_package import TextPackage, attribute, declared, unescaped
from xhg_excel.notice.words import marks as words
from xhg_excel.notice.words.findings import Severity

RESULT_PART, _RESULT_KEY = "xl/worksheets/xhg_result.xml", "rIdXhgResult"
_STYLES = "xl/styles.xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_SHEET_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
# ECMA-376 part 1, 18.3.1.99: the elements that may follow conditionalFormatting in a worksheet.
_AFTER_LOOKS = (
    "dataValidations|hyperlinks|printOptions|pageMargins|pageSetup|headerFooter|rowBreaks|colBreaks|customProperties|"
    "cellWatches|ignoredErrors|smartTags|drawing|legacyDrawing|legacyDrawingHF|drawingHF|picture|oleObjects|controls|"
    "webPublishItems|tableParts|extLst"
)
_TEST = quoted(words.MARK_TEST).replace("&quot;", '"')
# The same formula with any program's escapes of quotes and brackets.
_ANY_TEST = re.escape(words.MARK_TEST).replace('"', '(?:"|&quot;)').replace("<", "&lt;").replace(">", "(?:>|&gt;)")
_RAISED = 1000
_NO_NAMES = "<definedNames></definedNames>"
_SELECTED = ' tabSelected="1"'
_FILL = '<fill><patternFill patternType="solid"><bgColor rgb="{fill}"/></patternFill></fill>'
_HEAD = f"<dxf><font><b/></font>{_FILL.format(fill='FFF2F2F2')}</dxf>"
_DXFS = [
    f'<dxf><font><color rgb="{ink}"/></font>{_FILL.format(fill=fill)}</dxf>'
    for fill, ink in words.MARK_COLOURS.values()
] + [_HEAD]
_WRAPPED = (
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    '<alignment vertical="center" wrapText="1"/></xf>'
)


@dataclass
class _Changes:
    """What marking changed and the marks themselves do not show, so that `unmark` restores it exactly."""

    view: str = ""
    selected: dict[str, str] = field(default_factory=dict)
    dxfs: str = ""
    notes: list[str] = field(default_factory=list)


def mark(content: bytes, name: str, marks: Marks) -> bytes:
    """Return a marked copy of an .xlsx or .xlsm, without macros and links that lead out; old marks are replaced.

    Raises:
        NotMarkableError: the package cannot be edited as text.

    """
    package = TextPackage(unmark(content, name), name)
    sever(package)
    changes = _Changes()
    first_look, wrapped = _add_styles(package, changes)
    looks = {severity: first_look + number for number, severity in enumerate(words.MARK_COLOURS)}
    parts = package.sheets
    for sheet, cells in marks.cells.items():
        part = parts.get(sheet)
        if part is not None and part in package:
            _colour(package, part, cells, looks)
            put_notes(package, part, cells, changes.notes)
    _open_on_result(package, changes)
    state = json.dumps(changes.__dict__)
    package[RESULT_PART] = result_xml(marks, looks | {None: first_look + len(looks)}, wrapped, state)
    _add_result(package, len(marks.rows))
    return package.save()


def unmark(content: bytes, name: str) -> bytes:
    """Return a workbook without our marks, unchanged if it has none."""
    package = TextPackage(content, name)
    parts = package.sheets
    name = next((name for name, part in parts.items() if _is_ours(package, name, part)), "")
    if not name:
        return content
    changes = _Changes(**_state(package, parts[name]))
    _drop_result(package, name, changes)
    for sheet in package.sheets.values():
        if sheet in package and "<worksheet" in package[sheet]:
            package[sheet] = _plain(package[sheet])
            drop_notes(package, sheet, changes.notes)
            if sheet in changes.selected:
                view = changes.selected[sheet]
                package[sheet] = package[sheet].replace(view.replace(_SELECTED, ""), view, 1)
    _drop_styles(package, changes)
    return package.save()


def _is_ours(package: TextPackage, name: str, part: str) -> bool:
    """Return whether a sheet is our result sheet; a sheet of the user may have the same name."""
    if not name.startswith(words.RESULT_SHEET) or part not in package:
        return False
    shared = f'r="{a1(0, words.OWN_COLUMN)}"' in package[part] and _STATE.search(_shared(package)) is not None
    return shared or _STATE.search(package[part]) is not None


_STATE = re.compile(words.OWN_TEXT.format(state=r"(\{.*?\})</t>"))


def _shared(package: TextPackage) -> str:
    return package.parts.get("xl/sharedStrings.xml", b"").decode()


def _state(package: TextPackage, part: str) -> dict[str, Any]:
    found = _STATE.search(package[part]) or _STATE.search(_shared(package))
    said: dict[str, Any] = json.loads(unescaped(found[1])) if found else {}
    return said


# Looks.


def _add_styles(package: TextPackage, changes: _Changes) -> tuple[int, int]:
    """Append our formats; return the indexes of the first conditional format and of the wrapped cell format."""
    styles = package[_STYLES]
    found = re.search(r"<dxfs[^>]*?(/>|>)", styles)
    ours = "".join(_DXFS)
    changes.dxfs = found[0] if found else ""
    count = int(attribute(found[0], "count") or 0) if found else 0
    head = f'<dxfs count="{count + len(_DXFS)}">'
    if found is None:
        before = "<tableStyles" if "<tableStyles" in styles else "</styleSheet>"
        styles = styles.replace(before, f"{head}{ours}</dxfs>{before}", 1)
    elif found[1] == "/>":
        styles = styles.replace(found[0], f"{head}{ours}</dxfs>", 1)
    else:
        styles = styles.replace(found[0], head, 1).replace("</dxfs>", f"{ours}</dxfs>", 1)
    formats = re.search(r'<cellXfs count="(\d+)">', styles)
    wrapped = int(formats[1]) if formats else 0
    if formats:
        styles = styles.replace(formats[0], f'<cellXfs count="{wrapped + 1}">', 1)
        styles = styles.replace("</cellXfs>", f"{_WRAPPED}</cellXfs>", 1)
    package[_STYLES] = styles
    return count, wrapped


def _drop_styles(package: TextPackage, changes: _Changes) -> None:
    """Remove our formats if they are still the last ones; a program that saved the file may have moved them."""
    styles, ours = package[_STYLES], "".join(_DXFS)
    if f"{ours}</dxfs>" in styles:
        found = re.search(r"<dxfs[^>]*>", styles)
        if not changes.dxfs or changes.dxfs.endswith("/>"):
            styles = re.sub(r"<dxfs[^>]*>" + re.escape(ours) + "</dxfs>", changes.dxfs, styles, count=1)
        elif found:
            styles = styles.replace(found[0], changes.dxfs, 1).replace(f"{ours}</dxfs>", "</dxfs>", 1)
    if f"{_WRAPPED}</cellXfs>" in styles:
        formats = re.search(r'<cellXfs count="(\d+)">', styles)
        styles = styles.replace(f"{_WRAPPED}</cellXfs>", "</cellXfs>", 1)
        if formats:
            styles = styles.replace(formats[0], f'<cellXfs count="{int(formats[1]) - 1}">', 1)
    package[_STYLES] = styles


def _colour(package: TextPackage, part: str, cells: Mapping[At, CellMark], looks: Mapping[Severity, int]) -> None:
    """Add one conditional format for each severity, with priority over all others of the sheet."""
    by_severity: dict[Severity, list[str]] = defaultdict(list)
    for at, marked in sorted(cells.items()):
        by_severity[marked.severity].append(a1(*at))
    added = "".join(
        f'<conditionalFormatting sqref="{" ".join(places)}"><cfRule type="expression" dxfId="{looks[severity]}" '
        f'priority="{number}" stopIfTrue="1"><formula>{_TEST}</formula></cfRule></conditionalFormatting>'
        for number, (severity, places) in enumerate(by_severity.items(), start=1)
    )
    xml = re.sub(r'(<cfRule [^>]*priority=")(\d+)"', lambda m: f'{m[1]}{int(m[2]) + _RAISED}"', package[part])
    start = xml.find("</sheetData>")
    start = start if start >= 0 else xml.find("<sheetData/>")
    after = re.compile(rf"<(?:{_AFTER_LOOKS})[ />]|</worksheet>").search(xml, max(start, 0))
    end = after.start() if after else len(xml)
    package[part] = xml[:end] + added + xml[end:]


def _plain(xml: str) -> str:
    """Return a worksheet without our conditional formats; the others get their old priorities."""
    rule = rf"<cfRule [^>]*>\s*<formula>{_ANY_TEST}</formula>\s*</cfRule>"
    without = re.sub(rule, "", xml)
    without = re.sub(r"<conditionalFormatting [^>]*>\s*</conditionalFormatting>", "", without)
    numbers = [int(number) for number in re.findall(r'<cfRule [^>]*priority="(\d+)"', without)]
    if without != xml and numbers and min(numbers) > _RAISED:
        return re.sub(r'(<cfRule [^>]*priority=")(\d+)"', lambda m: f'{m[1]}{int(m[2]) - _RAISED}"', without)
    return without


# The result sheet.


def _open_on_result(package: TextPackage, changes: _Changes) -> None:
    """Deselect all other sheets: with two sheets selected, typing would go into both."""
    for part in package.sheets.values():
        view = re.search(rf"<sheetView[^>]*{_SELECTED}[^>]*>", package[part]) if part in package else None
        if view is not None:
            changes.selected[part] = view[0]
            package[part] = package[part].replace(view[0], view[0].replace(_SELECTED, ""), 1)
    found = re.search(r"<workbookView [^>]*/>", package[WORKBOOK])
    changes.view = found[0] if found else ""


def _filter_name(sheet: str, rows: int) -> str:
    """Return the hidden name by which spreadsheet programs recognise a filtered range."""
    attributes = 'name="_xlnm._FilterDatabase" localSheetId="0" hidden="1"'
    return f"<definedName {attributes}>'{sheet}'!{filter_range(rows)}</definedName>"


def _free_name(package: TextPackage) -> str:
    """Return a name for the result sheet that no sheet of the sender has."""
    taken = {name.lower() for name in package.sheets}
    names = [words.RESULT_SHEET, *(f"{words.RESULT_SHEET} ({number})" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name.lower() not in taken)


def _add_result(package: TextPackage, rows: int) -> None:
    workbook = package[WORKBOOK]
    number = max([int(n) for n in re.findall(r'<sheet [^>]*sheetId="(\d+)"', workbook)], default=0) + 1
    name, prefix = _free_name(package), declared(workbook)
    sheet = f'<sheet{prefix} name="{name}" sheetId="{number}" r:id="{_RESULT_KEY}"/>'
    workbook = workbook.replace("<sheets>", f"<sheets>{sheet}", 1)
    workbook = re.sub(r'localSheetId="(\d+)"', lambda m: f'localSheetId="{int(m[1]) + 1}"', workbook)
    if "<definedNames>" not in workbook:
        before = re.compile(r"<(?:calcPr|oleSize|customWorkbookViews|pivotCaches|fileRecoveryPr|extLst)|</workbook>")
        workbook = before.sub(lambda m: _NO_NAMES + m[0], workbook, count=1)
    workbook = workbook.replace("<definedNames>", f"<definedNames>{_filter_name(name, rows)}", 1)
    package[WORKBOOK] = re.sub(r"<workbookView [^>]*/>", lambda m: _first_tab(m[0]), workbook, count=1)
    package.relate(WORKBOOK, _RESULT_KEY, _SHEET_RELATION, RESULT_PART)
    package.declare(RESULT_PART, _SHEET_TYPE)


def _first_tab(view: str) -> str:
    return re.sub(r'\s(?:activeTab|firstSheet)="\d+"', "", view)


def _drop_result(package: TextPackage, name: str, changes: _Changes) -> None:
    workbook, part = package[WORKBOOK], package.sheets[name]
    tag = re.search(rf'<sheet [^>]*name="{re.escape(name)}"[^>]*/>', workbook)
    key = attribute(tag[0], r"\w+:id") if tag else ""
    workbook = workbook.replace(tag[0], "", 1) if tag else workbook
    reference = rf"(?:'|&apos;)?\$?{re.escape(name)}(?:'|&apos;)?!"
    workbook = re.sub(rf"<definedName [^>]*>{reference}[^<]*</definedName>", "", workbook)
    workbook = workbook.replace(_NO_NAMES, "", 1)
    workbook = re.sub(r'localSheetId="(\d+)"', lambda m: f'localSheetId="{max(0, int(m[1]) - 1)}"', workbook)
    view = re.search(r"<workbookView [^>]*/>", workbook)
    if view and changes.view:
        later = f' activeTab="{max(0, int(attribute(view[0], "activeTab") or 1) - 1)}"/>'
        back = changes.view if view[0] == _first_tab(changes.view) else _first_tab(view[0])[:-2] + later
        workbook = workbook.replace(view[0], back, 1)
    package[WORKBOOK] = workbook
    package.unrelate(WORKBOOK, key)
    package.undeclare(part)
    package.drop(part)
