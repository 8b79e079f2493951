"""Divide whole numbers by largest remainder: among weights, and “各10家” among site types and counties.

Method of the largest remainder (Hamilton): everyone gets the whole part of the exact share; what is left
goes, one each, to the largest fractions. Fractions are exact, never floating point.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

# Site type and county code.
TypeAndCounty = tuple[str, str]


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Return `total` units divided in proportion to `weights`, by largest remainder.

    Equal remainders go to the larger weight, then to the earlier one. No share is greater than
    its weight while `total` is at most their sum. If all weights are 0, all shares are 0.

    Args:
        total: units to divide, ≥ 0.
        weights: each ≥ 0.

    >>> apportion(10, [7, 5, 3]), apportion(1, [1, 1]), apportion(3, [0, 0])
    ([5, 3, 2], [1, 0], [0, 0])
    """
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    shares = [total * weight // whole for weight in weights]
    by_rest = sorted(range(len(weights)), key=lambda n: (-(total * weights[n] % whole), -weights[n], n))
    for n in by_rest[: total - sum(shares)]:
        shares[n] += 1
    return shares


def allocate(
    due: int, available: Mapping[TypeAndCounty, int], site_types: Sequence[str], counties: Sequence[str]
) -> dict[TypeAndCounty, int]:
    """Return how many sites to draw of each type in each county; nothing where it is 0.

    The types share by largest remainder. Then site by site goes to the county furthest below its own
    share, ties by code. Types that few counties have go first, since they have the least choice.
    For a single type this is the largest remainder over the counties.

    Source: notice 五(二), “各10家”.

    Args:
        due: sites to draw in all, ≥ 0; where fewer are available, all of them are drawn.
        available: sites on the list by type and county code.
        site_types: the types, in the order that decides ties.
        counties: the county codes, ascending.

    >>> allocate(3, {("a", "1"): 6, ("b", "2"): 3}, ("a", "b"), ("1", "2"))
    {('a', '1'): 2, ('b', '2'): 1}
    """
    whole = sum(available.values())
    due = min(due, whole)
    of_type = {name: sum(available.get((name, county), 0) for county in counties) for name in site_types}
    of_county = {county: sum(available.get((name, county), 0) for name in site_types) for county in counties}
    below_share = {county: Fraction(due * count, whole or 1) for county, count in of_county.items()}
    shares = dict(zip(site_types, apportion(due, list(of_type.values())), strict=True))
    found_in = {name: sum(available.get((name, county), 0) > 0 for county in counties) for name in site_types}
    drawn: dict[TypeAndCounty, int] = {}
    for name in sorted(site_types, key=lambda name: (found_in[name], site_types.index(name))):
        for _ in range(shares[name]):
            left = [county for county in counties if drawn.get((name, county), 0) < available.get((name, county), 0)]
            county = max(left, key=lambda county: (below_share[county], -counties.index(county)))
            drawn[name, county] = drawn.get((name, county), 0) + 1
            below_share[county] -= 1
    return {(name, county): n for name in site_types for county in counties if (n := drawn.get((name, county), 0))}
