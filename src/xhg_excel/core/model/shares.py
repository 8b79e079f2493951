"""Shares of whole numbers, in integer arithmetic and rounded by the setting of the campaign."""

from __future__ import annotations

from fractions import Fraction

from xhg_excel.notice.schema.campaign import Campaign


def ceil_share(whole: int, share: Fraction) -> int:
    """Return the smallest whole count that is at least `share` of `whole`.

    Clause: 五(二) 不少于50%, 不低于问题清单总数的50%.

    >>> [ceil_share(n, Fraction(1, 2)) for n in (0, 1, 7, 8, 11)]
    [0, 1, 4, 4, 6]
    """
    return -(-whole * share.numerator // share.denominator)


def share_of(whole: int, share: Fraction, campaign: Campaign) -> int:
    """Return `share` of `whole` as a whole number, by the campaign's rounding: up unless its settings differ.

    >>> from xhg_excel.notice import NOTICE
    >>> share_of(7, NOTICE.county_share, NOTICE), share_of(5, NOTICE.priority_share, NOTICE)
    (4, 2)
    """
    match campaign.rounding:
        case "up":
            return ceil_share(whole, share)
        case "half_up":
            return (2 * whole * share.numerator + share.denominator) // (2 * share.denominator)
        case _:
            return whole * share.numerator // share.denominator
