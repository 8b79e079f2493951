"""Quotas in whole numbers: never below half, priority by two ranks."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import CONTEXT
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.shares import ceil_share
from xhg_excel.core.planning.quota import CityQuota, quotas
from xhg_excel.core.planning.quota_workbook import quota_book, remarks
from xhg_excel.notice import NOTICE
from xhg_excel.notice.schema.campaign import Campaign

Row = dict[str, Answer | None]
NANTONG = ("崇川区", "海门区", "通州区", "如东县", "启东市", "如皋市", "海安市")


def problems(count: int, unfinished: int = 0, kind: str = "小化工") -> list[Row]:
    return [
        {"city": "南通市", "county": "如东县", "site_type": kind, "status": "未完成" if n < unfinished else "已完成"}
        for n in range(count)
    ]


def screening(*figures: tuple[Answer | None, Answer | None]) -> list[Row]:
    return [
        {"city": "南通市", "county": name, "screened_total": screened, "problem_total": found}
        for name, (screened, found) in zip(NANTONG, figures, strict=False)
    ]


def quota(rows: list[Row], figures: list[Row], campaign: Campaign = NOTICE) -> CityQuota:
    (only,) = quotas(rows, figures, CONTEXT.registry, campaign)
    return only


@given(st.integers(0, 5000), st.integers(1, 20), st.integers(1, 20))
def test_a_share_is_the_smallest_count_that_reaches_it(whole: int, part: int, of: int) -> None:
    share = Fraction(min(part, of), of)

    count = ceil_share(whole, share)

    assert count >= whole * share
    assert count == 0 or count - 1 < whole * share


def test_the_notice_asks_for_51_counties() -> None:
    """DOMAIN 1: 南京6 无锡4 徐州5 …, sum 51; rounding to even would give 48."""
    due = [ceil_share(len(CONTEXT.registry.counties_of(c)), Fraction(1, 2)) for c in CONTEXT.registry.cities]

    assert due == [6, 4, 5, 3, 5, 4, 3, 4, 5, 3, 3, 3, 3]


@pytest.mark.parametrize(
    ("listed", "unfinished", "due", "to_draw"), [(7, 2, 4, 2), (8, 0, 4, 4), (7, 5, 4, 0), (1, 1, 1, 0)]
)
def test_unfinished_ones_count_toward_half_the_list(listed: int, unfinished: int, due: int, to_draw: int) -> None:
    found = quota(problems(listed, unfinished), [])

    assert (found.problems, found.problems_due, found.unfinished, found.to_draw) == (
        listed,
        due,
        unfinished,
        to_draw,
    )


def test_others_are_ten_and_ten_or_all_there_are_with_a_reason() -> None:
    rows = problems(12, kind="小电镀") + problems(4, kind="停产停业(取缔)") + problems(3, kind="不认识")

    found = quota(rows, [])

    assert (found.small_trades, found.small_trades_due) == (12, 10)
    assert (found.suspended, found.suspended_due) == (4, 4)
    assert "“停产停业”清单只有4家，全部督导" in remarks(found, NOTICE)
    assert not any("小字头" in line for line in remarks(found, NOTICE))


def test_priority_is_the_lowest_quarter_by_rank_sum_ties_by_code() -> None:
    figures = screening((50, 5), (10, 9), (20, 1), (30, 2), (40, 3), (60, 6), (70, 7))

    found = quota(problems(1), figures)

    by_name = {rank.county.name: (rank.screened_rank, rank.problems_rank, rank.rank_sum) for rank in found.ranks}
    assert by_name["通州区"] == (2, 1, 3)
    assert by_name["如东县"] == (3, 2, 5)
    assert {county.name for county in found.priority} == {"通州区", "如东县"}


def test_equal_counts_share_a_rank_and_equal_sums_go_by_code() -> None:
    found = quota(problems(1), screening(*[(10, 1)] * 7))

    assert {rank.rank_sum for rank in found.ranks} == {2}
    assert [county.code for county in found.priority] == ["320612", "320613"]


def test_a_county_without_figures_makes_no_priority_rather_than_a_wrong_one() -> None:
    found = quota(problems(1), screening((50, 5), (10, "未提供"), (20, 1), (30, None), (40, 3), (60, 6)))

    assert found.priority == ()
    assert remarks(found, NOTICE)[0] == "缺少海门区、如东县、海安市的排查底数，重点督查县（市、区）未计"


def test_old_and_new_name_of_one_county_add_up() -> None:
    old: Row = {"city": "南通市", "county": "港闸区", "screened_total": 5, "problem_total": 1}
    figures = [*screening(*[(100, 9)] * 7), old]

    found = quota(problems(1), figures)

    (chongchuan,) = [rank for rank in found.ranks if rank.county.name == "崇川区"]
    assert (chongchuan.screened, chongchuan.problems) == (105, 10)


def test_more_counties_than_half_and_too_few_problems_are_said() -> None:
    """All problems in the last of seven counties: five are needed; problems of no county cannot be drawn at all."""
    far = [row | {"county": "海安市"} for row in problems(9)]
    strangers = [row | {"county": "演练县"} for row in problems(9)]
    figures = screening(*[(n, n) for n in range(7)])
    wide = replace(NOTICE, county_share=Fraction(1, 4))

    assert remarks(quota(far, figures, wide), wide)[0] == "只督导2个县（市、区）抽不够问题数，至少督导3个"
    assert remarks(quota(strangers, figures), NOTICE)[0] == "清单中已完成的问题不在本市各县（市、区）内，抽不够"


def test_rows_of_no_known_city_count_nowhere_and_the_book_has_a_row_a_city() -> None:
    strangers: list[Row] = [{"city": "演练市", "county": "演练县", "site_type": "小化工", "status": "未完成"}]

    found = quotas(problems(2) + strangers, [*screening(*[(9, 9)] * 7), *strangers], CONTEXT.registry, NOTICE)

    assert [(q.city.name, q.problems) for q in found] == [("南通市", 2)]
    assert [sheet.name for sheet in quota_book(found, NOTICE).sheets] == [
        "抽样配额",
        "重点县（市、区）",
        "口径说明",
        "_xhg",
    ]
