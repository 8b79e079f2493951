"""The drawn list is found by its heads, wherever it stands."""

from __future__ import annotations

import pytest

from tests.conftest import CONTEXT, drawn
from tests.ledgers import CITY, COUNTIES, frame, site
from xhg_excel.core.model.grid import Grid
from xhg_excel.core.progress.drawn_list import DrawnList, parse_drawn
from xhg_excel.errors.draw import NoDrawnListError

KEYS = ("drawn.listed", "drawn.completed", "drawn.small_trades", "drawn.suspended")
STOPPED = "停产停业(关闭)"
SHEET = """
    | 抽取名单 |
    | 序号 | 设区市 | 县（市、区） | 编号 | 企业名称 | 地址 | 类别 | 冻结时状态 | 规则 | 产生方式 |
    | 1 | 南通市 | 如东县 | P001 | 演练厂 | 演练村 1 号 | 小化工 | 未完成 | B1 | 全部督导 |
    | 2 | 南通 | 海门市 | Ｐ００２ | 演练坊 | 演练村2号 | 小化工 | 已完成 | B2 | 抽取 |
    | 3 | 南通市 |  | Q001 | 演练点 | 演练村3号 | 小电镀 | 已完成 | B3 | 抽取 |
    | 4 | 演练市 | 演练县 | P009 | 演练厂 | 演练村 | 小化工 | 已完成 | B2 | 抽取 |
    | 合计 |  |  |  |  |  |  |  |  |  |
"""


def test_every_row_of_a_known_city_is_a_site_as_it_is_printed() -> None:
    sites = parse_drawn([Grid("别的", []), drawn(SHEET, "抽取名单")], "名单.xlsx", CONTEXT.registry)

    assert [(s.county and s.county.name, s.identifier, s.unfinished, s.rule) for s in sites] == [
        ("如东县", "P001", True, "B1"),
        ("海门区", "P002", False, "B2"),
        (None, "Q001", False, "B3"),
    ]
    assert (sites[0].name, sites[0].address, sites[0].site_type) == ("演练厂", "演练村 1 号", "小化工")


def test_moved_and_renamed_columns_are_found_by_their_heads() -> None:
    grid = drawn(SHEET, "名单")
    moved = Grid("我的名单", [[None, *reversed(row)] for row in grid.rows])

    assert [s.identifier for s in parse_drawn([moved], "名单.xlsx", CONTEXT.registry)] == ["P001", "P002", "Q001"]


@pytest.mark.parametrize("rows", [[], [["设区市", "编号"]], list(drawn(SHEET).rows[:2])])
def test_a_workbook_without_a_drawn_list_is_refused_by_name(rows: list[list[str]]) -> None:
    with pytest.raises(NoDrawnListError, match=r"“名单\.xlsx”里没有抽取名单"):
        parse_drawn([Grid("抽取名单", rows)], "名单.xlsx", CONTEXT.registry)


def test_a_recorded_list_says_what_it_held_at_the_draw_by_county_and_for_the_city() -> None:
    """R116: what 附件1 reports is held against the frozen list."""
    rows = [
        site("P001"),
        site("P002", 1, status="未完成"),
        site("Q001", site_type="小电镀"),
        site("T001", 1, site_type=STOPPED),
    ]

    facts = DrawnList((), {CITY.code: frame(rows).plans()[0]}).facts()

    assert facts[CITY.code] == dict(zip(KEYS, (2, 1, 1, 1), strict=True))
    assert facts[COUNTIES[0].code] == dict(zip(KEYS, (1, 1, 1, 0), strict=True))
    assert facts[COUNTIES[1].code] == dict(zip(KEYS, (1, 0, 0, 1), strict=True))


def test_a_list_without_a_record_says_nothing_of_the_draw() -> None:
    assert DrawnList((), {}).facts() == {}
