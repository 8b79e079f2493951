"""Worksheet functions: right arguments give the notice's numbers, wrong ones a short text."""

from __future__ import annotations

import hashlib
import inspect
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlwings.conversion import accessors

from tests.conftest import CONTEXT
from tests.core.drawing.test_tickets import VECTORS
from xhg_excel.core.planning.quota import rank_counties, screening_frame
from xhg_excel.excel import functions as sheet_functions
from xhg_excel.excel.functions import (
    XHG_CHECK,
    XHG_DRAW,
    XHG_EXPLAIN,
    XHG_PRIORITY,
    XHG_QUOTA_COUNTIES,
    XHG_QUOTA_OTHERS,
    XHG_QUOTA_PROBLEMS,
    XHG_RATE,
    XHG_REGION,
    XHG_TICKET,
)
from xhg_excel.notice import NOTICE
from xhg_excel.notice.small_chemical.annexes import ANNEX2
from xhg_excel.notice.words.findings import MESSAGES
from xhg_excel.notice.words.shells.functions import FUNCTIONS

SEED = "20200810001122334455"
ALL = {name: function for name, function in vars(sheet_functions).items() if name.startswith("XHG_")}
# What a clerk may point a function at.
anything = st.one_of(st.none(), st.booleans(), st.floats(allow_nan=False), st.text(max_size=8), st.just("#N/A"))
tables = st.lists(st.lists(anything, min_size=2, max_size=2), min_size=1, max_size=3)


def test_every_function_is_declared_with_each_of_its_arguments() -> None:
    declared = {name: list(function.arguments) for name, function in FUNCTIONS.items()}

    assert declared == {name: list(inspect.signature(function).parameters) for name, function in ALL.items()}
    texts = [text for f in FUNCTIONS.values() for text in (f.help, *f.arguments.values())]
    assert all(0 < len(text) <= 255 for text in texts)


@pytest.mark.parametrize("name", sorted(ALL))
def test_xlwings_knows_a_converter_for_every_hint(name: str) -> None:
    """A hint it does not know makes the function fail in Excel alone, where nobody tests it."""
    hints = get_type_hints(ALL[name], include_extras=True)

    assert all((getattr(hint, "__origin__", None) or hint) in accessors for hint in hints.values()), hints


@given(st.data())
@pytest.mark.parametrize("name", sorted(ALL))
def test_no_argument_breaks_a_function(name: str, data: st.DataObject) -> None:
    """Each answers something a cell can show: a number, a text, or a table of them."""
    hints = get_type_hints(ALL[name])
    given_ = [
        data.draw(tables if (getattr(hint, "__origin__", None) or hint) is list else anything, label=key)
        for key, hint in hints.items()
        if key != "return"
    ]

    answer = ALL[name](*given_)

    rows = answer if isinstance(answer, list) else [[answer]]
    assert all(isinstance(cell, (str, int, float)) for row in rows for cell in row)
    assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize(
    ("n", "due"),
    [(11.0, 6), (7.0, 4), (0.0, 0), (-1.0, "应填0或正整数"), (2.5, "应填0或正整数"), (True, "应填0或正整数")],
)
def test_half_of_the_counties_rounded_up(n: float, due: object) -> None:
    assert XHG_QUOTA_COUNTIES(n) == due


def test_half_of_the_problems_and_all_unfinished() -> None:
    assert [XHG_QUOTA_PROBLEMS(125.0), XHG_QUOTA_PROBLEMS(125.0, 70.0)] == [63, 70]
    assert XHG_QUOTA_PROBLEMS(10.0, 11.0) == "未完成数大于总数"
    assert XHG_QUOTA_PROBLEMS(None, 1.0) == "应填0或正整数"  # type: ignore[arg-type]  # an empty cell
    assert [XHG_QUOTA_OTHERS(n) for n in (0.0, 9.0, 10.0, 11.0)] == [0, 9, 10, 10]


NANTONG = ["崇川区", "通州区", "海门市", "如东县", "启东市", "如皋市", "320685"]


def test_priority_counties_are_those_of_the_quota() -> None:
    """五(二): the lowest quarter by rank-sum; old names and codes are accepted."""
    city = CONTEXT.registry.match_city("南通")
    assert city is not None
    screened, problems = [float(n) for n in (9, 3, 5, 1, 7, 8, 2)], [float(n) for n in (4, 4, 1, 2, 9, 9, 9)]

    answer = XHG_PRIORITY("南通市", *([[cell] for cell in column] for column in (NANTONG, screened, problems)))

    rows: list[dict[str, str | int | None]] = [
        {"city": "南通", "county": name, "screened_total": int(s), "problem_total": int(p)}
        for name, s, p in zip(NANTONG, screened, problems, strict=True)
    ]
    ranks = rank_counties(
        CONTEXT.registry.counties_of(city),
        screening_frame(rows, CONTEXT.registry),
        NOTICE,
    )
    expected = {rank.county.name: [rank.rank_sum, "重点" if rank.priority else ""] for rank in ranks}
    assert answer == [expected[name] for name in (*NANTONG[:2], "海门区", *NANTONG[3:6], "海安市")]
    assert sum(mark == "重点" for _, mark in answer) == 2


@pytest.mark.parametrize(
    ("city", "names", "figures", "answer"),
    [
        ("南方市", NANTONG, 7, "不是13个设区市之一"),
        ("南通市", NANTONG, 6, "两个区域大小不同"),
        ("南通市", NANTONG[:6], 6, "还缺：海安市"),
        ("南通市", [*NANTONG[:6], "江阴市"], 7, "“江阴市”不是南通市的县（市、区）"),
        ("南通市", [*NANTONG[:6], "海门区"], 7, "“海门区”重复"),
    ],
)
def test_a_list_of_counties_that_does_not_fit_returns_the_reason(
    city: str, names: list[str], figures: int, answer: str
) -> None:
    column = [[1.0]] * figures

    assert XHG_PRIORITY(city, [[name] for name in names], column, column) == answer


def test_without_every_figure_there_is_no_priority() -> None:
    """A missing figure is not a small one."""
    column: list[list[Any]] = [[1.0]] * 7

    assert XHG_PRIORITY("南通市", [[n] for n in NANTONG], column, [*column[:6], ["未提供"]]) == "底数不全，不能确定重点"


def test_a_ticket_is_what_anyone_can_recompute() -> None:
    expected = "7640d1b1a0936d9d5e102435351c84fbd44c9887c35f17e8342824441aa66077"

    assert expected == hashlib.sha256(b"20200810|B2|320600|P001").hexdigest()
    assert {
        XHG_TICKET("20200810", "B2", city, number) for city in ("南通", "320600") for number in ("P001", "Ｐ００１ ")
    } == {expected}
    assert XHG_TICKET("20200810", "B2", 320600.0, "P001") == expected  # type: ignore[arg-type]  # a code typed as a number
    assert XHG_TICKET("20200810", "B2", "南方", "P001") == "不是13个设区市之一"
    assert XHG_TICKET("20200810", "B2", "南通", " ") == "没有填"


def test_the_order_of_tickets_does_not_depend_on_the_list() -> None:
    """A late addition reorders nobody."""
    listed = [[f"P{n:03d}", f"Q{n:03d}"] for n in range(1, 20)]

    drawn = XHG_DRAW(SEED, "B2", "南通市", listed, 5.0)
    again = XHG_DRAW(SEED, "B2", "南通市", [*reversed(listed), ["P999", None]], 5.0)

    assert [row[0] for row in drawn] == list(range(1, 39))
    assert [row[2] for row in drawn] == ["抽中"] * 5 + ["备选"] * 33
    assert [row[3] for row in drawn] == sorted(row[3] for row in drawn)
    assert all(row[3] == XHG_TICKET(SEED, "B2", "南通市", row[1]) for row in drawn)
    assert [row[1] for row in again if row[1] != "P999"] == [row[1] for row in drawn]


@pytest.mark.parametrize(
    ("seed", "identifiers", "size", "answer"),
    [
        ("2020", [["P001"]], 1.0, "种子应为不少于20位数字的文本"),
        (2.02e19, [["P001"]], 1.0, "种子应为不少于20位数字的文本"),
        (SEED, [["P001"], ["Ｐ００１"]], 1.0, "编号重复：P001"),
        (SEED, [["P001"], [7.0]], 1.0, "编号应为文本：7"),
        (SEED, [["P001"]], 2.0, "只有1个编号"),
        (SEED, [["P001"]], "两个", "应填0或正整数"),
        (SEED, [[None]], 0.0, "没有填"),
    ],
)
def test_a_draw_that_could_not_be_repeated_is_refused(seed: Any, identifiers: Any, size: Any, answer: str) -> None:
    """A long number loses its last digits in a cell; a number loses the zeros of an identifier."""
    assert XHG_DRAW(seed, "B2", "南通市", identifiers, size) == answer


def test_a_form_is_checked_in_a_cell() -> None:
    """Addresses are those of the sheet, as the range begins at A1; who hands in stands elsewhere."""
    rows: list[list[Any]] = [
        [*ANNEX2.heads],
        *([float(i.number), i.text, "也许" if i.number == 2 else ""] for i in ANNEX2.items),
    ]

    answer = XHG_CHECK(rows)

    assert answer[0][:2] == ["强制", "C3"] or ["强制", "C3"] in [row[:2] for row in answer]
    assert all(len(row) == 4 for row in answer)
    assert XHG_CHECK([["随手记"]]) == [["强制", "", MESSAGES["F05"].what, MESSAGES["F05"].remedy]]


def test_a_rate_counts_where_both_are_numbers() -> None:
    assert XHG_RATE([[1.0, True], [2.0, "未提供"]], [[2.0, 5.0], [4.0, 9.0]]) == 0.5
    assert XHG_RATE([[1.0]], [[1.0, 2.0]]) == "两个区域大小不同"
    assert XHG_RATE([[None]], [[0.0]]) == ""


@pytest.mark.parametrize(
    ("region", "city", "answer"),
    [
        ("南通", "", [["320600", "南通市"]]),
        (320614.0, "", [["320614", "南通市海门区"]]),
        ("海门市", "南通", [["320614", "南通市海门区"]]),
        ("鼓楼区", "徐州市", [["320302", "徐州市鼓楼区"]]),
        ("鼓楼区", "", "南京市、徐州市都有“鼓楼区”，请给出设区市"),
        ("鼓楼区", "上海", "不是13个设区市之一"),
        ("浦东新区", "", "没有这个设区市或县（市、区）"),
        (None, "", "没有填"),
    ],
)
def test_a_region_gets_its_present_name(region: Any, city: str, answer: object) -> None:
    assert XHG_REGION(region, city) == answer


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_every_code_is_explained_without_a_slot_left_open(code: str) -> None:
    ((severity, what, remedy),) = XHG_EXPLAIN(f" {code.lower()} ")

    assert severity == MESSAGES[code].severity.value
    assert "{" not in what + remedy


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: v["ticket"][:8])
def test_a_cell_gives_the_golden_tickets(vector: dict[str, str]) -> None:
    """The same committed vectors as the command line and the core, identifiers as people retype them."""
    assert XHG_TICKET(vector["seed"], vector["rule"], vector["city"], vector["typed"]) == vector["ticket"]
