"""The places of a range of blocks: the part of xlwings' `Range` that needs no spreadsheet program."""

from __future__ import annotations

from typing import Any, Self

from xlwings import base_classes

from xhg_excel.calc.engine.blocks import COLS, ROWS, Block


class BlockRange(base_classes.Range):
    """One block of cells of a sheet or several; row, column and shape are those of the first.

    Args:
        sheet: the Sheet.
        blocks: the areas of the range; () for a range without cells.
        text: the address as the script wrote it.
    """

    def __init__(self, sheet: Any, blocks: tuple[Block, ...], text: str = "") -> None:
        self.sheet, self.blocks, self.arg1_input = sheet, blocks, text
        self.options: dict[str, Any] = {}

    @property
    def block(self) -> Block:
        """The first block."""
        return self.blocks[0]

    def __len__(self) -> int:
        rows, cols = self.shape
        return rows * cols

    @property
    def row(self) -> int:
        return self.block.top + 1

    @property
    def column(self) -> int:
        return self.block.left + 1

    @property
    def shape(self) -> tuple[int, int]:
        if not self.blocks:
            return 0, 0
        return self.block.bottom - self.block.top + 1, self.block.right - self.block.left + 1

    @property
    def coords(self) -> tuple[Any, int, int, int, int]:
        return (self.sheet, self.row, self.column, *self.shape)

    def __call__(self, arg1: int, arg2: int | None = None) -> Self:
        if arg2 is None:
            row, col = divmod(arg1 - 1, self.shape[1])
        else:
            row, col = arg1 - 1, arg2 - 1
        row, col = self.block.top + row, self.block.left + col
        if not (0 <= row < ROWS and 0 <= col < COLS):
            raise IndexError(f"{arg1}, {arg2}")
        return type(self)(self.sheet, (Block(row, col, row, col),))
