"""Read a report back from its .docx after Word, WPS or LibreOffice saved it: figures, charts, own words.

A figure is read from its content control, else from its bookmark: a program may drop the control.
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
_PROMPT = re.compile(f"{re.escape(_PROMPT_HEAD)}[^{_PROMPT_HEAD[0]}{_PROMPT_END}]*{re.escape(_PROMPT_END)}")
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_NOT_COPIED = (
    "bookmarkStart",
    "bookmarkEnd",
    "commentRangeStart",
    "commentRangeEnd",
    "commentReference",
    "sectPr",
    "proofErr",
)


def open_report(path: Path) -> Docx:
    """Open a report that this program wrote.

    Raises:
        NotAReportError: the file is no .docx, is damaged, or contains none of our controls and bookmarks.

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
    """Return the figures, charts and own words of a report that this program wrote.

    Raises:
        NotAReportError: this program did not write the file.

    """
    document = open_report(path)
    figures: dict[str, str] = {}
    places: dict[str, str] = {}
    for name, element, text in _figures(document):
        key = name.removeprefix(words.FIGURE_PREFIX)
        figures.setdefault(key, text)
        places.setdefault(key, _paragraph_text(element))
    own = own_words(document)
    texts = {key: "\n".join(_text(element) for element in elements) for key, elements in own.items()}
    title = document.core_properties.title
    return WrittenReport(figures, places, _charts(document), len(list(_open_prompts(document))), texts, title)


def _figures(document: Docx) -> Iterator[tuple[str, Any, str]]:
    for tag, control in _controls(document):
        if tag.startswith(words.FIGURE_PREFIX):
            yield tag, control, _text(control)
    for name, start in _bookmarks(document).items():
        if name.startswith(words.FIGURE_PREFIX):
            yield name, start, _text_of_bookmark(start)


def _controls(document: Docx) -> Iterator[tuple[str, Any]]:
    for control in document.element.body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        if tag is not None:
            yield tag.get(qn("w:val")), control


def _bookmarks(document: Docx) -> dict[str, Any]:
    return {start.get(qn("w:name")): start for start in document.element.body.iter(qn("w:bookmarkStart"))}


def _text_of_bookmark(start: Any) -> str:
    """Return the text of a bookmark as far as it lies in the paragraph where the bookmark starts."""
    number, texts = start.get(qn("w:id")), []
    paragraph = next(start.iterancestors(qn("w:p")), None)
    inside = False
    for element in paragraph.iter() if paragraph is not None else ():
        if element is start:
            inside = True
        elif element.tag == qn("w:bookmarkEnd") and element.get(qn("w:id")) == number:
            break
        elif inside and element.tag == qn("w:t"):
            texts.append(element.text or "")
    return "".join(texts)


def _text(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(qn("w:t")))


def _paragraph_text(element: Any) -> str:
    paragraph = next(element.iterancestors(qn("w:p")), None)
    return "" if paragraph is None else _text(paragraph)


def _charts(document: Docx) -> dict[str, list[int]]:
    """Return the values of our charts by key; charts that somebody else inserted are left out."""
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
    """Return copies of the XML elements that people wrote in each place for own words, without prompts.

    A place begins at its control or bookmark and ends before the next paragraph of ours, so that text
    typed beside or below the control, or left without it, is found too.
    """
    found: dict[str, list[Any]] = {}
    key = ""
    for element in list(_body_elements(document)):
        starts = _own_keys(element)
        if starts:
            key = starts[0]
        elif _is_ours(element):
            key = ""
        if key and element.tag in (qn("w:p"), qn("w:tbl")) and _is_written(element):
            found.setdefault(key, []).append(_copy_to_keep(element))
    return found


def fingerprint(document: Docx) -> str:
    """Return a hash of the report's text without own words; it changes when someone edits the rest."""
    own = {_text_without_prompts(e) for elements in own_words(document).values() for e in elements}
    texts = [_text_without_prompts(e) for e in _body_elements(document) if e.tag in (qn("w:p"), qn("w:tbl"))]
    ours = [text for text in texts if text and text not in own]
    return hashlib.sha256("\n".join(ours).encode()).hexdigest()


def _body_elements(document: Docx) -> Iterator[Any]:
    """Yield the elements of the body in order; a control of whole paragraphs yields its tag and its content."""
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
    """Return whether this program wrote a paragraph or table: it contains one of our figures or bookmarks."""
    names = [s.get(qn("w:name"), "") for s in element.iter(qn("w:bookmarkStart"))]
    names += [t.get(qn("w:val"), "") for t in element.iter(qn("w:tag"))]
    return any(name.startswith((words.FIGURE_PREFIX, words.END_PREFIX)) for name in names)


def _is_written(element: Any) -> bool:
    if element.tag == qn("w:tbl") or next(element.iter(qn("w:drawing")), None) is not None:
        return True
    return bool(_text_without_prompts(element))


def _text_without_prompts(element: Any) -> str:
    """Return the text of an element without prompts; somebody may have typed beside one."""
    return _PROMPT.sub("", _text(element)).strip()


def _remove_prompts(element: Any) -> None:
    """Remove prompts from the texts of an element, in place; a program may have split one into several runs."""
    texts = list(element.iter(qn("w:t")))
    for found in reversed(list(_PROMPT.finditer(_text(element)))):
        start, end = found.span()
        for text in texts:
            old = text.text or ""
            text.text = old[: max(0, start)] + old[max(0, end) :]
            start, end = start - len(old), end - len(old)


def _open_prompts(document: Docx) -> Iterator[Any]:
    return (
        p for p in document.element.body.iter(qn("w:p")) if _PROMPT.search(_text(p)) and not _text_without_prompts(p)
    )


def _copy_to_keep(element: Any) -> Any:
    """Return a copy without bookmarks, controls, comments and section breaks: they refer to the old document."""
    copy = deepcopy(element)
    for name in _NOT_COPIED:
        for unwanted in list(copy.iter(qn(f"w:{name}"))):
            unwanted.getparent().remove(unwanted)
    for control in list(copy.iter(qn("w:sdt"))):
        content = control.find(qn("w:sdtContent"))
        for inner in list(content) if content is not None else []:
            control.addprevious(inner)
        control.getparent().remove(control)
    for colour in [c for c in copy.iter(qn("w:color")) if (c.get(qn("w:val")) or "").upper() == PROMPT_COLOUR]:
        colour.getparent().remove(colour)  # text typed over a prompt takes the prompt's grey
    _remove_prompts(copy)
    return copy


def with_known_styles(element: Any, document: Docx) -> Any:
    """Give paragraphs whose style the document lacks a style of ours, in place: programs rename styles on saving."""
    known = {style.style_id for style in document.styles}
    paragraphs = [element] if element.tag == qn("w:p") else list(element.iter(qn("w:p")))
    for paragraph in paragraphs:
        if paragraph.style not in known or paragraph.style is None:
            paragraph.style = "own" if paragraph is element else "cell_left"
    return element
