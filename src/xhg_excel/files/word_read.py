"""A report as it stands in a .docx, after Word, WPS or LibreOffice saved it: figures, charts, own words.

Content controls are looked for first; bookmarks give what a program took the controls from.

Room: files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn

from xhg_excel.core.report_check import WrittenReport
from xhg_excel.errors import NotAReportError
from xhg_excel.files.word_chart import chart_values
from xhg_excel.spec.report import END_PREFIX, FIGURE_PREFIX, OWN_PREFIX, OWN_PROMPT

_PROMPT_HEAD = OWN_PROMPT.partition("{")[0]
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_GONE = (
    "bookmarkStart",
    "bookmarkEnd",
    "commentRangeStart",
    "commentRangeEnd",
    "commentReference",
    "sectPr",
    "proofErr",
)


def open_report(path: Path) -> Docx:
    """Return a report of ours.

    Raises:
        NotAReportError: it is no .docx, is damaged, or holds none of our marks.

    """
    try:
        document = Document(str(path))
    except Exception as error:
        raise NotAReportError(path.name) from error
    names = list(_bookmarks(document)) + [tag for tag, _ in _controls(document)]
    if not any(name.startswith((END_PREFIX, FIGURE_PREFIX, OWN_PREFIX)) for name in names):
        raise NotAReportError(path.name)
    return document


def read_report(path: Path) -> WrittenReport:
    """Return what a report holds.

    Raises:
        NotAReportError: it is no report of ours.

    """
    document = open_report(path)
    figures: dict[str, str] = {}
    places: dict[str, str] = {}
    for name, element, text in _bound(document):
        key = name.removeprefix(FIGURE_PREFIX)
        figures.setdefault(key, text)
        places.setdefault(key, _around(element))
    own = own_words(document)
    texts = {key: "\n".join(_text(element) for element in elements) for key, elements in own.items()}
    return WrittenReport(figures, places, _charts(document), len(list(_open_prompts(document))), texts)


def _bound(document: Docx) -> Iterator[tuple[str, Any, str]]:
    for tag, control in _controls(document):
        if tag.startswith(FIGURE_PREFIX):
            yield tag, control, _text(control)
    for name, start in _bookmarks(document).items():
        if name.startswith(FIGURE_PREFIX):
            yield name, start, _between(start)


def _controls(document: Docx) -> Iterator[tuple[str, Any]]:
    for control in document.element.body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        if tag is not None:
            yield tag.get(qn("w:val")), control


def _bookmarks(document: Docx) -> dict[str, Any]:
    return {start.get(qn("w:name")): start for start in document.element.body.iter(qn("w:bookmarkStart"))}


def _between(start: Any) -> str:
    """Return the text between a bookmark's two ends within its paragraph."""
    number, said = start.get(qn("w:id")), []
    paragraph = next(start.iterancestors(qn("w:p")), None)
    inside = False
    for element in paragraph.iter() if paragraph is not None else ():
        if element is start:
            inside = True
        elif element.tag == qn("w:bookmarkEnd") and element.get(qn("w:id")) == number:
            break
        elif inside and element.tag == qn("w:t"):
            said.append(element.text or "")
    return "".join(said)


def _text(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(qn("w:t")))


def _around(element: Any) -> str:
    paragraph = next(element.iterancestors(qn("w:p")), None)
    return "" if paragraph is None else _text(paragraph)


def _charts(document: Docx) -> dict[str, list[int]]:
    found = {}
    for inline in document.element.body.iter(qn("wp:inline")):
        name = inline.find(qn("wp:docPr"))
        for chart in inline.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"):
            part = document.part.related_parts.get(chart.get(f"{_R}id"))
            if part is not None and name is not None:
                found[name.get("name")] = chart_values(part.blob)
    return found


def own_words(document: Docx) -> dict[str, list[Any]]:
    """Return what people wrote in each place for own words, as XML elements; prompts are no words.

    A place begins at its mark and ends before the next paragraph of ours, so that what was
    typed beside or below the control, or survived without it, is found too.
    """
    found: dict[str, list[Any]] = {}
    key = ""
    for element in list(_top(document)):
        starts = _own_keys(element)
        if starts:
            key = starts[0]
        elif _is_ours(element):
            key = ""
        if key and element.tag in (qn("w:p"), qn("w:tbl")) and _is_written(element):
            found.setdefault(key, []).append(_plain(element))
    return found


def print_of(document: Docx) -> str:
    """Return a fingerprint of what we wrote, own words aside; it differs when someone changed the text."""
    own = {_text(e) for elements in own_words(document).values() for e in elements}
    said = [_text(e) for e in _top(document) if e.tag in (qn("w:p"), qn("w:tbl"))]
    ours = [t for t in said if t.strip() and t not in own and not t.strip().startswith(_PROMPT_HEAD)]
    return hashlib.sha256("\n".join(ours).encode()).hexdigest()


def _top(document: Docx) -> Iterator[Any]:
    """Yield paragraphs, tables and loose marks in order, block controls opened up."""
    pending = list(document.element.body)
    while pending:
        element = pending.pop(0)
        if element.tag == qn("w:sdt"):
            content = element.find(qn("w:sdtContent"))
            tag = element.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
            if tag is not None and tag.get(qn("w:val")).startswith(OWN_PREFIX):
                yield tag
            pending[:0] = list(content) if content is not None else []
        else:
            yield element


def _own_keys(element: Any) -> list[str]:
    names = [s.get(qn("w:name")) for s in element.iter(qn("w:bookmarkStart"))]
    names += [element.get(qn("w:val"))] if element.tag == qn("w:tag") else []
    return [name.removeprefix(OWN_PREFIX) for name in names if name and name.startswith(OWN_PREFIX)]


def _is_ours(element: Any) -> bool:
    """Whether a paragraph or table was made by us: it holds a figure, a heading's mark, or a chart of ours."""
    names = [s.get(qn("w:name"), "") for s in element.iter(qn("w:bookmarkStart"))]
    names += [t.get(qn("w:val"), "") for t in element.iter(qn("w:tag"))]
    return any(name.startswith((FIGURE_PREFIX, END_PREFIX)) for name in names)


def _is_written(element: Any) -> bool:
    if element.tag == qn("w:tbl") or next(element.iter(qn("w:drawing")), None) is not None:
        return True
    text = _text(element).strip()
    return bool(text) and not text.startswith(_PROMPT_HEAD)


def _open_prompts(document: Docx) -> Iterator[Any]:
    return (p for p in document.element.body.iter(qn("w:p")) if _text(p).strip().startswith(_PROMPT_HEAD))


def _plain(element: Any) -> Any:
    """Return a copy without marks, comments and section breaks, which belong to the old document."""
    copy = deepcopy(element)
    for name in _GONE:
        for gone in list(copy.iter(qn(f"w:{name}"))):
            gone.getparent().remove(gone)
    return copy


def bring(elements: dict[str, list[Any]], old: Docx, new: Docx) -> None:
    """Give copied elements the pictures and links they refer to, in the new document."""
    for element in (e for kept in elements.values() for top in kept for e in top.iter()):
        for name, number in list(element.attrib.items()):
            if name.startswith(_R) and number in old.part.rels:
                relation = old.part.rels[number]
                target = relation.target_ref if relation.is_external else relation.target_part
                element.set(name, new.part.relate_to(target, relation.reltype, is_external=relation.is_external))
