"""Cells of an .ods (OpenDocument 1.3, part 3) whose value the reader drops or one does not see.

The reader gives error values as blank cells. Not seen here: text in the colour of its ground, pictures, and formulas
over other workbooks.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree import ElementTree

from xhg_excel.core.model.grid import Grid
from xhg_excel.files.looks.records import At
from xhg_excel.files.ooxml.package import local_name, plain_xml
from xhg_excel.notice.words.looks import PLAIN_SIGNS, Look

_PARTS = ("styles.xml", "content.xml")
_HIDDEN = ("collapse", "filter")
_CELLS = ("table-cell", "covered-table-cell")
_NOTES = ("annotation", "frame", "custom-shape", "rect", "ellipse", "caption", "g")


@dataclass
class TableLooks:
    """What one table tells beside its values: errors, looks, and the texts of notes and shapes by cell."""

    errors: dict[At, str] = field(default_factory=dict)
    looks: dict[At, Look] = field(default_factory=dict)
    notes: dict[At, str] = field(default_factory=dict)


@dataclass
class _Styles:
    """Names of styles that strike, and of those whose numbers look like something else."""

    struck: set[str] = field(default_factory=set)
    scaled: set[str] = field(default_factory=set)
    _data: set[str] = field(default_factory=set)

    def add(self, tag: ElementTree.Element) -> None:
        """Add a style; data styles stand before the cell styles that name them."""
        name, kind = _get(tag, "name"), local_name(tag.tag)
        if kind in ("percentage-style", "number-style", "currency-style") and _changes(tag, kind):
            self._data.add(name)
        elif kind == "style":
            if _get(tag, "parent-style-name") in self.struck or any(
                _get(part, "text-line-through-style") not in ("", "none") for part in tag
            ):
                self.struck.add(name)
            if _get(tag, "data-style-name") in self._data:
                self.scaled.add(name)


def _changes(style: ElementTree.Element, kind: str) -> bool:
    if kind == "percentage-style":
        return True
    for part in style:
        text = (part.text or "") if local_name(part.tag) == "text" else ""
        if text.strip(PLAIN_SIGNS) or _get(part, "display-factor") not in ("", "1"):
            return True
    return False


def _get(tag: ElementTree.Element, name: str) -> str:
    """Return an attribute by its name without namespace; "" without one."""
    return next((value for key, value in tag.attrib.items() if local_name(key) == name), "")


def looks_of_ods(content: bytes, grids: Mapping[str, Grid]) -> Mapping[str, TableLooks]:
    """Return what the tables of an .ods tell beside their values, by name, for the filled cells of some grids.

    Raises:
        ValueError, KeyError, ElementTree.ParseError: it is damaged, or has a document type declaration.
    """
    styles = _Styles()
    found: dict[str, TableLooks] = {}
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = [archive.read(part) for part in _PARTS if part in archive.namelist()]
    for part in parts:
        table: _Table | None = None
        for event, tag in ElementTree.iterparse(BytesIO(plain_xml(part)), events=("start", "end")):  # noqa: S314  # no DTD
            kind = local_name(tag.tag)
            if event == "start" and kind == "table" and (grid := grids.get(_get(tag, "name"))) is not None:
                table = _Table(grid, styles)
                found[grid.sheet] = table.found
            elif event == "end" and kind == "table":
                table = None
            elif event == "end" and kind.endswith("style"):
                styles.add(tag)
            elif table is not None and event == "end":
                table.take(kind, tag)
    return found


class _Table:
    """One table while its rows are read."""

    def __init__(self, grid: Grid, styles: _Styles) -> None:
        self.found = TableLooks()
        self._grid, self._styles = grid, styles
        self._row = self._col = 0
        self._hidden: set[int] = set()
        self._width = max(map(len, grid.rows), default=0)

    def take(self, kind: str, tag: ElementTree.Element) -> None:
        """Add what a column, a cell or a row tells."""
        if kind == "table-column":
            last = self._col + _repeated(tag, "number-columns-repeated")
            if _get(tag, "visibility") in _HIDDEN:
                self._hidden |= set(range(self._col, min(last, self._width)))
            self._col = last
        elif kind == "shapes":  # they belong to the page, and to no cell
            self._take_notes(tag, (0, 0))
        elif kind == "table-row":
            self._take_row(tag)
            tag.clear()

    def _take_row(self, row: ElementTree.Element) -> None:
        # An error may stand below or right of all that the reader returned.
        end = max(len(self._grid.rows), self._row + 1)
        rows = range(self._row, min(self._row + _repeated(row, "number-rows-repeated"), end))
        self._row += _repeated(row, "number-rows-repeated")
        hidden = _get(row, "visibility") in _HIDDEN
        col = 0
        for cell in row:
            if local_name(cell.tag) not in _CELLS:
                continue
            self._take_notes(cell, (rows.start, col))
            cols = range(col, min(col + _repeated(cell, "number-columns-repeated"), max(self._width, col + 1)))
            col += _repeated(cell, "number-columns-repeated")
            if not len(cell) and not _get(cell, "value-type"):
                continue
            for at in ((number, one) for number in rows for one in cols):
                self._take_cell(cell, at, hidden=hidden)

    def _take_notes(self, tag: ElementTree.Element, at: At) -> None:
        """Add the texts of the notes and shapes of a cell; a note's author and day are no part of it."""
        paragraphs = (part for note in tag if local_name(note.tag) in _NOTES for part in note.iter())
        texts = ["".join(part.itertext()) for part in paragraphs if local_name(part.tag) == "p"]
        if text := "\n".join(text for text in texts if text.strip()):
            self.found.notes[at] = text

    def _take_cell(self, cell: ElementTree.Element, at: At, *, hidden: bool) -> None:
        text = "".join(text for part in cell if local_name(part.tag) == "p" for text in part.itertext())
        if "error" in (value for key, value in cell.attrib.items() if local_name(key) == "value-type"):
            self.found.errors[at] = text
        elif self._grid.at(*at) is None:
            return
        look = Look.HIDDEN_ROW if hidden else next(self._looks_of(cell, at), None)
        if look is not None:
            self.found.looks[at] = look

    def _looks_of(self, cell: ElementTree.Element, at: At) -> Iterator[Look]:
        style = _get(cell, "style-name")
        runs = {_get(part, "style-name") for part in cell.iter() if local_name(part.tag) == "span"}
        if style in self._styles.struck or runs & self._styles.struck:
            yield Look.STRUCK
        if at[1] in self._hidden:
            yield Look.HIDDEN_COLUMN
        if local_name(cell.tag) == "covered-table-cell":
            yield Look.UNDER_MERGED
        if style in self._styles.scaled and not isinstance(self._grid.at(*at), str):
            yield Look.SCALED_FORMAT


def _repeated(tag: ElementTree.Element, name: str) -> int:
    stated = _get(tag, name)
    return max(1, int(stated)) if stated.isdecimal() and len(stated) < 9 else 1
