"""Cells become blocks, so that a host is asked once for many cells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xhg_excel.core.sheets.layout import Area
from xhg_excel.core.sheets.rectangles import rectangles

SPOTS = st.tuples(st.integers(0, 8), st.integers(0, 8))


@given(st.dictionaries(SPOTS, st.sampled_from("abc")))
def test_every_cell_lies_in_one_block_of_its_kind(cells: dict[tuple[int, int], str]) -> None:
    covered = [
        ((row, col), kind)
        for block, kind in rectangles(cells)
        for row in range(block.top, block.bottom + 1)
        for col in range(block.left, block.right + 1)
    ]

    assert sorted(covered) == sorted(cells.items())


def test_a_table_of_columns_becomes_a_block_a_column() -> None:
    """Rows of one pattern join downwards; a gap between rows parts them."""
    cells = {(row, col): "ab"[col] for row in (0, 1, 3) for col in (0, 1)}

    assert rectangles(cells) == [
        (Area(0, 0, 1, 0), "a"),
        (Area(0, 1, 1, 1), "b"),
        (Area(3, 0, 3, 0), "a"),
        (Area(3, 1, 3, 1), "b"),
    ]
    assert rectangles(dict.fromkeys(((r, c) for r in range(9) for c in range(9)), 1)) == [(Area(0, 0, 8, 8), 1)]
