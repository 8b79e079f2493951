"""Header blanks of a form somebody retyped, wherever they stand: every value is read once, every label is known."""

from __future__ import annotations

import pytest

from tests.conftest import drawn
from xhg_excel.core.model.grid import CellValue
from xhg_excel.core.reading.recognise import whole_sheet
from xhg_excel.core.retyped.label_values import Blank, Blanks, find_blanks
from xhg_excel.notice.small_chemical.annexes import ANNEX2, ANNEX3
from xhg_excel.notice.words.workbook import COVER_FIELDS


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
    """A second blank one is only its label; a second value is a rival of the first, and neither is certain."""
    again = found("""
        | 地址：演练村1号 |           |
        | 详细地址：       |           |
        | 地址             | 演练村2号 |
    """)

    assert again.found == {"address": Blank((0, 0), "演练村1号", (0, 0))}
    assert again.rivals == {"address": [(2, 1)]}
    assert again.used == {(0, 0), (1, 0), (1, 1), (2, 0), (2, 1)}
    assert again.rows == {0, 1, 2}


def read_of(picture: str) -> tuple[dict[str, CellValue], list[str]]:
    """Return what a form in which visits are dated too says, and what in its cells is left to be named."""
    grid = drawn(picture)
    fields = (*ANNEX3.header, *ANNEX2.header, *ANNEX2.footer, *ANNEX2.extras, *COVER_FIELDS)
    blanks = find_blanks(grid, whole_sheet(grid), (fields, (*ANNEX2.header_lines, *ANNEX2.footer_lines)))
    used = [text for _, text in blanks.left]
    unread = [str(value) for row, col, value in grid.filled() if (row, col) not in blanks.used]
    return {key: blank.value for key, blank in blanks.found.items()}, used + unread


# fmt: off
@pytest.mark.parametrize(("line", "read", "named"), [
    # A cell that is a label ends a blank, whether it is ours or not.
    ("| 企业名称： | 负责人：张三 |", {"site_name": None}, ["负责人：张三"]),
    ("| 详细地址： | 联系电话：138 |", {"address": None}, ["联系电话：138"]),
    ("| 企业名称 | 法定代表人 | 详细地址 | 联系电话 |", {"site_name": None, "address": None}, ["法定代表人", "联系电话"]),
    ("| 问题编号： |  | 负责人 | 张三 |", {"problem_id": None}, ["负责人", "张三"]),
    ("| 企业名称： | 安全员（兼职）：张三 |", {"site_name": None}, ["安全员（兼职）：张三"]),
    ("| 企业名称： | 地址： | 乙村 |", {"site_name": None, "address": "乙村"}, []),
    ("| 问题编号： | 12 |", {"problem_id": "12"}, []),
    # What is told freely, or chosen of printed words, may hold such words.
    ("| 灰色产业链线索 | 上家：张三 |", {"grey_chain": "上家：张三"}, []),
    ("| 灰色产业链线索：有，上家：张三 联系电话：138 |", {"grey_chain": "有，上家：张三"}, ["联系电话：138"]),
    ("| 灰色产业链线索 | 联系电话：138 |", {"grey_chain": None}, ["联系电话：138"]),
    ("| 类型 | 小字头：小电镀 |", {"site_type": "小字头：小电镀"}, []),
    # A label within a line ends what stands before it.
    ("| 企业名称：甲厂　负责人：张三　地址：乙村　联系电话：138 |", {"site_name": "甲厂", "address": "乙村"}, ["负责人：张三", "联系电话：138"]),
    ("| 企业名称： | 甲厂　负 责 人：张三　地址：乙村 |", {"site_name": "甲厂", "address": "乙村"}, ["负 责 人：张三"]),
    ("| 详细地址：乙村3组：东侧 |", {"address": "乙村3组：东侧"}, []),
    ("| 详细地址：乙村（河东，门牌：3号） 传真：1 |", {"address": "乙村（河东，门牌：3号）"}, ["传真：1"]),
    ("| 企业名称：甲厂 负责人：____ |", {"site_name": "甲厂"}, []),
    ("| 基本情况 企业名称：甲厂 |", {"site_name": "甲厂"}, ["基本情况"]),
    ("| 1、企业名称：甲厂 |", {"site_name": "甲厂"}, []),
    ("| 企业名称：甲厂 地址：乙村 名称：丙厂 |", {"site_name": "甲厂", "address": "乙村"}, []),  # and a rival
    # The day behind a signature is that of the signature.
    ("| 填表人：李 日期：8月15日 |", {"unit_filler": "李", "unit_filled_on": "8月15日"}, []),
    ("| 填表人：李 | 日期：8月15日 |", {"unit_filler": "李", "unit_filled_on": "8月15日"}, []),
    ("| 填表人 | 李 | 日期 | 8月15日 |", {"unit_filler": "李", "unit_filled_on": "8月15日"}, []),
    ("| 被检查单位负责人（签字）：李 日期：8月13日 |", {}, ["被检查单位负责人（签字）：李 日期：8月13日"]),
    ("| 审核人 | 李 | 日期： | 8月13日 |", {}, ["审核人", "李", "日期：", "8月13日"]),
    ("| 检查人：甲 负责人签字：李 日期：8月13日 |", {"inspectors": "甲"}, ["负责人签字：李", "日期：8月13日"]),
    ("| 检查人：甲　时间：8月12日 |", {"inspectors": "甲", "visited_on": "8月12日"}, []),
    ("| 检查人签字：甲　时间：8月12日 |", {"inspectors": "甲", "visited_on": "8月12日"}, []),
    ("| 被检查人：李　检查人：甲　时间：8月12日 |", {"inspectors": "甲", "visited_on": "8月12日"}, ["被检查人：李"]),
    ("| 被检查人：李　时间：8月12日 |", {}, ["被检查人：李　时间：8月12日"]),
    ("| 审核人：李　检查时间：8月12日 |", {"visited_on": "8月12日"}, ["审核人：李"]),
    # An office that inspects is no site.
    ("| 单位名称：如东县应急管理局 |", {}, ["单位名称：如东县应急管理局"]),
    ("| 单位名称 | 如东县人民政府（盖章） |", {}, ["单位名称", "如东县人民政府（盖章）"]),
    ("| 单位名称：如东县安监局 地址：乙村 |", {"address": "乙村"}, ["单位名称：如东县安监局"]),
])
def test_a_blank_holds_what_was_meant_for_it_and_all_else_is_named(line: str, read: dict[str, CellValue], named: list[str]) -> None:
    assert read_of(line) == (read, named)
# fmt: on


def test_a_name_below_an_office_is_read() -> None:
    read, named = read_of("""
        | 单位名称：如东县应急管理局 |
        | 企业名称：甲厂             |
    """)

    assert (read, named) == ({"site_name": "甲厂"}, ["单位名称：如东县应急管理局"])


def test_a_cover_dates_its_filler_and_reads_no_day_of_anybody_else() -> None:
    grid = drawn("| 设区市：南通市 填报人：李 日期：8月15日 审核人：王 日期：8月16日 |")

    blanks = find_blanks(grid, whole_sheet(grid), (COVER_FIELDS, ()))

    values = {key: blank.value for key, blank in blanks.found.items()}
    assert values == {"unit_city": "南通市", "unit_filler": "李", "unit_filled_on": "8月15日"}
    assert blanks.left == [((0, 0), "审核人：王"), ((0, 0), "日期：8月16日")]


def test_a_cover_in_cells_dates_its_filler_too() -> None:
    grid = drawn("| 填报人 |  | 日期 | 8月15日 |")

    blanks = find_blanks(grid, whole_sheet(grid), (COVER_FIELDS, ()))

    values = {key: blank.value for key, blank in blanks.found.items()}
    assert values == {"unit_filler": None, "unit_filled_on": "8月15日"}


def test_a_blank_above_the_items_is_not_filled_from_below_them() -> None:
    grid = drawn("""
        | 企业名称： |      |
        | 地址：     |      |
        | 地址：     | 乙村 |
        | 企业名称： | 丙厂 |
        | 企业名称： |      |
    """)

    blanks = find_blanks(grid, whole_sheet(grid), (ANNEX2.header, ()), below=3)

    assert {key: blank.value for key, blank in blanks.found.items()} == {"site_name": None, "address": "乙村"}
    assert not {(3, 0), (3, 1)} & blanks.used
    assert (4, 0) in blanks.used
