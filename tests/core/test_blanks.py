"""Header blanks of a form somebody retyped, wherever they stand: every value is read once, every label is known."""

from __future__ import annotations

import pytest

from tests.conftest import drawn
from xhg_excel.core.blanks import Blank, Blanks, find_blanks
from xhg_excel.core.recognise import whole_sheet
from xhg_excel.spec.annexes import ANNEX2
from xhg_excel.spec.workbook import COVER_FIELDS


def found(picture: str) -> Blanks:
    grid = drawn(picture)
    return find_blanks(grid, whole_sheet(grid), ((*ANNEX2.header, *COVER_FIELDS), ANNEX2.header_lines))


# fmt: off
@pytest.mark.parametrize(("line", "read"), [
    ("| 企业名称：演练作坊　问题编号：P001；地址：演练村1号 |", {"site_name": Blank((0, 0), "演练作坊", (0, 0)), "problem_id": Blank((0, 0), "P001", (0, 0)), "address": Blank((0, 0), "演练村1号", (0, 0))}),
    ("| 企业名称：____ 问题编号：P001 | 演练村1号 |", {"site_name": Blank((0, 0), None, (0, 0)), "problem_id": Blank((0, 0), "P001", (0, 0))}),
    ("| 问题编号：P001，地址：____ | 演练村1号 |", {"problem_id": Blank((0, 0), "P001", (0, 0)), "address": Blank((0, 1), "演练村1号", (0, 0))}),
    ("| 设区市：南通市 填报日期： 年 月 日 | 2020-08-12 |", {"unit_city": Blank((0, 0), "南通市", (0, 0)), "unit_filled_on": Blank((0, 1), "2020-08-12", (0, 0))}),
    ("| 设区市：南通市 填报日期： 年 月 日 | |", {"unit_city": Blank((0, 0), "南通市", (0, 0)), "unit_filled_on": Blank((0, 1), None, (0, 0))}),
])
def test_several_blanks_of_one_line_are_told_apart(line: str, read: dict[str, Blank]) -> None:
    """What stands behind a label is its value up to the next one; only the last may be filled in right of the line."""
    assert found(line).found == read
# fmt: on


def test_a_label_printed_again_is_no_stray_unless_it_says_something_else() -> None:
    """The first value counts: a second blank one is only its label, a second value is left to be named."""
    again = found("""
        | 地址：演练村1号 |           |
        | 详细地址：       |           |
        | 地址             | 演练村2号 |
    """)

    assert again.found == {"address": Blank((0, 0), "演练村1号", (0, 0))}
    assert again.used == {(0, 0), (1, 0)}
    assert again.rows == {0, 1, 2}
