"""The bound for the whole list: exact, against enumeration, at its edges, and fast for long lists."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import combinations
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xhg_excel.core.progress.assurance import assurance, bad_at_most
from xhg_excel.errors.draw import NotASampleError

RARE = Fraction(5, 100)
SMALL = st.integers(1, 9).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))
LISTS = st.integers(1, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))


@cache
def chance_of_at_most(listed: int, checked: int, held: int, bad: int) -> Fraction:
    """Enumerate every sample of a list whose first `held` are bad."""
    samples = list(combinations(range(listed), checked))
    return Fraction(sum(sum(n < held for n in sample) <= bad for sample in samples), len(samples))


@given(SMALL, st.data())
def test_the_bound_equals_enumeration_of_every_sample(list_and_sample: tuple[int, int], data: st.DataObject) -> None:
    listed, checked = list_and_sample
    bad = data.draw(st.integers(0, checked))

    enough = [
        held for held in range(bad, listed - checked + bad + 1) if chance_of_at_most(listed, checked, held, bad) > RARE
    ]
    assert bad_at_most(listed, checked, bad) == max(enough)


@given(LISTS, st.integers(0, 60))
def test_whatever_the_truth_the_statement_fails_in_at_most_one_sample_of_twenty(
    list_and_sample: tuple[int, int], held: int
) -> None:
    """Summed exactly over all samples by how many bad ones they hold."""
    listed, checked = list_and_sample
    held = min(held, listed)
    samples = {x: comb(held, x) * comb(listed - held, checked - x) for x in range(min(held, checked) + 1)}

    wrong = sum(n for x, n in samples.items() if n and bad_at_most(listed, checked, x) < held)

    assert Fraction(wrong, comb(listed, checked)) <= RARE


@given(LISTS, st.data())
def test_the_bound_rises_with_what_is_found_and_lies_between_found_and_possible(
    list_and_sample: tuple[int, int], data: st.DataObject
) -> None:
    listed, checked = list_and_sample
    bad = data.draw(st.integers(0, checked))

    most = bad_at_most(listed, checked, bad)

    assert bad <= most <= listed - checked + bad
    assert bad == 0 or bad_at_most(listed, checked, bad - 1) <= most


@pytest.mark.parametrize("listed", [*range(56, 130, 2), 412, 824, 1000])
def test_half_a_list_with_none_one_or_three_bad_holds_at_most_4_7_or_12(listed: int) -> None:
    """DOMAIN 5.6; true of every list of 56 or more of which exactly half is checked."""
    assert [bad_at_most(listed, listed // 2, bad) for bad in (0, 1, 3)] == [4, 7, 12]


def test_shorter_lists_give_smaller_bounds() -> None:
    """Without replacement a half of few says more than a half of many."""
    assert [[bad_at_most(n, n // 2, bad) for bad in (0, 1, 3)] for n in (20, 40, 54)] == [
        [3, 6, 10],
        [4, 6, 11],
        [4, 7, 11],
    ]


@pytest.mark.parametrize(
    ("counts", "most"),
    [((0, 0, 0), 0), ((9, 0, 0), 9), ((9, 9, 0), 0), ((9, 9, 4), 4), ((9, 9, 9), 9), ((9, 4, 4), 9), ((1, 1, 0), 0)],
)
def test_the_edges(counts: tuple[int, int, int], most: int) -> None:
    """Empty list, nothing checked, everything checked, everything bad."""
    assert bad_at_most(*counts) == most


def test_the_worst_of_a_small_sample_is_all_the_rest() -> None:
    assert bad_at_most(100, 1, 1) == 100
    assert bad_at_most(100, 1, 0) == 94


@pytest.mark.parametrize("counts", [(5, 6, 0), (5, 3, 4), (-1, 0, 0), (5, 3, -1)])
def test_counts_that_contradict_each_other_stop(counts: tuple[int, int, int]) -> None:
    with pytest.raises(NotASampleError, match="前后矛盾"):
        bad_at_most(*counts)
    with pytest.raises(NotASampleError):
        assurance("清单", *counts)


@pytest.mark.parametrize(
    ("listed", "checked", "bad"),
    [(823, 412, 0), (823, 412, 3), (823, 412, 200), (100_000, 50_000, 0), (100_000, 50_000, 700), (100_000, 100, 3)],
)
def test_long_lists_are_exact_and_fast(listed: int, checked: int, bad: int) -> None:
    """Neither one less nor one more: the bound is just likely enough, the next is not.

    Counted sample by sample, the longest would take hours.
    """
    most = bad_at_most(listed, checked, bad)

    def samples(held: int) -> int:
        return sum(comb(held, x) * comb(listed - held, checked - x) for x in range(bad + 1))

    if bad <= 3:
        whole = comb(listed, checked)
        assert samples(most) * 20 > whole >= samples(most + 1) * 20


def test_another_confidence_is_another_bound() -> None:
    assert [bad_at_most(412, 206, 0, Fraction(n, 100)) for n in (50, 90, 99)] == [0, 3, 6]


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((412, 206, 1), "清单共412个，随机抽查206个，发现1个不合格；有95%的把握说，全部412个中不合格的不超过7个。"),
        ((9, 9, 2), "清单共9个，全部查过，不合格2个。"),
        ((9, 0, 0), "清单共9个，尚未抽查，不能推断。"),
        ((0, 0, 0), "清单没有，不需推断。"),
    ],
)
def test_the_sentence(counts: tuple[int, int, int], said: str) -> None:
    assert assurance("清单", *counts) == said
