"""Largest remainder, over types and over counties."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from xhg_excel.core.planning.allocate import allocate, apportion

WEIGHTS = st.lists(st.integers(0, 20), min_size=1, max_size=8)
HELD = st.dictionaries(st.tuples(st.sampled_from("abc"), st.sampled_from("123")), st.integers(0, 5))


@given(WEIGHTS, st.integers(0, 40))
def test_largest_remainder_gives_everyone_its_share_rounded_one_way_or_the_other(
    weights: list[int], total: int
) -> None:
    shares = apportion(total, weights)

    whole = sum(weights)
    assert sum(shares) == (total if whole else 0)
    for share, weight in zip(shares, weights, strict=True):
        assert not whole or abs(share - Fraction(total * weight, whole)) < 1
        assert total > whole or share <= weight


@given(WEIGHTS, st.integers(0, 40))
def test_no_one_rounded_up_has_a_smaller_remainder_than_one_rounded_down(weights: list[int], total: int) -> None:
    shares, whole = apportion(total, weights), sum(weights) or 1

    rests = {(share > total * w // whole, total * w % whole) for share, w in zip(shares, weights, strict=True)}
    assert max([r for up, r in rests if not up], default=0) <= min([r for up, r in rests if up], default=whole)


@given(HELD, st.integers(0, 12))
def test_everything_due_is_taken_and_no_more_than_is_there(held: dict[tuple[str, str], int], due: int) -> None:
    taken = allocate(due, held, "abc", "123")

    assert sum(taken.values()) == min(due, sum(held.values()))
    assert all(0 < n <= held[cell] for cell, n in taken.items())


@given(HELD, st.integers(0, 12))
def test_types_share_by_largest_remainder(held: dict[tuple[str, str], int], due: int) -> None:
    taken = allocate(due, held, "abc", "123")

    there = [sum(n for (kind, _), n in held.items() if kind == of) for of in "abc"]
    assert [sum(n for (kind, _), n in taken.items() if kind == of) for of in "abc"] == apportion(
        min(due, sum(there)), there
    )


@given(st.lists(st.integers(0, 9), min_size=3, max_size=3), st.integers(0, 12))
def test_one_type_shares_over_counties_by_largest_remainder(held: list[int], due: int) -> None:
    """Where remainders are equal the order by code decides."""
    taken = allocate(due, {("a", str(n)): count for n, count in enumerate(held)}, "a", "012")

    due = min(due, sum(held))
    exact = [Fraction(due * count, sum(held) or 1) for count in held]
    counts = [taken.get(("a", str(n)), 0) for n in range(3)]
    by_rest = sorted(range(3), key=lambda n: (-(exact[n] % 1), n))
    up = set(by_rest[: due - sum(int(e) for e in exact)])
    assert counts == [int(e) + (n in up) for n, e in enumerate(exact)]


def test_a_type_found_in_one_county_does_not_crowd_the_others_out() -> None:
    held = {("a", "1"): 5, ("b", "1"): 5, ("b", "2"): 5}

    assert allocate(4, held, "ab", "12") == {("a", "1"): 1, ("b", "1"): 2, ("b", "2"): 1}
