"""A sheet as data: cells, looks, drop-downs, print set-up. A shell or a file places it.

Room: core.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias

from xhg_excel.core.grid import CellValue


@dataclass(frozen=True)
class Formula:
    """A native formula with the value it has now, so that the file is right as written."""

    text: str
    value: str | int | float = ""


@dataclass(frozen=True)
class Link:
    """A jump to a cell of the same workbook, shown as text."""

    target: str
    shown: str


Content: TypeAlias = CellValue | Decimal | Formula | Link


@dataclass(frozen=True)
class Cell:
    """What one cell holds and the name of its look (`spec.look.STYLES`)."""

    content: Content
    style: str


@dataclass(frozen=True)
class Block:
    """A rectangle of cells, both corners in; rows and columns count from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Validation:
    """What a block of cells accepts by itself, with the words shown while typing."""

    block: Block
    rule: Literal["list", "custom", "date", "length"]
    choices: tuple[str, ...] = ()
    formula: str = ""
    bounds: tuple[object, object] | None = None
    title: str = ""
    hint: str = ""
    alert_title: str = ""


@dataclass(frozen=True)
class Page:
    """How a sheet prints on A4."""

    landscape: bool = False
    area: Block | None = None
    repeat: tuple[int, int] | None = None
    footer: str = ""
    one_page: bool = False


@dataclass
class SheetLayout:
    """One sheet: cells by (row, column), merges, widths, heights, and what guards it."""

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: dict[Block, Cell] = field(default_factory=dict)
    widths: tuple[float, ...] = ()
    heights: dict[int, float] = field(default_factory=dict)
    validations: list[Validation] = field(default_factory=list)
    page: Page = Page()
    freeze_rows: int = 0
    filter_block: Block | None = None
    hidden: bool = False
    tab_colour: str = ""
    gridlines: bool = False

    def put(self, row: int, col: int, content: Content, style: str) -> None:
        """Set one cell."""
        self.cells[row, col] = Cell(content, style)

    def put_row(self, row: int, contents: Sequence[Content], style: str, left: int = 0) -> None:
        """Set neighbouring cells of one row in one look."""
        for offset, content in enumerate(contents):
            self.put(row, left + offset, content, style)

    def span(self, block: Block, content: Content, style: str) -> None:
        """Merge a block into one cell; a block of one cell stays a cell."""
        if (block.top, block.left) == (block.bottom, block.right):
            self.put(block.top, block.left, content, style)
        else:
            self.merges[block] = Cell(content, style)


@dataclass(frozen=True)
class BookLayout:
    """A workbook: its sheets in order, and the title it carries in its properties."""

    sheets: tuple[SheetLayout, ...]
    title: str


def text_width(text: str) -> int:
    """Return how many half-width columns a text takes; a Han character takes two.

    >>> text_width("附件2")
    5
    """
    return sum(1 if ord(char) < 0x2E80 and char not in "“”‘’—…×√" else 2 for char in text)


def lines_needed(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of `width` characters.

    >>> lines_needed("督导" * 20, 20)
    5
    """
    room = max(1.0, width * 0.86)
    return sum(max(1, -int(-text_width(part) // room)) for part in text.split("\n"))


def height_for(text: str, width: float, size: float = 12) -> float:
    """Return the row height in points that shows a whole text of `size` points."""
    return max(22.0, lines_needed(text, width * 12 / size) * size * 1.45 + 4)
