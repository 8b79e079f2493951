"""A report as a value: paragraphs whose figures have keys, tables, charts, places for the words of the group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Style = Literal[
    "title", "draft", "body", "addressee", "level1", "level2", "annexes", "annexes_next", "signer", "sign_date",
    "caption", "annex", "annex_title",
]  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """One figure as it is printed, with the key of the total it shows."""

    key: str
    shown: str


Piece: TypeAlias = str | Figure
Pieces: TypeAlias = tuple[Piece, ...]


def text_of(pieces: Sequence[Piece]) -> str:
    """Return the text of pieces.

    >>> text_of(("共", Figure("a2_sites", "3"), "家"))
    '共3家'
    """
    return "".join(piece.shown if isinstance(piece, Figure) else piece for piece in pieces)


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; a line break in a piece breaks the line.

    `mark` names a heading, so that a later report finds it. `right` is its distance from the right edge in
    hundredths of a character; None = by its style.
    """

    pieces: Pieces
    style: Style = "body"
    mark: str = ""
    right: int | None = None


@dataclass(frozen=True)
class ReportTable:
    """A table; a cell is a tuple of pieces.

    `widths` are percentages, one a column. The columns `left` (by number) are aligned left, the others
    centred; in the columns `merged` an empty cell is merged with the one above it.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[Pieces, ...], ...]
    widths: tuple[int, ...]
    left: tuple[int, ...] = ()
    merged: tuple[int, ...] = ()


@dataclass(frozen=True)
class BarChart:
    """Stacked bars: a bar for each of `names`, a series a name with one value for each bar."""

    key: str
    title: str
    names: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True)
class OwnWords:
    """A place where the group writes; its text is kept when the report is made again."""

    key: str
    prompt: str


ReportElement: TypeAlias = Paragraph | ReportTable | BarChart | OwnWords


@dataclass(frozen=True)
class Report:
    """A whole report, in the order it is printed."""

    title: str
    elements: tuple[ReportElement, ...]
    is_draft: bool = False

    def figures(self) -> Iterator[tuple[Figure, str]]:
        """Yield every figure in the order of the report, with the text of its paragraph or table row."""
        for element in self.elements:
            match element:
                case Paragraph(pieces):
                    yield from ((piece, text_of(pieces)) for piece in pieces if isinstance(piece, Figure))
                case ReportTable(rows=rows):
                    for row in rows:
                        text = " ".join(text_of(cell) for cell in row)
                        yield from ((piece, text) for cell in row for piece in cell if isinstance(piece, Figure))

    @property
    def charts(self) -> tuple[BarChart, ...]:
        """The charts, in order."""
        return tuple(element for element in self.elements if isinstance(element, BarChart))
