"""The cells of one register row by field key: told from sheet, row and columns, made only when asked for.

Room: core.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xhg_excel.core.grid import Place


class RowPlaces(Mapping[str, Place]):
    """A mapping from field key to cell, as small as a row number.

    >>> RowPlaces("附件2登记表", 3, {"site_name": 1})["site_name"].a1
    'B4'
    """

    __slots__ = ("cols", "row", "sheet")

    def __init__(self, sheet: str, row: int, cols: Mapping[str, int]) -> None:
        self.sheet, self.row, self.cols = sheet, row, cols

    def __getitem__(self, key: str) -> Place:
        return Place(self.sheet, self.row, self.cols[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self.cols)

    def __len__(self) -> int:
        return len(self.cols)
