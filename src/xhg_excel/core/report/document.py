"""A report as data: paragraphs whose figures carry keys, tables, charts, places for the group's own words."""

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
    """One figure as it is printed, with the key of the total it came from."""

    key: str
    shown: str


Piece: TypeAlias = str | Figure
Pieces: TypeAlias = tuple[Piece, ...]


def text_of(pieces: Sequence[Piece]) -> str:
    """Return pieces as a reader sees them.

    >>> text_of(("共", Figure("a2_sites", "3"), "家"))
    '共3家'
    """
    return "".join(piece.shown if isinstance(piece, Figure) else piece for piece in pieces)


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; `mark` names a heading, so that it is found again.

    A line break in a piece breaks the line; `right` is how far it ends from the right edge,
    in hundredths of a character, None as its style says.
    """

    pieces: Pieces
    style: Style = "body"
    mark: str = ""
    right: int | None = None


@dataclass(frozen=True)
class ReportTable:
    """A table: heads, rows of cells, the share of the width each column takes; columns set left, else centred.

    In the columns `merged` a cell without pieces belongs to the one above it.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[Pieces, ...], ...]
    widths: tuple[int, ...]
    left: tuple[int, ...] = ()
    merged: tuple[int, ...] = ()


@dataclass(frozen=True)
class BarChart:
    """Bars by name, one series stacked on the other."""

    key: str
    title: str
    names: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True)
class OwnWords:
    """A place for the group's own words: what it holds stays when the report is made again."""

    key: str
    prompt: str


ReportElement: TypeAlias = Paragraph | ReportTable | BarChart | OwnWords


@dataclass(frozen=True)
class Report:
    """A whole report, in the order it is printed."""

    title: str
    blocks: tuple[ReportElement, ...]
    is_draft: bool = False

    def bound(self) -> Iterator[tuple[Figure, str]]:
        """Yield every figure in the order it is printed, with the sentence or row it stands in."""
        for block in self.blocks:
            match block:
                case Paragraph(pieces):
                    yield from ((piece, text_of(pieces)) for piece in pieces if isinstance(piece, Figure))
                case ReportTable(rows=rows):
                    for row in rows:
                        said = " ".join(text_of(cell) for cell in row)
                        yield from ((piece, said) for cell in row for piece in cell if isinstance(piece, Figure))

    @property
    def charts(self) -> tuple[BarChart, ...]:
        """The charts, in order."""
        return tuple(block for block in self.blocks if isinstance(block, BarChart))
