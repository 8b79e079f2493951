"""Clean a paragraph or table that somebody typed into a document: text, tables and pictures stay, nothing acts.

The element is judged by lists of what may stay. A field, a link, a text box or a change keeps its text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xhg_excel.core.results.cuts import Cut
from xhg_excel.files.clean import allowed
from xhg_excel.files.clean.elements import above
from xhg_excel.files.ooxml.xml_tree import local_name, namespace, remove
from xhg_excel.notice.words.cuts import CutKind

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RELATIONS = (f"{{{allowed.TRANSITIONAL}}}", f"{{{allowed.STRICT}}}")
_TEXTS = {"p", "r", "t", "tab", "ptab", "br", "cr", "sym", "noBreakHyphen", "softHyphen"}
_TABLES = {"tbl", "tr", "tc", "tblGrid", "gridCol"}
# Formats: what stands in them has no relationships and acts in no way.
_FORMATS = {"pPr", "rPr", "tblPr", "tblPrEx", "trPr", "tcPr"}
# Elements that go, while what stands in them stays.
_WRAPPERS = {"hyperlink", "fldSimple", "smartTag", "customXml", "ins", "moveTo", "sdt", "sdtContent", "bdo", "dir"}
_WRAPPERS |= {"ruby", "rubyBase"}
# Elements that go without a word: deleted text, the phonetics of ruby, marks that nobody sees.
_SILENT = {"del", "moveFrom", "rt", "rubyPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "proofErr"}
_SILENT |= {"lastRenderedPageBreak", "bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "annotationRef"}
_SILENT |= {"commentRangeStart", "commentRangeEnd", "commentReference", "delText", "delInstrText"}
_FIELD_MARKS = {"fldChar", "instrText"}
# Fields that only compute or draw a character: EQ makes encircled numbers, whose text stands nowhere else.
_PLAIN_FIELD = re.compile(r"\s*(?:EQ|SYMBOL|PAGE|NUMPAGES|SEQ|DATE|TIME)\b", re.IGNORECASE)
_FIELD_WORD = re.compile(r"\s*([A-Za-z]{1,20})")
# The content of texts: nothing of it belongs into a format.
_NO_FORMATS = {"p", "r", "t", "tbl", "hyperlink", "fldSimple", "object", "pict", "drawing", "control", "altChunk"}
_NO_FORMATS |= _FIELD_MARKS
# Namespaces in which a picture is drawn. A text box holds paragraphs, charts and objects have namespaces of their own.
_DRAWN = (
    "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
    "urn:schemas-microsoft-com:vml",
    "urn:schemas-microsoft-com:office:office",
    "urn:schemas-microsoft-com:office:word",
)
_LINKS = ("hlinkClick", "hlinkHover", "hlinkMouseOver")
_ADDRESSES = ("href", "src", "althref", "link", "pict")


@dataclass
class KeptText:
    """A typed element on its way into another document.

    Attributes:
        pictures: the ids of relationships that lead to pictures in the old file.
        where: the place that a cut is named with.

    """

    pictures: Collection[str]
    where: str
    cuts: list[Cut] = field(default_factory=list)

    def clean(self, element: Element) -> None:
        """Clean one paragraph or table in place."""
        self._flatten_fields(element)
        for inner in self._from_inside(element):
            if inner is not element:
                self._judge(inner)

    def _cut(self, kind: CutKind, what: str = "") -> None:
        self.cuts.append(Cut(kind, self.where, what))

    def _from_inside(self, element: Element) -> Iterator[Element]:
        """Yield elements, those inside before those around; pictures, formats and formulas are judged whole."""
        pending = [element]
        ordered = []
        while pending:
            at = pending.pop()
            ordered.append(at)
            if namespace(at) == _W and local_name(at) not in _FORMATS | {"drawing", "pict", "object"}:
                pending += list(at)
        yield from reversed(ordered)

    def _judge(self, element: Element) -> None:
        name, space = local_name(element), namespace(element)
        if space == _W and name in _WRAPPERS:
            self._unwrap(element, name)
        elif space == _W and name in _SILENT:
            remove(element)
        elif name in ("drawing", "pict") and space == _W and self._is_picture(element):
            self._plain_picture(element)
        elif (space, name) == (_W, "t") and len(element):
            remove(element)
        elif not (space == _W and name in _TEXTS | _TABLES | _FIELD_MARKS) and not self._is_harmless(element):
            self._to_text(element)

    def _is_harmless(self, element: Element) -> bool:
        """Return whether an element is a format, or a formula of mathematics with formats, and refers to no part."""
        inner = [found for found in element.iter() if local_name(found)]
        if any(_references(found) for found in inner):
            return False
        if namespace(element) == _MATH:
            return all(namespace(found) == _MATH or above(found, {"rPr"}) is not None for found in inner)
        is_format = namespace(element) == _W and local_name(element) in _FORMATS
        return is_format and not any(local_name(found) in _NO_FORMATS for found in inner)

    def _unwrap(self, element: Element, name: str) -> None:
        if name == "hyperlink" and _references(element):
            self._cut(CutKind.LINK)
        elif name == "fldSimple":
            self._name_field(element.get(f"{{{_W}}}instr", ""))
        for child in list(element):
            element.addprevious(child)
        remove(element)

    # Fields.

    def _flatten_fields(self, element: Element) -> None:
        """Leave of fields their text, unless all of the element only compute."""
        marks = [mark for name in _FIELD_MARKS for mark in element.iter(f"{{{_W}}}{name}")]
        if not marks:
            return
        fields = _instructions(element)
        if fields and all(_PLAIN_FIELD.match(instruction) for instruction in fields):
            return
        for instruction in fields or [""]:
            self._name_field(instruction)
        for mark in marks:
            remove(mark)

    def _name_field(self, instruction: str) -> None:
        word = _FIELD_WORD.match(instruction)
        if not _PLAIN_FIELD.match(instruction):
            self._cut(CutKind.FIELD, word[1].upper() if word else "")

    # Pictures and all else.

    def _is_picture(self, element: Element) -> bool:
        """Return whether an element shows a picture of the old file and nothing else; links on it are no matter."""
        inner = [found for found in element.iter() if local_name(found) and above(found, ("extLst", *_LINKS)) is None]
        used = [value for found in inner for value in _references(found, ("embed", "id"))]
        drawn = all(namespace(found) in _DRAWN for found in inner if found is not element)
        is_object = any(local_name(found) == "OLEObject" for found in inner)
        return drawn and not is_object and bool(used) and all(value in self.pictures for value in used)

    def _plain_picture(self, element: Element) -> None:
        """Remove links, addresses and extensions (a second picture as SVG) from a picture."""
        for found in [found for found in element.iter() if local_name(found)]:
            if local_name(found) in _LINKS:
                self._cut(CutKind.LINK)
            if local_name(found) in ("extLst", *_LINKS):
                remove(found)
            for key in [key for key in found.attrib if str(key).rpartition("}")[2] in _ADDRESSES]:
                del found.attrib[key]

    def _to_text(self, element: Element) -> None:
        """Put the text of an element in its place; name what it was."""
        is_outside = any(_references(found, ("link",)) for found in element.iter() if local_name(found))
        self._cut(CutKind.PICTURE if is_outside else CutKind.OBJECT)
        text = _text_of(element)
        # What has to stand around a text, by what it stands in.
        around = {"r": (), "p": ("r",), "tc": ("r", "p")}.get(local_name(element.getparent()))
        if text and around is not None:
            place = element.makeelement(f"{{{_W}}}t", {_SPACE: "preserve"})
            place.text = text
            for name in around:
                outer = element.makeelement(f"{{{_W}}}{name}", {})
                outer.append(place)
                place = outer
            element.addprevious(place)
        remove(element)


def _references(element: Element, names: Collection[str] = ()) -> list[str]:
    """Return the ids of relationships in an element's attributes, of some names or all."""
    return [
        str(value)
        for key, value in element.attrib.items()
        if str(key).startswith(_RELATIONS) and (not names or str(key).rpartition("}")[2] in names)
    ]


def _instructions(element: Element) -> list[str]:
    """Return the instruction of every whole field in an element; [] if one begins or ends outside of it."""
    found: list[str] = []
    open_fields: list[list[str]] = []
    for mark in element.iter(f"{{{_W}}}fldChar", f"{{{_W}}}instrText"):
        kind = mark.get(f"{{{_W}}}fldCharType")
        if local_name(mark) == "instrText":
            if not open_fields or len(mark):
                return []
            open_fields[-1].append(mark.text or "")
        elif kind == "begin":
            open_fields.append([])
        elif kind == "end":
            if not open_fields:
                return []
            found.append("".join(open_fields.pop()))
    return [] if open_fields else found


def _text_of(element: Element) -> str:
    """Return the text that an element shows; of choices for several programs the first, which others repeat."""
    texts = []
    for text in element.iter(f"{{{_W}}}t"):
        if not any(local_name(around) == "Fallback" for around in text.iterancestors()):
            texts.append(text.text or "")
    return "".join(texts)
