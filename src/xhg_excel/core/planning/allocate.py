"""“各10家” spread over sub-types and counties by largest remainder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

Cell = tuple[str, str]


def spread(due: int, held: Mapping[Cell, int], kinds: Sequence[str], counties: Sequence[str]) -> dict[Cell, int]:
    """Return how many to take of each (type, county code), `due` in all or everything held when fewer.

    The types share by largest remainder. Then each single one goes to the county furthest
    below its own share, ties by code; types found in few counties go first, since they
    have the least choice. For one type this is the largest remainder over the counties.

    >>> spread(3, {("a", "1"): 6, ("b", "2"): 3}, ("a", "b"), ("1", "2"))
    {('a', '1'): 2, ('b', '2'): 1}
    """
    whole = sum(held.values())
    due = min(due, whole)
    of_county = {county: sum(held.get((kind, county), 0) for kind in kinds) for county in counties}
    lacking = {county: Fraction(due * count, whole or 1) for county, count in of_county.items()}
    shares = dict(zip(kinds, apportion(due, [_of_kind(held, kind) for kind in kinds]), strict=True))
    taken: dict[Cell, int] = {}
    for kind in sorted(kinds, key=lambda kind: (sum(held.get((kind, c), 0) > 0 for c in counties), kinds.index(kind))):
        for _ in range(shares[kind]):
            open_to = [c for c in counties if taken.get((kind, c), 0) < held.get((kind, c), 0)]
            county = max(open_to, key=lambda c: (lacking[c], -counties.index(c)))
            taken[kind, county] = taken.get((kind, county), 0) + 1
            lacking[county] -= 1
    return {(kind, county): n for kind in kinds for county in counties if (n := taken.get((kind, county), 0))}


def _of_kind(held: Mapping[Cell, int], kind: str) -> int:
    return sum(count for (of, _), count in held.items() if of == kind)


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Return `total` units divided in proportion to `weights`, by largest remainder.

    Equal remainders go to the larger weight, then to the earlier one. Nobody gets more
    than its weight while `total` is at most their sum. Without any weight nobody gets one.

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
