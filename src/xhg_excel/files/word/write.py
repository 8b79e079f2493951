"""Write a report as a .docx in the format of official documents and keep the own words of the former file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.document import Document as Docx
from docx.opc.pkgwriter import PackageWriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from xhg_excel.core.report.document import (
    BarChart,
    Figure,
    OwnWords,
    Paragraph,
    Pieces,
    Report,
    ReportElement,
    ReportTable,
)
from xhg_excel.core.results.cuts import Cut
from xhg_excel.errors.files import NotAReportError, ReaderEndedError, TargetChangedError
from xhg_excel.files.ooxml.zip_parts import Member, archive_of, deflated_member
from xhg_excel.files.places import fitting_name, free_path, numbered
from xhg_excel.files.read.apart import call_apart
from xhg_excel.files.word.charts import add_chart
from xhg_excel.files.word.kept_words import carry_over
from xhg_excel.files.word.read import fingerprint, open_report, own_words, with_known_styles
from xhg_excel.files.word.styles import indent_of, set_up
from xhg_excel.files.write.workbook import write_beside
from xhg_excel.notice import report as report_text
from xhg_excel.notice.words import report_document as words
from xhg_excel.notice.words.official_document import CELL_MARGIN, PARAGRAPH_STYLES, PROMPT_COLOUR

_TABLE_WIDTH = 8845  # 156 mm in twentieths of a point
_NS = nsdecls("w")
LONGEST_MARK = 40  # Word allows 40 characters for a bookmark
LONGEST_TITLE = 60  # and 64 for the title of a control


@dataclass(frozen=True)
class NumberedReport:
    """The path of a new report, the report before it (None without one), and whether that could be read.

    `cuts` is what was cut out of the own words of the former report.
    """

    path: Path
    former: Path | None
    former_is_read: bool
    cuts: tuple[Cut, ...] = ()


@dataclass(frozen=True)
class ReplacedReport:
    """What became of a former report.

    Attributes:
        aside: a copy of it, if someone changed it outside the places for own words, else None.
        cuts: what was cut out of its own words.

    """

    aside: Path | None = None
    cuts: tuple[Cut, ...] = ()


@dataclass(frozen=True)
class ComposedReport:
    """A report as the bytes of a .docx.

    Attributes:
        content: the bytes.
        cuts: what was cut out of the own words that it keeps.
        was_edited: whether the former report was changed outside the places for own words.

    """

    content: bytes
    cuts: tuple[Cut, ...] = ()
    was_edited: bool = False


def write_next(report: Report, target: Path) -> NumberedReport:
    """Write a report under the next free number of the name, with the own words of the last one.

    Raises:
        TargetChangedError: the folder cannot be written.

    """
    *earlier, free = numbered(target)
    former, former_is_read = (earlier[-1] if earlier else None), True
    try:
        composed = docx_of(report) if former is None else call_apart(_composed_anew, former, report)
    except (NotAReportError, ReaderEndedError):
        composed, former_is_read = docx_of(report), False
    write_beside(free, lambda out: out.write(composed.content))
    return NumberedReport(free, former, former_is_read, composed.cuts)


def write_report(report: Report, target: Path, *, is_final: bool = False) -> ReplacedReport:
    """Replace the former report and keep its own words, cleaned of what acts.

    Raises:
        NotAReportError: the file at the target is no report of this program.
        ReaderEndedError: it cannot be read to its end.
        TargetChangedError: the target cannot be written or replaced.

    """
    former = target.read_bytes() if target.is_file() else None
    if target.exists():
        composed = call_apart(_composed_anew, target, report, is_final)
    else:
        composed = docx_of(report, is_final=is_final)
    saved = None
    if former is not None and composed.was_edited:
        saved = free_path(target.with_name(fitting_name(words.ASIDE, target.stem)))
        write_beside(saved, lambda out: out.write(former))
    if (target.read_bytes() if target.is_file() else None) != former:
        raise TargetChangedError(target, "CHANGED")
    write_beside(target, lambda out: out.write(composed.content))
    return ReplacedReport(saved, composed.cuts)


def _composed_anew(former: Path, report: Report, is_final: bool = False) -> ComposedReport:
    """Compose a report that keeps the own words of a former one; called in a worker, as it parses that."""
    return docx_of(report, open_report(former), is_final=is_final)


def docx_of(report: Report, old: Docx | None = None, *, is_final: bool = False) -> ComposedReport:
    """Compose a report, with the own words of `old`; a final one contains no prompts."""
    document = Document()
    set_up(document, report.title)
    kept = own_words(old) if old is not None else {}
    cuts = carry_over(kept, _titles(), old, document) if old is not None else []
    writer = _Writer(document, kept, is_final)
    for block in _with_orphans(report.elements, kept):
        writer.add(block)
    document.core_properties.comments = fingerprint(document)
    was_edited = old is not None and fingerprint(old) != old.core_properties.comments
    return ComposedReport(_packed(document), tuple(cuts), was_edited)


class _Parts:
    """Collects the parts in place of python-docx's archive, which writes the time; a zip cannot store 1970 or 2108."""

    def __init__(self) -> None:
        self.members: list[tuple[str, Member]] = []

    def write(self, uri: Any, content: bytes) -> None:
        self.members.append((uri.membername, deflated_member(content)))


def _packed(document: Docx) -> bytes:
    """Return a document as .docx bytes that do not depend on the time; the steps are those of python-docx's `save`."""
    package, parts = document.part.package, _Parts()
    for part in package.parts:
        part.before_marshal()
    writer: Any = PackageWriter  # none of its public methods takes an archive
    writer._write_content_types_stream(parts, package.parts)
    writer._write_pkg_rels(parts, package.rels)
    writer._write_parts(parts, package.parts)
    return archive_of(parts.members)


def _with_orphans(blocks: Sequence[ReportElement], kept: Mapping[str, Sequence[Any]]) -> list[ReportElement]:
    """Add own words whose chapter the report no longer has, after the last place for own words."""
    present = {block.key for block in blocks if isinstance(block, OwnWords)}
    end = max(n for n, block in enumerate(blocks) if isinstance(block, OwnWords)) + 1 if present else len(blocks)
    titles = _titles()
    orphans: list[ReportElement] = []
    for key in kept:
        if key not in present:
            title = words.OWN_KEPT.format(title=titles.get(key, key))
            orphans += [
                Paragraph((title,), "level2", f"stray_{key}"),
                OwnWords(key, words.OWN_PROMPT.format(title=title)),
            ]
    return [*blocks[:end], *orphans, *blocks[end:]]


def _titles() -> dict[str, str]:
    """Return the titles of chapters and their parts by the key of their place for own words."""
    parts = {part.key: part.title for chapter in report_text.CHAPTERS for part in chapter.parts}
    return {chapter.key: chapter.title for chapter in report_text.CHAPTERS} | parts


class _Writer:
    """Appends elements of a report to a document and numbers its bookmarks."""

    def __init__(self, document: Docx, kept: dict[str, list[Any]], is_final: bool) -> None:
        self._document = document
        self._body = document.element.body
        self._kept = kept
        self._is_final = is_final
        self._marks = 0
        self._seen: dict[str, int] = {}

    def add(self, block: ReportElement) -> None:
        match block:
            case Paragraph(pieces, style, mark, right):
                indent = "" if right is None else f"<w:ind{indent_of('right', right, PARAGRAPH_STYLES[style].size)}/>"
                self._add(self._paragraph(pieces, style, mark, indent))
            case ReportTable():
                self._table(block)
            case BarChart():
                add_chart(self._document, block, self._new_mark())
            case OwnWords(key, prompt):
                self._own_words(key, prompt)

    def _add(self, xml: str) -> Any:
        element = parse_xml(xml)
        # The body ends with the properties of the section (ECMA-376 part 1, 17.6.17).
        self._body.insert(len(self._body) - 1, element)
        return element

    def _new_mark(self) -> int:
        self._marks += 1
        return self._marks

    def _paragraph(self, pieces: Pieces, style: str, mark: str = "", indent: str = "") -> str:
        runs = "".join(self._piece(piece) for piece in pieces)
        if mark:
            runs = _marked(f"{words.END_PREFIX}{mark}", self._new_mark(), runs)
        return f'<w:p {_NS}><w:pPr><w:pStyle w:val="{style}"/>{indent}</w:pPr>{runs}</w:p>'

    def _piece(self, piece: str | Figure) -> str:
        if isinstance(piece, str):
            return _run(piece)
        count = self._seen[piece.key] = self._seen.get(piece.key, 0) + 1
        return _control(f"{words.FIGURE_PREFIX}{piece.key}__{count}", piece.key, self._new_mark(), _run(piece.shown))

    def _table(self, table: ReportTable) -> None:
        widths = [_TABLE_WIDTH * share // sum(table.widths) for share in table.widths]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        head = self._row([(h,) for h in table.heads], widths, {}, "cell_head")
        styles = dict.fromkeys(table.left, "cell_left")
        rows = "".join(self._row(row, widths, styles, "cell", table.merged) for row in table.rows)
        edges = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        margins = "".join(f'<w:{side} w:w="{CELL_MARGIN}" w:type="dxa"/>' for side in ("left", "right"))
        margins = f"<w:tblCellMar>{margins}</w:tblCellMar>"
        self._add(
            f'<w:tbl {_NS}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>{margins}</w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>"
        )
        self._add(f'<w:p {_NS}><w:pPr><w:pStyle w:val="cell"/></w:pPr></w:p>')

    def _row(
        self,
        cells: Sequence[Pieces],
        widths: Sequence[int],
        styles: dict[int, str],
        default_style: str,
        merged: Sequence[int] = (),
    ) -> str:
        head = "<w:cantSplit/><w:tblHeader/>" if default_style == "cell_head" else "<w:cantSplit/>"
        written = []
        for col, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            merge = (f'<w:vMerge w:val="{"restart" if cell else "continue"}"/>') if col in merged else ""
            written.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}<w:vAlign w:val="center"/></w:tcPr>'
                f"{self._paragraph(cell, styles.get(col, default_style))}</w:tc>"
            )
        return f"<w:tr><w:trPr>{head}</w:trPr>{''.join(written)}</w:tr>"

    def _own_words(self, key: str, prompt: str) -> None:
        """Add a place for own words: the kept words, else a grey prompt.

        The control surrounds a run: LibreOffice 7.4 writes the text of a control around a paragraph four times.
        """
        kept = self._kept.get(key, [])
        if not kept and self._is_final:
            return
        number, name = self._new_mark(), f"{words.OWN_PREFIX}{key}"
        if not kept:
            grey = f'<w:rPr><w:color w:val="{PROMPT_COLOUR}"/></w:rPr>'
            control = _control(name, prompt[:LONGEST_TITLE], number, _run(prompt, grey))
            self._add(f'<w:p {_NS}><w:pPr><w:pStyle w:val="own"/></w:pPr>{control}</w:p>')
            return
        self._add(f'<w:bookmarkStart {_NS} w:id="{number}" w:name={quoteattr(name)}/>')
        for element in kept:
            self._body.insert(len(self._body) - 1, with_known_styles(element, self._document))
        self._add(f'<w:bookmarkEnd {_NS} w:id="{number}"/>')


def _control(name: str, title: str, number: int, inner: str) -> str:
    """Return runs in a content control and a bookmark of one name: a program may drop either of them."""
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(title)}/><w:tag w:val={quoteattr(name)}/>"
        f'<w:id w:val="{number}"/></w:sdtPr><w:sdtContent>{_marked(name, number, inner)}</w:sdtContent></w:sdt>'
    )


def _marked(name: str, number: int, inner: str) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name[:LONGEST_MARK])}/>{inner}<w:bookmarkEnd w:id="{number}"/>'


def _run(text: str, look: str = "") -> str:
    texts = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{look}{'<w:br/>'.join(texts)}</w:r>"
