"""The cells of a sheet behave as a mapping does, whatever order they are set in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xhg_excel.core.sheets.cells import SheetCells

AT = st.tuples(st.integers(0, 6), st.integers(0, 6))
STEPS = st.lists(st.tuples(st.sampled_from(("set", "delete", "line")), AT, st.text(max_size=2)))


@given(STEPS)
def test_it_does_what_a_dictionary_does(steps: list[tuple[str, tuple[int, int], str]]) -> None:
    plain: dict[tuple[int, int], str] = {}
    cells: SheetCells[str] = SheetCells()
    for step, at, text in steps:
        if step == "set":
            plain[at] = cells[at] = text
        elif step == "delete" and at in plain:
            del plain[at], cells[at]
        elif step == "line":
            plain = {other: held for other, held in plain.items() if other[0] != at[0]}
            line = [None] * at[1] + list(text)
            plain |= {(at[0], col): held for col, held in enumerate(line) if held is not None}
            cells.put_line(at[0], line)

    assert dict(cells) == plain
    assert list(cells) == sorted(plain)
    assert cells == SheetCells(plain)
    assert (len(cells), bool(cells)) == (len(plain), bool(plain))
    assert cells.last_row == max((row for row, _ in plain), default=-1)
    assert [(row, col) for row, line in cells.lines() for col, held in enumerate(line) if held is not None] == list(
        cells
    )


@pytest.mark.parametrize("at", [(0, 0), (1, 1), (1, 9), (1, -1)])
def test_where_nothing_stands_there_is_no_cell(at: tuple[int, int]) -> None:
    cells = SheetCells({(1, 2): "a"})

    assert at not in cells
    for touch in (cells.__getitem__, cells.__delitem__):
        with pytest.raises(KeyError):
            touch(at)
    assert repr(cells) == "SheetCells({(1, 2): 'a'})"


@pytest.mark.parametrize("at", [(-1, 0), (0, -1)])
def test_no_cell_stands_left_of_a_sheet_or_above_it(at: tuple[int, int]) -> None:
    with pytest.raises(KeyError):
        SheetCells[str]()[at] = "a"
