"""Notes, comment threads and text boxes of an .xlsx or .xlsb: what is written above the cells.

Most files have none: `has_notes` searches the list of content types, and no other part is opened.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

from xhg_excel.core.model.grid import Grid, column_number, filled_in
from xhg_excel.files.looks.records import wide_text, xlsb_records
from xhg_excel.files.ooxml.package import local_name, plain_xml, rels_of, resolved
from xhg_excel.notice.words.looks import DAMAGED_NOTES

At = tuple[int, int]
# The cells that a text covers, and the text.
Written = tuple[range, range, str]
_TYPES = "[Content_Types].xml"
_SIGNS = (b"comments", b"drawing+xml")
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ANCHORS = ("twoCellAnchor", "oneCellAnchor")
_LARGEST_LIST, _MOST_COVERED = 20_000_000, 2_000_000
_DAMAGED = (ValueError, KeyError, IndexError, struct.error, ElementTree.ParseError, zipfile.BadZipFile, zlib.error)


def has_notes(archive: zipfile.ZipFile) -> bool:
    """Return whether a workbook may contain notes or text boxes."""
    try:
        types = archive.getinfo(_TYPES)
    except KeyError:
        return False
    return types.file_size > _LARGEST_LIST or any(sign in archive.read(types).lower() for sign in _SIGNS)


def with_notes(content: bytes, grids: Sequence[Grid], parts: Mapping[str, str]) -> list[Grid]:
    """Return the grids of a workbook with the texts of notes and text boxes.

    Args:
        content: the file.
        grids: its sheets.
        parts: the worksheet part of each sheet by name.
    """
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return [with_texts(grid, _written_on(archive, parts.get(grid.sheet, ""))) for grid in grids]


def with_texts(grid: Grid, written: Sequence[Written]) -> Grid:
    """Return a grid with texts at their first cells, and at the filled cells that they cover.

    Of texts that cover millions of cells only the first cells count.
    """
    notes: dict[At, list[str]] = {}
    left = _MOST_COVERED
    for rows, cols, text in written:
        covered = {(rows.start, cols.start)}
        for row in range(rows.start, min(rows.stop, len(grid.rows))):
            left -= 1 + len(cells := grid.rows[row][cols.start : cols.stop])
            covered |= {(row, cols.start + col) for col in filled_in(cells)} if left > 0 else set()
        for at in covered if text.strip() else ():
            notes.setdefault(at, []).append(text.strip())
    return replace(grid, notes={at: "\n".join(texts) for at, texts in notes.items()}) if notes else grid


def _written_on(archive: zipfile.ZipFile, part: str) -> list[Written]:
    """Return the texts above the cells of a worksheet; one that tells of damage where a part of them cannot be read."""
    try:
        return list(_written(archive, part))
    except _DAMAGED:
        return [(range(1), range(1), DAMAGED_NOTES)]


def _written(archive: zipfile.ZipFile, part: str) -> Iterator[Written]:
    names = set(archive.namelist())
    if rels_of(part) not in names:
        return
    targets: dict[str, list[str]] = {}
    for relation in ElementTree.fromstring(plain_xml(archive.read(rels_of(part)))):  # noqa: S314  # no DTD
        target = resolved(part, relation.get("Target", ""))
        if target in names:
            targets.setdefault(relation.get("Type", "").rpartition("/")[2], []).append(target)
    parts = targets.get("threadedComment", ())
    threads = [one for name in parts for one in _comments(archive.read(name), "threadedComment")]
    threaded = {(rows, cols) for rows, cols, _ in threads}
    yield from threads
    for name in targets.get("comments", ()):
        found = _records(archive.read(name)) if name.endswith(".bin") else _comments(archive.read(name), "comment")
        yield from (one for one in found if one[:2] not in threaded)  # of a thread it has a copy with an introduction
    for name in targets.get("drawing", ()):
        yield from _boxes(archive.read(name))


def _comments(xml: bytes, kind: str) -> Iterator[Written]:
    for tag in ElementTree.fromstring(plain_xml(xml)).iter():  # noqa: S314  # no DTD
        found = _ADDRESS.fullmatch(tag.get("ref", "").upper()) if local_name(tag.tag) == kind else None
        if found:
            at = int(found[2]) - 1, column_number(found[1])
            yield *between(at, at), _text_of(tag)


def _text_of(tag: ElementTree.Element) -> str:
    """Return the text below a tag, without phonetic hints, and its paragraphs on lines of their own."""
    lines, seen = [""], ("t", "text")
    for part in tag.iter():
        if local_name(part.tag) == "p":
            lines.append("")
        elif local_name(part.tag) in seen:
            lines[-1] += part.text or ""
    return "\n".join(dict.fromkeys(line for line in lines if line.strip()))


def _boxes(xml: bytes) -> Iterator[Written]:
    """Yield the texts of shapes by the cells between their corners (ECMA-376 20.5.2)."""
    for anchor in ElementTree.fromstring(plain_xml(xml)):  # noqa: S314  # no DTD
        corners = {local_name(tag.tag): _corner(tag) for tag in anchor if local_name(tag.tag) in ("from", "to")}
        if local_name(anchor.tag) in _ANCHORS and "from" in corners:
            yield *between(corners["from"], corners.get("to", corners["from"])), _text_of(anchor)


def between(first: At, last: At) -> tuple[range, range]:
    """Return the rows and columns from one corner to the other."""
    (top, left), (bottom, right) = first, last
    return range(max(0, top), max(0, top, bottom) + 1), range(max(0, left), max(0, left, right) + 1)


def _corner(tag: ElementTree.Element) -> At:
    stated = {local_name(part.tag): part.text or "" for part in tag}
    return int(stated["row"]), int(stated["col"])


def _records(part: bytes) -> Iterator[Written]:
    """Yield the notes of an .xlsb (MS-XLSB 2.1.7.7)."""
    at = (0, 0)
    for kind, body in xlsb_records(part):
        if kind == 635:  # BrtBeginComment
            row, _, col = struct.unpack_from("<III", body, 4)
            at = (row, col)
        elif kind == 637:  # BrtCommentText
            yield *between(at, at), wide_text(body, 1)[0]
