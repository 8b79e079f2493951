"""A sheet as data: cells, styles, validations, charts, page set-up; `files.write` writes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Literal, TypeAlias

from xhg_excel.core.model.grid import CellValue, column_letters
from xhg_excel.core.sheets.cells import SheetCells

# A reference with a relative row, `K4` or `$K4`; not a name, function or sheet.
_REFERENCE = re.compile(r"(?<![A-Za-z0-9_.$])(\$?[A-Z]{1,3})(\d+)(?![A-Za-z0-9_.(!])")


@dataclass(frozen=True)
class Area:
    """A rectangle of cells that includes both corners; rows and columns count from 0."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def a1(self) -> str:
        """The range in absolute A1 notation, `$B$4:$B$203`."""
        corners = ((self.top, self.left), (self.bottom, self.right))
        return ":".join(f"${column_letters(col)}${row + 1}" for row, col in corners)


@dataclass(frozen=True)
class Formula:
    """A native formula with its present value, so that programs that do not calculate show the right value too."""

    text: str
    value: str | int | float = ""


@dataclass(frozen=True)
class Fill:
    """One formula filled down a column: `formula` is that of the first row, `values` the present value of each row."""

    top: int
    col: int
    formula: str
    values: tuple[str | int | float, ...]
    style: str

    def formula_at(self, offset: int) -> str:
        """Return the formula `offset` rows below the first; relative row numbers grow by `offset`.

        >>> Fill(3, 14, '=IF(K4="A1","",COUNTIF(K$4:K4,$K4))', ("", ""), "plain").formula_at(1)
        '=IF(K5="A1","",COUNTIF(K$4:K5,$K5))'
        """
        quoted = self.formula.split('"')
        quoted[::2] = [_REFERENCE.sub(lambda m: f"{m[1]}{int(m[2]) + offset}", part) for part in quoted[::2]]
        return '"'.join(quoted)


@dataclass(frozen=True)
class Highlight:
    """A conditional format: the style of the cells of a block while a formula over the same sheet is true."""

    block: Area
    formula: str
    style: str
    stop: bool = True


@dataclass(frozen=True)
class Link:
    """A link to cells of the same workbook, shown as a text or a number."""

    target: str
    shown: str | int | float | Decimal


Content: TypeAlias = CellValue | Decimal | Formula | Link


@dataclass(frozen=True, slots=True)
class Cell:
    """The content of one cell and the name of its style (`notice.schema.style.STYLES`)."""

    content: Content
    style: str


@dataclass(frozen=True)
class Validation:
    """The values that Excel accepts in a block of cells, with the messages it shows.

    The rule `list` uses `choices`, or the range that `formula` returns. `warn_only`: Excel warns, and the user
    may keep the value (it then needs a 说明, not a correction).
    """

    block: Area
    rule: Literal["list", "custom", "date", "length"]
    choices: tuple[str, ...] = ()
    formula: str = ""
    bounds: tuple[object, object] | None = None
    title: str = ""
    hint: str = ""
    alert_title: str = ""
    alert: str = ""
    warn_only: bool = False


@dataclass(frozen=True)
class Series:
    """One series of bars: its name, the cells of its category names and values on one sheet, its colours."""

    name: str
    sheet: str
    names: Area
    values: Area
    colour: str
    label_colour: str = "#000000"


@dataclass(frozen=True)
class Chart:
    """A native bar chart: its top left corner is `offset` pixels right of the cell `at`; `size` is in pixels."""

    title: str
    at: tuple[int, int]
    size: tuple[int, int]
    series: tuple[Series, ...]
    horizontal: bool = False
    stacked: bool = False
    offset: int = 0


@dataclass(frozen=True)
class Page:
    """The page set-up of a sheet on A4, one page wide and `tall` pages high (0: as many as needed).

    With a `scale` in percent it prints as many pages wide as needed instead. `repeat` and `repeat_columns`: the
    first and last row (column) repeated on each page. `breaks`: the rows before which a page ends.
    """

    landscape: bool = False
    area: Area | None = None
    repeat: tuple[int, int] | None = None
    footer: str = ""
    tall: int = 0
    scale: int = 0
    breaks: tuple[int, ...] = ()
    repeat_columns: tuple[int, int] | None = None


@dataclass
class SheetLayout:
    """One sheet: cells by (row, column), merged blocks, widths, validations, formats, notes at cells, protection."""

    name: str
    cells: SheetCells[Cell] = field(default_factory=SheetCells)
    merges: dict[Area, Cell] = field(default_factory=dict)
    widths: tuple[float, ...] = ()
    heights: dict[int, float] = field(default_factory=dict)
    validations: list[Validation] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    highlights: list[Highlight] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    notes: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_columns: tuple[int, ...] = ()
    protected: bool = False
    page: Page = Page()
    freeze_rows: int = 0
    filter_block: Area | None = None
    hidden: bool = False
    tab_colour: str = ""
    gridlines: bool = False

    def put(self, row: int, col: int, content: Content, style: str) -> None:
        """Set one cell."""
        self.cells[row, col] = Cell(content, style)

    def put_row(self, row: int, contents: Sequence[Content], style: str, left: int = 0) -> None:
        """Set neighbouring cells of one row in one style."""
        for offset, content in enumerate(contents):
            self.put(row, left + offset, content, style)

    def span(self, block: Area, content: Content, style: str) -> None:
        """Merge a block into one cell; a block of one cell stays a cell."""
        if (block.top, block.left) == (block.bottom, block.right):
            self.put(block.top, block.left, content, style)
        else:
            self.merges[block] = Cell(content, style)


@dataclass(frozen=True)
class BookLayout:
    """A workbook: its sheets in order, and the title in its document properties."""

    sheets: tuple[SheetLayout, ...]
    title: str


# A4 less the margins, in points: short side, long side.
_SHORT_SIDE, _LONG_SIDE = 595 - 90, 842 - 125
_POINTS_A_CHARACTER, _POINTS_A_COLUMN = 5.25, 3.75


def scale_for(widths: Sequence[float], landscape: bool) -> int:
    """Return the percentage at which columns of these widths fit the width of one A4 page.

    An estimate of Excel's own “fit to one page wide”; other programs use the fonts they have.
    """
    room = _LONG_SIDE if landscape else _SHORT_SIDE
    points = sum(width * _POINTS_A_CHARACTER + _POINTS_A_COLUMN for width in widths)
    return max(10, min(100, int(room / points * 100)))


def breaks_before(starts: Sequence[int], sheet: SheetLayout, page: Page) -> tuple[int, ...]:
    """Return the rows before which a page must end so that no item is cut in two.

    `starts` are the first rows of the items in order. The page sets no `tall`: Excel would ignore the breaks.
    """
    last = page.area.bottom if page.area else max(sheet.heights)

    def height(first: int, end: int) -> float:
        return sum(sheet.heights.get(row, _ROW_POINTS) for row in range(first, end))

    room = _page_points(sheet, page)
    head = height(page.repeat[0], page.repeat[1] + 1) if page.repeat else 0.0
    breaks: list[int] = []
    used = height(0, starts[0])
    for start, end in zip(starts, [*starts[1:], last + 1], strict=True):
        if used + height(start, end) > room and used > head:
            breaks.append(start)
            used = head
        used += height(start, end)
    return tuple(breaks)


def _page_points(sheet: SheetLayout, page: Page) -> float:
    """Return the row heights in points that one page has room for, at the scale that fits its width."""
    widths = sheet.widths[: page.area.right + 1 if page.area else None]
    return (_SHORT_SIDE if page.landscape else _LONG_SIDE) * 100 / scale_for(widths, page.landscape) * 0.97


_ROW_POINTS = 15.0


@lru_cache(maxsize=8192)
def text_width(text: str) -> int:
    """Return how many half-width columns a text takes; a Han character takes two.

    >>> text_width("附件2")
    5
    """
    if text.isascii():
        return len(text)
    return sum(1 if ord(char) < 0x2E80 and char not in "“”‘’—…×√" else 2 for char in text)


def lines_needed(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of `width` characters.

    >>> lines_needed("督导" * 20, 20)
    6
    """
    room = max(1.0, width * 0.86 - 1.5)  # the indent, and fonts a little wider than planned
    if 2 * len(text) <= room and "\n" not in text:
        return 1
    return sum(max(1, -int(-text_width(part) // room)) for part in text.split("\n"))


def height_for(text: str, width: float, size: float = 12) -> float:
    """Return the row height in points that shows a whole text of `size` points."""
    return max(20.0, lines_needed(text, width * 12 / size) * size * 1.45 + 4)
