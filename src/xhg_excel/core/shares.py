"""Shares of whole numbers, rounded up, without a floating point.

Room: core.
"""

from __future__ import annotations

from fractions import Fraction


def ceil_share(whole: int, share: Fraction) -> int:
    """Return the smallest whole count that is at least `share` of `whole`.

    Clause: 五(二) 不少于50%, 不低于问题清单总数的50%.

    >>> [ceil_share(n, Fraction(1, 2)) for n in (0, 1, 7, 8, 11)]
    [0, 1, 4, 4, 6]
    """
    return -(-whole * share.numerator // share.denominator)
