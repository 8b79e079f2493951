"""Add cell notes to a worksheet beside the sender's, and remove them again line by line.

A cell that has a note of the sender gets none of ours. A comment thread counts as a note: its part of
ordinary comments holds one for it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from xhg_excel.core.model.grid import a1
from xhg_excel.core.results.marks import At, CellMark, note_lines
from xhg_excel.files.ooxml.cell_texts import shown_text
from xhg_excel.files.ooxml.package import Package, escaped
from xhg_excel.files.ooxml.schema_order import put_in_order
from xhg_excel.files.ooxml.soundness import refuse_doubled
from xhg_excel.files.ooxml.xml_tree import (
    add,
    attribute,
    cell_text,
    elements,
    fragment,
    local_name,
    made,
    namespace,
    parsed,
    remove,
)  # fmt: skip
from xhg_excel.notice.words.marks import NOTE_AUTHOR, NOTE_LINE_HEIGHT, NOTE_STARTS, NOTE_WIDTH

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_VML, _OFFICE, _EXCEL = (
    "urn:schemas-microsoft-com:vml",
    "urn:schemas-microsoft-com:office:office",
    "urn:schemas-microsoft-com:office:excel",
)
_SPACES = f'xmlns:v="{_VML}" xmlns:o="{_OFFICE}" xmlns:x="{_EXCEL}"'
_NO_SHAPES = ("shapetype", "shapelayout", "")
_NOTE_SHAPE = "_x0000_t202"
_SHAPE_TYPE = (
    f'<v:shapetype id="{_NOTE_SHAPE}" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)


def put_notes(package: Package, part: str, cells: Mapping[At, CellMark]) -> None:
    """Add notes to the marked cells of a worksheet.

    Raises:
        NotMarkableError: its notes or their drawing are no XML.

    """
    comments, drawing = _parts(package, part)
    noted = elements(package.tree(comments), "comment") if comments else []
    taken = {attribute(comment, "ref").upper() for comment in noted}
    notes = {at: marked for at, marked in sorted(cells.items()) if a1(*at) not in taken}
    if not notes:
        return
    comments, drawing = comments or _new_comments(package, part), drawing or _new_drawing(package, part)
    listed, shapes = package.tree(comments), package.tree(drawing)
    refuse_doubled(package, listed)
    authors = _child(listed, "authors")
    author = len(elements(authors, "author"))
    add(authors, "author", text=NOTE_AUTHOR)
    if not any(attribute(shape, "id") == _NOTE_SHAPE for shape in elements(shapes, "shapetype")):
        shapes.append(_drawn(_SHAPE_TYPE))
    for number, (at, marked) in enumerate(notes.items()):
        _child(listed, "commentList").append(fragment(listed, _comment(at, marked, author)))
        shapes.append(_drawn(_shape(at, number, marked.note)))
    package.replace(comments, listed)
    package.replace(drawing, shapes)


def _parts(package: Package, part: str) -> tuple[str, str]:
    """Return the parts of a worksheet's comments and of their shapes, '' for one that it does not have.

    A worksheet may relate to several VML drawings: that of the notes and controls is the one `legacyDrawing` names.
    """
    related = {relation.key: relation for relation in package.relations(part) if relation.target in package}
    comments = next((relation.target for relation in related.values() if relation.ends == "comments"), "")
    has_drawing = any(relation.ends == "vmlDrawing" for relation in related.values())
    drawn = elements(package.tree(part), "legacyDrawing") if has_drawing else []
    key = attribute(drawn[0], "id") if drawn else ""
    return comments, related[key].target if key in related else ""


def _child(root: Element, name: str) -> Element:
    found = root.find(f"{{*}}{name}")
    if found is None:
        found = made(root, name)
        put_in_order(root, found)
    return found


def _new_comments(package: Package, part: str) -> str:
    for relation in package.relations(part):
        if relation.ends == "comments":  # it leads nowhere, and there may be only one
            package.unrelate(part, relation.key)
    name = _free(package, "xl/xhg_notes{}.xml")
    package.replace(name, parsed(f'<comments xmlns="{namespace(package.tree(part))}"/>'.encode()))
    package.declare(name, _COMMENTS_TYPE)
    package.relate(part, f"{package.relations_namespace}/comments", name, "rIdXhgNotes")
    return name


def _new_drawing(package: Package, part: str) -> str:
    name = _free(package, "xl/drawings/xhg_notes{}.vml")
    package.replace(name, parsed(f"<xml {_SPACES}/>".encode()))
    package.declare(name, _VML_TYPE)
    space = package.relations_namespace
    key = package.relate(part, f"{space}/vmlDrawing", name, "rIdXhgDrawing")
    root = package.tree(part)
    for old in elements(root, "legacyDrawing"):
        remove(old)
    drawn = made(root, "legacyDrawing", {f"{{{space}}}id": key})
    put_in_order(root, drawn)
    package.replace(part, root)
    return name


def _free(package: Package, pattern: str) -> str:
    names = (pattern.format(number) for number in range(1, len(list(package)) + 2))
    return next(name for name in names if name not in package)


def _comment(at: At, marked: CellMark, author: int) -> str:
    text = escaped(cell_text(marked.note))
    return (
        f'<comment ref="{a1(*at)}" authorId="{author}"><text><r><rPr><sz val="9"/></rPr>'
        f'<t xml:space="preserve">{text}</t></r></text></comment>'
    )


def _drawn(xml: str) -> Element:
    return parsed(f"<xml {_SPACES}>{xml}</xml>".encode())[0]


def _shape(at: At, number: int, note: str) -> str:
    row, col = at
    lines = note_lines(note)
    size = f"width:{NOTE_WIDTH}pt;height:{lines * NOTE_LINE_HEIGHT}pt"
    style = f"position:absolute;margin-left:60pt;margin-top:5pt;{size};z-index:{number + 1};visibility:hidden"
    return (
        f'<v:shape id="xhg_note_{number}" type="#{_NOTE_SHAPE}" style="{style}" '
        'fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{col + 1}, 12, {row}, 4, {col + 4}, 40, {row + lines // 2 + 1}, 4</x:Anchor>"
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{col}</x:Column></x:ClientData></v:shape>"
    )


def clear_notes(package: Package, part: str, our_lines: Collection[str]) -> bool:
    """Remove our notes from a worksheet; of a note to which somebody added lines, those stay.

    A line is ours if it is one of `our_lines`, or begins like ours under our author's name: some programs
    drop authors, and a sender's own line may begin like ours.

    Args:
        package: edited in place.
        part: the worksheet.
        our_lines: the lines of the notes by the result sheet, without spaces (`squeezed`).
    """
    comments, drawing = _parts(package, part)
    if not comments:
        return False
    listed = package.tree(comments)
    authors = [author.text or "" for author in elements(listed, "author")]
    gone = set()
    found = False
    for comment in elements(listed, "comment"):
        number = attribute(comment, "authorId")
        by_us = number.isdecimal() and authors[int(number) : int(number) + 1] == [NOTE_AUTHOR]
        lines = shown_text(comment).splitlines()
        left = [line for line in lines if not _is_ours(line, our_lines, by_us=by_us)]
        if len(left) == len(lines):
            continue
        found = True
        if any(line.strip() for line in left):
            _set_text(comment, "\n".join(left))
        else:
            gone.add(attribute(comment, "ref").upper())
            remove(comment)
    if found:
        _drop_author(listed)
        package.replace(comments, listed)
        _clear_shapes(package, part, comments, drawing, gone)
    return found


def _drop_author(listed: Element) -> None:
    """Remove our author where it is the last one, because notes know their authors by number, and has no note left."""
    authors = elements(listed, "author")
    used = {attribute(comment, "authorId") for comment in elements(listed, "comment")}
    if authors and authors[-1].text == NOTE_AUTHOR and str(len(authors) - 1) not in used:
        remove(authors[-1])


def _is_ours(line: str, our_lines: Collection[str], *, by_us: bool) -> bool:
    return squeezed(line) in our_lines or (by_us and line.startswith(NOTE_STARTS))


def squeezed(text: str) -> str:
    """Return a text without its spaces and line breaks, which programs change."""
    return "".join(text.replace("_x000D_", "").split())


def _set_text(comment: Element, text: str) -> None:
    inside = comment.find("{*}text")
    for old in list(inside):
        inside.remove(old)
    inside.append(fragment(inside, f'<t xml:space="preserve">{escaped(text)}</t>'))


def _clear_shapes(package: Package, part: str, comments: str, drawing: str, gone: Collection[str]) -> None:
    """Remove the shapes of removed notes, and the parts that hold no notes and no shapes any more."""
    if not elements(package.tree(comments), "comment"):
        _drop(package, part, comments)
    if not drawing:
        return
    shapes = package.tree(drawing)
    for told in elements(shapes, "ClientData"):
        at = [int(inner.text) for inner in elements(told, "Row", "Column") if (inner.text or "").isdecimal()]
        if attribute(told, "ObjectType") == "Note" and len(at) == len(("Row", "Column")) and a1(*at) in gone:
            remove(told.getparent())
    package.replace(drawing, shapes)
    if all(local_name(child) in _NO_SHAPES for child in shapes):
        _drop(package, part, drawing)
        root = package.tree(part)
        for drawn in elements(root, "legacyDrawing"):
            remove(drawn)
        package.replace(part, root)


def _drop(package: Package, part: str, target: str) -> None:
    for relation in package.relations(part):
        if relation.target == target:
            package.unrelate(part, relation.key)
    package.drop(target)
