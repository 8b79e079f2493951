"""Remove macros, external links and connections from a sender's workbook; the values stay.

A marked copy is passed on to many people. It must not contain macros, contact a server when it is
opened, or lead out of the workbook when somebody clicks in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from xhg_excel.files.ooxml.package import WORKBOOK, rels_of
from xhg_excel.files.ooxml.text_package import TextPackage, attribute, unescaped
from xhg_excel.files.ooxml.worksheet_xml import is_worksheet

_TYPES = "[Content_Types].xml"
_MACRO_MAIN = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_SHEET_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
_NO_CELLS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
)
_OUTSIDE = 'TargetMode="External"'
# For relationships that need a target.
_NOWHERE = "about:blank"
# References to other workbooks ([1]), DDE, and functions that contact a server, start a program or open a link.
_REACHES = re.compile(
    r"(?<![A-Za-z0-9_\]])\[\d+\]|\w\|'?[^|]*!"
    r"|\b(?:WEBSERVICE|RTD|CALL|REGISTER(?:\.ID)?|EXEC|SQL\.REQUEST|IMAGE|CUBE[A-Z]+|STOCKHISTORY)\s*\("
    r'|\bHYPERLINK\s*\((?!\s*"#)',
    re.IGNORECASE,
)
_TEXTS = re.compile(r'"(#?)[^"]*"')
_FORMULA = re.compile(r"<((?:\w+:)?f)\b([^>]*?)(?:/>|>([^<]*)</\1>)")
_RULE_FORMULA = re.compile(r"(<((?:\w+:)?(?:formula[12]?|f))(?: [^>]*)?>)([^<]*)(</\2>)")
_ASKS = re.compile(r'\s(?:refreshOnLoad|refreshOnOpen|interval)="[^"]*"')
_SOURCES = re.compile(r'\s(connection|command|url|sourceFile|odcFile)="[^"]*"')
_PROGRAM_NAMES = re.compile(
    r'<definedName [^>]*(?:\bxlm="(?:1|true)"|name="(?:_xlnm\.)?Auto_(?:Open|Close|Activate|Deactivate)[^"]*")[^>]*>'
    r"[^<]*</definedName>",
    re.IGNORECASE,
)


def sever(package: TextPackage) -> bool:
    """Remove macros and external references, in place; return whether there was anything other than macros."""
    _drop_macros(package)
    before = dict(package.parts)
    for name in [name for name in package.parts if _is_unsafe(name)]:
        package.drop(name)
    _drop_books(package)
    for part in [part for part in package.parts if part.startswith("xl/") and part.endswith(".xml")]:
        _CUTS.get(part.split("/")[1], _leave)(package, part)
    for part in [part for part in package.parts if is_worksheet(part)]:
        _cut_formulas(package, part)
        _cut_hyperlinks(package, part)
    for part in [part for part in package.parts if part.endswith(".rels") and _OUTSIDE in package[part]]:
        _edit(package, part, lambda xml: re.sub(r"<Relationship [^>]*>", lambda m: _nowhere(m[0]), xml))
    return package.parts != before


def _is_unsafe(name: str) -> bool:
    """Return whether a zip entry would be unpacked outside the target folder."""
    return name.startswith(("/", "\\")) or ":" in name or ".." in re.split(r"[/\\]", name)


def _edit(package: TextPackage, part: str, change: Callable[[str], str]) -> None:
    package[part] = change(package[part])


# Macros.


def _drop_macros(package: TextPackage) -> None:
    """Remove macros and the names that start them."""
    if _MACRO_MAIN in package[_TYPES]:
        package[_TYPES] = package[_TYPES].replace(_MACRO_MAIN, _MAIN)
    for part in (WORKBOOK, ""):
        for key, kind, target in package.relations(part):
            if kind.endswith(("/vbaProject", "/wordVbaData", "/extensibility")):
                _drop(package, part, key, target)
            elif kind.endswith(("/xlMacrosheet", "/xlIntlMacrosheet")):
                _empty(package, key, target)
    _edit(package, WORKBOOK, lambda xml: _without_names(xml, _PROGRAM_NAMES))


def _drop(package: TextPackage, part: str, key: str, target: str) -> None:
    package.unrelate(part, key)
    package.undeclare(target)
    package.drop(rels_of(target))
    package.drop(target)


def _empty(package: TextPackage, key: str, target: str) -> None:
    """Replace a macro sheet by an empty worksheet, because other parts refer to sheets by their order."""
    package.unrelate(WORKBOOK, key)
    package.undeclare(target)
    package.drop(rels_of(target))
    package[target] = _NO_CELLS
    package.relate(WORKBOOK, key, _SHEET_RELATION, target)
    package.declare(target, _SHEET_TYPE)


def _without_names(workbook: str, unwanted: re.Pattern[str]) -> str:
    left = unwanted.sub("", workbook)
    return left if left == workbook else re.sub(r"<definedNames>\s*</definedNames>", "", left)


# Other workbooks and servers.


def _drop_books(package: TextPackage) -> None:
    """Remove the links to other workbooks and the names that use them."""
    for key, kind, target in package.relations(WORKBOOK):
        if kind.endswith("/externalLink"):
            _drop(package, WORKBOOK, key, target)
    workbook = re.sub(r"<externalReferences>.*?</externalReferences>|<externalReferences/>", "", package[WORKBOOK])
    names = [tag[0] for tag in re.finditer(r"<definedName [^>]*>([^<]*)</definedName>", workbook) if _reaches(tag[1])]
    for name in names:
        workbook = workbook.replace(name, "", 1)
    package[WORKBOOK] = re.sub(r"<definedNames>\s*</definedNames>", "", workbook) if names else workbook


def _reaches(formula: str) -> bool:
    """Return whether a formula refers to something outside its workbook; quoted text does not count.

    >>> [_reaches(f) for f in ("[1]Sheet1!A1", "cmd|'/C calc'!A0", 'HYPERLINK("#a!A1","x")', 'A1&"[1]x|y!"', "T[1]")]
    [True, True, False, False, False]
    """
    return _REACHES.search(_TEXTS.sub(r'"\1"', unescaped(formula))) is not None


def _cut_formulas(package: TextPackage, part: str) -> None:
    """Remove external formulas from cells, whose values stay; those of validations and formats become 0."""
    xml = package[part]
    shared = set(_shared_and_reaching(xml))

    def cut(found: re.Match[str]) -> str:
        follows = attribute(found[2], "t") == "shared" and attribute(found[2], "si") in shared
        return "" if follows or _reaches(found[3] or "") else found[0]

    head, end, tail = xml.partition("</sheetData>")
    package[part] = _FORMULA.sub(cut, head) + end + _RULE_FORMULA.sub(_to("0"), tail)


def _shared_and_reaching(xml: str) -> Iterator[str]:
    for found in _FORMULA.finditer(xml):
        if attribute(found[2], "t") == "shared" and found[3] and _reaches(found[3]):
            yield attribute(found[2], "si")


def _to(value: str) -> Callable[[re.Match[str]], str]:
    """Return a replacement for `re.sub` that puts a value in place of an external formula."""
    return lambda found: f"{found[1]}{value}{found[4]}" if _reaches(found[3]) else found[0]


def _cut_hyperlinks(package: TextPackage, part: str) -> None:
    """Remove hyperlinks that lead out of the workbook; the cells keep their values."""
    rels = rels_of(part)
    if rels not in package:
        return
    outside = [attribute(tag, "Id") for tag in re.findall(r"<Relationship [^>]*>", package[rels]) if _OUTSIDE in tag]
    xml = package[part]
    for key in outside:
        link = rf'<hyperlink [^>]*\w+:id="{re.escape(key)}"[^>]*?(?:/>|></hyperlink>)'
        if re.search(link, xml):
            xml = re.sub(link, "", xml)
            package.unrelate(part, key)
    package[part] = re.sub(r"<hyperlinks>\s*</hyperlinks>", "", xml)


def _nowhere(tag: str) -> str:
    """Return a relationship with an external target replaced by an empty page."""
    return re.sub(r'\sTarget="[^"]*"', f' Target="{_NOWHERE}"', tag) if _OUTSIDE in tag else tag


def _leave(package: TextPackage, part: str) -> None:
    """Leave a part as it is."""


def _ask_nobody(package: TextPackage, part: str) -> None:
    _edit(package, part, lambda xml: _SOURCES.sub(r' \1=""', _ASKS.sub("", xml)))


def _call_nothing(package: TextPackage, part: str) -> None:
    _edit(package, part, lambda xml: re.sub(r'\smacro="[^"]+"', ' macro=""', xml))


def _chart_nothing(package: TextPackage, part: str) -> None:
    _edit(package, part, lambda xml: _RULE_FORMULA.sub(_to("#REF!"), xml))


_CUTS: dict[str, Callable[[TextPackage, str], None]] = {
    "connections.xml": _ask_nobody,
    "queryTables": _ask_nobody,
    "pivotCache": _ask_nobody,
    "drawings": _call_nothing,
    "charts": _chart_nothing,
}
