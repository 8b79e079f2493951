"""A report as it stands in a .docx, after Word, WPS or LibreOffice saved it: figures, charts, own words.

Content controls are looked for first; bookmarks give what a program took the controls from.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn

from xhg_excel.core.report.verify import WrittenReport
from xhg_excel.errors.files import NotAReportError
from xhg_excel.files.word.charts import chart_values
from xhg_excel.notice.words import report_document as words
from xhg_excel.notice.words.official_document import PROMPT_COLOUR

_PROMPT_HEAD, _PROMPT_END = words.OWN_PROMPT.partition("{")[0], words.OWN_PROMPT[-1]
_PROMPT = re.compile(f"{re.escape(_PROMPT_HEAD)}[^{_PROMPT_END}]*{re.escape(_PROMPT_END)}")
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
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
    if not any(name.startswith((words.END_PREFIX, words.FIGURE_PREFIX, words.OWN_PREFIX)) for name in names):
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
        key = name.removeprefix(words.FIGURE_PREFIX)
        figures.setdefault(key, text)
        places.setdefault(key, _around(element))
    own = own_words(document)
    texts = {key: "\n".join(_text(element) for element in elements) for key, elements in own.items()}
    title = document.core_properties.title
    return WrittenReport(figures, places, _charts(document), len(list(_open_prompts(document))), texts, title)


def _bound(document: Docx) -> Iterator[tuple[str, Any, str]]:
    for tag, control in _controls(document):
        if tag.startswith(words.FIGURE_PREFIX):
            yield tag, control, _text(control)
    for name, start in _bookmarks(document).items():
        if name.startswith(words.FIGURE_PREFIX):
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
    """Return the values of our charts by key; in others' drawings nobody is interested."""
    found = {}
    for name, start in _bookmarks(document).items():
        paragraph = next(start.iterancestors(qn("w:p")), None)
        if name.startswith(words.CHART_PREFIX) and paragraph is not None:
            for chart in paragraph.iter(_CHART):
                part = document.part.related_parts.get(chart.get(f"{_R}id"))
                if part is not None:
                    found[name.removeprefix(words.CHART_PREFIX)] = chart_values(part.blob)
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
    own = {_said(e) for elements in own_words(document).values() for e in elements}
    said = [_said(e) for e in _top(document) if e.tag in (qn("w:p"), qn("w:tbl"))]
    ours = [text for text in said if text and text not in own]
    return hashlib.sha256("\n".join(ours).encode()).hexdigest()


def _top(document: Docx) -> Iterator[Any]:
    """Yield paragraphs, tables and loose marks in order, block controls opened up."""
    pending = list(document.element.body)
    while pending:
        element = pending.pop(0)
        if element.tag == qn("w:sdt"):
            content = element.find(qn("w:sdtContent"))
            tag = element.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
            if tag is not None and tag.get(qn("w:val")).startswith(words.OWN_PREFIX):
                yield tag
            pending[:0] = list(content) if content is not None else []
        else:
            yield element


def _own_keys(element: Any) -> list[str]:
    names = [s.get(qn("w:name")) for s in element.iter(qn("w:bookmarkStart"))]
    names += [tag.get(qn("w:val")) for tag in element.iter(qn("w:tag"))]
    return [name.removeprefix(words.OWN_PREFIX) for name in names if name and name.startswith(words.OWN_PREFIX)]


def _is_ours(element: Any) -> bool:
    """Whether a paragraph or table was made by us: it holds a figure, a heading's mark, or a chart of ours."""
    names = [s.get(qn("w:name"), "") for s in element.iter(qn("w:bookmarkStart"))]
    names += [t.get(qn("w:val"), "") for t in element.iter(qn("w:tag"))]
    return any(name.startswith((words.FIGURE_PREFIX, words.END_PREFIX)) for name in names)


def _is_written(element: Any) -> bool:
    if element.tag == qn("w:tbl") or next(element.iter(qn("w:drawing")), None) is not None:
        return True
    return bool(_said(element))


def _said(element: Any) -> str:
    """Return the text of an element without a prompt, beside which somebody may have typed."""
    return _PROMPT.sub("", _text(element)).strip()


def _take_out_prompts(element: Any) -> None:
    """Take prompts out of texts, in place, however many runs a program split them into."""
    texts = list(element.iter(qn("w:t")))
    for found in reversed(list(_PROMPT.finditer(_text(element)))):
        start, end = found.span()
        for text in texts:
            said = text.text or ""
            text.text = said[: max(0, start)] + said[max(0, end) :]
            start, end = start - len(said), end - len(said)


def _open_prompts(document: Docx) -> Iterator[Any]:
    return (p for p in document.element.body.iter(qn("w:p")) if _PROMPT.search(_text(p)) and not _said(p))


def _plain(element: Any) -> Any:
    """Return a copy without marks, controls, comments and section breaks, which belong to the old document."""
    copy = deepcopy(element)
    for name in _GONE:
        for gone in list(copy.iter(qn(f"w:{name}"))):
            gone.getparent().remove(gone)
    for control in list(copy.iter(qn("w:sdt"))):
        content = control.find(qn("w:sdtContent"))
        for inner in list(content) if content is not None else []:
            control.addprevious(inner)
        control.getparent().remove(control)
    for colour in [c for c in copy.iter(qn("w:color")) if (c.get(qn("w:val")) or "").upper() == PROMPT_COLOUR]:
        colour.getparent().remove(colour)  # typed over the prompt, it was grey like it
    _take_out_prompts(copy)
    return copy


def dressed(element: Any, document: Docx) -> Any:
    """Return kept words in a style that the new document has; each program names styles anew when it saves."""
    known = {style.style_id for style in document.styles}
    paragraphs = [element] if element.tag == qn("w:p") else list(element.iter(qn("w:p")))
    for paragraph in paragraphs:
        if paragraph.style not in known or paragraph.style is None:
            paragraph.style = "own" if paragraph is element else "cell_left"
    return element


def bring(elements: dict[str, list[Any]], old: Docx, new: Docx) -> None:
    """Give copied elements the pictures and links they refer to, in the new document."""
    for element in (e for kept in elements.values() for top in kept for e in top.iter()):
        for name, number in list(element.attrib.items()):
            if name.startswith(_R) and number in old.part.rels:
                relation = old.part.rels[number]
                target = relation.target_ref if relation.is_external else relation.target_part
                element.set(name, new.part.relate_to(target, relation.reltype, is_external=relation.is_external))
