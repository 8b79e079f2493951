"""The cells of one row, made only when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from xhg_excel.core.model.grid import Place


class RowPlaces(Mapping[str, Place]):
    """The cell of each field of one row, made only when asked for.

    >>> RowPlaces("附件2登记表", 3, {"site_name": 1})["site_name"].a1
    'B4'
    """

    __slots__ = ("_cols", "_row", "_sheet")

    def __init__(self, sheet: str, row: int, cols: Mapping[str, int]) -> None:
        self._sheet, self._row, self._cols = sheet, row, cols

    def __reduce__(self) -> tuple[type[RowPlaces], tuple[str, int, Mapping[str, int]]]:
        return RowPlaces, (self._sheet, self._row, self._cols)

    def __getitem__(self, key: str) -> Place:
        return Place(self._sheet, self._row, self._cols[key])

    def cells(self) -> list[tuple[str, tuple[str, tuple[int, int]]]]:
        """Return the sheet and the cell of each field."""
        return [(key, (self._sheet, (self._row, col))) for key, col in self._cols.items()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._cols)

    def __len__(self) -> int:
        return len(self._cols)


def cells_of(places: Mapping[str, Place]) -> Iterable[tuple[str, tuple[str, tuple[int, int]]]]:
    """Return the sheet and the cell of each field, without making the places of a row.

    >>> list(cells_of(RowPlaces("附件2登记表", 3, {"site_name": 1})))
    [('site_name', ('附件2登记表', (3, 1)))]
    """
    if isinstance(places, RowPlaces):
        return places.cells()
    return [(key, (place.sheet, (place.row, place.col))) for key, place in places.items()]
