"""The cells of a worksheet's XML whose value is not what one sees.

`may_differ` searches bytes, which is fast; a sheet is examined further only where something was found, and its XML
parsed only for what bytes do not tell (formulas, texts with struck runs). Patterns never run beyond the next tag.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree import ElementTree

from xhg_excel.core.model.grid import CellValue, Grid, column_number, filled_in
from xhg_excel.files.looks.styles import CellStyle, is_on
from xhg_excel.files.ooxml.package import local_name, plain_xml
from xhg_excel.notice.words.check_columns import CODES_HEAD, HIDDEN_COLUMNS
from xhg_excel.notice.words.looks import PICTURE_FORMULAS, Look
from xhg_excel.notice.words.read_columns import READ_HEAD

At = tuple[int, int]
_CELLS = b"sheetData"
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ROW = re.compile(rb"<(?:\w+:)?row\b([^<>]*)>")
_COL = re.compile(rb"<(?:\w+:)?col\b([^<>]*)>")
_CELL, _LONGEST_TAG = re.compile(rb"<(?:\w{1,20}:)?c\s"), 300
_ATTRIBUTE = re.compile(rb"""\b(\w+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_HIDDEN, _LOW, _NARROW = b"hidden", (b' ht="0', b" ht='0"), (b' width="0', b" width='0", b'defaultColWidth="0')
_NO_ZEROS = re.compile(rb"""\bshowZeros\s*=\s*["'](?:0|false)["']""")
_YES = ("1", "true")
# A row lower than this many points, or a column narrower than this many characters, shows nothing.
_LOWEST, _NARROWEST = 2.0, 0.3
_STRUCK, _PICTURE, _RICH_VALUE = b"strike", b"DISPIMG", b" vm="
# What every reference to another workbook has; brackets in a text of a formula are followed by a quote.
_MAY_BE_OUTSIDE = re.compile(rb"""\][^\]"<]*!""")
# A reference to another workbook, `[1]表!A1`, `'[1]一 表'!A1`. `[0]!` is the workbook itself, `表[列]` a column.
_OUTSIDE = re.compile(
    r"""(?<![\w.'\]])\[(?!0\])[^\[\]]+\][^\[\]!'"()+\-*/^&=<>,;:\s{}]*!|'[^'\[\]]*\[(?!0\])[^\[\]]+\][^'\[\]]*'!"""
)
_LARGEST_ARRAY = 10_000
_WORD = re.compile(r"[\w.\\]+")


@dataclass(frozen=True)
class BookFacts:
    """What a workbook's other parts tell about its cells.

    Attributes:
        styles: the styles under which one does not see every value, by number.
        struck_texts: numbers of the shared texts that are struck, in whole or in part.
        outside_names: defined names that refer to other workbooks.
        has_pictures: whether a shared text may be a formula of a picture.
        has_notes: whether there may be notes or text boxes.
    """

    styles: Mapping[int, CellStyle] = field(default_factory=dict)
    struck_texts: frozenset[int] = frozenset()
    outside_names: frozenset[str] = frozenset()
    has_pictures: bool = False
    has_notes: bool = False

    def may_differ(self, xml: bytes) -> bool:
        """Return whether a worksheet may contain cells whose value is not what one sees."""
        return self.has_pictures or self._needs_tree(xml) or _has_hidden(xml) or self._has_odd_style(xml)

    def _needs_tree(self, xml: bytes) -> bool:
        if self.struck_texts or 0 in self.styles or (self.outside_names and b"<f" in xml):
            return True
        return any(sign in xml for sign in (_STRUCK, _PICTURE, _RICH_VALUE)) or bool(_MAY_BE_OUTSIDE.search(xml))

    def _has_odd_style(self, xml: bytes) -> bool:
        return any(b'"%d"' % number in xml or b"'%d'" % number in xml for number in self.styles)

    def looks(self, xml: bytes, grid: Grid) -> dict[At, Look]:
        """Return the look of each non-blank cell of a worksheet whose value is not what one sees."""
        found: dict[At, Look] = {}
        for at, look in self._all_looks(xml, grid):
            if grid.at(*at) is not None:
                found.setdefault(at, look)
        return found

    def _all_looks(self, xml: bytes, grid: Grid) -> Iterator[tuple[At, Look]]:
        """Yield cells with their looks, the weightiest look of a cell first."""
        cells = list(_styled_cells(xml, self.styles)) if self.styles else []
        if self._needs_tree(xml) or None in cells:
            tree = _Cells(self, xml)
            yield from tree.looks()
            cells = tree.styled
        for cell in cells:
            if cell is not None and (look := look_of_value(self.styles[cell[1]], grid.at(*cell[0]))) is not None:
                yield cell[0], look
        if self.has_pictures:
            yield from ((at, Look.CELL_PICTURE) for at, value in _filled(grid) if is_picture(value))
        if _has_hidden(xml):
            yield from _hidden(xml, grid)
        if _NO_ZEROS.search(xml, 0, max(0, xml.find(_CELLS))):
            yield from ((at, Look.INVISIBLE_TEXT) for at, value in _filled(grid) if _is_zero(value))


def is_picture(value: CellValue) -> bool:
    """Return whether a value is the formula by which WPS keeps a picture in a cell."""
    return isinstance(value, str) and value.lstrip().startswith(PICTURE_FORMULAS)


def _filled(grid: Grid) -> Iterator[tuple[At, CellValue]]:
    return (((row, col), value) for row, col, value in grid.filled())


def _is_zero(value: CellValue) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value == 0


def look_of_value(style: CellStyle, value: CellValue) -> Look | None:
    """Return why one does not see a value of any type under a style; None when one sees it."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return style.look(float(value))
    # A format shows a day, a time or a truth value as itself; what remains is the font.
    return style.look(value if isinstance(value, str) else "") if value is not None else None


class _Cells:
    """The cells of a worksheet as parsed.

    Attributes:
        styled: place and style of the cells with one of the odd styles.
    """

    def __init__(self, book: BookFacts, xml: bytes) -> None:
        self._book, self._xml = book, xml
        self._outside_shared: set[str] = set()
        self.styled: list[tuple[At, int] | None] = []

    def looks(self) -> Iterator[tuple[At, Look]]:
        """Yield the cells with struck runs, pictures and formulas over other workbooks.

        ECMA-376 18.3.1.4: a cell without an address stands right of the one before it.
        """
        row = col = -1
        events = ElementTree.iterparse(BytesIO(plain_xml(self._xml)), events=("start", "end"))  # noqa: S314  # no DTD
        for event, tag in events:
            kind = local_name(tag.tag)
            if kind == "row" and event == "start":
                row, col = _number(tag.get("r", ""), row + 2) - 1, -1
            elif kind == "c" and event == "start":
                at = _at(tag.get("r", ""))
                row, col = at or (row, col + 1)
            elif kind == "c":
                yield from self._looks_of(tag, (row, col))
            elif kind == "row":
                tag.clear()

    def _looks_of(self, cell: ElementTree.Element, at: At) -> Iterator[tuple[At, Look]]:
        style = _number(cell.get("s", ""), 0)
        if style in self._book.styles:
            self.styled.append((at, style))
        parts = {local_name(part.tag): part for part in cell}
        value = parts["v"].text or "" if "v" in parts else ""
        if "is" in parts and has_struck_run(parts["is"]):
            yield at, Look.STRUCK
        if cell.get("t") == "s" and _number(value, -1) in self._book.struck_texts:
            yield at, Look.STRUCK
        if "vm" in cell.attrib and cell.get("t") == "e":  # a picture in a cell, for programs that know none
            yield at, Look.CELL_PICTURE
        if "f" in parts:
            yield from self._looks_of_formula(parts["f"], at)

    def _looks_of_formula(self, formula: ElementTree.Element, at: At) -> Iterator[tuple[At, Look]]:
        text, shared = formula.text or "", formula.get("si", "")
        if _PICTURE.decode() in text:
            yield at, Look.CELL_PICTURE
        is_outside = refers_outside(text) or not self._book.outside_names.isdisjoint(_WORD.findall(text))
        if is_outside and formula.get("t") == "shared":
            self._outside_shared.add(shared)
        if is_outside or (not text and shared in self._outside_shared):
            yield at, Look.OUTSIDE_FORMULA
        if is_outside and formula.get("t") == "array":
            yield from ((one, Look.OUTSIDE_FORMULA) for one in _area(formula.get("ref", "")))


def refers_outside(formula: str) -> bool:
    """Return whether a formula refers to another workbook.

    >>> [refers_outside(formula) for formula in ("[1]表!A1+1", "SUM('[1]一 表'!A1:A2)", "表[列]+一!A1", "[0]!数")]
    [True, True, False, False]
    """
    return "]" in formula and _OUTSIDE.search(formula) is not None


def has_struck_run(text: ElementTree.Element) -> bool:
    """Return whether a text is struck, in whole or in part."""
    return any(is_on(tag) for tag in text.iter() if local_name(tag.tag) == "strike")


def _area(reference: str) -> Iterator[At]:
    """Yield the cells of an area, `A1:B2`; none for one that is larger than an array of answers can be."""
    first, _, last = reference.partition(":")
    start, end = _at(first), _at(last or first)
    if start and end and (end[0] - start[0] + 1) * (end[1] - start[1] + 1) <= _LARGEST_ARRAY:
        yield from ((row, col) for row in range(start[0], end[0] + 1) for col in range(start[1], end[1] + 1))


def _number(stated: str, otherwise: int) -> int:
    return int(stated) if stated.isdecimal() and len(stated) < 10 else otherwise


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        name.decode(): (double or single).decode("utf-8", "replace") for name, double, single in _ATTRIBUTE.findall(tag)
    }


def _styled_cells(xml: bytes, styles: Mapping[int, CellStyle]) -> Iterator[tuple[At, int] | None]:
    """Yield place and style of the cells with one of some styles; None for one without an address of its own."""
    wanted = b"|".join(b"%d" % number for number in styles)
    # The attribute is rare, so it is searched, and then its tag: a pattern over all tags takes ten times as long.
    for found in re.finditer(rb""" s=["'](%s)["']""" % wanted, xml):
        start = xml.rfind(b"<", max(0, found.start() - _LONGEST_TAG), found.start())
        tag, end, _ = xml[max(0, start) : found.end() + _LONGEST_TAG].partition(b">")
        if start >= 0 and end and _CELL.match(tag):
            at = _at(_attributes(tag).get("r", ""))
            yield None if at is None else (at, int(found[1]))


def _at(address: str) -> At | None:
    found = _ADDRESS.fullmatch(address)
    return (int(found[2]) - 1, column_number(found[1])) if found else None


def _has_hidden(xml: bytes) -> bool:
    return _HIDDEN in xml or any(sign in xml for sign in (*_LOW, *_NARROW)) or b"showZeros" in xml


def _hidden(xml: bytes, grid: Grid) -> Iterator[tuple[At, Look]]:
    start = max(0, xml.find(_CELLS))
    return hidden_cells(grid, set(_hidden_rows(xml, start)), list(_hidden_columns(xml[:start])))


def hidden_cells(grid: Grid, rows: Collection[int], columns: Sequence[range]) -> Iterator[tuple[At, Look]]:
    """Yield the filled cells of hidden rows and columns, but not those of the columns that our own sheets hide."""
    own: set[int] = set()
    for _, col, text in grid.worded():
        if text == CODES_HEAD:
            own |= set(range(col, col + HIDDEN_COLUMNS))
        elif text == READ_HEAD:
            own.add(col)
    is_hidden = bytearray(max(map(len, grid.rows), default=0))
    for hidden in columns:
        is_hidden[hidden.start : hidden.stop] = b"\1" * len(is_hidden[hidden.start : hidden.stop])
    for col in own.intersection(range(len(is_hidden))):
        is_hidden[col] = 0
    has_columns = any(is_hidden)
    if not rows and not has_columns:
        return
    for row, values in enumerate(grid.rows):
        if row in rows:
            yield from (((row, col), Look.HIDDEN_ROW) for col in filled_in(values) if col not in own)
        elif has_columns:
            yield from (((row, col), Look.HIDDEN_COLUMN) for col in filled_in(values) if is_hidden[col])


def _hidden_rows(xml: bytes, start: int) -> Iterator[int]:
    if xml.find(_HIDDEN, start) < 0 and all(xml.find(sign, start) < 0 for sign in _LOW):
        return
    row = -1
    for found in _ROW.finditer(xml, start):
        attributes = _attributes(found[1])
        row = _number(attributes.get("r", ""), row + 2) - 1
        if attributes.get("hidden") in _YES or _is_below(attributes.get("ht"), _LOWEST):
            yield row


def _hidden_columns(head: bytes) -> Iterator[range]:
    """Yield the runs of columns that are hidden, or of no width."""
    for found in _COL.finditer(head):
        attributes = _attributes(found[1])
        if attributes.get("hidden") in _YES or _is_below(attributes.get("width"), _NARROWEST):
            yield range(_number(attributes.get("min", ""), 1) - 1, _number(attributes.get("max", ""), 0))


def _is_below(stated: str | None, least: float) -> bool:
    try:
        return stated is not None and float(stated) < least
    except ValueError:
        return False
