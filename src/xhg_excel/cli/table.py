"""Tables on a terminal: Chinese counted as two columns, long cells folded, colours only where someone looks."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest

import click

_PIPE_WIDTH = 160
_NARROWEST, _NARROWEST_COLUMN = 100, 10
_NEVER_FIRST = "，。；：、！？）”》"
# What stands inside numbers and addresses.
_IN_WORDS = "%.,:$"
_BETWEEN, _RULE, _CROSS = " │ ", "─", "─┼─"


def print_table(heads: Sequence[str], rows: Sequence[Sequence[object]], shares: Sequence[int | None]) -> None:
    """Print a table; a cell is a text, or a text and its colour; a share of None keeps a column unbroken."""
    for line in table_lines(heads, rows, shares, _room()):
        click.echo(line)


def _room() -> int:
    """Return how wide a table may be; what is piped into a file has no edge that a user would see."""
    if not sys.stdout.isatty():
        return _PIPE_WIDTH
    return max(_NARROWEST, shutil.get_terminal_size().columns - 1)


def table_lines(
    heads: Sequence[str], rows: Sequence[Sequence[object]], shares: Sequence[int | None], room: int
) -> Iterator[str]:
    """Yield the lines of a table that is at most `room` columns wide, unbroken columns permitting.

    >>> list(table_lines(("代码", "问题"), [("E01", "应填未填")], (None, 1), 30))
    ['代码 │ 问题', '─────┼─────────', 'E01  │ 应填未填']
    """
    cells = [[_clean(cell) for cell in row] for row in rows]
    widths = _widths([tuple(heads), *([text for text, _ in row] for row in cells)], shares, room)
    yield _line([(head, "") for head in heads], widths)
    yield _CROSS.join(_RULE * width for width in widths)
    for row in cells:
        folded = [
            [piece for line in text.split("\n") for piece in fold(line, width)]
            for (text, _), width in zip(row, widths, strict=True)
        ]
        for pieces in zip_longest(*folded, fillvalue=""):
            yield _line([(piece, colour) for piece, (_, colour) in zip(pieces, row, strict=True)], widths)


def _clean(cell: object) -> tuple[str, str]:
    """Return text and colour of a cell; what stands in somebody's form must not steer the terminal."""
    text, colour = cell if isinstance(cell, tuple) else (cell, "")
    return "".join(char if char.isprintable() or char == "\n" else " " for char in str(text)), colour


def _widths(texts: Sequence[Sequence[str]], shares: Sequence[int | None], room: int) -> list[int]:
    """Return each column's width: what its longest text takes, or its share of what is left when that is less."""
    natural = [
        max(columns_of(line) for text in column for line in text.split("\n")) for column in zip(*texts, strict=True)
    ]
    left = room - len(_BETWEEN) * (len(shares) - 1)
    left -= sum(width for width, share in zip(natural, shares, strict=True) if share is None)
    wanting = [n for n, share in enumerate(shares) if share is not None]
    while wanting:
        whole = sum(shares[n] or 0 for n in wanting)
        allowed = {n: max(_NARROWEST_COLUMN, left * (shares[n] or 0) // whole) for n in wanting}
        content = [n for n in wanting if natural[n] <= allowed[n]]
        if not content:
            return [allowed.get(n, width) for n, width in enumerate(natural)]
        left -= sum(natural[n] for n in content)
        wanting = [n for n in wanting if n not in content]
    return natural


def fold(text: str, width: int) -> Iterator[str]:
    """Yield a text in lines of at most `width` columns, broken at a space where one is near the end.

    A number or address is not broken, unless it takes more than half the line.

    >>> list(fold("附件2登记表 R304 应填", 14)), list(fold("", 5)), list(fold("不低于清单的50%。", 15))
    (['附件2登记表', 'R304 应填'], [''], ['不低于清单的', '50%。'])
    """
    while columns_of(text) > width:
        end = used = 0
        while used + columns_of(text[end]) <= width or not end:
            used += columns_of(text[end])
            end += 1
        while end > 1 and text[end] in _NEVER_FIRST:
            end -= 1
        whole = end
        while whole > end // 2 and _is_of_a_word(text[whole]) and _is_of_a_word(text[whole - 1]):
            whole -= 1
        end = whole if whole > end // 2 else end
        space = text.rfind(" ", end // 2 + 1, end + 1)
        end = space if space > 0 else end
        yield text[:end].rstrip()
        text = text[end:].lstrip()
    yield text


def _is_of_a_word(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in _IN_WORDS)


def columns_of(text: str) -> int:
    """Return how many columns a terminal gives a text; Chinese quotation marks take one, unlike on a sheet.

    >>> columns_of("附件2"), columns_of("“是”")
    (5, 4)
    """
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF") for char in text)


def _line(pieces: Sequence[tuple[str, str]], widths: Sequence[int]) -> str:
    padded = [
        (click.style(text, fg=colour) if colour else text) + " " * (width - columns_of(text))
        for (text, colour), width in zip(pieces, widths, strict=True)
    ]
    return _BETWEEN.join(padded).rstrip()
