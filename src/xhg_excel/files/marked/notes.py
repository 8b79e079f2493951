"""Add cell notes to a package beside the user's notes, and remove them again by their author.

A cell that has a note of the user gets none of ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from xhg_excel.core.model.grid import a1
from xhg_excel.core.results.marks import At, CellMark, note_lines
from xhg_excel.files.ooxml.package import escaped
from xhg_excel.files.ooxml.text_package import TextPackage, attribute
from xhg_excel.notice.words.marks import NOTE_AUTHOR, NOTE_LINE_HEIGHT, NOTE_STARTS, NOTE_WIDTH

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_DEFAULT = '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
_AFTER = "legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst"
_OUR_WORDS = re.compile("<t[^>]*>(?:" + "|".join(NOTE_STARTS) + ")")
_KEYS = ("rIdXhgNotes", "rIdXhgDrawing")
_OPEN_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)


def put_notes(package: TextPackage, part: str, cells: Mapping[At, CellMark], added: list[str]) -> None:
    """Add notes to the marked cells of a sheet; what `drop_notes` has to undo is appended to `added`."""
    related = {kind.removeprefix(_KIND): target for _, kind, target in package.relations(part)}
    comments, drawing = related.get("comments"), related.get("vmlDrawing")
    if comments is None or drawing is None or comments not in package or drawing not in package:
        if comments is not None or drawing is not None:
            return  # notes without shapes, or shapes without notes: left as they are
        comments, drawing = _new_parts(package, part, added)
    xml = package[comments]
    taken = set(re.findall(r'<comment [^>]*ref="([A-Z]+\d+)"', xml))
    notes = {at: marked for at, marked in sorted(cells.items()) if a1(*at) not in taken}
    author = xml.count("<author>")
    listed = "".join(_comment(at, marked, author) for at, marked in notes.items())
    xml = xml.replace("</authors>", f"<author>{NOTE_AUTHOR}</author></authors>", 1)
    package[comments] = xml.replace("</commentList>", f"{listed}</commentList>", 1)
    shapes = "".join(_shape(at, number, marked.note) for number, (at, marked) in enumerate(notes.items()))
    package[drawing] = package[drawing].replace("</xml>", f"{shapes}</xml>", 1)


def _new_parts(package: TextPackage, part: str, added: list[str]) -> tuple[str, str]:
    number = sum(name.startswith("xl/xhg_notes") for name in package.parts) + 1
    comments, drawing = f"xl/xhg_notes{number}.xml", f"xl/drawings/xhg_notes{number}.vml"
    package[comments] = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{_MAIN}">'
        "<authors></authors><commentList></commentList></comments>"
    )
    package[drawing] = _OPEN_VML + "</xml>"
    package.declare(comments, _TYPE)
    package.relate(part, _KEYS[0], f"{_KIND}comments", comments)
    package.relate(part, _KEYS[1], f"{_KIND}vmlDrawing", drawing)
    types = package["[Content_Types].xml"]
    if 'Extension="vml"' not in types:
        added.append("vml")
        package["[Content_Types].xml"] = re.sub(r"(<Types [^>]*>)", rf"\1{_VML_DEFAULT}", types, count=1)
    xml = package[part]
    if "xmlns:r=" not in xml:
        added.append(f"r:{part}")
        xml = xml.replace("<worksheet ", f'<worksheet xmlns:r="{_KIND[:-1]}" ', 1)
    after = re.compile(rf"<(?:{_AFTER})[ />]|</worksheet>").search(xml, max(xml.find("sheetData"), 0))
    at = after.start() if after else len(xml)
    package[part] = f'{xml[:at]}<legacyDrawing r:id="{_KEYS[1]}"/>{xml[at:]}'
    return comments, drawing


def _comment(at: At, marked: CellMark, author: int) -> str:
    text = escaped(marked.note)
    return (
        f'<comment ref="{a1(*at)}" authorId="{author}"><text><r><rPr><sz val="9"/></rPr>'
        f'<t xml:space="preserve">{text}</t></r></text></comment>'
    )


def _shape(at: At, number: int, note: str) -> str:
    row, col = at
    lines = note_lines(note)
    return (
        f'<v:shape id="xhg_note_{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:5pt;'
        f'width:{NOTE_WIDTH}pt;height:{lines * NOTE_LINE_HEIGHT}pt;z-index:{number + 1};visibility:hidden" '
        'fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{col + 1}, 12, {row}, 4, {col + 4}, 40, {row + lines // 2 + 1}, 4</x:Anchor>"
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{col}</x:Column></x:ClientData></v:shape>"
    )


def drop_notes(package: TextPackage, part: str, added: list[str]) -> None:
    """Remove our notes from a sheet, the parts of notes if none is left, and the declarations in `added`."""
    related = [(key, kind.removeprefix(_KIND), target) for key, kind, target in package.relations(part)]
    found = {kind: (key, target) for key, kind, target in related if kind in ("comments", "vmlDrawing")}
    if len(found) < 2 or not _has_ours(package[found["comments"][1]]):
        return
    (notes_key, comments), (drawing_key, drawing) = found["comments"], found["vmlDrawing"]
    ours = _drop_comments(package, comments)
    _drop_shapes(package, drawing, ours)
    if "<comment " not in package[comments]:
        for key, target in ((notes_key, comments), (drawing_key, drawing)):
            package.unrelate(part, key)
            package.undeclare(target)
            package.drop(target)
        package[part] = re.sub(rf'<legacyDrawing [^>]*"{re.escape(drawing_key)}"[^>]*/>', "", package[part])
    if f"r:{part}" in added:
        package[part] = package[part].replace(f' xmlns:r="{_KIND[:-1]}"', "", 1)
    if "vml" in added and not any(name.endswith(".vml") for name in package.parts):
        package["[Content_Types].xml"] = package["[Content_Types].xml"].replace(_VML_DEFAULT, "", 1)


def _has_ours(xml: str) -> bool:
    return NOTE_AUTHOR in xml or _OUR_WORDS.search(xml) is not None


def _drop_comments(package: TextPackage, comments: str) -> set[str]:
    """Remove our notes and our author; return the addresses of the notes."""
    xml = package[comments]
    authors = re.findall(r"<author>(.*?)</author>|<author/>", xml)
    number = authors.index(NOTE_AUTHOR) if NOTE_AUTHOR in authors else -1
    ours = set()

    def keep(found: re.Match[str]) -> str:
        tag = found[0]
        # Some programs drop the author: then our notes are recognised by their first words.
        if attribute(tag, "authorId") != str(number) and not _OUR_WORDS.search(tag):
            return tag
        ours.add(attribute(tag, "ref"))
        return ""

    xml = re.sub(r"<comment .*?</comment>", keep, xml, flags=re.DOTALL)
    package[comments] = xml.replace(f"<author>{NOTE_AUTHOR}</author>", "", 1)
    return ours


def _drop_shapes(package: TextPackage, drawing: str, ours: set[str]) -> None:
    def keep(found: re.Match[str]) -> str:
        row, col = (re.search(rf"<x:{name}>(\d+)</x:{name}>", found[0]) for name in ("Row", "Column"))
        note = 'ObjectType="Note"' in found[0]
        return "" if note and row and col and a1(int(row[1]), int(col[1])) in ours else found[0]

    package[drawing] = re.sub(r"<v:shape .*?</v:shape>", keep, package[drawing], flags=re.DOTALL)
